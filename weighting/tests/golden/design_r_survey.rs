//! Clusters, strata and finite populations against R's survey package, on data made for it.

mod estimates;
mod known_totals;
mod proportions;
mod quantiles;
mod tables;

use serde_json::Value;
use weighting::design::{Design, Lonely, Nesting, Population};

use crate::support::{Table, case, close, json};

/// One data set with its design and what R found.
struct Survey {
    table: Table,
    design: Design,
    expected: Value,
}

#[derive(Clone, Copy, PartialEq)]
enum Fpc {
    Known,
    Endless,
}

/// The three designs that are described in full.
const DESIGNS: [&str; 3] = ["clusters", "strata", "nested"];

impl Survey {
    fn read(name: &str) -> Self {
        match name.strip_suffix("_without_fpc") {
            Some(data) => Self::of(data, name, Fpc::Endless, Lonely::Refused),
            None => Self::of(name, name, Fpc::Known, Lonely::Refused),
        }
    }

    fn of(data: &str, expected: &str, fpc: Fpc, lonely: Lonely) -> Self {
        let folder = case("design_r_survey");
        let table = Table::read(&folder, &format!("{data}.csv"));
        let pointer = format!("/{}", expected.replace('.', "/"));
        let expected = json(&folder, "expected.json").pointer(&pointer).unwrap().clone();
        let design = Self::design(data, &table, fpc, lonely);
        Self { table, design, expected }
    }

    fn design(data: &str, table: &Table, fpc: Fpc, lonely: Lonely) -> Design {
        let begun = Design::of(table.len()).lonely(lonely);
        if data == "strata" {
            let sizes = table.numbers("population");
            return begun.strata(&table.text("stratum")).population(Population::Sizes(&sizes)).build().unwrap();
        }
        let (weights, sizes) = (table.numbers("w"), table.numbers("villages"));
        let begun = begun.weights(&weights).clusters(&table.text("village")).nesting(Nesting::WithinStrata);
        let begun = if data == "clusters" { begun } else { begun.strata(&table.text("stratum")) };
        let begun = if fpc == Fpc::Known { begun.population(Population::Sizes(&sizes)) } else { begun };
        begun.build().unwrap()
    }

    /// The numbers at a pointer, however they nest.
    fn numbers(&self, pointer: &str) -> Vec<f64> {
        let value = self.expected.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}"));
        numbers_of(value)
    }

    fn flags(&self, column: &str, yes: &str) -> Vec<Option<bool>> {
        self.table.text(column).iter().map(|text| (!text.is_empty()).then(|| *text == yes)).collect()
    }

    fn labels(&self, column: &str) -> Vec<Option<&str>> {
        self.table.text(column).into_iter().map(|text| (!text.is_empty()).then_some(text)).collect()
    }
}

/// Numbers in reading order; what R could not tell is not a number here either.
fn numbers_of(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(values) => values.iter().flat_map(numbers_of).collect(),
        Value::Number(number) => vec![number.as_f64().unwrap()],
        _ => vec![f64::NAN],
    }
}

#[track_caller]
fn all_close(what: &str, actual: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(actual.len(), expected.len(), "{what}");
    for (at, (actual, expected)) in actual.iter().zip(expected).enumerate() {
        close(&format!("{what} {at}"), *actual, *expected, tolerance);
    }
}
