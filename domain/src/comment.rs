//! Comments: what respondents wrote in their own words, one for each question that was answered so.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    answer::{Answer, Outcome},
    questionnaire::{QuestionId, Questionnaire},
    time::Entropy,
};

/// The largest number of a comment: so large that two of one consultation seldom draw the same, and short enough to be read out.
pub const LARGEST_NUMBER: u32 = 9_999_999;

/// Draws a number that none is known to have, and notes it as taken; its order tells nothing.
pub fn draw_free_number(entropy: &dyn Entropy, taken: &mut BTreeSet<i64>) -> i64 {
    loop {
        let number = draw_number(entropy);
        if taken.insert(number) {
            return number;
        }
    }
}

fn draw_number(entropy: &dyn Entropy) -> i64 {
    let mut random = [0; 4];
    entropy.fill(&mut random);
    i64::from(u32::from_be_bytes(random) % LARGEST_NUMBER) + 1
}

/// Gives each comment of a response by its question; the name of an organisation is none.
pub fn comments(
    questionnaire: &Questionnaire,
    outcomes: &BTreeMap<QuestionId, Outcome>,
) -> BTreeMap<QuestionId, String> {
    let is_name = |id: &QuestionId| questionnaire.roles.organisation.as_ref() == Some(id);
    let text = |(id, outcome): (&QuestionId, &Outcome)| {
        let words = outcome.answer().map(Answer::words).unwrap_or_default();
        (!words.is_empty()).then(|| (id.clone(), words.join("\n")))
    };
    outcomes.iter().filter(|(id, _)| !is_name(id)).filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;
    use crate::answer::Chosen;

    #[test]
    fn all_that_was_written_in_own_words_is_a_comment_but_the_name_of_an_organisation() {
        let questionnaire = serde_json::json!({ "pages": [], "roles": { "organisation": "name" } });
        let questionnaire: Questionnaire = serde_json::from_value(questionnaire).unwrap();
        let chosen =
            |option: &str, words: Option<&str>| Chosen { option: option.into(), words: words.map(str::to_owned) };
        let outcomes = [
            ("name", Outcome::Answered(Answer::Text("Pond Club".into()))),
            ("why", Outcome::Answered(Answer::Text("More ponds.".into()))),
            ("species", Outcome::Answered(Answer::Texts(vec!["otter".into(), "eel".into()]))),
            ("way", Outcome::Answered(Answer::Choices(vec![chosen("a", None), chosen("other", Some("by boat"))]))),
            ("plain", Outcome::Answered(Answer::Choice(chosen("a", None)))),
            ("blank", Outcome::Blank),
        ];
        let outcomes = outcomes.map(|(id, outcome)| (id.to_owned(), outcome)).into();

        let found = comments(&questionnaire, &outcomes);

        let found: Vec<_> = found.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        assert_eq!(found, [("species", "otter\neel"), ("way", "by boat"), ("why", "More ponds.")]);
    }

    #[test]
    fn a_number_is_never_nought_and_never_too_long() {
        struct All(u8);
        impl Entropy for All {
            fn fill(&self, bytes: &mut [u8]) {
                bytes.fill(self.0);
            }
        }
        for byte in [0, 1, 127, 255] {
            assert!((1..=i64::from(LARGEST_NUMBER)).contains(&draw_number(&All(byte))), "{byte}");
        }
    }

    #[test]
    fn a_number_that_is_taken_is_drawn_again() {
        struct Halting(AtomicU8);
        impl Entropy for Halting {
            fn fill(&self, bytes: &mut [u8]) {
                bytes.fill(self.0.fetch_add(1, Ordering::Relaxed) / 2);
            }
        }
        let (halting, mut taken) = (Halting(AtomicU8::new(0)), BTreeSet::new());
        for count in 1..=9 {
            draw_free_number(&halting, &mut taken);
            assert_eq!(taken.len(), count);
        }
    }
}
