//! Corners of survey designs against R's survey package: draws within clusters, parts instead of sizes, a lonely cluster
//! under every option, proportions of 0 and 1, levels that a stratum lacks, blanks, and known totals on top of all that.

mod answers;
mod designs;
mod figures;
mod known_totals;

use serde_json::Value;

use crate::support::{Table, case, json};

/// The farms of the case, all or without the stratum that has a single parish.
struct Farms {
    table: Table,
    kept: Vec<usize>,
    /// What stands for a tenure that was left blank.
    blank_tenure: Option<&'static str>,
}

const KINDS: [&str; 3] = ["arable", "dairy", "mixed"];

impl Farms {
    fn all() -> Self {
        let table = Table::read(&case("corners_r_survey"), "farms.csv");
        Self { kept: (0..table.len()).collect(), table, blank_tenure: None }
    }

    /// Without the stratum of one parish.
    fn several() -> Self {
        let mut farms = Self::all();
        let strata: Vec<bool> = farms.text("stratum").iter().map(|stratum| *stratum != "marsh").collect();
        farms.kept.retain(|row| strata[*row]);
        farms
    }

    /// The same, and everybody who left the tenure blank owns.
    fn tenured() -> Self {
        Self { blank_tenure: Some("own"), ..Self::several() }
    }

    fn len(&self) -> usize {
        self.kept.len()
    }

    fn text(&self, column: &str) -> Vec<&str> {
        let all = self.table.text(column);
        self.kept.iter().map(|&row| all[row]).collect()
    }

    fn numbers(&self, column: &str) -> Vec<f64> {
        self.text(column).iter().map(|text| text.parse().unwrap()).collect()
    }

    fn answers(&self, column: &str) -> Vec<Option<f64>> {
        self.text(column).iter().map(|text| text.parse().ok()).collect()
    }

    fn labels(&self, column: &str) -> Vec<Option<&str>> {
        self.text(column).into_iter().map(|text| (!text.is_empty()).then_some(text)).collect()
    }

    fn flags(&self, column: &str) -> Vec<Option<bool>> {
        self.labels(column).iter().map(|text| text.map(|text| text == "1")).collect()
    }

    fn tenures(&self) -> Vec<Option<&str>> {
        self.labels("tenure").into_iter().map(|tenure| tenure.or(self.blank_tenure)).collect()
    }

    fn kinds(&self) -> Vec<Option<usize>> {
        self.text("kind").iter().map(|kind| KINDS.iter().position(|known| known == kind)).collect()
    }
}

/// What R found, at a pointer.
fn expected(pointer: &str) -> Value {
    let all = json(&case("corners_r_survey"), "expected.json");
    all.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")).clone()
}

/// Differences from what R found, gathered so that one run shows them all.
#[derive(Default)]
struct Differences {
    found: Vec<String>,
    /// How near R itself is, where it iterates.
    least_tolerance: f64,
}

impl Differences {
    /// Compares numbers with those at a pointer; what R does not tell is not compared.
    fn compare(&mut self, what: &str, actual: &[f64], expected: &Value, pointer: &str, tolerance: f64) {
        let Some(expected) = expected.pointer(pointer).filter(|found| !found.is_object()).map(numbers_of) else {
            return;
        };
        if expected.iter().all(|number| number.is_nan()) {
            return;
        }
        if actual.len() != expected.len() {
            self.found.push(format!("{what}{pointer}: {} numbers for {}", actual.len(), expected.len()));
            return;
        }
        for (place, (actual, expected)) in actual.iter().zip(expected).enumerate() {
            // What is known has no error but rounding.
            let miss = if expected.abs() < 1e-11 { actual - expected } else { actual / expected - 1.0 }.abs();
            let is_near = miss <= tolerance.max(self.least_tolerance);
            if !expected.is_nan() && !is_near {
                self.found.push(format!("{what}{pointer} {place}: {actual} for {expected}"));
            }
        }
    }

    #[track_caller]
    fn none(&self) {
        assert!(self.found.is_empty(), "{} differences:\n{}", self.found.len(), self.found.join("\n"));
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
