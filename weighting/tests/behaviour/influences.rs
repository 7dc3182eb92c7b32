//! Influence values of choice models: they add up to the covariance by the design, and say what a weight does to the fit.

use weighting::best_worst::{BestWorst, BestWorstError, Model, Task};
use weighting::bradley_terry::{BradleyTerry, BradleyTerryError, Comparison, Order, Outcome};
use weighting::design::Design;
use weighting::estimate::Sample;
use weighting::margin::{Margin, Placement};
use weighting::plackett_luce::PlackettLuce;
use weighting::rake::rake;
use weighting::ranking::{Rankings, Unranked};
use weighting::worth::{Basis, Fit, Pseudo, WorthError};

const RESPONDENTS: usize = 40;
const PSEUDO: Pseudo = Pseudo::Always(0.5);

fn weights() -> Vec<f64> {
    (0..RESPONDENTS).map(|row| [0.7, 1.3, 1.0, 2.1, 0.4][row % 5]).collect()
}

/// Rankings of four items: whole ones, some cut short, some tied, some blank.
fn rankings() -> Rankings {
    let mut rankings = Rankings::new(4, Unranked::Below).unwrap();
    for row in 0..RESPONDENTS {
        match row % 7 {
            0 | 1 => rankings.add_order(&[row % 4, (row + 1) % 4, (row + 3) % 4, (row + 2) % 4]).unwrap(),
            2 | 3 => rankings.add_order(&[0, (row % 3) + 1]).unwrap(),
            4 => rankings.add_groups(&[&[row % 4, (row + 2) % 4][..], &[(row + 1) % 4], &[(row + 3) % 4]]).unwrap(),
            5 => rankings.add_blank(),
            _ => rankings.add_order(&[2, 1, 0, 3]).unwrap(),
        }
    }
    rankings
}

fn comparisons() -> Vec<Comparison> {
    let one = |at: usize| {
        let (first, second) = (at % 4, (at + 1 + at % 3) % 4);
        let outcome = [Outcome::First, Outcome::Second, Outcome::First, Outcome::Tied, Outcome::First][at % 5];
        Comparison { respondent: (at * 7) % RESPONDENTS, first, second, outcome }
    };
    (0..90).map(one).collect()
}

const SHOWN: [[usize; 3]; 4] = [[0, 1, 2], [1, 2, 3], [0, 2, 3], [0, 1, 3]];

fn tasks() -> Vec<Task<'static>> {
    let one = |at: usize| {
        let shown = &SHOWN[at % 4];
        Task { respondent: (at * 3) % RESPONDENTS, shown, best: shown[at % 3], worst: shown[(at + 1 + at % 2) % 3] }
    };
    (0..110).map(one).collect()
}

/// The covariance of columns of influence values in a simple sample with replacement.
fn covariance(columns: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let n: f64 = columns[0].iter().map(|_| 1.0).sum();
    let mean = |column: &[f64]| column.iter().sum::<f64>() / n;
    let entry = |a: &[f64], b: &[f64]| {
        let (of_a, of_b) = (mean(a), mean(b));
        a.iter().zip(b).map(|(a, b)| (a - of_a) * (b - of_b)).sum::<f64>() * n / (n - 1.0)
    };
    columns.iter().map(|a| columns.iter().map(|b| entry(a, b)).collect()).collect()
}

#[track_caller]
fn near(actual: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(actual.len(), expected.len());
    let size = expected.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
    for (actual, expected) in actual.iter().zip(expected) {
        assert!((actual - expected).abs() <= tolerance * size, "{actual} is not {expected}");
    }
}

/// Holds influence values against the covariance of the fit, and against what a small change of each weight does.
#[track_caller]
fn hold(fit: &Fit, influence: &[Vec<f64>], refit: impl Fn(&[f64]) -> Vec<f64>) {
    let whole = covariance(influence).concat();
    near(&whole, &fit.covariance(Basis::Design).unwrap().concat(), 1e-10);

    let step = 1e-4;
    let weights = weights();
    for row in 0..RESPONDENTS {
        let at = |factor: f64| {
            let mut changed = weights.clone();
            changed[row] *= factor;
            refit(&changed)
        };
        let (more, less) = (at(1.0 + step), at(1.0 - step));
        for (column, (more, less)) in influence.iter().zip(more.iter().zip(&less)) {
            let slope = (more - less) / (2.0 * step);
            assert!((slope - column[row]).abs() < 1e-6, "{slope} is not {} at {row}", column[row]);
        }
    }

    // Deleting one respondent after the other gives nearly the same errors.
    let left_out: Vec<Vec<f64>> = (0..RESPONDENTS)
        .map(|row| {
            let mut rest = weights.clone();
            rest[row] = 0.0;
            refit(&rest)
        })
        .collect();
    let columns: Vec<Vec<f64>> =
        (0..influence.len()).map(|place| left_out.iter().map(|point| point[place]).collect()).collect();
    let (jackknife, n) = (covariance(&columns), 40.0_f64);
    for (place, row) in jackknife.iter().enumerate() {
        let error = (row[place] * (n - 1.0) / n * (n - 1.0) / n).sqrt();
        let by_design = fit.covariance(Basis::Design).unwrap()[place][place].sqrt();
        assert!((error / by_design - 1.0).abs() < 0.15, "{error} against {by_design}");
    }
}

#[test]
fn influence_values_of_rankings_make_their_errors() {
    let (weights, rankings) = (weights(), rankings());
    let fit = |weights: &[f64]| PlackettLuce::fit(&Sample::fixed(weights).unwrap(), &rankings, PSEUDO).unwrap();
    let fitted = fit(&weights);
    let influence = fitted.influence(&Sample::fixed(&weights).unwrap(), &rankings).unwrap();
    assert_eq!(influence.len(), 5, "four log worths and the prevalence of ties of two");
    assert!(influence.iter().all(|column| column[5] == 0.0), "a blank has no influence");
    hold(&fitted.worths, &influence, |weights| fit(weights).worths.coefficients().to_vec());
}

#[test]
fn influence_values_of_comparisons_make_their_errors() {
    let (weights, comparisons) = (weights(), comparisons());
    for order in [Order::Ignored, Order::Fitted] {
        let fit = |weights: &[f64]| {
            BradleyTerry::of_comparisons(&Sample::fixed(weights).unwrap(), 4, &comparisons, order, PSEUDO).unwrap()
        };
        let fitted = fit(&weights);
        let influence = fitted.influence(&Sample::fixed(&weights).unwrap(), &comparisons).unwrap();
        assert_eq!(influence.len(), 4 + usize::from(order == Order::Fitted));
        hold(&fitted.worths, &influence, |weights| fit(weights).worths.coefficients().to_vec());
    }
}

#[test]
fn influence_values_of_best_and_worst_make_their_errors() {
    let (weights, tasks) = (weights(), tasks());
    for model in [Model::Sequential, Model::Marginal, Model::Paired] {
        let fit = |weights: &[f64]| BestWorst::fit(&Sample::fixed(weights).unwrap(), 4, &tasks, model, PSEUDO).unwrap();
        let fitted = fit(&weights);
        let influence = fitted.influence(&Sample::fixed(&weights).unwrap(), &tasks).unwrap();
        hold(&fitted.worths, &influence, |weights| fit(weights).worths.coefficients().to_vec());
    }
}

#[test]
fn influence_values_know_the_margins_and_the_design() {
    let rankings = rankings();
    let age = Margin::new("age", [("under 45", 600.0), ("45 and over", 400.0)]).unwrap();
    let ages: Vec<_> = (0..RESPONDENTS).map(|row| Some(usize::from(row % 3 == 0))).collect();
    let raked = rake(&[Placement::new(&age, &ages)], None).unwrap();
    let sample = Sample::raked(&raked).unwrap();
    let fitted = PlackettLuce::fit(&sample, &rankings, PSEUDO).unwrap();
    let influence = fitted.influence(&sample, &rankings).unwrap();
    near(&covariance(&influence).concat(), &fitted.worths.covariance(Basis::Design).unwrap().concat(), 1e-10);

    let households: Vec<_> = (0..RESPONDENTS).map(|row| row / 4).collect();
    let design = Design::of(RESPONDENTS).clusters(&households).build().unwrap();
    let clustered = sample.drawn_by(&design).unwrap();
    let fitted = PlackettLuce::fit(&clustered, &rankings, PSEUDO).unwrap();
    let by_household: Vec<Vec<f64>> = fitted
        .influence(&clustered, &rankings)
        .unwrap()
        .iter()
        .map(|column| column.chunks(4).map(|house| house.iter().sum()).collect())
        .collect();
    near(&covariance(&by_household).concat(), &fitted.worths.covariance(Basis::Design).unwrap().concat(), 1e-10);
}

#[test]
fn answers_of_another_fit_have_no_influence_on_this_one() {
    let (weights, rankings, comparisons, tasks) = (weights(), rankings(), comparisons(), tasks());
    let sample = Sample::fixed(&weights).unwrap();
    let ranked = PlackettLuce::fit(&sample, &rankings, PSEUDO).unwrap();
    let plain = Rankings::from_orders(4, Unranked::Below, &vec![Some([0, 1, 2, 3]); RESPONDENTS]).unwrap();
    assert_eq!(ranked.influence(&sample, &plain).unwrap_err(), WorthError::TiesDiffer { given: 0, fitted: 1 });
    let of_three = Rankings::from_orders(3, Unranked::Below, &vec![Some([0, 1, 2]); RESPONDENTS]).unwrap();
    assert_eq!(ranked.influence(&sample, &of_three).unwrap_err(), WorthError::ItemsDiffer { given: 3, fitted: 4 });

    let more = Sample::unweighted(RESPONDENTS + 1).unwrap();
    let differ = WorthError::LengthsDiffer { answers: RESPONDENTS, respondents: RESPONDENTS + 1 };
    let compared = BradleyTerry::of_comparisons(&sample, 4, &comparisons, Order::Ignored, PSEUDO).unwrap();
    assert_eq!(compared.influence(&more, &comparisons).unwrap_err(), BradleyTerryError::Worth(differ.clone()));
    let best = BestWorst::fit(&sample, 4, &tasks, Model::Sequential, PSEUDO).unwrap();
    assert_eq!(best.influence(&more, &tasks).unwrap_err(), BestWorstError::Worth(differ));
}
