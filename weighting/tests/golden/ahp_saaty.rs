//! Pairwise judgements against numpy and ahpy.

use serde_json::Value;
use weighting::ahp::{Ahp, Judgements, Mean, RandomIndex, group, joint, pooled};
use weighting::estimate::Sample;

use crate::plackett_luce::{all_close, numbers};
use crate::support::{at, case, close, json};

fn judgements(matrix: &Value) -> Judgements {
    let rows: Vec<Vec<f64>> = serde_json::from_value(matrix.clone()).unwrap();
    Judgements::new(&rows).unwrap()
}

#[track_caller]
fn agrees(what: &str, ahp: &Ahp, expected: &Value) {
    all_close(what, &ahp.eigenvector.values, &numbers(&expected["priority_eigenvector"]), 1e-9);
    all_close(what, &ahp.geometric.values, &numbers(&expected["priority_row_geometric_mean"]), 1e-9);
    close(what, ahp.lambda_max, at(expected, "/lambda_max"), 1e-9);
    close(what, ahp.consistency_index, at(expected, "/CI"), 1e-9);
    let ratio = ahp.consistency_ratio(RandomIndex::Saaty1980).unwrap();
    close(what, ratio, at(expected, "/CR_saaty1980"), 1e-8);
    close(what, ahp.geometric_consistency_index, at(expected, "/geometric_consistency_index"), 1e-9);
}

#[test]
fn priorities_and_consistency_agree_with_numpy_and_ahpy() {
    let cases = json(&case("ahp_saaty"), "cases.json");
    for (name, case) in cases["matrices"].as_object().unwrap() {
        let ahp = judgements(&case["A"]).priorities();
        agrees(name, &ahp, &case["expected"]);
        for (key, table) in
            [("/ahpy/cr_saaty", RandomIndex::SaatyRevised), ("/ahpy/cr_donegan_dodd", RandomIndex::DoneganDodd)]
        {
            close(name, ahp.consistency_ratio(table).unwrap(), at(case, key), 1e-8);
        }
        assert_eq!(ahp.is_consistent(RandomIndex::default()), Some(name != "very_inconsistent3"));
    }
    for (items, index) in cases["RI_saaty1980"].as_object().unwrap() {
        assert_eq!(RandomIndex::Saaty1980.of(items.parse().unwrap()), index.as_f64());
    }
}

#[test]
fn a_group_is_put_together_by_judgements_and_by_priorities() {
    let case = &json(&case("ahp_saaty"), "cases.json")["group"];
    let members: Vec<Judgements> = case["individual"].as_array().unwrap().iter().map(judgements).collect();
    let weights = numbers(&case["expert_weights"]);
    let together = joint(&members, &weights).unwrap();
    let matrix: Vec<Vec<f64>> = serde_json::from_value(case["AIJ_matrix"].clone()).unwrap();
    all_close("judgements", &together.matrix().concat(), &matrix.concat(), 1e-9);
    agrees("together", &together.priorities(), &case["AIJ"]);
    let each: Vec<_> = members.iter().map(|member| member.priorities().eigenvector).collect();
    for (mean, key) in [(Mean::Geometric, "AIP_weighted_geometric"), (Mean::Arithmetic, "AIP_weighted_arithmetic")] {
        all_close(key, &pooled(&each, &weights, mean).unwrap().values, &numbers(&case[key]), 1e-9);
    }
    let members: Vec<Option<Judgements>> = members.into_iter().map(Some).collect();
    let group = group(&Sample::fixed(&weights).unwrap(), &members).unwrap();
    all_close("shares", &group.shares.values, &numbers(&case["AIJ"]["priority_row_geometric_mean"]), 1e-9);
    assert!(group.shares.standard_errors().unwrap().iter().all(|error| *error > 0.0));
}
