//! The consultation report: written by one person, released by another, kept as it was, and taken back.

use std::io::{Cursor, Read};

use app::words::hex;
use axum::http::StatusCode;
use engines::on_both_engines;
use sha2::{Digest, Sha256};
use support::{Page, TestApp, Visitor};
use zip::ZipArchive;

use super::{
    publishing::{press as press_publication, publish as publish_results, residents_published, run_again, run_done},
    replies, signed_in,
};

const STAFF: &str = "/staff/consultations/early-survey/report";
const PUBLIC: &str = "/consultations/early-survey/report";
const INTRODUCTION: &str = "We asked what matters to people.\nThey told us.";

/// Presses a button of the page of the report.
async fn press(staff: &mut Visitor, step: &str, fields: &[(&str, &str)]) -> Page {
    let page = staff.get(STAFF).await;
    let state = page.attribute(&format!("form[action$='{step}'] input[name='state']"), "value").unwrap_or_default();
    let all: Vec<_> = [("state", state.as_str())].into_iter().chain(fields.iter().copied()).collect();
    staff.post(&format!("{STAFF}{step}"), &all).await
}

/// Writes a report and has it released.
async fn release(one: &mut Visitor, other: &mut Visitor) {
    let written =
        press(one, "/write", &[("introduction", INTRODUCTION), ("conclusions", "Woods first.\nPonds next.")]).await;
    assert_eq!(written.location().as_deref(), Some(STAFF), "{}", written.body);
    let released = press(other, "/release", &[]).await;
    assert_eq!(released.location().as_deref(), Some(STAFF), "{}", released.body);
}

on_both_engines! {
    async fn a_report_that_one_wrote_and_another_released_is_read_by_everybody(app: TestApp) {
        let (app, mut strategist, mut administrator) = residents_published(app).await;
        let mut anybody = app.visitor();
        assert_eq!(anybody.get(PUBLIC).await.status, 404);
        assert_eq!(press(&mut administrator, "/release", &[]).await.status, 409, "nobody has saved it");
        press(&mut strategist, "/write", &[("introduction", INTRODUCTION), ("conclusions", "Woods first.\n\nPonds next.")]).await;
        assert_eq!(press(&mut strategist, "/release", &[]).await.status, 409, "nobody releases what they wrote");
        assert_eq!(anybody.get(PUBLIC).await.status, 404, "what is written is not public");
        assert_eq!(press(&mut administrator, "/release", &[]).await.status, 303);

        let page = anybody.get(PUBLIC).await;
        let main = page.text("main").unwrap();
        for words in ["They told us.", "Ponds next.", "What this consultation was for", "Who answered", "stand here once they are published as open data", "What the answers give", "strategist and administrator", "no vote", "Consultation report 1, published on"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert_eq!(page.count("main h1"), 1);
        assert_eq!(page.count("section > h2"), page.count("nav[aria-labelledby='contents'] a"));
        assert_eq!(page.count("main table"), page.count("main table caption"));
        assert_eq!(page.count("main table"), page.count(".fm-report .fm-figure .fm-figure__note"), "each says its base");
        assert_eq!(anybody.get("/consultations/early-survey").await.count(&format!("main a[href='{PUBLIC}']")), 1);
        let data = anybody.get(&format!("{PUBLIC}/1/report.json")).await;
        assert!(page.body.contains(&hex(&Sha256::digest(&data.body))), "the page gives the fingerprint of the data");
        let file = anybody.get(&format!("{PUBLIC}/1/report.docx")).await;
        let mut document = String::new();
        ZipArchive::new(Cursor::new(file.bytes.clone())).unwrap().by_name("word/document.xml").unwrap().read_to_string(&mut document).unwrap();
        assert!(document.contains("They told us.") && document.contains("<w:tblHeader/>"));
        assert_eq!(anybody.get(&format!("{PUBLIC}/2")).await.status, 404);
        assert_eq!(anybody.get(&format!("{PUBLIC}/first/report.docx")).await.status, 404);
    }

    async fn without_public_results_a_report_has_no_figures_and_is_not_released(app: TestApp) {
        let (_, mut strategist, mut administrator) = run_done(app).await;
        press(&mut strategist, "/write", &[("introduction", "")]).await;
        let page = administrator.get(STAFF).await;
        assert_eq!((page.count("form[action$='/release']"), page.count("main .fm-report table")), (0, 0));
        assert!(page.text("main").unwrap().contains("No results are public."), "{}", page.body);
        assert_eq!(press(&mut administrator, "/release", &[]).await.status, 409);
    }

    async fn nine_land_managers_and_their_answers_are_in_no_report(app: TestApp) {
        let (app, mut strategist, mut administrator) = run_done(app).await;
        publish_results(&mut strategist, &mut administrator, 1, "").await;
        release(&mut strategist, &mut administrator).await;
        let main = app.visitor().main_of(PUBLIC).await;
        assert!(main.contains("Of these no figures can be given") && main.contains("Withheld"), "{main}");
        assert!(!main.contains("429 re"), "429 responses less 420 are 9: {main}");
    }

    async fn a_later_edition_changes_no_report_and_the_next_report_gets_the_next_number(app: TestApp) {
        let (app, mut strategist, mut administrator) = residents_published(app).await;
        release(&mut strategist, &mut administrator).await;
        let mut anybody = app.visitor();
        let before = anybody.get(&format!("{PUBLIC}/1/report.json")).await.body;
        run_again(&app, &mut strategist, &mut administrator).await;
        publish_results(&mut strategist, &mut administrator, 2, "Two come first now.").await;
        release(&mut strategist, &mut administrator).await;

        assert_eq!(anybody.get(&format!("{PUBLIC}/1/report.json")).await.body, before);
        let newest = anybody.main_of(PUBLIC).await;
        assert!(newest.contains("Consultation report 2, published on") && newest.contains("Results, edition 2"), "{newest}");
        let old = anybody.get(&format!("{PUBLIC}/1")).await;
        assert_eq!(old.count(&format!("a[href='{PUBLIC}/2']")), 1, "{}", old.body);
        press_publication(&mut administrator, 1, "/take-back", &[("reason", "The margins were of another county.")]).await;
        let old = anybody.get(&format!("{PUBLIC}/1")).await;
        assert!(old.body.contains("The results on which this report rests were taken back"), "{}", old.body);
        assert!(!anybody.main_of(PUBLIC).await.contains("another county"));
    }

    async fn what_a_second_person_never_saw_is_not_released(app: TestApp) {
        let (app, mut strategist, mut administrator) = residents_published(app).await;
        press(&mut strategist, "/write", &[("introduction", INTRODUCTION)]).await;
        let seen = administrator.get(STAFF).await;
        let state = seen.attribute("form[action$='/release'] input[name='state']", "value").unwrap();
        replies::publish(&mut strategist, 1, &[("title", "Something else altogether")]).await;

        let released = administrator.post(&format!("{STAFF}/release"), &[("state", &state)]).await;

        assert_eq!(released.status, 409);
        assert!(released.body.contains("Something else altogether"), "{}", released.body);
        assert_eq!(app.visitor().get(PUBLIC).await.status, 404);
        assert_eq!(press(&mut administrator, "/release", &[]).await.status, 303);
        let main = app.visitor().main_of(PUBLIC).await;
        assert!(main.contains("Something else altogether") && main.contains("The strategy now has a step"), "{main}");
    }

    async fn of_two_who_write_the_second_is_told_and_loses_no_word(app: TestApp) {
        let (_, mut strategist, mut administrator) = residents_published(app).await;
        let seen = strategist.get(STAFF).await;
        let state = seen.attribute("form[action$='/write'] input[name='state']", "value").unwrap();
        press(&mut administrator, "/write", &[("introduction", "First.")]).await;
        let second = strategist.post(&format!("{STAFF}/write"), &[("state", &state), ("introduction", "Second.")]).await;
        assert_eq!(second.status, 409);
        assert_eq!(second.text("textarea[name='introduction']").as_deref(), Some("Second."));
        let long = "<b>word</b> ".repeat(300);
        let page = press(&mut strategist, "/write", &[("introduction", &long)]).await;
        assert_eq!((page.status, page.count(".govuk-error-summary a[href='#introduction']")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        assert!(page.text("textarea[name='introduction']").unwrap().contains("<b>word</b> <b>word</b>"));
    }

    async fn an_administrator_takes_a_report_back_and_its_addresses_say_why(app: TestApp) {
        let (app, mut strategist, mut administrator) = residents_published(app).await;
        release(&mut strategist, &mut administrator).await;
        assert_eq!(strategist.post(&format!("{STAFF}/1/take-back"), &[("reason", "I do not like it.")]).await.status, 403);
        let blank = administrator.post(&format!("{STAFF}/1/take-back"), &[("reason", "")]).await;
        assert_eq!(blank.status, 422);
        administrator.post(&format!("{STAFF}/1/take-back"), &[("reason", "A name stood in it.")]).await;
        let mut anybody = app.visitor();
        for address in ["", "/1", "/1/report.json", "/1/report.docx"] {
            let page = anybody.get(&format!("{PUBLIC}{address}")).await;
            assert_eq!(page.status, 410, "{address}");
            assert!(page.body.contains("A name stood in it.") && !page.body.contains("They told us."));
        }
        assert_eq!(anybody.get("/consultations/early-survey").await.count(&format!("a[href='{PUBLIC}']")), 0);
        let again = administrator.post(&format!("{STAFF}/1/take-back"), &[("reason", "Once more.")]).await;
        assert_eq!(again.status, 409);
    }

    async fn an_auditor_reads_what_is_to_be_released_and_does_nothing(app: TestApp) {
        let (app, _, _) = residents_published(app).await;
        let mut auditor = signed_in(&app, "auditor").await;
        let page = auditor.get(STAFF).await;
        assert_eq!((page.status, page.count("main form")), (StatusCode::OK, 0));
        let file = auditor.get(&format!("{STAFF}/preview.docx")).await;
        assert!(file.bytes.starts_with(b"PK"));
        for step in ["/write", "/release", "/1/take-back"] {
            assert_eq!(auditor.post(&format!("{STAFF}{step}"), &[]).await.status, 403, "{step}");
        }
    }
}
