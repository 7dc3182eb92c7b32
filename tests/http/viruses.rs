//! Files with a virus are refused where the installation has a `clamd`, and where it has none every page says so.

use axum::http::StatusCode;
use domain::{permission::Role, questionnaire::Questionnaire};
use engines::on_both_engines;
use serde_json::json;
use support::{INFECTED, Page, RunningClamd, TestApp, Visitor};

const NEW: &str = "/staff/documents/new";
const NOTE: &str = "/staff/documents/a-note";
const QUESTION: &str = "/consultations/early-survey/respond/only";
const CLEAN: &str = "Ponds and hedges";

/// A document of an editor that has no file yet.
async fn with_note(app: &TestApp) -> Visitor {
    let mut editor = app.staff(Role::Editor).await;
    let form = editor.get(NEW).await;
    let day = [("dated.day", "7"), ("dated.month", "4"), ("dated.year", "2024")];
    let words = [("title", "A note"), ("purpose", "Says something."), ("accessibility", "met")];
    let added = editor.submit(&form, &[&words[..], &day[..]].concat()).await;
    assert_eq!(added.location().as_deref(), Some(NOTE), "{}", added.body);
    editor
}

async fn give(editor: &mut Visitor, text: &str) -> Page {
    let form = editor.get(&format!("{NOTE}/file")).await;
    editor.submit_files(&form, &[], &[("file", "note.txt", text.as_bytes())]).await
}

/// A page that asks for files.
async fn asking(app: TestApp) -> TestApp {
    let files = json!({ "id": "maps", "text": "Do you have maps?", "kind": { "files": { "at_most": 2 } } });
    let document = json!({ "pages": [{ "id": "only", "title": "Maps", "questions": [files] }] });
    let questionnaire: Questionnaire = serde_json::from_value(document).unwrap();
    app.with_questionnaire(questionnaire).await
}

async fn answer(visitor: &mut Visitor, text: &str) -> Page {
    let page = visitor.open(QUESTION).await;
    let added = visitor.submit_files(&page, &[("attach", "maps")], &[("maps", "map.txt", text.as_bytes())]).await;
    match added.location() {
        Some(address) => visitor.open(address.split('#').next().unwrap()).await,
        None => added,
    }
}

on_both_engines! {
    async fn a_document_with_a_virus_is_refused_and_another_says_that_none_was_found(app: TestApp) {
        let clamd = RunningClamd::start().await;
        let app = app.with_scanner(clamd.scanner());
        let mut editor = with_note(&app).await;
        let refused = give(&mut editor, INFECTED).await;
        assert_eq!((refused.status, refused.count("#file-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{}", refused.body);
        assert!(refused.text("#file-error").unwrap().contains("a virus was found"));
        assert!(editor.get(NOTE).await.text("main").unwrap().contains("no file"), "nothing was kept");
        let kept = give(&mut editor, CLEAN).await;
        assert_eq!(kept.location().as_deref(), Some(NOTE), "{}", kept.body);
        assert!(editor.get(NOTE).await.text("main").unwrap().contains("None found on 15 June 2026"));

        drop(clamd);
        let unscanned = give(&mut editor, CLEAN).await;
        assert_eq!(unscanned.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unscanned.text("#file-error").unwrap().contains("Try again later"), "{}", unscanned.body);
    }

    async fn an_answer_with_a_virus_is_not_kept(app: TestApp) {
        let clamd = RunningClamd::start().await;
        let app = asking(app.with_scanner(clamd.scanner())).await;
        let mut visitor = app.visitor();
        let refused = answer(&mut visitor, INFECTED).await;
        assert!(refused.text("#maps-error").unwrap().contains("a virus was found in it"), "{}", refused.body);
        assert_eq!(refused.count("main form ul a"), 0);
        let kept = answer(&mut visitor, CLEAN).await;
        assert_eq!((kept.count("#maps-error"), kept.count("main form ul a")), (0, 1), "{}", kept.body);
        drop(clamd);
        let unscanned = answer(&mut visitor, CLEAN).await;
        assert!(unscanned.text("#maps-error").unwrap().contains("could not be checked"), "{}", unscanned.body);
    }

    async fn a_file_that_is_too_large_for_the_scanner_is_refused_with_what_to_do(app: TestApp) {
        let clamd = RunningClamd::start_small().await;
        let app = asking(app.with_scanner(clamd.scanner())).await;
        let large = format!("{CLEAN}\n").repeat(200_000);
        let mut editor = with_note(&app).await;
        let refused = give(&mut editor, &large).await;
        assert_eq!((refused.status, refused.count("#file-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{}", refused.body);
        assert!(refused.text("#file-error").unwrap().contains("larger than the virus scanner of this site takes"), "{}", refused.body);
        assert_eq!(give(&mut editor, CLEAN).await.location().as_deref(), Some(NOTE), "a smaller one is taken");

        let mut visitor = app.visitor();
        let refused = answer(&mut visitor, &large).await;
        let told = refused.text("#maps-error").unwrap();
        assert!(told.contains("larger than the virus scanner of this site takes. Make it smaller"), "{told}");
        assert_eq!(answer(&mut visitor, CLEAN).await.count("main form ul a"), 1, "a smaller one is taken");
    }

    async fn without_a_scanner_a_page_says_that_nothing_was_looked_through(app: TestApp) {
        let mut editor = with_note(&app).await;
        assert!(editor.get(&format!("{NOTE}/file")).await.text("main").unwrap().contains("does not look for viruses here"));
        give(&mut editor, INFECTED).await;
        assert!(editor.get(NOTE).await.text("main").unwrap().contains("Not scanned for viruses"));
    }
}
