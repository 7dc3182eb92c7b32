//! Each format, opened by the programs for which it is made.
//!
//! `scripts/install test` installs them. Where one is missing the test fails and says so.

#![expect(clippy::unwrap_used, reason = "the functions around the tests may panic as the tests do")]

mod opinions;
mod sample;

use std::{
    env, fs,
    io::{self, Cursor},
    path::{Path, PathBuf},
    process::Command,
};

use domain::{export::ExportFormat, vocabulary::Word};
use export::{Manifest, Order, Packing};
use tempfile::TempDir;
use zip::ZipArchive;

/// The Python with pandas and pyarrow that `scripts/install test` makes.
const PYTHON: &str = "target/test-python/bin/python";

/// Writes the sample in a format, as a file or as a set that is unpacked.
fn written(format: ExportFormat, packing: Packing) -> (TempDir, Manifest) {
    let folder = tempfile::tempdir().unwrap();
    let order = Order { sheet: sample::sheet(), format, packing, facts: sample::facts(format) };
    let mut bytes = Vec::new();
    let manifest = export::write(&order, sample::batches(), &mut bytes).unwrap();
    match packing {
        Packing::File => fs::write(folder.path().join("responses.xlsx"), bytes).unwrap(),
        Packing::Set => ZipArchive::new(Cursor::new(bytes)).unwrap().extract(folder.path()).unwrap(),
    }
    (folder, manifest)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn python() -> PathBuf {
    env::var_os("TEST_PYTHON").map_or_else(|| root().join(PYTHON), PathBuf::from)
}

/// Runs a program in a folder, and gives what it says; it must not fail.
fn run(program: impl AsRef<Path>, arguments: &[&str], folder: &Path) -> String {
    let program = program.as_ref();
    let ran = Command::new(program).args(arguments).current_dir(folder).env("HOME", folder).output();
    let ran = ran.unwrap_or_else(|error| panic!("{} ({error}): scripts/install test installs it", program.display()));
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{} {arguments:?}: {said}", program.display());
    said
}

/// Runs one of the scripts beside this file in a folder.
fn check(program: impl AsRef<Path>, script: &str, folder: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(script);
    fs::write(folder.join("expected.json"), sample::expected()).unwrap();
    run(program, &[script.to_str().unwrap()], folder);
}

#[test]
fn csv_is_read_by_pandas_with_the_words_that_were_typed() {
    let (folder, _) = written(ExportFormat::Csv, Packing::Set);
    check(python(), "csv_in_pandas.py", folder.path());
}

#[test]
fn csv_is_read_by_plain_r() {
    let (folder, _) = written(ExportFormat::Csv, Packing::Set);
    check("Rscript", "csv_in_r.R", folder.path());
}

#[test]
fn json_lines_are_read_by_pandas() {
    let (folder, _) = written(ExportFormat::Json, Packing::Set);
    check(python(), "json_in_pandas.py", folder.path());
}

#[test]
fn parquet_is_read_by_pyarrow_with_its_types_and_labels() {
    let (folder, _) = written(ExportFormat::Parquet, Packing::Set);
    check(python(), "parquet_in_pyarrow.py", folder.path());
}

#[test]
fn a_workbook_opens_in_libreoffice_with_types_and_without_formulas_or_hidden_sheets() {
    let (folder, _) = written(ExportFormat::Excel, Packing::File);
    run("soffice", &["--headless", "--convert-to", "fods", "responses.xlsx"], folder.path());
    check(python(), "workbook_in_libreoffice.py", folder.path());
}

#[test]
fn the_set_for_r_gives_factors_labels_and_why_there_is_no_answer() {
    let (folder, _) = written(ExportFormat::R, Packing::Set);
    check("Rscript", "set_in_r.R", folder.path());
}

#[test]
fn the_set_for_spss_is_read_by_pspp_with_labels_and_missing_values() {
    let (folder, _) = written(ExportFormat::Spss, Packing::Set);
    let more = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs/after_reading.sps"));
    let syntax = fs::read_to_string(folder.path().join("read.sps")).unwrap() + &more.unwrap();
    fs::write(folder.path().join("all.sps"), syntax).unwrap();
    let said = run("pspp", &["-O", "format=csv", "all.sps"], folder.path());
    assert!(!said.contains("error:") && !said.contains("warning:"), "{said}");
    fs::write(folder.path().join("said.txt"), said).unwrap();
    check(python(), "set_in_pspp.py", folder.path());
}

/// Writes what people think as a set for one program, and unpacks it.
fn opinions(format: ExportFormat) -> (TempDir, Manifest) {
    let folder = tempfile::tempdir().unwrap();
    let order = Order { sheet: opinions::sheet(), format, packing: Packing::Set, facts: sample::facts(format) };
    let mut bytes = Vec::new();
    let manifest = export::write(&order, opinions::batches(), &mut bytes).unwrap();
    ZipArchive::new(Cursor::new(bytes)).unwrap().extract(folder.path()).unwrap();
    (folder, manifest)
}

#[test]
fn the_set_for_consult_has_the_documents_of_its_import_and_nothing_in_them_that_it_refuses() {
    let (folder, manifest) = opinions(ExportFormat::Consult);
    check(python(), "consult_import.py", folder.path());
    assert_eq!(manifest.rows, 5);
}

#[test]
fn the_files_of_polis_are_read_by_pandas_and_every_vote_is_counted_once() {
    let (folder, manifest) = opinions(ExportFormat::Polis);
    check(python(), "polis_in_pandas.py", folder.path());
    assert_eq!(manifest.rows, 5);
}

#[test]
fn the_hash_of_the_data_is_the_same_in_every_format_and_that_of_each_file_is_its_own() {
    let (folder, csv) = written(ExportFormat::Csv, Packing::Set);
    for format in ExportFormat::ALL.iter().copied().filter(|format| *format != ExportFormat::Excel) {
        let (folder, manifest) = written(format, Packing::Set);
        assert_eq!(manifest.sha256_of_csv, csv.sha256_of_csv, "{format:?}");
        for file in &manifest.files {
            assert_eq!(file.bytes, fs::metadata(folder.path().join(&file.name)).unwrap().len(), "{}", file.name);
        }
    }
    let summed = run("sha256sum", &["responses.csv"], folder.path());
    assert!(summed.starts_with(&csv.sha256_of_csv), "{summed}");
    assert_eq!((csv.rows, csv.columns), (sample::rows().len() as u64, sample::sheet().columns.len()));
}

#[test]
fn an_export_whose_rows_break_off_is_none() {
    for format in ExportFormat::ALL.iter().copied() {
        let order = Order { sheet: sample::sheet(), format, packing: Packing::Set, facts: sample::facts(format) };
        let broken = sample::batches().chain([Err(export::Failure::BrokenOff("gone".into()))]);
        let failure = export::write(&order, broken, &mut io::sink()).unwrap_err();
        assert_eq!(failure.to_string(), "the rows broke off: gone");
    }
}
