//! Days as they are written in titles, headings and the names of files.

use chrono::{Month, NaiveDate};

/// The century of a year that is written with two digits.
const CENTURY: i32 = 2000;
/// How many letters a word has at least that can be a misspelt month.
const LEAST_LETTERS: usize = 4;
/// From how many letters on two slips are forgiven instead of one.
const LONG: usize = 6;

/// A word of a title, and what stands between it and the next one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    gap: &'a str,
}

/// A month as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenMonth {
    /// Which of the words it is.
    pub(super) place: usize,
    pub(super) month: Month,
    /// Whether the word is only almost a month.
    pub(super) is_misspelt: bool,
}

/// A day that is written in figures alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figures {
    /// The figures as they stand there.
    pub(super) written: String,
    /// The day that they mean where the day of the month comes first, as in England, or where the year does.
    pub(super) usual: NaiveDate,
    /// The day that they mean where the month comes first, if that is another one.
    pub(super) other: Option<NaiveDate>,
}

/// Splits a text into its words.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut from = None;
    for (place, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphanumeric(), from) {
            (true, None) => from = Some(place),
            (false, Some(start)) => {
                words.push((start, place));
                from = None;
            }
            _ => {}
        }
    }
    let next = |index: usize| words.get(index + 1).map_or(text.len(), |(start, _)| *start);
    let word = |(index, (start, end)): (usize, &(usize, usize))| Word {
        text: &text[*start..*end],
        gap: &text[*end..next(index)],
    };
    words.iter().enumerate().map(word).collect()
}

/// Finds the month that a text names beside a day or a year: this one, if it is among several; else one that is misspelt.
pub(super) fn written_month(words: &[Word<'_>], wanted: Option<Month>) -> Option<WrittenMonth> {
    let dated = || words.iter().enumerate().filter(|(place, _)| is_beside_a_number(words, *place));
    let named = || dated().filter_map(|(place, word)| month(word.text).map(|month| (place, month)));
    let found = named().find(|(_, month)| Some(*month) == wanted).or_else(|| named().next());
    let written = |is_misspelt| move |(place, month)| WrittenMonth { place, month, is_misspelt };
    let misspelt = || dated().find_map(|(place, word)| nearest_month(word.text).map(|month| (place, month)));
    found.map(written(false)).or_else(|| misspelt().map(written(true)))
}

/// Reads the words before and after one of them as something.
pub(super) fn beside<T>(words: &[Word<'_>], place: usize, read: fn(&str) -> Option<T>) -> Vec<T> {
    let before = place.checked_sub(1).and_then(|before| words.get(before));
    before.into_iter().chain(words.get(place + 1)).filter_map(|word| read(word.text)).collect()
}

fn is_beside_a_number(words: &[Word<'_>], place: usize) -> bool {
    !beside(words, place, day).is_empty() || !beside(words, place, year).is_empty()
}

/// Finds a day that is written in figures alone, such as `7/04/2024` or `2024-04-07`.
pub(super) fn figures(words: &[Word<'_>]) -> Option<Figures> {
    words.windows(3).find_map(|three| {
        let [first, second, third] = three else { return None };
        let is_one = first.gap == second.gap && ["/", "-", ".", "_", " "].contains(&first.gap);
        is_one.then(|| in_order([first.text, second.text, third.text], first.gap)).flatten()
    })
}

fn in_order(parts: [&str; 3], gap: &str) -> Option<Figures> {
    let written = parts.join(gap);
    let day_of = |year: i32, month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day);
    if let Some(year) = year(parts[0]) {
        let usual = day_of(year, figure(parts[1])?, figure(parts[2])?)?;
        return Some(Figures { written, usual, other: None });
    }
    let (first, second) = (figure(parts[0])?, figure(parts[1])?);
    // Figures with spaces between them are too often something else to take two of them for a year.
    let short = || (gap != " ").then(|| figure(parts[2])).flatten().and_then(|short| i32::try_from(short).ok());
    let year = year(parts[2]).or_else(|| short().map(|short| CENTURY + short))?;
    let (usual, other) = (day_of(year, second, first), day_of(year, first, second));
    match (usual, other) {
        (Some(usual), other) => Some(Figures { written, usual, other: other.filter(|other| *other != usual) }),
        (None, Some(other)) => Some(Figures { written, usual: other, other: None }),
        (None, None) => None,
    }
}

/// Reads one or two digits.
fn figure(word: &str) -> Option<u32> {
    let is_figure = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_figure.then(|| word.parse().ok()).flatten()
}

/// Reads a year of four digits.
pub(super) fn year(word: &str) -> Option<i32> {
    let year = (word.len() == 4).then(|| word.parse().ok()).flatten()?;
    (1900..=2100).contains(&year).then_some(year)
}

/// Reads a day of the month such as `4`, `04` or `13th`.
pub(super) fn day(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    figure(digits).filter(|day| (1..=31).contains(day))
}

fn months() -> impl Iterator<Item = Month> {
    (1..=12).filter_map(|number: u8| Month::try_from(number).ok())
}

/// Reads the name of a month or its first three letters; September is also written `Sept`.
pub(super) fn month(word: &str) -> Option<Month> {
    let lower = word.to_lowercase();
    months().find(|month| {
        let name = month.name().to_lowercase();
        lower == name || lower == name[..3] || (lower == "sept" && *month == Month::September)
    })
}

/// Gives the month that a misspelt word is nearest to, if it is near to one; short words have to be nearer.
pub(super) fn nearest_month(word: &str) -> Option<Month> {
    let lower = word.to_lowercase();
    let letters = lower.chars().count();
    if letters < LEAST_LETTERS || !lower.chars().all(char::is_alphabetic) {
        return None;
    }
    let allowed = if letters < LONG { 1 } else { 2 };
    let near = months().map(|month| (strsim::osa_distance(&lower, &month.name().to_lowercase()), month));
    near.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, month)| month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Option<String>)> {
        figures(&words(text)).map(|found| (found.usual.to_string(), found.other.map(|day| day.to_string())))
    }

    fn one(day: &str) -> (String, Option<String>) {
        (day.to_owned(), None)
    }

    #[test]
    fn figures_are_read_as_england_writes_them_and_are_in_doubt_where_both_could_be_months() {
        assert_eq!(read("Updated 7/04/2024"), Some(("2024-04-07".to_owned(), Some("2024-07-04".to_owned()))));
        assert_eq!(read("board_13-03-2024.pdf"), Some(one("2024-03-13")));
        assert_eq!(read("board 13.03.24.docx"), Some(one("2024-03-13")));
        assert_eq!(read("03/13/2024"), Some(one("2024-03-13")));
        assert_eq!(read("04.04.2024"), Some(one("2024-04-04")));
    }

    #[test]
    fn a_year_that_comes_first_leaves_no_doubt() {
        assert_eq!(read("2024-04-07-advisory-board"), Some(one("2024-04-07")));
        assert_eq!(read("2024_04_07"), Some(one("2024-04-07")));
    }

    #[test]
    fn figures_that_are_no_day_are_left_alone() {
        for text in ["32/13/2024", "version 1.2", "items 4 5 6", "1.2-2024", "2023-2024-25", "area 41 x 25"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
