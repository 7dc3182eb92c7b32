//! Files that were made to harm, or broken: they are refused, and nothing falls over.

use std::io::{Cursor, Write};

use app::bundle::{NotABundle, verify};
use domain::plan::{MOST_PANELS, MOST_REPLICATES, WeightBounds};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    sample::{Sample, USUAL},
    unpacked::Files,
};

/// A bundle of few answers, which is checked quickly.
const SMALL: Sample = Sample { residents: 60, managers: 5, ..USUAL };

fn said(files: &Files) -> Vec<String> {
    verify(&files.packed(), None).unwrap().differences.iter().map(ToString::to_string).collect()
}

#[test]
fn a_file_that_breaks_off_is_no_bundle() {
    let bytes = SMALL.whole().bytes;
    for end in (0..bytes.len()).step_by(7) {
        assert!(verify(&bytes[..end], None).is_err(), "{end} of {}", bytes.len());
    }
}

#[test]
fn no_byte_can_be_changed_without_a_word() {
    let bundle = SMALL.whole();
    for place in (0..bundle.bytes.len()).step_by(61) {
        let mut bytes = bundle.bytes.clone();
        bytes[place] ^= 0x15;
        if let Ok(verified) = verify(&bytes, Some(&bundle.fingerprint)) {
            assert!(!verified.differences.is_empty() || !verified.is_packed_alike, "byte {place}");
        }
    }
}

#[test]
fn what_is_no_bundle_is_refused() {
    assert_eq!(verify(b"", None).unwrap_err(), NotABundle::NoArchive);
    assert_eq!(verify(&[b'x'; 10_000], None).unwrap_err(), NotABundle::NoArchive);
    let empty = Files(Vec::new()).packed();
    assert_eq!(verify(&empty, None).unwrap_err(), NotABundle::NoManifest);
    let mut files = Files::of(&SMALL.whole().bytes);
    files.replace("manifest.json", "\"format_version\": 1", "\"format_version\": 2");
    assert!(matches!(verify(&files.packed(), None), Err(NotABundle::OtherFormat { version: 2, .. })));
}

#[test]
fn a_bundle_that_grows_without_end_is_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let zeros = vec![0; 1 << 20];
    for part in 0..3 {
        zip.start_file(format!("{part}.csv"), SimpleFileOptions::default()).unwrap();
        (0..200).for_each(|_| zip.write_all(&zeros).unwrap());
    }
    assert_eq!(verify(&zip.finish().unwrap().into_inner(), None).unwrap_err(), NotABundle::TooLarge);
    let many = Files((0..101).map(|part| (part.to_string(), Vec::new())).collect());
    assert_eq!(verify(&many.packed(), None).unwrap_err(), NotABundle::TooLarge);
}

#[test]
fn a_plan_that_nobody_could_have_fixed_is_told() {
    let mut files = Files::of(&SMALL.whole().bytes);
    files.replace("plan.json", "\"replicates\": 200", &format!("\"replicates\": {}", MOST_REPLICATES + 1));
    files.list_again();
    assert!(said(&files)[0].contains("plan.json says to draw 10001 times"), "{:?}", said(&files));
    let bounds = WeightBounds { floor: 100, cap: 100 };
    let mut files = Files::of(&SMALL.whole().bytes);
    files.replace("plan.json", "\"floor\": 20", &format!("\"floor\": {}", bounds.floor));
    files.list_again();
    assert!(said(&files)[0].starts_with("the figures cannot be worked out again: "), "{:?}", said(&files));
}

#[test]
fn a_plan_that_pools_more_panels_than_any_may_is_told() {
    let mut files = Files::of(&Sample { panels: 2, ..USUAL }.whole().bytes);
    let plan = files.text("plan.json");
    let mut document: serde_json::Value = serde_json::from_str(&plan).unwrap();
    let panels = &mut document["plan"]["pooling"]["panels"];
    *panels = vec![panels[0].clone(); 1 + MOST_PANELS].into();
    *files.file("plan.json") = document.to_string().into_bytes();
    files.list_again();
    assert!(said(&files).iter().any(|said| said.contains("more panels than any plan may")), "{:?}", said(&files));
}

#[test]
fn answers_that_cannot_be_are_told_with_their_line() {
    let whole = Files::of(&SMALL.whole().bytes);
    let text = whole.clone().text("responses.csv");
    let line = text.lines().rfind(|line| line.matches(",,").count() == 1).unwrap().to_owned();
    let cells: Vec<&str> = line.split(',').collect();
    let with = |place: usize, cell: &str| {
        let mut cells = cells.clone();
        cells[place] = cell;
        cells.join(",")
    };
    for (changed, reason) in [
        (with(1, "17"), "a campaign that questions.json does not have"),
        (with(2, "17"), "a level that plan.json does not have"),
        (with(4, "2"), "neither 0 nor 1"),
        (with(4, "-1"), "no whole number"),
        (with(14, "1e3"), "no whole number"),
        (with(9, "5"), "an order with a place"),
        (format!("{line},1"), "no table"),
    ] {
        let mut files = whole.clone();
        *files.file("responses.csv") = text.replacen(&line, &changed, 1).into_bytes();
        files.list_again();
        let said = said(&files);
        assert!(
            said.iter().any(|line| line.starts_with("responses.csv cannot be read: ") && line.contains(reason)),
            "{changed}: {said:?}"
        );
    }
}
