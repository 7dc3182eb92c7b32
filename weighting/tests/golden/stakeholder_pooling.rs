//! Three panels pooled by agreed weights, by swing weights and by all weights there are, against exact answers.

use serde_json::Value;
use weighting::pool::{PanelWeights, Panels, ZeroShares, swing_weights};
use weighting::progress::Progress;
use weighting::smaa::{Acceptability, Draws, Scores, WeightLimits, exact_acceptability, sampled_acceptability};

use crate::support::{at, case, close, json};

struct Case {
    panels: Panels,
    weights: PanelWeights,
    expected: Value,
}

impl Case {
    fn read() -> Self {
        let json = json(&case("stakeholder_pooling"), "expected.json");
        let numbers = |value: &Value| serde_json::from_value::<Vec<f64>>(value.clone()).unwrap();
        let panels = ["public", "experts", "landowners"].map(|panel| numbers(&json["panels"][panel]));
        let errors: Vec<Vec<f64>> = serde_json::from_value(json["panel_se"].clone()).unwrap();
        Self {
            panels: Panels::new(&panels).unwrap().with_standard_errors(&errors).unwrap(),
            weights: PanelWeights::new(&numbers(&json["stakeholder_weights"])).unwrap(),
            expected: json["expected"].clone(),
        }
    }

    #[track_caller]
    fn same(&self, pointer: &str, actual: &[f64]) {
        for (place, actual) in actual.iter().enumerate() {
            close(pointer, *actual, at(&self.expected, &format!("{pointer}/{place}")), 1e-12);
        }
    }
}

#[test]
fn the_linear_pool_is_the_weighted_mean_with_its_standard_error() {
    let case = Case::read();
    let pooled = case.panels.linear(&case.weights).unwrap();
    case.same("/linear_pool", &pooled.values);
    case.same("/linear_pool_se_independent", &pooled.standard_errors.unwrap());
}

#[test]
fn the_log_pool_is_the_weighted_geometric_mean() {
    let case = Case::read();
    case.same("/log_pool", &case.panels.log(&case.weights, ZeroShares::Refuse).unwrap().values);
}

#[test]
fn swing_points_become_weights() {
    let case = Case::read();
    let swings = swing_weights(&[100.0, 80.0, 40.0]).unwrap();
    case.same("/swing_points_to_weights/weights", &swings.weights);
    let pooled = case.panels.linear(&PanelWeights::new(&swings.weights).unwrap()).unwrap();
    case.same("/swing_points_to_weights/pool", &pooled.values);
}

#[test]
fn each_panel_is_left_out_in_turn() {
    let case = Case::read();
    let pools = case.panels.leave_one_out(&case.weights).unwrap();
    for (panel, pooled) in ["public", "experts", "landowners"].into_iter().zip(pools) {
        case.same(&format!("/leave_one_panel_out/{panel}"), &pooled.values);
    }
}

impl Case {
    #[track_caller]
    fn same_acceptability(&self, actual: &Acceptability, tolerance: f64) {
        for (item, row) in actual.rank.iter().enumerate() {
            for (rank, share) in row.iter().enumerate() {
                let pointer = format!("/rank_acceptability_uniform_weights/{item}/{rank}");
                close(&pointer, *share, at(&self.expected, &pointer), tolerance);
            }
        }
    }
}

#[test]
fn rank_acceptability_over_all_weights_of_three_panels_is_exact() {
    let case = Case::read();
    let all = exact_acceptability(&case.panels, &WeightLimits::none(3).unwrap(), &Progress::silent()).unwrap();
    case.same_acceptability(&all, 1e-12);
}

#[test]
fn drawn_weights_come_close_to_the_exact_acceptability() {
    let case = Case::read();
    let draws = Draws { count: 200_000, seed: 1 };
    let limits = WeightLimits::none(3).unwrap();
    let found = sampled_acceptability(&case.panels, &limits, Scores::AsGiven, draws, &Progress::silent()).unwrap();
    case.same_acceptability(&found, 3e-3);
}
