//! Files of population counts, told by what stands in them: the mid-year estimates of the Office for National Statistics, tables
//! of the census by Nomis, and lists of our own.
//!
//! Pure: bytes in; counts or whole margins out with where they come from, or what is wrong and in which row. What is a sum of
//! others is found by `domain::counts`.

mod heading;
mod long;
mod mid_year;
mod nomis;
mod rows;
mod say;

use domain::counts::{CountedMargin, Counts, Fault, Note, Provenance};

use self::heading::Reader;

/// The most bytes of a file. The estimates of all councils for ten years and more have some thirty million.
pub const MOST_BYTES: usize = 40 * 1024 * 1024;
/// The most rows that are read. The estimates of all councils have some sixty thousand.
pub const MOST_ROWS: usize = 200_000;
/// The most counts of all rows.
pub const MOST_COUNTS: usize = 5_000_000;

/// The most characters of a cell.
pub const LONGEST_CELL: usize = 300;
/// The most characters of what names an area, a margin or a level of one.
pub const MOST_NAME: usize = 80;

/// What was read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// What the file is.
    pub format: Format,
    /// What is in it.
    pub content: Content,
    /// Where its counts come from, as far as it says.
    pub provenance: Provenance,
    /// What is worth knowing of it.
    pub notes: Vec<Note>,
    /// The sheet or the packed file that was read, where there are several.
    pub part: Option<String>,
}

/// What is in a file of counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Counts of areas, of which margins can be made.
    Counts(Counts),
    /// Margins as they were downloaded here.
    Margins(Vec<CountedMargin>),
}

/// What a file of counts is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The mid-year estimates of the Office for National Statistics, by single year of age.
    MidYear,
    /// A table of the census by sex or age, as Nomis gives it in bulk.
    Nomis,
    /// A list with a row for each count.
    Long,
    /// Margins as they were downloaded here.
    Margins,
}

/// Why a file of counts was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// It cannot be read as a file.
    File(crate::NotRead),
    /// No row has headings that are known.
    NoHeadings,
    /// Several files are packed in it of which none is the one by council.
    ManyFiles {
        /// Their names.
        names: Vec<String>,
    },
    /// There are more rows or more counts than are read.
    TooMany,
    /// A cell of a row is longer than any that is read.
    LongCell {
        /// The row.
        row: usize,
    },
    /// A row has no code of an area.
    NoArea {
        /// The row.
        row: usize,
    },
    /// Something is no number of people.
    NotANumber {
        /// The row.
        row: usize,
        /// What stands there.
        value: String,
    },
    /// A number is below zero.
    Negative {
        /// The row.
        row: usize,
        /// What stands there.
        value: String,
    },
    /// Something is no sex that is counted.
    NotASex {
        /// The row.
        row: usize,
        /// What stands there.
        value: String,
    },
    /// Something is no age.
    NotAges {
        /// The row.
        row: usize,
        /// What stands there.
        value: String,
    },
    /// Something is no day.
    NotADay {
        /// The row.
        row: usize,
        /// What stands there.
        value: String,
    },
    /// Something is nothing to which counts can be rounded.
    NotARounding {
        /// The row.
        row: usize,
        /// What stands there.
        value: String,
    },
    /// Something names nothing: it is empty, too long or more than a line.
    NotAName {
        /// The row.
        row: usize,
        /// The heading of the column.
        column: &'static str,
    },
    /// A row says something else of where its count comes from than those before.
    Differs {
        /// The row.
        row: usize,
        /// The heading of the column.
        column: &'static str,
    },
    /// Its counts cannot be used.
    Counts(Fault),
}

impl From<crate::NotRead> for NotRead {
    fn from(wrong: crate::NotRead) -> Self {
        Self::File(wrong)
    }
}

impl From<Fault> for NotRead {
    fn from(fault: Fault) -> Self {
        Self::Counts(fault)
    }
}

/// Reads a file of counts.
///
/// # Errors
/// With the first thing that keeps it from being read.
pub fn read(bytes: &[u8]) -> Result<Loaded, NotRead> {
    if bytes.len() > MOST_BYTES {
        return Err(crate::NotRead::TooLarge.into());
    }
    let (part, reader) = rows::read(bytes)?;
    reader.done(part)
}

impl Reader {
    fn done(self, part: Option<String>) -> Result<Loaded, NotRead> {
        let format = self.format().ok_or(NotRead::NoHeadings)?;
        let found = self.found;
        if format == Format::Margins {
            let (content, notes) = (Content::Margins(long::margins(found.margins)?), Vec::new());
            return Ok(Loaded { format, content, provenance: Provenance::default(), notes, part });
        }
        let rounding = found.provenance.rounding.unwrap_or(1);
        let (counts, notes) = Counts::gather(found.years, rounding, (found.rows, found.listed))?;
        Ok(Loaded { format, content: Content::Counts(counts), provenance: found.provenance, notes, part })
    }
}
