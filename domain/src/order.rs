//! The order in which one respondent sees the options of a question that shows them at random.
//!
//! The order follows from a seed alone, so that a page shows the same order each time it is drawn; what was shown is stored
//! with the answers, so that nobody needs the seed to know it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::{
    answer::Outcome,
    question::{AnswerOption, Question, QuestionKind},
    questionnaire::{OptionId, QuestionId, Questionnaire},
    time::Entropy,
};

/// The orders in which options were shown to one respondent, by question.
pub type Orders = BTreeMap<QuestionId, Vec<OptionId>>;

/// What the orders of one respondent follow from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderSeed(u64);

impl OrderSeed {
    /// Makes a seed.
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes);
        Self(u64::from_be_bytes(bytes))
    }

    /// Reads a seed as it is written in forms and in the database.
    pub fn parse(written: &str) -> Option<Self> {
        let is_whole = written.len() == 16 && written.bytes().all(|b| b.is_ascii_hexdigit());
        is_whole.then(|| u64::from_str_radix(written, 16).ok().map(Self))?
    }

    /// Puts the options of each question that shows them at random, or the rows of a table, into the order of this seed.
    ///
    /// Options such as "other", "none of these" and "don't know" stay where they are, because people look for them there.
    pub fn arrange(self, questionnaire: &mut Questionnaire) {
        let questions = questionnaire.pages.iter_mut().flat_map(|page| &mut page.questions);
        for question in questions.filter(|question| question.is_mixed()) {
            let id = question.id.clone();
            self.mix(&id, question.kind.mixed_mut());
        }
    }

    fn mix(self, question: &str, options: &mut [AnswerOption]) {
        let places: Vec<usize> = (0..options.len()).filter(|place| moves(&options[*place])).collect();
        let mut moving: Vec<AnswerOption> = places.iter().map(|place| options[*place].clone()).collect();
        moving.sort_by_cached_key(|option| self.key(question, &option.id));
        for (place, option) in places.into_iter().zip(moving) {
            options[place] = option;
        }
    }

    fn key(self, question: &str, option: &str) -> [u8; 32] {
        let parts = [&self.0.to_be_bytes(), question.as_bytes(), &[0], option.as_bytes()];
        parts.iter().fold(Sha256::new(), Digest::chain_update).finalize().into()
    }
}

impl std::fmt::Display for OrderSeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Question {
    /// Says whether each respondent sees what stands in it in an order of their own.
    pub fn is_mixed(&self) -> bool {
        self.random_order && self.kind.can_be_mixed()
    }
}

impl QuestionKind {
    /// Says whether the order in which things stand in it may differ between respondents.
    pub fn can_be_mixed(&self) -> bool {
        match self {
            Self::SingleChoice(_) | Self::MultipleChoice(_) | Self::Points(_) | Self::Matrix(_) => true,
            Self::Ranking(kind) => kind.options_from.is_none(),
            _ => false,
        }
    }

    /// Gives what a random order mixes: the options, or the rows of a table.
    pub fn mixed(&self) -> &[AnswerOption] {
        match self {
            Self::Matrix(kind) => &kind.rows,
            kind if kind.can_be_mixed() => kind.options(),
            _ => &[],
        }
    }

    fn mixed_mut(&mut self) -> &mut [AnswerOption] {
        match self {
            Self::SingleChoice(kind) => &mut kind.options,
            Self::MultipleChoice(kind) => &mut kind.options,
            Self::Points(kind) => &mut kind.options,
            Self::Matrix(kind) => &mut kind.rows,
            Self::Ranking(kind) if kind.options_from.is_none() => &mut kind.options,
            _ => &mut [],
        }
    }
}

/// Puts what is shown at random into the order of a seed, and gives the seed if anything is.
pub fn arranged(order: Option<OrderSeed>, questionnaire: &mut Questionnaire) -> Option<OrderSeed> {
    let order = order.filter(|_| questionnaire.has_random_order())?;
    order.arrange(questionnaire);
    Some(order)
}

/// Says whether an option may stand anywhere among the others.
fn moves(option: &AnswerOption) -> bool {
    !option.alone && !option.missing && !option.asks_words
}

/// Gives the orders of a questionnaire that was arranged for somebody, for the questions that routing showed them.
pub fn shown(arranged: &Questionnaire, outcomes: &BTreeMap<QuestionId, Outcome>) -> Orders {
    let was_shown = |question: &&Question| {
        question.is_mixed() && outcomes.get(&question.id).is_some_and(|outcome| *outcome != Outcome::Skipped)
    };
    let order = |question: &Question| question.kind.mixed().iter().map(|option| option.id.clone()).collect();
    arranged.questions().filter(was_shown).map(|question| (question.id.clone(), order(question))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A choice of five, of which the last two stay where they are.
    fn asked() -> Questionnaire {
        let options = ["oak", "ash", "elm"].map(|id| serde_json::json!({ "id": id, "label": id }));
        let stay = [
            serde_json::json!({ "id": "other", "label": "Other", "asks_words": true }),
            serde_json::json!({ "id": "none", "label": "None", "alone": true }),
        ];
        let options: Vec<_> = options.into_iter().chain(stay).collect();
        let kind = serde_json::json!({ "multiple_choice": { "options": options } });
        let question = serde_json::json!({ "id": "tree", "text": "Which?", "random_order": true, "kind": kind });
        serde_json::from_value(serde_json::json!({ "pages": [{ "id": "p", "title": "P", "questions": [question] }] }))
            .unwrap()
    }

    fn order(seed: u64) -> Vec<String> {
        let mut asked = asked();
        OrderSeed(seed).arrange(&mut asked);
        asked.pages[0].questions[0].kind.options().iter().map(|option| option.id.clone()).collect()
    }

    #[test]
    fn each_order_of_three_options_comes_about_as_often() {
        let mut counts = BTreeMap::new();
        for seed in 0..6_000 {
            *counts.entry(order(seed)[..3].to_vec()).or_insert(0) += 1;
        }
        assert_eq!(counts.len(), 6);
        // Five standard deviations of a count around its mean of 1,000.
        assert!(counts.values().all(|count| (856..=1_144).contains(count)), "{counts:?}");
    }

    #[test]
    fn a_question_that_is_not_mixed_stays_as_it_was_written() {
        let mut asked = asked();
        asked.pages[0].questions[0].random_order = false;
        let mut arranged = asked.clone();
        OrderSeed(7).arrange(&mut arranged);
        assert_eq!(arranged, asked);
    }

    #[test]
    fn what_was_shown_is_told_of_questions_that_routing_showed() {
        let mut asked = asked();
        OrderSeed(7).arrange(&mut asked);
        let of = |outcome: Outcome| shown(&asked, &BTreeMap::from([("tree".to_owned(), outcome)]));
        assert_eq!(of(Outcome::Blank), Orders::from([("tree".to_owned(), order(7))]));
        assert_eq!(of(Outcome::Skipped), Orders::new());
    }

    proptest! {
        #[test]
        fn an_order_has_every_option_once_and_leaves_those_that_stay(seed: u64) {
            let found = order(seed);
            prop_assert_eq!(&found[3..], ["other", "none"]);
            let mut sorted = found[..3].to_vec();
            sorted.sort();
            prop_assert_eq!(sorted, ["ash", "elm", "oak"]);
        }

        #[test]
        fn a_seed_is_read_as_it_was_written_and_arranges_the_same_again(seed: u64) {
            let seed = OrderSeed(seed);
            prop_assert_eq!(OrderSeed::parse(&seed.to_string()), Some(seed));
            let mut once = asked();
            seed.arrange(&mut once);
            let mut twice = once.clone();
            seed.arrange(&mut twice);
            prop_assert_eq!(once, twice);
        }
    }

    #[test]
    fn other_texts_are_no_seeds() {
        for typed in ["", "7", "+000000000000007", "00000000000000 7", "000000000000000g", "00000000000000000"] {
            assert_eq!(OrderSeed::parse(typed), None, "{typed}");
        }
    }
}
