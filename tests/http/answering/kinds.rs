//! Each kind of question on its whole way: drawn, refused with what was typed, put right, checked, sent, read by staff
//! and exported.

use std::collections::BTreeMap;

use domain::{permission::Role, questionnaire::Questionnaire};
use serde_json::{Value, json};

use super::*;

/// One question that is asked alone on a page.
struct Only {
    visitor: Visitor,
    app: TestApp,
}

/// What staff read of a response.
struct Kept {
    page: Page,
    row: BTreeMap<String, String>,
}

impl Only {
    /// Asks a question of some kind, as a stored document describes it.
    async fn ask(app: TestApp, kind: Value) -> Self {
        let question = json!({ "id": "q", "text": "What do you say?", "kind": kind });
        let document = json!({ "pages": [{ "id": "only", "title": "One question", "questions": [question] }] });
        let questionnaire: Questionnaire = serde_json::from_value(document).unwrap();
        let app = app.with_questionnaire(questionnaire).await;
        Self { visitor: app.visitor(), app }
    }

    async fn page(&mut self) -> Page {
        self.visitor.open(&format!("{RESPOND}/only")).await
    }

    /// Posts what has to be refused, and gives the page with the message that leads to a field.
    async fn refuse(&mut self, typed: &[(&str, &str)], field: &str, says: &str) -> Page {
        let page = self.page().await;
        let refused = self.visitor.submit(&page, typed).await;
        assert_eq!(refused.status, 422, "{typed:?}");
        assert_eq!(refused.text(&format!("#{field}-error")).unwrap(), format!("Error: {says}"));
        assert_eq!(refused.attribute(".govuk-error-summary__list a", "href").unwrap(), format!("#{field}"));
        assert_eq!(refused.text(".govuk-error-summary__list a").unwrap(), says);
        assert_eq!(refused.count(&format!("#{field}")), 1);
        let described = refused.attributes("main [aria-describedby]", "aria-describedby");
        for id in described.iter().flat_map(|ids| ids.split(' ')) {
            assert_eq!(refused.count(&format!("[id='{id}']")), 1, "{id}");
        }
        refused
    }

    /// Posts what is taken, reads it on the check page, sends it, and gives what staff read.
    async fn send(mut self, typed: &[(&str, &str)], said: &[&str]) -> Kept {
        let page = self.page().await;
        let next = self.visitor.submit(&page, typed).await;
        let check = self.visitor.open(&next.location().unwrap_or_else(|| panic!("refused: {}", next.body))).await;
        assert_said(&check, said);
        let change = check.attribute(".govuk-summary-list__actions a", "href").unwrap();
        let (address, field) = change.split_once('#').unwrap();
        let again = self.visitor.open(address).await;
        assert_eq!(again.count(&format!("[id='{field}']")), 1, "{field}");
        assert_eq!(self.visitor.submit(&again, &[]).await.status, 303);
        let sent = self.visitor.submit(&check, &[]).await;
        let reference = self.visitor.open(&sent.location().unwrap()).await.text("#reference").unwrap();
        let mut staff = self.app.staff(Role::Strategist).await;
        let page = staff.get(&format!("/staff/responses/{reference}")).await;
        assert_said(&page, said);
        let file = staff.get("/staff/consultations/early-survey/responses.csv").await;
        let row = csv::Reader::from_reader(file.body.as_bytes()).deserialize().next().unwrap().unwrap();
        Kept { page, row }
    }
}

impl Kept {
    fn cell(&self, column: &str) -> &str {
        self.row.get(column).unwrap_or_else(|| panic!("there is no column {column} beside {}", self.page.status))
    }
}

fn assert_said(page: &Page, said: &[&str]) {
    let words = page.text("main").unwrap();
    assert!(said.iter().all(|line| words.contains(line)), "{said:?} is not in {words}");
}

on_both_engines! {
    async fn a_scale_is_answered_and_dont_know_is_not_a_number(app: TestApp) {
        let kind = json!({ "rating": {
            "least": 0, "most": 10, "labels": { "0": "Not at all", "10": "Completely" }, "dont_know": "Don’t know"
        } });
        let mut only = Only::ask(app, kind).await;
        let page = only.page().await;
        assert_eq!(page.count(".fm-rating input[type=radio]"), 11);
        assert_eq!(page.text("label[for=q]").unwrap(), "0 Not at all");
        only.refuse(&[("q", "11")], "q", "Choose one of the answers offered for ‘What do you say?’").await;
        let kept = only.send(&[("q", "dont-know")], &["Don’t know"]).await;
        assert_eq!((kept.cell("q"), kept.cell("q.dont-know"), kept.cell("q.state")), ("", "1", "answered"));
    }

    async fn yes_or_no_is_answered_as_a_choice_is(app: TestApp) {
        let mut only = Only::ask(app, json!({ "yes_no": {} })).await;
        assert_eq!(only.page().await.count(".govuk-radios--inline input[type=radio]"), 2);
        only.refuse(&[("q", "perhaps")], "q", "Choose one of the answers offered for ‘What do you say?’").await;
        let kept = only.send(&[("q", "no")], &["No"]).await;
        assert_eq!((kept.cell("q"), kept.cell("q.state")), ("no", "answered"));
    }
}
