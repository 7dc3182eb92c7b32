//! A draft: what was typed so far, and the walk through the questionnaire that it makes.

use std::collections::BTreeMap;

use crate::{
    answer::{Answers, Outcome},
    fields::Fields,
    question::Question,
    questionnaire::{Page, PageId, QuestionId, Questionnaire},
    refusal::Refusal,
};

/// What was posted on each page, as it was typed.
pub type Draft = BTreeMap<PageId, Fields>;

/// Where a draft has the files of its questions, as they are kept: no page has this name, and nobody posts it.
pub const ATTACHED: &str = "~attached";

/// Gives what a draft has for a question of a page: what was typed there, or the files that are kept.
pub fn given<'a>(draft: &'a Draft, page: &str, question: &Question) -> Option<&'a Fields> {
    draft.get(if question.kind.is_attached() { ATTACHED } else { page })
}

/// The pages that a draft leads through, in order, each judged with the answers before it.
#[derive(Debug)]
pub struct Walk<'a> {
    /// The pages that are shown.
    pub steps: Vec<Step<'a>>,
    /// The answers that stand.
    pub answers: Answers,
}

/// One page that is shown.
#[derive(Debug)]
pub struct Step<'a> {
    /// The page.
    pub page: &'a Page,
    /// Its questions that are shown, with the options that are offered.
    pub questions: Vec<Question>,
    /// Whether the page was posted at least once.
    pub is_visited: bool,
    /// What has to be put right on it.
    pub refusals: Vec<Refusal>,
}

impl Step<'_> {
    /// Says whether the page is done: posted, and nothing to put right.
    pub fn is_done(&self) -> bool {
        self.is_visited && self.refusals.is_empty()
    }
}

impl<'a> Walk<'a> {
    /// Walks through a questionnaire with what was typed so far.
    pub fn new(questionnaire: &'a Questionnaire, draft: &Draft) -> Self {
        let mut answers = Answers::new();
        let mut steps = Vec::new();
        for page in &questionnaire.pages {
            if page.shown_when.as_ref().is_none_or(|condition| condition.holds(&answers)) {
                steps.push(step(questionnaire, page, draft, &mut answers));
            }
        }
        Self { steps, answers }
    }

    /// Finds the step of a page, if the page is shown.
    pub fn step(&self, page: &str) -> Option<&Step<'a>> {
        self.steps.iter().find(|step| step.page.id == page)
    }

    /// Gives the step after a page.
    pub fn after(&self, page: &str) -> Option<&Step<'a>> {
        self.steps.iter().skip_while(|step| step.page.id != page).nth(1)
    }

    /// Gives the step before a page.
    pub fn before(&self, page: &str) -> Option<&Step<'a>> {
        self.steps.iter().take_while(|step| step.page.id != page).last()
    }

    /// Gives the first step that is not done.
    pub fn unfinished(&self) -> Option<&Step<'a>> {
        self.steps.iter().find(|step| !step.is_done())
    }

    /// Says whether a page may be opened: each page before it is done.
    pub fn may_visit(&self, page: &str) -> bool {
        self.step(page).is_some() && self.steps.iter().take_while(|step| step.page.id != page).all(Step::is_done)
    }

    /// Gives the state of every question of the questionnaire: answered, blank, or skipped by routing.
    pub fn outcomes(&self, questionnaire: &Questionnaire) -> BTreeMap<QuestionId, Outcome> {
        let outcome = |question: &Question| match self.answers.get(&question.id) {
            Some(answer) => Outcome::Answered(answer.clone()),
            None if self.shows(&question.id) => Outcome::Blank,
            None => Outcome::Skipped,
        };
        let asked = questionnaire.questions().filter(|question| question.kind.is_asked());
        asked.map(|question| (question.id.clone(), outcome(question))).collect()
    }

    fn shows(&self, question: &str) -> bool {
        self.steps.iter().flat_map(|step| &step.questions).any(|shown| shown.id == question)
    }
}

fn step<'a>(questionnaire: &Questionnaire, page: &'a Page, draft: &Draft, answers: &mut Answers) -> Step<'a> {
    let nothing = Fields::default();
    let mut questions = Vec::new();
    let mut refusals = Vec::new();
    for question in &page.questions {
        if question.shown_when.as_ref().is_some_and(|condition| !condition.holds(answers)) {
            continue;
        }
        let offered = questionnaire.offered(question, answers);
        match offered.judge(given(draft, &page.id, question).unwrap_or(&nothing)) {
            Ok(Some(answer)) => drop(answers.insert(question.id.clone(), answer)),
            Ok(None) => {}
            Err(wrong) => refusals.extend(wrong),
        }
        questions.push(offered);
    }
    let is_visited = draft.contains_key(&page.id);
    Step { page, questions, is_visited, refusals: if is_visited { refusals } else { Vec::new() } }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page that asks who somebody is, and one for farmers alone.
    const ASKED: &str = r#"{"pages": [
        {"id": "you", "title": "You", "questions": [{"id": "who", "text": "Who are you?", "required": true, "kind":
            {"single_choice": {"options": [{"id": "farmer", "label": "A farmer"}, {"id": "other", "label": "Other"}]}}}]},
        {"id": "land", "title": "Land", "shown_when": {"chose": {"question": "who", "any_of": ["farmer"]}},
            "questions": [{"id": "crop", "text": "What do you grow?", "kind": {"text": {"limit": 20}}},
                {"id": "soil", "text": "On which soil?", "kind": {"text": {"limit": 20}}}]}
    ], "roles": {}}"#;

    fn outcomes(who: &str) -> BTreeMap<QuestionId, Outcome> {
        let questionnaire: Questionnaire = serde_json::from_str(ASKED).unwrap();
        let draft = Draft::from([
            ("you".to_owned(), Fields::new([("who", who)])),
            ("land".to_owned(), Fields::new([("crop", "Barley")])),
        ]);
        Walk::new(&questionnaire, &draft).outcomes(&questionnaire)
    }

    #[test]
    fn an_answer_on_a_page_that_is_hidden_again_is_skipped() {
        let barley = Outcome::Answered(crate::answer::Answer::Text("Barley".into()));
        let shown = outcomes("farmer");
        assert_eq!((&shown["crop"], &shown["soil"]), (&barley, &Outcome::Blank));
        let hidden = outcomes("other");
        assert_eq!((&hidden["crop"], &hidden["soil"]), (&Outcome::Skipped, &Outcome::Skipped));
    }
}
