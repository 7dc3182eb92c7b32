//! What is stored of a round: what was given to whom, and each step after that.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Ground, RoundKind, Stance};
use crate::{
    ids::{DocumentId, StakeholderId},
    involvement::Evidence,
};

/// Something that supporting authorities are given together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// What it is.
    pub kind: RoundKind,
    /// What it is called.
    pub title: String,
    /// The day on which it is given, unless an authority has one of its own.
    pub given_on: NaiveDate,
    /// To whom.
    pub authorities: BTreeSet<StakeholderId>,
    /// The document that was given, where it is one of this site.
    pub document: Option<DocumentId>,
}

/// What an authority said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// In short.
    pub stance: Stance,
    /// On what it rests.
    pub grounds: BTreeSet<Ground>,
    /// In words.
    pub words: Option<String>,
    /// The day on which it came.
    pub received_on: NaiveDate,
    /// Who decided it there: a meeting, or an officer by their post.
    pub decided_by: Option<String>,
    /// What shows it.
    pub evidence: Evidence,
}

/// What the responsible authority answered to that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejoinder {
    /// When.
    pub sent_on: NaiveDate,
    /// What.
    pub words: String,
    /// What shows it.
    pub evidence: Evidence,
}

/// What was done with a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundStep {
    /// It was written down, or that was changed.
    Written(Round),
    /// An authority got it on a day of its own.
    Received {
        /// Which authority.
        authority: StakeholderId,
        /// When.
        on: NaiveDate,
    },
    /// What an authority said was written down, or that was changed.
    Said {
        /// Which authority.
        authority: StakeholderId,
        /// What it said.
        opinion: Opinion,
    },
    /// What an authority was thought to have said was taken back, for a reason.
    Unsaid {
        /// Which authority.
        authority: StakeholderId,
        /// Why.
        reason: String,
    },
    /// What it was answered was written down, or that was changed.
    Rejoined {
        /// Which authority.
        authority: StakeholderId,
        /// The answer.
        rejoinder: Rejoinder,
    },
    /// It was taken out, for a reason.
    TakenOut(String),
    /// It was put back.
    PutBack,
}
