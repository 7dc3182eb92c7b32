//! Cases whose data comes from packages under the GPL and stays out of this tree.
//! Run with `cargo test -p weighting -- --ignored` where `stats-cases` lies beside the project.

use serde_json::Value;
use weighting::bootstrap::{Bootstrap, Centre, Column};
use weighting::estimate::{Sample, mean, sum};
use weighting::margin::Placement;
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
        let enrolled = sum(&sample, &table.answers("enroll")).unwrap();
        relatively_close("total", enrolled.weighted * 30.97, at(expected, "/svytotal_enroll"), 1e-9);
        let se = at(expected, "/svytotal_enroll_se");
        relatively_close("total's error", enrolled.standard_error.unwrap() * 30.97, se, 1e-6);
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
