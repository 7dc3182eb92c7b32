//! A consultation report as a file, opened by a program that reads such files.
//!
//! `scripts/install test` installs it. Where it is missing the test fails and says so.

#![expect(clippy::unwrap_used, reason = "the functions around the tests may panic as the tests do")]

use std::{env, fs, path::Path, process::Command};

use app::{blocks::docx, consultation_report::ConsultationReport};

/// The Python with the reader that `scripts/install test` makes.
const PYTHON: &str = "../target/test-python/bin/python";

const REPORT: &str = r#"{
    "consultation": "survey", "title": "Woods & <ponds>", "number": 1, "edition": 1, "said": "Consultation report 1",
    "sections": [
        { "anchor": "who", "heading": "Who answered", "blocks": [
            { "words": "Line one\nline \u0007two" },
            { "heading": "Campaigns" },
            { "list": ["One", "Two"] },
            { "facts": [["Plan", "Plan 1"]] },
            { "table": { "caption": "By age", "columns": ["Group", "People"], "rows": [["Under 30", "12"], ["Others", "Withheld"]], "base": "Of 40." } },
            { "link": { "before": "See ", "words": "the results", "address": "/consultations/survey/results/1" } }
        ] }
    ]
}"#;

fn written() -> Vec<u8> {
    let ConsultationReport { title, said, sections, .. } = ConsultationReport::read(REPORT).unwrap();
    docx::write(docx::Text { title: &title, said: &said, sections: &sections }, "https://example.org").unwrap()
}

#[test]
fn a_reader_finds_headings_lists_links_the_language_and_the_heads_of_tables() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("report.docx"), written()).unwrap();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = env::var_os("TEST_PYTHON").map_or_else(|| own.join(PYTHON), Into::into);
    let ran = Command::new(&python).arg(own.join("tests/report/read.py")).current_dir(folder.path()).output();
    let ran = ran.unwrap_or_else(|error| panic!("{} ({error}): scripts/install test installs it", python.display()));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn the_same_report_is_the_same_file_to_the_last_byte() {
    assert_eq!(written(), written());
}
