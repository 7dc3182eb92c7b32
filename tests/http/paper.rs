//! The questions on paper: every kind with its room, and whom each question is for.

use chrono::TimeDelta;
use domain::questionnaire::Questionnaire;
use engines::on_both_engines;
use serde_json::json;
use support::TestApp;

const PAPER: &str = "/consultations/early-survey/paper";

on_both_engines! {
    async fn every_kind_of_question_has_room_for_a_pen(app: TestApp) {
        let app = app.with_questionnaire(support::kinds()).await;
        let page = app.visitor().get(PAPER).await;
        assert_eq!((page.status.as_u16(), page.count("main form, main input")), (200, 0));
        let words = page.text("main").unwrap();
        for said in [
            "1. How often do you go outdoors?",
            "Tick up to 2.",
            "Tick one in each row.",
            "Write 1 beside your first, 2 beside your second, and so on up to 3.",
            "In each set, tick one on the left and another one on the right.",
            "Comparison 2",
            "Share out 10 points.",
            "A number from 0.1 to 2,000.",
            "Day  Month  Year",
            "Animal 3",
            "Write only the first half",
            "Place 2: a postcode",
            "We only keep the square in which a place lies.",
            "17. May we write to you?",
            "19. How may we reach you?",
            "You can send up to 2 documents or pictures with this form, on paper.",
        ] {
            assert!(words.contains(said), "{said} is not in {words}");
        }
        assert_eq!(page.count(".fm-paper table tbody tr"), 2 + 3 + 3);
        assert_eq!((page.count(".fm-paper__line"), page.count(".fm-paper__blank")), (20, 3 + 3 + 1 + 3 + 2 + 1));
    }

    async fn whoever_a_question_is_not_for_is_told_so(app: TestApp) {
        let land = json!({ "id": "land", "text": "Do you farm?", "kind": { "yes_no": {} }, "required": true });
        let crop = json!({ "id": "crop", "text": "What do you grow?", "kind": { "text": { "limit": 100 } } });
        let farms = json!({ "chose": { "question": "land", "any_of": ["yes"] } });
        let pages = json!({ "pages": [
            { "id": "you", "title": "You", "questions": [land] },
            { "id": "farm", "title": "Your farm", "questions": [crop], "shown_when": farms },
        ] });
        let questionnaire: Questionnaire = serde_json::from_value(pages).unwrap();
        let app = app.with_questionnaire(questionnaire).await;
        let words = app.visitor().get(PAPER).await.text("main").unwrap();
        assert!(words.contains("Only if ‘Yes’ was chosen for ‘Do you farm?’."), "{words}");
        assert!(words.contains("Please answer this question."), "{words}");
    }

    async fn the_questions_can_be_read_after_the_closing_and_say_so(app: TestApp) {
        let app = app.with_early_survey().await;
        let link = app.visitor().get("/consultations/early-survey").await;
        assert!(link.attributes("main a", "href").iter().any(|href| href == PAPER));
        app.clock.advance(TimeDelta::weeks(4));
        let page = app.visitor().get(PAPER).await;
        assert!(page.text("main").unwrap().contains("It takes no more answers."));
        assert_eq!(app.visitor().get("/consultations/no-such/paper").await.status, 404);
    }
}
