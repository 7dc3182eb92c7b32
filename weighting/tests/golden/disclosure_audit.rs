//! Secondary suppression and its audit, against linear programmes solved elsewhere and an exhaustive search.

use serde_json::Value;
use weighting::disclosure::{FeasibleInterval, ROUND_TO, Rule, Search, Tables, Zeros, audit, round_two_way, suppress};
use weighting::progress::Progress;

use crate::support::{at, case, close, json};

struct Case {
    json: Value,
    counts: Vec<Vec<u64>>,
    tables: Tables,
}

impl Case {
    fn read() -> Self {
        let json = json(&case("disclosure_table"), "case.json");
        let counts: Vec<Vec<u64>> = serde_json::from_value(json["counts"].clone()).unwrap();
        let tables = Tables::two_way(&counts).unwrap();
        Self { json, counts, tables }
    }

    fn rule(&self) -> Rule {
        Rule { threshold: self.json["threshold"].as_u64().unwrap(), zeros: Zeros::Shown, ..Rule::default() }
    }

    fn cell(&self, row: &Value, column: &Value) -> usize {
        let place = |names: &Value, name: &Value| names.as_array().unwrap().iter().position(|n| n == name).unwrap();
        place(&self.json["rows"], row) * 4 + place(&self.json["cols"], column)
    }

    #[track_caller]
    fn same(&self, intervals: &[FeasibleInterval], expected: &Value) {
        for expected in expected.as_array().unwrap() {
            let cell = self.cell(&expected["row"], &expected["col"]);
            let interval = intervals.iter().find(|interval| interval.cell == cell).unwrap();
            close("true", interval.value, at(expected, "/true"), 0.0);
            close("lower", interval.lower, at(expected, "/lower"), 1e-9);
            close("upper", interval.upper, at(expected, "/upper"), 1e-9);
        }
    }

    fn cells(&self, pairs: &Value) -> Vec<usize> {
        pairs.as_array().unwrap().iter().map(|pair| self.cell(&pair[0], &pair[1])).collect()
    }
}

#[test]
fn primary_cells_alone_are_worked_out_exactly_from_the_totals() {
    let case = Case::read();
    let primary = case.tables.primary(&case.rule());
    assert_eq!(primary, case.cells(&case.json["expected"]["primary"]));
    case.same(&audit(&case.tables, &primary).unwrap(), &case.json["expected"]["primary_only_audit"]);
}

#[test]
fn the_audit_agrees_with_linear_programmes_on_given_patterns() {
    let case = Case::read();
    let expected = &case.json["expected"];
    for (pattern, intervals) in [
        (&expected["one_optimal_pattern"], &expected["optimal_audit"]),
        (&expected["insufficient_pattern"]["secondary"], &expected["insufficient_pattern"]["audit"]),
    ] {
        let withheld = [case.cells(&expected["primary"]), case.cells(pattern)].concat();
        case.same(&audit(&case.tables, &withheld).unwrap(), intervals);
    }
}

#[test]
fn the_pattern_has_the_fewest_cells_and_then_the_fewest_people() {
    let case = Case::read();
    let found = suppress(&case.tables, &case.rule(), &[], &Progress::silent()).unwrap();
    assert_eq!(found.search, Search::Exact);
    assert_eq!(
        found.secondary.len(),
        usize::try_from(case.json["expected"]["min_secondary_cells"].as_u64().unwrap()).unwrap()
    );
    let people: u64 = found.secondary.iter().map(|&cell| case.tables.people(cell).unwrap()).sum();
    assert_eq!(people, case.json["expected"]["min_secondary_value"].as_u64().unwrap());
    let protected =
        |cell: &usize| found.intervals.iter().find(|interval| interval.cell == *cell).unwrap().width() >= 10.0;
    assert!(found.primary.iter().all(protected));
}

#[test]
fn a_rounded_table_has_totals_of_unrounded_cells() {
    let case = Case::read();
    let (found, expected) = (round_two_way(&case.counts, ROUND_TO).unwrap(), &case.json["expected"]["rounded5"]);
    assert_eq!(serde_json::json!(found.cells), expected["cells"]);
    assert_eq!(serde_json::json!(found.row_totals), expected["row_totals"]);
    assert_eq!(serde_json::json!(found.column_totals), expected["col_totals"]);
    assert_eq!(serde_json::json!(found.total), expected["total"]);
}
