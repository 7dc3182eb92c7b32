//! Cases whose data comes from packages under the GPL and stays out of this tree.
//! Run with `cargo test -p weighting -- --ignored` where `stats-cases` lies beside the project.

use serde_json::Value;
use weighting::bootstrap::{Bootstrap, Centre, Column};
use weighting::calibrate::{Auxiliary, Method, calibrate};
use weighting::design::{Design, Population};
use weighting::estimate::{Sample, mean, means, ratio, total};
use weighting::margin::Placement;
use weighting::poststratify::poststratify;
use weighting::quality::Kish;
use weighting::rake::{Raked, rake};

use crate::support::{Table, at, close, json, licensed, margin, only, relatively_close};

/// Rakes the simple random sample of schools, base weights included.
fn rake_schools(table: &Table, population: &Value, margins: &[&str]) -> Raked {
    let margins: Vec<_> = margins.iter().map(|name| margin(name, &population[*name])).collect();
    let codes: Vec<_> = margins.iter().map(|margin| table.codes(margin.name(), margin)).collect();
    let placements: Vec<_> = margins.iter().zip(&codes).map(|(margin, codes)| Placement::new(margin, codes)).collect();
    rake(&placements, Some(&table.numbers("pw"))).unwrap()
}

#[test]
#[ignore = "its data is licensed under the GPL: needs stats-cases beside the project"]
fn raking_two_and_three_margins_of_schools_agrees_with_r() {
    let folder = licensed("api_srs_rake");
    let (case, table) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv"));
    let weights = Table::read(&folder, "expected_weights.csv");
    for (run, margins) in [("r2", &["stype", "sch.wide"][..]), ("r3", &["stype", "sch.wide", "awards"])] {
        let raked = rake_schools(&table, &case["population"], margins);
        let expected = &case["expected"][run];
        for (actual, expected) in raked.weights().iter().zip(weights.numbers(&format!("w_{run}"))) {
            relatively_close(run, actual * 6_194.0 / 200.0, expected, 1e-8);
        }
        close("n_eff", Kish::of(raked.weights()).unwrap().effective, at(expected, "/n_eff"), 1e-9);
        let sample = Sample::raked(&raked).unwrap();
        for variable in ["api00", "api99", "enroll", "meals", "ell"] {
            let figure = mean(&sample, &table.answers(variable)).unwrap();
            relatively_close(variable, figure.weighted, at(expected, &format!("/mean/{variable}")), 1e-9);
            let se = at(expected, &format!("/se/{variable}"));
            relatively_close(variable, figure.standard_error.unwrap(), se, 1e-6);
        }
        let enrolled = total(&sample, &table.answers("enroll")).unwrap();
        relatively_close("total", enrolled.weighted * 30.97, at(expected, "/svytotal_enroll"), 1e-9);
        let se = at(expected, "/svytotal_enroll_se");
        relatively_close("total's error", enrolled.standard_error.unwrap() * 30.97, se, 1e-6);
        let scores = ["api00", "api99"].map(|variable| table.answers(variable));
        let improved = ratio(&sample, &scores[0], &scores[1]).unwrap();
        relatively_close("ratio", improved.weighted, at(expected, "/ratio_api00_api99"), 1e-9);
        relatively_close("ratio's error", improved.standard_error.unwrap(), at(expected, "/ratio_se"), 1e-6);
        assert_eq!(at(expected, "/degf").to_bits(), 199.0_f64.to_bits());
        for (kind, degrees) in [("z", f64::INFINITY), ("t", sample.degrees_of_freedom())] {
            let interval = mean(&sample, &scores[0]).unwrap().interval(0.95, degrees).unwrap();
            let pointer = format!("/confint_api00_{kind}");
            relatively_close(kind, interval.lower, at(expected, &format!("{pointer}/0")), 1e-8);
            relatively_close(kind, interval.upper, at(expected, &format!("{pointer}/1")), 1e-8);
        }
    }
}

#[test]
#[ignore = "its data is licensed under the GPL: needs stats-cases beside the project"]
fn kinds_of_school_are_domains_of_the_raked_design() {
    let folder = licensed("api_srs_rake");
    let (case, table) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv"));
    let raked = rake_schools(&table, &case["population"], &["stype", "sch.wide", "awards"]);
    let sample = Sample::raked(&raked).unwrap();
    let (expected, kinds) = (&case["expected"]["by_stype_r3"], table.text("stype"));
    for (k, kind) in ["E", "H", "M"].into_iter().enumerate() {
        for variable in ["api00", "meals"] {
            let figure = mean(&sample, &only(&table.answers(variable), &kinds, kind)).unwrap();
            relatively_close(kind, figure.weighted, at(expected, &format!("/{variable}/{k}")), 1e-9);
            let se = at(expected, &format!("/{variable}_se/{k}"));
            relatively_close(kind, figure.standard_error.unwrap(), se, 1e-6);
        }
    }
}

#[test]
#[ignore = "its data is licensed under the GPL: needs stats-cases beside the project"]
fn raking_one_margin_is_post_stratification() {
    let folder = licensed("api_poststrat");
    let (case, table) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv"));
    let weights = Table::read(&folder, "expected_weights.csv");
    let raked = rake_schools(&table, &serde_json::json!({ "stype": case["population"] }), &["stype"]);
    assert_eq!(raked.sweeps(), 1);
    for (actual, expected) in raked.weights().iter().zip(weights.numbers("w_post")) {
        relatively_close("weight", actual * 6_194.0 / 183.0, expected, 1e-9);
    }
    let sample = Sample::raked(&raked).unwrap();
    for variable in ["api00", "api99", "enroll"] {
        let (figure, expected) = (mean(&sample, &table.answers(variable)).unwrap(), &case["expected"]["srs"]);
        relatively_close(variable, figure.weighted, at(expected, &format!("/mean/{variable}")), 1e-9);
        let se = at(expected, &format!("/se/{variable}"));
        relatively_close(variable, figure.standard_error.unwrap(), se, 1e-9);
    }
}

/// The standard error of `Σ w e` for residuals under weights: one stage, with replacement.
fn standard_error(residuals: &[f64], weights: &[f64]) -> f64 {
    let z: Vec<f64> = residuals.iter().zip(weights).map(|(residual, weight)| residual * weight).collect();
    let n = f64::from(u32::try_from(z.len()).unwrap());
    let mean = z.iter().sum::<f64>() / n;
    (z.iter().map(|z| (z - mean).powi(2)).sum::<f64>() * n / (n - 1.0)).sqrt()
}

#[test]
#[ignore = "its data is licensed under the GPL: needs stats-cases beside the project"]
fn post_stratified_weights_and_their_residuals_agree_with_r() {
    let folder = licensed("api_poststrat");
    let (case, table) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv"));
    let stype = margin("stype", &case["population"]);
    let post = poststratify(&stype, &table.codes("stype", &stype), Some(&table.numbers("pw"))).unwrap();
    let weights = Table::read(&folder, "expected_weights.csv").numbers("w_post");
    for (actual, expected) in post.weights().iter().zip(weights) {
        relatively_close("weight", *actual, expected, 1e-12);
    }
    for variable in ["api00", "api99", "enroll"] {
        let (y, expected) = (table.numbers(variable), &case["expected"]["srs"]);
        let mean = y.iter().zip(post.weights()).map(|(y, weight)| y * weight).sum::<f64>() / 6_194.0;
        relatively_close(variable, mean, at(expected, &format!("/mean/{variable}")), 1e-9);
        let scores: Vec<f64> = y.iter().map(|y| (y - mean) / 6_194.0).collect();
        let error = standard_error(&post.residuals(&scores).unwrap(), post.weights());
        relatively_close(variable, error, at(expected, &format!("/se/{variable}")), 1e-9);
    }
}

#[test]
#[ignore = "its data is licensed under the GPL: needs stats-cases beside the project"]
fn exponential_calibration_to_margins_of_schools_agrees_with_raking_in_r() {
    let folder = licensed("api_srs_rake");
    let (case, table) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv"));
    let margins = ["stype", "sch.wide", "awards"].map(|name| margin(name, &case["population"][name]));
    let codes = [0, 1, 2].map(|m| table.codes(margins[m].name(), &margins[m]));
    let auxiliaries = [0, 1, 2].map(|m| Auxiliary::margin(Placement::new(&margins[m], &codes[m])));
    let base = table.numbers("pw");
    let calibrated = calibrate(&auxiliaries, Some(&base), Method::Raking).unwrap();
    let weights = Table::read(&folder, "expected_weights.csv").numbers("w_r3");
    for (actual, expected) in calibrated.weights().iter().zip(weights) {
        relatively_close("weight", *actual, expected, 1e-8);
    }
    let scores: Vec<f64> = table.numbers("api00").iter().map(|y| (y - 658.466_060_233_884) / 6_194.0).collect();
    let error = standard_error(&calibrated.residuals(&scores).unwrap(), calibrated.weights());
    relatively_close("api00", error, at(&case["expected"]["r3"], "/se/api00"), 1e-6);
}

#[test]
#[ignore = "its data is licensed under the GPL: needs stats-cases beside the project"]
fn post_strata_on_a_cluster_sample_of_a_finite_population_agree_with_r() {
    let folder = licensed("api_poststrat");
    let (case, table) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv"));
    let raked = rake_schools(&table, &serde_json::json!({ "stype": case["population"] }), &["stype"]);
    let (base, districts) = (table.numbers("pw"), table.numbers("fpc"));
    let design = Design::of(table.len()).weights(&base).clusters(&table.text("dnum"));
    let design = design.population(Population::Sizes(&districts)).build().unwrap();
    let sample = Sample::raked(&raked).unwrap().drawn_by(&design).unwrap();
    let variables = ["api00", "api99", "enroll"];
    let figures = means(&sample, &variables.map(|variable| table.answers(variable))).unwrap();
    let expected = &case["expected"]["cluster_fpc"];
    for (i, (variable, figure)) in variables.iter().zip(&figures.each).enumerate() {
        relatively_close(variable, figure.weighted, at(expected, &format!("/mean/{variable}")), 1e-9);
        let se = at(expected, &format!("/se/{variable}"));
        relatively_close(variable, figure.standard_error.unwrap(), se, 1e-9);
        for (j, covariance) in figures.covariance.as_ref().unwrap()[i].iter().enumerate() {
            relatively_close(variable, *covariance, at(expected, &format!("/vcov/{i}/{j}")), 1e-9);
        }
    }
}

#[test]
#[ignore = "its data is licensed under the GPL: needs stats-cases beside the project"]
fn replicates_with_given_multiplicities_agree_with_those_that_r_rakes() {
    let folder = licensed("bootstrap_reraked_fixed");
    let (case, table) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv"));
    let margins = ["stype", "sch.wide"].map(|name| margin(name, &case["population"][name]));
    let codes = margins.each_ref().map(|margin| table.codes(margin.name(), margin));
    let placements = [0, 1].map(|index| Placement::new(&margins[index], &codes[index]));
    let answers = ["api00", "meals"].map(|name| table.numbers(name));
    let columns = answers.each_ref().map(|answers| Column::Values(answers));
    let multiplicities: Vec<_> = (1..=40).map(|replicate| table.numbers(&format!("m{replicate}"))).collect();

    let bootstrap = Bootstrap::reraked(&placements, Some(&table.numbers("pw")), &columns).unwrap();
    let replicates = bootstrap.means_given(&multiplicities, 0.0).unwrap();

    let expected = &case["expected"];
    relatively_close("mean", replicates.figures()[0], at(expected, "/mean/api00"), 1e-9);
    relatively_close("mean", replicates.figures()[1], at(expected, "/mean/meals"), 1e-9);
    for (replicate, row) in replicates.rows().enumerate() {
        for (figure, actual) in row.iter().enumerate() {
            let expected = at(expected, &format!("/replicate_means/{replicate}/{figure}"));
            relatively_close("replicate", *actual, expected, 1e-6);
        }
    }
    let centres = [
        (Centre::ReplicateMean, "se_scale_1_over_Bminus1_centred_on_replicate_mean"),
        (Centre::FullSample, "se_scale_1_over_B_centred_on_full_sample"),
    ];
    for (centre, name) in centres {
        for (figure, actual) in replicates.standard_errors(centre).into_iter().enumerate() {
            relatively_close(name, actual, at(expected, &format!("/{name}/{figure}")), 1e-6);
        }
    }
}
