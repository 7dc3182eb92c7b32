//! Moments, the clock that gives them, and the civil time of England.
//!
//! Every rule takes `now` as a parameter; only the process itself owns a [`Clock`].

use chrono::{DateTime, NaiveDateTime, SubsecRound, TimeZone, Utc};
use chrono_tz::{Europe::London, Tz};

/// A point in time, cut to microseconds because PostgreSQL keeps no more.
pub type Moment = DateTime<Utc>;

/// Gives the current moment; the process has a real one, tests have one they can set.
pub trait Clock: Send + Sync {
    /// Returns the current moment, cut to microseconds.
    fn now(&self) -> Moment;
}

/// Gives unpredictable bytes for ids and secrets; tests have one with a seed.
pub trait Entropy: Send + Sync {
    /// Fills `bytes` with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// Cuts a moment to the precision that both databases keep.
pub fn to_microseconds(moment: DateTime<Utc>) -> Moment {
    moment.trunc_subsecs(6)
}

/// Gives a moment as the clocks on the wall in England show it.
pub fn in_england(moment: Moment) -> DateTime<Tz> {
    moment.with_timezone(&London)
}

/// Gives the moment at which the clocks on the wall in England show a time.
///
/// A time that they show twice is the first of the two; one that they skip in spring is an hour later.
pub fn from_england(shown: NaiveDateTime) -> Moment {
    London.from_local_datetime(&shown).earliest().map_or_else(|| shown.and_utc(), |local| local.to_utc())
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, Timelike};

    use super::*;

    fn hour_in_utc(month: u32, day: u32, hour: u32) -> u32 {
        let shown = NaiveDate::from_ymd_opt(2024, month, day).unwrap().and_hms_opt(hour, 30, 0).unwrap();
        from_england(shown).hour()
    }

    #[test]
    fn summer_time_is_an_hour_ahead() {
        assert_eq!(hour_in_utc(1, 15, 12), 12);
        assert_eq!(hour_in_utc(7, 15, 12), 11);
    }

    #[test]
    fn the_nights_on_which_the_clocks_change_have_every_moment_too() {
        assert_eq!(hour_in_utc(10, 27, 1), 0);
        assert_eq!(hour_in_utc(3, 31, 1), 1);
    }
}
