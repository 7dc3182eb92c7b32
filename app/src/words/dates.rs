//! Dates and times as people in England read them.

use chrono::{NaiveDate, NaiveTime, Timelike};
use domain::time::{Moment, in_england};

/// Says a day, for example `7 April 2024`.
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// Says a month, for example `April 2024`.
pub fn month(date: NaiveDate) -> String {
    date.format("%B %Y").to_string()
}

/// Says the day of the week, for example `Sunday`.
pub fn weekday(date: NaiveDate) -> String {
    date.format("%A").to_string()
}

/// Says a moment, for example `7 April 2024 at 11:59pm`.
pub fn moment(moment: Moment) -> String {
    let there = in_england(moment);
    format!("{} at {}", day(there.date_naive()), there.format("%-I:%M%P"))
}

/// Says the day of a moment.
pub fn day_of(moment: Moment) -> String {
    day(in_england(moment).date_naive())
}

/// Says a time of day, for example `10am` or `12:30pm`.
pub fn time(time: NaiveTime) -> String {
    let said = if time.minute() == 0 { "%-I%P" } else { "%-I:%M%P" };
    time.format(said).to_string()
}

/// Says from when until when something is, for example `10am to 12:30pm`; nothing where its beginning is not known.
pub fn hours(starts: Option<NaiveTime>, ends: Option<NaiveTime>) -> Option<String> {
    let starts = time(starts?);
    Some(match ends {
        Some(ends) => format!("{starts} to {}", time(ends)),
        None => starts,
    })
}

/// Gives a moment for the `datetime` attribute.
pub fn machine(moment: Moment) -> String {
    in_england(moment).to_rfc3339()
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    #[test]
    fn a_closing_time_in_summer_is_said_in_summer_time() {
        let closing = Utc.with_ymd_and_hms(2026, 6, 30, 22, 59, 0).unwrap();
        assert_eq!(moment(closing), "30 June 2026 at 11:59pm");
    }

    #[test]
    fn times_of_day_are_said_without_minutes_where_there_are_none() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        assert_eq!(hours(at(10, 0), at(12, 30)).as_deref(), Some("10am to 12:30pm"));
        assert_eq!((hours(at(0, 5), None).as_deref(), hours(None, at(9, 0))), (Some("12:05am"), None));
    }

    #[test]
    fn the_hour_that_clocks_go_back_over_is_still_said() {
        let first = Utc.with_ymd_and_hms(2026, 10, 25, 0, 30, 0).unwrap();
        assert_eq!(moment(first), "25 October 2026 at 1:30am");
        assert_eq!(moment(first + chrono::TimeDelta::hours(1)), "25 October 2026 at 1:30am");
    }
}
