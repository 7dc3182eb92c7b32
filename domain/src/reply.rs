//! Replies: what the team says it did about something that was said ("We asked, you said, we did").
//!
//! A reply is written, made public version by version, and can be taken back. What it says of figures is chosen and never typed.

mod due;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use self::due::{Due, REMINDERS, WEEKS, due, due_on, reminder};
use crate::{
    code_frame::TagId, ids::MeetingId, particulars::LinkedDocument, questionnaire::QuestionId, vocabulary::vocabulary,
};

/// The most letters of a title.
pub const TITLE_LIMIT: usize = 120;
/// The most letters of what was said, and of what was done.
pub const WORDS_LIMIT: usize = 2_000;
/// The most letters of the number or name of an item of minutes.
pub const ITEM_LIMIT: usize = 120;
/// The most letters of a decision's words, of what changed in a version, and of why a reply is taken back.
pub const SENTENCE_LIMIT: usize = 500;

vocabulary! {
    /// What was done about something that was said.
    Deed {
        /// Something was changed.
        Changed = "changed",
        /// Something will be changed by a day.
        WillChange = "will-change",
        /// Nothing was changed, for a reason.
        NotChanged = "not-changed",
        /// It is not decided, and something happens next by a day.
        Undecided = "undecided",
    }

    /// A step of a reply, as it is noted.
    ReplyStep {
        /// It was written or changed.
        Written = "written",
        /// It was removed before it was ever public.
        Removed = "removed",
        /// A version of it was made public.
        Published = "published",
        /// It was taken back.
        TakenBack = "taken-back",
        /// It was moved up or down among the others.
        Moved = "moved",
    }
}

impl Deed {
    /// Says whether there has to be a day by which something happens.
    pub fn needs_day(self) -> bool {
        matches!(self, Self::WillChange | Self::Undecided)
    }
}

/// A question that a reply is about, with its words as they were then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedQuestion {
    /// The question.
    pub id: QuestionId,
    /// What it asks.
    pub text: String,
}

/// Figures of published results that a reply rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestsOn {
    /// The edition of the results.
    pub edition: i64,
    /// The priorities, by their codes.
    pub priorities: Vec<String>,
}

/// The decision that a reply rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The meeting that took it.
    pub meeting: MeetingId,
    /// The number or name of the item.
    pub item: String,
    /// What was decided, in the words of the minutes.
    pub words: String,
}

/// What the team says it did about something that was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What it is about, in a few words.
    pub title: String,
    /// The questions that were asked; none stand for the consultation as a whole.
    pub asked: Vec<AskedQuestion>,
    /// What people said.
    pub said: String,
    /// The figures that show it.
    pub rests_on: Option<RestsOn>,
    /// The tags of the comments in which it was said.
    pub tags: Vec<TagId>,
    /// What was done.
    pub deed: Deed,
    /// The same in words: what was changed or will be, why nothing was, or what happens next.
    pub did: String,
    /// The day by which it happens.
    pub by: Option<NaiveDate>,
    /// The section of the strategy where it can be read.
    pub section: Option<LinkedDocument>,
    /// The decision behind it.
    pub decision: Option<Decision>,
}

impl Reply {
    /// Gives the day by which something happens, where what was done has one.
    pub fn day(&self) -> Option<NaiveDate> {
        self.by.filter(|_| self.deed.needs_day())
    }

    /// Says whether its day lies before today, so that it says something that is not true any more.
    pub fn is_past(&self, today: NaiveDate) -> bool {
        self.day().is_some_and(|day| day < today)
    }
}

/// In how many comments a tag was counted when a reply was made public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagFigure {
    /// The tag that counts.
    pub tag: TagId,
    /// What it was called.
    pub name: String,
    /// The tags that counted for it then, itself among them.
    pub of: Vec<TagId>,
    /// In how many comments of how many people; `None` where that is withheld.
    pub counted: Option<TagPeople>,
}

/// How often a tag counts, and for how many people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagPeople {
    /// How many comments have it.
    pub comments: u64,
    /// How many people wrote them, by which later counts are judged; it is never shown.
    pub people: u64,
}

/// A version of a reply as it was made public, which stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicReply {
    /// What it says.
    pub reply: Reply,
    /// What the tags came to.
    pub tags: Vec<TagFigure>,
    /// What changed since the version before; empty in the first.
    pub changes: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Word;

    fn reply(deed: Deed, by: Option<NaiveDate>) -> Reply {
        Reply {
            title: "Ponds".into(),
            asked: Vec::new(),
            said: "More ponds".into(),
            rests_on: None,
            tags: Vec::new(),
            deed,
            did: "We added ponds".into(),
            by,
            section: None,
            decision: None,
        }
    }

    #[test]
    fn only_what_is_to_come_has_a_day() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 1);
        let with_days: Vec<_> = Deed::ALL.iter().filter(|deed| reply(**deed, day).day().is_some()).collect();
        assert_eq!(with_days, [&Deed::WillChange, &Deed::Undecided]);
    }

    #[test]
    fn a_promise_is_past_on_the_day_after_its_day() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
        assert!(!reply(Deed::WillChange, Some(day)).is_past(day));
        assert!(reply(Deed::WillChange, Some(day)).is_past(day.succ_opt().unwrap()));
        assert!(!reply(Deed::Changed, Some(day)).is_past(day.succ_opt().unwrap()));
    }
}
