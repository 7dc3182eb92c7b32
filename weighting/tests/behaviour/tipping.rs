//! Tipping points for any answers.

use proptest::prelude::*;
use weighting::tipping::{Coverage, Spread, TippingError};

proptest! {
    #[test]
    fn the_error_at_the_tipping_point_is_the_lead(
        respondents in 1_u64..1_000_000,
        others in 1_u64..100_000_000,
        gap in 0.0..10.0_f64,
        sigma in 0.1..10.0_f64,
        design_effect in 1.0..10.0_f64,
    ) {
        let coverage = Coverage::new(respondents, respondents + others).unwrap();
        let coverage = coverage.with_design_effect(design_effect).unwrap();
        let point = coverage.tipping_point(gap, Spread::OfDifference(sigma)).unwrap();
        if point.is_possible() {
            prop_assert!((coverage.error(point.rho, sigma).unwrap() - gap).abs() <= 1e-9 * gap);
        }
    }

    #[test]
    fn no_input_makes_a_tipping_point_panic(
        respondents in any::<u64>(),
        population in any::<u64>(),
        numbers in prop::collection::vec(any::<f64>(), 0..4),
    ) {
        let Ok(coverage) = Coverage::new(respondents, population) else { return Ok(()) };
        let _ = coverage.neighbours(&numbers, &numbers);
        let _ = coverage.tiers(&numbers, &numbers, &[vec![0, 2], vec![1]]);
        for &number in &numbers {
            let _ = (coverage.error(number, number), coverage.effective_sample_size(number));
            if let Ok(point) = coverage.tipping_point(number, Spread::OfEach(number, 1.0)) {
                prop_assert!(point.rho.is_finite() && !point.sentence("a", "b").is_empty());
            }
        }
    }
}

#[test]
fn half_a_percent_of_correlation_moves_a_mean_by_a_seventh_of_a_standard_deviation() {
    let coverage = Coverage::new(1_500, 1_200_000).unwrap();
    assert!((coverage.factor() - 799.0_f64.sqrt()).abs() < 1e-12);
    assert!((coverage.error(0.005, 1.0).unwrap() - 0.141_333).abs() < 1e-6);
    assert!((coverage.effective_sample_size(0.005).unwrap() - 40_000.0 / 799.0).abs() < 1e-9);
}

#[test]
fn a_tier_falls_with_the_weakest_lead_across_its_border() {
    let coverage = Coverage::new(100, 10_000).unwrap();
    let (estimates, deviations) = ([5.0, 3.0, 4.6, 1.0], [1.0; 4]);
    let neighbours = coverage.neighbours(&estimates, &deviations).unwrap();
    let pairs: Vec<_> = neighbours.iter().map(|swap| (swap.leads, swap.follows)).collect();
    assert_eq!(pairs, [(0, 2), (2, 1), (1, 3)]);
    let tiers = coverage.tiers(&estimates, &deviations, &[vec![0, 2], vec![1, 3]]).unwrap();
    assert_eq!((tiers[0].leads, tiers[0].follows), (2, 1));
    assert!((tiers[0].point.rho - 1.6 / (2.0 * 99.0_f64.sqrt())).abs() < 1e-12);
}

#[test]
fn a_lead_that_no_pattern_of_answering_could_make_is_said_to_be_so() {
    let point = Coverage::new(900, 1_000).unwrap().tipping_point(2.0, Spread::OfDifference(1.0)).unwrap();
    assert!(!point.is_possible());
    assert!(point.sentence("woodland", "wetland").contains("No pattern of who answered"));
}

#[test]
fn what_has_no_tipping_point_is_refused_with_a_reason() {
    assert_eq!(Coverage::new(0, 5), Err(TippingError::NobodyAnswered));
    assert_eq!(Coverage::new(6, 5), Err(TippingError::TooManyRespondents { respondents: 6, population: 5 }));
    let all = Coverage::new(5, 5).unwrap();
    assert_eq!(all.tipping_point(1.0, Spread::OfDifference(1.0)), Err(TippingError::Everybody));
    let some = Coverage::new(1, 5).unwrap();
    assert_eq!(some.tipping_point(1.0, Spread::OfDifference(0.0)), Err(TippingError::NoSpread));
    assert!(matches!(some.with_design_effect(0.5), Err(TippingError::BadDesignEffect { .. })));
    assert_eq!(some.error(1.5, 1.0), Err(TippingError::BadCorrelation { rho: 1.5 }));
    let twice = some.tiers(&[1.0, 2.0], &[1.0, 1.0], &[vec![0, 1], vec![1]]);
    assert_eq!(twice, Err(TippingError::BadTiers { item: 1 }));
}
