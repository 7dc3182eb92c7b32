//! The outline: its steps, taking them back, and two officers at once.

use axum::http::StatusCode;
use domain::permission::Role;
use engines::on_both_engines;
use support::TestApp;

use super::{ROOM, begun, fill, order, press, read, step, written};

on_both_engines! {
    async fn the_outline_shows_what_is_published_until_a_step_is_taken(app: TestApp) {
        let (app, mut officer) = begun(app).await;

        let outline = officer.get(ROOM).await;

        assert_eq!(outline.status, StatusCode::OK, "{}", outline.body);
        assert_eq!(order(&outline), ["page-you", "question-coast", "question-why", "page-nature", "question-matters"]);
        let words = outline.text("main").unwrap();
        for expected in [
            "Version 1 is published.",
            "There are no changes that are not published.",
            "Shown when ‘Yes’ was chosen for ‘Do you visit the coast?’",
            "Choose one: Ponds, Hedges",
        ] {
            assert!(words.contains(expected), "{expected}: {words}");
        }
        assert_eq!(outline.count("button[value=undo], button[value=redo]"), 0);
        let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
        assert!(app.state.store.find_questionnaire_draft(consultation.id).await.unwrap().is_none());
    }

    async fn steps_are_taken_with_buttons_and_the_public_sees_none_of_them(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let before = app.visitor().get("/consultations/early-survey/respond/you").await.text("main");

        let moved = step(&mut officer, "question-down why").await;
        assert_eq!(order(&moved), ["page-you", "question-coast", "page-nature", "question-why", "question-matters"]);
        assert!(moved.text("main").unwrap().contains("strategist@example.org changed the questionnaire on 15 June 2026 at 1:00pm."));
        let copied = step(&mut officer, "question-copy matters").await;
        assert_eq!(order(&copied)[5], "question-what-matters");
        let swapped = step(&mut officer, "page-up nature").await;
        assert_eq!(order(&swapped)[0], "page-nature");
        let removed = step(&mut officer, "question-remove matters").await;
        assert!(!order(&removed).contains(&"question-matters".to_owned()));
        let page = step(&mut officer, "page-copy you").await;
        assert_eq!(order(&page).iter().filter(|id| id.starts_with("page-")).count(), 3);

        assert_eq!(app.visitor().get("/consultations/early-survey/respond/you").await.text("main"), before);
    }

    async fn a_step_is_taken_back_and_done_again_and_a_new_one_drops_it(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let published = officer.get(ROOM).await;
        let copied = step(&mut officer, "question-copy matters").await;
        assert_eq!(copied.text("button[value=undo]").as_deref(), Some("Undo: copied ‘What matters?’"));

        let undone = step(&mut officer, "undo").await;
        assert_eq!(order(&undone), order(&published));
        assert_eq!(undone.count("button[value=undo]"), 0);
        assert!(undone.text("main").unwrap().contains("There are no changes that are not published."));
        assert_eq!(undone.text("button[value=redo]").as_deref(), Some("Redo: copied ‘What matters?’"));
        let redone = step(&mut officer, "redo").await;
        assert_eq!(order(&redone), order(&copied));

        step(&mut officer, "undo").await;
        let other = step(&mut officer, "question-remove matters").await;
        assert_eq!((other.count("button[value=undo]"), other.count("button[value=redo]")), (1, 0));
    }

    async fn of_two_officers_the_second_is_told_and_nothing_is_overwritten(app: TestApp) {
        let (app, mut first) = begun(app).await;
        let mut second = app.staff(Role::Administrator).await;
        for opened in [first.get(ROOM).await, { step(&mut first, "page-copy nature").await }] {
            let done = step(&mut first, "question-copy coast").await;

            let told = press(&mut second, &opened, "question-remove matters").await;

            assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
            let words = told.text("main").unwrap();
            assert!(words.contains("strategist@example.org changed") && words.contains("nothing was overwritten"), "{words}");
            assert_eq!(order(&second.get(ROOM).await), order(&done));
            for back in ["undo", "redo"] {
                assert_eq!(press(&mut second, &opened, back).await.status, StatusCode::CONFLICT);
            }
        }
    }

    async fn what_others_need_is_not_removed_and_the_page_says_who(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let outline = officer.get(ROOM).await;

        let refused = press(&mut officer, &outline, "question-remove coast").await;

        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = refused.text(".govuk-error-summary li").unwrap();
        assert!(said.contains("used by ‘Why do you go?’, the page ‘Nature’"), "{said}");
        assert_eq!(refused.attribute(".govuk-error-summary a", "href").as_deref(), Some("#question-coast"));
        assert_eq!(order(&refused), order(&outline));
    }

    async fn a_step_that_no_button_has_is_not_taken(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let outline = officer.get(ROOM).await;
        for (nonsense, status) in [("", 422), ("publish", 422), ("question-remove nobody", 409), ("page-up you", 409), ("undo", 409)] {
            assert_eq!(press(&mut officer, &outline, nonsense).await.status, status, "{nonsense}");
        }
        assert_eq!(officer.get(ROOM).await.body, outline.body);
    }

    async fn what_makes_no_sense_is_listed_with_the_way_to_mend_it(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        assert!(!officer.get(ROOM).await.body.contains("To put right before publishing"));

        let outline = step(&mut officer, "page-up nature").await;

        let words = outline.text("main").unwrap();
        assert!(words.contains("To put right before publishing"), "{words}");
        assert!(words.contains("Use a question that is asked before this one."), "{words}");
        let ways = outline.attributes("main ul a", "href");
        assert!(ways.contains(&format!("{ROOM}/pages/nature/condition")), "{ways:?}");
        assert_eq!(written(&app).await.check().len(), 1);
    }

    async fn a_ranking_that_stands_before_what_it_ranks_is_mended_in_its_own_form(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let fields = [("text", "Which?"), ("options", "Ponds\nHedges")];
        fill(&mut officer, "/new-question?page=you&after=&kind=multiple-choice", &fields).await;
        let fields = [("text", "In order?"), ("options-from", "which"), ("places", "2")];
        fill(&mut officer, "/new-question?page=you&after=which&kind=ranking", &fields).await;

        let outline = step(&mut officer, "question-up in-order").await;

        let ways = outline.attributes("main ul a", "href");
        assert!(ways.contains(&format!("{ROOM}/questions/in-order")), "{ways:?}");
    }

    async fn an_empty_questionnaire_says_where_to_begin(app: TestApp) {
        let app = app.with_questionnaire(read(&serde_json::json!({ "pages": [] }))).await;
        let mut officer = app.staff(Role::Strategist).await;

        let outline = officer.get(ROOM).await;

        assert!(outline.text("main").unwrap().contains("There are no questions yet. Begin with a page."));
        assert_eq!(outline.attributes("main form a", "href"), [format!("{ROOM}/new-page?after=")]);
    }

    async fn only_those_who_may_write_come_in(app: TestApp) {
        let (app, _) = begun(app).await;
        let rooms = ["", "/new-page", "/pages/you", "/new-question?page=you&after=", "/questions/coast", "/questions/why/condition", "/pages/nature/condition", "/preview/you", "/publish"];
        for (role, status) in [(Role::Administrator, 200), (Role::Editor, 403), (Role::Intake, 403), (Role::Auditor, 403)] {
            let mut visitor = app.staff(role).await;
            for room in rooms {
                assert_eq!(visitor.get(&format!("{ROOM}{room}")).await.status, status, "{room}");
            }
            let links = visitor.get("/staff").await.attributes("main a", "href");
            assert_eq!(links.contains(&ROOM.to_owned()), status == 200);
            if status == 403 {
                for room in ["", "/new-page", "/pages/you", "/new-question", "/questions/coast", "/questions/why/condition", "/publish"] {
                    assert_eq!(visitor.post(&format!("{ROOM}{room}"), &[("step", "page-copy you")]).await.status, 403);
                }
            }
        }
        for room in rooms {
            let page = app.visitor().get(&format!("{ROOM}{room}")).await;
            assert!(page.location().unwrap().starts_with("/staff/sign-in?next="));
        }
    }
}
