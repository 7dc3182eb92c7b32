//! Where a choice model is the estimator, it says itself on whom the result hangs.

use weighting::estimate::Sample;
use weighting::margin::{Margin, Placement};
use weighting::plackett_luce::{PlackettLuce, Pseudo};
use weighting::progress::Progress;
use weighting::rake::{Bounds, rake_bounded};
use weighting::ranking::{Rankings, Unranked};
use weighting::sensitivity::{CheckOutcome, Influences, Pipeline, Priorities, Refusal, SensitivityError, What};
use weighting::worth::{Basis, Fit, WorthError};

use super::panel::same;

const PEOPLE: usize = 80;

/// Whole rankings, and some with a tie, so that the model has a coefficient that is no item's.
fn rankings() -> Rankings {
    let mut rankings = Rankings::new(4, Unranked::Below).unwrap();
    for row in 0..PEOPLE {
        match row % 9 {
            0 => rankings.add_groups(&[&[3, 1][..], &[0], &[2]]).unwrap(),
            1..=4 => rankings.add_order(&[0, 1 + row % 3, 1 + (row + 1) % 3, 1 + (row + 2) % 3]).unwrap(),
            5 => rankings.add_blank(),
            _ => rankings.add_order(&[row % 4, (row + 3) % 4]).unwrap(),
        }
    }
    rankings
}

fn age() -> (Margin, Vec<Option<usize>>) {
    let age = Margin::new("age", [("under 45", 50.0), ("45 and over", 50.0)]).unwrap();
    (age, (0..PEOPLE).map(|row| Some(usize::from(row % 3 > 0))).collect())
}

fn fit(sample: &Sample<'_>, rankings: &Rankings) -> PlackettLuce {
    PlackettLuce::fit(sample, rankings, Pseudo::Never).unwrap()
}

fn shares(fit: &Fit) -> Vec<f64> {
    fit.shares(Basis::Model).unwrap().values
}

#[test]
fn the_influence_on_shares_makes_their_covariance_and_their_slopes() {
    let ((age, ages), rankings) = (age(), rankings());
    let raked = rake_bounded(&[Placement::new(&age, &ages)], None, Bounds::default()).unwrap();
    let sample = Sample::raked(&raked).unwrap();
    let fitted = fit(&sample, &rankings);
    let columns = fitted.worths.share_influence(&fitted.influence(&sample, &rankings).unwrap()).unwrap();
    assert_eq!(columns.len(), 4);
    let of_shares = fitted.worths.shares(Basis::Design).unwrap().covariance.unwrap();
    let n = 80.0;
    for (a, row) in columns.iter().zip(&of_shares) {
        for (b, expected) in columns.iter().zip(row) {
            let (of_a, of_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
            let sum: f64 = a.iter().zip(b).map(|(a, b)| (a - of_a) * (b - of_b)).sum();
            assert!((sum * n / (n - 1.0) - expected).abs() < 1e-12);
        }
    }

    let weights: Vec<f64> = (0_u8..80).map(|row| 0.5 + f64::from(row % 4)).collect();
    let sample = Sample::fixed(&weights).unwrap();
    let fitted = fit(&sample, &rankings);
    let columns = fitted.worths.share_influence(&fitted.influence(&sample, &rankings).unwrap()).unwrap();
    for row in [0, 1, 5, 7, 44] {
        let at = |factor: f64| {
            let mut changed = weights.clone();
            changed[row] *= factor;
            shares(&fit(&Sample::fixed(&changed).unwrap(), &rankings).worths)
        };
        let (more, less) = (at(1.0 + 1e-4), at(1.0 - 1e-4));
        for (item, column) in columns.iter().enumerate() {
            assert!(((more[item] - less[item]) / 2e-4 - column[row]).abs() < 1e-7);
        }
    }
}

#[test]
fn columns_that_a_model_did_not_give_are_refused() {
    let rankings = rankings();
    let fitted = fit(&Sample::unweighted(PEOPLE).unwrap(), &rankings).worths;
    let few = fitted.share_influence(&[vec![0.0], vec![1.0]]).unwrap_err();
    assert_eq!(few, WorthError::FewColumns { given: 2, items: 4 });
    let uneven = fitted.share_influence(&[vec![0.0], vec![1.0], vec![], vec![1.0]]).unwrap_err();
    assert_eq!(uneven, WorthError::LengthsDiffer { answers: 0, respondents: 1 });
}

#[test]
fn a_choice_model_names_those_on_whom_its_shares_hang_most() {
    let ((age, ages), rankings) = (age(), rankings());
    let placements = [Placement::new(&age, &ages)];
    let estimator = |weights: &[f64]| -> Priorities { Ok(shares(&fit(&Sample::fixed(weights)?, &rankings).worths)) };
    let influences = |sample: &Sample<'_>| -> Influences {
        let fitted = PlackettLuce::fit(sample, &rankings, Pseudo::Never)?;
        Ok(fitted.worths.share_influence(&fitted.influence(sample, &rankings)?)?)
    };
    let pipeline = Pipeline::of(&placements, &estimator);
    let list = pipeline.clone().influence_by(&influences).sensitivity(&Progress::silent()).unwrap();

    let raked = rake_bounded(&placements, None, Bounds::default()).unwrap();
    let columns = influences(&Sample::raked(&raked).unwrap()).unwrap();
    let by_hand = pipeline.influence(&columns).sensitivity(&Progress::silent()).unwrap();
    assert_eq!(list, by_hand);
    assert_eq!(list.most_influential().len(), 20);
    let most = list.most_influential()[0];
    let largest = columns.concat().into_iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    assert_eq!((most.value.abs(), most.value), (largest, columns[most.item][most.row]));

    let what = What::WithoutMostInfluential { respondents: 20 };
    let check = list.checks().iter().find(|check| check.what == what).unwrap().differences().unwrap();
    assert_eq!(check.respondents, PEOPLE - 20);
    same(&[check.shares.iter().sum()], &[1.0], 1e-12);
    assert!(check.largest_change.by.abs() > 0.0);
}

#[test]
fn a_model_that_refuses_is_a_check_refused() {
    let (age, ages) = age();
    let placements = [Placement::new(&age, &ages)];
    let estimator = |weights: &[f64]| -> Priorities { Ok(vec![weights[0], 2.0]) };
    let refuses = |_: &Sample<'_>| -> Influences { Err("no values today".into()) };
    let list = Pipeline::of(&placements, &estimator).influence_by(&refuses).sensitivity(&Progress::silent()).unwrap();
    let without_values = CheckOutcome::Refused(Refusal::Estimator { message: "no values today".into() });
    let what = What::WithoutMostInfluential { respondents: 20 };
    assert_eq!(list.checks().iter().find(|check| check.what == what).unwrap().outcome, without_values);
    assert!(list.most_influential().is_empty());

    let of_all_coefficients = |_: &Sample<'_>| -> Influences { Ok(vec![vec![0.0; PEOPLE]; 3]) };
    let more = Pipeline::of(&placements, &estimator).influence_by(&of_all_coefficients);
    let more = more.sensitivity(&Progress::silent()).unwrap_err();
    assert_eq!(more, SensitivityError::InfluenceOfMore { columns: 3, items: 2 });
    let short = |_: &Sample<'_>| -> Influences { Ok(vec![vec![0.0; 3]; 2]) };
    let short = Pipeline::of(&placements, &estimator).influence_by(&short).sensitivity(&Progress::silent());
    assert!(matches!(short, Err(SensitivityError::LengthsDiffer { given: 3, respondents: PEOPLE, .. })));
}
