//! Weights in another unit.

use proptest::prelude::*;
use weighting::normalise::{to_mean_one, to_sum, to_sums_by_group};

use super::{all_finite, number, numbers};

proptest! {
    #[test]
    fn any_weights(weights in numbers(5), count in 0..6_usize, sums in numbers(2), sum in number(), group in any::<usize>()) {
        let groups = [0, 1, 0, 1, group];
        for scaled in [
            to_mean_one(&weights[..count]),
            to_sum(&weights[..count], sum),
            to_sums_by_group(&weights[..count], &groups[..count], &sums),
            to_sums_by_group(&weights, &groups[..count], &sums),
            to_sums_by_group(&weights[..count], &groups[..count], &[]),
        ].into_iter().flatten() {
            all_finite(&scaled);
        }
    }
}
