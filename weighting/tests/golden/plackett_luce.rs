//! Rankings against reference fits and published results.

use serde_json::Value;
use weighting::estimate::Sample;
use weighting::margin::Placement;
use weighting::plackett_luce::{PlackettLuce, Pseudo};
use weighting::rake::rake;
use weighting::ranking::{Rankings, Unranked};
use weighting::worth::{Basis, LogWorths, WorthError};

use crate::support::{Table, case, close, json, margin, relatively_close};

/// The numbers of an array, or of an object in its order.
pub fn numbers(value: &Value) -> Vec<f64> {
    serde_json::from_value(value.clone()).unwrap()
}

/// The whole numbers of a column.
pub fn whole(table: &Table, column: &str) -> Vec<usize> {
    table.text(column).iter().map(|text| text.parse().unwrap()).collect()
}

#[track_caller]
pub fn all_close(what: &str, actual: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(actual.len(), expected.len(), "{what}");
    actual.iter().zip(expected).for_each(|(actual, expected)| close(what, *actual, *expected, tolerance));
}

#[track_caller]
pub fn all_relatively_close(what: &str, actual: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(actual.len(), expected.len(), "{what}");
    actual.iter().zip(expected).for_each(|(actual, expected)| relatively_close(what, *actual, *expected, tolerance));
}

fn raked_rankings() -> (Table, Rankings) {
    let table = Table::read(&case("pl_raked_design_se"), "input.csv");
    let places: Vec<Vec<usize>> = (1..=6).map(|place| whole(&table, &format!("place{place}"))).collect();
    let mut rankings = Rankings::new(6, Unranked::Below).unwrap();
    for row in 0..table.len() {
        let order: Vec<usize> = places.iter().filter_map(|place| place[row].checked_sub(1)).collect();
        rankings.add_order(&order).unwrap();
    }
    (table, rankings)
}

#[test]
fn top_three_rankings_of_a_raked_sample_have_the_errors_of_the_design() {
    let expected = &json(&case("pl_raked_design_se"), "expected.json");
    let (table, rankings) = raked_rankings();
    let [age, sex] = ["age", "sex"].map(|name| margin(name, &expected["targets"][name]));
    let (ages, sexes) = (table.codes("age", &age), table.codes("sex", &sex));
    let raked = rake(&[Placement::new(&age, &ages), Placement::new(&sex, &sexes)], None).unwrap();
    let weights = Table::read(&case("pl_raked_design_se"), "expected_weights.csv").numbers("w");
    all_relatively_close("weight", raked.weights(), &weights, 1e-8);
    let expected = &expected["expected"];

    let fitted = PlackettLuce::fit(&Sample::raked(&raked).unwrap(), &rankings, Pseudo::Never).unwrap();

    let design = fitted.worths.log_worths(Basis::Design).unwrap();
    all_close("log worth", &design.values, &numbers(&expected["log_worth_mean0"]), 1e-9);
    all_relatively_close("error", &design.standard_errors(), &numbers(&expected["se_raked_linearised"]), 1e-7);
    let shares = design.shares();
    all_close("share", &shares.values, &numbers(&expected["share"]), 1e-9);
    all_relatively_close("error", &shares.standard_errors().unwrap(), &numbers(&expected["share_se_raked"]), 1e-7);
    close("log-likelihood", fitted.worths.log_likelihood, expected["logLik_weighted"].as_f64().unwrap(), 1e-9);
    let model = fitted.worths.log_worths(Basis::Model).unwrap().standard_errors();
    all_relatively_close("error of the model", &model, &numbers(&expected["se_naive_inverse_hessian"]), 1e-7);
    let fixed = PlackettLuce::fit(&Sample::fixed(raked.weights()).unwrap(), &rankings, Pseudo::Never).unwrap();
    let fixed = fixed.worths.log_worths(Basis::Design).unwrap().standard_errors();
    all_relatively_close("error of fixed weights", &fixed, &numbers(&expected["se_weights_fixed"]), 1e-7);
}

#[test]
fn full_rankings_alone_agree_with_r() {
    let expected = &json(&case("pl_raked_design_se"), "expected.json")["expected"];
    let (table, rankings) = raked_rankings();
    let full: Vec<f64> = table.numbers("place6").iter().map(|item| f64::from(u8::from(*item > 0.0))).collect();
    assert_eq!(serde_json::json!(full.iter().filter(|weight| **weight > 0.0).count()), expected["n_full"]);
    let fitted = PlackettLuce::fit(&Sample::fixed(&full).unwrap(), &rankings, Pseudo::Never).unwrap();
    let worths = fitted.worths.log_worths(Basis::Model).unwrap();
    all_close("log worth", &worths.values, &numbers(&expected["unweighted_full_rankings_only_PlackettLuce"]), 1e-7);
}

/// The five comparisons of four items in the vignette of R's `PlackettLuce`, of which the last never wins.
fn four_items() -> Rankings {
    let orders = [[0, 1], [2, 0], [0, 3], [1, 0], [1, 2]];
    Rankings::from_orders(4, Unranked::Absent, &orders.map(Some)).unwrap()
}

#[test]
fn an_item_that_never_wins_is_named_and_held_by_pseudo_rankings() {
    let sample = Sample::unweighted(5).unwrap();
    let refusal = PlackettLuce::fit(&sample, &four_items(), Pseudo::Never).unwrap_err();
    let WorthError::NotConnected(connectivity) = refusal else { panic!("{refusal}") };
    assert_eq!(connectivity.clusters, [vec![0, 1, 2], vec![3]]);
    assert_eq!(connectivity.never_win, [3]);
    for pseudo in [Pseudo::default(), Pseudo::Always(0.5)] {
        let fitted = PlackettLuce::fit(&sample, &four_items(), pseudo).unwrap();
        let worths = fitted.worths.log_worths(Basis::Model).unwrap().against(0).unwrap();
        all_close("log worth", &worths.values, &[0.0, 0.518_418_5, 0.135_470_7, -1.153_756_5], 1e-6);
    }
}

/// The six rankings of four fruits on the help page of R's `PlackettLuce`, with ties of two and three.
#[test]
fn pseudo_rankings_beside_ties_agree_with_the_help_page_of_r() {
    let ranks = [[1, 2, 0, 0], [4, 1, 2, 3], [2, 1, 1, 1], [1, 2, 3, 0], [2, 1, 1, 0], [1, 0, 3, 2]].map(Some);
    let rankings = Rankings::from_ranks(4, Unranked::Absent, &ranks).unwrap();
    for (pseudo, worths, ties) in [
        (Pseudo::Never, [0.0, 0.294_287_5, -0.733_511_3, -0.119_096_0], [-1.861_946_7, -0.736_973_5]),
        (Pseudo::Always(0.5), [0.0, 0.252_873_79, -0.613_506_84, -0.086_884_75], [-2.150_681_11, -0.792_453_58]),
    ] {
        let fitted = PlackettLuce::fit(&Sample::unweighted(6).unwrap(), &rankings, pseudo).unwrap();
        let found = fitted.worths.log_worths(Basis::Model).unwrap().against(0).unwrap();
        all_close("log worth", &found.values, &worths, 5e-7);
        let found: Vec<f64> = fitted.ties(Basis::Model).unwrap().iter().map(|tie| tie.log_prevalence).collect();
        all_close("tie", &found, &ties, 5e-7);
    }
}

/// The maximum by a general optimiser over all sets that could have tied, to seven digits.
#[test]
fn pseudo_rankings_hold_items_that_always_win_that_nothing_joins_or_that_nobody_ranked() {
    let first = [1, 2, 0, 0, 0];
    let (second, tied) = ([0, 0, 1, 2, 0], [0, 0, 1, 1, 0]);
    let ranks = [first, first, second, tied, [0, 0, 2, 1, 0], first, second].map(Some);
    let rankings = Rankings::from_ranks(5, Unranked::Absent, &ranks).unwrap();
    let fitted = PlackettLuce::fit(&Sample::unweighted(7).unwrap(), &rankings, Pseudo::Always(0.5)).unwrap();
    let connectivity = &fitted.worths.connectivity;
    assert_eq!(connectivity.clusters, [vec![0], vec![1], vec![2, 3], vec![4]]);
    assert!((&connectivity.never_lose, &connectivity.never_win) == (&vec![0], &vec![1]));
    assert_eq!((&connectivity.never_compared, connectivity.is_joined()), (&vec![4], false));
    let worths = fitted.worths.log_worths(Basis::Model).unwrap();
    all_close("log worth", &worths.values, &[1.323_406_68, -1.323_406_68, 0.250_639_20, -0.250_639_20, 0.0], 1e-6);
    close("tie", fitted.ties(Basis::Model).unwrap()[0].log_prevalence, -1.515_716_96, 1e-6);
}

#[test]
fn items_left_out_of_the_comparison_leave_no_pseudo_rankings_behind() {
    let mut rankings = Rankings::new(3, Unranked::Absent).unwrap();
    for order in [[0, 1], [2, 0], [1, 0], [1, 2]] {
        rankings.add_order(&order).unwrap();
    }
    let fitted = PlackettLuce::fit(&Sample::unweighted(4).unwrap(), &rankings, Pseudo::default()).unwrap();
    assert!(fitted.worths.pseudo <= 0.0);
    let worths: LogWorths = fitted.worths.log_worths(Basis::Model).unwrap().against(0).unwrap();
    all_close("log worth", &worths.values, &[0.0, 0.8392, 0.4196], 5e-5);
    all_close("error", &worths.standard_errors(), &[0.0, 1.3596, 1.5973], 5e-5);
    close("deviance", fitted.deviance(), 5.1356, 5e-5);
    close("AIC", fitted.worths.aic(), 9.1356, 5e-5);
    close("residual degrees of freedom", fitted.residual_degrees_of_freedom, 2.0, 1e-12);
}

#[test]
fn ties_of_two_and_three_agree_with_sums_over_all_sets() {
    let folder = case("pl_ties");
    let (expected, table) = (json(&folder, "expected.json"), Table::read(&folder, "input.csv"));
    let columns: Vec<Vec<usize>> = (1..=6).map(|item| whole(&table, &format!("rank{item}"))).collect();
    let ranks: Vec<Vec<usize>> =
        (0..table.len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
    let one = vec![1.0; table.len()];
    let weights = table.numbers("w");
    for (run, weights, unranked, pseudo) in [
        ("unweighted_below", &one, Unranked::Below, Pseudo::Never),
        ("weighted_below", &weights, Unranked::Below, Pseudo::Never),
        ("weighted_absent", &weights, Unranked::Absent, Pseudo::Never),
        ("weighted_below_pseudo_0.5", &weights, Unranked::Below, Pseudo::Always(0.5)),
    ] {
        let ranks: Vec<_> = ranks.iter().map(Some).collect();
        let rankings = Rankings::from_ranks(6, unranked, &ranks).unwrap();
        ties_agree(run, &rankings, weights, pseudo, &expected[run]);
    }
    let run = &expected["never_wins_no_ties_of_two_pseudo_0.5"];
    let rows: Vec<usize> = serde_json::from_value(run["rows"].clone()).unwrap();
    let kept: Vec<_> = rows.iter().map(|row| Some(&ranks[row - 1])).collect();
    let rankings = Rankings::from_ranks(6, Unranked::Absent, &kept).unwrap();
    ties_agree("never wins", &rankings, &one[..rows.len()], Pseudo::default(), run);
}

#[track_caller]
fn ties_agree(run: &str, rankings: &Rankings, weights: &[f64], pseudo: Pseudo, expected: &Value) {
    let fitted = PlackettLuce::fit(&Sample::fixed(weights).unwrap(), rankings, pseudo).unwrap();
    let worths = fitted.worths.log_worths(Basis::Model).unwrap();
    all_close(run, &worths.values, &numbers(&expected["log_worth_mean0"]), 1e-9);
    all_close(run, &worths.shares().values, &numbers(&expected["share"]), 1e-9);
    let ties = fitted.ties(Basis::Model).unwrap();
    let sizes: Vec<usize> = ties.iter().map(|tie| tie.items).collect();
    assert_eq!(serde_json::json!(sizes), expected["tie_sizes"]);
    let prevalences: Vec<f64> = ties.iter().map(|tie| tie.log_prevalence).collect();
    all_close(run, &prevalences, &numbers(&expected["log_ties"]), 1e-9);
    close(run, fitted.worths.log_likelihood, expected["logLik"].as_f64().unwrap(), 1e-9);
    close(run, fitted.residual_degrees_of_freedom, expected["df_residual"].as_f64().unwrap(), 1e-9);
    for (basis, key) in [(Basis::Model, "se_model"), (Basis::Sandwich, "se_sandwich"), (Basis::Design, "se_design")] {
        let covariance = fitted.worths.covariance(basis).unwrap();
        let errors: Vec<f64> = covariance.iter().enumerate().map(|(i, row)| row[i].sqrt()).collect();
        all_relatively_close(&format!("{run} {key}"), &errors, &numbers(&expected[key]), 1e-7);
    }
}
