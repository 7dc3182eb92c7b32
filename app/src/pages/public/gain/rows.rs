//! The rows of a gain-site log as somebody types them: what each asks, what is read from them, and how they are added and removed.

use chrono::NaiveDate;
use domain::{
    fields::Fields,
    gain::{Approach, LINE_LIMIT, MOST_APPROACHES, ProviderAnswer},
    question::Question,
    refusal::{DatePart, Reason, Refusal},
    vocabulary::Word,
};

use crate::pages::staff::asking::{Asks, Told, all, choice, date, line};

/// The field that says how many rows there are.
pub(super) const COUNT: &str = "rows";
/// What the units are for.
pub(super) const FOR: &str = "for";
const PARTS: [&str; 6] = ["name", "register", "asked", "habitat", "answer", "words"];
/// How many rows there are where nobody says how many providers have to be asked.
const USUAL: usize = 3;

/// A log as it was typed.
pub(super) struct Rows {
    /// What was typed, row by row.
    pub(super) fields: Fields,
    /// How many rows there are.
    pub(super) count: usize,
}

impl Rows {
    /// Begins with as many empty rows as there have to be.
    pub(super) fn new(least: Option<u32>) -> Self {
        let count = least.and_then(|least| usize::try_from(least).ok()).unwrap_or(USUAL);
        Self { fields: Fields::default(), count: bounded(count) }
    }

    /// Reads the rows of a form.
    pub(super) fn read(fields: Fields) -> Self {
        let count = bounded(fields.text(COUNT).parse().unwrap_or(USUAL));
        Self { fields, count }
    }

    /// Adds an empty row, unless there are as many as there may be.
    pub(super) fn add(self) -> Self {
        Self { count: bounded(self.count + 1), ..self }
    }

    /// Removes a row; those after it move up.
    pub(super) fn remove(self, removed: usize) -> Self {
        if !(1..=self.count).contains(&removed) || self.count == 1 {
            return self;
        }
        let moved = |(name, value): (&str, &str)| {
            let name = match place(name) {
                Some((_, row, _)) if row == removed => return None,
                Some((part, row, rest)) if row > removed => format!("{part}-{}{rest}", row - 1),
                _ => name.to_owned(),
            };
            Some((name, value.to_owned()))
        };
        let fields = Fields::new(self.fields.pairs().filter_map(moved));
        Self { fields, count: self.count - 1 }
    }

    /// Gives what was typed besides how many rows there are, which is all that goes on to the next page.
    pub(super) fn typed(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_kept = |name: &str| name == FOR || place(name).is_some_and(|(_, row, _)| row <= self.count);
        self.fields.pairs().filter(move |(name, value)| is_kept(name) && !value.is_empty())
    }

    /// Says whether nothing was typed into a row.
    fn is_blank(&self, row: usize) -> bool {
        let is_of_row = |name: &str| place(name).is_some_and(|(_, of, _)| of == row);
        !self.fields.pairs().any(|(name, value)| is_of_row(name) && !value.trim().is_empty())
    }

    /// Reads the approaches of the rows that are filled; the first row has to be where none is.
    pub(super) fn approaches(&self, today: NaiveDate) -> Result<Vec<Approach>, Vec<Refusal>> {
        let mut filled: Vec<usize> = (1..=self.count).filter(|row| !self.is_blank(*row)).collect();
        if filled.is_empty() {
            filled.push(1);
        }
        let (mut approaches, mut refusals) = (Vec::new(), Vec::new());
        let first = vec![of_development()];
        refusals.extend(Told::new(&first, &self.fields).refusals(&first));
        for row in filled {
            match approach(row, &self.fields, today) {
                Ok(approach) => approaches.push(approach),
                Err(refused) => refusals.extend(refused),
            }
        }
        if refusals.is_empty() { Ok(approaches) } else { Err(refusals) }
    }
}

fn bounded(count: usize) -> usize {
    count.clamp(1, MOST_APPROACHES)
}

/// Finds the part of a row, its number, and what stands behind that in the name of a field.
fn place(name: &str) -> Option<(&str, usize, &str)> {
    let (part, rest) = name.split_once('-')?;
    let end = rest.find('.').unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    let number = number.parse().ok()?;
    PARTS.contains(&part).then_some((part, number, rest))
}

/// Asks what the units are for.
pub(super) fn of_development() -> Question {
    line(FOR, "For which development?", LINE_LIMIT)
        .optional()
        .hint("For example the number of the planning application.")
}

/// Asks about a row.
pub(super) fn of_row(row: usize) -> Vec<Question> {
    let id = |part: &str| format!("{part}-{row}");
    let of = |text: &str| format!("{text} (provider {row})");
    vec![
        line(&id("name"), &of("Name of the provider or its gain site"), LINE_LIMIT),
        line(&id("register"), &of("Reference in the register of gain sites"), LINE_LIMIT)
            .optional()
            .hint("Leave it blank if it has none."),
        date(&id("asked"), &of("On which day did you ask?")),
        line(&id("habitat"), &of("Units of which habitat did you ask for?"), LINE_LIMIT),
        choice(&id("answer"), &of("What did it answer?"), all::<ProviderAnswer>()),
        line(&id("words"), &of("What else is there to say?"), LINE_LIMIT)
            .optional()
            .hint("Name no person: say “their sales office”."),
    ]
}

fn approach(row: usize, fields: &Fields, today: NaiveDate) -> Result<Approach, Vec<Refusal>> {
    let questions = of_row(row);
    let mut told = Told::new(&questions, fields);
    let id = |part: &str| format!("{part}-{row}");
    let asked_on = told.date(&id("asked"));
    if asked_on.is_some_and(|day| day > today) {
        told.refuse(&DatePart::Day.field(&id("asked")), Reason::TooLate { latest: today });
    }
    let answer = told.chosen(&id("answer")).and_then(ProviderAnswer::from_word);
    match (asked_on, answer) {
        (Some(asked_on), Some(answer)) if !told.is_refused() => Ok(Approach {
            name: told.needed_words(&id("name")),
            register: told.words(&id("register")),
            asked_on,
            habitat: told.needed_words(&id("habitat")),
            answer,
            words: told.words(&id("words")),
        }),
        _ => Err(told.refusals(&questions)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: &str) -> Rows {
        let typed = [
            (COUNT, count),
            (FOR, "24/1"),
            ("name-1", "One"),
            ("name-2", "Two"),
            ("asked-3.day", "3"),
            ("name-30", "x"),
        ];
        Rows::read(Fields::new(typed))
    }

    #[test]
    fn the_rows_after_one_that_is_removed_move_up() {
        let left = rows("3").remove(2);
        assert_eq!(left.typed().collect::<Vec<_>>(), [(FOR, "24/1"), ("name-1", "One"), ("asked-2.day", "3")]);
        assert_eq!((left.count, rows("3").remove(4).count, rows("1").remove(1).count), (2, 3, 1));
    }

    #[test]
    fn there_is_at_least_one_row_and_never_more_than_a_log_can_have() {
        assert_eq!(["0", "many", "400"].map(|count| rows(count).count), [1, USUAL, MOST_APPROACHES]);
        assert_eq!((rows("20").add().count, rows("2").add().count), (MOST_APPROACHES, 3));
    }

    #[test]
    fn what_is_beyond_the_rows_goes_no_further() {
        assert!(!rows("2").typed().any(|(name, _)| name == "name-30" || name == "asked-3.day"));
    }
}
