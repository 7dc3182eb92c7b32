//! Which pages and questions a person is shown, given what they answered before.

use serde::{Deserialize, Serialize};

use crate::{
    answer::Answers,
    decimal::Decimal,
    questionnaire::{OptionId, QuestionId},
};

/// A condition on earlier answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// One of these options was chosen.
    Chose {
        /// The earlier question.
        question: QuestionId,
        /// The options of which one is enough.
        any_of: Vec<OptionId>,
    },
    /// At least this many options were chosen.
    ChoseAtLeast {
        /// The earlier question.
        question: QuestionId,
        /// How many are needed.
        count: usize,
    },
    /// A number or a point on a scale lies within bounds, which both belong to them.
    Number {
        /// The earlier question.
        question: QuestionId,
        /// The least that is enough; any, if not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<Decimal>,
        /// The most that is allowed; any, if not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<Decimal>,
    },
    /// Each of the conditions holds.
    All(Vec<Condition>),
    /// At least one of the conditions holds.
    Any(Vec<Condition>),
    /// The condition does not hold.
    Not(Box<Condition>),
}

impl Condition {
    /// Says whether the condition holds for these answers; a question without an answer chose nothing.
    pub fn holds(&self, answers: &Answers) -> bool {
        let chosen = |question: &str| answers.get(question).map(crate::answer::Answer::options).unwrap_or_default();
        match self {
            Self::Chose { question, any_of } => chosen(question).iter().any(|c| any_of.iter().any(|o| o == c)),
            Self::ChoseAtLeast { question, count } => chosen(question).len() >= *count,
            Self::Number { question, at_least, at_most } => {
                let number = answers.get(question).and_then(crate::answer::Answer::number);
                number.is_some_and(|number| {
                    at_least.is_none_or(|least| number >= least) && at_most.is_none_or(|most| number <= most)
                })
            }
            Self::All(conditions) => conditions.iter().all(|c| c.holds(answers)),
            Self::Any(conditions) => conditions.iter().any(|c| c.holds(answers)),
            Self::Not(condition) => !condition.holds(answers),
        }
    }

    /// Lists the questions that it asks for.
    pub fn questions(&self) -> Vec<&str> {
        match self {
            Self::Chose { question, .. } | Self::ChoseAtLeast { question, .. } | Self::Number { question, .. } => {
                vec![question]
            }
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::questions).collect(),
            Self::Not(part) => part.questions(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Answer, Chosen, Rated};

    fn answers() -> Answers {
        Answers::from([("role".to_owned(), Answer::Choice(Chosen { option: "farmer".into(), words: None }))])
    }

    fn chose(option: &str) -> Condition {
        Condition::Chose { question: "role".into(), any_of: vec![option.into()] }
    }

    #[test]
    fn a_choice_decides_what_comes_next() {
        assert!(chose("farmer").holds(&answers()));
        assert!(!chose("resident").holds(&answers()));
        assert!(Condition::Not(Box::new(chose("resident"))).holds(&answers()));
        assert!(Condition::Any(vec![chose("resident"), chose("farmer")]).holds(&answers()));
        assert!(!Condition::All(vec![chose("resident"), chose("farmer")]).holds(&answers()));
    }

    #[test]
    fn a_number_decides_by_its_value_and_dont_know_is_no_number() {
        let condition: Condition = serde_json::from_str(r#"{"number":{"question":"q","at_least":"9.5"}}"#).unwrap();
        let holds = |answer: Answer| condition.holds(&Answers::from([("q".to_owned(), answer)]));
        let number = |text: &str| Answer::Number(Decimal::parse(text).unwrap());
        assert!(holds(number("9.5")) && holds(number("10")) && holds(Answer::Rating(Rated::Point(10))));
        assert!(!holds(number("9.4")) && !holds(number("-10")));
        assert!(!holds(Answer::Rating(Rated::DontKnow)) && !condition.holds(&Answers::new()));
    }

    #[test]
    fn a_question_without_an_answer_chose_nothing() {
        assert!(!chose("farmer").holds(&Answers::new()));
        assert!(!Condition::ChoseAtLeast { question: "role".into(), count: 1 }.holds(&Answers::new()));
    }
}
