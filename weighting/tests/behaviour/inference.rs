//! Intervals, quantiles and tests: what holds for any answers, and the cases at the edge.

use proptest::prelude::*;
use weighting::design::Design;
use weighting::estimate::{
    Estimate, EstimateError, ProportionMethod, QuantileRule, Quantity, Sample, TableStatistic, design_effect,
    goodness_of_fit, independence, mean, proportion, proportion_interval, quantiles,
};

/// Every way to an interval of a proportion.
pub const METHODS: [ProportionMethod; 7] = [
    ProportionMethod::KornGraubard,
    ProportionMethod::Beta,
    ProportionMethod::Logit,
    ProportionMethod::Arcsine,
    ProportionMethod::Likelihood,
    ProportionMethod::Wilson,
    ProportionMethod::Wald,
];

fn near(actual: f64, expected: f64) -> bool {
    (actual - expected).abs() <= 1e-11 * expected.abs().max(1.0)
}

/// R 4.2.2: `binom.test(3, 20)$conf.int`, which a simple random sample must give.
#[test]
fn a_simple_random_sample_has_the_exact_binomial_interval() {
    let holds: Vec<_> = (0..20).map(|row| Some(row < 3)).collect();
    let found = proportion(&Sample::unweighted(20).unwrap(), &holds, ProportionMethod::Beta, 0.95).unwrap();
    // The design-based variance has n − 1 below, so its effective size is 19.
    assert!(near(found.effective.unwrap(), 19.0));
    let exact = Estimate { standard_error: Some((0.15_f64 * 0.85 / 20.0).sqrt()), ..found.estimate };
    let found = proportion_interval(exact, ProportionMethod::KornGraubard, 0.95, 19.0).unwrap();
    assert!(near(found.interval.lower, 0.032_070_937_185_463_73), "{}", found.interval.lower);
    assert!(near(found.interval.upper, 0.378_926_826_545_313_96), "{}", found.interval.upper);
}

#[test]
fn wilsons_interval_is_where_the_score_is_t() {
    let estimate = Estimate { weighted: 0.2, unweighted: 0.2, answered: 50, standard_error: Some(0.06) };
    let found = proportion_interval(estimate, ProportionMethod::Wilson, 0.95, f64::INFINITY).unwrap();
    let effective = 0.16 / 0.0036;
    for end in [found.interval.lower, found.interval.upper] {
        let score = (0.2 - end).abs() / (end * (1.0 - end) / effective).sqrt();
        assert!((score - 1.959_963_984_540_054).abs() < 1e-12, "{score}");
    }
}

#[test]
fn nobody_and_everybody_have_an_exact_interval_by_every_method() {
    let sample = Sample::unweighted(12).unwrap();
    for method in METHODS {
        let nobody = proportion(&sample, &[Some(false); 12], method, 0.95).unwrap();
        let everybody = proportion(&sample, &[Some(true); 12], method, 0.95).unwrap();
        let reach = 1.0 - 0.025_f64.powf(1.0 / 12.0);
        assert!(near(nobody.interval.lower, 0.0) && near(nobody.interval.upper, reach));
        assert!(near(everybody.interval.lower, 1.0 - reach) && near(everybody.interval.upper, 1.0));
    }
}

#[test]
fn the_standard_of_nchs_never_claims_more_than_those_who_answered() {
    let estimate = Estimate { weighted: 0.3, unweighted: 0.3, answered: 40, standard_error: Some(0.01) };
    let limited = proportion_interval(estimate, ProportionMethod::KornGraubard, 0.95, 39.0).unwrap().interval;
    let unlimited = proportion_interval(estimate, ProportionMethod::Beta, 0.95, 39.0).unwrap().interval;
    assert!(limited.lower < unlimited.lower && limited.upper > unlimited.upper);
}

#[test]
fn intervals_that_cannot_be_are_refused() {
    let sample = Sample::unweighted(3).unwrap();
    let holds = [Some(true), Some(false), None];
    for level in [0.0, 1.0, -1.0, f64::NAN] {
        let refusal = proportion(&sample, &holds, ProportionMethod::Logit, level).unwrap_err();
        assert!(matches!(refusal, EstimateError::BadLevel { .. }));
    }
    let alone = proportion(&sample, &[Some(true), None, None], ProportionMethod::Logit, 0.95).unwrap_err();
    assert_eq!(alone, EstimateError::NoDegrees { degrees: 0.0 });
    let figure = mean(&sample, &[Some(1.0), None, None]).unwrap();
    assert_eq!(figure.interval(0.95, 2.0), Err(EstimateError::NoStandardError));
    let same = [Some(true), Some(false), Some(true)];
    let clustered = Design::of(3).clusters(&["a", "a", "b"]).build().unwrap();
    let found = proportion(&Sample::of(&clustered), &same, ProportionMethod::Logit, 0.95).unwrap();
    assert!(near(found.degrees, 1.0));
}

#[test]
fn the_median_of_one_answer_is_that_answer_without_limits() {
    let sample = Sample::unweighted(2).unwrap();
    let found =
        quantiles(&sample, &[Some(4.0), None], &[0.5], QuantileRule::Type7, ProportionMethod::Logit, 0.95).unwrap();
    assert!(near(found[0].estimate.weighted, 4.0));
    assert_eq!((found[0].lower, found[0].upper, found[0].estimate.standard_error), (None, None, None));
}

#[test]
fn unweighted_quantiles_are_those_of_hyndman_and_fan() {
    // R 4.2.2: quantile(c(1, 3, 4, 8, 20), 0.4, type = …)
    let values = [8.0, 1.0, 20.0, 3.0, 4.0].map(Some);
    for (rule, expected) in [
        (QuantileRule::Lowest, 3.0),
        (QuantileRule::Midpoint, 3.5),
        (QuantileRule::Type4, 3.0),
        (QuantileRule::Type5, 3.5),
        (QuantileRule::Type6, 3.4),
        (QuantileRule::Type7, 3.6),
    ] {
        let sample = Sample::unweighted(5).unwrap();
        let found = quantiles(&sample, &values, &[0.4], rule, ProportionMethod::Beta, 0.9).unwrap();
        assert!(near(found[0].estimate.weighted, expected), "{rule:?}");
    }
}

#[test]
fn independent_people_have_pearsons_own_test_but_for_a_degree_of_freedom() {
    // 2 x 2 table of 30, 20, 15, 35 people; the plain statistic is 100 (30·35 − 20·15)² / (50·50·45·55).
    let cells = [(0, 0, 30), (0, 1, 20), (1, 0, 15), (1, 1, 35)];
    let people = |pick: fn(&(i32, i32, usize)) -> i32| -> Vec<Option<i32>> {
        cells.iter().flat_map(|cell| std::iter::repeat_n(Some(pick(cell)), cell.2)).collect()
    };
    let (rows, columns) = (people(|cell| cell.0), people(|cell| cell.1));
    let sample = Sample::unweighted(100).unwrap();
    let test = independence(&sample, &rows, &columns, TableStatistic::ChiSquared).unwrap();
    assert!(near(test.pearson, 100.0 * 750.0_f64.powi(2) / (50.0 * 50.0 * 45.0 * 55.0)));
    assert!((test.design_effect - 1.0).abs() < 0.1);
    let saddlepoint = independence(&sample, &rows, &columns, TableStatistic::Saddlepoint).unwrap();
    let second = independence(&sample, &rows, &columns, TableStatistic::F).unwrap();
    let exact = independence(&sample, &rows, &columns, TableStatistic::LinearCombination).unwrap();
    // With one degree of freedom the correction of second order is exact.
    assert!((exact.p_value - second.p_value).abs() < 1e-12);
    assert!((saddlepoint.p_value / second.p_value - 1.0).abs() < 0.1, "{} {}", saddlepoint.p_value, second.p_value);
}

#[test]
fn tables_with_nothing_to_test_are_refused() {
    let sample = Sample::unweighted(3).unwrap();
    let all = [Some(1); 3];
    let refusal = independence(&sample, &all, &[Some(1), Some(2), Some(3)], TableStatistic::F).unwrap_err();
    assert_eq!(refusal, EstimateError::TooSmall { rows: 1, columns: 3 });
    let many: Vec<_> = (0..30).map(Some).collect();
    let refusal = independence(&Sample::unweighted(30).unwrap(), &many, &many, TableStatistic::F).unwrap_err();
    assert!(matches!(refusal, EstimateError::TooManyCells { cells: 900, .. }));
    let refusal = goodness_of_fit(&sample, &[Some(0), Some(2), None], &[0.5, 0.5]).unwrap_err();
    assert_eq!(refusal, EstimateError::UnknownOption { row: 1, option: 2 });
    let refusal = goodness_of_fit(&sample, &[Some(0); 3], &[0.5, 0.0]).unwrap_err();
    assert_eq!(refusal, EstimateError::BadExpected { categories: 2 });
}

#[test]
fn a_design_effect_needs_answers_that_vary() {
    let sample = Sample::unweighted(4).unwrap();
    let refusal = design_effect(&sample, Quantity::Mean(&[Some(3.0); 4])).unwrap_err();
    assert_eq!(refusal, EstimateError::NoVariation);
    let effect = design_effect(&sample, Quantity::Mean(&[1.0, 2.0, 3.0, 9.0].map(Some))).unwrap();
    assert!(near(effect.with_replacement, 1.0) && effect.without_replacement.is_none());
}

/// A number of any kind, from the ordinary to what is not one.
fn anything() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..10.0,
        1 => prop::sample::select(vec![0.0, 1e-300, -1.0, 1e300, f64::MAX, f64::NAN, f64::INFINITY]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn an_interval_for_a_proportion_holds_it_and_stays_between_0_and_1(
        p in prop_oneof![0.0..=1.0, Just(0.0), Just(1.0), Just(1e-12), Just(1.0 - 1e-12)],
        error in prop_oneof![0.0..0.7, Just(0.0), Just(1e-160), Just(1e-9), Just(1e200)],
        answered in prop_oneof![2..5_usize, Just(1_000_000)],
        level in 0.01..0.999_f64,
        degrees in prop_oneof![1.0..50.0, Just(f64::INFINITY), Just(1e-3), Just(1e9)],
    ) {
        for method in METHODS {
            let estimate = Estimate { weighted: p, unweighted: p, answered, standard_error: Some(error) };
            let found = proportion_interval(estimate, method, level, degrees).unwrap().interval;
            prop_assert!(0.0 <= found.lower && found.lower <= p, "{:?} {:?}", method, found);
            prop_assert!(p <= found.upper && found.upper <= 1.0, "{:?} {:?}", method, found);
        }
    }

    #[test]
    fn any_numbers_give_a_quantile_or_a_refusal(
        people in prop::collection::vec((anything(), prop::option::of(anything())), 1..15),
        p in anything(),
    ) {
        let weights: Vec<f64> = people.iter().map(|person| person.0).collect();
        let values: Vec<_> = people.iter().map(|person| person.1).collect();
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        let rules = [
            QuantileRule::Lowest, QuantileRule::Midpoint, QuantileRule::Type4, QuantileRule::Type5,
            QuantileRule::Type6, QuantileRule::Type7, QuantileRule::Type8, QuantileRule::Type9,
        ];
        for rule in rules {
            for method in METHODS {
                let asked = [0.5, if p > 0.0 && p < 1.0 { p } else { 0.99 }];
                if let Ok(found) = quantiles(&sample, &values, &asked, rule, method, 0.95) {
                    let among = |value: f64| {
                        let known = values.iter().flatten();
                        let least = known.clone().copied().fold(f64::INFINITY, f64::min);
                        least <= value && value <= known.copied().fold(f64::NEG_INFINITY, f64::max)
                    };
                    prop_assert!(found.iter().all(|quantile| among(quantile.estimate.weighted)));
                    prop_assert!(found.iter().flat_map(|q| [q.lower, q.upper]).flatten().all(among));
                }
            }
        }
    }

    #[test]
    fn any_table_gives_a_probability_or_a_refusal(
        people in prop::collection::vec((anything(), prop::option::of(0..4_usize), prop::option::of(0..3_u8)), 1..30),
    ) {
        let weights: Vec<f64> = people.iter().map(|person| person.0).collect();
        let rows: Vec<_> = people.iter().map(|person| person.1).collect();
        let columns: Vec<_> = people.iter().map(|person| person.2).collect();
        let Ok(sample) = Sample::fixed(&weights) else { return Ok(()) };
        for statistic in [
            TableStatistic::F, TableStatistic::ChiSquared, TableStatistic::Wald, TableStatistic::AdjustedWald,
            TableStatistic::LinearCombination, TableStatistic::Saddlepoint,
        ] {
            if let Ok(test) = independence(&sample, &rows, &columns, statistic) {
                prop_assert!((0.0..=1.0).contains(&test.p_value), "{:?}", test);
            }
        }
        if let Ok(test) = goodness_of_fit(&sample, &rows, &[1.0, 2.0, 3.0, 4.0]) {
            prop_assert!((0.0..=1.0).contains(&test.p_value), "{:?}", test);
        }
    }

    #[test]
    fn a_test_does_not_depend_on_which_question_comes_first(
        people in prop::collection::vec((0.5..2.0, 0..3_u8, 0..3_u8), 12..40),
    ) {
        let weights: Vec<f64> = people.iter().map(|person| person.0).collect();
        let rows: Vec<_> = people.iter().map(|person| Some(person.1)).collect();
        let columns: Vec<_> = people.iter().map(|person| Some(person.2)).collect();
        let sample = Sample::fixed(&weights).unwrap();
        let one = independence(&sample, &rows, &columns, TableStatistic::F);
        let other = independence(&sample, &columns, &rows, TableStatistic::F);
        if let (Ok(one), Ok(other)) = (one, other) {
            prop_assert!((one.p_value - other.p_value).abs() < 1e-9);
        }
    }
}

#[test]
fn a_table_of_many_cells_is_tested_whatever_the_number_of_respondents() {
    // 42 cells of 800,000 people are more deviations than are kept at once.
    let people = 800_000;
    let rows: Vec<_> = (0..people).map(|row| Some(row % 7)).collect();
    let columns: Vec<_> = (0..people).map(|row| Some(row / 7 % 6)).collect();
    let test = independence(&Sample::unweighted(people).unwrap(), &rows, &columns, TableStatistic::F).unwrap();
    assert_eq!((test.shares.len(), test.shares[0].len(), test.answered), (7, 6, people));
    assert!((test.design_effect - 1.0).abs() < 1e-4 && test.p_value > 0.99, "{test:?}");
}
