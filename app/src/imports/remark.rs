//! What there is to say of a file and of a cell in it, as data.

use domain::{question::Expected, refusal::Reason};

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// No file was chosen, or there is nothing in it.
    Empty,
    /// It has too many bytes.
    TooLarge,
    /// It has too many rows.
    TooManyRows,
    /// It is the workbook of a spreadsheet and not a CSV file.
    Workbook,
    /// Its letters are not written in UTF-8.
    NotUtf8 {
        /// The first line in which they are not, from 1.
        line: usize,
    },
    /// A quotation mark opens a cell and none closes it.
    OddQuotes,
    /// It has headings and no row below them.
    NoRows,
    /// A column that is needed is not there.
    NoColumn {
        /// Its heading.
        heading: &'static str,
    },
    /// No heading belongs to a question.
    NoQuestions,
    /// It has too many columns.
    TooManyColumns,
    /// Places stand in it, and nothing says which of them are private.
    NoPrivate {
        /// The heading that is not there.
        heading: String,
    },
    /// Two columns have the same heading.
    HeadingTwice {
        /// The heading.
        heading: String,
    },
}

/// What there is to say of a cell, or of a row where no column is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The row of the spreadsheet, where the headings are row 1.
    pub row: usize,
    /// The heading of the column.
    pub column: String,
    /// What stands in the cell.
    pub typed: String,
    /// What there is to say.
    pub matter: Matter,
}

/// What there is to say of a cell or a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The cell cannot be read.
    Misread(Expected),
    /// The answer is not one that can be taken.
    Refused {
        /// Why not.
        reason: Reason,
        /// What is asked.
        asked: String,
    },
    /// The cell ranks something that was not chosen before, or more than was chosen.
    NotChosenBefore,
    /// The state says that there is an answer, and there is none.
    NothingAnswered,
    /// The state says that there is no answer, and there is one.
    AnsweredAfterAll,
    /// Something stands below no heading.
    NoHeading,
    /// Another row has the same number of the office.
    NumberTwice {
        /// The row that has it first.
        first: usize,
    },
    /// A response that is there already has the same number of the office.
    NumberTaken {
        /// The reference of that response.
        reference: String,
    },
    /// The spreadsheet wrote an error in place of what was typed.
    Broken,
    /// The question is answered and was not to be asked; it is stored as not asked.
    NotAsked,
    /// The state says that the question was not asked, and it was to be; it is stored as left blank.
    Asked,
    /// The cell names files, which a sheet does not hold; the question is stored as left blank.
    NoFiles,
    /// Another row is the same in every cell.
    SameAs {
        /// The row that is the first.
        first: usize,
    },
}

impl Matter {
    /// Says whether it has to be put right before anything is stored; the others are worth knowing.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::NotAsked | Self::Asked | Self::NoFiles | Self::SameAs { .. })
    }
}
