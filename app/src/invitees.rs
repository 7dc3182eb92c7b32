//! A list of people to invite, as it is pasted: one line for each, an address alone or in a row of a CSV file with a name.
//!
//! Reading stores nothing. What cannot be used is told line by line, and `words::invitations` makes the sentences.

use std::collections::{BTreeMap, HashSet};

use csv::{ReaderBuilder, StringRecord};
use domain::email::is_email;

use crate::imports::delimiter;

/// The most people that are invited at once.
pub const MOST: usize = 1_000;
/// The most characters of a name.
pub const NAME_LIMIT: usize = 120;
/// Words by which the heading of a column with addresses is known.
const HEADINGS: [&str; 4] = ["email", "e-mail", "address", "mail"];

/// Somebody to invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    /// Their address, in small letters.
    pub address: String,
    /// What else stands in the line.
    pub label: Option<String>,
}

/// One line that nobody is invited by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where it stands, from 1.
    pub line: u64,
    /// What stands there.
    pub typed: String,
    /// What is wrong.
    pub matter: Matter,
}

/// Why nobody is invited by a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// No part of it is an email address.
    NoAddress,
    /// Several addresses stand in it.
    Several,
    /// A quotation mark is open at its end, so that lines after it were read as part of it.
    Unclosed,
    /// The address stands in an earlier line.
    Twice {
        /// That line.
        first: u64,
    },
    /// The address has an invitation.
    Invited,
    /// A response was sent by the invitation that the address has.
    Used,
    /// More than so many are not invited at once.
    TooMany,
}

/// What was read from a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Whom to invite, in the order of the list.
    pub invitees: Vec<Invitee>,
    /// The lines by which nobody is invited.
    pub remarks: Vec<Remark>,
}

/// Reads a list; addresses by which nobody is invited are given in small letters, each with why.
pub fn read(text: &str, known: &BTreeMap<String, Matter>) -> Reading {
    let delimiter = delimiter(text.as_bytes());
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut reading = Reading::default();
    let mut lines: BTreeMap<String, u64> = BTreeMap::new();
    for (place, record) in reader.records().flatten().enumerate() {
        let line = record.position().map_or(0, csv::Position::line);
        if is_empty(&record) || (place == 0 && is_heading(&record)) {
            continue;
        }
        match judge(&record, &lines, known, reading.invitees.len()) {
            Ok(invitee) => {
                lines.insert(invitee.address.clone(), line);
                reading.invitees.push(invitee);
            }
            Err(matter) => {
                let typed = record.iter().collect::<Vec<_>>().join(", ");
                reading.remarks.push(Remark { line, typed: shortened(typed.trim()), matter });
            }
        }
    }
    reading
}

fn judge(
    record: &StringRecord,
    lines: &BTreeMap<String, u64>,
    known: &BTreeMap<String, Matter>,
    count: usize,
) -> Result<Invitee, Matter> {
    if record.iter().any(|cell| cell.trim().contains(['\n', '\r'])) {
        return Err(Matter::Unclosed);
    }
    if addresses(record).len() > 1 {
        return Err(Matter::Several);
    }
    let place = record.iter().position(|cell| is_email(cell.trim())).ok_or(Matter::NoAddress)?;
    let address = record[place].trim().to_lowercase();
    if let Some(first) = lines.get(&address) {
        return Err(Matter::Twice { first: *first });
    }
    if let Some(matter) = known.get(&address) {
        return Err(*matter);
    }
    if count == MOST {
        return Err(Matter::TooMany);
    }
    let others = record.iter().enumerate().filter(|(other, cell)| *other != place && !cell.trim().is_empty());
    let label = others.map(|(_, cell)| cell.trim()).collect::<Vec<_>>().join(", ");
    Ok(Invitee { address, label: (!label.is_empty()).then(|| shortened(&label)) })
}

/// Gives the different addresses in a line, also where they stand in one cell.
fn addresses(record: &StringRecord) -> HashSet<String> {
    let separates = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ';');
    let parts = record.iter().flat_map(|cell| cell.split(separates));
    parts.filter(|part| is_email(part)).map(str::to_lowercase).collect()
}

fn is_empty(record: &StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}

/// Says whether a line names columns in place of somebody.
fn is_heading(record: &StringRecord) -> bool {
    let names_addresses = |cell: &str| {
        let words = cell.to_lowercase();
        HEADINGS.iter().any(|heading| words.contains(heading))
    };
    record.iter().all(|cell| !cell.contains('@')) && record.iter().any(names_addresses)
}

fn shortened(words: &str) -> String {
    words.chars().take(NAME_LIMIT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitee(address: &str, label: Option<&str>) -> Invitee {
        Invitee { address: address.into(), label: label.map(str::to_owned) }
    }

    fn remarks(reading: &Reading) -> Vec<(u64, Matter)> {
        reading.remarks.iter().map(|remark| (remark.line, remark.matter)).collect()
    }

    #[test]
    fn an_address_stands_alone_in_a_line_or_beside_a_name_in_any_column() {
        let reading =
            read("ann@example.org\n\n Bob@Example.org , Bob's farm\n\"Ltd, Hay\",hay@example.org\n", &BTreeMap::new());
        let expected = [
            invitee("ann@example.org", None),
            invitee("bob@example.org", Some("Bob's farm")),
            invitee("hay@example.org", Some("Ltd, Hay")),
        ];
        assert_eq!((&reading.invitees[..], &reading.remarks[..]), (&expected[..], &[][..]));
    }

    #[test]
    fn a_heading_and_semicolons_are_those_of_a_spreadsheet() {
        let reading = read("Name;Email address\r\nAnn;ann@example.org\r\n", &BTreeMap::new());
        assert_eq!(reading.invitees, [invitee("ann@example.org", Some("Ann"))]);
        assert_eq!(reading.remarks, []);
    }

    #[test]
    fn lines_that_invite_nobody_are_told_with_their_number() {
        let text = "ann@example.org\nnobody\nANN@example.org\nold@example.org\na@b\nused@example.org\n";
        let known = [("old@example.org", Matter::Invited), ("used@example.org", Matter::Used)];
        let reading = read(text, &known.map(|(address, matter)| (address.to_owned(), matter)).into());
        assert_eq!(reading.invitees, [invitee("ann@example.org", None)]);
        let expected = [
            (2, Matter::NoAddress),
            (3, Matter::Twice { first: 1 }),
            (4, Matter::Invited),
            (5, Matter::NoAddress),
            (6, Matter::Used),
        ];
        assert_eq!(remarks(&reading), expected);
    }

    #[test]
    fn several_addresses_in_one_line_invite_nobody_in_silence() {
        for line in [
            "a@example.org; b@example.org; c@example.org",
            "a@example.org,b@example.org",
            "a@example.org b@example.org",
        ] {
            assert_eq!(remarks(&read(line, &BTreeMap::new())), [(1, Matter::Several)], "{line}");
        }
        let mixed = read("Ann,ann@example.org\na@example.org; b@example.org\n", &BTreeMap::new());
        assert_eq!((mixed.invitees.len(), remarks(&mixed)), (1, vec![(2, Matter::Several)]));
        assert_eq!(read("a@example.org,A@example.org", &BTreeMap::new()).invitees.len(), 1);
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_told_with_the_lines_that_it_swallowed() {
        let reading =
            read("ann@example.org\nbob@example.org,\"Bob\ncat@example.org\ndan@example.org", &BTreeMap::new());
        assert_eq!(reading.invitees, [invitee("ann@example.org", None)]);
        assert_eq!(remarks(&reading), [(2, Matter::Unclosed)]);
    }

    #[test]
    fn more_than_are_invited_at_once_are_told() {
        let lines: Vec<_> = (0..=MOST).map(|number| format!("a{number}@example.org")).collect();
        let reading = read(&lines.join("\n"), &BTreeMap::new());
        assert_eq!(reading.invitees.len(), MOST);
        assert_eq!(remarks(&reading), [(MOST as u64 + 1, Matter::TooMany)]);
    }

    #[test]
    fn nothing_that_is_typed_can_break_reading() {
        for text in ["", "\"", "\"\n\"", ",,,\n;;;", "\u{feff}ann@example.org", "a\u{0}b"] {
            assert!(read(text, &BTreeMap::new()).invitees.len() <= 1, "{text:?}");
        }
    }
}
