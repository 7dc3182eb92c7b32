//! Means under fixed weights, turned into shares that add up to 1, for points, ratings and choices.

use serde_json::Value;
use weighting::estimate::{Estimates, Sample, choosing, means, point_shares};

use crate::support::{Table, at, case, close, json};

fn read() -> (Table, Value) {
    let folder = case("weights_normalisation");
    (Table::read(&folder, "input.csv"), json(&folder, "expected.json")["expected"].clone())
}

fn four(table: &Table, name: &str) -> Vec<Vec<f64>> {
    (1..=4).map(|option| table.numbers(&format!("{name}{option}"))).collect()
}

#[track_caller]
fn agree(figures: &Estimates, expected: &Value, mean: &str, se: &str) {
    for (j, figure) in figures.each.iter().enumerate() {
        close(&format!("{mean} {j}"), figure.weighted, at(expected, &format!("/{mean}/{j}")), 1e-12);
        close(&format!("{se} {j}"), figure.standard_error.unwrap(), at(expected, &format!("/{se}/{j}")), 1e-12);
    }
}

#[test]
fn points_give_mean_shares_that_already_add_up_to_one() {
    let (table, expected) = read();
    let weights = table.numbers("w");
    let columns = four(&table, "pts");
    let rows: Vec<Option<Vec<f64>>> =
        (0..table.len()).map(|row| Some(columns.iter().map(|c| c[row]).collect())).collect();
    let figures = point_shares(&Sample::fixed(&weights).unwrap(), 4, &rows).unwrap();
    agree(&figures, &expected["points"], "mean", "se");
    agree(&figures.shares().unwrap(), &expected["points"], "share", "share_se_delta");
}

#[test]
fn ratings_give_shares_of_the_sum_of_means_with_a_delta_standard_error() {
    let (table, expected) = read();
    let weights = table.numbers("w");
    let scaled = |column: Vec<f64>| column.into_iter().map(|rating| Some((rating - 1.0) / 4.0)).collect::<Vec<_>>();
    let columns: Vec<_> = four(&table, "rate").into_iter().map(scaled).collect();
    let figures = means(&Sample::fixed(&weights).unwrap(), &columns).unwrap();
    agree(&figures, &expected["rating_0_1"], "mean", "se");
    agree(&figures.shares().unwrap(), &expected["rating_0_1"], "share", "share_se_delta");
}

#[test]
fn choices_give_the_share_choosing_and_one_vote_split_over_the_picks() {
    let (table, expected) = read();
    let weights = table.numbers("w");
    let columns = four(&table, "pick");
    let picks: Vec<Option<Vec<usize>>> =
        (0..table.len()).map(|row| Some((0..4).filter(|&option| columns[option][row] > 0.0).collect())).collect();
    let figures = choosing(&Sample::fixed(&weights).unwrap(), 4, &picks).unwrap();
    agree(&figures.choosing, &expected["multiselect"], "mean", "se");
    agree(&figures.choosing.shares().unwrap(), &expected["multiselect"], "share", "share_se_delta");
    agree(&figures.split, &expected["multiselect_split_one_vote"], "mean", "se");
}
