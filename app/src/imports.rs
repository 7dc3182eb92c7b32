//! Files with many responses, as a bureau or an event gives them: reading one as a whole, without storing anything.
//!
//! A file has the columns of an export. Its cells become the fields of the form, which the judge of all answers judges as when
//! staff type a response in. What is wrong is told by row and column; `words::imports` makes the sentences.

mod header;
mod remark;
mod row;
mod template;
mod text;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDate;
use csv::{ByteRecord, ReaderBuilder};
use domain::{
    question::{Column, Question},
    questionnaire::{PageId, Questionnaire},
    response::{Channel, Submission},
};

pub(crate) use self::text::delimiter;
use self::{header::Layout, row::Rows, text::Text};
pub use self::{
    remark::{Matter, NotRead, Remark},
    template::{Explained, explained, headings},
};

/// The most bytes of a file.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;
/// The most responses in a file.
pub const MOST_ROWS: usize = 5_000;
/// The most columns that a file may have: several times those of a long questionnaire.
pub const MOST_COLUMNS: usize = 5_000;
/// The most remarks that are kept of each sort, what has to be put right and what is worth knowing; more are counted.
pub const MOST_REMARKS: usize = 2_000;

/// The question by which way a response came, and the column for it.
pub const CHANNEL: &str = "channel";
/// The question on which day a response came, and the column for it.
pub const RECEIVED: &str = "received";
/// The question by which number the office knows the sheet, and the column for it.
pub const NUMBER: &str = "your_number";

/// All that a file is read against.
#[derive(Debug)]
pub struct Form {
    questionnaire: Questionnaire,
    /// What is asked about a response, besides its answers.
    about: Vec<Question>,
    asked: Vec<Asked>,
    /// The references of responses that are there, by the number of the office that each has.
    taken: HashMap<String, String>,
}

/// A question of the questionnaire that has columns.
#[derive(Debug)]
struct Asked {
    page: PageId,
    /// The question with all options that it may have.
    legible: Question,
    columns: Vec<Column>,
}

/// What was read from a file.
#[derive(Debug, Default)]
pub struct Reading {
    /// How many responses are in the file.
    pub count: usize,
    /// Those with which nothing is wrong, in the order of the file.
    pub rows: Vec<Row>,
    /// How many rows have something that has to be put right.
    pub refused: usize,
    /// The first of what is wrong, and the first of what is worth knowing, in the order of the file.
    pub remarks: Vec<Remark>,
    /// How many things have to be put right in all.
    pub refusals: usize,
    /// How many things are worth knowing in all.
    pub notes: usize,
    /// The headings that were not read, because they belong to no question.
    pub unread: Vec<String>,
    /// The columns of the questionnaire that the file does not have; they are read as left blank.
    pub missing: Vec<String>,
}

/// A response as it can be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the spreadsheet.
    pub number: usize,
    /// By which way it came.
    pub channel: Channel,
    /// On which day it came.
    pub received_on: NaiveDate,
    /// By which number the office knows it.
    pub your_number: Option<String>,
    /// Its answers.
    pub submission: Submission,
}

impl Form {
    /// Makes the form of a questionnaire and of questions about the response under [`CHANNEL`], [`RECEIVED`] and [`NUMBER`].
    pub fn new(questionnaire: &Questionnaire, about: Vec<Question>) -> Self {
        let mut asked = Vec::new();
        for page in &questionnaire.pages {
            for question in &page.questions {
                let columns = question.columns();
                if !columns.is_empty() {
                    asked.push(Asked { page: page.id.clone(), legible: questionnaire.legible(question), columns });
                }
            }
        }
        Self { questionnaire: questionnaire.without_required(), about, asked, taken: HashMap::new() }
    }

    /// Refuses numbers of the office that responses have already, which are given with the reference of each.
    #[must_use]
    pub fn with_taken(self, taken: HashMap<String, String>) -> Self {
        Self { taken, ..self }
    }
}

impl Reading {
    /// Says whether everything in the file can be stored.
    pub fn is_ready(&self) -> bool {
        self.refused == 0 && self.rows.len() == self.count
    }
}

/// Reads a whole file, or says why it cannot be read at all.
pub fn read(bytes: &[u8], form: &Form) -> Result<Reading, NotRead> {
    let text = Text::new(bytes)?;
    let mut reader =
        ReaderBuilder::new().delimiter(text.delimiter).has_headers(false).flexible(true).from_reader(text.bytes);
    let mut record = ByteRecord::new();
    if !matches!(reader.read_byte_record(&mut record), Ok(true)) {
        return Err(NotRead::Empty);
    }
    let mut number = 1 + text.lines_before(&record);
    let layout = Layout::new(&cells(&record), form)?;
    let mut rows = Rows::new(form, &layout);
    while matches!(reader.read_byte_record(&mut record), Ok(true)) {
        number += 1 + text.lines_before(&record);
        let cells = cells(&record);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.reading.count == MOST_ROWS {
            return Err(NotRead::TooManyRows);
        }
        rows.read(number, &cells);
    }
    let reading = rows.reading;
    if reading.count == 0 {
        Err(NotRead::NoRows)
    } else {
        Ok(Reading { unread: layout.unread, missing: layout.missing, ..reading })
    }
}

/// Gives the cells of a row; the whole file was found to be text before.
fn cells(record: &ByteRecord) -> Vec<&str> {
    record.iter().map(|cell| std::str::from_utf8(cell).unwrap_or_default()).collect()
}
