//! Standard errors where some levels are not known: weighting does not fix how many those are.

use weighting::bootstrap::{Bootstrap, Centre, Column};
use weighting::estimate::{Sample, means, totals};
use weighting::margin::{Margin, Placement};
use weighting::poststratify::poststratify;
use weighting::rake::{Bounds, rake, rake_bounded};

use super::survey::{Survey, replicates, same};

/// A survey in which 15 in 100 left out their age, mostly those who picked, and others their sex.
fn with_unknown(people: usize) -> Survey {
    let mut survey = Survey { weighted: true, ..Survey::of(people) };
    for (row, person) in survey.people.iter_mut().enumerate() {
        if row * 37 % 100 < if person.pick == 1 { 25 } else { 5 } {
            person.age = None;
        }
        if row * 53 % 100 < 15 {
            person.sex = None;
        }
    }
    survey
}

#[test]
fn the_spread_with_15_in_100_unknown_is_that_of_the_reraked_bootstrap() {
    let survey = with_unknown(3_000);
    let ages_unknown: Vec<f64> = survey.people.iter().map(|person| f64::from(u8::from(person.age.is_none()))).collect();
    let mut answers = survey.answers().to_vec();
    answers.push(ages_unknown.iter().copied().map(Some).collect());
    let (linearised, bootstrap) = survey.prepared(|placements, base, columns| {
        let raked = rake(placements, base).unwrap();
        let mut columns = columns.to_vec();
        columns.push(Column::Values(&ages_unknown));
        let bootstrap = Bootstrap::reraked(placements, base, &columns).unwrap();
        (means(&Sample::raked(&raked).unwrap(), &answers).unwrap(), bootstrap)
    });
    let drawn = replicates(&bootstrap, 4_000);
    let errors: Vec<f64> = linearised.each.iter().map(|figure| figure.standard_error.unwrap()).collect();
    // A spread of 4,000 replicates is known to 1.1 per cent; this allows four and a half times that.
    for (actual, expected) in drawn.standard_errors(Centre::ReplicateMean).iter().zip(&errors) {
        assert!((actual / expected - 1.0).abs() < 0.05, "{actual} against {expected}");
    }
}

#[test]
fn the_share_of_those_whose_level_is_unknown_has_the_error_of_any_share() {
    let sex = Margin::new("sex", [("F", 51.0), ("M", 49.0)]).unwrap();
    let codes: Vec<Option<usize>> = (0..100).map(|row| (row >= 40).then_some(row % 3 % 2)).collect();
    let unknown: Vec<Option<f64>> = codes.iter().map(|code| Some(f64::from(u8::from(code.is_none())))).collect();
    let expected = (0.4_f64 * 0.6 / 99.0).sqrt();
    let raked = rake(&[Placement::new(&sex, &codes)], None).unwrap();
    let post = poststratify(&sex, &codes, None).unwrap();
    for sample in [Sample::raked(&raked).unwrap(), Sample::post_stratified(&post).unwrap()] {
        let estimates = means(&sample, &[&unknown]).unwrap();
        assert!((estimates.each[0].weighted - 0.4).abs() < 1e-12);
        let error = estimates.each[0].standard_error.unwrap();
        assert!((error / expected - 1.0).abs() < 1e-9, "{error} against {expected}");
    }
}

#[test]
fn one_margin_is_linearised_the_same_by_cells_by_bounds_and_by_post_stratification() {
    let survey = with_unknown(400);
    let margin = Margin::new("age", [("young", 30.0), ("middle", 45.0), ("old", 25.0)]).unwrap();
    let codes: Vec<_> = survey.people.iter().map(|person| person.age).collect();
    let base: Vec<_> = survey.people.iter().map(|person| person.base).collect();
    let placements = [Placement::new(&margin, &codes)];
    let raked = rake(&placements, Some(&base)).unwrap();
    let bounded = rake_bounded(&placements, Some(&base), Bounds::new(0.01, 100.0).unwrap()).unwrap();
    let post = poststratify(&margin, &codes, Some(&base)).unwrap();
    let errors = |sample: Sample<'_>| {
        let sample = sample.scaled_to(400.0).unwrap();
        let estimates = [means(&sample, &survey.answers()).unwrap(), totals(&sample, &survey.answers()).unwrap()];
        estimates.iter().flat_map(|e| e.each.clone()).map(|e| e.standard_error.unwrap()).collect::<Vec<_>>()
    };
    let expected = errors(Sample::post_stratified(&post).unwrap());
    same(&errors(Sample::raked(&raked).unwrap()), &expected, 1e-9);
    same(&errors(Sample::raked(&bounded).unwrap()), &expected, 1e-9);
}

#[test]
fn influence_by_one_margin_is_what_a_small_change_of_a_base_weight_does() {
    let survey = with_unknown(60);
    let margin = Margin::new("age", [("young", 30.0), ("middle", 45.0), ("old", 25.0)]).unwrap();
    let codes: Vec<_> = survey.people.iter().map(|person| person.age).collect();
    let base: Vec<_> = survey.people.iter().map(|person| person.base).collect();
    let values: Vec<f64> = survey.people.iter().map(|person| f64::from(person.pick)).collect();
    let mean = |base: &[f64]| {
        let post = poststratify(&margin, &codes, Some(base)).unwrap();
        post.weights().iter().zip(&values).map(|(weight, value)| weight * value).sum::<f64>() / 100.0
    };
    let post = poststratify(&margin, &codes, Some(&base)).unwrap();
    let centre = mean(&base);
    let scores: Vec<f64> = values.iter().map(|value| (value - centre) / 100.0).collect();
    let residuals = post.residuals(&scores).unwrap();
    let raked = rake(&[Placement::new(&margin, &codes)], Some(&base)).unwrap();
    same(&raked.residuals(&scores).unwrap(), &residuals, 1e-9);
    let influence = Sample::post_stratified(&post).unwrap().influence(&scores).unwrap();
    for row in 0..60 {
        let mut changed = base.clone();
        changed[row] *= 1.0 + 1e-6;
        let slope = (mean(&changed) - centre) / 1e-6;
        assert!((slope - influence[row]).abs() < 1e-7, "row {row}");
    }
}
