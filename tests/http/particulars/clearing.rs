//! Before a version is published: what is missing is shown, and whoever goes on says why.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::{permission::Role, readiness::Lack, vocabulary::Word};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::{fill, refused_fields};

const HOUSE: &str = "/staff/consultations/draft";
const REASON: &str = "The board has agreed to wait for the rest.";

/// Makes a consultation of the summer with one question, and somebody who may publish it.
async fn written(app: &TestApp) -> Visitor {
    let mut officer = app.staff(Role::Strategist).await;
    let typed = [
        ("title", "The draft"),
        ("name", "draft"),
        ("summary", "What do you think?"),
        ("kind", "formal-consultation"),
        ("opens.day", "1"),
        ("opens.month", "7"),
        ("opens.year", "2026"),
        ("closes.day", "31"),
        ("closes.month", "8"),
        ("closes.year", "2026"),
    ];
    assert!(fill(&mut officer, "/staff/new-consultation", &typed).await.status.is_redirection());
    write(&mut officer, "new-page?after=", &[("title", "You")]).await;
    write(&mut officer, "new-question?page=you&after=&kind=postcode", &[("text", "Where do you live?")]).await;
    officer
}

/// Takes a step of writing the questionnaire.
async fn write(officer: &mut Visitor, form: &str, typed: &[(&str, &str)]) {
    let saved = fill(officer, &format!("{HOUSE}/questionnaire/{form}"), typed).await;
    assert!(saved.status.is_redirection(), "{form}: {}", saved.body);
}

/// Says all that a consultation should say.
async fn say_everything(officer: &mut Visitor) {
    let forms: [(&str, &[(&str, &str)]); 7] = [
        ("purpose", &[("purpose", "To ask"), ("open-to-change", "Much"), ("decided", "Little")]),
        (
            "decision",
            &[
                ("decision-maker", "The board"),
                ("decision-on.day", "1"),
                ("decision-on.month", "10"),
                ("decision-on.year", "2026"),
            ],
        ),
        ("new-document", &[("title", "The draft"), ("address", "/draft")]),
        ("equality", &[("equality-reason", "Nobody is affected")]),
        ("formats", &[("formats-telephone", "0151 496 0000")]),
        ("privacy", &[("notice", "2026-11-23")]),
        ("plan", &[("plan", "All are counted")]),
    ];
    for (form, typed) in forms {
        let saved = fill(officer, &format!("{HOUSE}/about/{form}"), typed).await;
        assert!(saved.status.is_redirection(), "{form}: {}", saved.body);
    }
}

async fn publish(officer: &mut Visitor, typed: &[(&str, &str)]) -> Page {
    fill(officer, &format!("{HOUSE}/questionnaire/publish"), typed).await
}

async fn publishing(officer: &mut Visitor) -> Page {
    officer.get(&format!("{HOUSE}/questionnaire/publish")).await
}

fn lacking(page: &Page) -> BTreeSet<String> {
    page.attributes("input[name=lacking]", "value").into_iter().collect()
}

fn names(lacks: &[Lack]) -> BTreeSet<String> {
    lacks.iter().map(|lack| lack.word().to_owned()).collect()
}

async fn count_versions(app: &TestApp) -> usize {
    let consultation = app.state.store.find_consultation("draft").await.unwrap().unwrap();
    app.state.store.list_versions(consultation.id).await.unwrap().len()
}

on_both_engines! {
    async fn what_is_missing_is_shown_with_the_way_to_put_it_right(app: TestApp) {
        let mut officer = written(&app).await;

        let page = publishing(&mut officer).await;

        let expected = [
            Lack::Purpose, Lack::OpenToChange, Lack::Decided, Lack::Documents, Lack::DecisionMaker, Lack::DecisionDate,
            Lack::Equality, Lack::Formats, Lack::Notice, Lack::Plan,
        ];
        assert_eq!(lacking(&page), names(&expected));
        let shown = page.text("main").unwrap();
        assert!(shown.contains("Before this opens") && shown.contains("It has no documents."), "{shown}");
        for address in page.attributes("main ul a", "href") {
            assert_eq!(officer.get(&address).await.status, StatusCode::OK, "{address}");
        }
        let about = officer.get(&format!("{HOUSE}/about")).await.text("main").unwrap();
        assert!(about.contains("It has no documents.") && !about.contains("What was recorded"), "{about}");
    }

    async fn whoever_goes_on_says_why_and_that_is_kept(app: TestApp) {
        let mut officer = written(&app).await;

        let refused = publish(&mut officer, &[("reason", " ")]).await;
        assert_eq!(refused_fields(&refused), ["#reason"]);
        assert!(refused.text("#reason-error").unwrap().contains("Answer ‘Why do you go on although this is missing?’"));
        assert_eq!(count_versions(&app).await, 0);
        assert!(officer.submit(&refused, &[("reason", REASON)]).await.status.is_redirection());

        let about = officer.get(&format!("{HOUSE}/about")).await.text("main").unwrap();
        let expected = "On 15 June 2026 strategist@example.org published version 1 although this was missing or weak: purpose, \
                        what can change, what is already decided, documents, who decides";
        assert!(about.contains(expected) && about.contains(&format!("The reason: ‘{REASON}’")), "{about}");
        assert_eq!(app.visitor().get("/consultations/draft").await.status, StatusCode::OK);
    }

    async fn where_everything_is_there_that_is_said_and_no_reason_is_asked(app: TestApp) {
        let mut officer = written(&app).await;
        say_everything(&mut officer).await;

        let page = publishing(&mut officer).await;

        assert!(page.text("main").unwrap().contains("Everything is there"), "{}", page.body);
        assert_eq!((page.count("#reason"), lacking(&page).len()), (0, 0));
        assert!(officer.submit(&page, &[]).await.status.is_redirection());
        let about = officer.get(&format!("{HOUSE}/about")).await.text("main").unwrap();
        assert!(about.contains("Everything is there.") && !about.contains("What was recorded"), "{about}");
    }

    async fn a_later_version_asks_only_for_what_went_missing(app: TestApp) {
        let mut officer = written(&app).await;
        say_everything(&mut officer).await;
        fill(&mut officer, &format!("{HOUSE}/about/plan"), &[("plan", "")]).await;
        publish(&mut officer, &[("reason", REASON)]).await;

        write(&mut officer, "questions/where-do-you-live", &[("text", "Where is your home?")]).await;
        let second = publishing(&mut officer).await;
        assert_eq!((second.count("#reason"), lacking(&second).len()), (0, 0), "{}", second.body);
        assert!(officer.submit(&second, &[]).await.status.is_redirection());

        fill(&mut officer, &format!("{HOUSE}/about/formats"), &[("formats-telephone", "")]).await;
        write(&mut officer, "questions/where-do-you-live", &[("text", "Where do you live now?")]).await;
        let third = publishing(&mut officer).await;
        assert_eq!(lacking(&third), names(&[Lack::Formats]));
        assert!(third.text("main").unwrap().contains("Gone missing since the last version"), "{}", third.body);
        let refused = officer.submit(&third, &[("anew", "where-do-you-live")]).await;
        assert_eq!(refused_fields(&refused), ["#reason"]);
        assert_eq!(refused.count("input[name=anew][checked]"), 1, "what was ticked is kept: {}", refused.body);
        assert!(officer.submit(&refused, &[("reason", REASON)]).await.status.is_redirection());
        let about = officer.get(&format!("{HOUSE}/about")).await.text("main").unwrap();
        assert!(about.contains("published version 3 although this was missing or weak: contact for other formats, how answers"), "{about}");
        assert!(!about.contains("published version 2 although"), "{about}");
    }

    async fn a_version_from_before_this_was_asked_is_followed_without_a_reason(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut officer = app.staff(Role::Strategist).await;
        let room = "/staff/consultations/early-survey/questionnaire";
        fill(&mut officer, &format!("{room}/pages/you"), &[("title", "All about you")]).await;

        let published = fill(&mut officer, &format!("{room}/publish"), &[]).await;

        assert_eq!(published.location().as_deref(), Some(room), "{}", published.body);
    }

    async fn a_reason_is_not_taken_for_more_than_was_shown(app: TestApp) {
        let mut officer = written(&app).await;
        say_everything(&mut officer).await;
        fill(&mut officer, &format!("{HOUSE}/about/plan"), &[("plan", "")]).await;
        let opened = publishing(&mut officer).await;
        fill(&mut officer, &format!("{HOUSE}/about/formats"), &[("formats-telephone", "")]).await;

        let refused = officer.submit(&opened, &[("reason", REASON)]).await;

        assert_eq!(refused_fields(&refused), ["#reason"]);
        assert_eq!(lacking(&refused), names(&[Lack::Formats, Lack::Plan]));
        assert!(refused.text("#reason").unwrap().contains(REASON), "{}", refused.body);
        assert_eq!(count_versions(&app).await, 0);
        assert!(officer.submit(&refused, &[]).await.status.is_redirection());
    }

    async fn a_reason_is_kept_when_somebody_else_has_written_meanwhile(app: TestApp) {
        let mut officer = written(&app).await;
        let opened = publishing(&mut officer).await;
        write(&mut officer, "pages/you", &[("title", "About you")]).await;

        let told = officer.submit(&opened, &[("reason", REASON)]).await;

        assert_eq!(told.status, StatusCode::CONFLICT);
        assert!(told.text("#reason").unwrap().contains(REASON), "{}", told.body);
        assert_eq!(count_versions(&app).await, 0);
        assert!(officer.submit(&told, &[]).await.status.is_redirection());
    }
}
