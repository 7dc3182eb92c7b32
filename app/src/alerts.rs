//! Email alerts: seeing what is new in the feed, making bulletins of it, and writing them when they are sent.
//!
//! Everything rests on the list that the feeds give, so that no email tells of what they do not.

mod letter;
mod making;
mod seeing;

use chrono::TimeDelta;

pub use self::{
    letter::{Letter, News, letter},
    making::make,
    seeing::see,
};

/// How long somebody has to confirm what was asked for.
pub const REQUEST_LIFE: TimeDelta = TimeDelta::days(3);
/// How long a link in an email leads to its alert.
pub const LINK_LIFE: TimeDelta = TimeDelta::days(365);

/// The most entries that are looked at: all that there are, on any site so far.
const MOST_SEEN: u32 = 5_000;
