//! The formats in which the rows of a sheet are written, one after the other as they come.

mod excel;
mod json;
mod lines;
mod parquet;

use std::io::Write;

use domain::export::ExportFormat;

pub use self::excel::MOST_ROWS as MOST_EXCEL_ROWS;
use crate::{Failure, Manifest, Row, Sheet, sets::spss};

/// Where the bytes of a file go.
pub(crate) type Out<'o> = &'o mut (dyn Write + Send);

/// One file that takes rows.
pub(crate) trait Rows {
    /// Writes a row, which is `line` as CSV.
    fn add(&mut self, sheet: &Sheet, row: &Row, line: &[u8]) -> Result<(), Failure>;

    /// Writes what comes after all rows.
    fn end(self: Box<Self>, sheet: &Sheet, manifest: &Manifest) -> Result<(), Failure>;
}

/// Begins the file with the data; `headings` are those of the sheet as CSV.
pub(crate) fn begin<'o>(
    format: ExportFormat,
    sheet: &Sheet,
    headings: &[u8],
    out: Out<'o>,
) -> Result<Box<dyn Rows + 'o>, Failure> {
    Ok(match format {
        // Sets for one program alone have no file of rows; where somebody wants their rows, they are as in all others.
        ExportFormat::Csv | ExportFormat::R | ExportFormat::Consult | ExportFormat::Polis => {
            Box::new(lines::Csv::begin(headings, out)?)
        }
        ExportFormat::Excel => Box::new(excel::Excel::begin(sheet, out)?),
        ExportFormat::Json => Box::new(json::Json::begin(sheet, out)?),
        ExportFormat::Parquet => Box::new(parquet::Parquet::begin(sheet, out)?),
        ExportFormat::Spss => Box::new(spss::Data::begin(sheet, out)?),
    })
}
