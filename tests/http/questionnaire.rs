//! Writing questionnaires: the outline and its steps, the forms, publishing, and what the public sees before and after.

mod asking;
mod bringing_in;
mod conditions;
mod consultations;
mod journey;
mod languages;
mod library;
mod outline;
mod previewing;
mod publishing;
mod testing;
mod uses;
mod wellformed;

use domain::{permission::Role, questionnaire::Questionnaire};
use serde_json::{Value, json};
use support::{Page, TestApp, Visitor};

pub(crate) const ROOM: &str = "/staff/consultations/early-survey/questionnaire";
const PUBLIC: &str = "/consultations/early-survey";

/// Two pages: the second question of the first and the second page ask for `coast`.
fn questionnaire() -> Questionnaire {
    let when = json!({ "chose": { "question": "coast", "any_of": ["yes"] } });
    let options = json!([{ "id": "ponds", "label": "Ponds" }, { "id": "hedges", "label": "Hedges" }]);
    let questions = [
        json!({ "id": "coast", "text": "Do you visit the coast?", "kind": { "yes_no": {} } }),
        json!({ "id": "why", "text": "Why do you go?", "shown_when": when, "kind": { "text": { "limit": 200 } } }),
    ];
    let matters =
        json!({ "id": "matters", "text": "What matters?", "kind": { "single_choice": { "options": options } } });
    read(&json!({ "pages": [
        { "id": "you", "title": "About you", "questions": questions },
        { "id": "nature", "title": "Nature", "questions": [matters], "shown_when": when },
    ]}))
}

fn read(document: &Value) -> Questionnaire {
    serde_json::from_value(document.clone()).unwrap()
}

/// The early survey with that questionnaire, and an officer who may write.
async fn begun(app: TestApp) -> (TestApp, Visitor) {
    let app = app.with_questionnaire(questionnaire()).await;
    let officer = app.staff(Role::Strategist).await;
    (app, officer)
}

/// Presses a button of an outline that was opened before.
async fn press(officer: &mut Visitor, outline: &Page, step: &str) -> Page {
    officer.submit(outline, &[("step", step)]).await
}

/// Opens the outline, presses a button there and gives the outline after it.
async fn step(officer: &mut Visitor, step: &str) -> Page {
    let outline = officer.get(ROOM).await;
    let page = press(officer, &outline, step).await;
    assert_eq!(page.status, 303, "{step}: {}", page.body);
    officer.get(ROOM).await
}

/// Gives the pages and the questions of an outline by the names of their places, in order.
fn order(outline: &Page) -> Vec<String> {
    outline.attributes("section, section li", "id")
}

/// Opens a form, sends it with some fields changed, and gives the answer.
async fn fill(officer: &mut Visitor, address: &str, changes: &[(&str, &str)]) -> Page {
    let form = officer.get(&format!("{ROOM}{address}")).await;
    assert_eq!(form.status, 200, "{address}: {}", form.body);
    officer.submit(&form, changes).await
}

async fn written(app: &TestApp) -> Questionnaire {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    app.state.store.find_questionnaire_draft(consultation.id).await.unwrap().unwrap().revision.questionnaire
}
