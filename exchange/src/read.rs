//! Telling what a file is by what stands in it, whatever it is called.

use crate::{
    Imported, citizen_space, document, lime,
    sheet::{self, workbook},
};

/// The most bytes of a file.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// There is nothing in it.
    Empty,
    /// It is larger than any questionnaire.
    TooLarge,
    /// It is none of the files that are understood.
    UnknownFormat,
    /// It is text in another encoding than UTF-8.
    NotUtf8,
    /// It is ours, in a version that is not known.
    OtherVersion {
        /// The version.
        version: u32,
    },
    /// It is JSON that is not written as our document is.
    NotOurDocument {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong, in the words of the reader.
        what: String,
    },
    /// It is ours, with names that cannot be names or that two pages or two questions have.
    Names {
        /// The names.
        names: Vec<String>,
    },
    /// It is XML that is cut off or damaged.
    DamagedXml {
        /// The line, from 1.
        line: u32,
    },
    /// It is a file of `LimeSurvey`, but not a whole survey.
    NotASurvey {
        /// What it is, by its own word.
        kind: String,
    },
    /// It is a spreadsheet that is protected by a password.
    Protected,
    /// It is a spreadsheet in an older format.
    OldSpreadsheet,
    /// It is a spreadsheet or another packed file that is damaged.
    DamagedSpreadsheet,
    /// It is a spreadsheet without a sheet of questions.
    NoSurveySheet,
    /// The sheet of questions lacks a column.
    NoColumn {
        /// The column.
        column: &'static str,
    },
    /// There are more questions in it than anybody can be asked.
    TooMany {
        /// The most that are read.
        most: usize,
    },
    /// It is ours, with characters in its words that no keyboard gives.
    ControlCharacters,
    /// There is no question in it.
    NoQuestions,
}

/// The most questions of a questionnaire.
pub const MOST_QUESTIONS: usize = 1_000;
/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;

/// Reads a file.
pub fn read(bytes: &[u8]) -> Result<Imported, NotRead> {
    let imported = told(bytes)?;
    if imported.questionnaire.questions().count() > MOST_QUESTIONS {
        return Err(NotRead::TooMany { most: MOST_QUESTIONS });
    }
    let title = imported.title.chars().filter(|letter| !letter.is_control()).take(LONGEST_TITLE).collect();
    Ok(Imported { title, ..imported })
}

fn told(bytes: &[u8]) -> Result<Imported, NotRead> {
    if bytes.len() > MOST_BYTES {
        return Err(NotRead::TooLarge);
    }
    if workbook::is_packed(bytes) {
        return sheet::read(&workbook::packed(bytes)?);
    }
    let text = text(bytes)?;
    match text.trim_start().chars().next() {
        None => Err(NotRead::Empty),
        Some('{' | '[') => match document::read(text) {
            Err(NotRead::UnknownFormat) => citizen_space::read(text),
            read => read,
        },
        Some('<') => lime::read(text),
        Some(_) => sheet::read(&workbook::separated(text)?),
    }
}

/// Reads bytes as text, without the mark that some programs put before it.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, NotRead> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(NotRead::NotUtf8);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| not_text(bytes))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// Says what bytes are that are no text in UTF-8: text in the encoding of one country has no control characters.
fn not_text(bytes: &[u8]) -> NotRead {
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    if bytes.iter().any(is_control) { NotRead::UnknownFormat } else { NotRead::NotUtf8 }
}
