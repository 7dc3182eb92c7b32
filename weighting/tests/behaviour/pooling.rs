//! Pools, swing weights and break-even weights for any panels.

use proptest::prelude::*;
use weighting::ahp::{AhpError, Mean, pooled};
use weighting::pool::{
    PanelWeights, Panels, PoolError, Pooling, StatedRatio, SwingConcern, ZeroShares, additive_errors, additive_values,
    swing_weights,
};
use weighting::worth::Shares;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

prop_compose! {
    fn panels_and_weights()(items in 2_usize..6, panels in 2_usize..5)(
        values in prop::collection::vec(prop::collection::vec(0.01..1.0_f64, items), panels),
        weights in prop::collection::vec(0.05..1.0_f64, panels),
    ) -> (Panels, PanelWeights) {
        (Panels::new(&values).unwrap(), PanelWeights::normalised(&weights).unwrap())
    }
}

fn top(values: &[f64], k: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    order.truncate(k);
    order.sort_unstable();
    order
}

fn pool(panels: &Panels, weights: &PanelWeights, pooling: Pooling) -> Vec<f64> {
    match pooling {
        Pooling::Linear => panels.linear(weights).unwrap().values,
        Pooling::Log => panels.log(weights, ZeroShares::Refuse).unwrap().values,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_top_stays_up_to_the_break_even_weight_and_changes_beyond_it(
        (panels, weights) in panels_and_weights(),
        panel in 0_usize..2,
        linear in any::<bool>(),
    ) {
        let pooling = if linear { Pooling::Linear } else { Pooling::Log };
        for k in 1..panels.items() {
            let found = panels.break_even(&weights, panel, k, pooling).unwrap();
            let at = |weight: f64| top(&pool(&panels, &weights.with(panel, weight).unwrap(), pooling), k);
            let mut now = found.top.clone();
            now.sort_unstable();
            prop_assert_eq!(&now, &at(found.weight));
            let bounds = [found.lower.map_or(0.0, |c| c.weight), found.upper.map_or(1.0, |c| c.weight)];
            for step in 1..20 {
                let weight = bounds[0] + (bounds[1] - bounds[0]) * f64::from(step) / 20.0;
                prop_assert_eq!(&now, &at(weight));
            }
            for (crossing, beyond) in [(found.lower, -1e-7), (found.upper, 1e-7)] {
                if let Some(crossing) = crossing && (0.0..=1.0).contains(&(crossing.weight + beyond)) {
                    let values = pool(&panels, &weights.with(panel, crossing.weight).unwrap(), pooling);
                    prop_assert!(near(values[crossing.leaves], values[crossing.enters]));
                    prop_assert_ne!(&now, &at(crossing.weight + beyond));
                }
            }
        }
    }

    #[test]
    fn a_pool_lies_between_its_panels((panels, weights) in panels_and_weights()) {
        let pooled = panels.linear(&weights).unwrap();
        for (item, value) in pooled.values.iter().enumerate() {
            let said = || panels.values().iter().map(|panel| panel[item]);
            prop_assert!(said().fold(f64::INFINITY, f64::min) <= value + 1e-12);
            prop_assert!(said().fold(0.0, f64::max) >= value - 1e-12);
        }
        let log = panels.log(&weights, ZeroShares::Refuse).unwrap().values;
        prop_assert!(near(log.iter().sum(), 1.0));
    }

    #[test]
    fn errors_by_the_delta_method_agree_with_small_differences((panels, weights) in panels_and_weights()) {
        let (items, count) = (panels.items(), panels.len());
        let errors = vec![vec![0.01; items]; count];
        let matrix: Vec<Vec<f64>> =
            (0..items).map(|i| (0..items).map(|j| if i == j { 1e-4 } else { 0.0 }).collect()).collect();
        let plain = panels.log(&weights, ZeroShares::Refuse).unwrap().values;
        let mut squares = vec![0.0; items];
        for panel in 0..count {
            for item in 0..items {
                let mut values = panels.values().to_vec();
                values[panel][item] += 1e-6;
                let moved = Panels::new(&values).unwrap().log(&weights, ZeroShares::Refuse).unwrap().values;
                squares.iter_mut().zip(moved.iter().zip(&plain)).for_each(|(s, (a, b))| *s += ((a - b) * 1e4).powi(2));
            }
        }
        let standard = panels.clone().with_standard_errors(&errors).unwrap();
        let covariance = panels.with_covariances(&vec![matrix; count]).unwrap();
        let log = |panels: &Panels| panels.log(&weights, ZeroShares::Refuse).unwrap().standard_errors.unwrap();
        let linear = |panels: &Panels| panels.linear(&weights).unwrap().standard_errors.unwrap();
        for (item, square) in squares.iter().enumerate() {
            prop_assert!((log(&standard)[item] / square.sqrt() - 1.0).abs() < 1e-3);
            prop_assert!(near(log(&standard)[item] / log(&covariance)[item], 1.0));
            prop_assert!(near(linear(&standard)[item] / linear(&covariance)[item], 1.0));
        }
    }

    #[test]
    fn no_input_makes_pooling_panic(
        values in prop::collection::vec(prop::collection::vec(any::<f64>(), 0..4), 0..4),
        weights in prop::collection::vec(any::<f64>(), 0..4),
        k in 0_usize..4,
    ) {
        let _ = swing_weights(&weights).map(|swings| swings.check_order(&[0, 1]));
        let _ = (additive_values(&weights, &values), additive_errors(&weights, &weights, &values, &values));
        let _ = PanelWeights::new(&weights);
        if let (Ok(panels), Ok(weights)) = (Panels::new(&values), PanelWeights::normalised(&weights)) {
            let panels = panels.clone().with_standard_errors(&values).unwrap_or(panels);
            let _ = (panels.linear(&weights), panels.leave_one_out(&weights), panels.log(&weights, ZeroShares::Veto));
            let _ = (panels.break_even(&weights, 0, k, Pooling::Linear), panels.break_even(&weights, 0, k, Pooling::Log));
        }
    }
}

#[test]
fn zeros_in_a_log_pool_mean_what_the_caller_says() {
    let panels = Panels::new(&[[0.0, 0.5, 0.5], [0.2, 0.2, 0.6]]).unwrap();
    let weights = PanelWeights::equal(2).unwrap();
    assert_eq!(panels.log(&weights, ZeroShares::Refuse), Err(PoolError::ZeroShare { panel: 0, item: 0 }));
    assert!(near(panels.log(&weights, ZeroShares::Veto).unwrap().values[0], 0.0));
    let floored = panels.log(&weights, ZeroShares::Floor(0.01)).unwrap().values;
    assert!(floored[0] > 0.0 && near(floored.iter().sum(), 1.0));
    let silent = PanelWeights::new(&[0.0, 1.0]).unwrap();
    assert!(near(panels.log(&silent, ZeroShares::Refuse).unwrap().values[0], 0.2));
    let crossed = Panels::new(&[[0.0, 1.0], [1.0, 0.0]]).unwrap();
    assert_eq!(crossed.log(&weights, ZeroShares::Veto), Err(PoolError::AllVetoed));
}

#[test]
fn weights_must_add_up_unless_normalising_is_asked_for() {
    assert_eq!(PanelWeights::new(&[0.5, 0.4]), Err(PoolError::NotOne { sum: 0.9 }));
    assert_eq!(PanelWeights::normalised(&[6.0, 2.0]).unwrap().as_slice(), [0.75, 0.25]);
    assert_eq!(PanelWeights::normalised(&[1e-300, 1e-300]).unwrap().as_slice(), [0.5, 0.5]);
    assert_eq!(PanelWeights::normalised(&[0.0]), Err(PoolError::NoWeight));
    let only = PanelWeights::new(&[1.0, 0.0]).unwrap();
    assert_eq!(only.without(0), Err(PoolError::OnlyPanel { panel: 0 }));
    assert_eq!(only.without(1).unwrap(), only);
}

#[test]
fn a_tie_for_the_last_place_breaks_even_at_once() {
    let panels = Panels::new(&[[0.4, 0.6], [0.6, 0.4]]).unwrap();
    let found = panels.break_even(&PanelWeights::equal(2).unwrap(), 0, 1, Pooling::Linear).unwrap();
    assert_eq!(found.top, [0]);
    assert!(near(found.smallest().unwrap().change, 0.0));
    assert_eq!((found.lower, found.upper.unwrap().enters), (None, 1));
}

#[test]
fn swings_that_do_not_hang_together_are_named() {
    let swings = swing_weights(&[80.0, 80.0]).unwrap();
    assert_eq!(swings.concerns, [SwingConcern::NoneAtHundred { highest: 80.0 }, SwingConcern::AllEqual]);
    let swings = swing_weights(&[100.0, 40.0, 0.0]).unwrap();
    assert_eq!(swings.concerns, [SwingConcern::NoSwing { criterion: 2 }]);
    assert_eq!(swings.check_order(&[0, 1, 2]).unwrap(), []);
    let against = SwingConcern::OrderContradicted { larger: 1, smaller: 0 };
    assert_eq!(swings.check_order(&[1, 0, 2]).unwrap(), [against]);
    let twice = StatedRatio { of: 0, to: 1, times: 2.0 };
    let thrice = StatedRatio { of: 0, to: 1, times: 4.0 };
    let against = SwingConcern::RatioContradicted { stated: thrice, given: 2.5 };
    assert_eq!(swings.check_ratios(&[twice, thrice], 0.25).unwrap(), [against]);
}

#[test]
fn an_option_is_worth_what_its_scores_weigh() {
    let values = additive_values(&[0.6, 0.4], &[[100.0, 0.0], [50.0, 100.0]]).unwrap();
    assert!(near(values[0], 60.0) && near(values[1], 70.0));
    let errors = additive_errors(&[0.6, 0.4], &[0.1, 0.0], &[[100.0, 0.0]], &[[5.0, 10.0]]).unwrap();
    assert!(near(errors[0], (9.0_f64 + 16.0 + 100.0).sqrt()));
}

#[test]
fn the_log_pool_is_made_without_each_panel_in_turn() {
    let values = [[0.5, 0.2, 0.3], [0.2, 0.5, 0.3], [0.3, 0.3, 0.4]];
    let panels = Panels::new(&values).unwrap();
    let weights = PanelWeights::new(&[0.5, 0.3, 0.2]).unwrap();
    let left_out = panels.leave_one_out_log(&weights, ZeroShares::Refuse).unwrap();
    for (panel, without) in left_out.iter().enumerate() {
        let others: Vec<usize> = (0..3).filter(|&other| other != panel).collect();
        let rest = Panels::new(&others.iter().map(|&other| values[other]).collect::<Vec<_>>()).unwrap();
        let of_rest: Vec<f64> = others.iter().map(|&other| weights.as_slice()[other]).collect();
        let by_hand = rest.log(&PanelWeights::normalised(&of_rest).unwrap(), ZeroShares::Refuse).unwrap();
        assert!(without.values.iter().zip(&by_hand.values).all(|(a, b)| near(*a, *b)));
    }
    let alone = PanelWeights::new(&[0.0, 1.0, 0.0]).unwrap();
    let only = panels.leave_one_out_log(&alone, ZeroShares::Refuse).unwrap_err();
    assert_eq!(only, PoolError::OnlyPanel { panel: 1 });
}

#[test]
fn priorities_of_members_keep_what_is_known_of_their_errors() {
    let values = [vec![0.5, 0.3, 0.2], vec![0.2, 0.2, 0.6]];
    let spread =
        |by: f64| vec![vec![by, -by / 2.0, -by / 2.0], vec![-by / 2.0, by, -by / 2.0], vec![-by / 2.0, -by / 2.0, by]];
    let covariances = [spread(0.002), spread(0.001)];
    let known =
        |member: usize| Shares { values: values[member].clone(), covariance: Some(covariances[member].clone()) };
    let unknown = Shares { values: vec![0.4, 0.3, 0.3], covariance: None };
    let panels = Panels::new(&values).unwrap().with_covariances(&covariances).unwrap();
    let weights = PanelWeights::new(&[0.75, 0.25]).unwrap();
    for (mean, expected) in [
        (Mean::Arithmetic, panels.linear(&weights).unwrap()),
        (Mean::Geometric, panels.log(&weights, ZeroShares::Refuse).unwrap()),
    ] {
        let made = pooled(&[known(0), unknown.clone(), known(1)], &[3.0, 0.0, 1.0], mean).unwrap();
        assert!(made.values.iter().zip(&expected.values).all(|(a, b)| near(*a, *b)));
        let (made, expected) = (made.covariance.unwrap().concat(), expected.covariance.unwrap().concat());
        assert!(made.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-15));
        assert_eq!(pooled(&[known(0), unknown.clone()], &[3.0, 1.0], mean).unwrap().covariance, None);
        let broken = Shares { covariance: Some(vec![vec![1.0]]), ..known(0) };
        assert!(matches!(pooled(&[broken], &[1.0], mean), Err(AhpError::Pool(_))));
    }
}
