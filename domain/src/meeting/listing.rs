//! Lists of minutes as another site has them, with headings of months: what each line probably is, for somebody to look over.
//!
//! Nothing here decides. A line of which the day or the group cannot be told leaves that open.

use chrono::{Month, NaiveDate};

use super::{
    MinutesKind,
    title::{TitleWarning, title_warnings},
    written_day::{Word, beside, day, figures, month, nearest_month, words, written_month, year},
};
use crate::{group::Group, ids::GroupId};

/// How many lines of a list are read at once.
pub const MOST_LINES: usize = 100;
/// How long a line may be that is a title.
pub const TITLE_LIMIT: usize = 300;
/// From how many letters on a word of a group's name may have a slip.
const LEAST_LETTERS: usize = 5;

/// A title on another site, and the heading under which it stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The title.
    pub title: String,
    /// The heading of its month, if there was one.
    pub heading: Option<String>,
}

/// A line of a list that is probably the title of minutes, with what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What stands there.
    pub source: Source,
    /// The group, if one of those that are known is named.
    pub group: Option<GroupId>,
    /// The kind of record.
    pub kind: MinutesKind,
    /// The day of the meeting, if it can be told.
    pub held_on: Option<NaiveDate>,
}

/// A list as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The lines that are titles, in their order.
    pub entries: Vec<Entry>,
    /// The other lines, which are left out.
    pub others: Vec<String>,
}

/// Something about where minutes come from that does not agree with the day of the meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceWarning {
    /// In the title.
    Title(TitleWarning),
    /// In the heading above it.
    Heading(TitleWarning),
}

impl Source {
    /// Compares the title and the heading with the day on which the meeting was held.
    pub fn warnings(&self, held_on: NaiveDate) -> Vec<SourceWarning> {
        let title = title_warnings(&self.title, held_on).into_iter().map(SourceWarning::Title);
        // A heading of a month without a year says nothing wrong.
        let of_heading = |heading: &String| title_warnings(heading, held_on);
        let heading = self.heading.iter().flat_map(of_heading).filter(|warning| *warning != TitleWarning::NoYear);
        title.chain(heading.map(SourceWarning::Heading)).collect()
    }
}

/// Reads a list: lines with a month or a year alone are headings, and those that name a group or a day are titles.
pub fn read_list(text: &str, groups: &[Group]) -> Listing {
    let mut listing = Listing::default();
    let mut heading: Option<String> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words = words(line);
        if is_heading(&words) {
            heading = Some(line.to_owned());
            continue;
        }
        let group = group_of(&words, groups);
        let held_on = day_of(&words, heading.as_deref());
        let kind = kind_of(&words);
        let is_title = match kind {
            Some(_) => group.is_some() || held_on.is_some(),
            None => group.is_some() && held_on.is_some(),
        };
        if is_title && line.chars().count() <= TITLE_LIMIT {
            let source = Source { title: line.to_owned(), heading: heading.clone() };
            let kind = kind.unwrap_or(MinutesKind::Minutes);
            listing.entries.push(Entry { source, group, kind, held_on });
        } else {
            listing.others.push(line.to_owned());
        }
    }
    listing
}

fn is_heading(words: &[Word<'_>]) -> bool {
    let of_month = |word: &Word<'_>| month(word.text).or_else(|| nearest_month(word.text)).is_some();
    match words {
        [only] => of_month(only) || year(only.text).is_some(),
        [first, second] => of_month(first) && year(second.text).is_some(),
        _ => false,
    }
}

/// Tells the kind of record from a title, if it names one.
fn kind_of(words: &[Word<'_>]) -> Option<MinutesKind> {
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.text.to_lowercase().as_str()));
    match (has(&["workshop"]), has(&["summary", "summaries"]), has(&["minutes", "notes"])) {
        (true, true, _) => Some(MinutesKind::WorkshopSummary),
        (true, false, true) => Some(MinutesKind::WorkshopMinutes),
        (false, _, true) => Some(MinutesKind::Minutes),
        _ => None,
    }
}

/// Finds the group whose name is in a title; of several the one with the longest name.
fn group_of(words: &[Word<'_>], groups: &[Group]) -> Option<GroupId> {
    let written: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
    let named = groups.iter().filter_map(|group| {
        let name: Vec<String> = self::words(&group.name)
            .iter()
            .filter(|word| !is_short_for_something(word.text))
            .map(|word| word.text.to_lowercase())
            .collect();
        let is_named = !name.is_empty() && written.windows(name.len()).any(|run| run.iter().zip(&name).all(is_same));
        is_named.then_some((name.len(), group.id))
    });
    named.max_by_key(|(length, _)| *length).map(|(_, group)| group)
}

/// Says whether a word is an abbreviation, which titles often leave out.
fn is_short_for_something(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

fn is_same((written, wanted): (&String, &String)) -> bool {
    let may_slip = wanted.chars().count() >= LEAST_LETTERS;
    written == wanted || (may_slip && strsim::osa_distance(written, wanted) <= 1)
}

/// Tells the day from a title; where it has no year, that of the heading, if the heading is of the same month.
fn day_of(words: &[Word<'_>], heading: Option<&str>) -> Option<NaiveDate> {
    let Some(found) = written_month(words, None) else { return figures(words).map(|found| found.usual) };
    let of_month = *beside(words, found.place, day).first()?;
    let year = year_of(words, found.place).or_else(|| year_of_heading(heading?, found.month))?;
    NaiveDate::from_ymd_opt(year, found.month.number_from_month(), of_month)
}

/// Tells the year from a title: that beside the month or beyond its day, or else the only one that there is.
fn year_of(words: &[Word<'_>], month: usize) -> Option<i32> {
    let near = words[month + 1..].iter().take(2).find_map(|word| year(word.text));
    let mut all = words.iter().filter_map(|word| year(word.text));
    near.or_else(|| all.next().filter(|_| all.next().is_none()))
}

fn year_of_heading(heading: &str, wanted: Month) -> Option<i32> {
    let words = words(heading);
    let named = words.iter().find_map(|word| month(word.text).or_else(|| nearest_month(word.text)));
    let is_of_month = named.is_none_or(|named| named == wanted);
    is_of_month.then(|| words.iter().find_map(|word| year(word.text))).flatten()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::group::GroupKind;

    const BOARD: GroupId = GroupId(Uuid::from_u128(1));
    const PANEL: GroupId = GroupId(Uuid::from_u128(2));
    const SPECIES: GroupId = GroupId(Uuid::from_u128(3));
    const HABITAT: GroupId = GroupId(Uuid::from_u128(4));

    /// The list as it stands on the page that the project began with, its slips among it.
    const OLD_PAGE: &str = include_str!("../../../tests/support/samples/minutes-of-another-site.txt");

    fn groups() -> Vec<Group> {
        let group = |id, slug: &str, name: &str| Group {
            id,
            slug: slug.into(),
            name: name.into(),
            kind: GroupKind::Board,
            purpose: String::new(),
        };
        vec![
            group(BOARD, "advisory-board", "LNRS Advisory Board"),
            group(PANEL, "technical-advisory-panel", "LNRS Technical Advisory Panel"),
            group(SPECIES, "species-technical-group", "Species Technical Group"),
            group(HABITAT, "habitat-working-group", "Habitat Working Group"),
        ]
    }

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn only(text: &str) -> Entry {
        let mut entries = read_list(text, &groups()).entries;
        assert_eq!(entries.len(), 1, "{text}");
        entries.remove(0)
    }

    #[test]
    fn the_old_page_gives_nine_records_each_with_its_own_day_group_and_kind() {
        use MinutesKind::{Minutes, WorkshopMinutes, WorkshopSummary};
        let read = read_list(&format!("{OLD_PAGE}Get in touch"), &groups());
        let found: Vec<_> =
            read.entries.iter().map(|entry| (entry.held_on.unwrap(), entry.group.unwrap(), entry.kind)).collect();
        let expected = [
            (on(2024, 3, 4), SPECIES, Minutes),
            (on(2024, 3, 13), BOARD, Minutes),
            (on(2024, 3, 18), HABITAT, WorkshopSummary),
            (on(2024, 2, 28), PANEL, Minutes),
            (on(2024, 1, 23), BOARD, Minutes),
            (on(2024, 1, 15), PANEL, Minutes),
            (on(2023, 12, 6), SPECIES, WorkshopMinutes),
            (on(2023, 11, 14), BOARD, Minutes),
            (on(2023, 11, 22), PANEL, Minutes),
        ];
        assert_eq!(found, expected);
        assert_eq!(read.others, ["Local Nature Recovery Strategy FAQ's", "Get in touch"]);
    }

    #[test]
    fn each_flaw_of_the_old_page_is_told_and_nothing_else_is() {
        use SourceWarning::{Heading, Title};
        let read = read_list(OLD_PAGE, &groups());
        let told: Vec<_> = read.entries.iter().map(|entry| entry.source.warnings(entry.held_on.unwrap())).collect();
        let wrong_year = || vec![Heading(TitleWarning::OtherYear { written: 2023 })];
        let no_year = || vec![Title(TitleWarning::NoYear)];
        let misspelt = TitleWarning::UnknownMonth { word: "Febraury".into(), suggestion: Month::February };
        let expected = [
            wrong_year(),
            wrong_year(),
            wrong_year(),
            vec![Title(misspelt)],
            no_year(),
            no_year(),
            vec![],
            no_year(),
            no_year(),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_title_without_a_year_under_a_heading_of_another_month_has_no_day() {
        assert_eq!(only("December 2023\nLNRS Advisory Board Minutes 14th November").held_on, None);
        assert_eq!(only("2023\nLNRS Advisory Board Minutes 14th November").held_on, Some(on(2023, 11, 14)));
        assert_eq!(only("LNRS Advisory Board Minutes 14th November").held_on, None);
    }

    #[test]
    fn the_year_is_the_one_beside_the_month_and_not_that_of_a_plan() {
        assert_eq!(only("Nature 2030 Advisory Board minutes 13 March 2024").held_on, Some(on(2024, 3, 13)));
        assert_eq!(only("Advisory Board minutes, March 13th, 2024 (PDF, 296 KB)").held_on, Some(on(2024, 3, 13)));
        assert_eq!(only("2024 Advisory Board minutes 13 March").held_on, Some(on(2024, 3, 13)));
    }

    #[test]
    fn a_day_in_figures_is_read_as_england_writes_it() {
        assert_eq!(only("Advisory Board minutes 07/04/2024").held_on, Some(on(2024, 4, 7)));
        assert_eq!(only("advisory_board_minutes_2024-04-07.pdf").held_on, Some(on(2024, 4, 7)));
    }

    #[test]
    fn a_day_that_no_month_has_is_left_open() {
        assert_eq!(only("Advisory Board minutes 31 April 2024").held_on, None);
    }

    #[test]
    fn a_group_is_known_without_its_abbreviation_and_with_a_slip_and_the_longer_name_wins() {
        assert_eq!(only("Advizori Bd minutes 4 March 2024").group, None);
        assert_eq!(only("Advisory Baord minutes 4 March 2024").group, Some(BOARD));
        assert_eq!(only("Technical Advisory Panel notes 4 March 2024").group, Some(PANEL));
        assert_eq!(only("Some other group's minutes 4 March 2024").group, None);
    }

    #[test]
    fn an_agenda_and_words_about_the_group_are_no_minutes() {
        let read = read_list("The Advisory Board advises.\nAgendas 2024 to come\nFAQs", &groups());
        assert_eq!((read.entries.len(), read.others.len()), (0, 3));
    }
}
