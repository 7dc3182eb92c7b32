//! Results that used to mislead without a word: each is refused or undefined now, or allows for what it left out.

use weighting::best_worst::{Counts, closed_form};
use weighting::design::{Design, Population};
use weighting::estimate::{
    EstimateError, ProportionMethod, Sample, TableStatistic, independence, proportion, proportion_interval,
};
use weighting::margin::{Margin, Placement};
use weighting::rake::{RakeError, rake_capped, rake_complete_cases};
use weighting::trim::{Limits, Sharing, TrimError, trim};

#[test]
fn a_table_of_everybody_leaves_nothing_to_test_by_any_statistic() {
    let rows = [0, 0, 1, 1, 0, 1].map(Some);
    let columns = [0, 1, 0, 1, 1, 1].map(Some);
    let design = Design::of(6).population(Population::Sizes(&[6.0; 6])).build().unwrap();
    let sample = Sample::of(&design);
    for statistic in [TableStatistic::F, TableStatistic::ChiSquared, TableStatistic::LinearCombination] {
        let refused = independence(&sample, &rows, &columns, statistic);
        assert_eq!(refused.unwrap_err(), EstimateError::NoVariation, "{statistic:?}");
    }
}

#[test]
fn ten_households_of_ten_who_all_agree_are_ten_voices() {
    let households: Vec<usize> = (0..100).map(|person| person / 10).collect();
    let design = Design::of(100).clusters(&households).build().unwrap();
    let everybody = [Some(true); 100];
    let method = ProportionMethod::default();
    let agreed = proportion(&Sample::of(&design), &everybody, method, 0.95).unwrap();
    assert!((agreed.interval.lower - 0.025_f64.powf(1.0 / 10.0)).abs() < 1e-12);
    let alone = proportion(&Sample::unweighted(100).unwrap(), &everybody, method, 0.95).unwrap();
    assert!((alone.interval.lower - 0.025_f64.powf(1.0 / 100.0)).abs() < 1e-12);
    let known = proportion_interval(agreed.estimate, method, 0.95, 9.0).unwrap();
    assert!((known.interval.lower - alone.interval.lower).abs() < 1e-12);
}

#[test]
fn unanimous_answers_of_unequal_weight_are_worth_their_effective_number() {
    let weights = [3.0, 1.0, 1.0, 1.0];
    let sample = Sample::fixed(&weights).unwrap();
    let agreed = proportion(&sample, &[Some(false); 4], ProportionMethod::Wilson, 0.95).unwrap();
    assert!((agreed.interval.upper - (1.0 - 0.025_f64.powf(1.0 / 3.0))).abs() < 1e-12);
}

#[test]
fn people_without_weight_add_nothing_to_the_size_of_an_exact_interval() {
    let weights: Vec<f64> = (0..40).map(|row| f64::from(u8::from(row < 20))).collect();
    let holds: Vec<Option<bool>> = (0..40).map(|row| Some(row % 4 == 0)).collect();
    let with = proportion(&Sample::fixed(&weights).unwrap(), &holds, ProportionMethod::KornGraubard, 0.95).unwrap();
    let alone = proportion(&Sample::unweighted(20).unwrap(), &holds[..20], ProportionMethod::KornGraubard, 0.95);
    let alone = alone.unwrap();
    assert_eq!(with.estimate.answered, 40);
    // What is left of a difference is the n/(n − 1) of the variance, in which all 40 are respondents.
    assert!((with.interval.lower / alone.interval.lower - 1.0).abs() < 0.02);
    assert!((with.interval.upper / alone.interval.upper - 1.0).abs() < 0.02);
}

#[test]
fn weights_near_the_largest_number_are_trimmed_without_overflow() {
    let mut weights = vec![1e308; 2];
    weights.extend([1e306; 96]);
    let trimmed = trim(&weights, Limits::at_most(2e307), Sharing::Once).unwrap();
    assert!((trimmed.weights()[0] - 2e307).abs() < 1e293);
    let share = 1e306 + 2.0 * (0.8e308 / 96.0);
    assert!((trimmed.weights()[50] / share - 1.0).abs() < 1e-12);
    assert_eq!(
        trim(&[1e308, 1e308, 1e308, 1e306], Limits::at_most(2e307), Sharing::Once).unwrap_err(),
        TrimError::TooLarge
    );
    let Err(TrimError::NoRoom { upper, .. }) = trim(&weights[..3], Limits::at_most(2e307), Sharing::UntilKept) else {
        panic!();
    };
    assert!((upper / 2e307 - 1.0).abs() < 1e-15);
}

#[test]
fn an_item_never_named_worst_has_no_ratio_and_takes_none_from_others() {
    let counts = Counts { shown: vec![4.0; 3], best: vec![4.0, 1.0, 0.0], worst: vec![0.0, 4.0, 0.0] };
    assert_eq!(counts.ratio_roots(), [None, Some(0.5), None]);
    assert_eq!(counts.standardised_ratio_roots(), [None, Some(1.0), None]);
    assert!(closed_form(&[f64::MAX; 2], &[f64::MAX / 2.0, 0.0], &[0.0, 1.0]).is_err());
}

#[test]
fn refusals_name_what_was_refused() {
    let sample = Sample::unweighted(3).unwrap();
    assert_eq!(sample.clone().scaled_to(0.0).unwrap_err(), EstimateError::BadTotal { total: 0.0 });
    assert!(matches!(sample.scaled_to(f64::NAN), Err(EstimateError::BadTotal { .. })));
    let alone = Sample::unweighted(1).unwrap();
    assert_eq!(alone.covariance(&[[1.0]]).unwrap_err(), EstimateError::NoStandardError);

    let age = Margin::new("age", [("under 45", 1.0), ("45 and over", 1.0)]).unwrap();
    let ages = [Some(0), Some(1), None, Some(1)];
    let placements = [Placement::new(&age, &ages)];
    let refused = rake_capped(&placements, None, 3.0, 1.0).unwrap_err();
    assert_eq!(refused, RakeError::BadConvergence { convergence: 1.0 });
    let complete = rake_complete_cases(&placements, None).unwrap();
    assert_eq!(complete.of(&["a", "b", "c", "d"]).unwrap(), ["a", "b", "d"]);
    assert_eq!(complete.of(&["a", "b"]).unwrap_err(), RakeError::ListTooShort { given: 2, row: 3 });
}
