//! The text of a cell as the type of its column.

use chrono::NaiveDate;
use domain::question::{NOT_TICKED, TICKED, Values};

use crate::{Described, Failure};

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Typed<'a> {
    Empty,
    Text(&'a str),
    Number(f64),
    Whole(u32),
    Day(NaiveDate),
    Tick(bool),
}

impl<'a> Typed<'a> {
    /// Reads the text of a cell.
    pub(crate) fn read(column: &Described, text: &'a str) -> Result<Self, Failure> {
        if text.is_empty() {
            return Ok(Self::Empty);
        }
        let typed = match column.values {
            Values::Words | Values::Names | Values::OneOf(_) => Some(Self::Text(text)),
            Values::Number => text.parse().ok().filter(|number: &f64| number.is_finite()).map(Self::Number),
            Values::Whole(_) => text.parse().ok().map(Self::Whole),
            Values::Day => text.parse().ok().map(Self::Day),
            Values::Tick => [(TICKED, true), (NOT_TICKED, false)]
                .into_iter()
                .find(|(word, _)| *word == text)
                .map(|(_, is_ticked)| Self::Tick(is_ticked)),
        };
        typed.ok_or_else(|| Failure::Cell(column.name.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_its_column_cannot_hold_is_a_failure_that_does_not_quote_it() {
        for (values, text) in [(Values::Day, "secret"), (Values::Tick, "2"), (Values::Number, "NaN")] {
            let failure = Typed::read(&Described::fact("a", "", values), text).unwrap_err().to_string();
            assert!(failure.contains("column a") && !failure.contains(text), "{failure}");
        }
    }

    #[test]
    fn an_empty_cell_is_empty_whatever_its_column_holds() {
        for values in [Values::Day, Values::Number, Values::Words] {
            assert_eq!(Typed::read(&Described::fact("a", "", values), "").unwrap(), Typed::Empty);
        }
    }
}
