//! Any numbers at all give a result or a refusal with a reason, never a panic and never NaN in silence.

use proptest::prelude::*;
use weighting::aggregate::{Pairwise, borda_shares, kemeny, kendall_tau};
use weighting::ahp::Judgements;
use weighting::best_worst::{BestWorst, Model, Task, closed_form, counts};
use weighting::bradley_terry::{Advantage, BradleyTerry, Comparison, Contest, Order, Outcome};
use weighting::budget::{Completion, Utility, equal_shares, equal_shares_of_points, greedy};
use weighting::estimate::Sample;
use weighting::picks::picks;
use weighting::plackett_luce::PlackettLuce;
use weighting::points::points;
use weighting::ranking::{Rankings, Unranked};
use weighting::rating::{Scale, rating};
use weighting::worth::{Basis, Fit, Pseudo};

/// Numbers that tend to break things.
fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..10.0_f64,
        1 => prop::sample::select(vec![0.0, -0.0, 1.0, -1.0, 1e-300, 1e300, f64::MIN_POSITIVE, 5e-324, f64::MAX]),
        1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY]),
        1 => any::<f64>(),
    ]
}

/// Weights that a sample takes, however extreme.
fn weights(respondents: usize) -> impl Strategy<Value = Vec<f64>> {
    let weight = prop_oneof![
        4 => 0.1..4.0_f64,
        1 => prop::sample::select(vec![0.0, 1e-300, 1e-12, 1e12, 1e300, 5e-324]),
    ];
    prop::collection::vec(weight, respondents)
}

fn pseudo() -> impl Strategy<Value = Pseudo> {
    prop_oneof![
        Just(Pseudo::Never),
        any_number().prop_map(Pseudo::WhenNeeded),
        any_number().prop_map(Pseudo::Always),
        Just(Pseudo::default()),
    ]
}

fn numbers(count: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(any_number(), count)
}

#[track_caller]
fn is_sound(fit: &Fit) {
    for basis in [Basis::Model, Basis::Sandwich, Basis::Design] {
        let Ok(worths) = fit.log_worths(basis) else { continue };
        assert!(worths.values.iter().chain(worths.covariance.iter().flatten()).all(|number| number.is_finite()));
        let shares = worths.shares();
        assert!((shares.values.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        let _ = (worths.quasi_variances(), worths.against(0), worths.against(99), worths.difference(1, 99));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn rankings_of_any_kind(
        ranks in prop::collection::vec(prop::option::of(prop::collection::vec(0..5_usize, 4)), 6),
        weights in weights(6), below in any::<bool>(), pseudo in pseudo(),
    ) {
        let unranked = if below { Unranked::Below } else { Unranked::Absent };
        let mut rankings = Rankings::new(4, unranked).unwrap();
        for ranks in &ranks {
            let added = ranks.as_ref().is_some_and(|ranks| rankings.add_ranks(ranks).is_ok());
            if !added {
                rankings.add_blank();
            }
        }
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        if let Ok(fitted) = PlackettLuce::fit(&sample, &rankings, pseudo) {
            is_sound(&fitted.worths);
        }
        let _ = borda_shares(&sample, &rankings);
        if let Ok(pairwise) = Pairwise::of(&rankings, &weights) {
            let _ = (pairwise.schulze(), pairwise.ranked_pairs(), pairwise.win_rates(), kemeny(&pairwise));
        }
    }

    #[test]
    fn comparisons_of_any_kind(
        rows in prop::collection::vec((0..4_usize, 0..4_usize, any_number(), any_number(), 0..3_usize), 0..10),
        items in 0..5_usize, weights in weights(4), pseudo in pseudo(),
    ) {
        let advantages = [Advantage::First, Advantage::Second, Advantage::Nobody];
        let contests: Vec<_> = rows
            .iter()
            .map(|&(first, second, first_wins, second_wins, advantage)| {
                Contest { first, second, first_wins, second_wins, advantage: advantages[advantage] }
            })
            .collect();
        let outcomes = [Outcome::First, Outcome::Second, Outcome::Tied];
        let comparisons: Vec<_> = rows
            .iter()
            .map(|&(first, second, _, _, place)| Comparison { respondent: first, first, second, outcome: outcomes[place] })
            .collect();
        for order in [Order::Ignored, Order::Fitted] {
            if let Ok(fitted) = BradleyTerry::of_counts(items, &contests, order, pseudo) {
                is_sound(&fitted.worths);
            }
            if let Ok(sample) = Sample::fixed(&weights)
                && let Ok(fitted) = BradleyTerry::of_comparisons(&sample, items, &comparisons, order, pseudo)
            {
                is_sound(&fitted.worths);
            }
        }
    }

    #[test]
    fn best_worst_answers_of_any_kind(
        rows in prop::collection::vec((0..4_usize, prop::collection::vec(0..5_usize, 0..4), 0..5_usize, 0..5_usize), 0..8),
        items in 0..5_usize, weights in weights(3), pseudo in pseudo(),
    ) {
        let tasks: Vec<_> = rows
            .iter()
            .map(|(respondent, shown, best, worst)| Task { respondent: *respondent, shown, best: *best, worst: *worst })
            .collect();
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        for model in [Model::Sequential, Model::Marginal, Model::Paired] {
            if let Ok(fitted) = BestWorst::fit(&sample, items, &tasks, model, pseudo) {
                is_sound(&fitted.worths);
            }
        }
        let _ = counts(&sample, items, &tasks).map(|counts| counts.closed_form());
    }

    #[test]
    fn best_worst_tasks_that_hold_together(
        rows in prop::collection::vec((0..3_usize, 0..4_usize, 1..3_usize, 1..3_usize), 1..12),
        weights in weights(3), pseudo in pseudo(),
    ) {
        let shown: Vec<[usize; 3]> = rows.iter().map(|row| [row.1, (row.1 + 1) % 4, (row.1 + 2) % 4]).collect();
        let tasks: Vec<_> = rows
            .iter()
            .zip(&shown)
            .map(|(row, shown)| Task { respondent: row.0, shown, best: shown[row.2 % 3], worst: shown[(row.2 + row.3) % 3] })
            .collect();
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        for model in [Model::Sequential, Model::Marginal, Model::Paired] {
            if let Ok(fitted) = BestWorst::fit(&sample, 4, &tasks, model, pseudo) {
                is_sound(&fitted.worths);
            }
        }
    }

    #[test]
    fn counts_ratings_points_and_picks_of_any_kind(
        numbers in numbers(12), weights in weights(3), picked in prop::collection::vec(0..4_usize, 0..4),
    ) {
        let _ = closed_form(&numbers[..4], &numbers[4..8], &numbers[8..]);
        let rows: Vec<Vec<f64>> = numbers.chunks(4).map(<[f64]>::to_vec).collect();
        let _ = kendall_tau(&rows[0], &rows[1]);
        let _ = Pairwise::of_counts(&rows, None);
        let square: Vec<Vec<f64>> = rows.iter().map(|row| row[..3].to_vec()).collect();
        if let Ok(pairwise) = Pairwise::of_counts(&square, Some(&square)) {
            let _ = (pairwise.schulze(), pairwise.ranked_pairs(), kemeny(&pairwise), pairwise.borda_shares());
        }
        let _ = Judgements::new(&square).map(|judgements| judgements.priorities());
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        let columns: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row[..3].iter().copied().map(Some).collect()).collect();
        let scale = Scale { lowest: numbers[0], highest: numbers[1], step: numbers[2] };
        let _ = (rating(&sample, &columns, scale), rating(&sample, &columns[..0], scale));
        let given: Vec<Option<&[f64]>> = vec![Some(&numbers[..4]), None, Some(&numbers[4..8])];
        let _ = (points(&sample, 4, &given), points(&sample, 0, &given[..0]));
        let _ = picks(&sample, 3, &[Some(&picked), None, Some(&picked)]);
    }

    #[test]
    fn budgets_of_any_kind(numbers in numbers(8), weights in weights(2), wanted in prop::collection::vec(0..4_usize, 0..4)) {
        let (budget, costs) = (numbers[0], &numbers[1..4]);
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        let votes = [Some(&wanted), None];
        for utility in [Utility::Cost, Utility::Cardinality] {
            for completion in [Completion::Stop, Completion::AddOneThenGreedy { increment: numbers[4].abs().max(budget.abs() / 100.0) }] {
                let _ = equal_shares(&sample, budget, costs, &votes, utility, completion);
            }
            let _ = greedy(&sample, budget, costs, &votes, utility);
        }
        let given: [Option<&[f64]>; 2] = [Some(&numbers[4..7]), Some(&numbers[5..8])];
        let _ = equal_shares_of_points(&sample, budget, costs, &given, Completion::Stop);
    }
}
