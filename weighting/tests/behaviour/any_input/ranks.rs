//! Ranks and what is known of them.

use proptest::prelude::*;
use weighting::bootstrap::{Bootstrap, Column, Plan};
use weighting::progress::Progress;
use weighting::ranks::{JointRanks, RankSpread, Replicates, Steps, ranks};

use super::{all_finite, number, numbers};

fn look_at(joint: &JointRanks, item: usize) {
    let items = joint.lower.len();
    assert_eq!(joint.tiers().concat().len(), items);
    let _ = (joint.is_above(0, items - 1), joint.standings(item), joint.standings(1));
}

fn look_at_spread(replicates: &Replicates<'_>, level: f64) {
    let spread = RankSpread::of(replicates);
    all_finite(spread.probabilities().iter().chain(&spread.pairwise()).flatten());
    all_finite(&spread.expected());
    assert_eq!((spread.replicates(), spread.failed()), (replicates.len(), replicates.failed()));
    let _ = (spread.intervals(level), spread.intervals(0.9), spread.top(replicates.items()), spread.top(0));
    assert!(!replicates.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_estimates(
        estimate in numbers(3), values in numbers(12), errors in numbers(9), level in number(), items in 0..6_usize,
        plausible in 0.1..0.99_f64, count in 0..60_usize,
    ) {
        let _ = (ranks(&estimate), ranks(&[]));
        let rows: Vec<&[f64]> = errors.chunks(3).collect();
        let diagonal: Vec<Vec<f64>> = (0..3).map(|i| (0..3).map(|j| if i == j { errors[i].abs() } else { 0.0 }).collect()).collect();
        for steps in [Steps::Single, Steps::Down] {
            for level in [level, plausible] {
                let _ = JointRanks::from_covariance(&estimate, &rows, level, steps, (count, 1)).map(|joint| look_at(&joint, items));
                let _ = JointRanks::from_covariance(&estimate, &diagonal, level, steps, (50, 1)).map(|joint| look_at(&joint, items));
                if let Ok(replicates) = Replicates::new(&values, 3)
                    && let Ok(joint) = JointRanks::from_replicates(&estimate, &replicates, level, steps)
                {
                    look_at(&joint, items);
                }
            }
        }
        if let Ok(replicates) = Replicates::new(&values, items) {
            look_at_spread(&replicates, level);
        }
    }

    #[test]
    fn any_bootstrap(values in numbers(8), drawn in 0..6_usize, level in number()) {
        let weights = [1.0; 4];
        let columns = [Column::Values(&values[..4]), Column::Values(&values[4..])];
        let Ok(bootstrap) = Bootstrap::unraked(&weights, &columns) else { return Ok(()) };
        let Ok(drawn) = bootstrap.means(Plan { most_failed: 1.0, ..Plan::new(drawn, 4) }, &Progress::silent()) else {
            return Ok(());
        };
        if let Ok(replicates) = Replicates::bootstrapped(&drawn) {
            look_at_spread(&replicates, level);
        }
    }
}
