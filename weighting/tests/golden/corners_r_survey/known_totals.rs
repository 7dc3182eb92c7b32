//! Post-stratified, raked and calibrated weights on top of designs in one and two stages.

use weighting::calibrate::{Auxiliary, Calibrated, Method, calibrate};
use weighting::design::{Design, Lonely};
use weighting::estimate::Sample;
use weighting::margin::{Margin, Placement};
use weighting::poststratify::poststratify;
use weighting::rake::{Bounds, rake};

use super::answers::compare_answers;
use super::designs::{parishes, two_stages};
use super::figures::compare_figures;
use super::{Differences, Farms, KINDS, expected};

fn kinds() -> Margin {
    Margin::new("kind", KINDS.into_iter().zip([205.0, 180.0, 145.0])).unwrap()
}

fn compare(all: &mut Differences, name: &str, farms: &Farms, sample: &Sample<'_>) {
    let found = expected(&format!("/known/{name}"));
    all.compare(name, sample.weights(), &found, "/weights", 1e-9);
    compare_figures(all, name, farms, sample, &found);
    if found.pointer("/proportion").is_some() {
        compare_answers(all, name, farms, sample, &found);
    }
}

#[test]
fn post_strata_agree_with_r_in_one_and_two_stages() {
    let mut differences = Differences::default();
    let farms = Farms::several();
    let weights = farms.numbers("w");
    let post = poststratify(&kinds(), &farms.kinds(), Some(&weights)).unwrap();
    for (name, design) in [
        ("post", parishes(&farms, Lonely::Refused)),
        ("post_two_stage", two_stages(&farms, Some(&weights), Lonely::Refused)),
    ] {
        let sample = Sample::post_stratified(&post).unwrap().drawn_by(&design).unwrap();
        compare(&mut differences, name, &farms, &sample);
    }
    differences.none();
}

#[test]
fn raked_weights_agree_with_r_on_clusters_in_strata() {
    let mut differences = Differences { least_tolerance: 1e-8, ..Differences::default() };
    let farms = Farms::tenured();
    let (kinds, weights) = (kinds(), farms.numbers("w"));
    let tenure = Margin::new("tenure", [("own", 190.0), ("rent", 200.0), ("share", 100.0), ("trust", 40.0)]).unwrap();
    let tenures: Vec<_> = farms.tenures().iter().map(|name| tenure.code_of(name.unwrap())).collect();
    let kind_codes = farms.kinds();
    let raked =
        rake(&[Placement::new(&kinds, &kind_codes), Placement::new(&tenure, &tenures)], Some(&weights)).unwrap();
    let design = parishes(&farms, Lonely::Refused);
    for (name, sample) in
        [("raked", Sample::raked_as_in_r(&raked)), ("raked_by_calibrating", Sample::raked(&raked).unwrap())]
    {
        let sample = sample.scaled_to(530.0).unwrap().drawn_by(&design).unwrap();
        compare(&mut differences, name, &farms, &sample);
    }
    differences.none();
}

/// Calibrates to kinds and one number, and compares.
fn compare_calibrated(all: &mut Differences, name: &str, method: Method, column: &str, total: f64, design: &Design) {
    let farms = if name == "alone" { Farms::tenured() } else { Farms::several() };
    let (kinds, codes, weights) = (kinds(), farms.kinds(), farms.numbers("w"));
    let values = farms.numbers(column);
    let auxiliaries = [Auxiliary::margin(Placement::new(&kinds, &codes)), Auxiliary::column(column, &values, total)];
    let calibrated: Calibrated<'_> = calibrate(&auxiliaries, Some(&weights), method).unwrap();
    let sample = Sample::calibration(&calibrated).unwrap().drawn_by(design).unwrap();
    compare(all, name, &farms, &sample);
}

#[test]
fn calibrated_weights_agree_with_r_for_every_method() {
    let mut differences = Differences::default();
    let farms = Farms::several();
    let one = parishes(&farms, Lonely::Refused);
    let weights = farms.numbers("w");
    let bounds = |lower, upper| Bounds::new(lower, upper).unwrap();
    for (name, method) in [
        ("linear", Method::Linear),
        ("raking", Method::Raking),
        ("logit", Method::Logit(bounds(0.72, 1.3))),
        ("linear_bounded", Method::LinearBounded(bounds(0.8, 1.12))),
        ("raking_bounded", Method::RakingBounded(bounds(0.8, 1.12))),
    ] {
        compare_calibrated(&mut differences, name, method, "area", 9_900.0, &one);
    }
    let two = two_stages(&farms, Some(&weights), Lonely::Refused);
    compare_calibrated(&mut differences, "linear_two_stage", Method::Linear, "area", 9_900.0, &two);
    let alone = Design::of(farms.len()).weights(&weights).build().unwrap();
    compare_calibrated(&mut differences, "alone", Method::Logit(bounds(0.3, 3.0)), "cows", 2_050.0, &alone);
    differences.none();
}

#[test]
fn negative_weights_agree_with_r() {
    let mut differences = Differences::default();
    let design = parishes(&Farms::several(), Lonely::Refused);
    compare_calibrated(&mut differences, "negative", Method::Linear, "area", 3_500.0, &design);
    differences.none();
}

#[test]
fn a_total_known_in_each_stratum_without_the_number_of_people_agrees_with_r() {
    let mut differences = Differences::default();
    let farms = Farms::several();
    let (weights, area, strata) = (farms.numbers("w"), farms.numbers("area"), farms.text("stratum"));
    let within = |stratum: &str| -> Vec<f64> {
        area.iter().zip(&strata).map(|(area, s)| if *s == stratum { *area } else { 0.0 }).collect()
    };
    let columns = ["coast", "hill", "plain"].map(within);
    let totals = [1_450.0, 1_240.0, 7_700.0];
    let auxiliaries = [0, 1, 2].map(|s| Auxiliary::column("area", &columns[s], totals[s]));
    let calibrated = calibrate(&auxiliaries, Some(&weights), Method::Linear).unwrap();
    let design = parishes(&farms, Lonely::Refused);
    let sample = Sample::calibration(&calibrated).unwrap().drawn_by(&design).unwrap();
    compare(&mut differences, "by_stratum", &farms, &sample);
    differences.none();
}

#[test]
fn a_lonely_cluster_of_calibrated_weights_agrees_with_r_under_every_option() {
    let mut differences = Differences::default();
    let farms = Farms::all();
    let kinds = Margin::new("kind", KINDS.into_iter().zip([215.0, 195.0, 160.0])).unwrap();
    let (codes, weights, area) = (farms.kinds(), farms.numbers("w"), farms.numbers("area"));
    let auxiliaries = [Auxiliary::margin(Placement::new(&kinds, &codes)), Auxiliary::column("area", &area, 10_500.0)];
    let calibrated = calibrate(&auxiliaries, Some(&weights), Method::Linear).unwrap();
    for (choice, lonely) in [("certainty", Lonely::Certain), ("adjust", Lonely::Centred), ("average", Lonely::Average)]
    {
        let pointer = format!("/lonely/{choice}/calibrated");
        let design = parishes(&farms, lonely);
        let sample = Sample::calibration(&calibrated).unwrap().drawn_by(&design).unwrap();
        compare_figures(&mut differences, &pointer, &farms, &sample, &expected(&pointer));
    }
    differences.none();
}
