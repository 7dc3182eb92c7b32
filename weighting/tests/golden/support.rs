//! Reads the case files and compares numbers; knows no statistic.

use std::path::{Path, PathBuf};

use serde_json::Value;
use weighting::margin::Margin;

/// Where the cases that are free to copy live.
pub fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name)
}

/// Where the cases live whose licence keeps them out of this tree: a checkout of `stats-cases` beside the project, or what
/// `STATS_CASES` named at compile time.
pub fn licensed(name: &str) -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/stats-cases");
    Path::new(option_env!("STATS_CASES").unwrap_or(beside)).join(name)
}

pub fn json(folder: &Path, file: &str) -> Value {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// A CSV file by columns of text.
pub struct Table {
    headers: Vec<String>,
    rows: Vec<csv::StringRecord>,
}

impl Table {
    pub fn read(folder: &Path, file: &str) -> Self {
        let mut reader = csv::Reader::from_path(folder.join(file)).unwrap();
        let headers = reader.headers().unwrap().iter().map(str::to_owned).collect();
        Self { headers, rows: reader.records().map(Result::unwrap).collect() }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn text(&self, column: &str) -> Vec<&str> {
        let index = self.headers.iter().position(|header| header == column).unwrap();
        self.rows.iter().map(|row| &row[index]).collect()
    }

    pub fn numbers(&self, column: &str) -> Vec<f64> {
        self.text(column).iter().map(|text| text.parse().unwrap()).collect()
    }

    /// The numbers of a column, blank where the file is blank.
    pub fn answers(&self, column: &str) -> Vec<Option<f64>> {
        self.text(column).iter().map(|text| (!text.is_empty()).then(|| text.parse().unwrap())).collect()
    }

    /// The level codes of a column, blank where the file is blank.
    pub fn codes(&self, column: &str, margin: &Margin) -> Vec<Option<usize>> {
        self.text(column).iter().map(|text| (!text.is_empty()).then(|| margin.code_of(text).unwrap())).collect()
    }
}

/// A margin from an object of targets by level.
pub fn margin(name: &str, targets: &Value) -> Margin {
    let levels = targets.as_object().unwrap().iter().map(|(level, target)| (level.as_str(), target.as_f64().unwrap()));
    Margin::new(name, levels).unwrap()
}

/// The number at a JSON pointer.
pub fn at(value: &Value, pointer: &str) -> f64 {
    value.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("no number at {pointer}"))
}

/// Compares relative to the expected value, or absolutely where that is below 1.
#[track_caller]
pub fn close(what: &str, actual: f64, expected: f64, tolerance: f64) {
    let miss = (actual - expected).abs();
    assert!(miss <= tolerance * expected.abs().max(1.0), "{what}: {actual} is {miss:e} from {expected}");
}

/// Compares strictly relative to the expected value.
#[track_caller]
pub fn relatively_close(what: &str, actual: f64, expected: f64, tolerance: f64) {
    let miss = (actual / expected - 1.0).abs();
    assert!(miss <= tolerance, "{what}: {actual} is {miss:e} of itself from {expected}");
}

/// Blank for everybody who is not in the group.
pub fn only(answers: &[Option<f64>], groups: &[&str], group: &str) -> Vec<Option<f64>> {
    answers.iter().zip(groups).map(|(answer, known)| answer.filter(|_| *known == group)).collect()
}
