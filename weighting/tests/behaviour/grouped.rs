//! Quantiles and proportions of groups are those of domains in the full design.

use weighting::design::Design;
use weighting::estimate::{
    EstimateError, ProportionMethod, QuantileRule, Sample, proportion, proportion_by, quantiles, quantiles_by,
};

const PEOPLE: usize = 60;
const METHOD: ProportionMethod = ProportionMethod::Logit;

fn areas() -> Vec<Option<&'static str>> {
    (0..PEOPLE).map(|row| [Some("west"), Some("east"), None, Some("west")][row % 4]).collect()
}

fn hectares() -> Vec<Option<f64>> {
    (0_u8..60).map(|row| (row % 7 > 0).then(|| f64::from(row * 4 % 31))).collect()
}

#[test]
fn each_group_is_a_domain_of_the_full_design() {
    let households: Vec<_> = (0..PEOPLE).map(|row| row / 3).collect();
    let design = Design::of(PEOPLE).clusters(&households).build().unwrap();
    let sample = Sample::of(&design);
    let (areas, hectares) = (areas(), hectares());
    let large: Vec<Option<bool>> = hectares.iter().map(|value| value.map(|value| value > 12.0)).collect();
    let (at, rule) = ([0.25, 0.5], QuantileRule::Lowest);
    let found = quantiles_by(&sample, &areas, &hectares, &at, rule, METHOD, 0.9).unwrap();
    let shares = proportion_by(&sample, &areas, &large, METHOD, 0.9).unwrap();
    assert_eq!((&found.groups[..], &shares.groups[..]), (&["east", "west"][..], &["east", "west"][..]));
    for (group, name) in found.groups.iter().enumerate() {
        let only = |row: usize| areas[row] == Some(*name);
        let within: Vec<_> = (0..PEOPLE).map(|row| hectares[row].filter(|_| only(row))).collect();
        assert_eq!(found.each[group], quantiles(&sample, &within, &at, rule, METHOD, 0.9).unwrap());
        let within: Vec<_> = (0..PEOPLE).map(|row| large[row].filter(|_| only(row))).collect();
        assert_eq!(shares.each[group], proportion(&sample, &within, METHOD, 0.9).unwrap());
    }
}

#[test]
fn groups_that_cannot_be_estimated_are_refused() {
    let sample = Sample::unweighted(PEOPLE).unwrap();
    let (areas, hectares) = (areas(), hectares());
    let by = |areas: &[Option<&str>], values: &[Option<f64>]| {
        quantiles_by(&sample, areas, values, &[0.5], QuantileRule::Lowest, METHOD, 0.95).unwrap_err()
    };
    let differ = EstimateError::LengthsDiffer { answers: 1, respondents: PEOPLE };
    assert_eq!(by(&[None], &hectares), differ);
    assert_eq!(by(&areas, &[None]), differ);
    assert_eq!(by(&areas, &[None; PEOPLE]), EstimateError::NobodyAnswered);
    let nobody = proportion_by(&sample, &[None::<u8>; PEOPLE], &[Some(true); PEOPLE], METHOD, 0.95).unwrap();
    assert!(nobody.groups.is_empty() && nobody.each.is_empty());
    let many: Vec<_> = (0..1_001).map(Some).collect();
    let sample = Sample::unweighted(1_001).unwrap();
    let many = proportion_by(&sample, &many, &[Some(true); 1_001], METHOD, 0.95).unwrap_err();
    assert_eq!(many, EstimateError::TooManyGroups { groups: 1_001, most: 1_000 });
}
