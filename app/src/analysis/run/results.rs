//! What a run gives: every figure, as it is stored, published and worked out again.
//!
//! Shares are of 1. Numbers are kept as they were worked out; rounding and withholding what rests on few people is for those who
//! show them.

use domain::{
    campaign::FrozenCampaign,
    plan::{Estimator, Support},
};
use serde::{Deserialize, Serialize};
use weighting::merge::Merge;

use super::Pooled;

/// The results of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// Whose answers they rest on.
    pub respondents: Respondents,
    /// How the residents were weighted, or why not.
    pub weights: Weights,
    /// The weighting.
    pub headline: Headline,
    /// What would change it: one decision changed at a time.
    pub checks: Vec<Checked>,
    /// What would have to be true of who answered for tiers to change places.
    pub swaps: Vec<Swapped>,
    /// The same question as each of the other segments answered it, unweighted.
    pub segments: Vec<SegmentShares>,
    /// What other questions say of the same priorities.
    pub others: Vec<OtherQuestion>,
    /// The panels and what they come to together; `None` where the plan pools nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pooling: Option<Pooled>,
}

/// Whose answers a run rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Respondents {
    /// How many responses were frozen.
    pub frozen: u64,
    /// How many of them were deleted since and are not counted.
    pub missing: u64,
    /// How many residents there are.
    pub residents: usize,
    /// How many of them answered the question of the weighting.
    pub answered: usize,
    /// How many more responses, of any segment, were left out with their campaigns.
    #[serde(default)]
    pub left_out: usize,
    /// The campaigns in which responses stood.
    #[serde(default)]
    pub campaigns: Vec<FrozenCampaign>,
}

/// How residents were weighted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// Why the figures are not weighted; `None` where they are.
    pub refusal: Option<String>,
    /// Whether weighted figures may lead.
    pub quality: Quality,
    /// How many equal respondents would tell as much as those who answered.
    pub effective: f64,
    /// What the weighting costs: how many times as many respondents it takes.
    pub design_effect: f64,
    /// How many of those who answered are held at the least that somebody counts for.
    pub at_floor: usize,
    /// How many are held at the most.
    pub at_cap: usize,
    /// Levels that were merged because too few stood for them.
    pub merged: Vec<MergedLevel>,
    /// Who answered beside who lives here.
    pub margins: Vec<MarginShares>,
}

/// A level for which too few stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedLevel {
    /// The margin.
    pub margin: String,
    /// The level, by its code.
    pub level: String,
    /// The level that it was merged with, by its code.
    pub into: String,
}

impl From<&Merge> for MergedLevel {
    fn from(merge: &Merge) -> Self {
        Self { margin: merge.margin.clone(), level: merge.level.clone(), into: merge.into.clone() }
    }
}

/// Whether weighted figures may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quality {
    /// Plainly.
    Green,
    /// With a warning.
    Amber,
    /// Not at all: those who answered are described, unweighted.
    Red,
}

/// One margin: respondents against people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MarginShares {
    /// The margin.
    pub margin: String,
    /// Where the counts come from.
    pub source: String,
    /// How many residents are on no level of it.
    pub unknown: usize,
    /// Its levels.
    pub levels: Vec<LevelShares>,
}

/// One level of a margin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelShares {
    /// The level for people.
    pub label: String,
    /// How many residents are on it.
    pub respondents: usize,
    /// Their share of those on any level.
    pub share: f64,
    /// Their share of the weights of those on any level.
    pub weighted: f64,
    /// The share of the people who live here.
    pub population: f64,
}

/// The weighting: the share of each priority, with its range and its rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// The question.
    pub question: String,
    /// What is asked.
    pub text: String,
    /// How its answers became shares.
    pub estimator: Estimator,
    /// The priorities, the first first.
    pub items: Vec<Item>,
    /// How often the answers were drawn again, and how many of these draws could not be used.
    pub draws: Draws,
}

/// How often answers were drawn again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draws {
    /// Those that ranges and ranks rest on.
    pub made: usize,
    /// Those in which nobody stood for a level, or that no weights could be found for.
    pub failed: usize,
    /// Whether too many could not be weighted again, so that each is a step from the shares along what each respondent adds.
    pub are_steps: bool,
}

/// One priority in a weighting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The code of the priority.
    pub priority: String,
    /// The option as people read it.
    pub label: String,
    /// How many residents chose it, ranked it or gave it points.
    pub supporters: usize,
    /// The share of residents who did, everybody counted once.
    pub supported_unweighted: f64,
    /// The same, weighted; the same where nothing is weighted.
    pub supported: f64,
    /// How much support that is, by the cut-offs of the plan.
    pub support: Support,
    /// Its share, everybody counted once.
    pub unweighted: f64,
    /// Its weight: its share, weighted; the same where nothing is weighted.
    pub weight: f64,
    /// The middle 95 in 100 of what re-runs with similar people gave.
    pub range: (f64, f64),
    /// Its rank among the unweighted, from 1.
    pub unweighted_rank: usize,
    /// Its rank, from 1.
    pub rank: usize,
    /// The ranks that cannot be told apart with 95 in 100 confidence, all priorities together.
    pub ranks: (usize, usize),
    /// How often it came out at each rank, the first first.
    pub rank_probabilities: Vec<f64>,
    /// How often it was among the first, as many as the plan looks at.
    pub top_probability: f64,
    /// Its tier, from 1: those of one tier cannot be told apart.
    pub tier: usize,
}

/// One decision changed, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// What was changed.
    pub what: String,
    /// How many residents who answered it leaves out or counts otherwise by themselves: 0 where it does so to nobody.
    pub leaves_out: usize,
    /// What came of it; `None` where it could not be worked out.
    pub outcome: Option<CheckOutcome>,
    /// Why it could not.
    pub refusal: Option<String>,
}

/// What came of a decision that was changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckOutcome {
    /// Whether the same priorities are the first, as many as the plan looks at.
    pub same_top: bool,
    /// The priority whose share moved furthest.
    pub moved: String,
    /// How far, as a share of 1.
    pub by: f64,
    /// How many ranks changed.
    pub rank_changes: usize,
    /// Kendall's tau-b of both orders; `None` where it is not defined.
    pub tau: Option<f64>,
}

/// Two priorities of neighbouring tiers, and what it would take for them to change places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swapped {
    /// The priority that leads.
    pub leads: String,
    /// The priority that would lead.
    pub follows: String,
    /// The correlation between answering and preferring the second that would do it.
    pub rho: f64,
}

/// How another segment answered the question of the weighting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SegmentShares {
    /// The segment; `None` for those who did not say.
    pub segment: Option<String>,
    /// How many there are.
    pub respondents: usize,
    /// How many of them answered.
    pub answered: usize,
    /// The share of each priority, in the order of the weighting; empty where nobody answered.
    pub shares: Vec<f64>,
    /// How many of them chose each, ranked it or gave it points.
    pub supporters: Vec<usize>,
}

/// What another question says of the priorities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherQuestion {
    /// The question.
    pub question: String,
    /// What is asked.
    pub text: String,
    /// How many residents answered it.
    pub answered: usize,
    /// How many priorities it shares with the weighting.
    pub shared: usize,
    /// Kendall's tau-b of the two orders of these; `None` where it is not defined.
    pub tau: Option<f64>,
}

impl Results {
    /// In how many checks the same priorities came first, and in how many it could be seen.
    pub fn same_top(&self) -> (usize, usize) {
        let made = || self.checks.iter().filter_map(|check| check.outcome.as_ref());
        (made().filter(|outcome| outcome.same_top).count(), made().count())
    }

    /// Says whether the figures are weighted.
    pub fn is_weighted(&self) -> bool {
        self.weights.refusal.is_none()
    }
}
