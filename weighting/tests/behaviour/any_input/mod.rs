//! Any input at all to every public function: a result or a refusal with a reason, never a panic.
//! One file for each module of the crate; a function that none of them calls fails the last test here.

mod aggregate;
mod agreement;
mod ahp;
mod best_worst;
mod block;
mod bootstrap;
mod bradley_terry;
mod budget;
mod calibrate;
mod design;
mod disclosure;
mod estimate;
mod margin;
mod merge;
mod normalise;
mod picks;
mod plackett_luce;
mod points;
mod pool;
mod poststratify;
mod progress;
mod quality;
mod rake;
mod ranking;
mod ranks;
mod rating;
mod sensitivity;
mod smaa;
mod tipping;
mod trim;
mod worth;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use weighting::margin::Margin;
use weighting::worth::{Fit, Pseudo};

/// Numbers that tend to break things, among ordinary ones.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => -2.0..10.0_f64,
        1 => prop::sample::select(vec![0.0, -0.0, 1.0, -1.0, 1e-300, 5e-324, 1e300, f64::MAX, f64::MIN]),
        1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY]),
        1 => any::<f64>(),
    ]
}

/// As many numbers as asked for, ordinary together half of the time.
fn numbers(count: usize) -> impl Strategy<Value = Vec<f64>> {
    prop_oneof![prop::collection::vec(number(), count), prop::collection::vec(0.1..4.0_f64, count)]
}

/// Weights that a sample takes, however extreme.
fn weights(respondents: usize) -> impl Strategy<Value = Vec<f64>> {
    let weight = prop_oneof![
        4 => 0.1..4.0_f64,
        1 => prop::sample::select(vec![0.0, 1e-300, 1e-12, 1e12, 1e300, 5e-324]),
    ];
    prop::collection::vec(weight, respondents)
}

fn pseudo() -> impl Strategy<Value = Pseudo> {
    prop_oneof![
        Just(Pseudo::Never),
        number().prop_map(Pseudo::WhenNeeded),
        number().prop_map(Pseudo::Always),
        Just(Pseudo::default()),
    ]
}

/// Columns about the same respondents, from none to nine; one column lacks somebody now and then.
#[derive(Debug, Clone)]
struct People {
    weights: Vec<f64>,
    numbers: Vec<f64>,
    answers: Vec<Option<f64>>,
    codes: Vec<Option<usize>>,
    others: Vec<Option<usize>>,
    flags: Vec<bool>,
}

impl People {
    fn len(&self) -> usize {
        self.weights.len()
    }

    /// A blank where the answer is, and yes or no elsewhere.
    fn holds(&self) -> Vec<Option<bool>> {
        self.answers.iter().map(|answer| answer.map(|answer| answer > 1.0)).collect()
    }
}

fn people() -> impl Strategy<Value = People> {
    let weight = prop_oneof![9 => 0.1..4.0_f64, 1 => number()];
    let answer = prop::option::weighted(0.8, prop_oneof![9 => -3.0..9.0_f64, 1 => number()]);
    let code = || prop::option::weighted(0.9, 0..4_usize);
    let rows = prop::collection::vec((weight, number(), answer, code(), code(), any::<bool>()), 0..10);
    (rows, 0..16_usize).prop_map(|(rows, short)| {
        let kept = |column: usize| rows.len() - usize::from(column == short).min(rows.len());
        People {
            weights: rows[..kept(0)].iter().map(|row| row.0).collect(),
            numbers: rows[..kept(1)].iter().map(|row| row.1).collect(),
            answers: rows[..kept(2)].iter().map(|row| row.2).collect(),
            codes: rows[..kept(3)].iter().map(|row| row.3).collect(),
            others: rows[..kept(4)].iter().map(|row| row.4).collect(),
            flags: rows[..kept(5)].iter().map(|row| row.5).collect(),
        }
    })
}

/// Two margins of four and three levels that agree on their total, but for what extreme targets do.
fn margins() -> impl Strategy<Value = [Margin; 2]> {
    let target = || prop_oneof![9 => 0.5..3.0_f64, 1 => number()];
    (prop::array::uniform4(target()), prop::array::uniform3(target())).prop_filter_map("refused", |(first, second)| {
        let first = Margin::new("first", ["a", "b", "c", "d"].into_iter().zip(first)).ok()?;
        let second = Margin::new("second", ["x", "y", "z"].into_iter().zip(second)).ok()?;
        let second = second.normalised_to(first.total()).ok()?;
        Some([first, second])
    })
}

#[track_caller]
fn all_finite<'a>(numbers: impl IntoIterator<Item = &'a f64>) {
    assert!(numbers.into_iter().all(|number| number.is_finite()));
}

/// What a fitted model says is finite, and its shares add up to 1.
#[track_caller]
fn is_sound(fit: &Fit) {
    use weighting::worth::Basis;
    for basis in [Basis::Model, Basis::Sandwich, Basis::Design] {
        let Ok(worths) = fit.log_worths(basis) else { continue };
        all_finite(worths.values.iter().chain(worths.covariance.iter().flatten()));
        assert!((worths.shares().values.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The names of public functions declared in a source file.
fn declared(source: &str) -> Vec<&str> {
    let after = source.lines().filter_map(|line| line.trim_start().strip_prefix("pub "));
    let functions = after.filter_map(|line| line.trim_start_matches("const ").strip_prefix("fn "));
    functions.map(|line| line.split(['(', '<']).next().unwrap()).collect()
}

#[test]
fn every_public_function_is_given_any_input() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for path in sources(&root.join("src")) {
        let inside = path.strip_prefix(root.join("src")).unwrap();
        let module = Path::new(inside.iter().next().unwrap()).with_extension("rs");
        let text = std::fs::read_to_string(&path).unwrap();
        let calls = std::fs::read_to_string(root.join("tests/behaviour/any_input").join(&module)).unwrap_or_default();
        let known: HashSet<&str> = calls.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
        let absent = declared(&text).into_iter().filter(|name| !known.contains(name));
        missing.extend(absent.map(|name| format!("{}: {name}", inside.display())));
    }
    assert!(missing.is_empty(), "not called in tests/behaviour/any_input:\n{}", missing.join("\n"));
}
