//! Warnings about a title or a file name that does not agree with the day of its meeting.

use chrono::{Datelike, Month, NaiveDate};

/// Something in a title that does not agree with the day of the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TitleWarning {
    /// A word stands where a month should, and is none.
    UnknownMonth {
        /// The word, as it is written.
        word: String,
        /// The month that was probably meant.
        suggestion: Month,
    },
    /// The title names no year.
    NoYear,
    /// The title names another year.
    OtherYear {
        /// The year in the title.
        written: i32,
    },
    /// The title names another month.
    OtherMonth {
        /// The month in the title.
        written: Month,
    },
    /// The title names another day of the month.
    OtherDay {
        /// The day in the title.
        written: u32,
    },
}

/// Compares a title or a file name with the day on which the meeting was held.
pub fn title_warnings(title: &str, held_on: NaiveDate) -> Vec<TitleWarning> {
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (month, mut warnings) = match named_month(&words, held_on) {
        Some((place, month)) => (Some((place, month)), Vec::new()),
        None => match misspelt_month(&words) {
            Some((place, suggestion)) => {
                let word = words[place].to_owned();
                (Some((place, suggestion)), vec![TitleWarning::UnknownMonth { word, suggestion }])
            }
            None => (None, Vec::new()),
        },
    };
    warnings.extend(year_warning(&words, held_on));
    let Some((place, written)) = month else { return warnings };
    if written.number_from_month() != held_on.month() {
        warnings.push(TitleWarning::OtherMonth { written });
    }
    warnings.extend(day_warning(&words, place, held_on));
    warnings
}

/// Finds the month that a title names: the meeting's own, if it is among several.
fn named_month(words: &[&str], held_on: NaiveDate) -> Option<(usize, Month)> {
    let months = || {
        let dated = words.iter().enumerate().filter(|(place, _)| is_beside_a_number(words, *place));
        dated.filter_map(|(place, word)| month(word).map(|month| (place, month)))
    };
    months().find(|(_, month)| month.number_from_month() == held_on.month()).or_else(|| months().next())
}

/// Finds a word beside a day or a year that is almost a month.
fn misspelt_month(words: &[&str]) -> Option<(usize, Month)> {
    let mut dated = words.iter().enumerate().filter(|(place, _)| is_beside_a_number(words, *place));
    dated.find_map(|(place, word)| nearest_month(word).map(|month| (place, month)))
}

fn year_warning(words: &[&str], held_on: NaiveDate) -> Option<TitleWarning> {
    let years: Vec<i32> = words.iter().filter_map(|word| year(word)).collect();
    match years.first() {
        None => Some(TitleWarning::NoYear),
        Some(written) => (!years.contains(&held_on.year())).then_some(TitleWarning::OtherYear { written: *written }),
    }
}

fn day_warning(words: &[&str], month: usize, held_on: NaiveDate) -> Option<TitleWarning> {
    let days: Vec<u32> = neighbours(words, month).filter_map(day).collect();
    let written = *days.first()?;
    (!days.contains(&held_on.day())).then_some(TitleWarning::OtherDay { written })
}

fn is_beside_a_number(words: &[&str], place: usize) -> bool {
    neighbours(words, place).any(|word| day(word).is_some() || year(word).is_some())
}

fn neighbours<'a>(words: &'a [&'a str], place: usize) -> impl Iterator<Item = &'a str> {
    let before = place.checked_sub(1).and_then(|before| words.get(before));
    before.into_iter().chain(words.get(place + 1)).copied()
}

fn year(word: &str) -> Option<i32> {
    let year = (word.len() == 4).then(|| word.parse().ok()).flatten()?;
    (1900..=2100).contains(&year).then_some(year)
}

/// Reads a day such as `4`, `04` or `13th`.
fn day(word: &str) -> Option<u32> {
    let lower = word.to_lowercase();
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    let day = (digits.len() <= 2).then(|| digits.parse().ok()).flatten()?;
    (1..=31).contains(&day).then_some(day)
}

fn months() -> impl Iterator<Item = Month> {
    (1..=12).filter_map(|number: u8| Month::try_from(number).ok())
}

/// Reads the name of a month or its first three letters; September is also written `Sept`.
fn month(word: &str) -> Option<Month> {
    let lower = word.to_lowercase();
    months().find(|month| {
        let name = month.name().to_lowercase();
        lower == name || lower == name[..3] || (lower == "sept" && *month == Month::September)
    })
}

/// Gives the month that a misspelt word is nearest to, if it is near to one; short words have to be nearer.
fn nearest_month(word: &str) -> Option<Month> {
    let lower = word.to_lowercase();
    let letters = lower.chars().count();
    if letters < 4 || !lower.chars().all(char::is_alphabetic) {
        return None;
    }
    let allowed = if letters < 6 { 1 } else { 2 };
    let near = months().map(|month| (distance(&lower, &month.name().to_lowercase()), month));
    near.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, month)| month)
}

/// Counts the letters to add, drop, change or swap with their neighbour to make one word of another.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=to.len()).collect()];
    for i in 1..=from.len() {
        let mut row = vec![i];
        for j in 1..=to.len() {
            let change = rows[i - 1][j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warnings(title: &str, (year, month, day): (i32, u32, u32)) -> Vec<TitleWarning> {
        title_warnings(title, NaiveDate::from_ymd_opt(year, month, day).unwrap())
    }

    #[test]
    fn the_nine_titles_of_the_old_page_are_flagged_for_exactly_their_flaws() {
        use TitleWarning::NoYear;
        let misspelt = TitleWarning::UnknownMonth { word: "Febraury".into(), suggestion: Month::February };
        let titles = [
            ("Species Technical Group Minutes 04 March 2024", (2024, 3, 4), vec![]),
            ("LNRS Advisory Board Minutes 13th March 2024", (2024, 3, 13), vec![]),
            ("Habitat Working Group Workshop Summary 18 March 2024", (2024, 3, 18), vec![]),
            ("LNRS Technical Advisory Panel Minutes 28th Febraury 2024", (2024, 2, 28), vec![misspelt]),
            ("LNRS Advisory Board Minutes 23rd January", (2024, 1, 23), vec![NoYear]),
            ("LNRS Technical Advisory Panel Minutes 15th January", (2024, 1, 15), vec![NoYear]),
            ("Species Technical Group Workshop Minutes 06 December 2023", (2023, 12, 6), vec![]),
            ("LNRS Advisory Board Minutes 14th November", (2023, 11, 14), vec![NoYear]),
            ("LNRS Technical Advisory Panel Minutes 22 November", (2023, 11, 22), vec![NoYear]),
        ];
        for (title, held_on, expected) in titles {
            assert_eq!(warnings(title, held_on), expected, "{title}");
        }
    }

    #[test]
    fn a_heading_of_another_year_is_flagged() {
        assert_eq!(warnings("March 2023", (2024, 3, 13)), [TitleWarning::OtherYear { written: 2023 }]);
    }

    #[test]
    fn another_month_and_another_day_are_flagged() {
        let found = warnings("Board minutes 14 April 2024", (2024, 3, 13));
        let expected = [TitleWarning::OtherMonth { written: Month::April }, TitleWarning::OtherDay { written: 14 }];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_misspelt_month_is_still_compared_with_the_day_of_the_meeting() {
        let found = warnings("Minutes 28 Febuary 2024", (2024, 3, 28));
        let misspelt = TitleWarning::UnknownMonth { word: "Febuary".into(), suggestion: Month::February };
        assert_eq!(found, [misspelt, TitleWarning::OtherMonth { written: Month::February }]);
    }

    #[test]
    fn file_names_and_short_months_are_read() {
        assert_eq!(warnings("advisory_board_13-Mar-2024.pdf", (2024, 3, 13)), []);
        assert_eq!(warnings("Panel minutes Sept 9th, 2024", (2024, 9, 9)), []);
    }

    #[test]
    fn words_that_only_look_like_months_are_left_alone() {
        assert_eq!(warnings("What species may need: workshop 2 on 5 June 2024", (2024, 6, 5)), []);
        assert_eq!(warnings("Workshop Day 2 2024", (2024, 6, 5)), []);
        assert_eq!(warnings("Item 5 March 13 2024", (2024, 3, 13)), []);
    }

    #[test]
    fn a_year_of_the_plan_beside_the_year_of_the_meeting_is_no_flaw() {
        assert_eq!(warnings("Nature 2030 board minutes 13 March 2024", (2024, 3, 13)), []);
    }

    #[test]
    fn swapped_letters_count_as_one_slip() {
        assert_eq!(distance("febraury", "february"), 1);
        assert_eq!(distance("", "may"), 3);
        assert_eq!(distance("june", "july"), 2);
    }
}
