//! A workbook for spreadsheets: the data, the dictionary and the manifest, each a sheet that is seen.
//!
//! Every text is written as a text, so that nothing in it is a formula or a link. Rows go to files of their own as they come, and
//! are packed at the end.

use std::io::{self, Seek};

use chrono::{Datelike, NaiveDate};
use domain::question::Values;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::{Out, Rows};
use crate::{Failure, Manifest, Row, Sheet, dictionary, typed::Typed};

/// The most rows below the headings that a sheet of Excel takes.
pub const MOST_ROWS: u32 = 1_048_575;
/// The most units of UTF-16 that a cell of Excel takes.
const MOST_UNITS: usize = 32_767;
/// How wide a column is in which a whole day can be read.
const DAY_WIDTH: f64 = 12.0;

/// A workbook.
pub(super) struct Excel<'o> {
    out: Out<'o>,
    book: Workbook,
    rows: u32,
    day: Format,
}

impl<'o> Excel<'o> {
    /// Begins with the headings of the data.
    pub(super) fn begin(sheet: &Sheet, out: Out<'o>) -> Result<Self, Failure> {
        let mut book = Workbook::new();
        let names: Row = sheet.columns.iter().map(|column| column.name.clone()).collect();
        let data = add_sheet(&mut book, sheet.name, &names)?;
        for (column, place) in sheet.columns.iter().zip(0..) {
            if column.values == Values::Day {
                data.set_column_width(place, DAY_WIDTH)?;
            }
        }
        Ok(Self { out, book, rows: 0, day: Format::new().set_num_format("yyyy-mm-dd") })
    }
}

impl Rows for Excel<'_> {
    fn add(&mut self, sheet: &Sheet, row: &Row, _: &[u8]) -> Result<(), Failure> {
        if self.rows == MOST_ROWS {
            return Err(Failure::TooManyRows);
        }
        self.rows += 1;
        let data = self.book.worksheet_from_index(0)?;
        for ((column, text), place) in sheet.columns.iter().zip(row).zip(0..) {
            match Typed::read(column, text)? {
                Typed::Empty => continue,
                Typed::Text(text) => data.write_string(self.rows, place, cut(text))?,
                Typed::Number(number) => data.write_number(self.rows, place, number)?,
                Typed::Whole(number) => data.write_number(self.rows, place, number)?,
                Typed::Tick(is_ticked) => data.write_number(self.rows, place, u8::from(is_ticked))?,
                Typed::Day(day) => match excel_day(day) {
                    Some(day) => data.write_datetime_with_format(self.rows, place, day, &self.day)?,
                    None => data.write_string(self.rows, place, text)?,
                },
            };
        }
        Ok(())
    }

    fn end(mut self: Box<Self>, sheet: &Sheet, manifest: &Manifest) -> Result<(), Failure> {
        write_sheet(&mut self.book, "dictionary", &dictionary::lines(sheet))?;
        let headings = vec!["fact".to_owned(), "value".to_owned()];
        let lines: Vec<Row> = std::iter::once(headings).chain(manifest.lines()).collect();
        write_sheet(&mut self.book, "manifest", &lines)?;
        let mut packed = tempfile::tempfile()?;
        self.book.save_to_writer(&mut packed)?;
        packed.rewind()?;
        io::copy(&mut packed, self.out)?;
        Ok(())
    }
}

fn write_sheet(book: &mut Workbook, name: &str, lines: &[Row]) -> Result<(), Failure> {
    let Some((headings, lines)) = lines.split_first() else { return Ok(()) };
    let sheet = add_sheet(book, name, headings)?;
    for (line, number) in lines.iter().zip(1..) {
        for (text, place) in line.iter().zip(0..) {
            sheet.write_string(number, place, cut(text))?;
        }
    }
    Ok(())
}

fn add_sheet<'b>(book: &'b mut Workbook, name: &str, headings: &[String]) -> Result<&'b mut Worksheet, Failure> {
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?.set_freeze_panes(1, 1)?;
    for (heading, place) in headings.iter().zip(0..) {
        sheet.write_string_with_format(0, place, cut(heading), &bold)?;
    }
    Ok(sheet)
}

/// Cuts a text to what a cell takes.
fn cut(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > MOST_UNITS
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// Gives a day as Excel counts it; none before 1900, where its count begins.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let (year, month, date) = (u16::try_from(day.year()).ok()?, day.month(), day.day());
    ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(date).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_to_what_a_cell_takes_and_never_within_a_letter() {
        assert_eq!(cut("hedges"), "hedges");
        assert_eq!(cut(&"x".repeat(MOST_UNITS + 1)).len(), MOST_UNITS);
        let wide = cut(&"🦔".repeat(MOST_UNITS)).chars().count();
        assert_eq!(wide, MOST_UNITS / 2);
    }

    #[test]
    fn a_day_before_1900_has_no_number_in_excel() {
        assert!(excel_day(NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).is_none());
        assert!(excel_day(NaiveDate::from_ymd_opt(2026, 6, 15).unwrap()).is_some());
    }
}
