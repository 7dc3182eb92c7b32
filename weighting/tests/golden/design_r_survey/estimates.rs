//! Means, totals, ratios, domains, design effects and lonely clusters.

use weighting::design::{Design, DesignError, Lonely, Nesting};
use weighting::estimate::{
    Estimates, Quantity, Sample, by, design_effect, estimates, mean, means, ratio, shares_of, totals,
};

use super::{DESIGNS, Fpc, Survey, all_close};
use crate::support::close;

const TOLERANCE: f64 = 1e-12;

fn columns(survey: &Survey) -> [Vec<Option<f64>>; 3] {
    ["score", "acres", "yes"].map(|name| survey.table.answers(name))
}

fn weighted(estimates: &Estimates) -> Vec<f64> {
    estimates.each.iter().map(|each| each.weighted).collect()
}

fn errors(estimates: &Estimates) -> Vec<f64> {
    estimates.each.iter().map(|each| each.standard_error.unwrap()).collect()
}

/// Means, totals and ratios with their covariance, as every design has them.
#[track_caller]
fn agrees(survey: &Survey, sample: &Sample<'_>) {
    let columns = columns(survey);
    for (kind, figures) in [("mean", means(sample, &columns).unwrap()), ("total", totals(sample, &columns).unwrap())] {
        all_close(kind, &weighted(&figures), &survey.numbers(&format!("/{kind}/est")), TOLERANCE);
        all_close(kind, &errors(&figures), &survey.numbers(&format!("/{kind}/se")), TOLERANCE);
        let covariance = figures.covariance.unwrap().concat();
        all_close(kind, &covariance, &survey.numbers(&format!("/{kind}/vcov")), TOLERANCE);
    }
    let visits = survey.table.answers("visits");
    let ratios = [&columns[1], &columns[0]].map(|numerator| ratio(sample, numerator, &visits).unwrap());
    all_close("ratio", &ratios.map(|r| r.weighted), &survey.numbers("/ratio/est"), TOLERANCE);
    all_close("ratio", &ratios.map(|r| r.standard_error.unwrap()), &survey.numbers("/ratio/se"), TOLERANCE);
    close("degrees", sample.degrees_of_freedom(), survey.numbers("/degf")[0], 1e-15);
}

#[test]
fn clusters_and_strata_with_and_without_finite_populations_agree_with_r() {
    for name in DESIGNS.into_iter().chain(["clusters_without_fpc", "nested_without_fpc"]) {
        let survey = Survey::read(name);
        agrees(&survey, &Sample::of(&survey.design));
    }
}

#[test]
fn each_choice_for_a_lonely_cluster_agrees_with_r() {
    for (choice, lonely) in [
        ("remove", Lonely::Certain),
        ("certainty", Lonely::Certain),
        ("adjust", Lonely::Centred),
        ("average", Lonely::Average),
    ] {
        let survey = Survey::of("lonely", &format!("lonely.{choice}"), Fpc::Known, lonely);
        agrees(&survey, &Sample::of(&survey.design));
    }
}

#[test]
fn a_lonely_cluster_is_refused_by_name_unless_told_otherwise() {
    let survey = Survey::of("lonely", "lonely.remove", Fpc::Known, Lonely::Certain);
    let villages = survey.table.text("village");
    let begun = Design::of(survey.table.len()).strata(&survey.table.text("stratum")).clusters(&villages);
    let refusal = begun.nesting(Nesting::WithinStrata).build().unwrap_err();
    assert_eq!(refusal, DesignError::LonelyCluster { stratum: "s2".into() });
}

#[test]
fn intervals_by_t_agree_with_r() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let sample = Sample::of(&survey.design);
        let degrees = survey.numbers("/degf")[0];
        let intervals = means(&sample, &columns(&survey)).unwrap().intervals(0.95, degrees).unwrap();
        let limits: Vec<f64> = intervals.iter().flat_map(|interval| [interval.lower, interval.upper]).collect();
        all_close("interval", &limits, &survey.numbers("/mean/ci"), TOLERANCE);
    }
}

#[test]
fn both_kinds_of_design_effect_agree_with_r() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let sample = Sample::of(&survey.design);
        for (k, column) in columns(&survey).iter().enumerate() {
            for (kind, quantity) in [("mean", Quantity::Mean(column)), ("total", Quantity::Total(column))] {
                let effect = design_effect(&sample, quantity).unwrap();
                let diagonal = |pointer: &str| {
                    let all = survey.numbers(&format!("/{kind}/{pointer}"));
                    if all.len() == 9 { all[4 * k] } else { all[k] }
                };
                close(kind, effect.with_replacement, diagonal("deff_replace"), TOLERANCE);
                close(kind, effect.without_replacement.unwrap(), diagonal("deff"), TOLERANCE);
            }
        }
    }
}

#[test]
fn blanks_are_a_domain() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let (sample, item) = (Sample::of(&survey.design), survey.table.answers("item"));
        let figure = mean(&sample, &item).unwrap();
        close("item", figure.weighted, survey.numbers("/item/est")[0], TOLERANCE);
        close("item", figure.standard_error.unwrap(), survey.numbers("/item/se")[0], TOLERANCE);
        let effect = design_effect(&sample, Quantity::Mean(&item)).unwrap();
        close("item", effect.without_replacement.unwrap(), survey.numbers("/item/deff")[0], TOLERANCE);
    }
}

#[test]
fn domains_of_means_totals_and_ratios_agree_with_r() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let (sample, kinds) = (Sample::of(&survey.design), survey.labels("kind"));
        let [score, acres, _] = columns(&survey);
        let visits = survey.table.answers("visits");
        let ratio = Quantity::Ratio { numerator: &acres, denominator: &visits };
        for (pointer, quantity) in [
            ("mean_by_kind", Quantity::Mean(&score)),
            ("total_by_kind", Quantity::Total(&acres)),
            ("ratio_by_kind", ratio),
        ] {
            let domains = by(&sample, &kinds, quantity).unwrap();
            assert_eq!(domains.groups, ["farm", "home", "wood"]);
            all_close(pointer, &weighted(&domains.estimates), &survey.numbers(&format!("/{pointer}/est")), TOLERANCE);
            all_close(pointer, &errors(&domains.estimates), &survey.numbers(&format!("/{pointer}/se")), TOLERANCE);
            all_close(pointer, &domains.degrees_of_freedom, &survey.numbers("/degf_by_kind"), 1e-15);
            if survey.expected.pointer(&format!("/{pointer}/vcov")).is_some() {
                let covariance = domains.estimates.covariance.unwrap().concat();
                all_close(pointer, &covariance, &survey.numbers(&format!("/{pointer}/vcov")), TOLERANCE);
            }
        }
    }
}

#[test]
fn design_effects_of_domains_agree_with_r() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let sample = Sample::of(&survey.design);
        let [score, acres, _] = columns(&survey);
        for (k, kind) in ["farm", "home", "wood"].into_iter().enumerate() {
            let within = |values: &[Option<f64>]| crate::support::only(values, &survey.table.text("kind"), kind);
            let mean = design_effect(&sample, Quantity::Mean(&within(&score))).unwrap();
            close(kind, mean.without_replacement.unwrap(), survey.numbers("/mean_by_kind/deff")[k], TOLERANCE);
            let total = design_effect(&sample, Quantity::Total(&within(&acres))).unwrap();
            close(kind, total.without_replacement.unwrap(), survey.numbers("/total_by_kind/deff")[k], TOLERANCE);
        }
    }
}

#[test]
fn shares_of_categories_agree_with_r() {
    for name in DESIGNS {
        let survey = Survey::read(name);
        let known = ["farm", "home", "wood"];
        let codes: Vec<_> = survey.table.text("kind").iter().map(|kind| known.iter().position(|k| k == kind)).collect();
        let shares = shares_of(&Sample::of(&survey.design), &codes, 3).unwrap();
        all_close("share", &weighted(&shares), &survey.numbers("/categories/est"), TOLERANCE);
        let covariance = shares.covariance.unwrap().concat();
        all_close("share", &covariance, &survey.numbers("/categories/vcov"), TOLERANCE);
    }
}

#[test]
fn a_covariance_between_different_kinds_of_figure_is_that_of_their_scores() {
    let survey = Survey::read("nested");
    let sample = Sample::of(&survey.design);
    let [score, acres, _] = columns(&survey);
    let together = estimates(&sample, &[Quantity::Mean(&score), Quantity::Total(&acres)]).unwrap();
    let all: f64 = sample.weights().iter().sum();
    let centre = together.each[0].weighted;
    let scores = [
        score.iter().map(|score| (score.unwrap() - centre) / all).collect::<Vec<_>>(),
        acres.iter().map(|acres| acres.unwrap()).collect(),
    ];
    let covariance = sample.covariance(&scores).unwrap();
    close("covariance", together.covariance.unwrap()[0][1], covariance[0][1], 1e-13);
}
