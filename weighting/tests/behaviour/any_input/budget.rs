//! Budgets.

use proptest::prelude::*;
use weighting::budget::{
    Completion, Utility, equal_shares, equal_shares_of_points, equal_shares_of_points_watched, equal_shares_watched,
    greedy,
};
use weighting::estimate::Sample;
use weighting::progress::Progress;

use super::{numbers, weights};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_budget(values in numbers(8), weights in weights(2), wanted in prop::collection::vec(0..4_usize, 0..4)) {
        let (budget, costs, progress) = (values[0], &values[1..4], Progress::silent());
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        let votes = [Some(&wanted), None];
        let given: [Option<&[f64]>; 2] = [Some(&values[4..7]), Some(&values[5..8])];
        let increment = values[4].abs().max(budget.abs() / 100.0);
        for completion in [Completion::Stop, Completion::AddOne { increment }, Completion::AddOneThenGreedy { increment }] {
            for utility in [Utility::Cost, Utility::Cardinality] {
                let funded = equal_shares(&sample, budget, costs, &votes, utility, completion);
                let watched = equal_shares_watched(&sample, budget, costs, &votes, utility, completion, &progress);
                prop_assert_eq!(funded.ok(), watched.ok());
                let _ = (greedy(&sample, budget, costs, &votes, utility), greedy(&sample, budget, &[], &votes, utility));
            }
            let funded = equal_shares_of_points(&sample, budget, costs, &given, completion);
            let watched = equal_shares_of_points_watched(&sample, budget, costs, &given, completion, &progress);
            prop_assert_eq!(funded.ok(), watched.ok());
        }
        let _ = equal_shares_of_points(&sample, budget, costs, &given[..1], Completion::AddOne { increment: values[5] });
    }
}
