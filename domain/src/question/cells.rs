//! What stands in the cells of a file, read back as the fields that a form would have posted: the inverse of [`Question::cells`].
//!
//! Nothing is judged here. The fields go to the judge of all answers, and only a cell that cannot be read as fields is refused.

use unicode_normalization::UnicodeNormalization;

use super::{AnswerOption, Question, QuestionKind, date};
use crate::fields::Fields;

/// What stands in a column of ticks for an option that was chosen.
pub const TICKED: &str = "1";
/// What stands in a column of ticks for an option that was not chosen.
pub const NOT_TICKED: &str = "0";

/// A cell that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Its place among [`Question::columns`], from 0.
    pub column: usize,
    /// What it could hold.
    pub expected: Expected,
}

/// What a cell could hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// One of these names, or the label that belongs to it.
    OneOf(Vec<String>),
    /// Whether an option was chosen, as [`TICKED`] or [`NOT_TICKED`].
    Tick,
    /// A day: year, month and day with hyphens, or day, month and year with slashes.
    Day,
    /// Nothing, unless this is chosen too.
    NothingUnless(String),
    /// What the comparison shows, or nothing.
    Shown(String),
}

/// The cells of one question in one row, and what is read from them.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    id: &'a str,
    texts: &'a [&'a str],
    posted: Vec<(String, String)>,
    misread: Vec<Misread>,
}

impl<'a> Cells<'a> {
    /// Gives the text of a cell, trimmed; a cell that is not there is empty.
    pub(super) fn text(&self, column: usize) -> &'a str {
        self.texts.get(column).map_or("", |cell| cell.trim())
    }

    /// Posts a part of the question, or the question itself where the part has no name.
    pub(super) fn post(&mut self, part: &str, value: &str) {
        let field = if part.is_empty() { self.id.to_owned() } else { format!("{}.{part}", self.id) };
        if !value.is_empty() {
            self.posted.push((field, value.to_owned()));
        }
    }

    /// Refuses a cell.
    pub(super) fn refuse(&mut self, column: usize, expected: Expected) {
        self.misread.push(Misread { column, expected });
    }

    /// Reads an option by its name or its label; none from an empty cell.
    pub(super) fn option<'o>(
        &mut self,
        column: usize,
        options: impl Iterator<Item = &'o AnswerOption> + Clone,
    ) -> Option<&'o AnswerOption> {
        let typed = self.text(column);
        if typed.is_empty() {
            return None;
        }
        let found = find(typed, options.clone());
        if found.is_none() {
            self.refuse(column, Expected::OneOf(options.map(|option| option.id.clone()).collect()));
        }
        found
    }

    /// Reads whether an option was chosen; its own name or label says so too.
    pub(super) fn is_ticked(&mut self, column: usize, option: &AnswerOption) -> bool {
        let typed = self.text(column);
        match fold(typed).as_str() {
            "" | NOT_TICKED => false,
            TICKED => true,
            _ if find(typed, std::iter::once(option)).is_some() => true,
            "no" | "n" | "false" => false,
            "yes" | "y" | "x" | "true" | "✓" | "✔" => true,
            _ => {
                self.refuse(column, Expected::Tick);
                false
            }
        }
    }

    /// Reads what a comparison shows, which has to be what it shows here.
    pub(super) fn shown(&mut self, column: usize, shown: String) {
        let typed = self.text(column);
        if !typed.is_empty() && !typed.split_whitespace().eq(shown.split_whitespace()) {
            self.refuse(column, Expected::Shown(shown));
        }
    }
}

/// Finds an option by its name, or by its label where only one has it.
fn find<'o>(typed: &str, options: impl Iterator<Item = &'o AnswerOption> + Clone) -> Option<&'o AnswerOption> {
    if let Some(named) = options.clone().find(|option| option.id == typed) {
        return Some(named);
    }
    let folded = fold(typed);
    let named = options.clone().find(|option| fold(&option.id) == folded);
    named.or_else(|| {
        let mut labelled = options.filter(|option| fold(&option.label) == folded);
        labelled.next().filter(|_| labelled.next().is_none())
    })
}

/// Makes texts alike that differ in case, in the spaces around them, or in what a word processor does to an apostrophe.
fn fold(text: &str) -> String {
    let straight = |letter: char| if matches!(letter, '‘' | '’') { '\'' } else { letter };
    text.trim().nfc().map(straight).flat_map(char::to_lowercase).collect()
}

impl Question {
    /// Reads the cells of [`Question::columns`], the last of which may be missing, as the fields of a form; those that cannot be
    /// read are refused.
    ///
    /// The question must be the one that [`crate::questionnaire::Questionnaire::legible`] gives.
    pub fn fields(&self, cells: &[&str]) -> Result<Fields, Vec<Misread>> {
        let mut cells = Cells { id: &self.id, texts: cells, posted: Vec::new(), misread: Vec::new() };
        match &self.kind {
            QuestionKind::SingleChoice(kind) => kind.fields(&mut cells),
            QuestionKind::MultipleChoice(kind) => kind.fields(&mut cells),
            QuestionKind::YesNo(kind) => kind.fields(&mut cells),
            QuestionKind::Rating(kind) => kind.fields(&mut cells),
            QuestionKind::Matrix(kind) => kind.fields(&mut cells),
            QuestionKind::Ranking(kind) => kind.fields(&mut cells),
            QuestionKind::BestWorst(kind) => kind.fields(&mut cells),
            QuestionKind::Pairwise(kind) => kind.fields(&mut cells),
            QuestionKind::Points(kind) => kind.fields(&mut cells),
            QuestionKind::Date(_) => date::fields(&mut cells),
            QuestionKind::Number(_) | QuestionKind::Text(_) | QuestionKind::Postcode => cells.post("", cells.text(0)),
            QuestionKind::TextList(kind) => kind.fields(&mut cells),
            QuestionKind::Places(kind) => kind.fields(&mut cells),
            // A sheet has the names of files and not what is in them.
            QuestionKind::Files(_) | QuestionKind::Contact(_) | QuestionKind::Information(_) => {}
        }
        if cells.misread.is_empty() { Ok(Fields::new(cells.posted)) } else { Err(cells.misread) }
    }

    /// Gives the place among [`Question::columns`] of the column that a field is read from.
    pub fn column_of(&self, field: &str) -> usize {
        let columns = self.columns();
        let place = |name: &str| columns.iter().position(|column| column.name == name);
        place(&format!("{field}.words")).or_else(|| place(field)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
