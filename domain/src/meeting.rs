//! The meetings of groups, and the minutes of these.
//!
//! What kind a document is and when the meeting was held are fields, never read out of a title; a title that does not
//! agree with them is warned about.

mod listing;
mod title;
mod written_day;

use chrono::{NaiveDate, NaiveTime};

use crate::{
    ids::{GroupId, MeetingId},
    time::Moment,
    vocabulary::vocabulary,
};

pub use self::{
    listing::{Entry, Listing, MOST_LINES, Source, SourceWarning, TITLE_LIMIT, read_list},
    title::{TitleWarning, title_warnings},
};

vocabulary! {
    /// The kinds of record that a meeting leaves.
    MinutesKind {
        /// Minutes of a meeting.
        Minutes = "minutes",
        /// Minutes of a workshop.
        WorkshopMinutes = "workshop-minutes",
        /// A summary of a workshop.
        WorkshopSummary = "workshop-summary",
    }

    /// How a document belongs to a meeting.
    PaperKind {
        /// What is talked about there.
        Paper = "paper",
        /// A file of its minutes.
        Minutes = "minutes",
    }

    /// Whether minutes were approved.
    MinutesStatus {
        /// Staff write them, and nobody else reads them.
        Draft = "draft",
        /// They are out, and wait for approval.
        Unapproved = "unapproved",
        /// A later meeting of the same group approved them.
        Approved = "approved",
        /// They were changed after they had been approved.
        Amended = "amended",
        /// They came from elsewhere without saying whether they were approved.
        NotStated = "not-stated",
    }
}

/// When and where a meeting is, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangements {
    /// When it begins.
    pub starts: Option<NaiveTime>,
    /// When it ends.
    pub ends: Option<NaiveTime>,
    /// Where it is.
    pub place: String,
    /// How anybody can come, watch or ask a question.
    pub joining: String,
    /// Since when everybody knows of it.
    pub announced_at: Option<Moment>,
    /// Why it is not held, where it was called off.
    pub called_off: Option<String>,
}

/// A meeting of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Its identity.
    pub id: MeetingId,
    /// The group that met.
    pub group: GroupId,
    /// The day on which it was held, from which its month is taken.
    pub held_on: NaiveDate,
    /// Its name in addresses, as [`meeting_slug`] makes it.
    pub slug: String,
}

/// How long the place of a meeting may be.
pub const PLACE_LIMIT: usize = 200;
/// How long it may be what is said of joining it, or of why it was called off.
pub const JOINING_LIMIT: usize = 1_000;

/// What is known of the minutes of a meeting besides their text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// The meeting that they record.
    pub meeting: MeetingId,
    /// Which kind of record they are.
    pub kind: MinutesKind,
    /// Whether they were approved.
    pub status: MinutesStatus,
    /// The title and the heading that they had where they came from, which are kept as evidence and never shown as the title.
    pub source: Option<Source>,
}

impl MinutesStatus {
    /// Says whether anyone may read them: everything but a draft.
    pub fn is_public(self) -> bool {
        self != Self::Draft
    }

    /// Says whether there is anything to say about approval beside the title.
    pub fn is_stated(self) -> bool {
        self != Self::NotStated
    }
}

/// Makes a meeting's name in addresses, for example `2024-03-13-advisory-board`.
pub fn meeting_slug(held_on: NaiveDate, group_slug: &str) -> String {
    format!("{}-{group_slug}", held_on.format("%Y-%m-%d"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Word;

    #[test]
    fn a_meeting_is_addressed_by_its_day_and_its_group() {
        let day = NaiveDate::from_ymd_opt(2024, 3, 4).unwrap();
        assert_eq!(meeting_slug(day, "species-technical-group"), "2024-03-04-species-technical-group");
    }

    #[test]
    fn addresses_of_one_group_sort_by_day() {
        let slug = |year, month, day| meeting_slug(NaiveDate::from_ymd_opt(year, month, day).unwrap(), "board");
        assert!(slug(2023, 12, 6) < slug(2024, 1, 15));
        assert!(slug(2024, 1, 15) < slug(2024, 1, 23));
    }

    #[test]
    fn only_drafts_are_kept_from_the_public() {
        let hidden: Vec<_> = MinutesStatus::ALL.iter().filter(|status| !status.is_public()).collect();
        assert_eq!(hidden, [&MinutesStatus::Draft]);
    }
}
