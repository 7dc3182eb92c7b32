//! What a cell says: a sex, ages, a number of people, a day.

use chrono::NaiveDate;
use domain::counts::{Ages, MOST_ROUNDED, Sex};

use super::{MOST_NAME, NotRead};

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

/// Reads a number of people, whose thousands may be parted by commas or spaces.
pub(super) fn people(row: usize, said: &str) -> Result<u64, NotRead> {
    let value = || said.trim().to_owned();
    let is_parting = |letter: char| letter == ',' || letter.is_whitespace();
    let is_number = |rest: &str| rest.replace(is_parting, "").parse::<f64>().is_ok();
    if said.trim().strip_prefix(['-', '\u{2212}']).is_some_and(is_number) {
        return Err(NotRead::Negative { row, value: value() });
    }
    whole(said.trim()).map(u64::from).ok_or_else(|| NotRead::NotANumber { row, value: value() })
}

fn whole(said: &str) -> Option<u32> {
    let said = said.strip_suffix(".0").unwrap_or(said);
    let separator = said.chars().find(|letter| !letter.is_ascii_digit());
    let Some(separator) = separator.filter(|letter| *letter == ',' || letter.is_whitespace()) else {
        return said.parse().ok().filter(|_| separator.is_none());
    };
    // A comma elsewhere than before three digits is a decimal one, or a slip.
    let mut groups = said.split(separator);
    let is_first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    let is_grouped = is_first && groups.all(|group| group.len() == 3);
    let digits = said.replace(separator, "");
    let is_whole = is_grouped && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_whole)
}

/// Reads to how many people counts are rounded; nothing is not said.
pub(super) fn rounding(row: usize, said: &str) -> Result<Option<u64>, NotRead> {
    if said.is_empty() {
        return Ok(None);
    }
    let rounding = people(row, said)?;
    let is_one = (1..=u64::from(MOST_ROUNDED)).contains(&rounding);
    if is_one { Ok(Some(rounding)) } else { Err(NotRead::NotARounding { row, value: said.to_owned() }) }
}

/// Reads what names an area, a margin or a level of one, under a heading.
pub(super) fn name(row: usize, column: &'static str, said: &str) -> Result<String, NotRead> {
    let is_long = said.chars().count() > MOST_NAME;
    let is_name = !said.is_empty() && !is_long && !said.chars().any(char::is_control);
    if is_name { Ok(said.to_owned()) } else { Err(NotRead::NotAName { row, column }) }
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
        assert_eq!([people(1, "12 345"), people(1, "999,999.0")], [Ok(12_345), Ok(999_999)]);
        assert_eq!(people(7, "-1,234"), Err(NotRead::Negative { row: 7, value: "-1,234".into() }));
        for wrong in [
            "",
            "c",
            "-",
            "1.5",
            "1e9",
            "5000000000",
            "+5",
            "1,5",
            "12,34",
            "1234,567",
            ",123",
            "1,234,",
            "1,,234",
            "1,234 567",
            "1,23é",
        ] {
            assert_eq!(people(7, wrong), Err(NotRead::NotANumber { row: 7, value: wrong.into() }), "{wrong}");
        }
    }

    #[test]
    fn counts_are_rounded_to_no_more_than_a_town() {
        assert_eq!(
            [rounding(1, ""), rounding(1, "1"), rounding(1, "10,000")],
            [Ok(None), Ok(Some(1)), Ok(Some(10_000))]
        );
        for wrong in ["0", "10001", "4000000000"] {
            assert_eq!(rounding(7, wrong), Err(NotRead::NotARounding { row: 7, value: wrong.into() }));
        }
    }

    #[test]
    fn a_name_is_a_short_line() {
        let longest = "é".repeat(MOST_NAME);
        assert_eq!(name(1, "category", &longest), Ok(longest.clone()));
        for wrong in ["", "a\nb", "a\0", &format!("{longest}x")] {
            assert_eq!(name(7, "category", wrong), Err(NotRead::NotAName { row: 7, column: "category" }), "{wrong:?}");
        }
    }

    #[test]
    fn a_day_has_its_year_or_its_day_first() {
        let census = NaiveDate::from_ymd_opt(2021, 3, 21);
        assert_eq!([day(1, "2021-03-21"), day(1, "21/03/2021"), day(1, " ")], [Ok(census), Ok(census), Ok(None)]);
        assert_eq!(day(3, "March"), Err(NotRead::NotADay { row: 3, value: "March".into() }));
    }
}
