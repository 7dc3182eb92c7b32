//! Translating a questionnaire: the forms, the file for translators, and what becomes of it when English words change.

use axum::http::{StatusCode, header};
use domain::{language::Language, permission::Role};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::{ROOM, begun, fill, step, written};

const POLISH: &str = "/languages/pl";

/// Gives the words of the page about a language.
async fn standing(officer: &mut Visitor) -> String {
    officer.get(&format!("{ROOM}{POLISH}")).await.text("main").unwrap()
}

async fn bring_in(officer: &mut Visitor, file: &str) -> Page {
    officer.upload(&format!("{ROOM}{POLISH}/translations"), "file", file.as_bytes()).await
}

/// Translates all of the page with the choice.
async fn translate(officer: &mut Visitor) -> Page {
    let said = [
        ("said.page.nature.title", "Przyroda"),
        ("said.question.matters.text", "Co jest ważne?"),
        ("said.question.matters.option.ponds.label", "Stawy"),
        ("said.question.matters.option.hedges.label", "Żywopłoty"),
    ];
    fill(officer, &format!("{POLISH}/pages/nature"), &said).await
}

on_both_engines! {
    async fn a_page_is_translated_piece_by_piece_and_taken_back_as_one_step(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let languages = officer.get(&format!("{ROOM}/languages")).await;
        assert!(languages.text("main").unwrap().contains("Nothing is translated yet."));
        let opened = officer.get(&format!("{ROOM}/languages?language=pl")).await;
        assert_eq!(opened.location(), Some(format!("{ROOM}{POLISH}")));

        let saved = translate(&mut officer).await;

        assert_eq!(saved.location(), Some(format!("{ROOM}{POLISH}")));
        assert_eq!(written(&app).await.spoken_languages(), [Language::Polish]);
        let words = standing(&mut officer).await;
        assert!(words.contains("5 of 9 missing") && words.contains("All 4 texts are translated"), "{words}");
        let undone = step(&mut officer, "undo").await;
        assert!(undone.text("button[value=redo]").unwrap().contains("changed the translation into ‘Polish’"));
        assert!(written(&app).await.languages().is_empty());
    }

    async fn changed_english_words_have_to_be_looked_at_again(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        translate(&mut officer).await;
        fill(&mut officer, "/questions/matters", &[("text", "What matters most?")]).await;
        assert!(standing(&mut officer).await.contains("1 to look at again"));
        assert_eq!(written(&app).await.spoken_languages(), []);

        let same = fill(&mut officer, &format!("{POLISH}/pages/nature"), &[]).await;
        assert_eq!(same.status, StatusCode::SEE_OTHER);
        assert!(standing(&mut officer).await.contains("1 to look at again"), "saving alone says nothing of what is stale");
        let form = officer.get(&format!("{ROOM}{POLISH}/pages/nature")).await;
        assert!(form.text("main").unwrap().contains("the English words were ‘What matters?’"), "{}", form.body);
        officer.submit(&form, &[("right.question.matters.text", "yes")]).await;

        assert_eq!(written(&app).await.spoken_languages(), [Language::Polish]);
    }

    async fn too_long_a_text_is_refused_with_the_others_kept(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let (long, short) = ("a".repeat(4_001), ("said.page.nature.title", "Przyroda"));
        let refused =
            fill(&mut officer, &format!("{POLISH}/pages/nature"), &[("said.question.matters.text", &long), short]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.attribute("[name='said.page.nature.title']", "value").as_deref(), Some("Przyroda"));
        assert!(refused.text(".govuk-error-summary").unwrap().contains("4,000 characters"), "{}", refused.body);
        assert!(standing(&mut officer).await.contains("9 of 9 missing"));
    }

    async fn of_two_who_translate_at_once_the_second_is_told_with_the_words_kept(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let form = officer.get(&format!("{ROOM}{POLISH}/pages/nature")).await;
        fill(&mut officer, "/questions/matters", &[("text", "What matters most?")]).await;
        let late = officer.submit(&form, &[("said.page.nature.title", "Przyroda")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(late.attribute("[name='said.page.nature.title']", "value").as_deref(), Some("Przyroda"));
    }

    async fn the_file_goes_out_is_filled_in_and_comes_back(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let file = officer.get(&format!("{ROOM}{POLISH}/translations")).await;
        assert_eq!(file.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"early-survey-pl.csv\"");
        let filled: Vec<String> = file.body.lines().map(|line| match line.rsplit_once(',') {
            Some((before, "")) => format!("{before},po polsku"),
            _ => line.to_owned(),
        }).collect();
        fill(&mut officer, "/questions/matters", &[("text", "What matters most?")]).await;
        let gone = "question.gone.text,Gone?,Nie ma";

        let taken = bring_in(&mut officer, &format!("{}\n{gone}\n", filled.join("\n"))).await;

        assert_eq!(taken.status, StatusCode::OK);
        let words = taken.text("main [role=status]").unwrap();
        for said in ["8 texts are translated now", "1 text was translated from other English words", "1 row is about texts"] {
            assert!(words.contains(said), "{said}: {words}");
        }
        let polish = written(&app).await.spoken(Language::Polish);
        assert_eq!(polish.question("coast").unwrap().text, "po polsku");
        assert_eq!(polish.question("matters").unwrap().text, "What matters most?");
    }

    async fn what_is_no_file_for_translators_is_refused_with_what_to_do(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let refused = bring_in(&mut officer, "name,age\nx,1\n").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text(".govuk-error-summary").unwrap().contains("first row must be"), "{}", refused.body);
        let mut auditor = app.staff(Role::Auditor).await;
        assert_eq!(bring_in(&mut auditor, "place,English,Polish\n").await.status, StatusCode::FORBIDDEN);
        assert_eq!(officer.get(&format!("{ROOM}/languages/xx")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(officer.get(&format!("{ROOM}{POLISH}/pages/gone")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_language_is_given_up_and_publishing_says_what_is_missing_in_others(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        translate(&mut officer).await;
        let publish = officer.get(&format!("{ROOM}/publish")).await.text("main").unwrap();
        assert!(publish.contains("Other words in another language") && publish.contains("5 of 9 missing"), "{publish}");
        let preview = officer.get(&format!("{ROOM}/preview/nature?language=pl")).await;
        assert_eq!(preview.text("main [lang=pl] h1").as_deref(), Some("Przyroda"));

        let page = officer.get(&format!("{ROOM}{POLISH}")).await;
        let state = page.attribute("form[action$=remove] input[name=state]", "value").unwrap();
        let removed = officer.post(&format!("{ROOM}{POLISH}/remove"), &[("state", &state)]).await;

        assert_eq!(removed.location(), Some(format!("{ROOM}/languages")));
        assert!(written(&app).await.languages().is_empty());
    }
}
