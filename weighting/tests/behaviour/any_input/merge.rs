//! Merging of levels.

use proptest::prelude::*;
use weighting::margin::Placement;
use weighting::merge::{Neighbours, Thresholds, merge_levels};

use super::{margins, people};

proptest! {
    #[test]
    fn any_levels(
        people in people(), margins in margins(), merge_below in any::<usize>(), warn_below in any::<usize>(), few in 0..5_usize,
        pairs in prop::collection::vec(prop::sample::select(vec![("a", "b"), ("b", "a"), ("c", "d"), ("d", "e"), ("a", "a")]), 0..4),
    ) {
        let placement = Placement::new(&margins[0], &people.codes);
        for neighbours in [Neighbours::InOrder, Neighbours::named(pairs)] {
            for thresholds in [Thresholds { merge_below, warn_below }, Thresholds { merge_below: few, warn_below: few + 2 }] {
                let Ok(merged) = merge_levels(&placement, &neighbours, thresholds) else { continue };
                prop_assert_eq!(merged.codes().len(), people.codes.len());
                prop_assert_eq!(merged.margin().levels().len() + merged.merges().len(), 4);
                let _ = merged.placement();
                prop_assert!(merged.warnings().len() <= merged.margin().levels().len());
            }
        }
    }
}
