//! Whole files: published ones and our own, what comes of them, and what no file can do.

mod counts;
mod document;
mod lime;
mod sheet;
mod strange;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Write},
};

use domain::language::Language;
use exchange::{Imported, Reason};
use zip::{ZipWriter, write::SimpleFileOptions};

/// Reads a sample by its name.
fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn imported(name: &str) -> Imported {
    exchange::read(&sample(name)).unwrap_or_else(|wrong| panic!("{name}: {wrong:?}"))
}

/// Gives what is said of a question of the file.
fn said<'a>(imported: &'a Imported, code: &str) -> Vec<&'a Reason> {
    imported.report.iter().filter(|note| note.place.code == code).map(|note| &note.reason).collect()
}

/// Gives what a questionnaire says in a language, by the places of the texts.
fn in_language(imported: &Imported, language: Language) -> BTreeMap<String, String> {
    let pieces = imported.questionnaire.pieces(language).into_iter();
    pieces.filter_map(|piece| Some((piece.place.to_string(), piece.translated?.text))).collect()
}

/// Expects that each question of a file is in the questionnaire, or in the report as left out.
fn expect_none_lost(imported: &Imported, codes: &[&str]) {
    let brought: BTreeSet<&str> = imported.brought.iter().map(|brought| brought.code.as_str()).collect();
    let left_out = imported.report.iter().filter(|note| {
        matches!(
            note.reason,
            Reason::NoSuchKind { .. } | Reason::Hidden { .. } | Reason::Repeated { .. } | Reason::Metadata { .. }
        )
    });
    let left_out: BTreeSet<&str> = left_out.map(|note| note.place.code.as_str()).collect();
    for code in codes {
        assert!(brought.contains(code) != left_out.contains(code), "{code}: {brought:?} {left_out:?}");
    }
    assert_eq!(brought.len() + left_out.len(), codes.len());
    for name in imported.brought.iter().flat_map(|brought| &brought.questions) {
        assert!(imported.questionnaire.question(name).is_some(), "{name}");
    }
    let came: BTreeSet<&String> = imported.brought.iter().flat_map(|brought| &brought.questions).collect();
    assert_eq!(came.len(), imported.questionnaire.questions().count());
}

/// Packs files into an archive.
fn packed(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a file in an archive");
        archive.write_all(text.as_bytes()).expect("a file in an archive");
    }
    archive.finish().expect("an archive").into_inner()
}
