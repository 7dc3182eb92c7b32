//! Words about what was done about what people said, and about when that is due.

use chrono::NaiveDate;
use domain::{
    reply::{Deed, Due, ReplyStep, WEEKS},
    time::Moment,
};

use super::{
    Labelled, dates, numbers,
    published::{percent, range},
    staff::WITHHELD,
};
use crate::replies::{ReadPriority, ReadTag};

/// What the pages call all replies together.
pub const TITLE: &str = "We asked, you said, we did";
/// What others are told of the page of all replies to a consultation.
pub const DESCRIPTION: &str = "What we asked, what people said, and what was done about it.";

impl Labelled for Deed {
    fn label(self) -> &'static str {
        match self {
            Self::Changed => "We changed it",
            Self::WillChange => "We will change it",
            Self::NotChanged => "We did not change it",
            Self::Undecided => "It is not decided yet",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Changed => "Say below what is different now.",
            Self::WillChange => "Say below what will be different, and by when.",
            Self::NotChanged => "Say below why not.",
            Self::Undecided => "Say below what happens next, and by when.",
        })
    }
}

/// Says in a few words what was done, with its day where it has one.
pub fn deed(deed: Deed, by: Option<NaiveDate>) -> String {
    let by = by.map(dates::day);
    match (deed, by) {
        (Deed::WillChange, Some(day)) => format!("Will change by {day}"),
        (Deed::Undecided, Some(day)) => format!("Not decided yet, next step by {day}"),
        (Deed::Changed, _) => "Changed".to_owned(),
        (Deed::NotChanged, _) => "Not changed".to_owned(),
        (Deed::WillChange, None) => "Will change".to_owned(),
        (Deed::Undecided, None) => "Not decided yet".to_owned(),
    }
}

/// Says by which day something happens.
pub fn by(deed: Deed, day: NaiveDate) -> String {
    match deed {
        Deed::Undecided => format!("Next step by {}", dates::day(day)),
        Deed::Changed | Deed::WillChange | Deed::NotChanged => format!("by {}", dates::day(day)),
    }
}

/// Says the figures of a priority.
pub fn figures(priority: &ReadPriority) -> String {
    let supported = priority.supported.map(|share| format!(" ({} chose it)", percent(share)));
    format!(
        "weight {}, range {}, support {}{}",
        percent(priority.weight),
        range(priority.range),
        priority.support.label().to_lowercase(),
        supported.unwrap_or_default(),
    )
}

/// Says how many residents answered.
pub fn answered(answered: Option<u64>) -> String {
    match answered {
        Some(answered) => format!("{} answered.", numbers::count(answered, "resident", "residents")),
        None => format!("How many residents answered is {}.", WITHHELD.to_lowercase()),
    }
}

/// Says in how many comments a tag was counted.
pub fn tag(tag: &ReadTag) -> String {
    match tag.comments {
        Some(comments) => format!("‘{}’: {}", tag.name, numbers::count(comments, "comment", "comments")),
        None => format!("‘{}’: number of comments {}", tag.name, WITHHELD.to_lowercase()),
    }
}

/// Says what was done in a step.
pub fn step(step: ReplyStep) -> &'static str {
    match step {
        ReplyStep::Written => "written",
        ReplyStep::Removed => "removed",
        ReplyStep::Published => "published",
        ReplyStep::TakenBack => "taken back",
        ReplyStep::Moved => "moved",
    }
}

/// Says when replies are due, or were, for everybody.
pub fn due(due: Due) -> String {
    match due {
        Due::By { day, .. } => {
            format!(
                "We will say here by {} what we did about what people said, within {WEEKS} weeks of the closing.",
                dates::day(day)
            )
        }
        Due::Overdue { day, .. } => format!(
            "What we did about what people said was due here by {}, {WEEKS} weeks after the closing.",
            dates::day(day)
        ),
    }
}

/// Says that the day was moved by which replies are expected.
pub fn moved(from: NaiveDate, to: NaiveDate, said_at: Moment, reason: &str) -> String {
    format!("On {} we moved it from {} to {}: {reason}", dates::day_of(said_at), dates::day(from), dates::day(to))
}

/// Says how much time is left, for staff.
pub fn left(due: Due) -> String {
    match due {
        Due::By { left: 0, .. } => "due today".to_owned(),
        Due::By { left, .. } if left % 7 == 0 => {
            format!("{} left", numbers::count(left.unsigned_abs() / 7, "week", "weeks"))
        }
        Due::By { left, .. } if left < 14 => format!("{} left", numbers::count(left.unsigned_abs(), "day", "days")),
        Due::By { left, .. } => format!("more than {} left", numbers::count(left.unsigned_abs() / 7, "week", "weeks")),
        Due::Overdue { days, .. } => format!("overdue by {}", numbers::count(days.unsigned_abs(), "day", "days")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_said_in_weeks_until_the_last_two() {
        let day = NaiveDate::from_ymd_opt(2026, 5, 24).unwrap();
        let by = |days| left(Due::By { day, left: days });
        assert_eq!(by(21), "3 weeks left");
        assert_eq!(by(24), "more than 3 weeks left");
        assert_eq!(by(13), "13 days left");
        assert_eq!(by(7), "1 week left");
        assert_eq!(by(0), "due today");
        assert_eq!(left(Due::Overdue { day, days: 4 }), "overdue by 4 days");
    }
}
