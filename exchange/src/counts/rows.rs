//! The rows of a file, whatever it is packed in: text, text in an archive, or a sheet of a workbook. They are read one by one,
//! because a workbook of all councils has millions of cells.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader as _, Xlsx};
use zip::ZipArchive;

use super::{
    NotRead,
    heading::{LONGEST_CODES, Reader},
};
use crate::{NotRead as File, sheet::workbook};

/// The most bytes of all that is packed in a file, sheets that are not read among them.
const MOST_UNPACKED: u64 = 640 * 1024 * 1024;
/// The most bytes of the words of a workbook, which are all read at once, and of a text that is packed.
const MOST_TEXT: u64 = 96 * 1024 * 1024;
/// The most cells of a sheet.
const MOST_CELLS: usize = 6_000_000;
/// The most columns of a table; those of the census by year of age have some three hundred.
const MOST_COLUMNS: usize = 1_000;
/// What the name of the file ends with in which a workbook keeps its words, in small letters; programs spell it otherwise.
const WORDS: &str = "sharedstrings.xml";
/// What the name of the table by council has in it, where Nomis packs one for each kind of area.
const BY_COUNCIL: &str = "ltla";

/// Reads the first table with headings that are known, and names the sheet or the packed file that it is.
pub(super) fn read(bytes: &[u8]) -> Result<(Option<String>, Reader), NotRead> {
    if !workbook::is_packed(bytes) {
        let text = crate::read::text(bytes)?;
        return Ok((None, separated(text)?));
    }
    let mut archive = workbook::open(bytes, MOST_UNPACKED)?;
    if archive.index_for_name("xl/workbook.xml").is_some() {
        workbook::measure(&mut archive, MOST_TEXT, |name| name.to_ascii_lowercase().ends_with(WORDS))?;
        return sheets(bytes);
    }
    let is_table = |name: &str| name.to_ascii_lowercase().ends_with(".csv");
    let names: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(Into::into).filter(|name: &String| is_table(name)).collect();
    if names.is_empty() {
        return in_sheets(workbook::packed(bytes)?);
    }
    let by_council = names.iter().find(|name| name.contains(BY_COUNCIL));
    let name = match (by_council, &names[..]) {
        (Some(name), _) => name.clone(),
        (None, [only]) => only.clone(),
        _ => return Err(NotRead::ManyFiles { names }),
    };
    let text = entry(&mut archive, &name)?;
    Ok((Some(name), separated(crate::read::text(&text)?)?))
}

fn entry(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Vec<u8>, NotRead> {
    let mut text = Vec::new();
    let file = archive.by_name(name).map_err(|_| File::DamagedSpreadsheet)?;
    file.take(MOST_TEXT + 1).read_to_end(&mut text).map_err(|_| File::DamagedSpreadsheet)?;
    if text.len() as u64 > MOST_TEXT { Err(File::TooLarge.into()) } else { Ok(text) }
}

/// Reads text by whatever stands between its cells: the one with which the headings are known, because semicolons stand within
/// those of Nomis.
fn separated(text: &str) -> Result<Reader, NotRead> {
    if text.trim().is_empty() {
        return Err(File::Empty.into());
    }
    for separator in *b",;\t" {
        let reader = separated_by(separator, text)?;
        if reader.format().is_some() {
            return Ok(reader);
        }
    }
    Err(NotRead::NoHeadings)
}

fn separated_by(separator: u8, text: &str) -> Result<Reader, NotRead> {
    let mut rows = csv::ReaderBuilder::new();
    rows.has_headers(false).flexible(true).delimiter(separator);
    let mut reader = Reader::default();
    for record in rows.from_reader(text.as_bytes()).records() {
        let record = record.map_err(|_| File::DamagedSpreadsheet)?;
        if record.len() > MOST_COLUMNS {
            return Err(NotRead::TooMany);
        }
        let number = record.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        reader.take(number, &cells)?;
        if reader.is_hopeless() {
            break;
        }
    }
    Ok(reader)
}

/// Reads the sheets of a workbook until one has headings that are known.
fn sheets(bytes: &[u8]) -> Result<(Option<String>, Reader), NotRead> {
    let damaged = |_| File::DamagedSpreadsheet;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    for name in book.sheet_names() {
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let (mut reader, mut row, mut number, mut count) = (Reader::default(), Vec::new(), 0, 0);
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (at, column) = cell.get_position();
            let (at, column) = (at as usize + 1, column as usize);
            count += 1;
            if count > MOST_CELLS || column >= MOST_COLUMNS {
                return Err(NotRead::TooMany);
            }
            if at != number {
                reader.take(number, &row)?;
                if reader.is_hopeless() {
                    break;
                }
                row.clear();
                number = at;
            }
            if row.len() <= column {
                row.resize(column + 1, String::new());
            }
            row[column] = said(cell.get_value());
        }
        if !reader.is_hopeless() {
            reader.take(number, &row)?;
        }
        if reader.format().is_some() {
            return Ok((Some(name), reader));
        }
    }
    Err(NotRead::NoHeadings)
}

/// Gives what a cell says: a moment as its day, and of a text no more than shows that it is too long, because one that stands in a
/// workbook once can be said by every cell.
fn said(value: &DataRef<'_>) -> String {
    match value {
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        value => {
            let said = workbook::said(value);
            let end = said.char_indices().nth(LONGEST_CODES + 1).map_or(said.len(), |(end, _)| end);
            said[..end].to_owned()
        }
    }
}

fn in_sheets(sheets: Vec<workbook::Sheet>) -> Result<(Option<String>, Reader), NotRead> {
    for sheet in sheets {
        let mut reader = Reader::default();
        for (number, cells) in (1..).zip(&sheet.rows) {
            reader.take(number, cells)?;
        }
        if reader.format().is_some() {
            return Ok((Some(sheet.name), reader));
        }
    }
    Err(NotRead::NoHeadings)
}
