//! A consultation report as a file, opened by the program for which it is made.
//!
//! `scripts/install test` installs it. Where it is missing the test fails and says so.

#![expect(clippy::unwrap_used, reason = "the functions around the tests may panic as the tests do")]

use std::{fs, process::Command};

use app::consultation_report::{ConsultationReport, docx};
use roxmltree::{Document, Node};

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
    docx::write(&ConsultationReport::read(REPORT).unwrap(), "https://example.org").unwrap()
}

/// Gives the text of an element, with its lines.
fn text(node: Node<'_, '_>) -> String {
    let part = |node: Node<'_, '_>| match node.tag_name().name() {
        "line-break" => "\n".to_owned(),
        "s" => " ".to_owned(),
        _ => node.text().filter(|_| node.is_text()).unwrap_or_default().to_owned(),
    };
    node.descendants().map(part).collect()
}

#[test]
fn libreoffice_finds_headings_lists_links_the_language_and_the_heads_of_tables() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("report.docx"), written()).unwrap();
    let ran = Command::new("soffice")
        .args(["--headless", "--convert-to", "fodt", "report.docx"])
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .output();
    let ran = ran.unwrap_or_else(|error| panic!("soffice ({error}): scripts/install test installs it"));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let opened = fs::read_to_string(folder.path().join("report.fodt")).unwrap();

    let opened = Document::parse(&opened).unwrap();
    let all = |name: &'static str| opened.descendants().filter(move |node| node.tag_name().name() == name);
    let attribute = |node: &Node<'_, '_>, name: &str| {
        node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value().to_owned())
    };
    let headings: Vec<(String, Option<String>)> =
        all("h").map(|node| (text(node), attribute(&node, "outline-level"))).collect();
    let heading = |words: &str, level: &str| (words.to_owned(), Some(level.to_owned()));
    assert_eq!(headings, [heading("Contents", "1"), heading("Who answered", "1"), heading("Campaigns", "2")]);
    assert!(all("p").any(|node| text(node) == "Woods & <ponds>"));
    assert!(all("p").any(|node| text(node) == "Line one\nline two"));
    let head = all("table-header-rows").next().unwrap();
    assert_eq!(text(head).split_whitespace().collect::<Vec<_>>(), ["Group", "People"]);
    let links: Vec<_> = all("a").filter_map(|node| attribute(&node, "href")).collect();
    assert!(links.contains(&"https://example.org/consultations/survey/results/1".to_owned()), "{links:?}");
    let is_english = |node: Node<'_, '_>| attribute(&node, "country").as_deref() == Some("GB");
    assert!(all("text-properties").any(is_english));
    assert!(all("list-item").count() >= 3);
    assert_eq!(all("title").next().map(text).as_deref(), Some("Woods & <ponds>"));
}

#[test]
fn the_same_report_is_the_same_file_to_the_last_byte() {
    assert_eq!(written(), written());
}
