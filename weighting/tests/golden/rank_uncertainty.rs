//! Rank probabilities, intervals and joint rank sets from 400 given replicates, against their own recomputation.

use serde_json::Value;
use weighting::ranks::{JointRanks, RankSpread, Replicates, Standing, Steps, ranks};

use crate::support::{Table, at, case, close, json, relatively_close};

struct Case {
    estimate: Vec<f64>,
    values: Vec<f64>,
    expected: Value,
}

impl Case {
    fn read() -> Self {
        let folder = case("rank_uncertainty");
        let (json, table) = (json(&folder, "expected.json"), Table::read(&folder, "replicates.csv"));
        let columns: Vec<_> = (1..=8).map(|item| table.numbers(&format!("item{item}"))).collect();
        let values = (0..table.len()).flat_map(|row| columns.iter().map(move |column| column[row])).collect();
        let estimate = serde_json::from_value(json["estimate"].clone()).unwrap();
        Self { estimate, values, expected: json["expected"].clone() }
    }

    fn replicates(&self) -> Replicates<'_> {
        Replicates::new(&self.values, 8).unwrap()
    }

    fn joint(&self, steps: Steps) -> JointRanks {
        JointRanks::from_replicates(&self.estimate, &self.replicates(), 0.95, steps).unwrap()
    }
}

fn whole(value: &Value) -> Vec<usize> {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn the_rank_of_each_estimate_counts_from_the_largest() {
    let case = Case::read();
    assert_eq!(ranks(&case.estimate).unwrap(), whole(&case.expected["rank"]));
}

#[test]
fn rank_probabilities_are_the_shares_of_the_replicates() {
    let case = Case::read();
    let spread = RankSpread::of(&case.replicates());
    for (what, table) in
        [("rank_probability", spread.probabilities()), ("pairwise_prob_row_above_col", spread.pairwise())]
    {
        for (i, row) in table.iter().enumerate() {
            for (j, share) in row.iter().enumerate() {
                close(what, *share, at(&case.expected, &format!("/{what}/{i}/{j}")), 1e-15);
            }
        }
    }
    for (what, column) in [("p_top3", spread.top(3).unwrap()), ("expected_rank", spread.expected())] {
        for (i, figure) in column.iter().enumerate() {
            close(what, *figure, at(&case.expected, &format!("/{what}/{i}")), 1e-15);
        }
    }
}

#[test]
fn rank_intervals_are_order_statistics_of_type_1() {
    let case = Case::read();
    let intervals = RankSpread::of(&case.replicates()).intervals(0.95).unwrap();
    let lowest: Vec<_> = intervals.iter().map(|interval| interval.lowest).collect();
    let highest: Vec<_> = intervals.iter().map(|interval| interval.highest).collect();
    assert_eq!(lowest, whole(&case.expected["rank_interval95_type1"][0]));
    assert_eq!(highest, whole(&case.expected["rank_interval95_type1"][1]));
}

#[test]
fn the_joint_rank_set_tests_all_differences_at_one_critical_value() {
    let case = Case::read();
    let (joint, expected) = (case.joint(Steps::Single), &case.expected["joint"]);
    close("critical", joint.critical, at(expected, "/max_t_critical_95"), 1e-9);
    assert_eq!(joint.lower, whole(&expected["rank_lower"]));
    assert_eq!(joint.upper, whole(&expected["rank_upper"]));
    for i in 0..8 {
        for j in (0..8).filter(|&j| j != i) {
            relatively_close("se", joint.standard_errors[i][j], at(expected, &format!("/se_diff/{i}/{j}")), 1e-12);
        }
    }
}

#[test]
fn stepping_down_never_widens_a_set() {
    let case = Case::read();
    let (single, down) = (case.joint(Steps::Single), case.joint(Steps::Down));
    assert!(down.rounds > 1 && down.critical <= single.critical);
    close("first round", down.critical_single, single.critical, 0.0);
    for item in 0..8 {
        assert!(down.lower[item] >= single.lower[item] && down.upper[item] <= single.upper[item]);
    }
}

#[test]
fn tiers_and_standings_say_no_more_than_the_joint_set() {
    use Standing::{Either, Lower, Top};
    let joint = Case::read().joint(Steps::Single);
    assert_eq!(joint.standings(3).unwrap(), [Top, Either, Either, Either, Either, Lower, Lower, Lower]);
    assert_eq!(joint.tiers(), [vec![0, 1, 2, 4, 3, 5], vec![6, 7]]);
}

#[test]
fn a_covariance_of_the_replicates_gives_about_the_same_sets() {
    let case = Case::read();
    let mean = |i: usize| case.values.iter().skip(i).step_by(8).sum::<f64>() / 400.0;
    let rows = || case.values.chunks_exact(8);
    let entry = |i: usize, j: usize| rows().map(|row| (row[i] - mean(i)) * (row[j] - mean(j))).sum::<f64>() / 399.0;
    let covariance: Vec<Vec<f64>> = (0..8).map(|i| (0..8).map(|j| entry(i, j)).collect()).collect();
    let drawn =
        JointRanks::from_covariance(&case.estimate, &covariance, 0.95, Steps::Single, (20_000, 20_260_401)).unwrap();
    let replicated = case.joint(Steps::Single);
    close("critical", drawn.critical, replicated.critical, 0.03);
    relatively_close("se", drawn.standard_errors[0][1], replicated.standard_errors[0][1], 1e-9);
    assert_eq!(drawn.tiers(), replicated.tiers());
}
