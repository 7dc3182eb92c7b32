//! What of a run may be published, and the one shape that anything public reads.
//!
//! A figure is `None` where it rests on fewer than 10 people, or where somebody could work such a group out from it and the others;
//! people read "withheld" in its place. Shares are of 1 and rounded to a tenth of a point.

mod counts;
mod editions;
pub(in crate::analysis) mod names;
mod of;
mod pool;
mod shares;
#[cfg(test)]
mod tests;

use domain::{
    campaign::Treatment,
    plan::{Estimator, Support},
};
use serde::{Deserialize, Serialize};

pub use self::{
    editions::{Earlier, Known, TooAlike, tell_of_few},
    pool::{PublishedPanel, PublishedPool, ShownPanel},
};
use super::{CheckOutcome, Draws, MergedLevel, Quality, Swapped};

/// The results of a run as everybody may read them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// The question of the weighting.
    pub question: String,
    /// What it asks.
    pub text: String,
    /// How its answers became shares.
    pub estimator: Estimator,
    /// How often the answers were drawn again.
    pub draws: Draws,
    /// Whose answers the figures rest on.
    pub respondents: PublishedRespondents,
    /// How the residents were weighted, or why not.
    pub weights: PublishedWeights,
    /// The priorities that can be shown, the first first.
    pub items: Vec<PublishedItem>,
    /// The priorities for which too few stand, or that would give one of these away, by name.
    pub withheld: Vec<String>,
    /// What would change the weighting.
    pub checks: PublishedChecks,
    /// What it would take for tiers to change places.
    pub swaps: Vec<Swapped>,
    /// Who responded beside who lives here.
    pub margins: Vec<PublishedMargin>,
    /// How the other segments answered, unweighted, each apart.
    pub segments: Vec<PublishedSegment>,
    /// What other questions say of the same priorities.
    pub others: Vec<PublishedOther>,
    /// The panels pooled; `None` where the plan pools nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool: Option<PublishedPool>,
    /// Why counts of people are left out altogether; `None` where they are not.
    pub without_counts: Option<String>,
}

/// Whose answers published figures rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedRespondents {
    /// How many responses were frozen.
    pub frozen: Option<u64>,
    /// How many of them were deleted since.
    pub missing: Option<u64>,
    /// How many residents there are.
    pub residents: Option<u64>,
    /// How many of them answered the question of the weighting.
    pub answered: Option<u64>,
    /// How many responses were left out with the campaigns that they stood in.
    pub left_out: Option<u64>,
    /// The campaigns in which responses stood.
    pub campaigns: Vec<PublishedCampaign>,
}

/// A campaign, and how its responses count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedCampaign {
    /// What it is called.
    pub name: String,
    /// How its responses count.
    pub treatment: Treatment,
    /// Why.
    pub reason: String,
}

/// How the residents of published figures were weighted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedWeights {
    /// Why the figures are not weighted; `None` where they are.
    pub refusal: Option<String>,
    /// Whether weighted figures may lead.
    pub quality: Quality,
    /// How many equal respondents would tell as much, to the nearest whole number.
    pub effective: Option<u64>,
    /// How many times as many respondents the weighting takes.
    pub design_effect: Option<f64>,
    /// How many of those who answered are held at the most that somebody counts for.
    pub at_cap: Option<u64>,
    /// Levels that were merged because too few stood for them.
    pub merged: Vec<MergedLevel>,
}

/// One priority that is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedItem {
    /// The code of the priority.
    pub priority: String,
    /// The option as people read it.
    pub label: String,
    /// How many residents chose it, ranked it or gave it points.
    pub supporters: Option<u64>,
    /// Their share of those who answered, everybody counted once.
    pub supported_unweighted: Option<f64>,
    /// The same, weighted.
    pub supported: Option<f64>,
    /// How much support that is.
    pub support: Support,
    /// Its share, everybody counted once.
    pub unweighted: f64,
    /// Its weight.
    pub weight: f64,
    /// The middle 95 in 100 of what re-runs with similar people gave.
    pub range: (f64, f64),
    /// Its rank, from 1.
    pub rank: usize,
    /// The ranks that cannot be told apart with 95 in 100 confidence.
    pub ranks: (usize, usize),
    /// How often it came out at each rank, the first first.
    pub rank_probabilities: Vec<f64>,
    /// How often it was among the first.
    pub top_probability: f64,
    /// Its tier, from 1.
    pub tier: usize,
}

/// What would change a published weighting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedChecks {
    /// In how many checks the same priorities came first.
    pub same_top: usize,
    /// In how many that could be seen.
    pub made: usize,
    /// The checks that can be shown one by one; those that leave a few people out would tell how these answered.
    pub shown: Vec<PublishedCheck>,
}

/// One decision changed, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedCheck {
    /// What was changed.
    pub what: String,
    /// What came of it; `None` where it could not be worked out.
    pub outcome: Option<CheckOutcome>,
    /// Why it could not.
    pub refusal: Option<String>,
}

/// One margin: respondents against people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedMargin {
    /// The margin.
    pub margin: String,
    /// Where the counts come from.
    pub source: String,
    /// Whether shares are of those on any level; otherwise they are of all residents.
    pub is_of_known: bool,
    /// How many residents are on no level of it.
    pub unknown: Option<u64>,
    /// Its levels.
    pub levels: Vec<PublishedLevel>,
}

/// One level of a margin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedLevel {
    /// The level for people.
    pub label: String,
    /// How many residents are on it.
    pub respondents: Option<u64>,
    /// Their share of those whom the margin's shares are of.
    pub share: Option<f64>,
    /// Their share of the weights of those on any level.
    pub weighted: Option<f64>,
    /// The share of the people who live here.
    pub population: f64,
}

/// How another segment answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedSegment {
    /// The segment; `None` for those who did not say.
    pub segment: Option<String>,
    /// How many there are.
    pub respondents: Option<u64>,
    /// How many of them answered.
    pub answered: Option<u64>,
    /// The share of each priority by its name, in the order of names; empty where none can be shown.
    pub shares: Vec<(String, Option<f64>)>,
}

/// What another question says of the priorities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedOther {
    /// What is asked.
    pub text: String,
    /// How many priorities it shares with the weighting.
    pub shared: usize,
    /// Kendall's tau-b of the two orders of these; `None` where it is not defined.
    pub tau: Option<f64>,
}
