//! The columns of an export, which come from the questionnaires and not from the answers, and the row of a response.

use std::collections::{BTreeMap, HashMap};

use domain::{
    answer::{Answer, Outcome},
    ids::VersionId,
    language::{ENGLISH, Language},
    mark::Mark,
    question::Question,
    questionnaire::QuestionId,
    response::Response,
    time::in_england,
    vocabulary::Word,
};
use store::{StoredResponse, Version};

use crate::cell;

/// The columns before those of the questions.
const FIXED: [&str; 11] = [
    "reference",
    "submitted",
    "channel",
    "received",
    "invited",
    "version",
    "segment",
    "area",
    "read_in",
    "marks",
    "redacted",
];
/// The state of a question that the version of a response does not have.
const NOT_IN_VERSION: &str = "not-in-version";

/// The columns of all versions together, and where each version puts its cells.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    headings: Vec<String>,
    /// The columns that hold the state of a question.
    states: Vec<usize>,
    versions: HashMap<VersionId, Layout>,
}

#[derive(Clone, Debug)]
struct Layout {
    number: i64,
    questions: Vec<Placed>,
}

/// A question with the columns of its cells and of its state.
#[derive(Clone, Debug)]
struct Placed {
    question: Question,
    columns: Vec<usize>,
    state: usize,
    order: Option<usize>,
}

/// The columns of a question in any version.
struct Block {
    question: String,
    columns: Vec<String>,
    /// Whether any version shows it in a random order.
    is_mixed: bool,
}

impl Sheet {
    /// Lays out versions in their order; a question that only one of them has stands where that version asks it.
    pub(super) fn new(versions: &[Version]) -> Self {
        let blocks = blocks(versions);
        let mut headings: Vec<String> = FIXED.iter().map(|&name| name.to_owned()).collect();
        let mut states = Vec::new();
        let mut starts = HashMap::new();
        for block in &blocks {
            starts.insert(block.question.as_str(), headings.len());
            headings.extend(block.columns.iter().cloned());
            states.push(headings.len());
            headings.push(format!("{}.state", block.question));
            headings.extend(block.is_mixed.then(|| format!("{}.order", block.question)));
        }
        let place = |question: &Question| {
            let start = *starts.get(question.id.as_str())?;
            let block = blocks.iter().find(|block| block.question == question.id)?;
            let column =
                |name: &String| block.columns.iter().position(|known| known == name).map(|place| start + place);
            let columns = names(question).iter().filter_map(column).collect();
            let state = start + block.columns.len();
            Some(Placed { question: question.clone(), columns, state, order: block.is_mixed.then_some(state + 1) })
        };
        let layout = |version: &Version| Layout {
            number: version.number,
            questions: version.questionnaire.questions().filter_map(place).collect(),
        };
        let versions = versions.iter().map(|version| (version.id, layout(version))).collect();
        Self { headings, states, versions }
    }

    /// Gives the headings.
    pub(super) fn headings(&self) -> impl Iterator<Item = String> {
        self.headings.iter().map(|heading| cell::text(heading).into_owned())
    }

    /// Gives the row of a response of which these questions were redacted; `None` if its version was not laid out.
    pub(super) fn row(&self, stored: &StoredResponse, redacted: &BTreeMap<QuestionId, String>) -> Option<Vec<String>> {
        let response = &stored.response;
        let layout = self.versions.get(&response.version)?;
        let mut row = vec![String::new(); self.headings.len()];
        // The day alone: with the minute, somebody who saw a person answer could find the response.
        let day = response.submitted_at.map(|at| in_england(at).format("%Y-%m-%d").to_string());
        let known =
            |code: &Option<String>| code.as_deref().map(|code| cell::text(code).into_owned()).unwrap_or_default();
        let fixed = [
            known(&response.reference),
            day.unwrap_or_default(),
            response.channel.word().to_owned(),
            response.received_on.map(|day| day.to_string()).unwrap_or_default(),
            if response.is_invited { "yes" } else { "no" }.to_owned(),
            layout.number.to_string(),
            known(&response.segment),
            known(&response.area),
            read_in(response).to_owned(),
            marks(&stored.marks),
            redacted.keys().map(String::as_str).collect::<Vec<_>>().join(" "),
        ];
        row.iter_mut().zip(fixed).for_each(|(cell, value)| *cell = value);
        for &state in &self.states {
            NOT_IN_VERSION.clone_into(&mut row[state]);
        }
        for placed in &layout.questions {
            placed.fill(&mut row, stored.outcomes.get(&placed.question.id));
            if let (Some(column), Some(order)) = (placed.order, stored.orders.get(&placed.question.id)) {
                row[column] = order.join(" ");
            }
        }
        Some(row)
    }
}

/// Names the language in which somebody read the questions; nothing where others typed the answers in and nobody knows.
fn read_in(response: &Response) -> &'static str {
    let unknown = if response.is_assisted() { "" } else { ENGLISH };
    response.language.map_or(unknown, Language::tag)
}

/// Names the marks of a response, with spaces between them. That of many from one network tells of it that it came after others,
/// which nothing else in the file does.
fn marks(marks: &[Mark]) -> String {
    marks.iter().map(|mark| mark.word()).collect::<Vec<_>>().join(" ")
}

impl Placed {
    fn fill(&self, row: &mut [String], outcome: Option<&Outcome>) {
        let state = match outcome {
            Some(Outcome::Answered(_)) => "answered",
            Some(Outcome::Blank) => "blank",
            Some(Outcome::Skipped) => "skipped",
            None => NOT_IN_VERSION,
        };
        state.clone_into(&mut row[self.state]);
        if let Some(answer) = outcome.and_then(Outcome::answer) {
            for (&column, value) in self.columns.iter().zip(self.question.cells(answer)) {
                row[column] = match answer {
                    // What was read as a number is digits alone, and one below zero stays a number.
                    Answer::Number(_) => value,
                    _ => cell::text(&value).into_owned(),
                };
            }
        }
    }
}

/// Joins the columns of all versions; personal questions and those that ask nothing have none.
fn blocks(versions: &[Version]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for version in versions {
        let mut next = 0;
        for question in version.questionnaire.questions() {
            let names = names(question);
            if names.is_empty() {
                continue;
            }
            let place = blocks.iter().position(|block| block.question == question.id).unwrap_or_else(|| {
                blocks.insert(next, Block { question: question.id.clone(), columns: Vec::new(), is_mixed: false });
                next
            });
            blocks[place].is_mixed |= question.is_mixed();
            let columns = &mut blocks[place].columns;
            let new: Vec<_> = names.into_iter().filter(|name| !columns.contains(name)).collect();
            columns.extend(new);
            next = place + 1;
        }
    }
    blocks
}

fn names(question: &Question) -> Vec<String> {
    question.columns().into_iter().map(|column| column.name).collect()
}
