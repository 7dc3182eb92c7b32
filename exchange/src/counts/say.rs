//! What a cell says: a sex, ages, a number of people, a day.

use chrono::NaiveDate;
use domain::counts::{Ages, Sex};

use super::NotRead;

/// The words that may stand around the numbers of ages.
const AROUND: [&str; 11] = ["aged", "age", "year", "years", "old", "to", "and", "or", "over", "under", "older"];

/// Reads a sex; everybody's is none.
pub(super) fn sex(row: usize, said: &str) -> Result<Option<Sex>, NotRead> {
    match said.trim().to_lowercase().as_str() {
        "f" | "female" | "females" | "women" => Ok(Some(Sex::Female)),
        "m" | "male" | "males" | "men" => Ok(Some(Sex::Male)),
        "all" | "all persons" | "persons" | "total" => Ok(None),
        _ => Err(NotRead::NotASex { row, value: said.trim().to_owned() }),
    }
}

/// Reads ages.
pub(super) fn ages(row: usize, said: &str) -> Result<Ages, NotRead> {
    ages_in(said).ok_or_else(|| NotRead::NotAges { row, value: said.trim().to_owned() })
}

fn ages_in(said: &str) -> Option<Ages> {
    let said = said.trim().to_lowercase();
    if ["all", "all ages", "total"].contains(&said.as_str()) {
        return Some(Ages::ALL);
    }
    if let Some(ages) = Ages::from_code(&said) {
        return Some(ages);
    }
    let words: Vec<&str> = said.split([' ', '-', '\u{2013}']).filter(|word| !word.is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    let numbers: Option<Vec<u8>> =
        words.iter().filter(|word| !AROUND.contains(word)).map(|word| word.parse().ok()).collect();
    match numbers?[..] {
        [from] if has("over") || has("older") => Some(Ages::and_over(from)),
        [to] if has("under") && (has("and") || has("or")) => Some(Ages { from: 0, to: Some(to) }),
        [to] if has("under") => Some(Ages { from: 0, to: Some(to.checked_sub(1)?) }),
        [one] => Some(Ages::one(one)),
        [from, to] if from <= to => Some(Ages { from, to: Some(to) }),
        _ => None,
    }
}

/// Reads a number of people, which may be written with commas.
pub(super) fn people(row: usize, said: &str) -> Result<u64, NotRead> {
    let digits: String = said.chars().filter(|letter| !letter.is_whitespace() && *letter != ',').collect();
    let value = || said.trim().to_owned();
    let is_negative = digits.strip_prefix(['-', '\u{2212}']).is_some_and(|rest| rest.parse::<f64>().is_ok());
    if is_negative {
        return Err(NotRead::Negative { row, value: value() });
    }
    let whole = digits.strip_suffix(".0").unwrap_or(&digits);
    whole.parse::<u32>().map(u64::from).map_err(|_| NotRead::NotANumber { row, value: value() })
}

/// Reads a day, with its year or its day first; nothing is no day.
pub(super) fn day(row: usize, said: &str) -> Result<Option<NaiveDate>, NotRead> {
    let said = said.trim();
    if said.is_empty() {
        return Ok(None);
    }
    let read = |form: &&str| NaiveDate::parse_from_str(said, form).ok();
    let day = ["%Y-%m-%d", "%d/%m/%Y"].iter().find_map(read);
    day.map(Some).ok_or_else(|| NotRead::NotADay { row, value: said.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_read_as_tables_write_them() {
        for (said, code) in [
            ("Aged under 1 year", "0"),
            ("Aged 1 year", "1"),
            ("Aged 4 years and under", "0-4"),
            ("Aged 10 to 15 years", "10-15"),
            ("Aged 100 years and over", "100+"),
            ("75+", "75+"),
            ("16 – 24", "16-24"),
            ("90", "90"),
            ("Total", "0+"),
        ] {
            assert_eq!(ages_in(said).map(Ages::code).as_deref(), Some(code), "{said}");
        }
        for wrong in ["", "old", "Aged about 3 years", "24 to 16", "1 2 3"] {
            assert_eq!(ages_in(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_are_people_and_nothing_else() {
        assert_eq!([people(1, "1,501,600"), people(1, " 12.0 "), people(1, "0")], [Ok(1_501_600), Ok(12), Ok(0)]);
        assert_eq!(people(7, "-3"), Err(NotRead::Negative { row: 7, value: "-3".into() }));
        for wrong in ["", "c", "-", "1.5", "1e9", "5000000000"] {
            assert_eq!(people(7, wrong), Err(NotRead::NotANumber { row: 7, value: wrong.into() }), "{wrong}");
        }
    }

    #[test]
    fn a_day_has_its_year_or_its_day_first() {
        let census = NaiveDate::from_ymd_opt(2021, 3, 21);
        assert_eq!([day(1, "2021-03-21"), day(1, "21/03/2021"), day(1, " ")], [Ok(census), Ok(census), Ok(None)]);
        assert_eq!(day(3, "March"), Err(NotRead::NotADay { row: 3, value: "March".into() }));
    }
}
