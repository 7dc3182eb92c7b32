//! The groups that advise on the strategy, and the nine documents of their meetings.
//!
//! Each document has its meeting's own date. The title that it had where it was published is kept as it was found there,
//! with its slips, so that anyone can find it again.

use chrono::NaiveDate;

/// A board, panel or working group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// One sentence that says what it does.
    pub summary: &'static str,
}

/// What a document of a meeting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// The record of a meeting.
    Minutes,
    /// The record of a workshop.
    WorkshopMinutes,
    /// A short account of a workshop, which is no record of decisions.
    WorkshopSummary,
}

impl DocumentKind {
    /// Names the kind as it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::WorkshopMinutes => "workshop-minutes",
            Self::WorkshopSummary => "workshop-summary",
        }
    }
}

/// A document of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingDocument {
    /// The slug of the group that met.
    pub group: &'static str,
    /// What the document is.
    pub kind: DocumentKind,
    /// The day on which the group met.
    pub date: NaiveDate,
    /// The title where the document was published, as it was found there.
    pub source_title: &'static str,
}

/// The groups.
pub const GROUPS: [Group; 4] = [
    Group {
        slug: "advisory-board",
        name: "LNRS Advisory Board",
        summary: "Brings together the councils, public bodies and partners that guide the strategy and advise on what it decides.",
    },
    Group {
        slug: "technical-advisory-panel",
        name: "LNRS Technical Advisory Panel",
        summary: "Checks the evidence, the mapping and the methods behind the strategy.",
    },
    Group {
        slug: "species-technical-group",
        name: "Species Technical Group",
        summary: "Works out which plants and animals need the strategy's help most, from local records and expert knowledge.",
    },
    Group {
        slug: "habitat-working-group",
        name: "Habitat Working Group",
        summary: "Agrees what condition the region's habitats are in and where they could be restored or joined up.",
    },
];

/// Gives the nine documents, the latest meeting first.
pub fn documents() -> [MeetingDocument; 9] {
    use DocumentKind::{Minutes, WorkshopMinutes, WorkshopSummary};
    [
        document(
            "habitat-working-group",
            WorkshopSummary,
            (2024, 3, 18),
            "Habitat Working Group Workshop Summary 18 March 2024",
        ),
        document("advisory-board", Minutes, (2024, 3, 13), "LNRS Advisory Board Minutes 13th March 2024"),
        document("species-technical-group", Minutes, (2024, 3, 4), "Species Technical Group Minutes 04 March 2024"),
        document(
            "technical-advisory-panel",
            Minutes,
            (2024, 2, 28),
            "LNRS Technical Advisory Panel Minutes 28th Febraury 2024",
        ),
        document("advisory-board", Minutes, (2024, 1, 23), "LNRS Advisory Board Minutes 23rd January"),
        document(
            "technical-advisory-panel",
            Minutes,
            (2024, 1, 15),
            "LNRS Technical Advisory Panel Minutes 15th January",
        ),
        document(
            "species-technical-group",
            WorkshopMinutes,
            (2023, 12, 6),
            "Species Technical Group Workshop Minutes 06 December 2023",
        ),
        document(
            "technical-advisory-panel",
            Minutes,
            (2023, 11, 22),
            "LNRS Technical Advisory Panel Minutes 22 November",
        ),
        document("advisory-board", Minutes, (2023, 11, 14), "LNRS Advisory Board Minutes 14th November"),
    ]
}

fn document(
    group: &'static str,
    kind: DocumentKind,
    (year, month, day): (i32, u32, u32),
    source_title: &'static str,
) -> MeetingDocument {
    let date = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    MeetingDocument { group, kind, date, source_title }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;

    #[test]
    fn the_title_at_the_source_names_the_group_and_the_day_of_the_meeting() {
        for document in documents() {
            let group = GROUPS.iter().find(|group| group.slug == document.group).unwrap();
            assert!(document.source_title.starts_with(group.name), "{}", document.source_title);
            let day = document.source_title.split(' ').find_map(|word| {
                word.trim_start_matches('0').trim_end_matches(char::is_alphabetic).parse::<u32>().ok()
            });
            assert_eq!(day, Some(document.date.day()), "{}", document.source_title);
        }
    }

    #[test]
    fn nobody_met_at_a_weekend_and_the_latest_comes_first() {
        let dates = documents().map(|document| document.date);
        assert!(dates.iter().all(|date| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)));
        assert!(dates.windows(2).all(|pair| pair[0] > pair[1]));
        assert_eq!(dates.map(|date| date.year()).iter().filter(|year| **year == 2023).count(), 3);
    }

    #[test]
    fn the_title_of_the_kind_is_that_of_the_source() {
        let is = |document: &MeetingDocument, words: &str| document.source_title.contains(words);
        for document in documents() {
            match document.kind {
                DocumentKind::WorkshopMinutes => assert!(is(&document, "Workshop Minutes")),
                DocumentKind::WorkshopSummary => assert!(is(&document, "Workshop Summary")),
                DocumentKind::Minutes => assert!(!is(&document, "Workshop")),
            }
        }
    }
}
