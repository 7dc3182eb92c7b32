//! Post-stratification and calibration on top of a design with unequal weights.

use weighting::estimate::{Estimates, Sample, means, totals};
use weighting::margin::{Margin, Placement};
use weighting::rake::rake;

use super::{Fpc, Survey, all_close};
use weighting::design::Lonely;

#[track_caller]
fn agrees(survey: &Survey, sample: &Sample<'_>, tolerance: f64) {
    let columns = ["score", "acres", "yes"].map(|name| survey.table.answers(name));
    let weighted = |figures: &Estimates| figures.each.iter().map(|each| each.weighted).collect::<Vec<_>>();
    for (kind, figures) in [("mean", means(sample, &columns).unwrap()), ("total", totals(sample, &columns).unwrap())] {
        all_close(kind, &weighted(&figures), &survey.numbers(&format!("/{kind}/est")), tolerance);
        let covariance = figures.covariance.unwrap().concat();
        all_close(kind, &covariance, &survey.numbers(&format!("/{kind}/vcov")), tolerance);
    }
}

#[test]
fn post_strata_across_clusters_agree_with_r() {
    let survey = Survey::of("clusters", "post_stratified", Fpc::Known, Lonely::Refused);
    let kind = Margin::new("kind", [("farm", 160.0), ("home", 110.0), ("wood", 60.0)]).unwrap();
    let codes = survey.table.codes("kind", &kind);
    let raked = rake(&[Placement::new(&kind, &codes)], Some(survey.design.weights())).unwrap();
    let sample = Sample::raked(&raked).unwrap().scaled_to(330.0).unwrap().drawn_by(&survey.design).unwrap();
    all_close("weight", sample.weights(), &survey.numbers("/weights"), 1e-12);
    agrees(&survey, &sample, 1e-11);
}

#[test]
fn calibrated_weights_on_strata_and_clusters_agree_with_r() {
    for (name, tolerance) in [("calibrated", 1e-11), ("exponential", 1e-10)] {
        let survey = Survey::of("nested", name, Fpc::Known, Lonely::Refused);
        let weights = survey.numbers("/weights");
        let ones = vec![1.0; weights.len()];
        let men = survey.flags("sex", "M").iter().map(|man| f64::from(u8::from(man.unwrap()))).collect::<Vec<_>>();
        let visits = survey.table.numbers("visits");
        let auxiliaries = [&ones, &men, &visits, &men];
        let sample = Sample::calibrated(&weights, survey.design.weights(), &auxiliaries).unwrap();
        agrees(&survey, &sample.drawn_by(&survey.design).unwrap(), tolerance);
    }
}
