//! Whole questionnaires in and out: what is read is shown first, used in one step, and can be taken back.

use axum::http::{StatusCode, header};
use domain::{permission::Role, questionnaire::Questionnaire};
use engines::on_both_engines;
use serde_json::Value;
use support::{Page, TestApp, Visitor};

use super::{PUBLIC, ROOM, begun, order, read, step, written};

const SAMPLES: [(&str, &[u8]); 5] = [
    ("limesurvey-261.lss", include_bytes!("../../../exchange/tests/samples/limesurvey-261.lss")),
    ("limesurvey-627.lss", include_bytes!("../../../exchange/tests/samples/limesurvey-627.lss")),
    ("own-constructs.lss", include_bytes!("../../../exchange/tests/samples/own-constructs.lss")),
    ("own-xlsform.csv", include_bytes!("../../../exchange/tests/samples/own-xlsform.csv")),
    ("own-citizen-space.json", include_bytes!("../../../exchange/tests/samples/own-citizen-space.json")),
];

async fn upload(officer: &mut Visitor, bytes: &[u8]) -> Page {
    officer.upload(&format!("{ROOM}/bring-in"), "file", bytes).await
}

/// Makes a file of a questionnaire.
fn file(questionnaire: &Value) -> Vec<u8> {
    let document = serde_json::json!({
        "format": "folkmoot questionnaire", "format_version": 1, "title": "Another", "questionnaire": questionnaire,
    });
    document.to_string().into_bytes()
}

async fn download(officer: &mut Visitor) -> Page {
    let page = officer.get(&format!("{ROOM}/file")).await;
    assert_eq!(page.status, StatusCode::OK);
    page
}

fn questionnaire(file: &Page) -> Questionnaire {
    let document: Value = serde_json::from_str(&file.body).unwrap();
    read(&document["questionnaire"])
}

on_both_engines! {
    async fn each_sample_is_read_shown_used_and_taken_back(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let before = officer.get(ROOM).await;
        for (name, bytes) in SAMPLES {
            let shown = upload(&mut officer, bytes).await;
            assert_eq!(shown.status, StatusCode::OK, "{name}: {}", shown.body);
            let words = shown.text("main").unwrap();
            assert!(words.contains("This is a ") && words.contains("Left out"), "{name}: {words}");
            assert!(words.contains("This replaces the whole questionnaire"), "{name}: {words}");
            assert_eq!(order(&officer.get(ROOM).await), order(&before), "nothing is stored yet");

            let used = officer.submit(&shown, &[]).await;

            assert_eq!(used.location().as_deref(), Some(ROOM), "{name}: {}", used.body);
            let document = shown.attribute("input[name=document]", "value").unwrap();
            let document: Value = serde_json::from_str(&document).unwrap();
            assert_eq!(written(&app).await, read(&document["questionnaire"]), "{name}");
            let undone = step(&mut officer, "undo").await;
            assert_eq!(order(&undone), order(&before), "{name}");
            assert!(undone.text("button[value=redo]").unwrap().contains("replaced everything with"), "{name}");
        }
    }

    async fn what_is_downloaded_comes_back_as_it_was(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let file = download(&mut officer).await;
        let name = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert_eq!(name, "attachment; filename=\"early-survey-questionnaire.json\"");
        assert_eq!(file.headers[header::CACHE_CONTROL], "no-store");
        step(&mut officer, "question-remove matters").await;

        let shown = upload(&mut officer, file.body.as_bytes()).await;
        assert!(shown.text("main").unwrap().contains("Everything in the file was brought over as it is."), "{}", shown.body);
        officer.submit(&shown, &[]).await;

        assert_eq!(written(&app).await, questionnaire(&file));
        assert_eq!(download(&mut officer).await.body, file.body);
        let outline = officer.get(ROOM).await;
        assert!(outline.text("main").unwrap().contains("There are no changes that are not published."));
    }

    async fn a_name_that_people_answered_under_is_not_taken_for_another_question(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let other = serde_json::json!({ "pages": [{ "id": "you", "title": "You", "questions": [
            { "id": "coast", "text": "Which coast?", "kind": { "text": { "limit": 20 } } },
            { "id": "matters", "text": "What matters most?", "kind": { "single_choice": { "options": [
                { "id": "ponds", "label": "Ponds" }, { "id": "hedges", "label": "Hedges" },
            ] } } },
        ] }] });

        let shown = upload(&mut officer, &file(&other)).await;
        assert!(shown.text("main").unwrap().contains("Its name ‘coast’ belongs to another question"), "{}", shown.body);
        officer.submit(&shown, &[]).await;

        let names: Vec<String> = written(&app).await.questions().map(|question| question.id.clone()).collect();
        assert_eq!(names, ["coast-2", "matters"]);
        assert!(app.visitor().get(PUBLIC).await.body.contains("early"), "the public sees what was published");
    }

    async fn a_file_that_cannot_be_read_is_refused_beside_the_field(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let large = vec![b'<'; 6 * 1024 * 1024];
        let wide: Vec<u8> = "\u{feff}<document/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let files: [(&[u8], &str); 6] = [
            (b"", "Choose a file that has something in it"),
            (b"%PDF-1.7", "Choose a questionnaire file. This is none of the kinds that can be read"),
            (b"{\"format\": 1", "Put the file right at line 1"),
            (b"<html></html>", "This is none of the kinds"),
            (&wide, "Save the file again as Unicode (UTF-8)"),
            (&large, "Choose a smaller file"),
        ];
        for (bytes, expected) in files {
            let refused = upload(&mut officer, bytes).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{expected}: {}", refused.body);
            assert!(refused.text("#file-error").unwrap().contains(expected), "{expected}: {}", refused.body);
            assert_eq!(refused.attribute(".govuk-error-summary a", "href").as_deref(), Some("#file"));
        }
        let nothing = officer.post(&format!("{ROOM}/bring-in"), &[("file", "words")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nonsense = officer.post(&format!("{ROOM}/bring-in/use"), &[("document", "words")]).await;
        assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
        let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
        assert!(app.state.store.find_questionnaire_draft(consultation.id).await.unwrap().is_none());
    }

    async fn of_two_officers_the_second_replaces_nothing(app: TestApp) {
        let (app, mut first) = begun(app).await;
        let mut second = app.staff(Role::Administrator).await;
        let shown = upload(&mut second, SAMPLES[0].1).await;
        let done = step(&mut first, "question-copy coast").await;

        let told = second.submit(&shown, &[]).await;

        assert_eq!(told.status, StatusCode::CONFLICT);
        assert_eq!(order(&second.get(ROOM).await), order(&done));
    }

    async fn words_of_a_file_are_shown_as_words(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let text = String::from_utf8(SAMPLES[0].1.to_vec()).unwrap();
        let marked = text
            .replace("What is your country of birth?", "Where <b>were</b> you born?<script>alert(1)</script>")
            .replace("[Red]", "[&lt;img src=x onerror=alert(1)&gt;]");

        let shown = upload(&mut officer, marked.as_bytes()).await;

        assert_eq!(shown.count("main script, main b, main img"), 0);
        let words = shown.text("main").unwrap();
        assert!(words.contains("Where were you born?") && words.contains("<img src=x onerror=alert(1)>"), "{words}");
        assert!(words.contains("Pictures, films, scripts or fields within the words (script)"), "{words}");
    }

    async fn only_those_who_may_write_bring_in_or_take_out(app: TestApp) {
        let (app, _) = begun(app).await;
        for role in [Role::Editor, Role::Intake, Role::Auditor] {
            let mut visitor = app.staff(role).await;
            assert_eq!(upload(&mut visitor, SAMPLES[0].1).await.status, StatusCode::FORBIDDEN);
            assert_eq!(visitor.get(&format!("{ROOM}/file")).await.status, StatusCode::FORBIDDEN);
            let used = visitor.post(&format!("{ROOM}/bring-in/use"), &[("document", "{}")]).await;
            assert_eq!(used.status, StatusCode::FORBIDDEN);
        }
        let schema = app.visitor().get("/questionnaire.schema.json").await;
        assert_eq!(schema.headers[header::CONTENT_TYPE], "application/schema+json");
        assert!(schema.body.contains("https://json-schema.org/draft/2020-12/schema"));
    }
}
