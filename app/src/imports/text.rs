//! The text of a file: how its letters and columns are written.

use csv::ByteRecord;

use super::{MOST_BYTES, remark::NotRead};

/// What spreadsheets put in front of a file to say that it is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// How workbooks begin: those in archives, and those of old.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];
/// What can stand between two cells.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The text of a file, and what stands between its cells.
pub(super) struct Text<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) delimiter: u8,
}

impl<'a> Text<'a> {
    /// Finds that a file is text that can be read, or says why not.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, NotRead> {
        if bytes.len() > MOST_BYTES {
            return Err(NotRead::TooLarge);
        }
        if WORKBOOKS.iter().any(|begin| bytes.starts_with(begin)) {
            return Err(NotRead::Workbook);
        }
        let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
        let line = |place: usize| bytes[..place].split(|byte| *byte == b'\n').count();
        let strange = bytes.iter().position(|byte| *byte == 0);
        let strange = strange.or_else(|| std::str::from_utf8(bytes).err().map(|error| error.valid_up_to()));
        if let Some(place) = strange {
            return Err(NotRead::NotUtf8 { line: line(place) });
        }
        if bytes.trim_ascii().is_empty() {
            return Err(NotRead::Empty);
        }
        // With a mark that has no partner the rest of the file would be read as one cell.
        if bytes.split(|byte| *byte == b'"').count().is_multiple_of(2) {
            return Err(NotRead::OddQuotes);
        }
        Ok(Self { bytes, delimiter: delimiter(bytes) })
    }

    /// Counts the empty lines before a row, which the reader passes over and a spreadsheet counts.
    pub(super) fn lines_before(&self, record: &ByteRecord) -> usize {
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let (before, rest) = self.bytes.split_at_checked(start).unwrap_or_default();
        // A row ends with the first half of a line end that has two.
        let rest = if before.ends_with(b"\r") { rest.strip_prefix(b"\n").unwrap_or(rest) } else { rest };
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let (mut lines, mut last) = (0, b' ');
        for &end in ends {
            lines += usize::from(!(last == b'\r' && end == b'\n'));
            last = end;
        }
        lines
    }
}

/// Finds what stands between the cells of the first line most often; a comma, if there is but one.
pub(crate) fn delimiter(bytes: &[u8]) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut is_quoted = false;
    for byte in bytes {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted && counts.iter().any(|count| *count > 0) => break,
            _ if is_quoted => {}
            byte => {
                if let Some(place) = DELIMITERS.iter().position(|delimiter| delimiter == byte) {
                    counts[place] += 1;
                }
            }
        }
    }
    let most = counts.iter().enumerate().rev().max_by_key(|(_, count)| **count);
    DELIMITERS[most.map_or(0, |(place, _)| place)]
}
