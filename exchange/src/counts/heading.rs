//! Finding the headings, wherever they stand in the first rows, and what was found below them.

use domain::counts::{Listed, Provenance, Row};

use super::{
    Format, LONGEST_CELL, MOST_COUNTS, MOST_ROWS, NotRead,
    long::{Long, MarginRow},
    mid_year::MidYear,
    nomis::Nomis,
    say,
};

/// How many rows may stand before the headings.
const HEADING_ROWS: usize = 30;
/// The most characters of the codes of all areas of a level, which stand in one cell: what a spreadsheet allows.
pub(super) const LONGEST_CODES: usize = 32_767;

/// Reads the rows of one table.
#[derive(Debug, Default)]
pub(super) struct Reader {
    layout: Option<Layout>,
    seen: usize,
    pub(super) found: Found,
}

/// What was found in a table.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) years: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) listed: Vec<Listed>,
    pub(super) margins: Vec<MarginRow>,
    pub(super) provenance: Provenance,
    counts: usize,
}

#[derive(Debug)]
enum Layout {
    MidYear(MidYear),
    Nomis(Nomis),
    Long(Long),
}

impl Reader {
    /// Takes a row, which stands at a number from 1.
    pub(super) fn take(&mut self, number: usize, cells: &[String]) -> Result<(), NotRead> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        self.seen += 1;
        let Some(layout) = &self.layout else {
            return self.begin(number, cells);
        };
        // A note below a table stands in the first of its columns alone.
        if cells.iter().skip(1).all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let codes = layout.codes();
        let most = |column| if codes == Some(column) { LONGEST_CODES } else { LONGEST_CELL };
        if cells.iter().enumerate().any(|(column, cell)| is_longer(cell, most(column))) {
            return Err(NotRead::LongCell { row: number });
        }
        if self.seen > MOST_ROWS + HEADING_ROWS {
            return Err(NotRead::TooMany);
        }
        match layout {
            Layout::MidYear(layout) => layout.take(number, cells, &mut self.found),
            Layout::Nomis(layout) => layout.take(number, cells, &mut self.found),
            Layout::Long(layout) => layout.take(number, cells, &mut self.found),
        }
    }

    fn begin(&mut self, number: usize, cells: &[String]) -> Result<(), NotRead> {
        // Notes above a table may be long, and no headings are.
        if cells.iter().any(|cell| is_longer(cell, LONGEST_CELL)) {
            return Ok(());
        }
        let cells: Vec<String> = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
        let found = &mut self.found;
        self.layout = MidYear::begin(&cells, found)
            .map(Layout::MidYear)
            .or_else(|| Nomis::begin(&cells, found).map(Layout::Nomis))
            .or_else(|| Long::begin(&cells, found).map(Layout::Long));
        let rounding = found.provenance.rounding.map(|rounding| rounding.to_string());
        say::rounding(number, &rounding.unwrap_or_default())?;
        Ok(())
    }

    /// Says whether no headings are to be expected any more.
    pub(super) fn is_hopeless(&self) -> bool {
        self.layout.is_none() && self.seen >= HEADING_ROWS
    }

    /// Says what the table is, once its headings were found.
    pub(super) fn format(&self) -> Option<Format> {
        Some(match self.layout.as_ref()? {
            Layout::MidYear(_) => Format::MidYear,
            Layout::Nomis(_) => Format::Nomis,
            Layout::Long(layout) if layout.is_of_margins() => Format::Margins,
            Layout::Long(_) => Format::Long,
        })
    }
}

impl Layout {
    /// Gives the column whose cells hold the codes of several areas.
    fn codes(&self) -> Option<usize> {
        match self {
            Self::Long(layout) => layout.codes(),
            Self::MidYear(_) | Self::Nomis(_) => None,
        }
    }
}

fn is_longer(cell: &str, most: usize) -> bool {
    cell.len() > most && cell.chars().count() > most
}

impl Found {
    /// Adds a row of counts.
    pub(super) fn add(&mut self, row: Row) -> Result<(), NotRead> {
        self.counts += row.people.len();
        if self.counts > MOST_COUNTS {
            return Err(NotRead::TooMany);
        }
        self.rows.push(row);
        Ok(())
    }
}

/// Finds the column with a heading, in small letters.
pub(super) fn column(headings: &[String], named: &[&str]) -> Option<usize> {
    headings.iter().position(|heading| named.contains(&heading.as_str()))
}

/// Gives what stands in a column of a row.
pub(super) fn cell(cells: &[String], column: usize) -> &str {
    cells.get(column).map(|cell| cell.trim()).unwrap_or_default()
}

/// Gives the code of the area of a row.
pub(super) fn code(number: usize, cells: &[String], column: usize) -> Result<String, NotRead> {
    let code = cell(cells, column);
    if code.is_empty() { Err(NotRead::NoArea { row: number }) } else { Ok(code.to_owned()) }
}
