//! Estimates from answers few enough to work out by hand, and the answers that are refused.

use weighting::calibrate::{Auxiliary, Method, calibrate};
use weighting::estimate::{EstimateError, Sample, choosing, mean, means, point_shares, ranking, share, total};
use weighting::margin::{Margin, Placement};
use weighting::poststratify::poststratify;
use weighting::rake::rake;

fn near(actual: f64, expected: f64) -> bool {
    (actual - expected).abs() < 1e-12
}

#[test]
fn a_blank_leaves_the_base_with_its_weight() {
    let sample = Sample::fixed(&[1.0, 3.0, 100.0]).unwrap();
    let figure = share(&sample, &[Some(true), Some(false), None]).unwrap();
    assert!(near(figure.weighted, 0.25) && near(figure.unweighted, 0.5));
    assert_eq!(figure.answered, 2);
}

#[test]
fn a_sum_adds_the_weighted_values_of_those_who_answered() {
    let figure = total(&Sample::fixed(&[0.5, 1.5]).unwrap(), &[Some(4.0), Some(2.0)]).unwrap();
    assert!(near(figure.weighted, 5.0) && near(figure.unweighted, 6.0));
}

#[test]
fn one_answer_has_no_standard_error() {
    let sample = Sample::unweighted(3).unwrap();
    let figure = mean(&sample, &[Some(1.0), None, None]).unwrap();
    assert_eq!((figure.answered, figure.standard_error), (1, None));
    assert_eq!(means(&sample, &[[Some(1.0), None, None], [Some(1.0); 3]]).unwrap().covariance, None);
}

#[test]
fn a_standard_error_without_weights_is_the_textbook_one() {
    let figure = mean(&Sample::unweighted(4).unwrap(), &[1.0, 2.0, 3.0, 6.0].map(Some)).unwrap();
    assert!(near(figure.standard_error.unwrap(), (14.0 / 3.0 / 4.0_f64).sqrt()));
}

#[test]
fn a_ranking_scores_its_places_and_leaves_the_unranked_at_zero() {
    let answers = [Some(vec![2, 0]), Some(vec![0, 1, 2]), None];
    let figures = ranking(&Sample::unweighted(3).unwrap(), 4, 3, &answers).unwrap();
    let borda: Vec<f64> = figures.borda.each.iter().map(|figure| figure.weighted).collect();
    let expected = [5.0 / 6.0, 1.0 / 3.0, 2.0 / 3.0, 0.0];
    assert!(borda.iter().zip(expected).all(|(borda, expected)| near(*borda, expected)), "{borda:?}");
    let first: Vec<f64> = figures.first.each.iter().map(|figure| figure.weighted).collect();
    assert_eq!(first, [0.5, 0.0, 0.5, 0.0]);
    assert_eq!(figures.borda.each[3].answered, 2);
}

#[test]
fn a_ranking_that_breaks_the_rules_is_refused() {
    let sample = Sample::unweighted(1).unwrap();
    let refusal = |answer: &[usize]| ranking(&sample, 4, 3, &[Some(answer)]).unwrap_err();
    assert_eq!(refusal(&[]), EstimateError::BadRanking { row: 0, ranked: 0, most: 3 });
    assert_eq!(refusal(&[0, 1, 2, 3]), EstimateError::BadRanking { row: 0, ranked: 4, most: 3 });
    assert_eq!(refusal(&[1, 1]), EstimateError::RepeatedOption { row: 0, option: 1 });
    assert_eq!(refusal(&[4]), EstimateError::UnknownOption { row: 0, option: 4 });
}

#[test]
fn choosing_nothing_is_an_answer_and_a_blank_is_not() {
    let answers = [Some(vec![0, 1]), Some(vec![]), None, Some(vec![1])];
    let figures = choosing(&Sample::unweighted(4).unwrap(), 2, &answers).unwrap();
    assert!(near(figures.choosing.each[1].weighted, 2.0 / 3.0));
    assert!(near(figures.split.each[1].weighted, 0.5));
    assert_eq!(figures.split.each[0].answered, 3);
}

#[test]
fn points_count_each_respondent_the_same_whatever_total_they_used() {
    let figures = point_shares(&Sample::unweighted(2).unwrap(), 2, &[Some([100.0, 0.0]), Some([1.0, 1.0])]).unwrap();
    assert!(near(figures.each[0].weighted, 0.75) && near(figures.each[1].weighted, 0.25));
}

#[test]
fn points_that_are_not_shared_out_are_refused() {
    let sample = Sample::unweighted(1).unwrap();
    for answer in [vec![0.0, 0.0], vec![1.0], vec![2.0, -1.0], vec![f64::NAN, 1.0], vec![f64::MAX, f64::MAX]] {
        assert_eq!(point_shares(&sample, 2, &[Some(answer)]), Err(EstimateError::BadPoints { row: 0 }));
    }
}

#[test]
fn answers_that_cannot_be_calculated_with_are_refused() {
    let sample = Sample::unweighted(2).unwrap();
    let expected = EstimateError::LengthsDiffer { answers: 1, respondents: 2 };
    assert_eq!(mean(&sample, &[Some(1.0)]), Err(expected));
    assert!(matches!(mean(&sample, &[None, Some(f64::NAN)]), Err(EstimateError::BadValue { row: 1, .. })));
    assert_eq!(mean(&sample, &[None, None]), Err(EstimateError::NobodyAnswered));
    assert_eq!(mean(&sample, &[Some(f64::MAX), Some(f64::MAX)]), Err(EstimateError::TooLarge));
    assert_eq!(means(&sample, &[[Some(0.0); 2]]).unwrap().shares(), Err(EstimateError::NoShares));
}

#[test]
fn weights_that_cannot_be_used_are_refused() {
    assert_eq!(Sample::unweighted(0).unwrap_err(), EstimateError::NoWeight);
    assert_eq!(Sample::fixed(&[0.0]).unwrap_err(), EstimateError::NoWeight);
    assert_eq!(Sample::fixed(&[1.0, -1.0]).unwrap_err(), EstimateError::BadWeight { row: 1, weight: -1.0 });
    assert_eq!(Sample::fixed(&[f64::MAX, f64::MAX]).unwrap_err(), EstimateError::TooLarge);
}

#[test]
fn weights_know_their_totals_whichever_way_they_were_made() {
    let hours = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0].map(Some);
    let codes = [0, 0, 0, 1, 1, 1, 1, 1].map(Some);
    let age = Margin::new("age", [("under 45", 600.0), ("45 and over", 400.0)]).unwrap();

    let raked = rake(&[Placement::new(&age, &codes)], None).unwrap();
    let post = poststratify(&age, &codes, None).unwrap();
    let auxiliaries = [Auxiliary::margin(Placement::new(&age, &codes))];
    let calibrated = calibrate(&auxiliaries, None, Method::Raking).unwrap();
    let samples = [
        Sample::raked(&raked).unwrap(),
        Sample::post_stratified(&post).unwrap(),
        Sample::calibration(&calibrated).unwrap(),
    ];
    let figures = samples.each_ref().map(|sample| mean(sample, &hours).unwrap());
    let unaware = mean(&Sample::fixed(raked.weights()).unwrap(), &hours).unwrap();

    for figure in figures {
        assert!(near(figure.weighted, unaware.weighted), "{figure:?}");
        assert!(near(figure.standard_error.unwrap(), figures[0].standard_error.unwrap()), "{figure:?}");
        assert!(figure.standard_error.unwrap() < unaware.standard_error.unwrap());
    }
}
