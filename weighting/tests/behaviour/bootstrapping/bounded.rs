//! Replicates of weights within bounds: the published estimator again, and not another one.

use proptest::prelude::*;
use weighting::bootstrap::{Bootstrap, BootstrapError, Centre, Failure, Plan};
use weighting::estimate::{Sample, means};
use weighting::progress::Progress;
use weighting::rake::{Bounds, RakeError, rake, rake_bounded};

use super::survey::{Person, Survey, replicates, same};

fn bounds(lower: f64, upper: f64) -> Bounds {
    Bounds::new(lower, upper).unwrap()
}

/// A survey with few people of 45 and over, so that their weights come to the cap.
fn skewed(people: usize, weighted: bool) -> Survey {
    let mut survey = Survey { weighted, ..Survey::of(people) };
    let mut old = 0;
    survey.people.retain(|person| {
        old += usize::from(person.age == Some(2));
        person.age != Some(2) || old % 2 == 0
    });
    survey
}

fn bounded(survey: &Survey, bounds: Bounds) -> Bootstrap {
    survey.prepared(|placements, base, columns| Bootstrap::reraked_bounded(placements, base, bounds, columns)).unwrap()
}

fn figures_of(survey: &Survey, bounds: Bounds) -> Result<Vec<f64>, RakeError> {
    let raked = survey.prepared(|placements, base, _| rake_bounded(placements, base, bounds))?;
    let estimates = means(&Sample::raked(&raked).unwrap(), &survey.answers()).unwrap();
    Ok(estimates.each.iter().map(|figure| figure.weighted).collect())
}

/// Those drawn, as a survey of their own.
fn drawn_of(survey: &Survey, times: &[u8]) -> Survey {
    let drawn = survey.people.iter().zip(times).filter(|(_, times)| **times > 0);
    let base = |person: &Person| if survey.weighted { person.base } else { 1.0 };
    let drawn = drawn.map(|(person, times)| Person { base: base(person) * f64::from(*times), ..*person });
    Survey { people: drawn.collect(), weighted: true }
}

/// The cap that holds some of these respondents and not all of a level.
fn binding(survey: &Survey) -> Bounds {
    let raked = survey.prepared(|placements, base, _| rake(placements, base)).unwrap();
    let base: Vec<f64> = survey.people.iter().map(|person| if survey.weighted { person.base } else { 1.0 }).collect();
    let mean = base.iter().sum::<f64>() / f64::from(u32::try_from(base.len()).unwrap());
    let needed = base.iter().zip(raked.weights()).map(|(base, weight)| weight / base);
    bounds(0.3, needed.fold(0.0, f64::max) * mean * 0.99)
}

#[test]
fn where_no_bound_binds_the_replicates_are_those_without_bounds() {
    for weighted in [false, true] {
        let survey = Survey { weighted, ..Survey::of(2_000) };
        let (with, without) = (bounded(&survey, bounds(0.01, 60.0)), survey.bootstrap());
        let (with, without) = (replicates(&with, 200), replicates(&without, 200));
        assert_eq!(with.kept(), without.kept());
        same(with.figures(), without.figures(), 1e-9);
        same(with.values(), without.values(), 1e-9);
    }
}

#[test]
fn where_a_bound_binds_each_replicate_is_what_bounded_raking_of_those_drawn_gives() {
    for weighted in [false, true] {
        let mut survey = skewed(900, weighted);
        survey.people.iter_mut().step_by(11).for_each(|person| person.age = None);
        let bounds = binding(&survey);
        let raked = survey.prepared(|placements, base, _| rake_bounded(placements, base, bounds)).unwrap();
        assert!(raked.at_upper() > 0, "the cap must bind");
        let bootstrap = bounded(&survey, bounds);
        same(bootstrap.figures(), &figures_of(&survey, bounds).unwrap(), 1e-12);

        let drawn = bootstrap.means(Plan { most_failed: 1.0, ..Plan::new(60, 2_026) }, &Progress::silent()).unwrap();
        let mut rows = drawn.rows();
        for number in 0..60 {
            let again = drawn_of(&survey, &bootstrap.multiplicities(2_026, number));
            match figures_of(&again, bounds) {
                Ok(expected) => same(rows.next().unwrap(), &expected, 1e-8),
                Err(refused) => assert!(drawn.failed().contains(&number), "{refused}"),
            }
        }
        assert!(rows.next().is_none());
        assert!(drawn.len() > 20, "{} of 60 were made", drawn.len());
    }
}

#[test]
fn the_spread_within_bounds_is_that_of_brute_force_and_not_the_one_without_bounds() {
    let survey = skewed(400, false);
    let bounds = binding(&survey);
    let bootstrap = bounded(&survey, bounds);
    let drawn = bootstrap.means(Plan { most_failed: 1.0, ..Plan::new(300, 7) }, &Progress::silent()).unwrap();
    let brute: Vec<Vec<f64>> = (0..300)
        .filter_map(|number| figures_of(&drawn_of(&survey, &bootstrap.multiplicities(7, number)), bounds).ok())
        .collect();
    assert_eq!(brute.len(), drawn.len());
    let made = f64::from(u32::try_from(brute.len()).unwrap());
    for (column, error) in drawn.standard_errors(Centre::ReplicateMean).into_iter().enumerate() {
        let mean = brute.iter().map(|row| row[column]).sum::<f64>() / made;
        let squares = brute.iter().map(|row| (row[column] - mean).powi(2)).sum::<f64>();
        let expected = (squares / (made - 1.0)).sqrt();
        assert!((error / expected - 1.0).abs() < 1e-6, "{error} against {expected}");
    }
    let without = survey.bootstrap();
    assert!((without.figures()[0] - bootstrap.figures()[0]).abs() > 1e-6);
}

#[test]
fn bounds_that_many_draws_cannot_keep_are_refused_with_their_number() {
    let survey = skewed(400, false);
    let raked = survey.prepared(|placements, base, _| rake(placements, base)).unwrap();
    let tight = (1..400_u32).map(|step| 1.0 + f64::from(step) / 100.0).find_map(|upper| {
        let bounds = bounds(0.2, upper);
        survey.prepared(|placements, base, _| rake_bounded(placements, base, bounds)).ok().map(|_| bounds)
    });
    let tight = tight.unwrap();
    assert!(raked.weights().iter().any(|weight| *weight > tight.upper()));
    let refused = bounded(&survey, tight).means(Plan::new(200, 1), &Progress::silent()).unwrap_err();
    let BootstrapError::TooManyFailed { failed, replicates: 200, reason: Failure::NotRaked } = refused else {
        panic!("{refused}")
    };
    assert!((20..180).contains(&failed), "{failed}");
    let refused = survey.prepared(|placements, base, columns| {
        Bootstrap::reraked_bounded(placements, base, bounds(0.99, 1.01), columns)
    });
    assert!(matches!(refused, Err(BootstrapError::Rake(RakeError::OutOfBounds { .. }))));
}

#[test]
fn the_number_of_threads_makes_no_difference_within_bounds() {
    let survey = skewed(3_000, true);
    let bootstrap = bounded(&survey, binding(&survey));
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| replicates(&bootstrap, 70))
    };
    let alone = with(1);
    assert_eq!(alone, with(2));
    assert_eq!(alone, with(8));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_respondents_makes_no_difference_within_bounds(turn in 0_usize..800, weighted in any::<bool>()) {
        let survey = skewed(800, weighted);
        let bounds = binding(&survey);
        let drawn = replicates(&bounded(&survey, bounds), 12);
        let mut other = survey;
        let turn = turn % other.people.len();
        other.people.rotate_left(turn);
        let turned = replicates(&bounded(&other, bounds), 12);
        prop_assert_eq!(drawn.kept(), turned.kept());
        prop_assert_eq!(drawn.values(), turned.values());
    }
}
