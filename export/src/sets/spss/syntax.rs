//! The syntax that reads the data of the set, with labels and what is missing.

use std::fmt::Write as _;

use domain::question::Values;

use super::{STATES, codes, is_coded, one_line, variables};
use crate::{Described, Sheet};

/// The most bytes of a label of a variable, and of a value.
const LABEL_BYTES: usize = 250;
const VALUE_BYTES: usize = 118;
/// The most bytes of a text, and so many of one piece of a label: a line of syntax is short.
const TEXT_BYTES: usize = 32_767;
const PIECE_BYTES: usize = 80;

/// Writes the syntax; `widths` are the most bytes in the cells of each column.
pub(crate) fn syntax(sheet: &Sheet, widths: &[usize]) -> String {
    let variables = variables(sheet);
    let columns = || sheet.columns.iter().zip(&variables);
    let mut text = String::from(HEAD);
    for ((column, variable), width) in columns().zip(widths) {
        line(&mut text, &format!("    {variable} {}", format(column, *width)));
    }
    text.push_str("    .\n\nVARIABLE LABELS\n");
    for (column, variable) in columns() {
        line(&mut text, &format!("  {variable}\n    {}", quoted(&column.label, LABEL_BYTES)));
    }
    text.push_str("  .\n\n");
    for (column, variable) in columns() {
        labels(&mut text, column, variable);
    }
    text.push_str("EXECUTE.\n");
    text
}

const HEAD: &str = "\
* Encoding: UTF-8.
* Reads responses.tsv, which has to be in the folder in which SPSS or PSPP works: say CD 'path of this folder' first.
* Numbers below zero say why there is no answer, and are declared missing; the variables whose names end in .state say it too.

SET DECIMAL=DOT.
GET DATA
  /TYPE=TXT
  /FILE='responses.tsv'
  /ENCODING='UTF8'
  /ARRANGEMENT=DELIMITED
  /DELCASE=LINE
  /FIRSTCASE=2
  /DELIMITERS='\\t'
  /VARIABLES=
";

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn format(column: &Described, width: usize) -> String {
    match column.values {
        // One byte more for the apostrophe before what looks like a formula.
        Values::Words | Values::Names => format!("A{}", (width + 1).min(TEXT_BYTES)),
        Values::Number => "F20.9".to_owned(),
        Values::Whole(_) => "F10.0".to_owned(),
        Values::OneOf(_) | Values::Tick => "F5.0".to_owned(),
        Values::Day => "SDATE10".to_owned(),
    }
}

/// Writes what the numbers of a variable mean, and which of them are missing.
fn labels(text: &mut String, column: &Described, variable: &str) {
    if !is_coded(&column.values) {
        return;
    }
    let mut labelled: Vec<(String, &str)> = match &column.values {
        Values::OneOf(values) => codes(values).map(|(value, code)| (code.to_string(), value.label.as_str())).collect(),
        Values::Tick => vec![("0".to_owned(), "Not chosen"), ("1".to_owned(), "Chosen")],
        _ => column.labelled().iter().map(|value| (value.name.clone(), value.label.as_str())).collect(),
    };
    if column.state.is_some() {
        labelled.extend(STATES.iter().map(|(_, code, label)| (code.to_string(), *label)));
    }
    if labelled.is_empty() {
        return;
    }
    line(text, &format!("VALUE LABELS {variable}"));
    for (code, label) in labelled {
        line(text, &format!("  {code} {}", quoted(label, VALUE_BYTES)));
    }
    line(text, "  .");
    if column.state.is_some() {
        line(text, &format!("MISSING VALUES {variable} (LO THRU -1)."));
    }
    if !matches!(column.values, Values::Whole(_)) {
        line(text, &format!("VARIABLE LEVEL {variable} (NOMINAL)."));
    }
    text.push('\n');
}

/// Quotes a label, cut to what SPSS takes and in pieces of which each fits a line.
fn quoted(label: &str, most: usize) -> String {
    let label = one_line(label);
    let mut pieces = vec![String::new()];
    let mut bytes = 0;
    for letter in label.chars() {
        bytes += letter.len_utf8();
        if bytes > most {
            break;
        }
        if pieces.last().is_some_and(|piece| piece.len() >= PIECE_BYTES) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    let mut quoted = String::new();
    for (piece, number) in pieces.iter().zip(0..) {
        let join = if number == 0 { "" } else { " +\n    " };
        // Writing to a string cannot fail.
        let _ = write!(quoted, "{join}'{}'", piece.replace('\'', "''"));
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_cut_and_quoted_so_that_it_cannot_end_the_command() {
        assert_eq!(quoted("it's\na .", 50), "'it''s a .'");
        let long = quoted(&"é".repeat(200), 250);
        assert_eq!(long.matches('é').count(), 125);
        assert!(long.lines().all(|line| line.len() < 100), "{long}");
    }
}
