//! Tables of how two people sorted the same things.

use proptest::prelude::*;
use weighting::agreement::Agreement;

proptest! {
    #[test]
    fn any_table(counts in prop::collection::vec(prop_oneof![4 => 0..40_usize, 1 => any::<usize>()], 9), rows in 0..4_usize, columns in 0..4_usize) {
        let table: Vec<&[usize]> = counts.chunks(3).take(rows).map(|row| &row[..columns]).collect();
        if let Ok(Agreement { observed, expected, kappa, .. }) = Agreement::of(&table) {
            prop_assert!((0.0..=1.0 + 1e-9).contains(&observed) && (0.0..=1.0 + 1e-9).contains(&expected));
            prop_assert!(kappa.is_none_or(|kappa| kappa.is_finite() && kappa <= 1.0 + 1e-9));
        }
    }
}
