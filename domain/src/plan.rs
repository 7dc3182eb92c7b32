//! The plan of a weighting: how answers become weightings, written and signed before results are seen.
//!
//! A plan is *written* until enough people have signed it; then it is *fixed* and never changes. Whoever wants another way
//! writes the next one, and both stay. Each figure of a run names the plan that it follows.

mod criteria;
mod judge;
mod pooling;

use serde::{Deserialize, Serialize};

use crate::{ids::AccountId, question::QuestionKind, questionnaire::QuestionId, time::Moment, vocabulary::vocabulary};

pub use self::{
    criteria::{Criteria, CriteriaFault, MOST_CRITERIA},
    judge::PlanFault,
    pooling::{
        ALL, DECIDED_BY_LIMIT, ITEM_LIMIT, LEAST_PANELS, MOST_PANELS, MeetingItem, Panel, Pooling, PoolingFault,
    },
};

/// How many people sign a plan before it is fixed.
pub const SIGNATURES: usize = 2;
/// The fewest times that the answers may be drawn again: with fewer, the ends of a range are chance.
pub const LEAST_REPLICATES: u32 = 200;
/// The most times that the answers may be drawn again.
pub const MOST_REPLICATES: u32 = 10_000;
/// The most that a respondent may be let count for, in hundredths.
pub const MOST_CAP: u32 = 2_000;
/// What a respondent may count for where nobody says otherwise.
pub const USUAL_BOUNDS: WeightBounds = WeightBounds { floor: 20, cap: 500 };
/// Where support is medium and high where nobody says otherwise.
pub const USUAL_CUTOFFS: Cutoffs = Cutoffs { medium: 30, high: 60 };
/// How long the reasons of a plan may be.
pub const REASONS_LIMIT: usize = 2_000;

vocabulary! {
    /// How the answers to a question become one share for each of its options.
    Estimator {
        /// Each respondent has one vote, which what they chose divides between it.
        SplitVote = "split-vote",
        /// Each place of an order has points, the first as many as there are places.
        BordaPoints = "borda-points",
        /// The points that were given, out of all that each respondent had.
        SharedPoints = "shared-points",
    }

    /// How much support a priority has, by the cut-offs of the plan.
    Support {
        /// At least as much as the upper cut-off.
        High = "high",
        /// At least as much as the lower cut-off.
        Medium = "medium",
        /// Less.
        Low = "low",
    }
}

impl Estimator {
    /// Gives the estimator that suits a kind of question; none, where its answers cannot be weighed.
    pub fn of(kind: &QuestionKind) -> Option<Self> {
        match kind {
            QuestionKind::SingleChoice(_) | QuestionKind::MultipleChoice(_) | QuestionKind::YesNo(_) => {
                Some(Self::SplitVote)
            }
            QuestionKind::Ranking(_) => Some(Self::BordaPoints),
            QuestionKind::Points(_) => Some(Self::SharedPoints),
            _ => None,
        }
    }
}

/// How answers become weightings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The question whose answers make the weighting. Those of others are shown beside it and never merged with it.
    pub headline: QuestionId,
    /// How its answers become shares.
    pub estimator: Estimator,
    /// What residents are weighted to; nothing weighs nobody.
    pub margins: Vec<PlannedMargin>,
    /// What a respondent may count for at the least and at the most.
    pub bounds: WeightBounds,
    /// Where support is high and where it is medium.
    pub cutoffs: Cutoffs,
    /// How many of the first priorities the checks look at.
    pub top: u32,
    /// How often the answers are drawn again for the ranges.
    pub replicates: u32,
    /// What the draws come from: whoever has the answers and this draws the same.
    pub seed: u32,
    /// Why it is planned so, for everybody to read.
    pub reasons: String,
    /// How panels are pooled; `None` pools nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pooling: Option<Pooling>,
    /// By what the team scores priorities beside the weighting; `None` scores nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria: Option<Criteria>,
}

/// A margin with its counts as they were when the plan was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedMargin {
    /// The margin, for example `sex`.
    pub name: String,
    /// Its levels in their order.
    pub levels: Vec<PlannedLevel>,
    /// Whether a level for which too few stand may be merged with the one beside it.
    pub merges_neighbours: bool,
    /// Which level may be merged into which where too few stand for it, by their codes: of several pairs the first that fits. Without
    /// any it is not this list that says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merge_list: Vec<[String; 2]>,
    /// Where the counts come from.
    pub source: String,
}

impl PlannedMargin {
    /// Says whether levels can be merged as it declares; a list names two levels that it has in each pair, and stands alone.
    fn merges_well(&self) -> bool {
        let is_known = |code: &String| self.levels.iter().any(|level| level.code == *code);
        let is_pair = |pair: &[String; 2]| pair[0] != pair[1] && pair.iter().all(is_known);
        self.merge_list.is_empty() || (!self.merges_neighbours && self.merge_list.iter().all(is_pair))
    }
}

/// One level of a margin with its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLevel {
    /// The level as options stand for it.
    pub code: String,
    /// The level for people.
    pub label: String,
    /// How many people there are.
    pub count: u32,
}

/// What a respondent may count for, in hundredths of a respondent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightBounds {
    /// At the least.
    pub floor: u32,
    /// At the most.
    pub cap: u32,
}

/// From which share of respondents on support is called medium and high, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cutoffs {
    /// Where medium begins.
    pub medium: u32,
    /// Where high begins.
    pub high: u32,
}

impl Cutoffs {
    /// Says how much support a share of respondents, from 0 to 1, is.
    pub fn support(self, share: f64) -> Support {
        // A share that is the cut-off but for its last bit counts as the cut-off.
        let reaches = |cutoff: u32| share + 1e-9 >= f64::from(cutoff) / 100.0;
        if reaches(self.high) {
            Support::High
        } else if reaches(self.medium) {
            Support::Medium
        } else {
            Support::Low
        }
    }
}

/// Somebody who agreed to a plan as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who; `None` once the account is removed.
    pub account: Option<AccountId>,
    /// Their address, for people.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
}

/// Why somebody cannot sign a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SigningHindrance {
    /// It is fixed.
    Fixed,
    /// They have signed it already.
    SignedBefore,
}

/// Says whether somebody may sign a plan with these signatures.
///
/// # Errors
/// Says why not.
pub fn may_sign(signatures: &[Signature], who: AccountId) -> Result<(), SigningHindrance> {
    if is_fixed(signatures) {
        Err(SigningHindrance::Fixed)
    } else if signatures.iter().any(|signature| signature.account == Some(who)) {
        Err(SigningHindrance::SignedBefore)
    } else {
        Ok(())
    }
}

/// Says whether so many have signed that a plan stays as it is.
pub fn is_fixed(signatures: &[Signature]) -> bool {
    signatures.len() >= SIGNATURES
}

/// A time at which somebody saw figures of a consultation before a plan for them was fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The address of who it was, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::{
        Support::{High, Low, Medium},
        *,
    };

    fn signed_by(account: AccountId) -> Signature {
        Signature { account: Some(account), by: None, at: DateTime::UNIX_EPOCH }
    }

    #[test]
    fn two_different_people_fix_a_plan() {
        let (one, two, three) =
            (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)), AccountId(Uuid::from_u128(3)));
        let mut signatures = Vec::new();
        assert_eq!(may_sign(&signatures, one), Ok(()));
        signatures.push(signed_by(one));
        assert!(!is_fixed(&signatures));
        assert_eq!(may_sign(&signatures, one), Err(SigningHindrance::SignedBefore));
        assert_eq!(may_sign(&signatures, two), Ok(()));
        signatures.push(signed_by(two));
        assert!(is_fixed(&signatures));
        assert_eq!(may_sign(&signatures, three), Err(SigningHindrance::Fixed));
    }

    #[test]
    fn a_share_at_a_cutoff_has_reached_it() {
        let cutoffs = Cutoffs { medium: 30, high: 60 };
        let support = [0.0, 0.299, 0.3, 0.1 + 0.2, 0.599, 0.6, 1.0].map(|share| cutoffs.support(share));
        assert_eq!(support, [Low, Low, Medium, Medium, Medium, High, High]);
    }
}
