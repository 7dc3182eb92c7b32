//! Designs few enough to work out by hand, the designs that are refused, and what holds for any design.

use proptest::prelude::*;
use weighting::design::{Design, DesignError, Lonely, Nesting, Population};
use weighting::estimate::{EstimateError, Quantity, Sample, by, mean, means, ratio, total};
use weighting::margin::{Margin, Placement};
use weighting::rake::rake;

fn near(actual: f64, expected: f64) -> bool {
    (actual - expected).abs() <= 1e-12 * expected.abs().max(1.0)
}

#[test]
fn a_census_has_no_error() {
    let design = Design::of(4).population(Population::Sizes(&[4.0; 4])).build().unwrap();
    let figure = mean(&Sample::of(&design), &[1.0, 2.0, 5.0, 9.0].map(Some)).unwrap();
    assert_eq!(figure.standard_error, Some(0.0));
}

#[test]
fn a_stratified_mean_has_the_textbook_error() {
    let sizes = [10.0, 10.0, 30.0, 30.0, 30.0];
    let design =
        Design::of(5).strata(&["a", "a", "b", "b", "b"]).population(Population::Sizes(&sizes)).build().unwrap();
    let figure = mean(&Sample::of(&design), &[1.0, 3.0, 4.0, 6.0, 8.0].map(Some)).unwrap();
    assert!(near(figure.weighted, (10.0 * 2.0 + 30.0 * 6.0) / 40.0));
    // Σ (N_h / N)² (1 − n_h / N_h) s_h² / n_h
    let variance = (0.25_f64.powi(2) * 0.8 * 2.0 / 2.0) + (0.75_f64.powi(2) * 0.9 * 4.0 / 3.0);
    assert!(near(figure.standard_error.unwrap(), variance.sqrt()));
}

#[test]
fn sampling_fractions_say_the_same_as_sizes() {
    let sizes = Design::of(3).population(Population::Sizes(&[12.0; 3])).build().unwrap();
    let fractions = Design::of(3).population(Population::Fractions(&[0.25; 3])).build().unwrap();
    assert_eq!(sizes.weights(), [4.0; 3]);
    let answers = [1.0, 4.0, 6.0].map(Some);
    assert_eq!(mean(&Sample::of(&sizes), &answers), mean(&Sample::of(&fractions), &answers));
}

#[test]
fn people_who_answer_alike_in_a_cluster_count_as_one() {
    let alike = Design::of(6).clusters(&[1, 1, 2, 2, 3, 3]).build().unwrap();
    let doubled = mean(&Sample::of(&alike), &[2.0, 2.0, 5.0, 5.0, 9.0, 9.0].map(Some)).unwrap();
    let single = mean(&Sample::unweighted(3).unwrap(), &[2.0, 5.0, 9.0].map(Some)).unwrap();
    assert!(near(doubled.standard_error.unwrap(), single.standard_error.unwrap()));
    assert!(alike.clusters() == 3 && near(alike.degrees_of_freedom(), 2.0));
}

#[test]
fn labels_that_start_again_are_nested_or_refused() {
    let begun = || Design::of(4).strata(&["a", "a", "b", "b"]).clusters(&[1, 2, 1, 2]);
    assert_eq!(begun().build().unwrap_err(), DesignError::ClusterInTwoStrata { cluster: "1".into() });
    assert_eq!(begun().nesting(Nesting::WithinStrata).build().unwrap().clusters(), 4);
}

#[test]
fn a_stratum_of_one_cluster_sampled_whole_is_not_lonely() {
    let sizes = [1.0, 9.0, 9.0];
    let design =
        Design::of(3).strata(&["whole", "part", "part"]).population(Population::Sizes(&sizes)).build().unwrap();
    assert_eq!(design.strata()[1].clusters, 1);
    assert!(total(&Sample::of(&design), &[3.0, 1.0, 2.0].map(Some)).unwrap().standard_error.unwrap() > 0.0);
}

#[test]
fn designs_that_contradict_themselves_are_refused() {
    assert_eq!(Design::of(0).build().unwrap_err(), DesignError::NoRespondents);
    let short = Design::of(3).weights(&[1.0]).build().unwrap_err();
    assert_eq!(short, DesignError::LengthsDiffer { column: "weights", given: 1, expected: 3 });
    assert_eq!(
        Design::of(2).weights(&[-1.0, 1.0]).build().unwrap_err(),
        DesignError::BadWeight { row: 0, weight: -1.0 }
    );
    assert_eq!(Design::of(2).weights(&[0.0; 2]).build().unwrap_err(), DesignError::NoWeight);
    assert_eq!(Design::of(2).weights(&[f64::MAX; 2]).build().unwrap_err(), DesignError::TooLarge);
    let varies = Design::of(2).population(Population::Sizes(&[5.0, 6.0])).build().unwrap_err();
    assert_eq!(varies, DesignError::PopulationVaries { stratum: String::new() });
    let small = Design::of(2).population(Population::Sizes(&[1.0; 2])).build().unwrap_err();
    assert_eq!(small, DesignError::PopulationTooSmall { stratum: String::new(), clusters: 2, population: 1.0 });
    for value in [0.0, -1.0, f64::NAN, f64::INFINITY, 1.5] {
        let bad = Design::of(1).population(Population::Fractions(&[value])).build().unwrap_err();
        assert!(matches!(bad, DesignError::BadPopulation { row: 0, .. }));
    }
    let alone = Design::of(1).build().unwrap_err();
    assert_eq!(alone, DesignError::LonelyCluster { stratum: String::new() });
    let design = Design::of(2).build().unwrap();
    let other = Sample::unweighted(3).unwrap().drawn_by(&design).unwrap_err();
    assert_eq!(other, EstimateError::LengthsDiffer { answers: 2, respondents: 3 });
}

#[test]
fn a_difference_of_means_is_that_of_the_differences() {
    let sample = Sample::fixed(&[1.0, 2.0, 0.5, 3.0]).unwrap();
    let (before, after) = ([4.0, 7.0, 2.0, 5.0], [6.0, 6.0, 5.0, 9.0]);
    let difference: [Option<f64>; 4] = std::array::from_fn(|row| Some(after[row] - before[row]));
    let contrast = means(&sample, &[after.map(Some), before.map(Some)]).unwrap().contrast(&[1.0, -1.0]).unwrap();
    let direct = mean(&sample, &difference).unwrap();
    assert!(near(contrast.weighted, direct.weighted) && near(contrast.unweighted, direct.unweighted));
    assert!(near(contrast.standard_error.unwrap(), direct.standard_error.unwrap()));
    let figures = means(&sample, &[after.map(Some)]).unwrap();
    assert!(matches!(figures.contrast(&[1.0, 2.0]), Err(EstimateError::LengthsDiffer { .. })));
    assert!(matches!(figures.contrast(&[f64::NAN]), Err(EstimateError::BadValue { .. })));
}

#[test]
fn a_ratio_of_nothing_is_refused() {
    let sample = Sample::unweighted(2).unwrap();
    let refusal = ratio(&sample, &[Some(1.0), Some(2.0)], &[Some(1.0), Some(-1.0)]).unwrap_err();
    assert_eq!(refusal, EstimateError::NoDenominator);
}

#[test]
fn raked_weights_count_the_same_people_by_margins_or_by_columns() {
    let age = Margin::new("age", [("young", 3.0), ("old", 7.0)]).unwrap();
    let sex = Margin::new("sex", [("F", 6.0), ("M", 4.0)]).unwrap();
    let ages = [0, 0, 0, 1, 1, 1, 0, 1].map(Some);
    let sexes = [0, 1, 1, 0, 1, 0, 0, 1].map(Some);
    let base = [1.0, 2.0, 1.0, 1.5, 1.0, 0.5, 1.0, 3.0];
    let raked = rake(&[Placement::new(&age, &ages), Placement::new(&sex, &sexes)], Some(&base)).unwrap();
    let column = |codes: &[Option<usize>; 8], level| codes.map(|code| f64::from(u8::from(code == Some(level))));
    let columns = [column(&ages, 0), column(&ages, 1), column(&sexes, 0), column(&sexes, 1)];
    let design = Design::of(8).clusters(&[1, 1, 2, 2, 3, 3, 4, 4]).build().unwrap();
    let answers = [2.0, 5.0, 1.0, 7.0, 8.0, 3.0, 4.0, 9.0].map(Some);
    let by_margins = Sample::raked(&raked).unwrap().drawn_by(&design).unwrap();
    let by_columns = Sample::calibrated(raked.weights(), &base, &columns).unwrap().drawn_by(&design).unwrap();
    let (one, other) = (mean(&by_margins, &answers).unwrap(), mean(&by_columns, &answers).unwrap());
    assert!(near(one.standard_error.unwrap(), other.standard_error.unwrap()));
    let known = mean(&by_margins, &column(&ages, 0).map(Some)).unwrap();
    assert!((known.weighted - 0.3).abs() < 1e-9 && known.standard_error.unwrap() < 1e-9);
    let scaled = by_margins.clone().scaled_to(10.0).unwrap();
    assert!(near(mean(&scaled, &answers).unwrap().standard_error.unwrap(), one.standard_error.unwrap()));
    let total = total(&scaled, &answers).unwrap();
    assert!(near(total.weighted, 10.0 * one.weighted));
    assert!(near(total.standard_error.unwrap(), 10.0 * one.standard_error.unwrap()));
}

/// A respondent of any stratum, cluster, weight and answer.
fn anybody() -> impl Strategy<Value = (u8, u8, f64, Option<f64>, u8)> {
    (0..3_u8, 0..4_u8, 0.1..5.0, prop::option::weighted(0.8, -9.0..9.0), 0..3_u8)
}

/// A number of any kind, from the ordinary to what is not one.
fn anything() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -10.0..10.0,
        1 => prop::sample::select(vec![0.0, 1e-300, -1e-300, 1e300, f64::MAX, f64::NAN, f64::INFINITY, f64::NEG_INFINITY]),
    ]
}

fn design_of(people: &[(u8, u8, f64, Option<f64>, u8)]) -> Design {
    let strata: Vec<u8> = people.iter().map(|person| person.0).collect();
    let clusters: Vec<u8> = people.iter().map(|person| person.1).collect();
    let weights: Vec<f64> = people.iter().map(|person| person.2).collect();
    let begun = Design::of(people.len()).weights(&weights).strata(&strata).clusters(&clusters);
    begun.nesting(Nesting::WithinStrata).lonely(Lonely::Average).build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn neither_order_nor_the_unit_of_weights_matters(
        people in prop::collection::vec(anybody(), 4..40),
        unit in prop::sample::select(vec![1e-9, 3.0, 1e9]),
        turn in 0..40_usize,
    ) {
        let mut other = people.clone();
        other.rotate_left(turn % people.len());
        for person in &mut other {
            person.2 *= unit;
        }
        let figure = |people: &[(u8, u8, f64, Option<f64>, u8)]| {
            let answers: Vec<_> = people.iter().map(|person| person.3).collect();
            mean(&Sample::of(&design_of(people)), &answers)
        };
        match (figure(&people), figure(&other)) {
            (Ok(one), Ok(other)) => {
                prop_assert!((one.weighted - other.weighted).abs() < 1e-10);
                match (one.standard_error, other.standard_error) {
                    (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-10),
                    (one, other) => prop_assert_eq!(one, other),
                }
            }
            (one, other) => prop_assert_eq!(one.unwrap_err(), other.unwrap_err()),
        }
    }

    #[test]
    fn totals_of_groups_add_up_to_the_total_with_its_error(people in prop::collection::vec(anybody(), 4..40)) {
        let design = design_of(&people);
        let sample = Sample::of(&design);
        let answers: Vec<_> = people.iter().map(|person| Some(person.3.unwrap_or(1.0))).collect();
        let groups: Vec<_> = people.iter().map(|person| Some(person.4)).collect();
        let domains = by(&sample, &groups, Quantity::Total(&answers)).unwrap();
        let all = total(&sample, &answers).unwrap();
        let parts: f64 = domains.estimates.each.iter().map(|each| each.weighted).sum();
        prop_assert!((parts - all.weighted).abs() < 1e-9);
        // There is no error where all strata are lonely.
        if let (Some(covariance), Some(error)) = (domains.estimates.covariance, all.standard_error) {
            let variance: f64 = covariance.concat().iter().sum();
            prop_assert!((variance - error.powi(2)).abs() < 1e-7);
        }
    }

    #[test]
    fn any_numbers_give_a_result_or_a_refusal(
        rows in prop::collection::vec((0..3_u8, 0..3_u8, anything(), anything(), anything()), 0..12),
        lonely in prop::sample::select(vec![Lonely::Refused, Lonely::Certain, Lonely::Centred, Lonely::Average]),
    ) {
        let strata: Vec<u8> = rows.iter().map(|row| row.0).collect();
        let clusters: Vec<u8> = rows.iter().map(|row| row.1).collect();
        let weights: Vec<f64> = rows.iter().map(|row| row.2.abs()).collect();
        let sizes: Vec<f64> = rows.iter().map(|row| row.3.abs() + 3.0).collect();
        let answers: Vec<_> = rows.iter().map(|row| Some(row.4).filter(|value| *value > -9.0)).collect();
        let begun = Design::of(rows.len()).strata(&strata).clusters(&clusters).nesting(Nesting::WithinStrata);
        for design in [
            begun.clone().lonely(lonely).weights(&weights).build(),
            begun.lonely(lonely).population(Population::Sizes(&sizes)).build(),
        ].into_iter().flatten() {
            let sample = Sample::of(&design);
            if let Ok(figures) = means(&sample, &[&answers, &answers]) {
                prop_assert!(figures.each[0].weighted.is_finite());
                prop_assert!(figures.each[0].standard_error.is_none_or(|error| error.is_finite() && error >= 0.0));
            }
            let _ = ratio(&sample, &answers, &answers);
            let values: Vec<f64> = rows.iter().map(|row| row.4).collect();
            let _ = Sample::calibrated(&weights, &weights, &[&values]).map(|sample| mean(&sample, &answers));
            let _ = sample.scaled_to(rows[0].4);
        }
    }
}

/// Two of four villages, three of five people in each; Cochran (1977), (10.15): `v = (1 − f₁) s₁² / n + f₁ (1 − f₂) s₂² / nm`.
#[test]
fn two_stages_of_equal_clusters_have_the_variance_of_the_textbook() {
    let villages = ["a", "a", "a", "b", "b", "b"];
    let people = [1, 2, 3, 1, 2, 3];
    let (first, second) = (Population::Sizes(&[4.0; 6]), Population::Sizes(&[5.0; 6]));
    let design = Design::of(6).clusters(&villages).population(first).second_stage(&people, second).build().unwrap();
    for weight in design.weights() {
        assert!((weight - 4.0 / 2.0 * 5.0 / 3.0).abs() < 1e-12);
    }
    let values = [1.0, 2.0, 3.0, 4.0, 6.0, 8.0].map(Some);
    let figure = mean(&Sample::of(&design), &values).unwrap();
    // Means 2 and 6, so s₁² = 8; variances 1 and 4 within, so s₂² = 2.5.
    let expected = 0.5 * 8.0 / 2.0 + 0.5 * 0.4 * 2.5 / 6.0;
    assert!((figure.standard_error.unwrap().powi(2) - expected).abs() < 1e-12);
    assert!((design.degrees_of_freedom() - 1.0).abs() < 1e-12);
}

/// Totals in two strata of clusters of unequal size, by hand: `V = Σ_h (1 − f_h) n_h/(n_h − 1) Σ (z − z̄)² + f_h Σ V₂`.
#[test]
fn two_stages_in_strata_with_unequal_clusters_have_the_variance_worked_out_by_hand() {
    let strata = [1, 1, 1, 1, 2, 2, 2, 2];
    let clusters = [1, 1, 2, 2, 3, 3, 4, 4];
    let (first, second) = ([4.0; 4].into_iter().chain([8.0; 4]).collect::<Vec<_>>(), [0.5; 8]);
    let design = Design::of(8)
        .strata(&strata)
        .clusters(&clusters)
        .population(Population::Sizes(&first))
        .second_stage(&[1, 2, 3, 4, 5, 6, 7, 8], Population::Fractions(&second))
        .weights(&[1.0; 8])
        .build()
        .unwrap();
    let values = [1.0, 3.0, 2.0, 8.0, 5.0, 5.0, 0.0, 4.0].map(Some);
    let figure = total(&Sample::of(&design), &values).unwrap();
    // First stage: sums 4 and 10 (f = 1/2), 10 and 4 (f = 1/4), each with squares of 18 about their mean.
    let between = 0.5 * 2.0 * 18.0 + 0.75 * 2.0 * 18.0;
    // Second stage: squares 2, 18, 0 and 8 about the clusters' means, each times (1 − 1/2) · 2, which is 1.
    let within = 0.5 * (2.0 + 18.0) + 0.25 * (0.0 + 8.0);
    assert!((figure.standard_error.unwrap().powi(2) - (between + within)).abs() < 1e-12);
}

#[test]
fn a_second_stage_that_took_everybody_adds_nothing_and_bad_ones_are_refused() {
    let clusters = [1, 1, 2, 2];
    let (first, whole, people) = ([5.0; 4], [2.0; 4], [1, 2, 1, 2]);
    let one = Design::of(4).clusters(&clusters).population(Population::Sizes(&first));
    let two = one.clone().second_stage(&people, Population::Sizes(&whole)).build().unwrap();
    let values = [1.0, 5.0, 2.0, 9.0].map(Some);
    let error = |design: &Design| mean(&Sample::of(design), &values).unwrap().standard_error.unwrap();
    assert!((error(&two) - error(&one.clone().build().unwrap())).abs() < 1e-12);
    let refused = one.clone().second_stage(&people, Population::Sizes(&[1.0; 4])).build();
    assert!(matches!(refused, Err(DesignError::PopulationTooSmall { clusters: 2, .. })));
    let refused = one.clone().second_stage(&people, Population::Sizes(&[2.0; 3])).build();
    assert!(matches!(refused, Err(DesignError::LengthsDiffer { given: 3, expected: 4, .. })));
    let refused = one.second_stage(&[1, 1, 1, 2], Population::Sizes(&[9.0; 4])).build();
    assert!(matches!(refused, Err(DesignError::LonelyCluster { .. })));
}
