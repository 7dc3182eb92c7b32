//! The appraisal of priorities: what two people give each on the criteria of a plan, and what that comes to beside the weighting.
//!
//! Scorings are only added to. Which scores stand and where two people differ follow from them here, and nowhere else. Nobody who could
//! score a priority learns from here how somebody else scored it before both have.

mod outcome;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::outcome::{Appraised, appraise};
use crate::{
    coding::Hand,
    criterion::{Score, ScoreLine, is_whole},
    ids::AccountId,
    plan::Criteria,
    time::Moment,
    vocabulary::vocabulary,
};

/// The most letters of a reason for a change.
pub const REASON_LIMIT: usize = 500;

vocabulary! {
    /// What somebody could have seen of the results when they scored.
    Sight {
        /// No figures: results were not public, and no look at figures is noted.
        Unseen = "unseen",
        /// Figures: their look at them is noted.
        Seen = "seen",
        /// Published results, as everybody could.
        Public = "public",
    }

    /// Why a priority cannot be scored so.
    ScoringFault {
        /// Two others score it.
        HandsTaken = "hands-taken",
        /// A score is missing, or is on something that is no criterion of the plan.
        NotAsked = "not-asked",
        /// They have scored it before, and do not say why they change that.
        NoReason = "no-reason",
    }
}

/// What one person gave a priority at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scoring {
    /// With which of the two hands.
    pub hand: Hand,
    /// Their score on each criterion, by its id.
    pub scores: BTreeMap<String, Score>,
    /// Why they changed what they gave before; `None` the first time.
    pub reason: Option<String>,
    /// What they could have seen of the results by then.
    pub sight: Sight,
}

/// A scoring with who made it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoringEntry {
    /// What they gave.
    pub scoring: Scoring,
    /// Who; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When.
    pub at: Moment,
}

/// A priority with all scorings of it under one plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoredPriority {
    /// The priority, by its code.
    pub priority: String,
    /// Every scoring in its order.
    pub entries: Vec<ScoringEntry>,
}

impl ScoredPriority {
    /// Gives what stands for a hand: the last that was given with it.
    pub fn standing(&self, hand: Hand) -> Option<&ScoringEntry> {
        self.entries.iter().rfind(|entry| entry.scoring.hand == hand)
    }

    /// Gives what stands for both hands, the first first, as far as there is anything.
    pub fn both(&self) -> impl Iterator<Item = &ScoringEntry> {
        [Hand::First, Hand::Second].into_iter().filter_map(|hand| self.standing(hand))
    }

    /// Gives what stands of somebody.
    pub fn own(&self, account: AccountId) -> Option<&ScoringEntry> {
        self.both().find(|entry| entry.account == Some(account))
    }

    /// Says whether two people have scored it.
    pub fn is_scored(&self) -> bool {
        self.both().count() == 2
    }

    /// Says whether somebody may see what a scoring says; no account stands for those who never score.
    pub fn may_see(&self, entry: &ScoringEntry, reader: Option<AccountId>) -> bool {
        self.is_scored() || reader.is_none_or(|reader| entry.account == Some(reader))
    }

    /// Lists the criteria that the team scores with both scores, as far as a reader may know.
    pub fn lines<'a>(&'a self, criteria: &'a Criteria, reader: Option<AccountId>) -> Vec<ScoreLine<'a>> {
        let given = |hand: Hand, id: &str| {
            let entry = self.standing(hand).filter(|entry| self.may_see(entry, reader))?;
            entry.scoring.scores.get(id).copied()
        };
        let line = |criterion| ScoreLine {
            criterion,
            first: given(Hand::First, &criterion.id),
            second: given(Hand::Second, &criterion.id),
        };
        criteria.scored.iter().map(line).collect()
    }

    /// Gives the hand with which somebody scores it: their own or a free one.
    ///
    /// # Errors
    /// Says that two others score it.
    pub fn may_score(&self, account: AccountId) -> Result<Hand, ScoringFault> {
        let own = self.own(account).map(|entry| entry.scoring.hand);
        let free = || [Hand::First, Hand::Second].into_iter().find(|hand| self.standing(*hand).is_none());
        own.or_else(free).ok_or(ScoringFault::HandsTaken)
    }

    /// Judges what somebody gives on each criterion, and why they change what they gave before.
    ///
    /// # Errors
    /// Why they cannot score it so.
    pub fn score(
        &self,
        account: AccountId,
        (scores, reason): (BTreeMap<String, Score>, Option<String>),
        criteria: &Criteria,
        sight: Sight,
    ) -> Result<Scoring, ScoringFault> {
        let hand = self.may_score(account)?;
        if !is_whole(&criteria.scored, &scores) {
            return Err(ScoringFault::NotAsked);
        }
        let reason = reason.filter(|reason| !reason.trim().is_empty() && self.own(account).is_some());
        if reason.is_none() && self.own(account).is_some() {
            return Err(ScoringFault::NoReason);
        }
        Ok(Scoring { hand, scores, reason, sight })
    }
}

#[cfg(test)]
mod tests;
