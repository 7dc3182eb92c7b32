//! Ratings.

use proptest::prelude::*;
use weighting::estimate::Sample;
use weighting::rating::{Scale, rating};

use super::{all_finite, number, people};

proptest! {
    #[test]
    fn any_ratings(people in people(), lowest in number(), highest in number(), step in number()) {
        let Ok(sample) = Sample::fixed(&people.weights) else { return Ok(()) };
        let within: Vec<_> = people.answers.iter().map(|answer| answer.filter(|answer| (0.0..=10.0).contains(answer))).collect();
        for scale in [Scale { lowest, highest, step }, Scale { lowest: 0.0, highest: 10.0, step: 1.0 }] {
            let _ = rating(&sample, &[&people.answers; 0], scale);
            for found in [rating(&sample, &[&people.answers], scale), rating(&sample, &[&within, &within], scale)].into_iter().flatten() {
                all_finite(&found.shares.values);
            }
        }
    }
}
