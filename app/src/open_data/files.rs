//! The files of open data as bytes: the tables with a line for each figure, the scorecard of the edition, a dictionary for both, how
//! they were made, and the manifest whose fingerprint stands for all.

use domain::question::{Value, Values};
use export::{Described, Failure, Row, Sheet, dictionary};
use sha2::{Digest, Sha256};
use store::{Freeze, NewOpenFile, OpenFile};

use super::{Frozen, MANIFEST, Manifest, OpenDocument, TABLES};
use crate::{
    analysis::crosstabs::{OpenCell, OpenGroup, OpenTable},
    bundle::ListedFile,
    released::Released,
    scorecard::{Scorecard, sheet_csv},
    words::hex,
};

/// How the files were made, for whoever reads them.
const METHOD: &str = include_str!("method.md");
/// What stands in place of a figure that is left out.
const WITHHELD: &str = "withheld";

/// A file before it is hashed.
struct Written {
    name: &'static str,
    rows: Option<u64>,
    bytes: Vec<u8>,
}

/// Writes all files, and gives the hash of their manifest.
pub(super) fn write(
    document: &OpenDocument,
    released: &Released,
    freeze: &Freeze,
) -> Result<(Vec<NewOpenFile>, Vec<u8>), Failure> {
    let rows = rows(&document.tables);
    let scorecard = Scorecard::of_released(released);
    let table = |name, rows: usize, bytes| Written { name, rows: u64::try_from(rows).ok(), bytes };
    let whole = |name, bytes| Written { name, rows: None, bytes };
    let mut files = vec![
        whole("about.md", about(document).into_bytes()),
        table("tables.csv", rows.len(), sheet_csv(&sheet(), &rows)?),
        whole("tables-dictionary.csv", dictionary(&sheet())?),
        table("scorecard.csv", scorecard.rows().len(), scorecard.csv()?),
        whole("scorecard-dictionary.csv", dictionary(&scorecard.sheet())?),
        whole(TABLES, serde_json::to_vec_pretty(document)?),
    ];
    let listed = |file: &Written| ListedFile {
        name: file.name.to_owned(),
        bytes: size(&file.bytes),
        rows: file.rows,
        sha256: hex(&Sha256::digest(&file.bytes)),
    };
    let manifest = Manifest {
        consultation: &document.consultation,
        title: &document.title,
        is_demonstration: document.is_demonstration,
        issue: document.issue,
        edition: document.edition,
        made_at: document.made_at,
        code_version: &document.code_version,
        licence: &document.licence,
        responses: Frozen { freeze: freeze.number, at: freeze.at, fingerprint: hex(&freeze.hash) },
        files: files.iter().map(listed).collect(),
    };
    files.push(whole(MANIFEST, serde_json::to_vec_pretty(&manifest)?));
    let new = |file: Written| NewOpenFile {
        file: OpenFile {
            name: file.name.to_owned(),
            hash: Sha256::digest(&file.bytes).to_vec(),
            size: size(&file.bytes),
        },
        bytes: file.bytes,
    };
    let files: Vec<NewOpenFile> = files.into_iter().map(new).collect();
    let hash = files.last().map(|manifest| manifest.file.hash.clone()).unwrap_or_default();
    Ok((files, hash))
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// Says what the files are and how they were made.
fn about(document: &OpenDocument) -> String {
    let OpenDocument { title, issue, edition, licence, note, .. } = document;
    let note = if note.is_empty() { String::new() } else { format!("{note}\n\n") };
    let demonstration = if document.is_demonstration { "All people and answers are made up.\n\n" } else { "" };
    format!(
        "# Open data of {title}\n\nIssue {issue}, with edition {edition} of the results.\n\n{demonstration}{licence}\n\n{note}{METHOD}"
    )
}

/// Describes the columns of the file with the tables.
fn sheet() -> Sheet {
    let note = Values::OneOf(vec![Value::new(
        WITHHELD,
        "Left out, because it is of fewer than 10 people or would give such a number away",
    )]);
    let columns = [
        ("table", "The number of the table, from 1", Values::Whole(Vec::new())),
        ("question", "The stable name of the question", Values::Names),
        ("question_text", "What it asks", Values::Words),
        ("by", "What its answers are set against", Values::Names),
        ("group", "The group of respondents, by its code; empty for those of whom it is not known", Values::Names),
        ("group_label", "What the group is called", Values::Words),
        ("group_people", "How many people the group has, to the nearest 5", Values::Whole(Vec::new())),
        ("group_answered", "How many of them answered the question, to the nearest 5", Values::Whole(Vec::new())),
        ("option", "The stable name of the option", Values::Names),
        ("option_label", "What the option says", Values::Words),
        ("people", "How many of the group chose the option, to the nearest 5", Values::Whole(Vec::new())),
        ("percent", "The same in 100 of those who answered, from the rounded numbers", Values::Whole(Vec::new())),
        ("note", "Why there is no number", note),
    ];
    let column = |(name, label, values)| Described { kind: "table", ..Described::fact(name, label, values) };
    Sheet { name: "tables", columns: columns.map(column).to_vec(), questions: Vec::new() }
}

/// Gives a row for each option of each group of each table.
fn rows(tables: &[OpenTable]) -> Vec<Row> {
    let of_table = |(number, table): (usize, &OpenTable)| -> Vec<Row> {
        table.groups.iter().flat_map(|group| of_group(number, table, group)).collect()
    };
    (1..).zip(tables).flat_map(of_table).collect()
}

fn of_group(number: usize, table: &OpenTable, group: &OpenGroup) -> Vec<Row> {
    let whole = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let row = |((option, label), cell): (&(String, String), &Option<OpenCell>)| {
        vec![
            number.to_string(),
            table.question.clone(),
            table.text.clone(),
            table.by.clone(),
            group.code.clone(),
            group.label.clone(),
            whole(group.people),
            whole(group.answered),
            option.clone(),
            label.clone(),
            whole(cell.map(|cell| cell.people)),
            whole(cell.and_then(|cell| cell.percent)),
            if cell.is_none() { WITHHELD.to_owned() } else { String::new() },
        ]
    };
    table.options.iter().zip(&group.chosen).map(row).collect()
}
