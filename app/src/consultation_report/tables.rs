//! Tables of single questions: how often each answer was given in the responses that count, as far as nobody can be told by it.
//!
//! Every count of a question is a cell of one system whose whole everybody knows from the published results. Questions that tell who
//! somebody is, and that of the weighting, have their figures in the results and none here, so that no two tables are of one thing.

mod draw;

use std::collections::BTreeMap;

use domain::{
    answer::{Answer, Outcome, Rated},
    question::{DONT_KNOW, Question},
    questionnaire::{OptionId, QuestionId, Questionnaire},
};
use serde::{Deserialize, Serialize};

use self::draw::{Whole, draw, others};
use super::Block;
use crate::analysis::run::Published;

/// Tables as they were made public, which are not worked out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The number of the freeze that they are of.
    pub freeze: i64,
    /// The tables.
    pub blocks: Vec<Block>,
}

/// Why a report has no tables of single questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanting {
    /// No results are public.
    NoResults,
    /// How many responses count is withheld in the results, and the tables would tell it.
    Withheld,
    /// Responses were deleted since the results were worked out.
    Deleted,
    /// An earlier report has tables of other responses, by its number.
    Earlier(i64),
    /// Open data have tables of single questions, or had some.
    OpenData,
}

/// How often each answer was given.
#[derive(Clone, Debug)]
pub struct Counted {
    pub(super) questionnaire: Questionnaire,
    responses: u64,
    counts: BTreeMap<QuestionId, Count>,
}

/// What was done with one question.
#[derive(Clone, Debug, Default)]
struct Count {
    answered: u64,
    blank: u64,
    /// How often each option was chosen, for each row where there are rows.
    chosen: BTreeMap<(OptionId, OptionId), u64>,
}

impl Count {
    fn of(&self, row: &str, option: &str) -> u64 {
        self.chosen.get(&(row.to_owned(), option.to_owned())).copied().unwrap_or(0)
    }
}

impl Counted {
    /// Begins without responses, with the questions by which they are read.
    pub fn new(questionnaire: Questionnaire) -> Self {
        Self { questionnaire, responses: 0, counts: BTreeMap::new() }
    }

    /// Adds a response.
    pub fn add(&mut self, outcomes: &BTreeMap<QuestionId, Outcome>) {
        self.responses += 1;
        for (question, outcome) in outcomes {
            let count = self.counts.entry(question.clone()).or_default();
            match outcome {
                Outcome::Answered(answer) => {
                    count.answered += 1;
                    for chosen in chosen(answer) {
                        *count.chosen.entry(chosen).or_default() += 1;
                    }
                }
                Outcome::Blank => count.blank += 1,
                Outcome::Skipped => {}
            }
        }
    }

    /// Makes the tables that stand beside published results.
    ///
    /// # Errors
    /// Says why there can be none.
    pub fn beside(&self, results: &Published) -> Result<Vec<Block>, Wanting> {
        let people = &results.respondents;
        let (Some(frozen), Some(missing), Some(left_out)) = (people.frozen, people.missing, people.left_out) else {
            return Err(Wanting::Withheld);
        };
        if frozen.checked_sub(missing + left_out) != Some(self.responses) {
            return Err(Wanting::Deleted);
        }
        let (asked_of_some, asked_of_all): (Vec<_>, Vec<_>) =
            self.tabled(results).partition(|(_, is_of_some)| *is_of_some);
        let mut is_complete = !results.withholds_anything();
        let (mut blocks, mut in_words, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
        let none = Count::default();
        // Whoever is asked a question has answered another one so: what is withheld there must not be told here.
        for (question, is_of_some) in asked_of_all.into_iter().chain(asked_of_some) {
            if is_of_some && !is_complete {
                left_out.push(question.text.clone());
                continue;
            }
            let whole = Whole { responses: self.responses, is_of_some };
            let drawn = draw(question, self.counts.get(&question.id).unwrap_or(&none), whole);
            is_complete &= drawn.is_complete;
            blocks.extend(drawn.block);
            in_words.extend(drawn.answered.map(|answered| [question.text.clone(), answered]));
        }
        blocks.extend(others(in_words, self.responses));
        if !left_out.is_empty() {
            blocks.push(Block::words(
                "These questions were asked only of people who had answered another one in some way. How they were answered is left out, because \
                 it would tell figures that are withheld:",
            ));
            blocks.push(Block::List(left_out));
        }
        Ok(blocks)
    }

    /// Lists the questions that can have a table, and whether each was asked only of some.
    fn tabled<'a>(&'a self, results: &'a Published) -> impl Iterator<Item = (&'a Question, bool)> {
        let roles = &self.questionnaire.roles;
        let pages = self.questionnaire.pages.iter();
        let all = pages.flat_map(|page| page.questions.iter().map(move |question| (page, question)));
        let can_be_told = move |question: &Question| {
            let kind = &question.kind;
            kind.is_asked()
                && !kind.is_personal()
                && roles.told_by(&question.id).is_empty()
                && question.id != results.question
        };
        all.filter(move |(_, question)| can_be_told(question))
            .map(|(page, question)| (question, page.shown_when.is_some() || question.shown_when.is_some()))
    }
}

/// Lists what was chosen in an answer, by row and option; a question without rows has one without a name.
fn chosen(answer: &Answer) -> Vec<(OptionId, OptionId)> {
    let plain = |option: &str| (OptionId::new(), option.to_owned());
    match answer {
        Answer::Choice(chosen) => vec![plain(&chosen.option)],
        Answer::Choices(all) => all.iter().map(|chosen| plain(&chosen.option)).collect(),
        Answer::Rating(Rated::Point(point)) => vec![plain(&point.to_string())],
        Answer::Rating(Rated::DontKnow) => vec![plain(DONT_KNOW)],
        Answer::Matrix(rows) => rows.iter().map(|(row, option)| (row.clone(), option.clone())).collect(),
        _ => Vec::new(),
    }
}
