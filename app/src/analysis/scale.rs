//! The questions that ask for priorities, and how an answer to each of them becomes numbers.

use std::{cmp::Ordering, collections::BTreeSet};

use domain::{
    answer::Answer,
    question::{AnswerOption, Question, QuestionKind},
    questionnaire::{QuestionId, Questionnaire},
};

/// How answers to a question are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Each option that was chosen counts.
    Choosing,
    /// Options count by their place in an order.
    Ranking {
        /// How many places there are.
        places: usize,
    },
    /// Options count by the points they were given.
    Points,
}

/// A question whose options point at priorities.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The question.
    pub question: QuestionId,
    /// What is asked.
    pub text: String,
    /// How its answers are counted.
    pub method: Method,
    /// The options that count, in the order of the form; those without a priority are counted and not shown.
    pub options: Vec<AnswerOption>,
    /// The options that say nothing about the question, such as "I don't know"; choosing one of them is no answer.
    pub left_out: Vec<AnswerOption>,
}

/// What one respondent answered, by the places of the options in [`Scale::options`].
#[derive(Clone, Debug, PartialEq)]
pub enum Vote {
    /// The options that were chosen, or ranked with the first first.
    Options(Vec<usize>),
    /// The points that each option was given.
    Points(Vec<f64>),
}

impl Vote {
    /// Gives the options that were chosen or ranked.
    pub fn options(&self) -> &[usize] {
        match self {
            Self::Options(options) => options,
            Self::Points(_) => &[],
        }
    }

    /// Gives the points of each option.
    pub fn points(&self) -> &[f64] {
        match self {
            Self::Options(_) => &[],
            Self::Points(points) => points,
        }
    }

    /// Compares votes by what they hold; none comes first.
    pub fn compare(one: Option<&Self>, other: Option<&Self>) -> Ordering {
        let (Some(one), Some(other)) = (one, other) else { return one.is_some().cmp(&other.is_some()) };
        let mut points = one.points().iter().zip(other.points()).map(|(one, other)| one.total_cmp(other));
        one.options().cmp(other.options()).then_with(|| points.find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
    }

    /// Says whether the vote counts for an option at all.
    pub fn supports(&self, option: usize) -> bool {
        match self {
            Self::Options(options) => options.contains(&option),
            Self::Points(points) => points.get(option).is_some_and(|points| *points > 0.0),
        }
    }
}

impl Scale {
    /// Finds the questions of a questionnaire that ask for priorities.
    pub fn list(questionnaire: &Questionnaire) -> Vec<Self> {
        questionnaire.questions().filter_map(|question| Self::of(questionnaire, question)).collect()
    }

    fn of(questionnaire: &Questionnaire, question: &Question) -> Option<Self> {
        let method = match &question.kind {
            QuestionKind::SingleChoice(_) | QuestionKind::MultipleChoice(_) | QuestionKind::YesNo(_) => {
                Method::Choosing
            }
            QuestionKind::Ranking(kind) => Method::Ranking { places: kind.places },
            QuestionKind::Points(_) => Method::Points,
            _ => return None,
        };
        let source = question.kind.options_from().and_then(|id| questionnaire.question(id)).unwrap_or(question);
        let (left_out, options): (Vec<_>, Vec<_>) = source.kind.options().iter().cloned().partition(|o| o.missing);
        let has_priorities = options.iter().any(|option| option.priority.is_some());
        has_priorities.then(|| Self {
            question: question.id.clone(),
            text: question.text.clone(),
            method,
            options,
            left_out,
        })
    }

    /// Says whether another version asks the same with the same options, so that its answers can be counted together.
    pub fn counts_like(&self, other: &Self) -> bool {
        let keys = |scale: &Self| -> Vec<_> {
            scale.options.iter().map(|option| (option.id.clone(), option.priority.clone())).collect()
        };
        self.question == other.question && self.method == other.method && keys(self) == keys(other)
    }

    /// Reads an answer; `None` where it says nothing of these options.
    pub fn read(&self, answer: &Answer) -> Option<Vote> {
        let place = |id: &str| self.options.iter().position(|option| option.id == id);
        let vote = match (self.method, answer) {
            (Method::Points, Answer::Points(given)) => {
                let points = self.options.iter().map(|option| f64::from(given.get(&option.id).copied().unwrap_or(0)));
                Vote::Points(points.collect())
            }
            (Method::Points, _) => return None,
            (Method::Ranking { .. }, _) => Vote::Options(answer.options().into_iter().filter_map(place).collect()),
            // Chosen together they have no order.
            (Method::Choosing, _) => Vote::Options(
                answer.options().into_iter().filter_map(place).collect::<BTreeSet<_>>().into_iter().collect(),
            ),
        };
        (0..self.options.len()).any(|option| vote.supports(option)).then_some(vote)
    }
}

#[cfg(test)]
mod tests {
    use domain::uses::Use;
    use serde_json::{Value, json};

    use super::*;

    /// A question of every kind.
    const KINDS: &str = include_str!("../../../tests/support/kinds.json");

    /// Points every option within a document at a priority of its own.
    fn point(document: &mut Value) {
        match document {
            Value::Array(items) => items.iter_mut().for_each(point),
            Value::Object(fields) => {
                if let (true, Some(id)) = (fields.contains_key("label"), fields.get("id").cloned()) {
                    fields.insert("priority".to_owned(), id);
                }
                fields.values_mut().for_each(point);
            }
            _ => {}
        }
    }

    #[test]
    fn what_can_count_for_priorities_is_read() {
        let mut document: Value = serde_json::from_str(KINDS).unwrap();
        point(&mut document);
        let all: Questionnaire = serde_json::from_value(document).unwrap();
        let counting: Vec<&Question> =
            all.questions().filter(|question| Use::Priorities.suits(&question.kind)).collect();
        let names: Vec<&str> = counting.iter().map(|question| question.id.as_str()).collect();
        assert_eq!(names, ["single", "multiple", "yes-no", "order", "points"]);
        for question in counting {
            let page = json!({ "id": "page", "title": "Page", "questions": [question] });
            let alone: Questionnaire = serde_json::from_value(json!({ "pages": [page] })).unwrap();
            assert_eq!(Scale::list(&alone).len(), 1, "{}", question.id);
        }
    }
}
