//! Holds `cases.md` against the sources: each case stands there once, and each test that it names exists.

use std::{fs, path::Path};

const TABLE: &str = include_str!("cases.md");
const STATES: [&str; 4] = ["proved", "in part: ", "not yet: issue ", "missing"];

/// A line of the table.
struct Case {
    id: &'static str,
    /// Each a file and the name of what is in it.
    tests: Vec<(&'static str, &'static str)>,
    state: &'static str,
}

fn cases() -> Vec<Case> {
    let lines = TABLE.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    lines.filter(|line| !line.starts_with("Id |")).map(case).collect()
}

fn case(line: &'static str) -> Case {
    let cells: Vec<_> = line.split(" | ").collect();
    let [id, _rule, tests, state] = cells[..] else { panic!("a line has other cells: {line}") };
    let named = tests.split('`').skip(1).step_by(2);
    let tests = named.map(|test| test.split_once("::").unwrap_or_else(|| panic!("{id} names no test: {test}")));
    Case { id, tests: tests.collect(), state }
}

fn has(source: &str, file: &str, test: &str) -> bool {
    if file.ends_with(".spec.ts") {
        return source.contains(&format!("('{test}', "));
    }
    let declared = [format!(" fn {test}("), format!("\nfn {test}(")];
    declared.iter().any(|declared| source.contains(declared))
}

#[test]
fn each_case_stands_in_the_table_once_and_in_order() {
    let listed: Vec<_> = cases().iter().map(|case| case.id).collect();
    let faults = (1..=40).map(|number| format!("R{number:02}"));
    let abuses = (1..=96).map(|number| format!("A{number:02}"));
    assert_eq!(listed, faults.chain(abuses).collect::<Vec<_>>());
}

#[test]
fn each_test_that_a_case_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for case in cases() {
        for (file, test) in &case.tests {
            let source =
                fs::read_to_string(root.join(file)).unwrap_or_else(|_| panic!("{}: {file} is not there", case.id));
            assert!(has(&source, file, test), "{}: {file} has no {test}", case.id);
        }
    }
}

#[test]
fn the_state_of_a_case_is_one_of_four_and_goes_with_its_tests() {
    for Case { id, tests, state } in cases() {
        assert!(STATES.iter().any(|known| state.starts_with(known)), "{id}: {state}");
        assert!(state == "missing" || state.starts_with("not yet") || !tests.is_empty(), "{id} names no test");
        assert!(state != "missing" || tests.is_empty(), "{id} is not missing: it has tests");
    }
}
