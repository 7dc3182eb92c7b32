//! Primary suppression and rounding of a table against its stated answer.

use weighting::disclosure::{ROUND_TO, Rule, Zeros, rounded};

use crate::support::{case, json};

fn table(value: &serde_json::Value) -> Vec<Vec<u64>> {
    serde_json::from_value(value.clone()).unwrap()
}

#[test]
fn exactly_the_cells_below_the_threshold_are_suppressed() {
    let case = json(&case("disclosure_table"), "case.json");
    let rule = Rule { threshold: case["threshold"].as_u64().unwrap(), zeros: Zeros::Shown, ..Rule::default() };
    let mut suppressed = Vec::new();
    for (row, counts) in case["rows"].as_array().unwrap().iter().zip(table(&case["counts"])) {
        let below = case["cols"].as_array().unwrap().iter().zip(counts).filter(|&(_, count)| !rule.allows(count));
        suppressed.extend(below.map(|(column, _)| serde_json::json!([row, column])));
    }
    assert_eq!(serde_json::Value::from(suppressed), case["expected"]["primary"]);
}

#[test]
fn each_count_and_each_total_is_rounded_on_its_own() {
    let case = json(&case("disclosure_table"), "case.json");
    let expected = &case["expected"]["rounded5"];
    let round = |counts: Vec<u64>| counts.into_iter().map(|count| rounded(count, ROUND_TO)).collect::<Vec<_>>();
    let cells: Vec<_> = table(&case["counts"]).into_iter().map(round).collect();
    assert_eq!(cells, table(&expected["cells"]));
    for totals in ["row_totals", "col_totals"] {
        let given: Vec<u64> = serde_json::from_value(case[totals].clone()).unwrap();
        assert_eq!(serde_json::Value::from(round(given)), expected[totals]);
    }
    assert_eq!(rounded(case["total"].as_u64().unwrap(), ROUND_TO), expected["total"].as_u64().unwrap());
}
