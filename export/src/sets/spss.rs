//! The set for SPSS and PSPP: data separated by tabs in which answers are numbers, and syntax that says what each number means.
//!
//! Tabs and no quotes, because SPSS and PSPP do not read quotes and line ends within quotes alike. Why there is no answer is a
//! number below zero, which the syntax declares missing.

mod syntax;

use std::collections::BTreeSet;

use domain::question::{Value, Values};

use crate::{
    Described, Failure, Manifest, Row, Sheet, cell,
    formats::{Out, Rows},
};

pub(crate) use self::syntax::syntax;

/// The most bytes of the name of a variable.
const NAME_BYTES: usize = 64;
/// What SPSS keeps for itself.
const RESERVED: [&str; 13] = ["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"];
/// The number of the first option that says nothing about the question; the others go down from there.
const FIRST_MISSING: i64 = -11;
/// Why there is no answer: the word of the state, its number, and what that says.
pub(super) const STATES: [(&str, i64, &str); 3] = [
    ("blank", -1, "Left blank"),
    ("skipped", -2, "Not asked, because of an earlier answer"),
    ("not-in-version", -3, "Not in this version of the questions"),
];

/// The data of the set.
pub(crate) struct Data<'o> {
    out: Out<'o>,
}

impl<'o> Data<'o> {
    /// Begins with the names of the variables.
    pub(crate) fn begin(sheet: &Sheet, out: Out<'o>) -> Result<Self, Failure> {
        writeln!(out, "{}", variables(sheet).join("\t"))?;
        Ok(Self { out })
    }
}

impl Rows for Data<'_> {
    fn add(&mut self, sheet: &Sheet, row: &Row, _: &[u8]) -> Result<(), Failure> {
        let cells: Row = sheet.columns.iter().zip(row).map(|(column, text)| written(column, text, row)).collect();
        Ok(writeln!(self.out, "{}", cells.join("\t"))?)
    }

    fn end(self: Box<Self>, _: &Sheet, _: &Manifest) -> Result<(), Failure> {
        Ok(())
    }
}

/// Gives what stands in the data for a cell.
fn written(column: &Described, text: &str, row: &Row) -> String {
    if text.is_empty() {
        let state = column.state.filter(|_| is_coded(&column.values)).and_then(|state| row.get(state));
        let missing = state.and_then(|state| STATES.iter().find(|(word, ..)| word == state));
        return missing.map(|(_, number, _)| number.to_string()).unwrap_or_default();
    }
    match &column.values {
        Values::OneOf(values) => {
            let code = codes(values).find(|(value, _)| value.name == text).map(|(_, code)| code.to_string());
            code.unwrap_or_default()
        }
        Values::Words | Values::Names => cell::text(&one_line(text)).into_owned(),
        Values::Number | Values::Whole(_) | Values::Day | Values::Tick => text.to_owned(),
    }
}

/// Says whether a number below zero in a column is why there is no answer.
pub(super) fn is_coded(values: &Values) -> bool {
    matches!(values, Values::OneOf(_) | Values::Tick | Values::Whole(_))
}

/// Gives the number of each value: upwards from 1, and those that say nothing below zero.
pub(super) fn codes(values: &[Value]) -> impl Iterator<Item = (&Value, i64)> {
    let (mut next, mut next_missing) = (1, FIRST_MISSING);
    values.iter().map(move |value| {
        let (next, step) = if value.is_missing { (&mut next_missing, -1) } else { (&mut next, 1) };
        let code = *next;
        *next += step;
        (value, code)
    })
}

/// Gives the names of the variables, which SPSS restricts.
pub(crate) fn variables(sheet: &Sheet) -> Vec<String> {
    let mut taken = BTreeSet::new();
    sheet.columns.iter().map(|column| variable(&column.name, &mut taken)).collect()
}

fn variable(name: &str, taken: &mut BTreeSet<String>) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() || letter == '.' { letter } else { '_' };
    let mut plain: String = name.chars().map(letter).collect();
    if !plain.starts_with(|first: char| first.is_ascii_alphabetic())
        || RESERVED.contains(&plain.to_lowercase().as_str())
    {
        plain.insert_str(0, "q_");
    }
    let numbered = (1..).map(|number| {
        let end = if number == 1 { String::new() } else { format!("_{number}") };
        let mut begin = plain.clone();
        begin.truncate(NAME_BYTES - end.len());
        format!("{}{end}", begin.trim_end_matches('.'))
    });
    let free = numbered.into_iter().find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or(plain)
}

/// Puts a text on one line, and spaces in place of tabs.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') { ' ' } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, values: Values) -> Described {
        Described::fact(name, "", values)
    }

    #[test]
    fn names_are_what_spss_takes_and_each_is_another() {
        let long = "x".repeat(90);
        let names = ["habitats-chosen.ponds", "habitats_chosen.ponds", "by", "1st", "end.", &long, &format!("{long}y")];
        let sheet = Sheet {
            name: crate::RESPONSES,
            columns: names.map(|name| column(name, Values::Words)).to_vec(),
            questions: Vec::new(),
        };
        let made = variables(&sheet);
        assert_eq!(made[..5], ["habitats_chosen.ponds", "habitats_chosen.ponds_2", "q_by", "q_1st", "end"]);
        assert!(made[5..].iter().all(|name| name.len() == NAME_BYTES) && made[5] != made[6]);
    }

    #[test]
    fn why_there_is_no_answer_is_a_number_of_its_own() {
        let values = Values::OneOf(vec![Value::new("yes", "Yes"), Value { is_missing: true, ..Value::new("dk", "?") }]);
        let asked = Described { state: Some(1), ..column("q", values) };
        let said = |text: &str, state: &str| written(&asked, text, &vec![text.to_owned(), state.to_owned()]);
        let all = [("yes", "answered"), ("dk", "answered"), ("", "blank"), ("", "skipped"), ("", "not-in-version")];
        assert_eq!(all.map(|(text, state)| said(text, state)), ["1", "-11", "-1", "-2", "-3"]);
        assert_eq!(said("", "answered"), "");
    }

    #[test]
    fn a_text_stays_on_its_line_and_in_its_column_and_is_no_formula() {
        assert_eq!(written(&column("q", Values::Words), "=a\tb\r\nc", &vec![]), "'=a b  c");
    }
}
