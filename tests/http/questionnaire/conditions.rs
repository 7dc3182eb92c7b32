//! When pages and questions are shown, as it is set in forms.

use axum::http::StatusCode;
use domain::{permission::Role, routing::Condition};
use engines::on_both_engines;
use serde_json::{Value, json};
use support::TestApp;

use super::{ROOM, begun, fill, step, written};

fn condition(document: &Value) -> Condition {
    serde_json::from_value(document.clone()).unwrap()
}

on_both_engines! {
    async fn only_what_is_asked_before_can_decide(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let choose = |target: &str| format!("{ROOM}/{target}/condition");

        let page = officer.get(&choose("pages/nature")).await;
        assert_eq!(page.attributes("main input[type=radio]", "value"), ["coast"], "words cannot decide");
        assert!(page.text("main").unwrap().contains("Shown when ‘Yes’ was chosen for ‘Do you visit the coast?’"));
        let first = officer.get(&choose("questions/coast")).await;
        assert!(first.text("main").unwrap().contains("No question before it can decide."));
        assert_eq!(first.count("main form"), 0);

        for nobody in ["questions/gone", "pages/gone"] {
            assert_eq!(officer.get(&choose(nobody)).await.status, StatusCode::NOT_FOUND);
        }
        for later in ["matters", "why", "gone"] {
            let page = officer.get(&format!("{}?on={later}", choose("pages/nature"))).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{later}");
        }
    }

    async fn a_condition_is_set_by_choosing_a_question_and_then_its_answers(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let matters = "/questions/matters/condition?on=coast";

        let set = fill(&mut officer, matters, &[("answers", "no"), ("when", "chosen")]).await;

        assert_eq!(set.location(), Some(format!("{ROOM}#question-matters")));
        let shown = |written: domain::questionnaire::Questionnaire| written.question("matters").unwrap().shown_when.clone();
        let no = json!({ "chose": { "question": "coast", "any_of": ["no"] } });
        assert_eq!(shown(written(&app).await), Some(condition(&no)));
        let words = officer.get(ROOM).await.text("main").unwrap();
        assert!(words.contains("Shown when ‘No’ was chosen for ‘Do you visit the coast?’"), "{words}");

        fill(&mut officer, matters, &[("answers", "yes"), ("when", "not-chosen"), ("join", "and")]).await;
        let yes = json!({ "not": { "chose": { "question": "coast", "any_of": ["yes"] } } });
        assert_eq!(shown(written(&app).await), Some(condition(&json!({ "all": [no, yes] }))));
        fill(&mut officer, matters, &[("answers", "yes"), ("when", "chosen"), ("join", "instead")]).await;
        fill(&mut officer, matters, &[("answers", "no"), ("when", "chosen"), ("join", "or")]).await;
        let either = json!({ "any": [{ "chose": { "question": "coast", "any_of": ["yes"] } }, no] });
        assert_eq!(shown(written(&app).await), Some(condition(&either)));

        let always = officer.get(&format!("{ROOM}/questions/matters/condition")).await;
        officer.submit(&always, &[]).await;
        assert_eq!(shown(written(&app).await), None);
    }

    async fn numbers_and_how_many_were_chosen_decide_too(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        for (kind, fields) in [
            ("number", vec![("text", "How old are you?")]),
            ("multiple-choice", vec![("text", "Which habitats?"), ("options", "Ponds\nHedges")]),
        ] {
            fill(&mut officer, &format!("/new-question?page=you&after=&kind={kind}"), &fields).await;
        }
        for (on, fields, expected) in [
            ("how-old-are-you", vec![("smallest", "16"), ("join", "instead")], json!({ "number": { "question": "how-old-are-you", "at_least": "16" } })),
            ("which-habitats", vec![("when", "many"), ("count", "2"), ("join", "instead")], json!({ "chose_at_least": { "question": "which-habitats", "count": 2 } })),
        ] {
            let set = fill(&mut officer, &format!("/pages/nature/condition?on={on}"), &fields).await;
            assert!(set.status.is_redirection(), "{on}: {:?}", set.text(".govuk-error-summary"));
            assert_eq!(written(&app).await.page("nature").unwrap().shown_when, Some(condition(&expected)));
        }
        assert_eq!(written(&app).await.check(), []);
    }

    async fn a_condition_that_is_not_whole_comes_back_with_what_was_chosen(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        fill(&mut officer, "/new-question?page=you&after=&kind=number", &[("text", "How old are you?")]).await;
        let before = written(&app).await;
        for (on, fields, expected) in [
            ("coast", vec![("when", "chosen")], vec!["#answers", "#join"]),
            ("coast", vec![("answers", "yes")], vec!["#when", "#join"]),
            ("coast", vec![("answers", "perhaps"), ("when", "chosen"), ("join", "and")], vec!["#answers"]),
            ("how-old-are-you", vec![("join", "and")], vec!["#smallest"]),
            ("how-old-are-you", vec![("smallest", "9"), ("largest", "8"), ("join", "and")], vec!["#largest"]),
        ] {
            let refused = fill(&mut officer, &format!("/pages/nature/condition?on={on}"), &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            assert_eq!(refused.attributes(".govuk-error-summary a", "href"), expected, "{fields:?}");
            for (name, value) in fields.iter().filter(|(_, value)| *value != "perhaps") {
                assert_eq!(refused.count(&format!("input[name='{name}'][value='{value}']")), 1, "{name}");
            }
        }
        assert_eq!(written(&app).await, before);
    }

    async fn a_condition_on_what_somebody_else_has_moved_is_not_set(app: TestApp) {
        let (app, mut first) = begun(app).await;
        let mut second = app.staff(Role::Administrator).await;
        let opened = second.get(&format!("{ROOM}/questions/why/condition?on=coast")).await;
        step(&mut first, "question-up why").await;
        let before = written(&app).await;

        let fields = [("answers", "no"), ("when", "chosen"), ("join", "instead")];
        let told = second.submit(&opened, &fields).await;

        assert_eq!(told.status, StatusCode::CONFLICT);
        assert!(told.text("main").unwrap().contains("strategist@example.org changed"));
        assert_eq!(written(&app).await, before);
    }
}
