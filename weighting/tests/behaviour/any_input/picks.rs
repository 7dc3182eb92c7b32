//! Picks of several.

use proptest::prelude::*;
use weighting::estimate::Sample;
use weighting::picks::picks;

use super::{all_finite, people};

proptest! {
    #[test]
    fn any_picks(people in people(), items in 0..5_usize, picked in prop::collection::vec(0..4_usize, 0..4)) {
        let Ok(sample) = Sample::fixed(&people.weights) else { return Ok(()) };
        let answers: Vec<_> = people.flags.iter().map(|flag| flag.then_some(&picked)).collect();
        if let Ok(found) = picks(&sample, items, &answers) {
            all_finite(found.split.values.iter().chain(&found.unsplit.values));
        }
    }
}
