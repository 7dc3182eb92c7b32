//! The columns of an export, which come from the questionnaires and not from the answers, and the row of a response.

use std::collections::{BTreeMap, HashMap};

use domain::{
    answer::Outcome,
    editing::Kind,
    ids::VersionId,
    question::{Column, Question, Value, Values},
    questionnaire::{QuestionId, Questionnaire},
    uses::Use,
    vocabulary::Word,
};
use export::{Asked as AskedOf, Described, RESPONSES, Row, Sheet};
use store::{StoredResponse, Version};

use super::facts;

/// The state of a question that the version of a response does not have.
const NOT_IN_VERSION: &str = "not-in-version";
/// The states of a question in a response, with what they mean.
const STATES: [(&str, &str); 4] = [
    ("answered", "Answered"),
    ("blank", "Left blank"),
    ("skipped", "Not asked, because of an earlier answer"),
    (NOT_IN_VERSION, "Not in this version of the questions"),
];

/// Whether what people wrote in their own words is taken out too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnWords {
    Included,
    LeftOut,
}

/// The columns of all versions together, and where each version puts its cells.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    sheet: Sheet,
    /// The columns that hold the state of a question.
    states: Vec<usize>,
    versions: HashMap<VersionId, Asked>,
}

/// What a version asks.
#[derive(Clone, Debug)]
struct Asked {
    number: i64,
    questions: Vec<Placed>,
}

/// A question with the columns of its cells, where they are taken out, and of its state.
#[derive(Clone, Debug)]
struct Placed {
    question: Question,
    columns: Vec<Option<usize>>,
    state: usize,
    order: Option<usize>,
}

/// The columns of a question in any version.
struct Block {
    question: String,
    text: String,
    kind: &'static str,
    columns: Vec<Column>,
    /// Whether any version shows it in a random order.
    is_mixed: bool,
}

impl Layout {
    /// Lays out versions in their order; a question that only one of them has stands where that version asks it.
    pub(super) fn new(versions: &[Version], own_words: OwnWords) -> Self {
        let blocks = blocks(versions, own_words);
        let mut sheet = Sheet { name: RESPONSES, columns: facts::columns(versions), questions: Vec::new() };
        let mut states = Vec::new();
        let mut starts = HashMap::new();
        for block in &blocks {
            let start = sheet.columns.len();
            starts.insert(block.question.as_str(), start);
            states.push(start + block.columns.len());
            sheet.columns.extend(block.described(start));
            let (id, text) = (block.question.clone(), block.text.clone());
            let tells_who = versions.iter().any(|version| tells_who(&version.questionnaire, &id));
            sheet.questions.push(AskedOf { id, text, tells_who });
        }
        let place = |version: &Version, question: &Question| {
            let start = *starts.get(question.id.as_str())?;
            let block = blocks.iter().find(|block| block.question == question.id)?;
            let column = |column: Column| {
                block.columns.iter().position(|known| known.name == column.name).map(|place| start + place)
            };
            let question = version.questionnaire.legible(question);
            let columns = question.columns().into_iter().map(column).collect();
            let state = start + block.columns.len();
            Some(Placed { question, columns, state, order: block.is_mixed.then_some(state + 1) })
        };
        let asked = |version: &Version| Asked {
            number: version.number,
            questions: version.questionnaire.questions().filter_map(|question| place(version, question)).collect(),
        };
        let versions = versions.iter().map(|version| (version.id, asked(version))).collect();
        Self { sheet, states, versions }
    }

    /// Gives the columns.
    pub(super) fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Gives the row of a response of which these questions were redacted; `None` if its version was not laid out.
    pub(super) fn row(&self, stored: &StoredResponse, redacted: &BTreeMap<QuestionId, String>) -> Option<Row> {
        let asked = self.versions.get(&stored.response.version)?;
        let mut row = facts::cells(stored, asked.number, redacted);
        row.resize(self.sheet.columns.len(), String::new());
        for &state in &self.states {
            NOT_IN_VERSION.clone_into(&mut row[state]);
        }
        for placed in &asked.questions {
            placed.fill(&mut row, stored.outcomes.get(&placed.question.id));
            if let (Some(column), Some(order)) = (placed.order, stored.orders.get(&placed.question.id)) {
                row[column] = order.join(" ");
            }
        }
        Some(row)
    }
}

impl Placed {
    fn fill(&self, row: &mut Row, outcome: Option<&Outcome>) {
        let state = match outcome {
            Some(Outcome::Answered(_)) => "answered",
            Some(Outcome::Blank) => "blank",
            Some(Outcome::Skipped) => "skipped",
            None => NOT_IN_VERSION,
        };
        state.clone_into(&mut row[self.state]);
        if let Some(answer) = outcome.and_then(Outcome::answer) {
            for (column, value) in self.columns.iter().zip(self.question.cells(answer)) {
                if let Some(column) = *column {
                    row[column] = value;
                }
            }
        }
    }
}

impl Block {
    /// Describes the columns of the question, which begin at a place, with those of its state and its order.
    fn described(&self, start: usize) -> impl Iterator<Item = Described> {
        let question = Some(self.question.clone());
        let state = Some(start + self.columns.len());
        let beside = |part: &str, label: &str, values: Values| Described {
            name: format!("{}.{part}", self.question),
            label: format!("{}: {label}", self.text),
            question: question.clone(),
            kind: if part == "state" { "state" } else { "order" },
            values,
            state: None,
        };
        let states = STATES.map(|(word, label)| Value::new(word, label)).to_vec();
        let states = beside("state", "whether it was answered", Values::OneOf(states));
        let order = self.is_mixed.then(|| beside("order", "the order in which the options were shown", Values::Names));
        let column = |column: &Column| Described {
            name: column.name.clone(),
            label: column.label.clone(),
            question: question.clone(),
            kind: self.kind,
            values: column.values.clone(),
            state,
        };
        let columns: Vec<_> = self.columns.iter().map(column).collect();
        columns.into_iter().chain([states]).chain(order)
    }
}

/// Says whether a question asks who somebody is: their segment, or their level of a margin.
fn tells_who(questionnaire: &Questionnaire, question: &str) -> bool {
    questionnaire.roles.told_by(question).iter().any(|told| matches!(told, Use::Segment | Use::Margin(_)))
}

/// Joins the columns of all versions; personal questions and those that ask nothing have none.
fn blocks(versions: &[Version], own_words: OwnWords) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for version in versions {
        let mut next = 0;
        for question in version.questionnaire.questions() {
            let columns = version.questionnaire.legible(question).columns();
            if columns.is_empty() {
                continue;
            }
            let place = blocks.iter().position(|block| block.question == question.id).unwrap_or_else(|| {
                blocks.insert(next, Block::of(question));
                next
            });
            blocks[place].add(question, columns);
            next = place + 1;
        }
    }
    if own_words == OwnWords::LeftOut {
        for block in &mut blocks {
            block.columns.retain(|column| column.values != Values::Words);
        }
    }
    blocks
}

impl Block {
    fn of(question: &Question) -> Self {
        let kind = Kind::of(&question.kind).word();
        Self { question: question.id.clone(), text: String::new(), kind, columns: Vec::new(), is_mixed: false }
    }

    /// Adds what a version asks, whose words take the place of those of an earlier one.
    fn add(&mut self, question: &Question, columns: Vec<Column>) {
        self.is_mixed |= question.is_mixed();
        self.text.clone_from(&question.text);
        for column in columns {
            match self.columns.iter_mut().find(|known| known.name == column.name) {
                Some(known) => {
                    known.values = known.values.clone().or(column.values);
                    known.label = column.label;
                }
                None => self.columns.push(column),
            }
        }
    }
}
