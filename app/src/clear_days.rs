//! Clear working days before a meeting: neither the day on which its agenda is published nor the day of the meeting counts, nor do
//! weekends and the bank holidays of England.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// How many clear working days Part VA of the Local Government Act 1972 asks for between the agenda and the meeting.
pub const AGENDA_DAYS: usize = 5;

/// Says whether offices are open on a day in England.
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !bankholidays::uk::is_bankholiday(&day)
}

/// Counts the clear working days between the day on which an agenda is published and the day of its meeting, as far as they matter.
pub fn clear_days(published: NaiveDate, held_on: NaiveDate) -> usize {
    let between = published.iter_days().skip(1).take_while(|day| *day < held_on);
    between.filter(|day| is_working_day(*day)).take(AGENDA_DAYS).count()
}

/// Gives the last working day on which an agenda can be published so that there are enough clear working days before its meeting.
pub fn last_day(held_on: NaiveDate) -> NaiveDate {
    let mut day = held_on;
    while clear_days(day, held_on) < AGENDA_DAYS || !is_working_day(day) {
        let Some(before) = day.checked_sub_days(Days::new(1)) else { break };
        day = before;
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn the_bank_holidays_of_england_are_those_that_the_government_gave() {
        // From the list on gov.uk/bank-holidays: England and Wales.
        let given = [
            (2023, 5, 8),
            (2023, 12, 25),
            (2024, 1, 1),
            (2024, 3, 29),
            (2024, 4, 1),
            (2024, 5, 6),
            (2024, 5, 27),
            (2024, 8, 26),
            (2024, 12, 26),
            (2025, 4, 18),
            (2025, 4, 21),
            (2025, 8, 25),
            (2026, 4, 3),
            (2026, 4, 6),
            (2026, 5, 4),
            (2026, 5, 25),
            (2026, 8, 31),
            (2026, 12, 25),
            (2026, 12, 28),
            (2027, 3, 26),
            (2027, 3, 29),
            (2027, 12, 27),
            (2027, 12, 28),
        ];
        for (year, month, of_month) in given {
            assert!(!is_working_day(day(year, month, of_month)), "{year}-{month}-{of_month}");
        }
        let in_2026: Vec<_> = day(2026, 1, 1)
            .iter_days()
            .take(365)
            .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_working_day(*day))
            .collect();
        assert_eq!(in_2026.len(), 8, "{in_2026:?}");
    }

    #[test]
    fn neither_the_day_of_the_agenda_nor_that_of_the_meeting_nor_a_weekend_counts() {
        // A Wednesday, and the Tuesday eight days before.
        let (meeting, agenda) = (day(2026, 3, 18), day(2026, 3, 10));
        assert_eq!(clear_days(agenda, meeting), 5);
        assert_eq!(clear_days(agenda.succ_opt().unwrap(), meeting), 4);
        assert_eq!(last_day(meeting), agenda);
        assert_eq!((clear_days(meeting, meeting), clear_days(meeting, agenda)), (0, 0));
    }

    #[test]
    fn easter_makes_the_time_longer() {
        // The Wednesday after Easter Monday of 2026, the 6th of April, with Good Friday on the 3rd.
        assert_eq!(last_day(day(2026, 4, 8)), day(2026, 3, 27));
    }
}
