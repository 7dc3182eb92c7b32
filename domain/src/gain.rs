//! The guided check whether plans for building may be exempt from biodiversity net gain. It guides and never decides.
//!
//! The rules are data with the days on which they hold, written and reviewed by staff, because the law changes faster than programs.

mod check;
#[cfg(test)]
mod tests;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

pub use self::check::{Missing, Outcome, Plans, Reason, Told, check};
use crate::decimal::Decimal;

/// After how many months without a review rules are not used any more.
pub const REVIEWED_WITHIN: Months = Months::new(6);

/// Rules that hold for applications of some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// What they are called.
    pub title: String,
    /// Where they are written down.
    pub sources: Vec<RuleSource>,
    /// The first day on which an application falls under them.
    pub from: NaiveDate,
    /// The last day, if it is known.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// The day on which somebody last compared them with their sources.
    pub reviewed_on: NaiveDate,
    /// Who did, by their post.
    pub reviewer: String,
    /// Whether their sources are the law itself or the government's own guidance; told wherever it is not.
    pub is_verified: bool,
    /// The exemption for small effects on habitats, where there is one.
    #[serde(default)]
    pub small_effect: Option<SmallEffect>,
    /// The exemption for small sites, where there is one.
    #[serde(default)]
    pub small_site: Option<SmallSite>,
    /// Every other exemption.
    #[serde(default)]
    pub exemptions: Vec<Exemption>,
}

/// Where rules are written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSource {
    /// What it is called.
    pub title: String,
    /// Its address.
    pub address: String,
}

/// Plans are exempt that reach no priority habitat, less than an area of other habitat, and less than a length of hedge or stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmallEffect {
    /// The area from which on they are not, in square metres.
    pub area: Decimal,
    /// The length from which on they are not, in metres.
    pub length: Decimal,
    /// The area that each small tree counts as, in square metres.
    pub tree: Decimal,
}

/// Plans are exempt whose site is no larger than an area, if they reach no priority habitat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmallSite {
    /// The area within the red line up to which they are, in hectares.
    pub hectares: Decimal,
}

/// A kind of plans that is exempt whatever it reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Its stable id.
    pub id: String,
    /// What it is, as a choice.
    pub words: String,
    /// What it takes to be that.
    #[serde(default)]
    pub hint: Option<String>,
}

impl RuleSet {
    /// Says whether an application of a day falls under them.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }

    /// Gives the last day on which they are used without another review.
    pub fn used_until(&self) -> NaiveDate {
        self.reviewed_on.checked_add_months(REVIEWED_WITHIN).unwrap_or(NaiveDate::MAX)
    }

    /// Says whether nobody has reviewed them for too long.
    pub fn is_stale(&self, today: NaiveDate) -> bool {
        today > self.used_until()
    }
}
