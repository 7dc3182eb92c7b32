//! Blocks of a campaign.

use proptest::prelude::*;
use weighting::block::{counted_once, rake_capped_block, share_of_block};
use weighting::margin::Placement;
use weighting::rake::Bounds;

use super::{all_finite, margins, number, people};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_block(people in people(), margins in margins(), share in number(), part in 0.01..0.9_f64) {
        let _ = (counted_once(None, &people.flags), counted_once(Some(&people.weights), &people.flags));
        let _ = share_of_block(&people.weights, &people.flags);
        let placements = [Placement::new(&margins[0], &people.codes)];
        for (base, bounds) in [(None, None), (Some(&people.weights[..]), Some(Bounds::default()))] {
            for share in [share, part] {
                if let Ok(capped) = rake_capped_block(&placements, base, bounds, &people.flags, share) {
                    all_finite(capped.raked.weights());
                }
            }
        }
    }
}
