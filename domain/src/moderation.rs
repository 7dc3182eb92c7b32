//! Publishing what respondents wrote: what each lets be published, which questions it is about, and what is decided of a response.
//!
//! Only words are published, and never what was chosen: rows of chosen answers would let readers work out small groups.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    answer::Answers,
    consultation::{Consultation, Phase},
    personal,
    question::{Question, QuestionKind},
    questionnaire::{QuestionId, Questionnaire},
    time::Moment,
    vocabulary::{Word, vocabulary},
};

/// The most characters of a note on a response.
pub const NOTE_LIMIT: usize = 1_000;

vocabulary! {
    /// What a respondent lets be published of their response.
    Consent {
        /// What they wrote, without any name.
        Words = "words",
        /// What they wrote, with the name of the organisation that they answer for.
        Named = "words-and-organisation",
    }

    /// On what ground a response is not published, or not any more. Everybody reads the list of them.
    ModerationGround {
        /// It leads to somebody, whatever is taken out.
        Personal = "personal",
        /// Publishing it would be against the law.
        Unlawful = "unlawful",
        /// It is about somebody else.
        ThirdPerson = "third-person",
        /// It has no words that say anything.
        Nothing = "nothing",
        /// Whoever sent it asks for it.
        Asked = "asked",
    }

    /// Where a response stands that may be published.
    ModerationStage {
        /// Nobody has decided about it.
        New = "new",
        /// It is to be published.
        ToPublish = "to-publish",
        /// It is not to be published, or was taken down.
        NotPublished = "not-published",
        /// Everybody reads it.
        Published = "published",
    }
}

/// The questions whose answers in own words may be published, as staff chose them; while there are none, nothing is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remit {
    /// The questions.
    pub questions: BTreeSet<QuestionId>,
}

impl Remit {
    /// Says whether this may take the place of another after so many decisions: what nobody has read is not added to what was read.
    pub fn may_follow(&self, before: &Self, decisions: u64) -> bool {
        decisions == 0 || self.questions.is_subset(&before.questions)
    }

    /// Says whether words are to be published that a questionnaire asks nobody about.
    pub fn lacks_consent(&self, questionnaire: &Questionnaire) -> bool {
        !self.questions.is_empty() && questionnaire.roles.consent.is_none()
    }
}

impl Questionnaire {
    /// Gives what a respondent lets be published; nothing, unless an answer says it.
    pub fn consent(&self, answers: &Answers) -> Option<Consent> {
        self.stands_for(self.roles.consent.as_ref()?, answers).and_then(Consent::from_word)
    }
}

/// Gives the questions whose words can be published, as the newest of some versions puts them: each asks for words alone wherever it
/// is asked, and names no organisation.
pub fn publishable<'a>(oldest_first: &[&'a Questionnaire]) -> Vec<&'a Question> {
    let mut found: Vec<&Question> = Vec::new();
    for question in oldest_first.iter().rev().flat_map(|version| version.questions()) {
        let is_words = oldest_first.iter().all(|version| asks_for_words(version, &question.id));
        if is_words && found.iter().all(|known| known.id != question.id) {
            found.push(question);
        }
    }
    found
}

fn asks_for_words(version: &Questionnaire, id: &str) -> bool {
    let is_words = |question: &Question| matches!(question.kind, QuestionKind::Text(_) | QuestionKind::TextList(_));
    version.roles.organisation.as_deref() != Some(id) && version.question(id).is_none_or(is_words)
}

/// Says whether responses are moderated and shown at a moment: after the closing.
pub fn is_time(consultation: &Consultation, now: Moment) -> bool {
    consultation.phase(now) == Phase::Closed
}

/// Says whether any of some texts may lead to a person, so that whoever publishes them has to say that they looked.
pub fn needs_confirmation<'a>(texts: impl IntoIterator<Item = &'a str>) -> bool {
    texts.into_iter().any(|text| !personal::find(text).is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::answer::{Answer, Chosen};

    fn asking(questions: &[Value], roles: &Value) -> Questionnaire {
        let page = json!({ "id": "page", "title": "Page", "questions": questions });
        serde_json::from_value(json!({ "pages": [page], "roles": roles })).unwrap()
    }

    fn words(id: &str) -> Value {
        json!({ "id": id, "text": id, "kind": { "text": { "limit": 100 } } })
    }

    fn may_we() -> Value {
        let options = json!([
            { "id": "no", "label": "No" },
            { "id": "yes", "label": "Yes", "stands_for": "words" },
            { "id": "us", "label": "Us", "stands_for": "words-and-organisation" },
            { "id": "odd", "label": "Odd", "stands_for": "everything" },
        ]);
        json!({ "id": "may", "text": "May we?", "kind": { "single_choice": { "options": options } } })
    }

    fn remit(questions: &[&str]) -> Remit {
        Remit { questions: questions.iter().map(|id| (*id).to_owned()).collect() }
    }

    #[test]
    fn nothing_but_an_answer_that_stands_for_it_is_consent() {
        let read = asking(&[may_we()], &json!({ "consent": "may" }));
        let given = |option: &str| {
            let answer = Answer::Choice(Chosen { option: option.into(), words: None });
            read.consent(&Answers::from([("may".to_owned(), answer)]))
        };
        assert_eq!([given("yes"), given("us")], [Some(Consent::Words), Some(Consent::Named)]);
        assert_eq!([given("no"), given("odd"), given("gone"), read.consent(&Answers::new())], [None; 4]);
    }

    #[test]
    fn a_questionnaire_without_the_use_asks_for_no_consent() {
        let read = asking(&[may_we()], &json!({ "segment": "may" }));
        let answer = Answer::Choice(Chosen { option: "yes".into(), words: None });
        assert_eq!(read.consent(&Answers::from([("may".to_owned(), answer)])), None);
        assert!(remit(&["why"]).lacks_consent(&read) && !remit(&[]).lacks_consent(&read));
        assert!(!remit(&["why"]).lacks_consent(&asking(&[may_we()], &json!({ "consent": "may" }))));
    }

    #[test]
    fn only_questions_that_ask_for_words_in_every_version_can_be_published() {
        let species = json!({ "id": "species", "text": "S", "kind": { "text_list": { "at_most": 2, "limit": 9, "label": "S" } } });
        let place = json!({ "id": "where", "text": "W", "kind": "postcode" });
        let first = asking(&[words("why"), words("name"), words("old"), words("where")], &json!({}));
        let newest = asking(&[species, words("name"), words("why"), place], &json!({ "organisation": "name" }));
        let found: Vec<&str> = publishable(&[&first, &newest]).iter().map(|question| question.id.as_str()).collect();
        assert_eq!(found, ["species", "why", "old"]);
    }

    #[test]
    fn a_question_is_added_only_before_anything_was_decided_and_left_out_at_any_time() {
        let (one, two) = (remit(&["why"]), remit(&["why", "how"]));
        assert!(two.may_follow(&one, 0) && one.may_follow(&two, 7) && one.may_follow(&one, 7));
        assert!(!two.may_follow(&one, 1));
    }

    #[test]
    fn words_that_may_lead_to_somebody_need_somebody_who_looked() {
        assert!(needs_confirmation(["More ponds", "ask ann@example.org"]));
        assert!(!needs_confirmation(["More ponds"]) && !needs_confirmation([]));
    }
}
