//! Warnings about a title, a heading or a file name that does not agree with the day of its meeting.

use chrono::{Datelike, Month, NaiveDate};

use super::written_day::{Figures, Word, beside, day, figures, words, written_month, year};

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
    /// The day is written in figures that can be read in two ways.
    Ambiguous {
        /// The figures, as they are written.
        written: String,
        /// The day that they mean where the day of the month comes first.
        day_first: NaiveDate,
        /// The day that they mean where the month does.
        month_first: NaiveDate,
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
    let words = words(title);
    let Some(found) = written_month(&words, month_of(held_on)) else {
        return figures(&words)
            .map_or_else(|| year_warning(&words, held_on).into_iter().collect(), |found| in_figures(found, held_on));
    };
    let mut warnings = Vec::new();
    if found.is_misspelt {
        let word = words[found.place].text.to_owned();
        warnings.push(TitleWarning::UnknownMonth { word, suggestion: found.month });
    }
    warnings.extend(year_warning(&words, held_on));
    if Some(found.month) != month_of(held_on) {
        warnings.push(TitleWarning::OtherMonth { written: found.month });
    }
    warnings.extend(day_warning(&words, found.place, held_on));
    warnings
}

fn month_of(day: NaiveDate) -> Option<Month> {
    u8::try_from(day.month()).ok().and_then(|number| Month::try_from(number).ok())
}

fn year_warning(words: &[Word<'_>], held_on: NaiveDate) -> Option<TitleWarning> {
    let years: Vec<i32> = words.iter().filter_map(|word| year(word.text)).collect();
    match years.first() {
        None => Some(TitleWarning::NoYear),
        Some(written) => (!years.contains(&held_on.year())).then_some(TitleWarning::OtherYear { written: *written }),
    }
}

fn day_warning(words: &[Word<'_>], month: usize, held_on: NaiveDate) -> Option<TitleWarning> {
    let days = beside(words, month, day);
    let written = *days.first()?;
    (!days.contains(&held_on.day())).then_some(TitleWarning::OtherDay { written })
}

/// Compares a day in figures with that of the meeting, by whichever reading is nearer to it.
fn in_figures(found: Figures, held_on: NaiveDate) -> Vec<TitleWarning> {
    let Figures { written, usual, other } = found;
    let read = other.filter(|other| *other == held_on).unwrap_or(usual);
    let ambiguous = other.map(|month_first| TitleWarning::Ambiguous { written, day_first: usual, month_first });
    let year = (read.year() != held_on.year()).then(|| TitleWarning::OtherYear { written: read.year() });
    let month = month_of(read).filter(|month| Some(*month) != month_of(held_on));
    let month = month.map(|written| TitleWarning::OtherMonth { written });
    let day = (read.day() != held_on.day()).then(|| TitleWarning::OtherDay { written: read.day() });
    ambiguous.into_iter().chain(year).chain(month).chain(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn warnings(title: &str, (year, month, day): (i32, u32, u32)) -> Vec<TitleWarning> {
        title_warnings(title, on(year, month, day))
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
        assert_eq!(warnings("2024-03-13-advisory-board.pdf", (2024, 3, 13)), []);
    }

    #[test]
    fn figures_that_can_be_read_in_two_ways_are_flagged_even_where_one_is_right() {
        let ambiguous = |written: &str| TitleWarning::Ambiguous {
            written: written.to_owned(),
            day_first: on(2024, 4, 7),
            month_first: on(2024, 7, 4),
        };
        assert_eq!(warnings("Last updated: 7/04/2024", (2024, 4, 7)), [ambiguous("7/04/2024")]);
        assert_eq!(warnings("Last updated: 7/04/2024", (2024, 7, 4)), [ambiguous("7/04/2024")]);
        assert_eq!(
            warnings("board 07.04.24.pdf", (2024, 4, 8)),
            [ambiguous("07.04.24"), TitleWarning::OtherDay { written: 7 }]
        );
    }

    #[test]
    fn figures_of_another_day_are_flagged() {
        let expected = [TitleWarning::OtherYear { written: 2023 }, TitleWarning::OtherMonth { written: Month::May }];
        assert_eq!(warnings("board-2023-05-13.pdf", (2024, 3, 13)), expected);
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
}
