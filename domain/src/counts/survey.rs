//! The answers to a question beside the levels of a margin: each answer stands for one level, or for none.

use super::CountedMargin;
use crate::question::Question;

/// What an answer stands for in a margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// A level, by its place.
    For(usize),
    /// A level that has no count.
    Uncounted {
        /// The level as the answer stands for it.
        code: String,
    },
    /// Nothing: whoever chooses it is in no level.
    ForNothing,
}

/// The answers to a question beside the levels of a margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Each answer for people, with what it stands for.
    pub answers: Vec<(String, Stands)>,
    /// The levels for which no answer stands, by their places.
    pub without_answer: Vec<usize>,
}

impl Beside {
    /// Says whether every answer and every level has its other half, but for answers that stand for nothing.
    pub fn is_whole(&self) -> bool {
        self.without_answer.is_empty()
            && !self.answers.iter().any(|(_, stands)| matches!(stands, Stands::Uncounted { .. }))
    }
}

/// Puts the answers to a question beside the levels of a margin.
pub fn beside(question: &Question, margin: &CountedMargin) -> Beside {
    let options = question.kind.options();
    let stands = |code: Option<&str>| match code {
        None => Stands::ForNothing,
        Some(code) => match margin.levels.iter().position(|level| level.code == code) {
            Some(place) => Stands::For(place),
            None => Stands::Uncounted { code: code.to_owned() },
        },
    };
    let answers: Vec<(String, Stands)> =
        options.iter().map(|option| (option.label.clone(), stands(option.stands_for.as_deref()))).collect();
    let is_without = |place: &usize| answers.iter().all(|(_, stands)| *stands != Stands::For(*place));
    let without_answer = (0..margin.levels.len()).filter(is_without).collect();
    Beside { answers, without_answer }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::counts::{CountedLevel, Provenance};

    #[test]
    fn each_answer_stands_for_one_level_or_for_none() {
        let options = json!([
            { "id": "f", "label": "Female", "stands_for": "female" },
            { "id": "x", "label": "Another", "stands_for": "other" },
            { "id": "no", "label": "Prefer not to say", "missing": true },
        ]);
        let question = json!({ "id": "sex", "text": "Sex?", "kind": { "single_choice": { "options": options } } });
        let level = |code: &str| CountedLevel { code: code.into(), label: code.into(), people: 1, areas: Vec::new() };
        let margin = CountedMargin {
            name: "sex".into(),
            levels: vec![level("male"), level("female")],
            provenance: Provenance::default(),
        };

        let found = beside(&serde_json::from_value(question).unwrap(), &margin);

        let uncounted = Stands::Uncounted { code: "other".into() };
        let answers = [("Female", Stands::For(1)), ("Another", uncounted), ("Prefer not to say", Stands::ForNothing)];
        assert_eq!(found.answers, answers.map(|(label, stands)| (label.to_owned(), stands)));
        assert_eq!((found.without_answer.as_slice(), found.is_whole()), ([0].as_slice(), false));
    }
}
