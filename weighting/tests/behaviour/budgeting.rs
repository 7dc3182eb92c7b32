//! What equal shares promise, and what judgements of experts do.

use proptest::prelude::*;
use weighting::ahp::{AhpError, Judgements, RandomIndex, group};
use weighting::budget::{BudgetError, Completion, Utility, equal_shares};
use weighting::estimate::Sample;

/// Costs, approvals, weights and a budget.
type Election = (Vec<f64>, Vec<Option<Vec<usize>>>, Vec<f64>, f64);

fn elections() -> impl Strategy<Value = Election> {
    (2..7_usize).prop_flat_map(|projects| {
        let approvals = prop::sample::subsequence((0..projects).collect::<Vec<_>>(), 0..=projects);
        let votes = prop::collection::vec((prop::option::weighted(0.9, approvals), 0.2..3.0_f64), 2..12);
        (prop::collection::vec(1.0..50.0_f64, projects), votes, 20.0..120.0_f64).prop_map(|(costs, votes, budget)| {
            let (approvals, weights) = votes.into_iter().unzip();
            (costs, approvals, weights, budget)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nobody_pays_more_than_their_part_and_the_budget_holds((costs, approvals, weights, budget) in elections()) {
        let sample = Sample::fixed(&weights).unwrap();
        for utility in [Utility::Cost, Utility::Cardinality] {
            for completion in [Completion::Stop, Completion::AddOne { increment: 1.0 }] {
                let Ok(funded) = equal_shares(&sample, budget, &costs, &approvals, utility, completion) else {
                    prop_assert!(approvals.iter().all(Option::is_none));
                    continue;
                };
                prop_assert!(funded.spent <= budget * (1.0 + 1e-9));
                prop_assert!((funded.paid.iter().sum::<f64>() - funded.spent).abs() < 1e-9 * budget);
                for ((paid, weight), approved) in funded.paid.iter().zip(&weights).zip(&approvals) {
                    prop_assert!(*paid <= weight * funded.voter_budget * (1.0 + 1e-9));
                    prop_assert!(*paid <= 0.0 || approved.as_ref().unwrap().iter().any(|p| funded.chosen.contains(p)));
                }
            }
        }
    }

    #[test]
    fn the_unit_of_money_does_not_matter((costs, approvals, weights, budget) in elections()) {
        let sample = Sample::fixed(&weights).unwrap();
        let fund = |unit: f64| {
            let costs: Vec<f64> = costs.iter().map(|cost| cost * unit).collect();
            let completion = Completion::AddOneThenGreedy { increment: unit };
            equal_shares(&sample, budget * unit, &costs, &approvals, Utility::Cost, completion).map(|funded| funded.chosen)
        };
        prop_assert_eq!(fund(1.0), fund(1024.0));
    }

    #[test]
    fn consistent_judgements_give_back_the_weights(weights in prop::collection::vec(0.01..10.0_f64, 2..12)) {
        let rows: Vec<Vec<f64>> = weights.iter().map(|a| weights.iter().map(|b| a / b).collect()).collect();
        let ahp = Judgements::new(&rows).unwrap().priorities();
        let sum: f64 = weights.iter().sum();
        for (shares, weight) in ahp.eigenvector.values.iter().zip(&ahp.geometric.values).zip(&weights) {
            prop_assert!((shares.0 - weight / sum).abs() < 1e-12 && (shares.1 - weight / sum).abs() < 1e-12);
        }
        prop_assert!(ahp.consistency_index.abs() < 1e-12 && ahp.geometric_consistency_index < 1e-12);
    }

    #[test]
    fn any_judgements_give_the_eigenvector(
        items in 2..9_usize, judgements in prop::collection::vec(-13.0..13.0_f64, 36),
    ) {
        let upper: Vec<f64> = judgements[..items * (items - 1) / 2].iter().map(|log| log.exp()).collect();
        let judgements = Judgements::from_upper(items, &upper).unwrap();
        let (ahp, matrix) = (judgements.priorities(), judgements.matrix());
        prop_assert!((ahp.eigenvector.values.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        for (row, share) in matrix.iter().zip(&ahp.eigenvector.values) {
            let image: f64 = row.iter().zip(&ahp.eigenvector.values).map(|(a, b)| a * b).sum();
            prop_assert!((image / share / ahp.lambda_max - 1.0).abs() < 1e-9, "{image} {share} {}", ahp.lambda_max);
        }
    }
}

#[test]
fn elections_that_cannot_be_held_are_refused() {
    let sample = Sample::unweighted(1).unwrap();
    let fund = |budget: f64, costs: &[f64], approvals: &[usize], completion| {
        equal_shares(&sample, budget, costs, &[Some(approvals)], Utility::Cost, completion).unwrap_err()
    };
    assert_eq!(fund(0.0, &[1.0], &[0], Completion::Stop), BudgetError::BadBudget { budget: 0.0 });
    assert_eq!(fund(1.0, &[-1.0], &[0], Completion::Stop), BudgetError::BadCost { project: 0, cost: -1.0 });
    let unknown = BudgetError::UnknownProject { row: 0, project: 1, projects: 1 };
    assert_eq!(fund(1.0, &[1.0], &[1], Completion::Stop), unknown);
    assert_eq!(fund(1.0, &[1.0], &[0, 0], Completion::Stop), BudgetError::RepeatedProject { row: 0, project: 0 });
    let still = Completion::AddOne { increment: 0.0 };
    assert_eq!(fund(1.0, &[1.0], &[0], still), BudgetError::BadIncrement { increment: 0.0 });
    let nobody = equal_shares::<[usize; 0]>(&sample, 1.0, &[1.0], &[None], Utility::Cost, Completion::Stop);
    assert_eq!(nobody, Err(BudgetError::NobodyVoted));
}

#[test]
fn judgements_left_out_or_contradicting_themselves_are_refused() {
    let incomplete = AhpError::Incomplete { items: 3, needed: 3, given: 2 };
    assert_eq!(Judgements::from_upper(3, &[2.0, 3.0]), Err(incomplete));
    assert_eq!(
        Judgements::new(&[[1.0, 2.0], [0.4, 1.0]]),
        Err(AhpError::NotReciprocal { item: 0, other: 1, judgement: 2.0, reverse: 0.4 })
    );
    assert_eq!(Judgements::new(&[[2.0, 2.0], [0.5, 1.0]]), Err(AhpError::BadDiagonal { item: 0, judgement: 2.0 }));
    for judgement in [0.0, -1.0, f64::INFINITY, 1e300] {
        let refusal = Judgements::from_upper(2, &[judgement]).unwrap_err();
        assert_eq!(refusal, AhpError::BadJudgement { item: 0, other: 1, judgement });
    }
    assert!(matches!(Judgements::from_upper(2, &[f64::NAN]), Err(AhpError::BadJudgement { .. })));
    assert_eq!(Judgements::from_upper(1, &[]), Err(AhpError::BadItems { items: 1, most: 100 }));
}

#[test]
fn inconsistent_experts_are_named_and_kept() {
    let steady = Judgements::from_upper(3, &[2.0, 4.0, 2.0]).unwrap();
    let erratic = Judgements::from_upper(3, &[9.0, 1.0 / 9.0, 9.0]).unwrap();
    assert_eq!(steady.priorities().is_consistent(RandomIndex::AlonsoLamata), Some(true));
    assert_eq!(erratic.priorities().is_consistent(RandomIndex::AlonsoLamata), Some(false));
    assert_eq!(erratic.priorities().consistency_ratio(RandomIndex::Given(f64::NAN)), None);
    let members = [Some(steady), None, Some(erratic)];
    let group = group(&Sample::unweighted(3).unwrap(), &members).unwrap();
    let first = group.joint.geometric.values[0];
    assert!((first - group.shares.values[0]).abs() < 1e-12);
}
