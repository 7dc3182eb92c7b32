//! Days by which something is due as a calendar (RFC 5545), for those who save it.

use chrono::NaiveDate;
use domain::time::Moment;
use icalendar::{Component, Event, EventLike};

use super::{calendar::begun, legible};

/// A day by which something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// What it is called for good, so that a calendar that has it already takes the newer one.
    pub name: String,
    /// The day.
    pub day: NaiveDate,
    /// What is due.
    pub summary: String,
    /// How the day was counted.
    pub about: String,
    /// The page that tells more.
    pub page: String,
}

/// Writes reminders as a calendar with a title.
pub fn reminders(title: &str, reminders: &[Reminder], now: Moment) -> String {
    let mut calendar = begun("Deadlines", title);
    calendar.extend(reminders.iter().map(|reminder| event(reminder, now)));
    calendar.to_string()
}

fn event(reminder: &Reminder, now: Moment) -> Event {
    let mut event = Event::with_uid(&reminder.name);
    event
        .timestamp(now)
        .summary(&legible(&reminder.summary))
        .description(&legible(&format!("{}\n\n{}", reminder.about, reminder.page)))
        .url(&reminder.page)
        .starts(reminder.day);
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_is_due_on_a_whole_day_and_is_the_same_thing_when_it_is_saved_again() {
        let reminder = Reminder {
            name: "opinion-1".into(),
            day: NaiveDate::from_ymd_opt(2025, 2, 11).unwrap(),
            summary: "An authority; can answer".into(),
            about: "28 days".into(),
            page: "https://nature.example.org/staff".into(),
        };
        let written = reminders("Deadlines", &[reminder], Moment::UNIX_EPOCH);
        for line in ["UID:opinion-1", "DTSTART;VALUE=DATE:20250211", "SUMMARY:An authority\\; can answer"] {
            assert!(written.split("\r\n").any(|one| one == line), "{line}: {written}");
        }
    }
}
