//! Sheets of cells out of spreadsheets: `.xlsx`, `.ods` and `.csv`, each within limits that no questionnaire needs.
//!
//! A small file can hold a very large one. What is packed is unpacked once into nothing, and counted, before anybody reads it;
//! cells are then taken one by one, so that a sheet with one cell far away takes no more than one cell.

use std::{
    borrow::Cow,
    io::{Cursor, Read, copy, sink},
};

use calamine::{DataRef, Reader, Xlsx};
use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use crate::read::NotRead;

/// The most bytes of all that is packed in a file.
const MOST_UNPACKED: u64 = 48 * 1024 * 1024;
/// The most files that are packed in one.
const MOST_FILES: usize = 400;
/// The most sheets.
const MOST_SHEETS: usize = 50;
/// The most cells of all sheets with something in them, the most bytes in them, and the most characters in one, which is what
/// Excel allows.
const MOST_CELLS: usize = 200_000;
const MOST_BYTES: usize = 16 * 1024 * 1024;
const LONGEST_CELL: usize = 32_767;
/// The most rows and columns of a sheet.
const MOST_ROWS: usize = 20_000;
const MOST_COLUMNS: usize = 256;
/// The most elements and texts of a sheet in XML.
const MOST_NODES: u32 = 1_500_000;

const TABLE: &str = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
const TEXT: &str = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
/// What a file in the older format of Excel begins with, and one that is protected by a password.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// A sheet: rows of cells, with empty rows in their places so that numbers of rows hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// Says whether bytes begin as a spreadsheet does that is not text.
pub fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&COMPOUND)
}

/// Opens a file that [`is_packed`], and measures what is in it before anybody reads that.
pub fn open(bytes: &[u8], most: u64) -> Result<ZipArchive<Cursor<&[u8]>>, NotRead> {
    if bytes.starts_with(&COMPOUND) {
        let marks: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_protected = bytes.windows(marks.len()).any(|part| part == marks);
        return Err(if is_protected { NotRead::Protected } else { NotRead::OldSpreadsheet });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| NotRead::DamagedSpreadsheet)?;
    measure(&mut archive, most, |_| true)?;
    Ok(archive)
}

/// Reads the sheets of a file that [`is_packed`].
pub fn packed(bytes: &[u8]) -> Result<Vec<Sheet>, NotRead> {
    let mut archive = open(bytes, MOST_UNPACKED)?;
    if archive.index_for_name("xl/workbook.xml").is_some() {
        return xlsx(bytes);
    }
    if archive.index_for_name("xl/workbook.bin").is_some() {
        return Err(NotRead::OldSpreadsheet);
    }
    let kind = entry(&mut archive, "mimetype").unwrap_or_default();
    if !kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Err(NotRead::UnknownFormat);
    }
    if entry(&mut archive, "META-INF/manifest.xml").is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(NotRead::Protected);
    }
    ods(&entry(&mut archive, "content.xml").ok_or(NotRead::DamagedSpreadsheet)?)
}

/// Unpacks every file with a name that counts into nothing, as long as they are not too much.
pub fn measure(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    most: u64,
    counts: impl Fn(&str) -> bool,
) -> Result<(), NotRead> {
    if archive.len() > MOST_FILES {
        return Err(NotRead::TooLarge);
    }
    let mut left = most;
    for place in 0..archive.len() {
        let file = archive.by_index(place).map_err(|_| NotRead::DamagedSpreadsheet)?;
        if file.name().is_ok_and(|name| !counts(&name)) {
            continue;
        }
        let unpacked = copy(&mut file.take(left + 1), &mut sink()).map_err(|_| NotRead::DamagedSpreadsheet)?;
        left = left.checked_sub(unpacked).ok_or(NotRead::TooLarge)?;
    }
    Ok(())
}

fn entry(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.take(MOST_UNPACKED).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Cells that are put into rows, as long as they are not too many.
#[derive(Default)]
struct Cells {
    rows: Vec<Vec<String>>,
}

/// What was taken out of a file so far: a text that stands there once can be repeated in many cells.
#[derive(Default)]
struct Taken {
    cells: usize,
    bytes: usize,
}

impl Taken {
    fn add(&mut self, text: &str) -> Result<(), NotRead> {
        self.cells += 1;
        self.bytes += text.len();
        let is_long = text.len() > LONGEST_CELL && text.chars().count() > LONGEST_CELL;
        let is_too_much = is_long || self.cells > MOST_CELLS || self.bytes > MOST_BYTES;
        if is_too_much { Err(NotRead::TooLarge) } else { Ok(()) }
    }
}

impl Cells {
    fn put(&mut self, taken: &mut Taken, (row, column): (usize, usize), text: &str) -> Result<(), NotRead> {
        if text.trim().is_empty() {
            return Ok(());
        }
        taken.add(text)?;
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(NotRead::TooLarge);
        }
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        text.clone_into(&mut cells[column]);
        Ok(())
    }
}

fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, NotRead> {
    let damaged = |_| NotRead::DamagedSpreadsheet;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = book.sheet_names();
    if names.len() > MOST_SHEETS {
        return Err(NotRead::TooLarge);
    }
    let (mut sheets, mut taken) = (Vec::new(), Taken::default());
    for name in names {
        let mut cells = Cells::default();
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = reader.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            cells.put(&mut taken, (row as usize, column as usize), &said(cell.get_value()))?;
        }
        sheets.push(Sheet { name, rows: cells.rows });
    }
    Ok(sheets)
}

/// Gives what a cell says.
pub fn said<'a>(value: &'a DataRef<'_>) -> Cow<'a, str> {
    match value {
        DataRef::Empty | DataRef::Error(_) => Cow::default(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.into(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::Bool(value) => value.to_string().into(),
        DataRef::Int(number) => number.to_string().into(),
        DataRef::Float(number) => number.to_string().into(),
        DataRef::DateTime(moment) => moment.to_string().into(),
    }
}

fn ods(content: &str) -> Result<Vec<Sheet>, NotRead> {
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(content, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => NotRead::TooLarge,
        _ => NotRead::DamagedSpreadsheet,
    })?;
    let tables: Vec<_> = document.descendants().filter(|node| node.has_tag_name((TABLE, "table"))).collect();
    if tables.len() > MOST_SHEETS {
        return Err(NotRead::TooLarge);
    }
    let mut taken = Taken::default();
    tables.into_iter().map(|table| ods_sheet(table, &mut taken)).collect()
}

fn ods_sheet(table: Node<'_, '_>, taken: &mut Taken) -> Result<Sheet, NotRead> {
    let mut cells = Cells::default();
    let mut row = 0_usize;
    for each in table.descendants().filter(|node| node.has_tag_name((TABLE, "table-row"))) {
        let repeated = repeated(each, "number-rows-repeated");
        let mut column = 0_usize;
        for cell in each.children().filter(Node::is_element) {
            let times = self::repeated(cell, "number-columns-repeated");
            let text = paragraphs(cell);
            // Nothing is written into empty cells, however many they are.
            if !text.is_empty() {
                if times > MOST_COLUMNS || repeated > MOST_ROWS || row > MOST_ROWS || column > MOST_COLUMNS {
                    return Err(NotRead::TooLarge);
                }
                for (row, column) in
                    (row..row + repeated).flat_map(|row| (column..column + times).map(move |c| (row, c)))
                {
                    cells.put(taken, (row, column), &text)?;
                }
            }
            column = column.saturating_add(times);
        }
        row = row.saturating_add(repeated);
    }
    let name = table.attribute((TABLE, "name")).unwrap_or_default().to_owned();
    Ok(Sheet { name, rows: cells.rows })
}

fn repeated(node: Node<'_, '_>, name: &str) -> usize {
    node.attribute((TABLE, name)).and_then(|times| times.parse().ok()).unwrap_or(1)
}

fn paragraphs(cell: Node<'_, '_>) -> String {
    let paragraphs = cell.children().filter(|node| node.has_tag_name((TEXT, "p")));
    let text = |paragraph: Node<'_, '_>| -> String {
        paragraph.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
    };
    paragraphs.map(text).collect::<Vec<_>>().join("\n")
}

/// Reads text as a sheet, or as several that are named in the first column; nothing if it is no table.
pub fn separated(text: &str) -> Result<Vec<Sheet>, NotRead> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: char| first.matches(separator).count();
    let separators = [',', ';', '\t'].into_iter().max_by_key(|separator| (count(*separator), *separator == ','));
    let separator = separators.unwrap_or(',');
    if count(separator) == 0 {
        return Err(NotRead::UnknownFormat);
    }
    let (mut cells, mut taken) = (Cells::default(), Taken::default());
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(u8::try_from(separator).unwrap_or(b','));
    for (row, record) in builder.from_reader(text.as_bytes()).records().enumerate() {
        let record = record.map_err(|_| NotRead::DamagedSpreadsheet)?;
        for (column, cell) in record.iter().enumerate() {
            cells.put(&mut taken, (row, column), cell)?;
        }
    }
    Ok(named_in_the_first_column(cells.rows))
}

/// Parts rows at those whose first cell names a sheet; where none does, all are one sheet.
fn named_in_the_first_column(rows: Vec<Vec<String>>) -> Vec<Sheet> {
    let is_named = rows.iter().any(|row| row.first().is_some_and(|first| first.trim().eq_ignore_ascii_case("survey")));
    if !is_named {
        return vec![Sheet { name: "survey".to_owned(), rows }];
    }
    let mut sheets: Vec<Sheet> = Vec::new();
    for row in rows {
        let mut cells = row.into_iter();
        let name = cells.next().unwrap_or_default();
        if !name.trim().is_empty() {
            sheets.push(Sheet { name: name.trim().to_owned(), rows: Vec::new() });
        }
        if let Some(sheet) = sheets.last_mut() {
            sheet.rows.push(cells.collect());
        }
    }
    sheets
}
