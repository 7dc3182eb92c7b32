//! Means, totals, ratios, domains and design effects of a sample beside what R found for its design.

use serde_json::Value;
use weighting::design::Lonely;
use weighting::estimate::{
    Estimate, Estimates, Quantity, Sample, by, design_effect, mean, means, ratio, shares_of, total, totals,
};

use super::designs::parishes;
use super::{Differences, Farms, KINDS};
use crate::support::only;

const TOLERANCE: f64 = 1e-10;

fn both(estimate: Estimate) -> [f64; 2] {
    [estimate.weighted, estimate.standard_error.unwrap_or(f64::NAN)]
}

fn weighted(estimates: &Estimates) -> Vec<f64> {
    estimates.each.iter().map(|each| each.weighted).collect()
}

fn errors(estimates: &Estimates) -> Vec<f64> {
    estimates.each.iter().map(|each| each.standard_error.unwrap_or(f64::NAN)).collect()
}

fn covariance(estimates: &Estimates) -> Vec<f64> {
    estimates.covariance.as_ref().unwrap().concat()
}

/// Compares everything that R's `figures` gives.
pub fn compare_figures(all: &mut Differences, what: &str, farms: &Farms, sample: &Sample<'_>, expected: &Value) {
    all.compare(what, &[sample.degrees_of_freedom()], expected, "/degf", 1e-15);
    for variable in ["area", "cows", "score", "yes", "all", "none"] {
        let values = farms.answers(variable);
        for (kind, estimate) in [("mean", mean(sample, &values)), ("total", total(sample, &values))] {
            let [figure, error] = both(estimate.unwrap());
            all.compare(what, &[figure], expected, &format!("/{kind}/{variable}/est"), TOLERANCE);
            all.compare(what, &[error], expected, &format!("/{kind}/{variable}/se"), TOLERANCE);
        }
        for (kind, quantity) in [("mean", Quantity::Mean(&values)), ("total", Quantity::Total(&values))] {
            let Ok(effect) = design_effect(sample, quantity) else { continue };
            let pointer = format!("/{kind}_deff/{variable}");
            all.compare(what, &[effect.with_replacement], expected, &format!("{pointer}/replace"), TOLERANCE);
            let without = effect.without_replacement.unwrap();
            all.compare(what, &[without], expected, &format!("{pointer}/deff"), TOLERANCE);
        }
    }
    let [area, cows, score, yes] = ["area", "cows", "score", "yes"].map(|name| farms.answers(name));
    let [figure, error] = both(ratio(sample, &score, &area).unwrap());
    all.compare(what, &[figure], expected, "/ratio/est", TOLERANCE);
    all.compare(what, &[error], expected, "/ratio/se", TOLERANCE);
    let together = means(sample, &[&area, &cows, &yes]).unwrap();
    all.compare(what, &covariance(&together), expected, "/together", TOLERANCE);
    if let Ok(kinds) = shares_of(sample, &farms.kinds(), 3) {
        all.compare(what, &weighted(&kinds), expected, "/kinds/est", TOLERANCE);
        all.compare(what, &errors(&kinds), expected, "/kinds/se", TOLERANCE);
        all.compare(what, &covariance(&kinds), expected, "/kinds/vcov", TOLERANCE);
    }
    compare_domains(all, what, farms, sample, expected);
}

fn compare_domains(all: &mut Differences, what: &str, farms: &Farms, sample: &Sample<'_>, expected: &Value) {
    let kinds = farms.labels("kind");
    let [area, cows, score] = ["area", "cows", "score"].map(|name| farms.answers(name));
    let quotient = Quantity::Ratio { numerator: &area, denominator: &cows };
    for (name, quantity) in [
        ("mean/area", Quantity::Mean(&area)),
        ("mean/score", Quantity::Mean(&score)),
        ("total/area", Quantity::Total(&area)),
        ("total/score", Quantity::Total(&score)),
        ("ratio", quotient),
    ] {
        let domains = by(sample, &kinds, quantity).unwrap();
        let pointer = format!("/by_kind/{name}");
        all.compare(what, &weighted(&domains.estimates), expected, &format!("{pointer}/est"), TOLERANCE);
        all.compare(what, &errors(&domains.estimates), expected, &format!("{pointer}/se"), TOLERANCE);
        if name == "mean/area" {
            all.compare(what, &covariance(&domains.estimates), expected, "/by_kind/mean_vcov", TOLERANCE);
            all.compare(what, &domains.degrees_of_freedom, expected, "/by_kind/degf", 1e-15);
            let [figure, error] = both(domains.estimates.contrast(&[1.0, -1.0, 0.0]).unwrap());
            all.compare(what, &[figure], expected, "/contrast/est", TOLERANCE);
            all.compare(what, &[error], expected, "/contrast/se", TOLERANCE);
        }
    }
    let nothing_outside = |kind| {
        farms
            .text("kind")
            .iter()
            .zip(&area)
            .map(|(k, area)| if *k == kind { *area } else { Some(0.0) })
            .collect::<Vec<_>>()
    };
    let by_kind = totals(sample, &KINDS.map(nothing_outside)).unwrap();
    all.compare(what, &covariance(&by_kind), expected, "/by_kind/total_vcov", TOLERANCE);
    let effects = KINDS.map(|kind| {
        let within = only(&area, &farms.text("kind"), kind);
        design_effect(sample, Quantity::Mean(&within)).ok().and_then(|effect| effect.without_replacement)
    });
    for (place, effect) in effects.into_iter().enumerate() {
        let Some(effect) = effect else { continue };
        all.compare(what, &[effect], expected, &format!("/by_kind/deff/{place}"), TOLERANCE);
    }
    // R's groups of two factors: the first changes fastest.
    let pairs: Vec<_> = farms.labels("yes").into_iter().zip(&kinds).map(|(yes, kind)| yes.zip(*kind)).collect();
    let domains = by(sample, &pairs, Quantity::Mean(&area)).unwrap();
    all.compare(what, &weighted(&domains.estimates), expected, "/by_two/est", TOLERANCE);
    all.compare(what, &errors(&domains.estimates), expected, "/by_two/se", TOLERANCE);
    let tenures = farms.tenures();
    let cells: Vec<Vec<Option<f64>>> = ["own", "rent", "share", "trust"]
        .iter()
        .flat_map(|tenure| KINDS.map(|kind| (Some(*tenure), Some(kind))))
        .map(|cell| tenures.iter().zip(&kinds).map(|(t, k)| Some(f64::from(u8::from((*t, *k) == cell)))).collect())
        .collect();
    all.compare(what, &weighted(&totals(sample, &cells).unwrap()), expected, "/table", TOLERANCE);
}

/// `svyttest(area ~ yes, design)` of R's survey 4.1.1: t of 0.340037480055 on 11 degrees of freedom.
#[test]
fn the_contrast_of_two_groups_over_its_error_is_the_t_test_of_r() {
    let farms = Farms::several();
    let design = parishes(&farms, Lonely::Refused);
    let (sample, area) = (Sample::of(&design), farms.answers("area"));
    let difference = by(&sample, &farms.flags("yes"), Quantity::Mean(&area)).unwrap().estimates.contrast(&[-1.0, 1.0]);
    let [difference, error] = both(difference.unwrap());
    assert!((difference / error - 0.340_037_480_055).abs() < 1e-12);
    assert!((sample.degrees_of_freedom() - 1.0 - 11.0).abs() < f64::EPSILON);
}
