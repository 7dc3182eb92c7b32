//! What holds for the checks of any pipeline.

use proptest::prelude::*;
use weighting::margin::{Margin, Placement};
use weighting::progress::Progress;
use weighting::rake::Bounds;
use weighting::sensitivity::{Check, CheckOutcome, Pipeline, Priorities, Sensitivity, What};

use super::panel::{Panel, same};

fn listed(panel: &Panel, bounds: Option<Bounds>) -> Sensitivity {
    let made = panel.made();
    let shares = |weights: &[f64]| -> Priorities { Ok(panel.shares(weights)) };
    let squares = |weights: &[f64]| -> Priorities { Ok(panel.shares(weights).iter().map(|s| s * s).collect()) };
    let placements = made.placements();
    made.pipeline(&placements, &shares, &squares).bounds(bounds).sensitivity(&Progress::silent()).unwrap()
}

fn bounds() -> impl Strategy<Value = Option<Bounds>> {
    prop_oneof![Just(None), Just(Some(Bounds::default())), Just(Some(Bounds::new(0.1, 4.0).unwrap()))]
}

/// One number per respondent, at times of the wrong length.
fn numbers() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(prop_oneof![3 => 0.1..5.0, 1 => any::<f64>()], 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_respondents_makes_no_difference(
        people in 180_usize..300,
        turn in 0_usize..60,
        bounds in bounds(),
    ) {
        let mut panel = Panel::of(people);
        // Whose points differ from everybody else's has an influence of its own, so that the 20 are the same 20.
        for (row, person) in (0_u32..).zip(&mut panel.0) {
            person.points[1] += f64::from(row) * 1e-3;
        }
        let list = listed(&panel, bounds);
        panel.0.rotate_left(turn);
        panel.0.reverse();
        let turned = listed(&panel, bounds);
        same(list.shares(), turned.shares(), 1e-9);
        prop_assert_eq!(list.headline(), turned.headline());
        for (one, other) in list.checks().iter().zip(turned.checks()) {
            prop_assert_eq!(&one.what, &other.what);
            match (&one.outcome, &other.outcome) {
                (CheckOutcome::Compared(one), CheckOutcome::Compared(other)) => {
                    same(&one.shares, &other.shares, 1e-9);
                    prop_assert_eq!(&one.rank_changes, &other.rank_changes);
                }
                (one, other) => prop_assert_eq!(std::mem::discriminant(one), std::mem::discriminant(other)),
            }
        }
    }

    #[test]
    fn a_pipeline_that_ignores_weights_is_changed_by_no_check_of_weights(people in 180_usize..300, bounds in bounds()) {
        let panel = Panel::of(people);
        let made = panel.made();
        let fixed = |_: &[f64]| -> Priorities { Ok(vec![0.5, 0.1, 0.25, 0.15]) };
        let other = |_: &[f64]| -> Priorities { Ok(vec![0.1, 0.5, 0.25, 0.15]) };
        let placements = made.placements();
        let list = made.pipeline(&placements, &fixed, &other).bounds(bounds).sensitivity(&Progress::silent()).unwrap();
        for check in list.checks() {
            let Some(made) = check.differences() else { continue };
            if matches!(check.what, What::OtherEstimator { .. }) {
                prop_assert!(!made.rank_changes.is_empty() && made.largest_change.by.abs() > 0.3);
            } else {
                prop_assert!(made.largest_change.by == 0.0 && made.rank_changes.is_empty());
                prop_assert!(made.same_top && made.tau == Some(1.0));
            }
        }
        let (same, made) = list.same_top();
        prop_assert_eq!(same + 1, made);
    }

    #[test]
    fn any_numbers_at_all_give_a_list_or_a_refusal(
        targets in prop::collection::vec(prop_oneof![3 => 1.0..5.0, 1 => any::<f64>()], 1..4),
        codes in prop::collection::vec(prop::option::weighted(0.9, 0_usize..4), 0..30),
        base in prop::option::weighted(0.4, numbers()),
        priorities in prop::collection::vec(prop_oneof![4 => 0.0..1.0, 1 => any::<f64>()], 0..4),
        flags in prop::collection::vec(any::<bool>(), 0..30),
        influence in numbers(),
        top in 0_usize..5,
    ) {
        let names = (0..).map(|level: usize| level.to_string());
        let Ok(margin) = Margin::new("any", names.zip(targets)) else { return Ok(()) };
        let codes: Vec<_> = codes.into_iter().map(|code| code.filter(|code| *code < 5)).collect();
        let placements = [Placement::new(&margin, &codes)];
        let estimator = |weights: &[f64]| -> Priorities {
            assert!(weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0));
            Ok(priorities.iter().zip(weights.iter().cycle()).map(|(priority, weight)| priority * weight).collect())
        };
        let flags: Vec<bool> = flags.iter().copied().chain(std::iter::repeat(true)).take(codes.len()).collect();
        let influence = [influence.iter().copied().chain(std::iter::repeat(1.0)).take(codes.len()).collect::<Vec<_>>()];
        let shown: Vec<Option<usize>> = codes.iter().map(|code| code.filter(|code| *code < priorities.len())).collect();
        let mut pipeline = Pipeline::of(&placements, &estimator)
            .groups("level", &codes)
            .block("flagged", &flags)
            .influence(&influence)
            .presented(&shown, &codes)
            .other("the same", &estimator)
            .top(top);
        if let Some(base) = &base {
            pipeline = pipeline.base(base);
        }
        let Ok(list) = pipeline.sensitivity(&Progress::silent()) else { return Ok(()) };
        let (same, made) = list.same_top();
        prop_assert!(same <= made && made + list.refused() <= list.checks().len());
        for differences in list.checks().iter().filter_map(Check::differences) {
            prop_assert!(differences.shares.iter().all(|share| share.is_finite() && *share >= 0.0));
            prop_assert!(differences.tau.is_none_or(|tau| (-1.0..=1.0).contains(&tau)));
        }
    }
}
