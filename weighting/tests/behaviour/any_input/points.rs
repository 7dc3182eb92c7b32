//! Points shared out.

use proptest::prelude::*;
use weighting::estimate::Sample;
use weighting::points::points;

use super::{all_finite, numbers, people};

proptest! {
    #[test]
    fn any_points(people in people(), given in numbers(4), items in 0..5_usize, zero in any::<bool>()) {
        let Ok(sample) = Sample::fixed(&people.weights) else { return Ok(()) };
        let given = if zero { vec![0.0; 4] } else { given };
        let answers: Vec<_> = people.flags.iter().map(|flag| flag.then_some(&given[..items])).collect();
        for found in points(&sample, items, &answers).into_iter().chain(points(&sample, 2, &answers)) {
            all_finite(found.shares.values.iter().chain(&found.median.values));
        }
    }
}
