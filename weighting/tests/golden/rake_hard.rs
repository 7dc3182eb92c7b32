//! Raking where it is hard: zero cells, targets nobody can meet, and levels that are not known.

use serde_json::Value;
use weighting::margin::{Margin, MarginError, Placement};
use weighting::quality::Kish;
use weighting::rake::{RakeError, Raked, rake};

use crate::support::{Table, at, case, close, json, margin};

fn named(name: &str) -> Value {
    let cases = json(&case("rake_hard"), "cases.json");
    cases.as_array().unwrap().iter().find(|case| case["name"] == name).unwrap().clone()
}

fn targets(case: &Value, side: &str) -> Margin {
    let targets = case[side].as_array().unwrap().iter().enumerate();
    Margin::new(side, targets.map(|(level, target)| ((level + 1).to_string(), target.as_f64().unwrap()))).unwrap()
}

/// Rakes a table of counts, one respondent per count, and gives the row and column of each respondent with the result.
fn rake_table(case: &Value) -> (Vec<(usize, usize)>, Result<Raked, RakeError>) {
    let counts: Vec<Vec<usize>> = serde_json::from_value(case["counts"].clone()).unwrap();
    let cell = |i, j, count| std::iter::repeat_n((i, j), count);
    let row = |(i, row): (usize, &Vec<usize>)| {
        row.iter().enumerate().flat_map(|(j, &count)| cell(i, j, count)).collect::<Vec<_>>()
    };
    let places: Vec<(usize, usize)> = counts.iter().enumerate().flat_map(row).collect();
    let rows: Vec<_> = places.iter().map(|place| Some(place.0)).collect();
    let columns: Vec<_> = places.iter().map(|place| Some(place.1)).collect();
    let (row_target, col_target) = (targets(case, "row_target"), targets(case, "col_target"));
    let placements = [Placement::new(&row_target, &rows), Placement::new(&col_target, &columns)];
    let raked = rake(&placements, None);
    (places, raked)
}

#[track_caller]
fn cells_agree(name: &str) -> Raked {
    let case = named(name);
    let (places, raked) = rake_table(&case);
    let raked = raked.unwrap();
    let scale = targets(&case, "row_target").total() / f64::from(u32::try_from(places.len()).unwrap());
    let expected: Vec<Vec<f64>> = serde_json::from_value(case["cells"].clone()).unwrap();
    for (i, row) in expected.iter().enumerate() {
        for (j, expected) in row.iter().enumerate() {
            let here = places.iter().zip(raked.weights()).filter(|(place, _)| **place == (i, j));
            close(name, here.map(|(_, weight)| weight * scale).sum(), *expected, 1e-9);
        }
    }
    raked
}

#[track_caller]
fn refused(name: &str) -> RakeError {
    rake_table(&named(name)).1.unwrap_err()
}

#[test]
fn a_zero_cell_that_leaves_a_way_is_raked_around() {
    assert!(cells_agree("structural_zero_feasible").sweeps() <= 40);
}

#[test]
fn a_margin_with_one_level_is_met() {
    cells_agree("one_level_margin");
}

#[test]
fn zero_cells_that_leave_no_way_are_refused_with_achieved_against_target() {
    let refusal = refused("structural_zero_infeasible");
    let RakeError::NotMet { rounds, miss, fits } = refusal else { panic!("{refusal}") };
    assert!(rounds < 50, "a stall is seen early, not after {rounds} sweeps");
    assert!(miss > 0.1);
    let worst = fits.iter().map(|fit| (fit.achieved - fit.target).abs()).fold(0.0, f64::max);
    close("margin error", worst, at(&named("structural_zero_infeasible"), "/last_margin_error"), 1e-9);
}

#[test]
fn margins_that_fit_only_in_the_limit_are_refused_after_the_last_sweep() {
    let refusal = refused("boundary_sublinear");
    let RakeError::NotMet { rounds, miss, .. } = refusal else { panic!("{refusal}") };
    assert_eq!(rounds, 500);
    assert!(miss > 1e-4 && miss < 1e-2, "{miss}");
}

#[test]
fn a_level_with_a_target_and_nobody_in_it_is_refused() {
    let expected = MarginError::EmptyLevel { margin: "row_target".into(), level: "2".into(), target: 40.0 };
    assert_eq!(refused("empty_level"), RakeError::Margin(expected));
}

#[test]
fn a_target_of_zero_with_respondents_is_refused() {
    let expected = MarginError::ZeroTarget { margin: "row_target".into(), level: "2".into(), respondents: 5 };
    assert_eq!(refused("zero_target_level_with_respondents"), RakeError::Margin(expected));
}

#[test]
fn totals_that_disagree_are_refused_until_the_caller_says_which_holds() {
    let refusal = refused("totals_disagree");
    let RakeError::Margin(MarginError::TotalsDisagree { first_total, second_total, .. }) = refusal else {
        panic!("{refusal}")
    };
    assert_eq!((first_total, second_total), (100.0, 120.0));
}

#[test]
fn respondents_without_a_level_keep_their_share() {
    let case_folder = case("rake_hard");
    let table = Table::read(&case_folder, "missing_input.csv");
    let expected = named("missing_keep_share");
    let [age, sex] = ["age", "sex"].map(|name| margin(name, &expected["targets"][name]));
    let (ages, sexes) = (table.codes("age", &age), table.codes("sex", &sex));
    let raked = rake(&[Placement::new(&age, &ages), Placement::new(&sex, &sexes)], None).unwrap();
    for (actual, expected) in raked.weights().iter().zip(table.numbers("w_expected")) {
        close("weight", *actual, expected, 1e-9);
    }
    close("n_eff", Kish::of(raked.weights()).unwrap().effective, at(&expected, "/n_eff"), 1e-9);
}
