//! Rank acceptability for any panels and limits.

use std::ops::ControlFlow;

use proptest::prelude::*;
use weighting::pool::Panels;
use weighting::progress::{Cancelled, Progress};
use weighting::smaa::{
    Acceptability, Draws, Evaluation, Sampler, Scores, SmaaError, WeightLimits, acceptability, exact_acceptability,
    sampled_acceptability,
};

const DRAWS: Draws = Draws { count: 20_000, seed: 11 };

fn exact(panels: &Panels, limits: &WeightLimits) -> Acceptability {
    exact_acceptability(panels, limits, &Progress::silent()).unwrap()
}

fn drawn(panels: &Panels, limits: &WeightLimits, draws: Draws) -> Acceptability {
    sampled_acceptability(panels, limits, Scores::AsGiven, draws, &Progress::silent()).unwrap()
}

/// Two or three panels with limits that leave room.
fn few_panels() -> impl Strategy<Value = (Panels, WeightLimits)> {
    (2_usize..4, 1_usize..6).prop_flat_map(|(panels, items)| {
        let values = prop::collection::vec(prop::collection::vec(0.0..1.0_f64, items), panels);
        let limits = prop::collection::vec((0.0..0.3_f64, 0.5..1.0_f64), panels);
        (values, limits)
            .prop_map(|(values, limits)| (Panels::new(&values).unwrap(), WeightLimits::new(&limits).unwrap()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn exact_and_drawn_acceptability_agree((panels, limits) in few_panels()) {
        let (exact, drawn) = (exact(&panels, &limits), drawn(&panels, &limits, DRAWS));
        for item in 0..panels.items() {
            prop_assert!((exact.rank[item].iter().sum::<f64>() - 1.0).abs() < 1e-9);
            for rank in 0..panels.items() {
                prop_assert!((exact.rank[item][rank] - drawn.rank[item][rank]).abs() < 0.02);
            }
            if exact.rank[item][0] > 0.05 {
                let pair = exact.central[item].as_ref().unwrap().iter().zip(drawn.central[item].as_ref().unwrap());
                prop_assert!(pair.into_iter().all(|(a, b)| (a - b).abs() < 0.03));
            }
        }
    }

    #[test]
    fn central_weights_put_their_item_first((panels, limits) in few_panels()) {
        for (item, central) in exact(&panels, &limits).central.iter().enumerate() {
            let Some(weights) = central else { continue };
            prop_assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            let value = |item: usize| -> f64 { weights.iter().zip(panels.values()).map(|(w, p)| w * p[item]).sum() };
            prop_assert!((0..panels.items()).all(|other| value(other) <= value(item) + 1e-9));
        }
    }

    #[test]
    fn no_input_makes_acceptability_panic(
        values in prop::collection::vec(prop::collection::vec(any::<f64>(), 3), 1..5),
        limits in prop::collection::vec((any::<f64>(), any::<f64>()), 0..5),
        plain in prop::collection::vec((0.0..0.4_f64, 0.2..1.0_f64), 1..5),
    ) {
        let draws = Draws { count: 50, seed: 0 };
        for limits in [limits, plain] {
            if let (Ok(panels), Ok(limits)) = (Panels::new(&values), WeightLimits::new(&limits)) {
                let _ = acceptability(&panels, &limits, draws, &Progress::silent());
                let _ = sampled_acceptability(&panels, &limits, Scores::Uncertain, draws, &Progress::silent());
            }
        }
    }
}

#[test]
fn the_same_bits_come_from_one_two_and_eight_threads() {
    let panels = Panels::new(&[[0.3, 0.2, 0.5], [0.4, 0.5, 0.1], [0.2, 0.5, 0.3], [0.3, 0.3, 0.4]]).unwrap();
    let panels = panels.with_standard_errors(&[[0.05; 3]; 4]).unwrap();
    let limits = WeightLimits::new(&[(0.1, 0.6); 4]).unwrap();
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| sampled_acceptability(&panels, &limits, Scores::Uncertain, DRAWS, &Progress::silent()).unwrap())
    };
    let one = run(1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(8));
}

#[test]
fn many_panels_with_tight_limits_are_walked_and_agree_with_symmetry() {
    let row = |panel: usize| (0..30).map(|item| f64::from(u8::from(item == panel))).collect::<Vec<_>>();
    let panels = Panels::new(&(0..30).map(row).collect::<Vec<_>>()).unwrap();
    let limits = WeightLimits::new(&[(0.03, 0.036); 30]).unwrap();
    let found = drawn(&panels, &limits, Draws { count: 8_192, seed: 3 });
    let Evaluation::Sampled { sampler, .. } = found.evaluation else { panic!("{:?}", found.evaluation) };
    assert!(matches!(sampler, Sampler::HitAndRun { .. }), "{sampler:?}");
    for row in &found.rank {
        assert!(row.iter().all(|share| (share - 1.0 / 30.0).abs() < 0.015), "{row:?}");
    }
}

#[test]
fn limits_that_meet_leave_one_weighting() {
    let panels = Panels::new(&[[0.6, 0.4], [0.1, 0.9]]).unwrap();
    let limits = WeightLimits::new(&[(0.5, 0.5), (0.0, 1.0)]).unwrap();
    let found = acceptability(&panels, &limits, DRAWS, &Progress::silent()).unwrap();
    assert_eq!((found.evaluation, found.rank), (Evaluation::Exact, vec![vec![0.0, 1.0], vec![1.0, 0.0]]));
    assert_eq!(found.central, [None, Some(vec![0.5, 0.5])]);
    let sampled = drawn(&panels, &limits, DRAWS);
    assert_eq!(sampled.rank, [[0.0, 1.0], [1.0, 0.0]]);
}

#[test]
fn uncertain_scores_blur_ranks_and_confidence() {
    let panels = Panels::new(&[[0.6, 0.4], [0.6, 0.4]]).unwrap();
    let limits = WeightLimits::none(2).unwrap();
    let asked = |panels: &Panels| sampled_acceptability(panels, &limits, Scores::Uncertain, DRAWS, &Progress::silent());
    assert_eq!(asked(&panels), Err(SmaaError::NoErrors));
    let blurred = asked(&panels.clone().with_standard_errors(&[[0.2, 0.2]; 2]).unwrap()).unwrap();
    assert!(blurred.rank[0][0] > 0.7 && blurred.rank[0][0] < 0.95);
    // At equal weights the difference 0.2 has the standard error 0.2, and the normal distribution below 1 holds 84 %.
    assert!((blurred.confidence[0].unwrap() - 0.841).abs() < 0.03, "{:?}", blurred.confidence);
    let variance = [[0.04, 0.0], [0.0, 0.04]];
    let same = asked(&panels.with_covariances(&[variance; 2]).unwrap()).unwrap();
    assert!((same.rank[0][0] - blurred.rank[0][0]).abs() < 0.02);
}

#[test]
fn items_that_tie_everywhere_share_the_better_rank() {
    let panels = Panels::new(&[[0.5, 0.5, 0.1], [0.4, 0.4, 0.2], [0.3, 0.3, 0.3]]).unwrap();
    let found = exact(&panels, &WeightLimits::none(3).unwrap());
    assert!((found.rank[0][0] - 1.0).abs() < 1e-12 && (found.rank[1][0] - 1.0).abs() < 1e-12);
    assert!((found.top(2)[2]).abs() < 1e-12);
    assert_eq!(found.standard_errors()[0], [0.0, 0.0, 0.0]);
}

#[test]
fn a_long_run_can_be_stopped() {
    let panels = Panels::new(&[[0.5, 0.4], [0.3, 0.6], [0.2, 0.7], [0.9, 0.1]]).unwrap();
    let progress = Progress::watched_by(|so_far| match so_far.done {
        done if done < 10_000 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    });
    let stopped =
        sampled_acceptability(&panels, &WeightLimits::none(4).unwrap(), Scores::AsGiven, DRAWS, &progress).unwrap_err();
    let SmaaError::Cancelled(Cancelled { done, total: 20_000 }) = stopped else { panic!("{stopped}") };
    assert!((10_000..20_000).contains(&done));
}

#[test]
fn limits_that_no_weights_keep_are_refused() {
    assert_eq!(WeightLimits::none(0), Err(SmaaError::NoPanels));
    assert_eq!(WeightLimits::new(&[(0.6, 0.7), (0.6, 0.7)]), Err(SmaaError::NoRoom { low: 1.2, high: 1.4 }));
    assert_eq!(
        WeightLimits::new(&[(0.0, 0.2), (0.5, 0.4)]),
        Err(SmaaError::BadLimit { panel: 1, low: 0.5, high: 0.4 })
    );
    let panels = Panels::new(&[[0.5], [0.5], [0.5], [0.5]]).unwrap();
    let four = exact_acceptability(&panels, &WeightLimits::none(4).unwrap(), &Progress::silent());
    assert_eq!(four, Err(SmaaError::TooManyPanels { panels: 4 }));
    let three = acceptability(&panels, &WeightLimits::none(3).unwrap(), DRAWS, &Progress::silent());
    assert_eq!(three, Err(SmaaError::LengthsDiffer { limits: 3, panels: 4 }));
}
