//! Alerts: what somebody wants to be told of by email and how often, and up to which moment an email tells of it.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveTime};
use uuid::Uuid;

use crate::{
    ids::GroupId,
    time::{Moment, from_england, in_england},
    vocabulary::{Word, vocabulary},
};

/// The hour in England at which the emails of a day and of a week are made.
const HOUR: NaiveTime = NaiveTime::from_hms_opt(7, 0, 0).expect("it is a time");
/// What the word of a group begins with.
const GROUP: &str = "group-";
const EVERYTHING: &str = "everything";

vocabulary! {
    /// Which kind of thing is told of.
    Strand {
        /// Consultations that open, and all that came of them.
        Consultations = "consultations",
        /// Agendas and minutes of meetings.
        Minutes = "minutes",
        /// Documents.
        Documents = "documents",
        /// News, and pages that staff write.
        News = "news",
    }

    /// How often somebody is told.
    Pace {
        /// Soon after something is published.
        AtOnce = "at-once",
        /// Once a day, if anything was.
        Daily = "daily",
        /// Once a week, on Monday, if anything was.
        Weekly = "weekly",
    }
}

/// One part of what is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All of it.
    Everything,
    /// What is of one strand, of whichever group.
    Strand(Strand),
    /// What one group publishes.
    Group(GroupId),
}

/// The parts of what is published that somebody has chosen; with everything, no others.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scopes(BTreeSet<Scope>);

/// What somebody wants to be told of, and how often.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wish {
    /// What of.
    pub scopes: Scopes,
    /// How often.
    pub pace: Pace,
}

/// One thing that was published, as alerts count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Novelty {
    /// Its place in the order in which things were first seen, from 1.
    pub number: i64,
    /// The identity of its entry in the feed.
    pub entry: Uuid,
    /// Its strand.
    pub strand: Strand,
    /// The group that it is of.
    pub group: Option<GroupId>,
}

impl Scope {
    /// Gives the stable word of the scope.
    pub fn word(self) -> String {
        match self {
            Self::Everything => EVERYTHING.to_owned(),
            Self::Strand(strand) => strand.word().to_owned(),
            Self::Group(group) => format!("{GROUP}{group}"),
        }
    }

    /// Finds the scope that a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        if word == EVERYTHING {
            return Some(Self::Everything);
        }
        match word.strip_prefix(GROUP) {
            Some(group) => Uuid::try_parse(group).ok().map(|group| Self::Group(GroupId(group))),
            None => Strand::from_word(word).map(Self::Strand),
        }
    }

    fn covers(self, novelty: &Novelty) -> bool {
        match self {
            Self::Everything => true,
            Self::Strand(strand) => novelty.strand == strand,
            Self::Group(group) => novelty.group == Some(group),
        }
    }
}

impl Scopes {
    /// Takes what was chosen.
    pub fn new(chosen: impl IntoIterator<Item = Scope>) -> Self {
        let mut chosen: BTreeSet<Scope> = chosen.into_iter().collect();
        if chosen.contains(&Scope::Everything) {
            chosen.retain(|scope| *scope == Scope::Everything);
        }
        Self(chosen)
    }

    /// Says whether nothing was chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says whether one part was chosen by itself.
    pub fn has(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Gives each part that was chosen.
    pub fn iter(&self) -> impl Iterator<Item = Scope> + '_ {
        self.0.iter().copied()
    }

    /// Says whether something is in any part that was chosen.
    pub fn covers(&self, novelty: &Novelty) -> bool {
        self.iter().any(|scope| scope.covers(novelty))
    }

    /// Writes the words of all parts in one line.
    pub fn words(&self) -> String {
        self.iter().map(Scope::word).collect::<Vec<_>>().join(" ")
    }

    /// Reads a line of words; none, if one of them is no word of a part.
    pub fn from_words(words: &str) -> Option<Self> {
        words.split_whitespace().map(Scope::from_word).collect::<Option<Vec<_>>>().map(Self::new)
    }
}

impl Pace {
    /// Gives the last moment up to which an email that is made now tells of what was published.
    pub fn edition(self, now: Moment) -> Moment {
        if self == Self::AtOnce {
            return now;
        }
        let today = in_england(now).date_naive();
        let back = if self == Self::Weekly { today.weekday().num_days_from_monday() } else { 0 };
        let day = today - Days::new(back.into());
        let edition = from_england(day.and_time(HOUR));
        if edition <= now {
            return edition;
        }
        let earlier = if self == Self::Weekly { 7 } else { 1 };
        from_england((day - Days::new(earlier)).and_time(HOUR))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    const GROUP: GroupId = GroupId(Uuid::from_u128(7));

    fn minutes(group: Option<GroupId>) -> Novelty {
        Novelty { number: 1, entry: Uuid::nil(), strand: Strand::Minutes, group }
    }

    fn at(month: u32, day: u32, hour: u32, minute: u32) -> Moment {
        Utc.with_ymd_and_hms(2026, month, day, hour, minute, 0).unwrap()
    }

    #[test]
    fn a_part_that_was_chosen_covers_what_is_in_it_and_nothing_else() {
        let covers = |scope: Scope, novelty| Scopes::new([scope]).covers(&novelty);
        assert!(covers(Scope::Everything, minutes(None)));
        assert!(covers(Scope::Strand(Strand::Minutes), minutes(Some(GROUP))));
        assert!(!covers(Scope::Strand(Strand::Documents), minutes(Some(GROUP))));
        assert!(covers(Scope::Group(GROUP), minutes(Some(GROUP))));
        assert!(!covers(Scope::Group(GROUP), minutes(None)));
        assert!(!covers(Scope::Group(GroupId(Uuid::from_u128(8))), minutes(Some(GROUP))));
        assert!(!Scopes::default().covers(&minutes(None)));
    }

    #[test]
    fn parts_are_written_as_words_and_read_again_and_everything_stands_alone() {
        let some = Scopes::new([Scope::Group(GROUP), Scope::Strand(Strand::Documents)]);
        assert_eq!(some.words(), "documents group-00000000-0000-0000-0000-000000000007");
        assert_eq!(Scopes::from_words(&some.words()), Some(some));
        let all = Scopes::new([Scope::Strand(Strand::Minutes), Scope::Everything]);
        assert_eq!((all.words().as_str(), all.has(Scope::Strand(Strand::Minutes))), ("everything", false));
        for wrong in ["nothing", "group-", "group-7", "documents nothing"] {
            assert_eq!(Scopes::from_words(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_told_daily_is_what_was_there_at_seven_in_the_morning_in_england() {
        assert_eq!(Pace::Daily.edition(at(6, 15, 5, 59)), at(6, 14, 6, 0));
        assert_eq!(Pace::Daily.edition(at(6, 15, 6, 0)), at(6, 15, 6, 0));
        assert_eq!(Pace::Daily.edition(at(12, 1, 6, 59)), at(11, 30, 7, 0));
        // The clocks go back on 25 October 2026.
        assert_eq!(
            Pace::Daily.edition(at(10, 25, 12, 0)) - Pace::Daily.edition(at(10, 24, 12, 0)),
            chrono::TimeDelta::hours(25)
        );
    }

    #[test]
    fn what_is_told_weekly_is_what_was_there_on_monday() {
        for (now, monday) in [
            (at(6, 15, 5, 0), at(6, 8, 6, 0)),
            (at(6, 15, 6, 0), at(6, 15, 6, 0)),
            (at(6, 21, 23, 30), at(6, 15, 6, 0)),
        ] {
            assert_eq!(Pace::Weekly.edition(now), monday, "{now}");
        }
    }

    #[test]
    fn what_is_told_at_once_is_what_is_there_now() {
        assert_eq!(Pace::AtOnce.edition(at(6, 15, 5, 59)), at(6, 15, 5, 59));
    }
}
