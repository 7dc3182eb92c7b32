//! The guided check whether plans for building may be exempt from biodiversity net gain. It guides and never decides.
//!
//! The rules are data with the days on which they hold, written and reviewed by staff, because the law changes faster than programs.

mod check;
mod log;
#[cfg(test)]
mod tests;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

pub use self::{
    check::{Development, Guidance, Missing, PriorityHabitat, Reason, check},
    log::{Approach, LogStanding, MOST_APPROACHES, ProviderAnswer, standing},
};
use crate::{decimal::Decimal, slug::from_words, vocabulary::vocabulary};

/// The most characters of a line, such as a title.
pub const LINE_LIMIT: usize = 200;
/// The most characters of a list, such as that of exemptions.
pub const LIST_LIMIT: usize = 4_000;
/// The most providers that rules can ask for.
pub const MOST_PROVIDERS: u32 = 10;
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
    /// Whether they were found to say what their sources say; wherever they were not, they are called unverified.
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
    /// How many providers of units a developer has to have asked, which is a rule of the authority.
    pub least_providers: u32,
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

/// A development is exempt that affects no priority habitat, less than an area of other habitat, and less than a length of hedges and streams.
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

/// A development is exempt whose site is no larger than an area, if it affects no priority habitat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmallSite {
    /// The area within the red line up to which they are, in hectares.
    pub hectares: Decimal,
}

vocabulary! {
    /// What an exemption is about.
    ExemptionKind {
        /// The kind of planning application.
        Application = "application",
        /// What is built, where or by whom.
        Development = "development",
    }
}

/// An exemption that fits or does not, whatever habitat is affected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Its id, made of its words, so that it is another where they change.
    pub id: String,
    /// What it is about.
    pub kind: ExemptionKind,
    /// What it is, as a choice.
    pub words: String,
    /// What it takes to be that.
    #[serde(default)]
    pub hint: Option<String>,
}

impl Exemption {
    /// Makes an exemption of its words.
    pub fn new(kind: ExemptionKind, words: &str, hint: Option<&str>) -> Self {
        let id = from_words(words, 20, 100);
        Self { id, kind, words: words.to_owned(), hint: hint.map(str::to_owned) }
    }
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

    /// Says whether an application of some day would fall under both.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_before = |first: &Self, second: &Self| second.to.is_none_or(|last| first.from <= last);
        begins_before(self, other) && begins_before(other, self)
    }

    /// Lists the exemptions of a kind.
    pub fn exemptions_of(&self, kind: ExemptionKind) -> impl Iterator<Item = &Exemption> {
        self.exemptions.iter().filter(move |exemption| exemption.kind == kind)
    }
}
