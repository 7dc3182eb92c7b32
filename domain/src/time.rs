//! Moments, the clock that gives them, and the civil time of England.
//!
//! Every rule takes `now` as a parameter; only the process itself owns a [`Clock`].

use chrono::{DateTime, SubsecRound, Utc};
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
