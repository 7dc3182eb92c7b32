//! What is stored of a proposal: what it says, and each step with who took it and when.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Course, ProposalKind, Verdict};
use crate::{
    coding::Hand,
    criterion::Score,
    ids::{AccountId, MeetingId},
    time::Moment,
};

/// What a proposal says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What it is about, in a few words.
    pub title: String,
    /// What is asked for.
    pub words: String,
    /// Which kind of thing that is.
    pub kind: ProposalKind,
    /// The numbers of the comments that it comes from.
    pub comments: Vec<i64>,
    /// Where else it comes from.
    pub elsewhere: Option<String>,
    /// Whether it may be told in public.
    pub is_public: bool,
}

/// What one person said to each question or criterion, by its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged<T> {
    /// With which of the two hands.
    pub hand: Hand,
    /// The version of the sieve.
    pub version: i64,
    /// What they said.
    pub answers: BTreeMap<String, T>,
}

/// What somebody said to a sift question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screened {
    /// Their verdict.
    pub verdict: Verdict,
    /// What they noted.
    pub note: Option<String>,
}

/// What was settled where two people differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    /// The verdict on each question that was open.
    pub verdicts: BTreeMap<String, Verdict>,
    /// Why.
    pub reason: String,
    /// Whether one of the two said it, so that it holds once the other agrees; otherwise a third person did.
    pub is_together: bool,
}

/// Where it was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecidedAt {
    /// At a meeting of which there are minutes.
    Meeting {
        /// The meeting.
        meeting: MeetingId,
        /// The number or name of the item.
        item: String,
    },
    /// Somewhere else.
    Elsewhere {
        /// When.
        on: NaiveDate,
        /// Where, in words.
        words: String,
    },
}

/// What those who decide said about a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiftDecision {
    /// What is decided.
    pub course: Course,
    /// The same in words.
    pub words: String,
    /// Until when it is put off.
    pub until: Option<NaiveDate>,
    /// Where it was decided.
    pub decided_at: DecidedAt,
    /// Why it takes the place of the decision before it; empty in the first.
    pub reason: String,
}

/// What was done with a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SiftStep {
    /// It was written, or changed.
    Written(Proposal),
    /// Somebody said that they have no interest, or which one.
    Declared(Option<String>),
    /// Somebody screened it.
    Screened(Judged<Screened>),
    /// Somebody settled where two people differ.
    Settled(Settlement),
    /// The other of the two agreed with what was settled.
    Agreed,
    /// Somebody scored it.
    Scored(Judged<Score>),
    /// A decision was recorded.
    Decided(SiftDecision),
    /// It was merged into the one of that number.
    Merged(i64),
    /// The one of that number was merged into it.
    TookIn(i64),
    /// The one of that number was taken from it again.
    GaveBack(i64),
    /// It was taken out, for a reason.
    TakenOut(String),
    /// It was put back after it was merged or taken out.
    PutBack,
}

/// A step with who took it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiftEntry {
    /// What was done.
    pub step: SiftStep,
    /// Who did it; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When.
    pub at: Moment,
}
