//! Asking for a date, in three fields.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Expected, cells::Cells};
use crate::{
    answer::Answer,
    fields::Fields,
    refusal::{DatePart, Reason, Refusal},
    vocabulary::Word,
};

/// The months by their names, in order.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A date, perhaps within bounds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Date {
    /// The first day that is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<NaiveDate>,
    /// The last day that is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<NaiveDate>,
}

impl Date {
    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let typed = |part: DatePart| fields.text(&part.field(id)).to_owned();
        let missing: Vec<DatePart> = DatePart::ALL.iter().copied().filter(|part| typed(*part).is_empty()).collect();
        if missing.len() == DatePart::ALL.len() {
            return Ok(None);
        }
        let refuse = |part: DatePart, reason: Reason| Err(vec![Refusal::new(part.field(id), reason)]);
        if let Some(first) = missing.first() {
            return refuse(*first, Reason::DateLacks { parts: missing.clone() });
        }
        let (day, month, year) = match read(typed) {
            Ok(parts) => parts,
            Err(part) => return refuse(part, Reason::NotADatePart { part }),
        };
        let Some(date) = NaiveDate::from_ymd_opt(year, month, day) else {
            return refuse(DatePart::Day, Reason::NotADate);
        };
        match (self.earliest, self.latest) {
            (Some(earliest), _) if date < earliest => refuse(DatePart::Day, Reason::TooEarly { earliest }),
            (_, Some(latest)) if date > latest => refuse(DatePart::Day, Reason::TooLate { latest }),
            _ => Ok(Some(Answer::Date(date))),
        }
    }
}

/// Reads a day that begins with its year or with its day, which never is the month.
pub(super) fn fields(cells: &mut Cells<'_>) {
    let parts: Vec<&str> = cells.text(0).split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [] => {}
        [first, month, last] => {
            let (day, year) = if first.len() > 2 { (last, first) } else { (first, last) };
            for (part, typed) in [(DatePart::Day, day), (DatePart::Month, month), (DatePart::Year, year)] {
                cells.post(part.word(), typed);
            }
        }
        _ => cells.refuse(0, Expected::Day),
    }
}

/// Says a date, for example `7 April 2024`.
pub(super) fn say(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// Reads day, month and year, or names the first that cannot be one.
fn read(typed: impl Fn(DatePart) -> String) -> Result<(u32, u32, i32), DatePart> {
    let day = number(&typed(DatePart::Day), 2).filter(|day| (1..=31).contains(day)).ok_or(DatePart::Day)?;
    let month = month(&typed(DatePart::Month)).ok_or(DatePart::Month)?;
    let year = typed(DatePart::Year);
    let year = number(&year, 4).filter(|_| year.len() == 4 && !year.starts_with('0')).ok_or(DatePart::Year)?;
    Ok((day, month, i32::try_from(year).map_err(|_| DatePart::Year)?))
}

/// Reads a month by its number, its name, or the first three letters of it or more.
fn month(typed: &str) -> Option<u32> {
    if let Some(number) = number(typed, 2) {
        return (1..=12).contains(&number).then_some(number);
    }
    let name = typed.trim_end_matches('.').to_lowercase();
    let month = MONTHS.iter().zip(1..).find(|(month, _)| name.len() >= 3 && month.starts_with(&name));
    month.map(|(_, number)| number)
}

fn number(typed: &str, most_digits: usize) -> Option<u32> {
    let is_number = typed.len() <= most_digits && typed.bytes().all(|byte| byte.is_ascii_digit());
    typed.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields(day: &str, month: &str, year: &str) -> Fields {
        Fields::new([("q.day", day), ("q.month", month), ("q.year", year)])
    }

    fn judge(day: &str, month: &str, year: &str) -> Result<Option<Answer>, (String, Reason)> {
        let wrong = |mut refusals: Vec<Refusal>| {
            let refusal = refusals.remove(0);
            (refusal.field, refusal.reason)
        };
        Date::default().judge("q", &fields(day, month, year)).map_err(wrong)
    }

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn three_empty_fields_are_no_answer() {
        assert_eq!(judge("", " ", ""), Ok(None));
    }

    #[test]
    fn a_month_may_be_a_number_or_a_word() {
        for month in ["9", "09", "September", "sept", "SEP", "sep."] {
            assert_eq!(judge("5", month, "2026"), Ok(Some(Answer::Date(day(2026, 9, 5)))), "{month}");
        }
        for month in ["ma", "septembre", "13", "0", "009", "é", "."] {
            let reason = Reason::NotADatePart { part: DatePart::Month };
            assert_eq!(judge("5", month, "2026"), Err(("q.month".into(), reason)), "{month}");
        }
    }

    #[test]
    fn the_parts_that_are_missing_are_named_at_the_first_of_them() {
        let lacks =
            |field: &str, parts: &[DatePart]| Err((field.to_owned(), Reason::DateLacks { parts: parts.to_vec() }));
        assert_eq!(judge("", "3", "2026"), lacks("q.day", &[DatePart::Day]));
        assert_eq!(judge("4", "", ""), lacks("q.month", &[DatePart::Month, DatePart::Year]));
    }

    #[test]
    fn the_part_that_is_wrong_is_named() {
        let wrong = |part: DatePart| Err((part.field("q"), Reason::NotADatePart { part }));
        assert_eq!(judge("32", "3", "2026"), wrong(DatePart::Day));
        assert_eq!(judge("-1", "3", "2026"), wrong(DatePart::Day));
        for year in ["26", "20266", "0026", "+026", "year"] {
            assert_eq!(judge("1", "3", year), wrong(DatePart::Year), "{year}");
        }
    }

    #[test]
    fn a_day_that_its_month_does_not_have_is_not_a_date() {
        assert_eq!(judge("29", "2", "2026"), Err(("q.day".into(), Reason::NotADate)));
        assert!(judge("29", "2", "2028").is_ok());
    }

    #[test]
    fn the_bounds_are_taken_and_the_days_beyond_are_not() {
        let (earliest, latest) = (day(2026, 4, 1), day(2026, 4, 30));
        let kind = Date { earliest: Some(earliest), latest: Some(latest) };
        let judge = |typed: &str| kind.judge("q", &fields(typed, "4", "2026"));
        assert!(judge("1").is_ok() && judge("30").is_ok());
        let before = kind.judge("q", &fields("31", "3", "2026"));
        assert_eq!(before, Err(vec![Refusal::new("q.day", Reason::TooEarly { earliest })]));
        let after = kind.judge("q", &fields("1", "5", "2026"));
        assert_eq!(after, Err(vec![Refusal::new("q.day", Reason::TooLate { latest })]));
    }

    #[test]
    fn a_date_is_stored_as_its_numbers() {
        let stored = serde_json::to_string(&Answer::Date(day(2026, 4, 7))).unwrap();
        assert_eq!(stored, r#"{"date":"2026-04-07"}"#);
        assert_eq!(say(day(2026, 4, 7)), "7 April 2026");
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reading(day in "\\PC{0,6}", month in "\\PC{0,12}", year in "\\PC{0,6}") {
            drop(judge(&day, &month, &year));
        }
    }
}
