//! The days within which something has to come.

use chrono::{Days, NaiveDate};

/// How many days a supporting authority has to object or to serve a notice, and the responsible authority to answer a notice.
pub const DAYS: u32 = 28;

/// Days on end of which the first and the last both count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Window {
    /// The first.
    pub first: NaiveDate,
    /// The last.
    pub last: NaiveDate,
}

/// Where a day stands to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// The window has not begun.
    Before,
    /// The day is in it.
    Within {
        /// Which day of it, from 1.
        day: u32,
        /// How many come after it.
        left: u32,
    },
    /// The window is over.
    Over {
        /// How many days ago its last was.
        by: u32,
    },
}

impl Window {
    /// Gives the 28 days beginning with a date, which is the first of them.
    pub fn beginning_with(first: NaiveDate) -> Self {
        // Nothing that a form takes is near the end of the calendar.
        let last = first.checked_add_days(Days::new(u64::from(DAYS) - 1)).unwrap_or(NaiveDate::MAX);
        Self { first, last }
    }

    /// Says where a day stands.
    pub fn stand(self, day: NaiveDate) -> Stand {
        let from = |earlier: NaiveDate, later: NaiveDate| {
            u32::try_from(later.signed_duration_since(earlier).num_days()).unwrap_or_default()
        };
        if day < self.first {
            Stand::Before
        } else if day <= self.last {
            Stand::Within { day: from(self.first, day) + 1, left: from(day, self.last) }
        } else {
            Stand::Over { by: from(self.last, day) }
        }
    }

    /// Gives how many days after the last a day is; none where it is in time.
    pub fn late_by(self, day: NaiveDate) -> Option<u32> {
        match self.stand(day) {
            Stand::Over { by } => Some(by),
            Stand::Before | Stand::Within { .. } => None,
        }
    }
}
