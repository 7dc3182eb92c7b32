//! The sieve: the questions and criteria of a sift, in versions.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Passage, Verdict};
use crate::criterion::{Criterion, MOST_POINTS};

/// A question that is asked of each proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiftQuestion {
    /// Its identity, which stays as long as it asks the same.
    pub id: String,
    /// What it asks.
    pub text: String,
    /// Help for answering it.
    pub help: Option<String>,
    /// The verdict that lets a proposal through, yes or no.
    pub lets_through: Verdict,
}

/// The questions and criteria of a sift.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sieve {
    /// The questions, in their order.
    pub questions: Vec<SiftQuestion>,
    /// The criteria, in their order.
    pub criteria: Vec<Criterion>,
    /// How many ids were given so far, so that none is given twice.
    pub given: u32,
}

impl Sieve {
    /// Gives an id that no question and no criterion ever had.
    pub fn new_id(&mut self) -> String {
        self.given += 1;
        format!("s{}", self.given)
    }

    /// Says whether the largest swing has the most points, as it has to wherever there are criteria.
    pub fn is_weighed(&self) -> bool {
        self.criteria.iter().map(|criterion| criterion.points).max().is_none_or(|most| most == MOST_POINTS)
    }

    /// Says what verdicts come to: none where one of them cannot be told and no other stops it.
    pub(super) fn passage(&self, verdict: impl Fn(&str) -> Verdict) -> Option<Passage> {
        let verdicts = || self.questions.iter().map(|question| (question.lets_through, verdict(&question.id)));
        let stops = |(through, verdict): (Verdict, Verdict)| verdict != through && verdict != Verdict::CannotTell;
        if verdicts().any(stops) {
            return Some(Passage::Stopped);
        }
        verdicts().all(|(through, verdict)| verdict == through).then_some(Passage::Through)
    }
}

/// All versions of a sieve; there is always one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sieves {
    newest: (i64, Sieve),
    older: BTreeMap<i64, Sieve>,
}

impl Sieves {
    /// Takes all versions; `first` is the only one where none is stored.
    pub fn new(first: Sieve, stored: impl IntoIterator<Item = (i64, Sieve)>) -> Self {
        let mut older: BTreeMap<_, _> = stored.into_iter().collect();
        let newest = older.pop_last().unwrap_or((1, first));
        Self { newest, older }
    }

    /// Gives the newest version with its number.
    pub fn newest(&self) -> (i64, &Sieve) {
        (self.newest.0, &self.newest.1)
    }

    /// Gives a version.
    pub fn of(&self, version: i64) -> &Sieve {
        self.older.get(&version).unwrap_or(&self.newest.1)
    }

    /// Lists every question that any version asks, each as the newest version that has it asks it.
    pub fn questions(&self) -> Vec<&SiftQuestion> {
        let mut known = BTreeSet::new();
        self.all().flat_map(|sieve| &sieve.questions).filter(|question| known.insert(&question.id)).collect()
    }

    /// Lists every criterion of any version, each as the newest version that has it has it.
    pub fn criteria(&self) -> Vec<&Criterion> {
        let mut known = BTreeSet::new();
        self.all().flat_map(|sieve| &sieve.criteria).filter(|criterion| known.insert(&criterion.id)).collect()
    }

    /// Gives all versions, the newest first.
    fn all(&self) -> impl Iterator<Item = &Sieve> {
        [&self.newest.1].into_iter().chain(self.older.values().rev())
    }
}
