//! Pools of panels.

use proptest::prelude::*;
use weighting::pool::{
    PanelWeights, Panels, Pooling, StatedRatio, ZeroShares, additive_errors, additive_values, swing_weights,
};

use super::{all_finite, number, numbers};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_panels(values in numbers(6), errors in numbers(6), weights in numbers(2), floor in number(), k in 0..5_usize) {
        let rows: Vec<&[f64]> = values.chunks(3).collect();
        let errors: Vec<&[f64]> = errors.chunks(3).collect();
        let Ok(panels) = Panels::new(&rows) else { return Ok(()) };
        prop_assert!((panels.len(), panels.items(), panels.is_empty()) == (2, 3, false) && panels.values().len() == 2);
        let square = vec![vec![vec![errors[0][0]; 3]; 3]; 2];
        let kinds = [Ok(panels.clone()), panels.clone().with_standard_errors(&errors), panels.with_covariances(&square)];
        let equal = PanelWeights::equal(2).unwrap();
        for weights in [PanelWeights::new(&weights), PanelWeights::normalised(&weights), Ok(equal)].into_iter().flatten() {
            all_finite(weights.as_slice());
            let _ = (weights.with(k, floor), weights.with(0, 0.5), weights.without(k), weights.without(0));
            for panels in kinds.iter().flatten() {
                let (zeros, linear) = ([ZeroShares::Refuse, ZeroShares::Veto, ZeroShares::Floor(floor)], panels.linear(&weights));
                for pooled in zeros.map(|zeros| panels.log(&weights, zeros)).into_iter().chain([linear]).flatten() {
                    all_finite(pooled.values.iter().chain(pooled.standard_errors.iter().flatten()));
                }
                let _ = (panels.leave_one_out(&weights), panels.leave_one_out_log(&weights, ZeroShares::Veto));
                for pooling in [Pooling::Linear, Pooling::Log] {
                    for found in [panels.break_even(&weights, 0, k, pooling), panels.break_even(&weights, k, 1, pooling)] {
                        let _ = found.map(|found| found.smallest());
                    }
                }
            }
        }
    }

    #[test]
    fn any_swings(points in numbers(3), scores in numbers(6), times in number(), tolerance in number(), of in 0..4_usize) {
        let _ = (swing_weights(&[]), PanelWeights::equal(of));
        if let Ok(swings) = swing_weights(&points) {
            let stated = [StatedRatio { of, to: 0, times }, StatedRatio { of: 1, to: 2, times: 2.0 }];
            let _ = (swings.check_order(&[0, of, 2]), swings.check_order(&[]), swings.check_ratios(&stated, tolerance));
        }
        let rows: Vec<&[f64]> = scores.chunks(2).collect();
        for values in [additive_values(&points, &rows), additive_errors(&points, &points, &rows, &rows)].into_iter().flatten() {
            all_finite(&values);
        }
        let _ = (additive_values(&points, &rows[..2]), additive_errors(&points, &[], &rows, &rows[1..]));
    }
}
