//! What differs between two versions of a record, paragraph by paragraph and word by word.

use domain::record::PublicRecord;
use similar::{ChangeTag, DiffOp, TextDiff};

use super::text;

/// How many unchanged paragraphs stand before and after what changed.
const AROUND: usize = 1;

/// One paragraph of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is the same in both.
    Same(String),
    /// Some of its words were taken out or put in: each run of words, and whether it was in the older and is in the newer.
    Words(Vec<(String, ChangeTag)>),
    /// Paragraphs that are the same in both were left out here.
    LeftOut,
}

/// Compares two versions of a record as everybody reads them; nothing where they say the same.
pub fn differences(older: &PublicRecord, newer: &PublicRecord) -> Vec<Change> {
    let (older, newer) = (text(older), text(newer));
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) = (lines(&older), lines(&newer));
    let diff = TextDiff::from_slices(&old_lines, &new_lines);
    let mut changes = Vec::new();
    for (place, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if place > 0 {
            changes.push(Change::LeftOut);
        }
        for operation in group {
            changes.extend(compared(operation, &old_lines, &new_lines));
        }
    }
    changes
}

fn lines(text: &str) -> Vec<&str> {
    // The rules below headings are no words.
    text.lines().filter(|line| line.chars().any(|letter| letter != '-')).collect()
}

fn compared(operation: &DiffOp, older: &[&str], newer: &[&str]) -> Vec<Change> {
    let (old, new) = (&older[operation.old_range()], &newer[operation.new_range()]);
    match operation {
        DiffOp::Equal { .. } => new.iter().map(|line| Change::Same((*line).to_owned())).collect(),
        DiffOp::Replace { .. } if old.len() == new.len() => {
            old.iter().zip(new).map(|(old, new)| Change::Words(words(old, new))).collect()
        }
        _ => {
            let whole = |tag| move |line: &&str| Change::Words(vec![((*line).to_owned(), tag)]);
            old.iter().map(whole(ChangeTag::Delete)).chain(new.iter().map(whole(ChangeTag::Insert))).collect()
        }
    }
}

fn words(older: &str, newer: &str) -> Vec<(String, ChangeTag)> {
    let mut runs: Vec<(String, ChangeTag)> = Vec::new();
    let diff = TextDiff::from_unicode_words(older, newer);
    for change in diff.iter_all_changes() {
        match runs.last_mut().filter(|(_, tag)| *tag == change.tag()) {
            Some((run, _)) => run.push_str(change.value()),
            None => runs.push((change.value().to_owned(), change.tag())),
        }
    }
    runs
}
