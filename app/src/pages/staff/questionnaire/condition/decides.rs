//! How the answer to a question decides, asked in a form and read from it.

use domain::{
    fields::Fields,
    question::{AnswerOption, Question, QuestionKind},
    refusal::{Reason, Refusal},
    routing::Condition,
};

use super::Room;
use crate::pages::staff::asking::{Asks, Told, any_number, choice, choices, number, option};

/// The fields of the form.
const WHEN: &str = "when";
const ANSWERS: &str = "answers";
const COUNT: &str = "count";
const LEAST: &str = "smallest";
const MOST: &str = "largest";
const JOIN: &str = "join";

/// How a question can decide.
pub(super) enum Decides {
    /// By the one of these that was chosen.
    One(Vec<AnswerOption>),
    /// By those of these that were chosen, or by how many.
    Some(Vec<AnswerOption>),
    /// By a number.
    Number,
}

impl Decides {
    pub(super) fn of(room: &Room, question: &Question) -> Option<Self> {
        let options = || question.kind.options().to_vec();
        match &question.kind {
            QuestionKind::SingleChoice(_) | QuestionKind::YesNo(_) => Some(Self::One(options())),
            QuestionKind::MultipleChoice(_) => Some(Self::Some(options())),
            QuestionKind::Ranking(_) => {
                let source = question.kind.options_from().and_then(|source| room.questionnaire.question(source));
                Some(Self::Some(source.map_or_else(options, |source| source.kind.options().to_vec())))
            }
            QuestionKind::Rating(_) | QuestionKind::Number(_) => Some(Self::Number),
            _ => None,
        }
    }

    /// Lists what the second form asks.
    pub(super) fn questions(&self, old: Option<&Condition>) -> Vec<Question> {
        let whens = [("chosen", "One of these was chosen"), ("not-chosen", "None of these was chosen")];
        let whens = || whens.map(|(word, label)| option(word, label)).into_iter();
        let mut all = match self {
            Self::One(options) => vec![
                choices(ANSWERS, "Which answers decide?", plain(options)),
                choice(WHEN, "When is it shown?", whens().collect()),
            ],
            Self::Some(options) => {
                let many = option("many", "At least so many were chosen");
                vec![
                    choices(ANSWERS, "Which answers decide?", plain(options)).optional(),
                    choice(WHEN, "When is it shown?", whens().chain([many]).collect()),
                    number(COUNT, "How many?", 1, 100).optional().hint("Only if so many have to be chosen"),
                ]
            }
            Self::Number => vec![
                any_number(LEAST, "Smallest number that is enough").optional(),
                any_number(MOST, "Largest number that is allowed").optional(),
            ],
        };
        if old.is_some() {
            let joins = [("instead", "Only this decides"), ("and", "Both have to hold"), ("or", "Either is enough")];
            let joins = joins.map(|(word, label)| option(word, label));
            all.push(choice(JOIN, "What about the condition that is there?", joins.into()));
        }
        all
    }

    /// Reads the second form: the condition, joined with the one that was there, or what has to be put right.
    pub(super) fn read(
        &self,
        question: &str,
        old: Option<&Condition>,
        fields: &Fields,
    ) -> Result<Condition, Vec<Refusal>> {
        let asked = self.questions(old);
        let mut told = Told::new(&asked, fields);
        let new = self.condition(&mut told, question);
        let condition = joined(old, told.chosen(JOIN), new);
        let refusals = told.refusals(&asked);
        if refusals.is_empty() { Ok(condition) } else { Err(refusals) }
    }

    fn condition(&self, told: &mut Told, question: &str) -> Condition {
        let question = question.to_owned();
        if matches!(self, Self::Number) {
            let (at_least, at_most) = (told.decimal(LEAST), told.decimal(MOST));
            match (at_least, at_most) {
                (None, None) => told.refuse(LEAST, Reason::NeitherGiven),
                (Some(least), Some(most)) if most < least => {
                    told.refuse(MOST, Reason::TooSmall { least: least.written() });
                }
                _ => {}
            }
            return Condition::Number { question, at_least, at_most };
        }
        let when = told.chosen(WHEN).unwrap_or_default().to_owned();
        if when == "many" {
            let count = told.number(COUNT);
            if count.is_none() {
                told.refuse(COUNT, Reason::Missing);
            }
            return Condition::ChoseAtLeast { question, count: count.unwrap_or_default() };
        }
        let any_of = told.all_chosen(ANSWERS);
        if any_of.is_empty() && !when.is_empty() {
            told.refuse(ANSWERS, Reason::Missing);
        }
        let chose = Condition::Chose { question, any_of };
        if when == "not-chosen" { Condition::Not(Box::new(chose)) } else { chose }
    }
}

/// Leaves of options what is needed for choosing which decide.
fn plain(options: &[AnswerOption]) -> Vec<AnswerOption> {
    options.iter().map(|known| option(&known.id, &known.label)).collect()
}

/// Joins a condition with the one that was there, as the form says.
fn joined(old: Option<&Condition>, join: Option<&str>, new: Condition) -> Condition {
    match (old.cloned(), join) {
        (Some(Condition::All(mut parts)), Some("and")) => {
            parts.push(new);
            Condition::All(parts)
        }
        (Some(Condition::Any(mut parts)), Some("or")) => {
            parts.push(new);
            Condition::Any(parts)
        }
        (Some(old), Some("and")) => Condition::All(vec![old, new]),
        (Some(old), Some("or")) => Condition::Any(vec![old, new]),
        _ => new,
    }
}
