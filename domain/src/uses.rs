//! What the answers to a question are used for besides being read: they tell who somebody is, count for priorities, or say whether words may be
//! published.
//!
//! A question has one use at a time when it is set here; a file may give it several, and then each of them holds.

mod gaps;

use crate::{
    question::{AnswerOption, Question, QuestionKind},
    questionnaire::{Fault, Problem, QuestionId, Questionnaire, Roles},
};

pub use self::gaps::{Gap, Level, gaps};

/// The segment that is weighted to the population.
pub const RESIDENT: &str = "resident";

/// How a form names the use for a margin, before the name of the margin.
const MARGIN: &str = "margin.";

/// What the answers to a question are used for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// They tell the segment of a respondent.
    Segment,
    /// They tell the level of a respondent on the margin of this name.
    Margin(String),
    /// They name the organisation that somebody answers for.
    Organisation,
    /// They say what may be published of a response.
    Consent,
    /// They count for priorities.
    Priorities,
}

impl Use {
    /// Gives the word for forms and addresses.
    pub fn word(&self) -> String {
        match self {
            Self::Segment => "segment".to_owned(),
            Self::Margin(name) => format!("{MARGIN}{name}"),
            Self::Organisation => "organisation".to_owned(),
            Self::Consent => "consent".to_owned(),
            Self::Priorities => "priorities".to_owned(),
        }
    }

    /// Finds the use that a word stands for; a margin may have any name.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "segment" => Some(Self::Segment),
            "organisation" => Some(Self::Organisation),
            "consent" => Some(Self::Consent),
            "priorities" => Some(Self::Priorities),
            word => word.strip_prefix(MARGIN).filter(|name| !name.is_empty()).map(|name| Self::Margin(name.to_owned())),
        }
    }

    /// Says whether answers of a kind can be used so.
    pub fn suits(&self, kind: &QuestionKind) -> bool {
        match self {
            Self::Segment | Self::Margin(_) | Self::Consent => {
                matches!(kind, QuestionKind::SingleChoice(_) | QuestionKind::YesNo(_))
            }
            Self::Organisation => matches!(kind, QuestionKind::Text(_)),
            Self::Priorities => match kind {
                QuestionKind::Ranking(kind) => kind.options_from.is_none(),
                QuestionKind::SingleChoice(_)
                | QuestionKind::MultipleChoice(_)
                | QuestionKind::YesNo(_)
                | QuestionKind::Points(_) => true,
                // Answers to best-worst and pairs are not weighed.
                _ => false,
            },
        }
    }

    /// Gives what an option stands for in this use.
    pub fn code<'a>(&self, option: &'a AnswerOption) -> Option<&'a str> {
        match self {
            Self::Segment | Self::Margin(_) | Self::Consent => option.stands_for.as_deref(),
            Self::Organisation => None,
            Self::Priorities => option.priority.as_deref(),
        }
    }
}

impl Roles {
    /// Finds the question that has a use; none has that of priorities alone.
    pub fn question(&self, used_for: &Use) -> Option<&QuestionId> {
        match used_for {
            Use::Segment => self.segment.as_ref(),
            Use::Margin(name) => self.margins.get(name),
            Use::Organisation => self.organisation.as_ref(),
            Use::Consent => self.consent.as_ref(),
            Use::Priorities => None,
        }
    }

    /// Lets a question have one use and no other; whichever question had it before has it no more.
    pub(crate) fn give(&mut self, question: &str, used_for: Option<&Use>) {
        self.segment.take_if(|other| other == question);
        self.organisation.take_if(|other| other == question);
        self.consent.take_if(|other| other == question);
        self.margins.retain(|_, other| other != question);
        match used_for {
            Some(Use::Segment) => self.segment = Some(question.to_owned()),
            Some(Use::Margin(name)) => drop(self.margins.insert(name.clone(), question.to_owned())),
            Some(Use::Organisation) => self.organisation = Some(question.to_owned()),
            Some(Use::Consent) => self.consent = Some(question.to_owned()),
            Some(Use::Priorities) | None => {}
        }
    }

    /// Lists what a question tells of whoever answers it.
    pub fn told_by(&self, question: &str) -> Vec<Use> {
        self.all().filter(|(asked, _)| *asked == question).map(|(_, used_for)| used_for).collect()
    }

    /// Gives every question that tells something, with what it tells.
    fn all(&self) -> impl Iterator<Item = (&QuestionId, Use)> {
        let segment = self.segment.iter().map(|question| (question, Use::Segment));
        let organisation = self.organisation.iter().map(|question| (question, Use::Organisation));
        let consent = self.consent.iter().map(|question| (question, Use::Consent));
        segment
            .chain(organisation)
            .chain(consent)
            .chain(self.margins.iter().map(|(name, question)| (question, Use::Margin(name.clone()))))
    }
}

impl Questionnaire {
    /// Lists what the answers to a question are used for.
    pub fn uses(&self, question: &Question) -> Vec<Use> {
        let counts = question.kind.options().iter().any(|option| option.priority.is_some());
        let mut uses = self.roles.told_by(&question.id);
        uses.extend((counts && Use::Priorities.suits(&question.kind)).then_some(Use::Priorities));
        uses
    }

    /// Gives the questions whose answers count for priorities, in the order of the form.
    pub fn counting(&self) -> impl Iterator<Item = &Question> {
        self.questions().filter(|question| self.uses(question).contains(&Use::Priorities))
    }

    /// Lists what makes no sense in the uses of questions.
    pub(crate) fn faults_of_uses(&self) -> Vec<Fault> {
        let told = self.roles.all().filter_map(|(id, used_for)| match self.question(id) {
            None => {
                let problem = Problem::RoleWithoutQuestion { question: id.clone() };
                Some(Fault { page: None, question: None, problem })
            }
            Some(question) if used_for.suits(&question.kind) => None,
            Some(_) => Some(Fault { page: None, question: Some(id.clone()), problem: Problem::CannotTell }),
        });
        let twice = self.questions().filter(|question| Use::Priorities.suits(&question.kind)).filter_map(|question| {
            let priority = counted_twice(question.kind.options())?.to_owned();
            Some(Fault {
                page: None,
                question: Some(question.id.clone()),
                problem: Problem::PriorityTwice { priority },
            })
        });
        told.chain(twice).collect()
    }
}

/// Finds a priority for which two of some options count, of which one would be counted beside the other.
fn counted_twice(options: &[AnswerOption]) -> Option<&str> {
    let codes: Vec<&str> = options.iter().filter_map(|option| option.priority.as_deref()).collect();
    let is_again = |(place, code): (usize, &&str)| codes[..place].contains(code);
    codes.iter().enumerate().find(|each| is_again((each.0, each.1))).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn asking(options: &Value, roles: &Value) -> Questionnaire {
        let questions = json!([
            { "id": "who", "text": "Who?", "kind": { "single_choice": { "options": options } } },
            { "id": "why", "text": "Why?", "kind": { "text": { "limit": 20 } } },
        ]);
        let page = json!({ "id": "page", "title": "Page", "questions": questions });
        serde_json::from_value(json!({ "pages": [page], "roles": roles })).unwrap()
    }

    fn options() -> Value {
        json!([{ "id": "a", "label": "A", "priority": "H1" }, { "id": "b", "label": "B" }])
    }

    #[test]
    fn a_use_is_found_by_its_word() {
        for used_for in [Use::Segment, Use::Margin("age_band".into()), Use::Organisation, Use::Consent, Use::Priorities]
        {
            assert_eq!(Use::from_word(&used_for.word()), Some(used_for));
        }
        assert_eq!((Use::from_word("margin."), Use::from_word("other")), (None, None));
    }

    #[test]
    fn a_question_may_be_used_for_several_things_at_once() {
        let read = asking(&options(), &json!({ "segment": "who", "margins": { "sex": "who" } }));
        let uses = read.uses(read.question("who").unwrap());
        assert_eq!(uses, [Use::Segment, Use::Margin("sex".into()), Use::Priorities]);
        assert_eq!(read.uses(read.question("why").unwrap()), []);
    }

    #[test]
    fn only_a_choice_of_one_tells_who_somebody_is() {
        let read = asking(&options(), &json!({ "segment": "why" }));
        let fault = Fault { page: None, question: Some("why".into()), problem: Problem::CannotTell };
        assert_eq!(read.check(), std::slice::from_ref(&fault));
        assert_eq!(asking(&options(), &json!({ "consent": "why" })).check(), [fault], "words consent to nothing");
        assert_eq!(asking(&options(), &json!({ "consent": "who" })).check(), []);
        assert_eq!(asking(&options(), &json!({ "organisation": "why" })).check(), [], "words name an organisation");
    }

    #[test]
    fn two_answers_to_a_question_cannot_count_for_the_same_priority() {
        let twice =
            json!([{ "id": "a", "label": "A", "priority": "H1" }, { "id": "b", "label": "B", "priority": "H1" }]);
        let problem = Problem::PriorityTwice { priority: "H1".into() };
        let fault = Fault { page: None, question: Some("who".into()), problem };
        assert_eq!(asking(&twice, &json!({})).check(), [fault]);
        assert_eq!(asking(&options(), &json!({})).check(), []);
    }
}
