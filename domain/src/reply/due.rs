//! When replies are due: within 12 weeks of the closing, which the Cabinet Office's consultation principles expect.

use chrono::{NaiveDate, TimeDelta};

use crate::{
    consultation::{Consultation, Phase},
    time::{Moment, in_england},
};

/// How many weeks after its closing a consultation has to be replied to.
pub const WEEKS: i64 = 12;
/// After how many weeks those who may publish replies are reminded, as long as none is public.
pub const REMINDERS: [i64; 4] = [4, 8, 10, 12];

/// Where the replies to a consultation stand that has closed and has none in public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// They are due by a day.
    By {
        /// The last day.
        day: NaiveDate,
        /// How many days are left, none on the last.
        left: i64,
    },
    /// The last day has passed.
    Overdue {
        /// The last day.
        day: NaiveDate,
        /// How many days ago it was.
        days: i64,
    },
}

/// Gives the last day for replies to a consultation.
pub fn due_on(consultation: &Consultation) -> NaiveDate {
    in_england(consultation.closes_at).date_naive() + TimeDelta::weeks(WEEKS)
}

/// Says where replies stand as long as none is public; nothing before the closing.
pub fn due(consultation: &Consultation, now: Moment) -> Option<Due> {
    let day = due_on(consultation);
    let left = (day - in_england(now).date_naive()).num_days();
    let due = if left < 0 { Due::Overdue { day, days: -left } } else { Due::By { day, left } };
    (consultation.phase(now) == Phase::Closed).then_some(due)
}

/// Gives the number of weeks of the last reminder that a closed consultation has come to.
pub fn reminder(consultation: &Consultation, now: Moment) -> Option<i64> {
    REMINDERS.into_iter().rev().find(|weeks| now >= consultation.closes_at + TimeDelta::weeks(*weeks))
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use uuid::Uuid;

    use super::*;
    use crate::{consultation::ConsultationKind, ids::ConsultationId, invitation::Admission};

    /// Closes on the last minute of 1 March 2026, before the clocks change.
    fn consultation() -> Consultation {
        Consultation {
            id: ConsultationId(Uuid::nil()),
            slug: "early-survey".into(),
            title: "Nature near you".into(),
            summary: String::new(),
            kind: ConsultationKind::EarlySurvey,
            opens_at: Utc.with_ymd_and_hms(2026, 2, 1, 9, 0, 0).unwrap(),
            closes_at: Utc.with_ymd_and_hms(2026, 3, 1, 23, 59, 0).unwrap(),
            admission: Admission::Everyone,
        }
    }

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn an_open_consultation_owes_nothing() {
        let consultation = consultation();
        assert_eq!(due(&consultation, consultation.closes_at - TimeDelta::microseconds(1)), None);
        assert_eq!(due(&consultation, consultation.closes_at), Some(Due::By { day: day(5, 24), left: 84 }));
    }

    #[test]
    fn replies_are_overdue_from_the_english_midnight_after_the_last_day() {
        let consultation = consultation();
        let last = Utc.with_ymd_and_hms(2026, 5, 24, 22, 59, 59).unwrap();
        assert_eq!(due(&consultation, last), Some(Due::By { day: day(5, 24), left: 0 }));
        let after = Utc.with_ymd_and_hms(2026, 5, 24, 23, 0, 0).unwrap();
        assert_eq!(due(&consultation, after), Some(Due::Overdue { day: day(5, 24), days: 1 }));
    }

    #[test]
    fn reminders_come_after_four_eight_ten_and_twelve_weeks() {
        let consultation = consultation();
        let after = |weeks: i64| reminder(&consultation, consultation.closes_at + TimeDelta::weeks(weeks));
        assert_eq!(
            [0, 3, 4, 7, 8, 9, 10, 11, 12, 60].map(after),
            [None, None, Some(4), Some(4), Some(8), Some(8), Some(10), Some(10), Some(12), Some(12)]
        );
    }
}
