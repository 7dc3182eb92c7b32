//! The bootstrap: the same bits whatever the threads and the order, the right spread, and a refusal for what cannot be.

mod bounded;
mod clusters;
mod keys;
mod properties;
mod survey;
mod unknown;

use std::ops::ControlFlow;

use weighting::bootstrap::{BLANK, Bootstrap, BootstrapError, Centre, Column, Failure, Plan};
use weighting::estimate::{Sample, means};
use weighting::margin::{Margin, Placement};
use weighting::progress::Progress;
use weighting::rake::rake;

use survey::{Person, Survey, plan, replicates, same};

#[test]
fn the_number_of_threads_makes_no_difference_to_the_last_bit() {
    for weighted in [false, true] {
        let bootstrap = Survey { weighted, ..Survey::of(9_000) }.bootstrap();
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let mean = |weights: &[f64]| vec![weights.iter().take(100).sum()];
                let influence = [(0..9_000).map(f64::from).collect::<Vec<_>>()];
                (
                    replicates(&bootstrap, 70),
                    bootstrap.with_replicates(plan(9), &Progress::silent(), mean).unwrap(),
                    bootstrap.one_step(plan(9), &Progress::silent(), &[1.0], &influence).unwrap(),
                )
            })
        };
        let alone = with(1);
        assert_eq!(alone, with(2));
        assert_eq!(alone, with(8));
    }
}

#[test]
fn drawn_replicates_are_those_of_their_multiplicities() {
    for weighted in [false, true] {
        let bootstrap = Survey { weighted, ..Survey::of(9_000) }.bootstrap();
        let drawn = replicates(&bootstrap, 5);
        let multiplicities: Vec<Vec<f64>> =
            (0..5).map(|number| bootstrap.multiplicities(2_026, number).into_iter().map(f64::from).collect()).collect();
        let given = bootstrap.means_given(&multiplicities, 0.0).unwrap();
        same(drawn.values(), given.values(), 1e-12);
        same(drawn.figures(), given.figures(), 1e-12);
    }
}

#[test]
fn a_replicate_is_what_raking_those_drawn_gives() {
    let survey = Survey { weighted: true, ..Survey::of(600) };
    let bootstrap = survey.bootstrap();
    let drawn = replicates(&bootstrap, 3);
    for (number, row) in drawn.rows().enumerate() {
        let times = bootstrap.multiplicities(2_026, number);
        let mut again = survey.clone();
        again.people.clear();
        for (person, times) in survey.people.iter().zip(times).filter(|(_, times)| *times > 0) {
            again.people.push(Person { base: person.base * f64::from(times), ..*person });
        }
        let raked = again.prepared(|placements, base, _| rake(placements, base)).unwrap();
        let expected = means(&Sample::raked(&raked).unwrap(), &again.answers()).unwrap();
        same(row, &expected.each.map_to(|figure| figure.weighted), 1e-9);
    }
}

/// One number of each of many things.
trait MapTo<T> {
    fn map_to(&self, turn: impl Fn(&T) -> f64) -> Vec<f64>;
}

impl<T> MapTo<T> for Vec<T> {
    fn map_to(&self, turn: impl Fn(&T) -> f64) -> Vec<f64> {
        self.iter().map(turn).collect()
    }
}

#[test]
fn the_spread_is_that_of_linearisation_within_the_error_of_drawing() {
    let survey = Survey::of(3_000);
    let raked = survey.prepared(|placements, base, _| rake(placements, base)).unwrap();
    let linearised = means(&Sample::raked(&raked).unwrap(), &survey.answers()).unwrap();
    let bootstrap = survey.bootstrap();
    let drawn = replicates(&bootstrap, 4_000);
    same(drawn.figures(), &linearised.each.map_to(|figure| figure.weighted), 1e-12);
    // A spread of 4,000 replicates is known to 1.1 per cent; this allows four and a half times that.
    let errors = linearised.each.map_to(|figure| figure.standard_error.unwrap());
    for (actual, expected) in drawn.standard_errors(Centre::ReplicateMean).iter().zip(&errors) {
        assert!((actual / expected - 1.0).abs() < 0.05, "{actual} against {expected}");
    }
    for ((lower, upper), error) in drawn.percentile_intervals(0.95).iter().zip(&errors) {
        assert!(((upper - lower) / (2.0 * 1.96 * error) - 1.0).abs() < 0.1);
    }
    let (actual, expected) = (drawn.covariance(Centre::FullSample), linearised.covariance.unwrap());
    for j in 0..3 {
        for k in 0..3 {
            assert!((actual[j][k] - expected[j][k]).abs() < 0.07 * errors[j] * errors[k]);
        }
    }
}

#[test]
fn answers_in_bytes_and_in_any_numbers_have_the_same_replicates() {
    let codes: Vec<u8> = [BLANK].into_iter().chain(0..=10).cycle().take(5_000).collect();
    let whole: Vec<Option<f64>> =
        codes.iter().map(|&code| Some(code).filter(|&code| code != BLANK).map(f64::from)).collect();
    let shifted: Vec<Option<f64>> = whole.iter().map(|answer| answer.map(|value| value + 0.5)).collect();
    let base = vec![1.0; codes.len()];
    let with = |column| replicates(&Bootstrap::unraked(&base, &[column]).unwrap(), 40);
    let bytes = with(Column::Codes(&codes));
    assert_eq!(bytes, with(Column::Answers(&whole)));
    let back: Vec<f64> = with(Column::Answers(&shifted)).values().iter().map(|value| value - 0.5).collect();
    same(bytes.values(), &back, 1e-12);
}

#[test]
fn seeds_and_replicates_differ() {
    let bootstrap = Survey::of(500).bootstrap();
    let with = |seed| bootstrap.means(Plan { seed, ..plan(10) }, &Progress::silent()).unwrap();
    let (first, second) = (with(1), with(2));
    assert!(first.rows().zip(second.rows()).all(|(first, second)| first != second));
    assert!(first.rows().zip(first.rows().skip(1)).all(|(first, second)| first != second));
}

#[test]
fn the_mean_as_a_general_statistic_is_the_mean() {
    let survey = Survey { weighted: true, ..Survey::of(700) };
    let bootstrap = survey.bootstrap();
    let [scores, ..] = survey.answers();
    let mean = |weights: &[f64]| {
        let answered = || scores.iter().zip(weights).filter_map(|(score, weight)| score.map(|score| (score, weight)));
        let sum: f64 = answered().map(|(score, weight)| score * weight).sum();
        vec![sum / answered().map(|(_, weight)| weight).sum::<f64>(), weights.iter().sum::<f64>()]
    };
    let general = bootstrap.with_replicates(plan(20), &Progress::silent(), mean).unwrap();
    for (general, drawn) in general.rows().zip(replicates(&bootstrap, 20).rows()) {
        same(general, &[drawn[0], 700.0], 1e-12);
    }
}

#[test]
fn one_step_of_a_mean_spreads_as_the_mean_does() {
    let survey = Survey::of(2_000);
    let values: Vec<f64> = survey.people.iter().map(|person| f64::from(person.pick)).collect();
    let base = vec![1.0; values.len()];
    let bootstrap = Bootstrap::unraked(&base, &[Column::Values(&values)]).unwrap();
    let mean = bootstrap.figures()[0];
    let influence: Vec<f64> = values.iter().map(|value| (value - mean) / 2_000.0).collect();
    let stepped = bootstrap.one_step(plan(300), &Progress::silent(), &[mean], &[influence]).unwrap();
    let drawn = replicates(&bootstrap, 300);
    // The step leaves out a product of two errors, each about a fiftieth.
    for (stepped, drawn) in stepped.rows().zip(drawn.rows()) {
        assert!((stepped[0] - drawn[0]).abs() < 4e-3, "{} against {}", stepped[0], drawn[0]);
    }
    let refused = bootstrap.one_step(plan(300), &Progress::silent(), &[mean, mean], &[values]);
    assert_eq!(refused.unwrap_err(), BootstrapError::InfluenceColumns { influence: 1, estimates: 2 });
}

#[test]
fn a_level_with_one_respondent_fails_too_many_replicates() {
    let mut survey = Survey::of(400);
    let mut seen = false;
    survey.people.retain(|person| person.age != Some(2) || !std::mem::replace(&mut seen, true));
    let bootstrap = survey.bootstrap();
    let refused = bootstrap.means(Plan::new(1_000, 1), &Progress::silent()).unwrap_err();
    let BootstrapError::TooManyFailed { failed, replicates: 1_000, reason: Failure::NotRaked } = refused else {
        panic!("{refused}");
    };
    // Poisson(1) leaves one respondent out in 368 of 1,000.
    assert!((300..440).contains(&failed), "{failed}");
    let kept = bootstrap.means(Plan { most_failed: 0.5, ..Plan::new(1_000, 1) }, &Progress::silent()).unwrap();
    assert_eq!(kept.failed().len(), failed);
    assert_eq!(kept.len() + failed, 1_000);
}

#[test]
fn an_item_that_hardly_anybody_answered_is_named() {
    let mut answers = vec![None; 300];
    answers[7] = Some(1.0);
    let refused = Bootstrap::unraked(&[1.0; 300], &[Column::Values(&[2.0; 300]), Column::Answers(&answers)]).unwrap();
    let refused = refused.means(Plan::new(100, 1), &Progress::silent()).unwrap_err();
    assert!(matches!(refused, BootstrapError::TooManyFailed { reason: Failure::NobodyDrawn { column: 1 }, .. }));
    assert!(refused.to_string().contains("column 1"));
}

#[test]
fn a_watcher_sees_the_run_and_stops_it() {
    let bootstrap = Survey::of(500).bootstrap();
    let mut last = 0;
    let watched = Progress::watched_by(|so_far| {
        last = so_far.done;
        ControlFlow::Continue(())
    });
    bootstrap.means(plan(200), &watched).unwrap();
    drop(watched);
    assert_eq!(last, 200);
    let stopped = Progress::watched_by(|_| ControlFlow::Break(()));
    assert!(matches!(bootstrap.means(plan(200), &stopped), Err(BootstrapError::Cancelled(_))));
    let statistic = |_: &[f64]| vec![1.0];
    assert!(matches!(bootstrap.with_replicates(plan(200), &stopped, statistic), Err(BootstrapError::Cancelled(_))));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert_eq!(Bootstrap::unraked(&[], &[]).unwrap_err(), BootstrapError::NoRespondents);
    assert!(matches!(Bootstrap::unraked(&[1.0, f64::NAN], &[]), Err(BootstrapError::BadBase { row: 1, .. })));
    assert!(matches!(Bootstrap::unraked(&[1.0, 1e-320], &[]), Err(BootstrapError::BadBase { row: 1, .. })));
    assert!(matches!(Bootstrap::reraked(&[], None, &[]), Err(BootstrapError::Rake(_))));
    let column = |values: &'static [f64]| Bootstrap::unraked(&[1.0; 3], &[Column::Values(values)]).unwrap_err();
    assert_eq!(column(&[1.0]), BootstrapError::LengthsDiffer { column: 0, answers: 1, respondents: 3 });
    assert!(matches!(column(&[1.0, f64::INFINITY, 1.0]), BootstrapError::BadValue { column: 0, row: 1, .. }));
    assert!(matches!(column(&[f64::MAX; 3]), BootstrapError::TooLarge { column: 0 }));
    let blank = Bootstrap::unraked(&[1.0; 2], &[Column::Codes(&[BLANK; 2])]).unwrap_err();
    assert_eq!(blank, BootstrapError::NobodyAnswered { column: 0 });
    let bootstrap = Bootstrap::unraked(&[1.0; 50], &[Column::Values(&[1.0; 50])]).unwrap();
    for replicates in [0, 1, usize::MAX] {
        let refused = bootstrap.means(Plan::new(replicates, 1), &Progress::silent());
        assert!(matches!(refused, Err(BootstrapError::BadPlan { .. })));
    }
    for most_failed in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
        let refused = bootstrap.means(Plan { most_failed, ..Plan::new(10, 1) }, &Progress::silent());
        assert!(matches!(refused, Err(BootstrapError::BadMostFailed { .. })));
    }
    let given = |times: Vec<f64>| bootstrap.means_given(&[vec![1.0; 50], times], 0.0).unwrap_err();
    assert!(matches!(given(vec![1.0; 3]), BootstrapError::MultiplicityLength { replicate: 1, .. }));
    assert!(matches!(given(vec![-1.0; 50]), BootstrapError::BadMultiplicity { replicate: 1, row: 0, .. }));
    assert!(matches!(given(vec![0.0; 50]), BootstrapError::TooManyFailed { .. }));
}

#[test]
fn a_million_levels_are_drawn_and_raked() {
    let levels = 1_000_000;
    let parish = Margin::new("parish", (0..levels).map(|level: usize| (level.to_string(), 1.0))).unwrap();
    let codes: Vec<_> = (0..levels).map(Some).collect();
    let scores: Vec<u8> = (0..11).cycle().take(levels).collect();
    let bootstrap = Bootstrap::reraked(&[Placement::new(&parish, &codes)], None, &[Column::Codes(&scores)]).unwrap();
    let refused = bootstrap.means(Plan::new(2, 1), &Progress::silent()).unwrap_err();
    assert!(matches!(refused, BootstrapError::TooManyFailed { failed: 2, reason: Failure::NotRaked, .. }));
}
