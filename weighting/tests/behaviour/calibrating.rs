//! Calibrations small enough to work out by hand, totals that cannot be met, and what holds for any auxiliaries.

use proptest::prelude::*;
use weighting::calibrate::{Auxiliary, CalibrateError, Calibration, Method, calibrate};
use weighting::margin::{Margin, MarginError, Placement};
use weighting::rake::{Bounds, Side, rake, rake_bounded};

fn near(actual: f64, expected: f64) -> bool {
    (actual - expected).abs() <= 1e-12 * expected.abs().max(1.0)
}

fn bounded(lower: f64, upper: f64) -> Method {
    Method::RakingBounded(Bounds::new(lower, upper).unwrap())
}

#[test]
fn greg_on_one_number_is_the_regression_estimator() {
    let x = [1.0, 2.0, 3.0, 4.0];
    let auxiliaries = [Auxiliary::intercept(40.0), Auxiliary::column("x", &x, 120.0)];
    let calibrated = calibrate(&auxiliaries, Some(&[10.0; 4]), Method::Linear).unwrap();
    // The mean must move from 2.5 to 3: g = 1 + 0.5 (x - 2.5) / 1.25.
    for (ratio, x) in calibrated.ratios().iter().zip(x) {
        assert!(near(*ratio, 1.0 + 0.4 * (x - 2.5)), "{ratio}");
    }
    assert_eq!((calibrated.steps(), calibrated.negative()), (1, 0));
    let [intercept, slope] = [0, 1].map(|i| calibrated.totals()[i].coefficient);
    assert!(near(slope, 0.4) && near(intercept, -1.0));
}

#[test]
fn greg_may_give_negative_weights_and_says_how_many_and_bounds_prevent_them() {
    let x = [0.0, 0.0, 0.0, 1.0, 10.0];
    let auxiliaries = [Auxiliary::intercept(5.0), Auxiliary::column("x", &x, 46.0)];
    let calibrated = calibrate(&auxiliaries, None, Method::Linear).unwrap();
    assert!(calibrated.negative() > 0);
    let kept = calibrate(&auxiliaries, None, bounded(0.05, 5.0)).unwrap();
    assert!(kept.weights().iter().all(|weight| *weight >= 0.05 - 1e-9));
}

#[test]
fn without_base_weights_everybody_starts_from_population_over_respondents() {
    let auxiliaries = [Auxiliary::column("one", &[1.0; 4], 100.0)];
    let calibrated = calibrate(&auxiliaries, None, bounded(0.9, 1.1)).unwrap();
    assert_eq!(calibrated.weights(), [25.0; 4]);
    assert!(calibrated.ratios().iter().all(|ratio| near(*ratio, 1.0)));
}

#[test]
fn a_year_beside_an_intercept_keeps_its_digits() {
    let years = [1_000_000_001.0, 1_000_000_002.0, 1_000_000_003.0, 1_000_000_004.0];
    let auxiliaries = [Auxiliary::intercept(4.0), Auxiliary::column("year", &years, 4_000_000_011.0)];
    let calibrated = calibrate(&auxiliaries, None, Method::Linear).unwrap();
    for (ratio, expected) in calibrated.ratios().iter().zip([0.7, 0.9, 1.1, 1.3]) {
        assert!((ratio - expected).abs() < 1e-12, "{ratio}");
    }
}

#[test]
fn a_column_that_says_what_others_say_is_met_all_the_same() {
    let (x, double) = ([1.0, 2.0, 4.0], [2.0, 4.0, 8.0]);
    let columns = |total| {
        [Auxiliary::intercept(3.0), Auxiliary::column("x", &x, 8.0), Auxiliary::column("double", &double, total)]
    };
    let both = columns(16.0);
    assert!(calibrate(&both, None, Method::Linear).is_ok());
    let against = columns(17.0);
    let refusal = calibrate(&against, None, Method::Linear).unwrap_err();
    assert!(matches!(&refusal, CalibrateError::NotMet { totals, .. } if totals.len() == 3), "{refusal}");
}

#[test]
fn a_bound_that_one_level_cannot_keep_is_refused_and_names_the_level() {
    let sex = Margin::new("sex", [("F", 90.0), ("M", 10.0)]).unwrap();
    let codes = [Some(0), Some(1), Some(1), Some(1)];
    let auxiliaries = [Auxiliary::margin(Placement::new(&sex, &codes))];
    let refusal = calibrate(&auxiliaries, None, bounded(0.0, 2.0)).unwrap_err();
    let CalibrateError::OutOfBounds { level, side, needed, .. } = &refusal else { panic!("{refusal}") };
    assert_eq!((level.as_str(), *side), ("F", Side::Upper));
    assert!(near(*needed, 3.6));
}

#[test]
fn a_total_beyond_what_bounds_reach_is_refused_with_what_they_reach() {
    let x = [0.0, 10.0, 20.0];
    let auxiliaries = [Auxiliary::intercept(30.0), Auxiliary::column("x", &x, 500.0)];
    for (method, most) in [(Method::LinearBounded(Bounds::new(0.5, 1.5).unwrap()), 400.0), (bounded(0.0, 2.0), 500.0)] {
        let made = calibrate(&auxiliaries, None, method);
        match made {
            Err(CalibrateError::OutOfReach { least, most: reached, .. }) => {
                assert!(near(least, 200.0) && near(reached, most), "{least} to {reached}");
            }
            Err(CalibrateError::NotMet { .. }) | Ok(_) => assert!(most >= 500.0),
            Err(refusal) => panic!("{refusal}"),
        }
    }
    let beyond = [Auxiliary::intercept(30.0), Auxiliary::column("x", &x, 601.0)];
    let refusal = calibrate(&beyond, None, Method::Raking).unwrap_err();
    assert!(matches!(refusal, CalibrateError::OutOfReach { most, .. } if near(most, 600.0)), "{refusal}");
}

#[test]
fn totals_that_only_together_are_beyond_the_bounds_are_refused_with_achieved_against_target() {
    let (x, z) = ([0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]);
    let columns = [Auxiliary::intercept(4.0), Auxiliary::column("x", &x, 2.9), Auxiliary::column("z", &z, 1.1)];
    let refusal = calibrate(&columns, None, bounded(0.5, 1.5)).unwrap_err();
    let CalibrateError::NotMet { totals, miss, .. } = &refusal else { panic!("{refusal}") };
    assert!(*miss > 1e-3 && totals.len() == 3);
    assert!(refusal.to_string().contains("furthest off is"), "{refusal}");
}

#[test]
fn what_cannot_be_calibrated_to_is_refused() {
    let x = [1.0, 2.0];
    let one = |auxiliary| [auxiliary];
    assert_eq!(calibrate(&[], None, Method::Linear).unwrap_err(), CalibrateError::NoAuxiliaries);
    let empty = one(Auxiliary::column("x", &[], 1.0));
    assert_eq!(calibrate(&empty, None, Method::Linear).unwrap_err(), CalibrateError::NoRespondents);
    let alone = one(Auxiliary::intercept(5.0));
    assert_eq!(calibrate(&alone, None, Method::Linear).unwrap_err(), CalibrateError::NoRespondents);
    let zeros = one(Auxiliary::column("zeros", &[0.0, 0.0], 1.0));
    assert!(matches!(calibrate(&zeros, None, Method::Linear), Err(CalibrateError::OutOfReach { .. })));
    let odd = one(Auxiliary::column("x", &[1.0, f64::NAN], 1.0));
    assert!(matches!(calibrate(&odd, None, Method::Linear), Err(CalibrateError::BadValue { row: 1, .. })));
    let endless = one(Auxiliary::column("x", &x, f64::INFINITY));
    assert!(matches!(calibrate(&endless, None, Method::Linear), Err(CalibrateError::BadTotal { .. })));
    let fine = one(Auxiliary::column("x", &x, 4.0));
    assert!(matches!(calibrate(&fine, Some(&[1.0]), Method::Linear), Err(CalibrateError::LengthsDiffer { .. })));
    assert!(matches!(calibrate(&fine, Some(&[1.0, 0.0]), Method::Linear), Err(CalibrateError::BadBase { row: 1, .. })));
    let varied = Calibration::to(&fine, Method::Linear).variances(&[1.0, -1.0]).make();
    assert!(matches!(varied, Err(CalibrateError::BadVariance { row: 1, .. })));
    let disagree = [Auxiliary::intercept(5.0), Auxiliary::column("one", &[1.0, 1.0], 6.0)];
    let refusal = calibrate(&disagree, None, Method::Linear).unwrap_err();
    assert!(matches!(refusal, CalibrateError::Margin(MarginError::TotalsDisagree { .. })), "{refusal}");
}

#[test]
fn a_level_that_is_not_known_is_refused_with_what_to_do() {
    let sex = Margin::new("sex", [("F", 5.0), ("M", 5.0)]).unwrap();
    let codes = [Some(0), Some(1), None];
    let auxiliaries = [Auxiliary::margin(Placement::new(&sex, &codes))];
    let refusal = calibrate(&auxiliaries, None, Method::Linear).unwrap_err();
    assert_eq!(refusal, CalibrateError::UnknownLevel { margin: "sex".into(), row: 2 });
}

/// Respondents with two levels, two numbers and a base weight each.
fn people() -> impl Strategy<Value = Vec<(usize, usize, f64, f64, f64)>> {
    prop::collection::vec((0_usize..2, 0_usize..3, -5.0..5.0, 0.0..100.0, 0.5..2.0), 12..50)
}

/// Adds one person per cell, so that no level is empty.
fn filled(mut people: Vec<(usize, usize, f64, f64, f64)>) -> Vec<(usize, usize, f64, f64, f64)> {
    people.extend((0..6).map(|cell| (cell % 2, cell / 2, 1.0, 50.0, 1.0)));
    people
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn totals_of_some_weights_within_the_bounds_are_always_found(people in people(), ratios in prop::collection::vec(0.6..1.6, 56)) {
        let people = filled(people);
        let base: Vec<f64> = people.iter().map(|person| person.4).collect();
        let known: Vec<f64> = base.iter().zip(&ratios).map(|(base, ratio)| base * ratio).collect();
        let (x, z): (Vec<f64>, Vec<f64>) = people.iter().map(|person| (person.2, person.3)).unzip();
        let total = |values: &[f64]| values.iter().zip(&known).map(|(value, weight)| value * weight).sum::<f64>();
        let targets = (0..3).map(|level| {
            let weights = people.iter().zip(&known).filter(|(person, _)| person.1 == level).map(|(_, weight)| weight);
            (level.to_string(), weights.sum::<f64>())
        });
        let margin = Margin::new("level", targets).unwrap();
        let codes: Vec<_> = people.iter().map(|person| Some(person.1)).collect();
        let auxiliaries = [
            Auxiliary::margin(Placement::new(&margin, &codes)),
            Auxiliary::column("x", &x, total(&x)),
            Auxiliary::column("z", &z, total(&z)),
        ];
        let bounds = Bounds::new(0.4, 2.0).unwrap();
        for method in [Method::Linear, Method::Raking, Method::LinearBounded(bounds), Method::RakingBounded(bounds), Method::Logit(bounds)] {
            let calibrated = calibrate(&auxiliaries, Some(&base), method).unwrap();
            prop_assert!(calibrated.miss() <= 1e-10);
            for (column, values) in [&x, &z].into_iter().enumerate() {
                let achieved = values.iter().zip(calibrated.weights()).map(|(value, weight)| value * weight).sum::<f64>();
                let size = values.iter().zip(&base).map(|(value, base)| (value * base).abs()).sum::<f64>();
                prop_assert!((achieved - total(values)).abs() <= 1e-8 * size, "{column} {method:?}");
            }
            if method.bounds().is_some() {
                prop_assert!(calibrated.ratios().iter().all(|ratio| (0.4 - 1e-9..=2.0 + 1e-9).contains(ratio)));
            }
            // Residuals are orthogonal to the auxiliaries under base weights.
            let residuals = calibrated.residuals(&z).unwrap();
            prop_assert!(residuals.iter().all(|residual| residual.abs() < 1e-6));
        }
    }

    #[test]
    fn margins_alone_give_the_weights_of_raking(people in people(), f in 0.4..0.6) {
        let people = filled(people);
        let base: Vec<f64> = people.iter().map(|person| person.4).collect();
        let sex = Margin::new("sex", [("F", f), ("M", 1.0 - f)]).unwrap();
        let age = Margin::new("age", [("a", 0.3), ("b", 0.3), ("c", 0.4)]).unwrap();
        let codes = [people.iter().map(|p| Some(p.0)).collect::<Vec<_>>(), people.iter().map(|p| Some(p.1)).collect()];
        let placements = [Placement::new(&sex, &codes[0]), Placement::new(&age, &codes[1])];
        let auxiliaries = placements.map(Auxiliary::margin);
        let mean = 1.0 / base.iter().map(|_| 1.0).sum::<f64>();
        let raked = rake(&placements, Some(&base)).unwrap();
        let calibrated = calibrate(&auxiliaries, Some(&base), Method::Raking).unwrap();
        for (calibrated, raked) in calibrated.weights().iter().zip(raked.weights()) {
            prop_assert!((calibrated / (raked * mean) - 1.0).abs() < 1e-8);
        }
        let bounds = Bounds::new(0.3, 3.0).unwrap();
        if let Ok(bounded) = rake_bounded(&placements, Some(&base), bounds) {
            let sum = base.iter().sum::<f64>();
            let scaled: Vec<f64> = base.iter().map(|base| base / sum).collect();
            let calibrated = calibrate(&auxiliaries, Some(&scaled), Method::RakingBounded(bounds)).unwrap();
            for (calibrated, bounded) in calibrated.weights().iter().zip(bounded.weights()) {
                prop_assert!((calibrated / (bounded * mean) - 1.0).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn no_input_makes_a_calibration_panic(
        values in prop::collection::vec(prop_oneof![any::<f64>(), Just(0.0), -1.0..1.0, Just(1e-300), Just(1e300)], 0..12),
        base in prop::collection::vec(prop_oneof![any::<f64>(), 0.1..2.0, Just(1e-300)], 0..12),
        codes in prop::collection::vec(prop::option::of(0_usize..4), 0..12),
        total in prop_oneof![any::<f64>(), -10.0..10.0],
    ) {
        let margin = Margin::new("m", [("a", 1.0), ("b", 2.0), ("c", 0.0)]).unwrap();
        let sets = [
            vec![Auxiliary::column("x", &values, total)],
            vec![Auxiliary::intercept(total), Auxiliary::column("x", &values, total)],
            vec![Auxiliary::margin(Placement::new(&margin, &codes)), Auxiliary::column("x", &values, total)],
            vec![Auxiliary::margin(Placement::new(&margin, &codes))],
        ];
        let bounds = Bounds::new(0.2, 5.0).unwrap();
        for auxiliaries in &sets {
            for method in [Method::Linear, Method::Raking, Method::LinearBounded(bounds), Method::RakingBounded(bounds), Method::Logit(bounds)] {
                for base in [None, Some(&base[..])] {
                    let made = Calibration::to(auxiliaries, method).base(base.unwrap_or(&values)).variances(&values).make();
                    prop_assert!(made.is_err() || made.is_ok_and(|made| made.weights().iter().all(|w| w.is_finite())));
                    if let Ok(made) = calibrate(auxiliaries, base, method) {
                        prop_assert!(made.miss() <= 1e-10);
                        prop_assert!(made.weights().iter().all(|weight| weight.is_finite()));
                        prop_assert!(made.residuals(made.weights()).is_ok());
                    }
                }
            }
        }
    }
}
