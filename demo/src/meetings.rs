//! The groups that advise on the strategy, and the nine records of their meetings.
//!
//! Each record has its meeting's own date. The title that it had where it was published is kept as it was found there,
//! with its slips, so that anyone can find it again.

use chrono::NaiveDate;

/// A board, panel or working group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// The word of its kind, as it is stored.
    pub kind: &'static str,
    /// One sentence that says what it is for.
    pub purpose: &'static str,
}

/// Which kind of record a meeting left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MinutesKind {
    /// The record of a meeting.
    Minutes,
    /// The record of a workshop.
    WorkshopMinutes,
    /// A short account of a workshop, which is no record of decisions.
    WorkshopSummary,
}

impl MinutesKind {
    /// Gives the word of the kind, as it is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::WorkshopMinutes => "workshop-minutes",
            Self::WorkshopSummary => "workshop-summary",
        }
    }
}

/// The record of a meeting, and the title under which it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingRecord {
    /// The slug of the group that met.
    pub group: &'static str,
    /// Which kind of record it is.
    pub kind: MinutesKind,
    /// The day on which the group met.
    pub held_on: NaiveDate,
    /// The title where the document was published, as it was found there.
    pub source_title: &'static str,
    /// The heading above it there, as it was found too.
    pub source_heading: &'static str,
}

/// The groups.
pub const GROUPS: [Group; 4] = [
    Group {
        slug: "advisory-board",
        name: "LNRS Advisory Board",
        kind: "board",
        purpose: "Brings together the councils, public bodies and partners that advise on what the strategy decides.",
    },
    Group {
        slug: "technical-advisory-panel",
        name: "LNRS Technical Advisory Panel",
        kind: "panel",
        purpose: "Checks the evidence, the mapping and the methods behind the strategy.",
    },
    Group {
        slug: "species-technical-group",
        name: "Species Technical Group",
        kind: "technical-group",
        purpose: "Works out from records and expert knowledge which plants and animals need help most.",
    },
    Group {
        slug: "habitat-working-group",
        name: "Habitat Working Group",
        kind: "working-group",
        purpose: "Agrees what condition the region's habitats are in and where they could be restored or joined up.",
    },
];

/// Gives the nine records, the latest meeting first.
pub fn records() -> [MeetingRecord; 9] {
    use MinutesKind::{Minutes, WorkshopMinutes, WorkshopSummary};
    [
        record(
            "habitat-working-group",
            WorkshopSummary,
            (2024, 3, 18),
            "Habitat Working Group Workshop Summary 18 March 2024",
            "March 2023",
        ),
        record("advisory-board", Minutes, (2024, 3, 13), "LNRS Advisory Board Minutes 13th March 2024", "March 2023"),
        record(
            "species-technical-group",
            Minutes,
            (2024, 3, 4),
            "Species Technical Group Minutes 04 March 2024",
            "March 2023",
        ),
        record(
            "technical-advisory-panel",
            Minutes,
            (2024, 2, 28),
            "LNRS Technical Advisory Panel Minutes 28th Febraury 2024",
            "February 2024",
        ),
        record("advisory-board", Minutes, (2024, 1, 23), "LNRS Advisory Board Minutes 23rd January", "January 2024"),
        record(
            "technical-advisory-panel",
            Minutes,
            (2024, 1, 15),
            "LNRS Technical Advisory Panel Minutes 15th January",
            "January 2024",
        ),
        record(
            "species-technical-group",
            WorkshopMinutes,
            (2023, 12, 6),
            "Species Technical Group Workshop Minutes 06 December 2023",
            "December 2023",
        ),
        record(
            "technical-advisory-panel",
            Minutes,
            (2023, 11, 22),
            "LNRS Technical Advisory Panel Minutes 22 November",
            "November 2023",
        ),
        record("advisory-board", Minutes, (2023, 11, 14), "LNRS Advisory Board Minutes 14th November", "November 2023"),
    ]
}

fn record(
    group: &'static str,
    kind: MinutesKind,
    (year, month, day): (i32, u32, u32),
    source_title: &'static str,
    source_heading: &'static str,
) -> MeetingRecord {
    let held_on = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    MeetingRecord { group, kind, held_on, source_title, source_heading }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;

    #[test]
    fn the_title_at_the_source_names_the_group_and_the_day_of_the_meeting() {
        for record in records() {
            let group = GROUPS.iter().find(|group| group.slug == record.group).unwrap();
            assert!(record.source_title.starts_with(group.name), "{}", record.source_title);
            let day = record.source_title.split(' ').find_map(|word| {
                word.trim_start_matches('0').trim_end_matches(char::is_alphabetic).parse::<u32>().ok()
            });
            assert_eq!(day, Some(record.held_on.day()), "{}", record.source_title);
        }
    }

    #[test]
    fn nobody_met_at_a_weekend_and_the_latest_comes_first() {
        let dates = records().map(|record| record.held_on);
        assert!(dates.iter().all(|date| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)));
        assert!(dates.windows(2).all(|pair| pair[0] > pair[1]));
        assert_eq!(dates.map(|date| date.year()).iter().filter(|year| **year == 2023).count(), 3);
    }

    #[test]
    fn the_title_of_the_kind_is_that_of_the_source() {
        let is = |record: &MeetingRecord, words: &str| record.source_title.contains(words);
        for record in records() {
            match record.kind {
                MinutesKind::WorkshopMinutes => assert!(is(&record, "Workshop Minutes")),
                MinutesKind::WorkshopSummary => assert!(is(&record, "Workshop Summary")),
                MinutesKind::Minutes => assert!(!is(&record, "Workshop")),
            }
        }
    }
}
