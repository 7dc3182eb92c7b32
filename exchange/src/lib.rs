//! Whole questionnaires as files: our own document with its schema, and what other programs write. Files of population counts
//! are read in [`counts`].
//!
//! Pure: bytes in; a questionnaire with a report out, or what is wrong with the file. A report says of everything in a file
//! that is not in the questionnaire as it was what became of it: nothing is dropped without a note. Words for people are made
//! in `app::words::exchange`.

mod citizen_space;
mod condition;
pub mod counts;
pub mod document;
mod expression;
mod languages;
mod lime;
mod naming;
mod plain;
mod read;
pub mod report;
mod sheet;

use domain::questionnaire::Questionnaire;

pub use self::{
    document::{MOST_BYTES, schema, write},
    read::{NotRead, read},
    report::{Note, Outcome, Place, Reason},
};

/// What was read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// What wrote the file.
    pub format: Format,
    /// The title that the file gives, if it gives one.
    pub title: String,
    /// The questionnaire, which may have faults that only a person can mend.
    pub questionnaire: Questionnaire,
    /// Each question of the file that was brought over, by its own name there, with the questions that it became.
    pub brought: Vec<Brought>,
    /// What is not as it was, in the order of the file.
    pub report: Vec<Note>,
}

/// A question of a file and what it became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Its name in the file.
    pub code: String,
    /// The names of the questions that it became.
    pub questions: Vec<String>,
}

/// What can write a file that is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// This project.
    Own,
    /// `LimeSurvey`, as the structure of a survey (`.lss`).
    LimeSurvey,
    /// A spreadsheet, as `XLSForm` lays it out.
    Spreadsheet,
    /// Citizen Space, as its data interface gives a survey.
    CitizenSpace,
}
