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
    async fn ask(app: TestApp, kind: &Value) -> Self {
        Self::of(app, &json!({ "id": "q", "text": "What do you say?", "kind": kind })).await
    }

    /// Asks a question that needs an answer.
    async fn ask_needed(app: TestApp, kind: &Value) -> Self {
        Self::of(app, &json!({ "id": "q", "text": "What do you say?", "kind": kind, "required": true })).await
    }

    async fn of(app: TestApp, question: &Value) -> Self {
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
        let mut only = Only::ask(app, &kind).await;
        let page = only.page().await;
        assert_eq!(page.count(".fm-rating input[type=radio]"), 11);
        assert_eq!(page.text("label[for=q]").unwrap(), "0 Not at all");
        only.refuse(&[("q", "11")], "q", "Choose one of the answers offered for ‘What do you say?’").await;
        let kept = only.send(&[("q", "dont-know")], &["Don’t know"]).await;
        assert_eq!((kept.cell("q"), kept.cell("q.dont-know"), kept.cell("q.state")), ("", "1", "answered"));
    }

    async fn yes_or_no_is_answered_as_a_choice_is(app: TestApp) {
        let mut only = Only::ask(app, &json!({ "yes_no": {} })).await;
        assert_eq!(only.page().await.count(".govuk-radios--inline input[type=radio]"), 2);
        only.refuse(&[("q", "perhaps")], "q", "Choose one of the answers offered for ‘What do you say?’").await;
        let kept = only.send(&[("q", "no")], &["No"]).await;
        assert_eq!((kept.cell("q"), kept.cell("q.state")), ("no", "answered"));
    }

    async fn a_number_is_kept_exactly_and_said_with_its_unit(app: TestApp) {
        let kind = json!({ "number": { "unit": "hectares", "least": "0.1", "most": "2000", "decimals": 2 } });
        let mut only = Only::ask(app, &kind).await;
        assert_eq!(only.page().await.text(".govuk-input__suffix").as_deref(), Some("hectares"));
        let refused = only.refuse(&[("q", "2,500")], "q", "‘What do you say?’ must be 2,000 hectares or less").await;
        assert_eq!(refused.attribute("#q", "value").as_deref(), Some("2,500"));
        assert_eq!(refused.attribute("#q", "inputmode").as_deref(), Some("decimal"));
        let kept = only.send(&[("q", "1 250.50")], &["1,250.5 hectares"]).await;
        assert_eq!((kept.cell("q"), kept.cell("q.state")), ("1250.5", "answered"));
    }

    async fn a_number_below_zero_stays_a_number_in_a_file(app: TestApp) {
        let mut only = Only::ask(app, &json!({ "number": { "most": "10" } })).await;
        let page = only.page().await;
        assert_eq!((page.count("#q[inputmode]"), page.count(".govuk-input__suffix")), (0, 0));
        only.refuse(&[("q", "2.5")], "q", "Use a whole number, like 3, for ‘What do you say?’").await;
        let kept = only.send(&[("q", "−1,250")], &["−1,250"]).await;
        assert_eq!(kept.cell("q"), "-1250");
    }

    async fn an_area_is_given_by_its_corners_and_read_by_staff_as_they_were_given(app: TestApp) {
        let mut only = Only::ask(app, &json!({ "places": { "at_most": 2, "options": [] } })).await;
        let page = only.page().await;
        assert_eq!(page.count("textarea[name='q.1.where']"), 1);
        assert_eq!(page.count("button[type=button]"), 0);
        let few = "Give one grid reference for a point, or at least 3 for the corners of an area";
        only.refuse(&[("q.1.where", "SJ 390 880, SJ 400 880")], "q-1-where", few).await;
        let crossed = "SJ 390 880, SJ 400 890, SJ 400 880, SJ 390 890";
        let crosses = "The sides of the area cross or touch. Give its corners in their order around the edge";
        let refused = only.refuse(&[("q.1.where", crossed)], "q-1-where", crosses).await;
        assert_eq!(refused.text("textarea[name='q.1.where']").as_deref(), Some(crossed));
        let corners = "SJ 390 880, SJ 400 880, SJ 400 890";
        let kept = only.send(&[("q.1.where", "sj390880;SJ 400 880\r\nSJ400890")], &[corners]).await;
        assert_eq!((kept.cell("q.1.where"), kept.cell("q.state")), (corners, "answered"));
    }

    async fn a_date_marks_the_field_that_is_wrong_and_takes_a_month_as_a_word(app: TestApp) {
        let mut only = Only::ask(app, &json!({ "date": { "earliest": "2026-01-01", "latest": "2026-12-31" } })).await;
        let marked = |page: &Page| page.attributes(".govuk-input--error", "id");
        let lacks = "‘What do you say?’ must include a month and year";
        let refused = only.refuse(&[("q.day", "5")], "q-month", lacks).await;
        assert_eq!(marked(&refused), ["q-month", "q-year"]);
        let typed = [("q.day", "5"), ("q.month", "Marhc"), ("q.year", "2026")];
        let refused = only.refuse(&typed, "q-month", "Month must be a number from 1 to 12, or a name like March").await;
        assert_eq!(marked(&refused), ["q-month"]);
        assert_eq!(refused.attribute("#q-month", "value").as_deref(), Some("Marhc"));
        let late = [("q.day", "1"), ("q.month", "1"), ("q.year", "2027")];
        let refused = only.refuse(&late, "q-day", "‘What do you say?’ must be 31 December 2026 or earlier").await;
        assert_eq!(marked(&refused), ["q-day", "q-month", "q-year"]);
        let typed = [("q.day", "5"), ("q.month", "Sept"), ("q.year", "2026")];
        let kept = only.send(&typed, &["5 September 2026"]).await;
        assert_eq!((kept.cell("q"), kept.cell("q.state")), ("2026-09-05", "answered"));
    }

    async fn half_a_set_of_best_and_worst_is_refused_and_a_blank_one_is_not(app: TestApp) {
        let option = |id: &str, label: &str| json!({ "id": id, "label": label });
        let options = [option("hedges", "Hedges"), option("ponds", "Ponds"), option("woods", "Woods")];
        let kind = json!({ "best_worst": {
            "options": options, "best_label": "Matters most", "worst_label": "Matters least",
            "sets": [
                { "id": "one", "options": ["ponds", "hedges", "woods"] },
                { "id": "two", "options": ["woods", "ponds", "hedges"] },
            ]
        } });
        let mut only = Only::ask(app, &kind).await;
        let page = only.page().await;
        assert_eq!((page.count(".fm-best-worst"), page.count(".fm-best-worst__side legend")), (2, 4));
        assert_eq!(page.count("input[value='']"), 0);
        let same = [("q.one.best", "ponds"), ("q.one.worst", "ponds")];
        let says = "Choose two different answers in set 1. You have chosen ‘Ponds’ for both";
        only.refuse(&same, "q-one-worst", says).await;
        let says = "Choose one as ‘Matters least’ in set 2, or choose ‘No answer’ for both";
        let cleared = [("q.one.best", ""), ("q.one.worst", "")];
        let half = [cleared[0], cleared[1], ("q.two.best", "woods")];
        let refused = only.refuse(&half, "q-two-worst", says).await;
        assert_eq!(refused.attribute("input[name='q.two.best'][checked]", "value").as_deref(), Some("woods"));
        assert_eq!(refused.count("input[name='q.two.best'][value='']"), 1);
        let typed = [("q.two.best", "woods"), ("q.two.worst", "hedges")];
        let kept = only.send(&typed, &["Set 2. Matters most: Woods. Matters least: Hedges"]).await;
        assert_eq!((kept.cell("q.one.best"), kept.cell("q.one.shown")), ("", "ponds hedges woods"));
        assert_eq!((kept.cell("q.two.best"), kept.cell("q.two.worst")), ("woods", "hedges"));
    }

    async fn pairs_are_answered_one_by_one_and_no_preference_is_an_answer(app: TestApp) {
        let options = [("hedges", "Hedges"), ("ponds", "Ponds"), ("woods", "Woods")];
        let options = options.map(|(id, label)| json!({ "id": id, "label": label }));
        let pair = |id: &str, left: &str, right: &str| json!({ "id": id, "left": left, "right": right });
        let pairs = [pair("one", "ponds", "hedges"), pair("two", "woods", "ponds"), pair("three", "hedges", "woods")];
        let kind = json!({ "pairwise": { "options": options, "no_preference": "No preference", "pairs": pairs } });
        let mut only = Only::ask(app, &kind).await;
        let page = only.page().await;
        let values = page.attributes("input[name='q.two']", "value");
        assert_eq!(values, ["woods", "ponds", "no-preference"]);
        let says = "Choose one of the answers offered for ‘What do you say?’";
        only.refuse(&[("q.one", "woods"), ("q.two", "ponds")], "q-one", says).await;
        let said = ["1. Ponds or Hedges: Ponds", "3. Hedges or Woods: No preference"];
        let kept = only.send(&[("q.one", "ponds"), ("q.two", ""), ("q.three", "no-preference")], &said).await;
        assert_eq!((kept.cell("q.one"), kept.cell("q.two"), kept.cell("q.three")), ("ponds", "", "no-preference"));
        assert_eq!(kept.cell("q.two.shown"), "woods ponds");
    }

    async fn where_each_comparison_is_needed_the_first_blank_one_is_led_to(app: TestApp) {
        let options = ["a", "b"].map(|id| json!({ "id": id, "label": id.to_uppercase() }));
        let pairs = [json!({ "id": "one", "left": "a", "right": "b" })];
        let kind = json!({ "pairwise": { "options": options, "pairs": pairs } });
        let mut only = Only::ask_needed(app, &kind).await;
        only.refuse(&[], "q-one", "Answer comparison 1").await;
        only.send(&[("q.one", "b")], &["1. A or B: B"]).await;
    }
}
