//! Redacted words in exports, whatever the format.

use std::io::{Cursor, Read};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::Request,
};
use domain::{answer::Answer, export::ExportFormat, vocabulary::Word};
use engines::on_both_engines;
use parquet::file::{reader::FileReader, serialized_reader::SerializedFileReader};
use serde_json::Value;
use support::{TestApp, Visitor};
use tower::ServiceExt;
use zip::ZipArchive;

use super::{
    add_responses, choose,
    comments::find,
    exports::{EXPORTS, rows, save},
    signed_in, version,
};

/// What was written, and what it reads as.
const WRITTEN: &str = "Ask ann@example.com about ponds";
const REDACTED: &str = "Ask [somebody] about ponds";

/// Gives an application in which a comment was redacted and another was not, and a strategist.
async fn with_redaction(app: TestApp) -> (TestApp, Visitor) {
    let app = app.with_early_survey().await;
    let given =
        |words: &str| vec![("responding-as", choose("resident")), ("other-comments", Answer::Text(words.into()))];
    add_responses(&app, &version(&app).await, vec![given(WRITTEN), given("More hedges")]).await;
    let mut staff = signed_in(&app, "strategist").await;
    redact(&mut staff, REDACTED).await;
    (app, staff)
}

async fn redact(staff: &mut Visitor, text: &str) {
    let comment = find(staff, "ponds").await;
    let form = staff.get(&format!("{comment}/redact")).await;
    let redacted = staff.submit(&form, &[("text", text), ("reason", "An address")]).await;
    assert_eq!(redacted.status, 303, "{}", redacted.body);
}

/// Gives all that stands in a file, unpacked where it is packed.
async fn contents(app: &TestApp, address: &str) -> String {
    let request = Request::get(address).body(Body::empty()).unwrap();
    let response = app::pages::router(app.state.clone()).oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    match bytes.get(..4) {
        Some(b"PK\x03\x04") => unzipped(&bytes),
        Some(b"PAR1") => unpacked(bytes),
        _ => String::from_utf8(bytes.into()).unwrap(),
    }
}

pub(super) fn unzipped(bytes: &[u8]) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for place in 0..zip.len() {
        zip.by_index(place).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

fn unpacked(bytes: Bytes) -> String {
    SerializedFileReader::new(bytes).unwrap().get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect()
}

on_both_engines! {
    async fn redacted_words_stand_in_the_place_of_what_was_written_in_every_format(app: TestApp) {
        let (app, mut staff) = with_redaction(app).await;
        // Polis has no words of people.
        let formats = ExportFormat::ALL.iter().filter(|format| **format != ExportFormat::Polis);
        for format in formats.map(|format| format.word()) {
            let saved = save(&mut staff, &[("format", format), ("own-words", "yes")]).await;
            let file = contents(&app, &saved).await;
            assert!(file.contains(REDACTED) && file.contains("More hedges"), "{format}: {file}");
            assert!(!file.contains("ann@example.com"), "{format}: {file}");
        }
    }

    async fn each_export_names_the_questions_whose_words_were_redacted(app: TestApp) {
        let (app, mut staff) = with_redaction(app).await;
        let mut hashes = Vec::new();
        for format in ExportFormat::ALL.iter().map(|format| format.word()) {
            let saved = save(&mut staff, &[("format", format), ("own-words", "yes")]).await;
            let manifest: Value = serde_json::from_str(&contents(&app, &format!("{saved}&part=manifest")).await).unwrap();
            hashes.push(manifest["sha256_of_csv"].clone());
            let dictionary = rows(&app.visitor().get(&format!("{saved}&part=dictionary")).await);
            let described = dictionary.iter().find(|line| line["column"] == "redacted").unwrap();
            assert_eq!(described["label"], "The questions whose words were redacted", "{format}");
            if format == ExportFormat::Json.word() {
                let file = contents(&app, &saved).await;
                assert_eq!(file.matches("\"redacted\":\"other-comments\"").count(), 1, "{file}");
            }
        }
        assert!(hashes.iter().all(|hash| hash.is_string() && *hash == hashes[0]), "{hashes:?}");
        let bare = rows(&app.visitor().get(&save(&mut staff, &[]).await).await);
        let mut named: Vec<_> = bare.iter().map(|row| row["redacted"].as_str()).collect();
        named.sort_unstable();
        assert_eq!(named, ["", "other-comments"]);
    }

    async fn a_saved_export_has_what_was_redacted_after_it_was_saved(app: TestApp) {
        let (app, mut staff) = with_redaction(app).await;
        let saved = save(&mut staff, &[("own-words", "yes")]).await;
        assert!(app.visitor().get(&saved).await.body.contains(REDACTED));
        redact(&mut staff, "More ponds").await;
        let file = app.visitor().get(&saved).await.body;
        assert!(file.contains("More ponds") && !file.contains(REDACTED), "{file}");
    }

    async fn the_pages_say_that_redacted_words_stand_in_the_place_of_what_was_written(app: TestApp) {
        let (_app, mut staff) = with_redaction(app).await;
        for address in [EXPORTS.to_owned(), format!("{EXPORTS}/new")] {
            let page = staff.get(&address).await.text("main").unwrap();
            assert!(page.contains("Redacted words stand in the place of what was written"), "{address}: {page}");
        }
    }
}
