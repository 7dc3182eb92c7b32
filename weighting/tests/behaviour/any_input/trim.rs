//! Trimming.

use proptest::prelude::*;
use weighting::trim::{Limits, Sharing, trim};

use super::{all_finite, number, numbers};

proptest! {
    #[test]
    fn any_limits(weights in numbers(5), count in 0..6_usize, lower in number(), upper in number()) {
        for limits in [Limits::between(lower, upper), Limits::at_most(upper), Limits::between(0.5, 3.0)] {
            for sharing in [Sharing::Once, Sharing::UntilKept] {
                if let Ok(trimmed) = trim(&weights[..count], limits, sharing) {
                    all_finite(trimmed.weights());
                    prop_assert!(trimmed.outside() <= count && trimmed.cut().is_finite());
                    let _ = trimmed.rounds();
                }
            }
        }
    }
}
