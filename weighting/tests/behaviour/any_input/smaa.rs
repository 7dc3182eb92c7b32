//! All weights of panels.

use proptest::prelude::*;
use weighting::pool::Panels;
use weighting::progress::Progress;
use weighting::smaa::{Draws, Scores, WeightLimits, acceptability, exact_acceptability, sampled_acceptability};

use super::{all_finite, number, numbers};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_limits(
        values in numbers(12), errors in numbers(12), low in numbers(4), high in numbers(4), panels in 0..5_usize,
        k in 0..5_usize, worth in number(), seed in any::<u64>(), narrow in any::<bool>(),
    ) {
        let given: Vec<(f64, f64)> = low.into_iter().zip(high).take(panels).collect();
        let plain: Vec<(f64, f64)> = (0..panels).map(|_| if narrow { (0.1, 0.6) } else { (0.0, 1.0) }).collect();
        let rows: Vec<&[f64]> = values.chunks(3).take(panels).collect();
        let Ok(made) = Panels::new(&rows) else { return Ok(()) };
        let errors: Vec<&[f64]> = errors.chunks(3).take(panels).collect();
        let made = made.clone().with_standard_errors(&errors).unwrap_or(made);
        let (draws, progress) = (Draws { count: 30, seed }, Progress::silent());
        for limits in [WeightLimits::new(&given), WeightLimits::new(&plain), WeightLimits::none(panels)].into_iter().flatten() {
            prop_assert!(limits.len() == panels && !limits.is_empty());
            for found in [
                acceptability(&made, &limits, draws, &progress),
                exact_acceptability(&made, &limits, &progress),
                sampled_acceptability(&made, &limits, Scores::Uncertain, draws, &progress),
                sampled_acceptability(&made, &limits, Scores::AsGiven, Draws { count: k, seed }, &progress),
            ].into_iter().flatten() {
                all_finite(found.rank.iter().flatten().chain(&found.top(k)));
                let _ = (found.standard_errors(), found.holistic(&[worth, 0.5, 0.1]), found.holistic(&[]));
            }
        }
    }
}
