//! What choice models promise whatever the answers, and where they must agree with each other.

use proptest::prelude::*;
use weighting::best_worst::{BestWorst, Model, Task};
use weighting::bradley_terry::{Advantage, BradleyTerry, Comparison, Contest, Order, Outcome};
use weighting::estimate::Sample;
use weighting::plackett_luce::PlackettLuce;
use weighting::ranking::{Rankings, Unranked};
use weighting::worth::{Basis, Fit, Pseudo, WorthError};

const ITEMS: usize = 5;

/// Rankings of five items, some cut short, some blank, with weights.
fn ballots() -> impl Strategy<Value = Vec<(Option<Vec<usize>>, f64)>> {
    let order = Just((0..ITEMS).collect::<Vec<_>>()).prop_shuffle();
    let cut = (order, 1..=ITEMS).prop_map(|(mut order, length)| {
        order.truncate(length);
        order
    });
    prop::collection::vec((prop::option::weighted(0.9, cut), 0.2..3.0), 2..25)
        .prop_filter("somebody answers", |ballots| ballots.iter().any(|ballot| ballot.0.is_some()))
}

fn fit(ballots: &[(Option<Vec<usize>>, f64)]) -> PlackettLuce {
    let (orders, weights): (Vec<_>, Vec<_>) = ballots.iter().cloned().unzip();
    let rankings = Rankings::from_orders(ITEMS, Unranked::Below, &orders).unwrap();
    PlackettLuce::fit(&Sample::fixed(&weights).unwrap(), &rankings, Pseudo::Always(0.5)).unwrap()
}

fn errors(fit: &Fit, basis: Basis) -> Vec<f64> {
    fit.log_worths(basis).unwrap().standard_errors()
}

#[track_caller]
fn near(actual: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(actual.len(), expected.len());
    for (actual, expected) in actual.iter().zip(expected) {
        assert!((actual - expected).abs() <= tolerance * expected.abs().max(1.0), "{actual} is not {expected}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn shares_add_up_to_one_and_their_errors_to_nothing(ballots in ballots()) {
        let fitted = fit(&ballots);
        for basis in [Basis::Model, Basis::Sandwich, Basis::Design] {
            let shares = fitted.worths.shares(basis).unwrap();
            near(&[shares.values.iter().sum()], &[1.0], 1e-12);
            let covariance = shares.covariance.unwrap();
            let largest = covariance.iter().flatten().fold(0.0, |most: f64, cell| most.max(cell.abs()));
            for row in &covariance {
                prop_assert!(row.iter().sum::<f64>().abs() <= 1e-9 * largest);
            }
        }
    }

    #[test]
    fn the_order_of_respondents_changes_nothing_but_the_last_bits(ballots in ballots()) {
        let mut turned = ballots.clone();
        turned.reverse();
        let (there, back) = (fit(&ballots), fit(&turned));
        near(there.worths.coefficients(), back.worths.coefficients(), 1e-12);
        near(&errors(&there.worths, Basis::Design), &errors(&back.worths, Basis::Design), 1e-10);
    }

    #[test]
    fn a_ranking_twice_is_a_ranking_of_weight_two(ballots in ballots()) {
        let twice: Vec<_> = ballots.iter().chain(&ballots).cloned().collect();
        let heavy: Vec<_> = ballots.iter().map(|(ballot, weight)| (ballot.clone(), 2.0 * weight)).collect();
        let (twice, heavy) = (fit(&twice), fit(&heavy));
        near(twice.worths.coefficients(), heavy.worths.coefficients(), 1e-10);
        near(&errors(&twice.worths, Basis::Model), &errors(&heavy.worths, Basis::Model), 1e-10);
    }

    #[test]
    fn the_unit_of_weights_and_of_pseudo_comparisons_does_not_matter(ballots in ballots()) {
        let (orders, weights): (Vec<_>, Vec<_>) = ballots.iter().cloned().unzip();
        let rankings = Rankings::from_orders(ITEMS, Unranked::Below, &orders).unwrap();
        let fit = |unit: f64| {
            let weights: Vec<f64> = weights.iter().map(|weight| weight * unit).collect();
            PlackettLuce::fit(&Sample::fixed(&weights).unwrap(), &rankings, Pseudo::Always(0.5 * unit)).unwrap()
        };
        let ordinary = fit(1.0);
        for unit in [1e-280, 1e-3, 1e200] {
            let other = fit(unit);
            near(other.worths.coefficients(), ordinary.worths.coefficients(), 1e-10);
            near(&errors(&other.worths, Basis::Design), &errors(&ordinary.worths, Basis::Design), 1e-8);
        }
    }

    #[test]
    fn naming_items_anew_renames_the_result(ballots in ballots()) {
        let renamed: Vec<_> = ballots
            .iter()
            .map(|(ballot, weight)| (ballot.as_ref().map(|b| b.iter().map(|i| (i + 2) % ITEMS).collect()), *weight))
            .collect();
        let (plain, renamed) = (fit(&ballots), fit(&renamed));
        for item in 0..ITEMS {
            let (a, b) = (plain.worths.coefficients()[item], renamed.worths.coefficients()[(item + 2) % ITEMS]);
            prop_assert!((a - b).abs() < 1e-10);
        }
    }

    #[test]
    fn rankings_of_two_are_comparisons_and_best_worst_answers_of_two(
        pairs in prop::collection::vec((0..4_usize, 1..4_usize, 0.2..3.0_f64), 3..40),
    ) {
        let pairs: Vec<_> = pairs.into_iter().map(|(winner, step, weight)| (winner, (winner + step) % 4, weight)).collect();
        let weights: Vec<f64> = pairs.iter().map(|pair| pair.2).collect();
        let sample = Sample::fixed(&weights).unwrap();
        let pseudo = Pseudo::Always(0.5);
        let orders: Vec<_> = pairs.iter().map(|&(winner, loser, _)| Some([winner, loser])).collect();
        let rankings = Rankings::from_orders(4, Unranked::Absent, &orders).unwrap();
        let ranked = PlackettLuce::fit(&sample, &rankings, pseudo).unwrap().worths;
        let comparison = |(respondent, &(first, second, _)): (usize, &(usize, usize, f64))| {
            Comparison { respondent, first, second, outcome: Outcome::First }
        };
        let comparisons: Vec<_> = pairs.iter().enumerate().map(comparison).collect();
        let compared = BradleyTerry::of_comparisons(&sample, 4, &comparisons, Order::Ignored, pseudo).unwrap().worths;
        let shown: Vec<[usize; 2]> = pairs.iter().map(|pair| [pair.0, pair.1]).collect();
        let task = |(respondent, shown): (usize, &'static [usize; 2])| {
            Task { respondent, shown, best: shown[0], worst: shown[1] }
        };
        let shown: &'static [[usize; 2]] = shown.leak();
        let tasks: Vec<_> = shown.iter().enumerate().map(task).collect();
        let best = BestWorst::fit(&sample, 4, &tasks, Model::Sequential, pseudo).unwrap().worths;
        for other in [compared, best] {
            near(other.coefficients(), ranked.coefficients(), 1e-9);
            for basis in [Basis::Sandwich, Basis::Design] {
                near(&errors(&other, basis), &errors(&ranked, basis), 1e-8);
            }
            prop_assert!((other.log_likelihood - ranked.log_likelihood).abs() < 1e-9 * ranked.log_likelihood.abs().max(1.0));
        }
    }
}

#[test]
fn best_and_then_worst_of_three_is_a_full_ranking_of_three() {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [2, 1, 0], [2, 0, 1], [0, 1, 2], [1, 2, 0]];
    let weights = [0.5, 1.5, 1.0, 2.0, 0.7, 0.3, 1.1];
    let sample = Sample::fixed(&weights).unwrap();
    let rankings = Rankings::from_orders(3, Unranked::Below, &orders.map(Some)).unwrap();
    let tasks: Vec<_> = orders
        .iter()
        .enumerate()
        .map(|(respondent, order)| Task { respondent, shown: &[0, 1, 2], best: order[0], worst: order[2] })
        .collect();
    let ranked = PlackettLuce::fit(&sample, &rankings, Pseudo::Never).unwrap().worths;
    let chosen = BestWorst::fit(&sample, 3, &tasks, Model::Sequential, Pseudo::Never).unwrap().worths;
    near(chosen.coefficients(), ranked.coefficients(), 1e-11);
    for basis in [Basis::Model, Basis::Sandwich, Basis::Design] {
        near(&errors(&chosen, basis), &errors(&ranked, basis), 1e-10);
    }
}

/// Ten thousand different rankings of eight items, made by a simple rule.
fn many_rankings() -> (Rankings, Vec<f64>) {
    let mut rankings = Rankings::new(8, Unranked::Below).unwrap();
    let (mut state, mut weights) = (20_261_121_u64, Vec::new());
    for row in 0..10_000_u32 {
        let mut order: Vec<usize> = (0..8).collect();
        for place in (1..8).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let other = usize::try_from((state >> 33) % u64::try_from(place + 1).unwrap()).unwrap();
            // The earlier items more often keep their place.
            if state >> 62 != 0 {
                order.swap(place, other);
            }
        }
        rankings.add_order(&order[..8 - usize::from(row % 3 == 0)]).unwrap();
        weights.push(0.5 + f64::from(row % 7) / 4.0);
    }
    (rankings, weights)
}

#[test]
fn the_way_for_many_plain_rankings_and_the_way_for_ties_meet() {
    let (mut rankings, mut weights) = many_rankings();
    let plain = PlackettLuce::fit(&Sample::fixed(&weights).unwrap(), &rankings, Pseudo::Never).unwrap();
    // A tie without weight takes the fit the other way, and changes nothing.
    rankings.add_groups(&[&[0, 1][..], &[2]]).unwrap();
    weights.push(0.0);
    let tied = PlackettLuce::fit(&Sample::fixed(&weights).unwrap(), &rankings, Pseudo::Never).unwrap();
    assert!(tied.ties(Basis::Model).unwrap().is_empty());
    near(plain.worths.coefficients(), tied.worths.coefficients(), 1e-11);
    near(&errors(&plain.worths, Basis::Model), &errors(&tied.worths, Basis::Model), 1e-9);
    near(&errors(&plain.worths, Basis::Sandwich), &errors(&tied.worths, Basis::Sandwich), 1e-9);
    near(&[plain.worths.log_likelihood], &[tied.worths.log_likelihood], 1e-11);
    near(&[plain.residual_degrees_of_freedom], &[tied.residual_degrees_of_freedom], 1e-11);
}

#[test]
fn the_log_odds_of_two_items_have_their_closed_form() {
    let orders = [vec![Some([0, 1]); 30], vec![Some([1, 0]); 10]].concat();
    let rankings = Rankings::from_orders(2, Unranked::Below, &orders).unwrap();
    let fitted = PlackettLuce::fit(&Sample::unweighted(40).unwrap(), &rankings, Pseudo::Never).unwrap();
    let (difference, error) = fitted.worths.log_worths(Basis::Model).unwrap().difference(0, 1).unwrap();
    near(&[difference, error], &[3.0_f64.ln(), (1.0 / 30.0 + 1.0 / 10.0_f64).sqrt()], 1e-12);
    let quasi = fitted.worths.log_worths(Basis::Model).unwrap().quasi_variances().unwrap();
    near(&[quasi.values[0] + quasi.values[1]], &[error * error], 1e-12);
    assert_eq!(fitted.worths.shares(Basis::Design).unwrap().order(), [0, 1]);
}

#[test]
fn answers_that_cannot_be_fitted_are_refused() {
    let sample = Sample::unweighted(2).unwrap();
    let mut ties = Rankings::new(2, Unranked::Below).unwrap();
    ties.add_groups(&[[0, 1]]).unwrap();
    ties.add_groups(&[[0, 1]]).unwrap();
    let refusal = PlackettLuce::fit(&sample, &ties, Pseudo::Never).unwrap_err();
    assert!(matches!(refusal, WorthError::NotConverged { .. } | WorthError::Unidentified { .. }), "{refusal}");

    let blank = Rankings::from_orders::<[usize; 2]>(2, Unranked::Below, &[None, None]).unwrap();
    assert_eq!(PlackettLuce::fit(&sample, &blank, Pseudo::default()), Err(WorthError::NobodyAnswered));
    let refusal = PlackettLuce::fit(&Sample::unweighted(3).unwrap(), &blank, Pseudo::default()).unwrap_err();
    assert_eq!(refusal, WorthError::LengthsDiffer { answers: 2, respondents: 3 });

    let pair = Rankings::from_orders(2, Unranked::Below, &[Some([0, 1]), Some([1, 0])]).unwrap();
    let refusal = PlackettLuce::fit(&sample, &pair, Pseudo::Always(-1.0)).unwrap_err();
    assert_eq!(refusal, WorthError::BadPseudo { pseudo: -1.0 });
}

#[test]
fn an_effect_of_order_that_never_varies_is_refused() {
    // Item 0 is always shown first and nothing else is compared: its worth and the order cannot be told apart.
    let comparison = |respondent, outcome| Comparison { respondent, first: 0, second: 1, outcome };
    let comparisons = [comparison(0, Outcome::First), comparison(1, Outcome::Second), comparison(1, Outcome::First)];
    let sample = Sample::unweighted(2).unwrap();
    let refusal = BradleyTerry::of_comparisons(&sample, 2, &comparisons, Order::Fitted, Pseudo::Never).unwrap_err();
    let expected = WorthError::Unidentified { iterations: 1 };
    assert_eq!(refusal, weighting::bradley_terry::BradleyTerryError::Worth(expected));
    assert!(BradleyTerry::of_comparisons(&sample, 2, &comparisons, Order::Ignored, Pseudo::Never).is_ok());
}

#[test]
fn one_respondent_has_errors_of_the_model_only() {
    let mut rankings = Rankings::new(3, Unranked::Below).unwrap();
    rankings.add_order(&[0, 1, 2]).unwrap();
    let fitted = PlackettLuce::fit(&Sample::unweighted(1).unwrap(), &rankings, Pseudo::default()).unwrap();
    assert!(fitted.worths.log_worths(Basis::Model).is_ok());
    assert_eq!(fitted.worths.shares(Basis::Design), Err(WorthError::NoRespondents { respondents: 1 }));
}

/// Everything that the order of answers must not touch, to the last bit.
fn bits(fit: &Fit) -> Vec<u64> {
    let model = fit.covariance(Basis::Model).unwrap().concat();
    fit.coefficients().iter().chain(&model).chain([&fit.log_likelihood]).map(|number| number.to_bits()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_of_comparisons_and_tasks_changes_no_bit(
        answers in prop::collection::vec((0..9_usize, 0..4_usize, 1..4_usize, 0..3_usize, 1..3_usize), 4..40),
        weights in prop::collection::vec(0.1..3.0_f64, 9), turn in 1..30_usize,
    ) {
        let sample = Sample::fixed(&weights).unwrap();
        let compare = |&(respondent, first, step, outcome, _): &(usize, usize, usize, usize, usize)| {
            let outcome = [Outcome::First, Outcome::Second, Outcome::Tied][outcome];
            Comparison { respondent, first, second: (first + step) % 4, outcome }
        };
        let shown: [[usize; 3]; 4] = [0, 1, 2, 3].map(|without| [0, 1, 2].map(|item| item + usize::from(item >= without)));
        let answer = |&(respondent, without, _, best, step): &(usize, usize, usize, usize, usize)| {
            let shown = &shown[without];
            Task { respondent, shown, best: shown[best], worst: shown[(best + step) % 3] }
        };
        let mut turned = answers.clone();
        turned.rotate_left(turn % answers.len());
        turned.reverse();
        let compared = |answers: &[_]| {
            let comparisons: Vec<_> = answers.iter().map(compare).collect();
            BradleyTerry::of_comparisons(&sample, 4, &comparisons, Order::Fitted, Pseudo::Always(0.5)).unwrap()
        };
        let (there, back) = (compared(&answers), compared(&turned));
        prop_assert_eq!(bits(&there.worths), bits(&back.worths));
        prop_assert_eq!(there.deviance.to_bits(), back.deviance.to_bits());
        prop_assert_eq!(there.binomial_log_likelihood.to_bits(), back.binomial_log_likelihood.to_bits());
        for model in [Model::Sequential, Model::Marginal, Model::Paired] {
            let chosen = |answers: &[_]| {
                let tasks: Vec<_> = answers.iter().map(answer).collect();
                BestWorst::fit(&sample, 4, &tasks, model, Pseudo::Always(0.5)).unwrap().worths
            };
            prop_assert_eq!(bits(&chosen(&answers)), bits(&chosen(&turned)));
        }
    }

    #[test]
    fn the_order_of_rankings_changes_no_bit_of_the_fit(ballots in ballots()) {
        let mut turned = ballots.clone();
        turned.reverse();
        prop_assert_eq!(bits(&fit(&ballots).worths), bits(&fit(&turned).worths));
    }

    #[test]
    fn comparisons_counted_together_fit_as_each_by_itself(
        answers in prop::collection::vec((0..4_usize, 1..4_usize, 0..3_usize, 0.1..3.0_f64), 3..30),
    ) {
        let weights: Vec<f64> = answers.iter().map(|answer| answer.3).collect();
        let (mut comparisons, mut contests) = (Vec::new(), Vec::new());
        for (respondent, &(first, step, outcome, weight)) in answers.iter().enumerate() {
            let second = (first + step) % 4;
            let outcome = [Outcome::First, Outcome::Second, Outcome::Tied][outcome];
            comparisons.push(Comparison { respondent, first, second, outcome });
            let (first_wins, second_wins) = match outcome {
                Outcome::First => (weight, 0.0),
                Outcome::Second => (0.0, weight),
                Outcome::Tied => (weight / 2.0, weight / 2.0),
            };
            contests.push(Contest { first, second, first_wins, second_wins, advantage: Advantage::First });
        }
        let pseudo = Pseudo::Always(0.5);
        let sample = Sample::fixed(&weights).unwrap();
        let together = BradleyTerry::of_comparisons(&sample, 4, &comparisons, Order::Fitted, pseudo).unwrap();
        let apart = BradleyTerry::of_counts(4, &contests, Order::Fitted, pseudo).unwrap();
        near(together.worths.coefficients(), apart.worths.coefficients(), 1e-10);
        near(&errors(&together.worths, Basis::Model), &errors(&apart.worths, Basis::Model), 1e-9);
        let figures = |fitted: &BradleyTerry| {
            let plain = [fitted.deviance, fitted.null_deviance, fitted.binomial_log_likelihood, fitted.aic()];
            [plain[0], plain[1], plain[2], plain[3], fitted.residual_degrees_of_freedom]
        };
        near(&figures(&together), &figures(&apart), 1e-9);
    }
}

#[test]
fn items_that_only_pseudo_comparisons_join_have_the_errors_of_those() {
    // Two pairs that were never compared with each other, in very unequal numbers.
    for times in [1.0, 1e3, 1e7] {
        let contest = |first: usize, first_wins: f64, second_wins: f64| Contest {
            first,
            second: first + 1,
            first_wins,
            second_wins,
            advantage: Advantage::Nobody,
        };
        let contests = [contest(0, 3.0 * times, 2.0 * times), contest(2, 1.0, 4.0)];
        let fitted = BradleyTerry::of_counts(4, &contests, Order::Ignored, Pseudo::default()).unwrap().worths;
        assert!(!fitted.connectivity.is_joined() && fitted.pseudo > 0.0);
        let across = fitted.log_worths(Basis::Model).unwrap().difference(0, 2).unwrap().1;
        // Half a win and half a loss tie each item to the rest: about 2 for each of the four.
        assert!((0.5..4.0).contains(&across), "{across} at {times}");
    }
}

/// With `w` wins against `v` and `t` ties, Davidson's log worths differ by `ln(w / v)` and ties have the prevalence `t / √(w v)`.
#[test]
fn pairs_with_ties_are_davidsons_model() {
    let mut rankings = Rankings::new(2, Unranked::Absent).unwrap();
    let answers = [(6, vec![vec![0], vec![1]]), (3, vec![vec![1], vec![0]]), (4, vec![vec![0, 1]])];
    for (times, groups) in &answers {
        (0..*times).for_each(|_| rankings.add_groups(groups).unwrap());
    }
    let fitted = PlackettLuce::fit(&Sample::unweighted(13).unwrap(), &rankings, Pseudo::Never).unwrap();
    let (difference, _) = fitted.worths.log_worths(Basis::Model).unwrap().difference(0, 1).unwrap();
    let ties = fitted.ties(Basis::Model).unwrap();
    near(&[difference, ties[0].log_prevalence.exp()], &[2.0_f64.ln(), 4.0 / 18.0_f64.sqrt()], 1e-10);
}
