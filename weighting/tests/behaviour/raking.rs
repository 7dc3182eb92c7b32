//! Refusals and results of raking on tables small enough to work out by hand.

use weighting::calibrate::{Auxiliary, CalibrateError, Method, calibrate};
use weighting::margin::{Margin, MarginError, Placement};
use weighting::merge::{MergeError, Neighbours, Thresholds, merge_levels};
use weighting::poststratify::poststratify;
use weighting::rake::{Bounds, RakeError, Raked, Side, rake, rake_bounded};

fn sex() -> Margin {
    Margin::new("sex", [("F", 50.0), ("M", 50.0)]).unwrap()
}

/// Rakes a table of counts over "row" and "column" within bounds.
fn bounded_table(
    counts: [[usize; 2]; 2],
    rows: [f64; 2],
    columns: [f64; 2],
    bounds: Bounds,
) -> Result<Raked, RakeError> {
    let margin = |name, [a, b]: [f64; 2]| Margin::new(name, [("1", a), ("2", b)]).unwrap();
    let (row, column) = (margin("row", rows), margin("column", columns));
    let places = [(0, 0), (0, 1), (1, 0), (1, 1)];
    let people = || places.into_iter().flat_map(|(i, j)| std::iter::repeat_n((i, j), counts[i][j]));
    let rows: Vec<_> = people().map(|(i, _)| Some(i)).collect();
    let columns: Vec<_> = people().map(|(_, j)| Some(j)).collect();
    rake_bounded(&[Placement::new(&row, &rows), Placement::new(&column, &columns)], None, bounds)
}

#[test]
fn nothing_to_weight_or_to_weight_to_is_refused() {
    assert_eq!(rake(&[], None).unwrap_err(), RakeError::NoMargins);
    assert_eq!(rake(&[Placement::new(&sex(), &[])], None).unwrap_err(), RakeError::NoRespondents);
}

#[test]
fn a_level_that_is_known_for_nobody_is_refused() {
    let refusal = rake(&[Placement::new(&sex(), &[None, None])], None).unwrap_err();
    assert!(matches!(refusal, RakeError::Margin(MarginError::EmptyLevel { level, .. }) if level == "F"));
}

#[test]
fn margins_that_place_different_numbers_of_respondents_are_refused() {
    let (sex, longer, shorter) = (sex(), [Some(0), Some(1), Some(1)], [Some(0), Some(1)]);
    let refusal = rake(&[Placement::new(&sex, &longer), Placement::new(&sex, &shorter)], None).unwrap_err();
    let expected = MarginError::LengthsDiffer { margin: "sex".into(), placed: 2, expected: 3 };
    assert_eq!(refusal, RakeError::Margin(expected));
}

#[test]
fn base_weights_that_cannot_be_used_are_refused() {
    let (sex, codes) = (sex(), [Some(0), Some(1)]);
    let placements = [Placement::new(&sex, &codes)];
    for weight in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-320] {
        let refusal = rake(&placements, Some(&[1.0, weight])).unwrap_err();
        assert!(matches!(refusal, RakeError::BadBase { row: 1, .. }), "{weight}");
    }
    let refusal = rake(&placements, Some(&[1.0])).unwrap_err();
    assert_eq!(refusal, RakeError::BaseLength { given: 1, expected: 2 });
}

#[test]
fn an_empty_level_without_a_target_is_no_obstacle() {
    let sex = Margin::new("sex", [("F", 50.0), ("M", 50.0), ("not asked", 0.0)]).unwrap();
    let raked = rake(&[Placement::new(&sex, &[Some(0), Some(1), Some(1)])], None).unwrap();
    assert!((raked.weights()[0] - 1.5).abs() < 1e-12);
}

#[test]
fn a_level_that_is_rounded_to_a_vanishing_target_is_still_met() {
    let sex = Margin::new("sex", [("F", 1.0), ("M", 1e-300)]).unwrap();
    let raked = rake(&[Placement::new(&sex, &[Some(0), Some(1)])], None).unwrap();
    assert!((raked.weights()[1] / 2e-300 - 1.0).abs() < 1e-10);
}

#[test]
fn a_respondent_unknown_on_every_margin_keeps_the_mean_weight() {
    let codes = [Some(0), Some(1), Some(1), Some(1), None];
    let raked = rake(&[Placement::new(&sex(), &codes)], None).unwrap();
    assert!((raked.weights()[4] - 1.0).abs() < 1e-12);
    assert!((raked.weights()[0] - 2.0).abs() < 1e-12);
}

#[test]
fn bounds_without_room_for_the_mean_are_refused() {
    for (lower, upper) in [(1.0, 5.0), (-0.1, 5.0), (0.2, 1.0), (0.2, f64::INFINITY), (f64::NAN, 5.0)] {
        assert!(matches!(Bounds::new(lower, upper), Err(RakeError::BadBounds { .. })), "{lower} to {upper}");
    }
}

#[test]
fn a_floor_above_what_one_level_needs_is_refused_and_names_the_level() {
    let bounds = Bounds::new(0.5, 5.0).unwrap();
    let refusal = bounded_table([[30, 30], [20, 20]], [20.0, 80.0], [50.0, 50.0], bounds).unwrap_err();
    let RakeError::OutOfBounds { margin, level, side, needed, .. } = refusal else { panic!("{refusal}") };
    assert_eq!((margin.as_str(), level.as_str(), side), ("row", "1", Side::Lower));
    assert!((needed - 1.0 / 3.0).abs() < 1e-9);
}

#[test]
fn a_cap_that_each_level_could_keep_but_all_together_cannot_is_refused_with_every_level() {
    let bounds = Bounds::new(0.2, 2.2).unwrap();
    let refusal = bounded_table([[19, 1], [1, 79]], [30.0, 70.0], [20.0, 80.0], bounds).unwrap_err();
    let RakeError::NotMet { miss, fits, .. } = refusal else { panic!("{refusal}") };
    assert!(miss > 0.01, "{miss}");
    assert_eq!(fits.len(), 4);
}

#[test]
fn a_cap_that_is_just_what_a_level_needs_is_kept() {
    let bounds = Bounds::new(0.2, 2.0).unwrap();
    let raked = bounded_table([[10, 10], [40, 40]], [40.0, 60.0], [55.0, 45.0], bounds).unwrap();
    assert_eq!(raked.at_upper(), 20);
    assert!(raked.weights().iter().all(|weight| *weight <= 2.0 + 1e-9));
}

#[test]
fn bounds_with_unknown_levels_meet_the_same_margins() {
    let sex = sex();
    let age = Margin::new("age", [("young", 60.0), ("old", 40.0)]).unwrap();
    let sexes: Vec<_> = (0..60).map(|row| [Some(0), Some(1), Some(1), None][row % 4]).collect();
    let ages: Vec<_> = (0..60).map(|row| [Some(0), Some(1), Some(1), Some(1), None][row % 5]).collect();
    let placements = [Placement::new(&sex, &sexes), Placement::new(&age, &ages)];
    let free = rake(&placements, None).unwrap();
    let loose = rake_bounded(&placements, None, Bounds::new(0.01, 50.0).unwrap()).unwrap();
    for (free, loose) in free.weights().iter().zip(loose.weights()) {
        assert!((free - loose).abs() < 1e-8);
    }
    let tight = rake_bounded(&placements, None, Bounds::new(0.2, 2.6).unwrap()).unwrap();
    assert!(tight.at_upper() > 0 && tight.miss() <= 1e-10);
}

#[test]
fn a_million_levels_of_which_few_are_answered_are_raked_or_refused() {
    let levels = 1_000_000;
    let targets = (0..levels).map(|level| (level.to_string(), if level < 3 { 1.0 } else { 0.0 }));
    let parish = Margin::new("parish", targets).unwrap();
    let codes = [Some(0), Some(1), Some(2), Some(2)];
    let placements = [Placement::new(&parish, &codes)];
    let raked = rake(&placements, None).unwrap();
    assert!((raked.weights()[3] - 2.0 / 3.0).abs() < 1e-12);
    let refusal = rake_bounded(&placements, None, Bounds::default()).unwrap_err();
    assert!(matches!(refusal, RakeError::TooManyLevels { .. }), "{refusal}");
    let post = poststratify(&parish, &codes, Some(&[1e-300, 1e-300, 1e-300, 3e-300])).unwrap();
    assert!((post.weights()[3] - 0.75).abs() < 1e-12);
    let auxiliaries = placements.map(Auxiliary::margin);
    let refusal = calibrate(&auxiliaries, None, Method::Raking).unwrap_err();
    assert!(matches!(refusal, CalibrateError::TooManyAuxiliaries { .. }), "{refusal}");
    let refusal = merge_levels(&placements[0], &Neighbours::InOrder, Thresholds::default()).unwrap_err();
    assert!(matches!(refusal, MergeError::TooManyLevels { .. }), "{refusal}");
}
