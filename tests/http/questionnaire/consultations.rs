//! Making a consultation, and when the public sees it.

use axum::http::StatusCode;
use domain::{permission::Role, time::Clock};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

const NEW: &str = "/staff/new-consultation";

/// Sends the form for a new consultation with some fields changed.
async fn make(officer: &mut Visitor, changes: &[(&str, &str)]) -> Page {
    let typed = [
        ("title", "Nature near you: what matters?"),
        ("summary", "What people value."),
        ("kind", "early-survey"),
        ("opens.day", "1"),
        ("opens.month", "June"),
        ("opens.year", "2026"),
        ("closes.day", "31"),
        ("closes.month", "7"),
        ("closes.year", "2026"),
    ];
    let mut fields: Vec<_> =
        typed.into_iter().filter(|(name, _)| !changes.iter().any(|(other, _)| other == name)).collect();
    fields.extend(changes);
    let form = officer.get(NEW).await;
    officer.submit(&form, &fields).await
}

on_both_engines! {
    async fn a_new_consultation_leads_to_its_questionnaire_and_is_not_public_yet(app: TestApp) {
        let mut officer = app.staff(Role::Strategist).await;

        let made = make(&mut officer, &[]).await;

        let room = made.location().expect("the form is right");
        assert_eq!(room, "/staff/consultations/nature-near-you-what-matters/questionnaire");
        let outline = officer.get(&room).await;
        assert!(outline.text("main").unwrap().contains("Nothing is published yet"), "{}", outline.body);
        let made = app.state.store.find_consultation("nature-near-you-what-matters").await.unwrap().unwrap();
        assert_eq!(made.opens_at.to_rfc3339(), "2026-06-01T08:00:00+00:00");
        assert_eq!(made.closes_at.to_rfc3339(), "2026-07-31T22:59:00+00:00");
        assert!(made.opens_at < app.clock.now());
        assert!(officer.get("/staff").await.text(".fm-card").unwrap().contains("Not published yet."));
        for visitor in [&mut app.visitor(), &mut officer] {
            for place in ["/", "/consultations"] {
                assert!(!visitor.get(place).await.body.contains("Nature near you"), "{place}");
            }
            for place in ["", "/respond", "/respond/you", "/respond/check", "/respond/saved"] {
                let address = format!("/consultations/nature-near-you-what-matters{place}");
                assert_eq!(visitor.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
            }
        }
    }

    async fn the_other_rooms_of_a_consultation_without_questions_are_empty_and_not_broken(app: TestApp) {
        let mut officer = app.staff(Role::Administrator).await;
        make(&mut officer, &[]).await;
        officer.post("/staff/consultations/nature-near-you-what-matters/weighting/look", &[]).await;
        for room in ["weigh", "plan", "freeze", "responses", "responses.csv", "weighting", "priorities.csv", "questionnaire", "questionnaire/publish"] {
            let page = officer.get(&format!("/staff/consultations/nature-near-you-what-matters/{room}")).await;
            assert_eq!(page.status, StatusCode::OK, "{room}: {}", page.body);
        }
    }

    async fn a_form_that_is_wrong_comes_back_with_what_was_typed(app: TestApp) {
        let mut officer = app.staff(Role::Strategist).await;
        let wrong = [
            ("title", ""),
            ("name", "Early Survey"),
            ("kind", "nonsense"),
            ("opens-at", "noon"),
            ("closes.day", "31"),
            ("closes.month", "5"),
            ("closes.year", "2026"),
        ];

        let refused = make(&mut officer, &wrong).await;

        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        let fields = refused.attributes(".govuk-error-summary a", "href");
        assert_eq!(fields, ["#title", "#kind", "#opens-at"]);
        assert_eq!(refused.attribute("#name", "value").as_deref(), Some("Early Survey"));
        assert!(refused.text("#summary").unwrap().contains("What people value."));
        let refused = make(&mut officer, &[("name", "Early Survey"), ("closes.month", "5")]).await;
        assert_eq!(refused.attributes(".govuk-error-summary a", "href"), ["#name", "#closes-day"]);
        assert_eq!(app.state.store.list_consultations().await.unwrap(), []);
    }

    async fn a_name_that_is_in_use_is_refused_and_shown_for_changing(app: TestApp) {
        let mut officer = app.staff(Role::Administrator).await;
        make(&mut officer, &[]).await;

        let refused = make(&mut officer, &[]).await;

        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.attribute("#name", "value").as_deref(), Some("nature-near-you-what-matters"));
        assert!(refused.text(".govuk-error-summary").unwrap().contains("this one is in use"));
        assert!(make(&mut officer, &[("name", "second-survey")]).await.status.is_redirection());
    }

    async fn only_those_who_may_write_make_consultations(app: TestApp) {
        for role in [Role::Editor, Role::Intake, Role::Auditor] {
            let mut visitor = app.staff(role).await;
            assert_eq!(visitor.get(NEW).await.status, StatusCode::FORBIDDEN);
            assert_eq!(visitor.post(NEW, &[("title", "Mine")]).await.status, StatusCode::FORBIDDEN);
            assert!(!visitor.get("/staff").await.body.contains(NEW));
        }
        assert_eq!(app.visitor().post(NEW, &[("title", "Mine")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.state.store.list_consultations().await.unwrap(), []);
    }
}
