//! Tipping points.

use proptest::prelude::*;
use weighting::tipping::{Coverage, Spread};

use super::{number, numbers};

proptest! {
    #[test]
    fn any_coverage(
        respondents in any::<u64>(), population in any::<u64>(), effect in number(), values in numbers(3), deviations in numbers(3),
        tiers in prop::collection::vec(prop::collection::vec(0..4_usize, 0..3), 0..3),
    ) {
        let made = [Coverage::new(respondents, population), Coverage::new(1_500, 1_200_000)];
        for coverage in made.into_iter().flatten() {
            let coverage = coverage.with_design_effect(effect).unwrap_or(coverage);
            prop_assert!(!coverage.factor().is_nan());
            let _ = (coverage.neighbours(&values, &deviations), coverage.tiers(&values, &deviations, &tiers));
            let _ = (coverage.neighbours(&values, &[]), coverage.tiers(&values, &deviations, &[vec![0, 2], vec![1]]));
            let _ = (coverage.error(effect, values[0]), coverage.effective_sample_size(values[1]));
            for spread in [Spread::OfDifference(deviations[0]), Spread::OfEach(deviations[1], deviations[2])] {
                if let Ok(point) = coverage.tipping_point(values[2], spread) {
                    prop_assert!(point.rho.is_finite() && !point.sentence("a", "b").is_empty());
                    let _ = point.is_possible();
                }
            }
        }
    }
}
