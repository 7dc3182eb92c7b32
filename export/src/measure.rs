//! The rows as CSV, which is what the hash of the data is of, whatever the format.

use std::{borrow::Cow, fmt::Write as _};

use csv::{Terminator, Writer, WriterBuilder};
use domain::question::Values;
use sha2::{Digest, Sha256};

use crate::{Failure, Manifest, Order, Row, Sheet, cell};

/// A writer of one line of CSV after the other (RFC 4180, UTF-8), in which no text is taken for a formula.
#[derive(Default)]
pub(crate) struct Lines {
    line: Vec<u8>,
}

/// What is known of the rows once all are written.
pub(crate) struct Measure {
    lines: Lines,
    digest: Sha256,
    rows: u64,
    /// The most bytes of a cell, by column.
    widths: Vec<usize>,
}

impl Lines {
    /// Writes cells of which none is a number.
    pub(crate) fn of_words(&mut self, cells: &[String]) -> Result<&[u8], Failure> {
        self.of(cells.iter().map(|text| cell::text(text)))
    }

    /// Writes a row of a sheet. What was read as a number is digits alone, and one below zero stays a number.
    fn of_row(&mut self, sheet: &Sheet, row: &Row) -> Result<&[u8], Failure> {
        self.of(sheet.columns.iter().zip(row).map(|(column, text)| match column.values {
            Values::Number => Cow::Borrowed(text.as_str()),
            _ => cell::text(text),
        }))
    }

    /// Writes cells as they are.
    pub(crate) fn of<'c>(&mut self, cells: impl Iterator<Item = Cow<'c, str>>) -> Result<&[u8], Failure> {
        self.line.clear();
        let mut writer: Writer<&mut Vec<u8>> =
            WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut self.line);
        for cell in cells {
            writer.write_field(cell.as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
        writer.flush()?;
        drop(writer);
        Ok(&self.line)
    }
}

impl Measure {
    /// Begins with the headings, and gives them as a line of CSV.
    pub(crate) fn new(sheet: &Sheet) -> Result<(Self, Vec<u8>), Failure> {
        let mut lines = Lines::default();
        let headings: Row = sheet.columns.iter().map(|column| column.name.clone()).collect();
        let line = lines.of_words(&headings)?.to_vec();
        let digest = Sha256::new().chain_update(&line);
        Ok((Self { lines, digest, rows: 0, widths: vec![0; sheet.columns.len()] }, line))
    }

    /// Counts a row, and gives it as a line of CSV.
    pub(crate) fn add(&mut self, sheet: &Sheet, row: &Row) -> Result<&[u8], Failure> {
        for (width, text) in self.widths.iter_mut().zip(row) {
            *width = text.len().max(*width);
        }
        let line = self.lines.of_row(sheet, row)?;
        self.digest.update(line);
        self.rows += 1;
        Ok(line)
    }

    /// Gives the manifest of a set that has the rows in a form of its own; its files are still to be named.
    pub(crate) fn manifest(self, order: &Order) -> Manifest {
        let (rows, sha256_of_csv, _) = self.end();
        let (facts, columns) = (order.facts.clone(), order.sheet.columns.len());
        Manifest { facts, rows, columns, sha256_of_csv, files: Vec::new() }
    }

    /// Gives the number of rows, the hash of all lines and the widths of the columns.
    pub(crate) fn end(self) -> (u64, String, Vec<usize>) {
        (self.rows, hex(self.digest), self.widths)
    }
}

/// Writes a hash as it is printed.
pub(crate) fn hex(digest: Sha256) -> String {
    digest.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
