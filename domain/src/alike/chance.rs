//! How many responses would have the same answers by chance.
//!
//! Where answers have nothing to do with each other, the number to be expected is the product over the answers of their shares,
//! times the number of responses:
//!
//! ```text
//! expected = responses to just these questions × Π (responses with this answer ÷ responses with any answer to its question)
//! ```
//!
//! Only responses to just these questions are taken, because earlier answers decide what is asked, and a share is one of those who
//! answered the question. People who think alike answer alike, so that more than this number is nothing odd by itself. The
//! responses that are the same count in the shares as well: a large campaign makes its own answers look likely.

use std::collections::HashMap;

use super::{Fingerprint, Given, fingerprint};
use crate::questionnaire::QuestionId;

/// How often questions were answered, and how.
#[derive(Debug, Default)]
pub(super) struct Chance {
    /// How many responses answered a question.
    answered: HashMap<QuestionId, u32>,
    /// How many gave an answer to its question.
    gave: HashMap<Fingerprint, u32>,
    /// How many answered some questions and no others.
    asked: HashMap<Fingerprint, u32>,
}

impl Chance {
    /// Counts the answers of a response.
    pub(super) fn add(&mut self, given: &[Given]) {
        *self.asked.entry(questions(given)).or_default() += 1;
        for (question, answer) in given {
            *self.gave.entry(*answer).or_default() += 1;
            match self.answered.get_mut(question) {
                Some(count) => *count += 1,
                None => drop(self.answered.insert(question.clone(), 1)),
            }
        }
    }

    /// Gives how many responses would have these answers, if those to one question had nothing to do with those to another.
    pub(super) fn expected(&self, given: &[Given]) -> f64 {
        let share = |(question, answer): &Given| {
            f64::from(count(self.gave.get(answer))) / f64::from(count(self.answered.get(question)).max(1))
        };
        f64::from(count(self.asked.get(&questions(given)))) * given.iter().map(share).product::<f64>()
    }
}

fn count(found: Option<&u32>) -> u32 {
    found.copied().unwrap_or_default()
}

fn questions(given: &[Given]) -> Fingerprint {
    let names: Vec<&str> = given.iter().map(|(question, _)| question.as_str()).collect();
    fingerprint("questions", names.join(" ").as_bytes())
}
