//! Scoring: what two people give a proposal on each criterion, and what that is worth.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{Criterion, Fate, Judged, Passage, Score, Sieve, Sieves, SiftFault, SiftStep, Sifted, Standing};
use crate::{coding::Hand, ids::AccountId};

/// The highest score.
pub const MOST_SCORE: u8 = 5;
/// From how many scores apart two people differ.
pub const APART: u8 = 2;

/// What a proposal is worth by the scores of two people: so many of so many, kept whole so that equal ones are equal.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    pub(super) points: u32,
    pub(super) of: u32,
}

impl Value {
    /// Gives it as a share from 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.points) / f64::from(self.of)
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Value {}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        let product = |points: u32, of: u32| u64::from(points) * u64::from(of);
        product(self.points, other.of).cmp(&product(other.points, self.of))
    }
}

/// A criterion with the scores of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreLine<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// What the first hand gave.
    pub first: Option<Score>,
    /// What the second hand gave.
    pub second: Option<Score>,
}

impl ScoreLine<'_> {
    /// Gives the scores where both gave one.
    pub fn both(&self) -> Option<(u8, u8)> {
        self.first?.0.zip(self.second?.0)
    }

    /// Gives the mean where both gave a score.
    pub fn mean(&self) -> Option<f64> {
        self.both().map(|(first, second)| f64::from(first + second) / 2.0)
    }

    /// Says whether they are so far apart that it should be talked about.
    pub fn is_apart(&self) -> bool {
        self.both().is_some_and(|(first, second)| first.abs_diff(second) >= APART)
    }
}

impl Sifted {
    /// Gives the scorings that stand, at most two.
    pub fn scorings(&self) -> Vec<Standing<'_, Score>> {
        self.standing(|step| match step {
            SiftStep::Scored(judged) => Some(judged),
            _ => None,
        })
    }

    /// Says whether two people have scored it.
    pub fn is_scored(&self) -> bool {
        self.scorings().len() == 2
    }

    /// Gives the version of the sieve by which it is scored: that of whoever began, or the newest.
    pub fn scored_by<'a>(&self, sieves: &'a Sieves) -> (i64, &'a Sieve) {
        let begun = self.scorings().first().map(|standing| standing.judged.version);
        begun.map_or_else(|| sieves.newest(), |version| (version, sieves.of(version)))
    }

    /// Lists the criteria with the scores, as far as a reader may know; no account stands for those who never judge.
    pub fn score_lines<'a>(&'a self, sieves: &'a Sieves, reader: Option<AccountId>) -> Vec<ScoreLine<'a>> {
        let scorings = self.scorings();
        let given = |hand: Hand, id: &str| {
            let standing = scorings.iter().find(|standing| standing.judged.hand == hand)?;
            self.may_see(&self.entries[standing.place], reader).then(|| standing.judged.answers.get(id).copied())?
        };
        let line = |criterion: &'a Criterion| ScoreLine {
            criterion,
            first: given(Hand::First, &criterion.id),
            second: given(Hand::Second, &criterion.id),
        };
        self.scored_by(sieves).1.criteria.iter().map(line).collect()
    }

    /// Gives what it is worth once both have scored it, over the criteria that both scored.
    ///
    /// # Formula
    /// The sum of swing points x mean score over 5 x the sum of swing points: an additive value model with swing weights (Department for
    /// Communities and Local Government 2009, Multi-criteria analysis: a manual).
    pub fn value(&self, sieves: &Sieves) -> Option<Value> {
        if !self.is_scored() {
            return None;
        }
        let lines = self.score_lines(sieves, None);
        let both = lines.iter().filter_map(|line| Some((line.criterion.points, line.both()?)));
        let (points, of) = both.fold((0, 0), |(points, of), (swing, (first, second))| {
            (points + swing * u32::from(first + second), of + swing * 2 * u32::from(MOST_SCORE))
        });
        (of > 0).then_some(Value { points, of })
    }

    /// Judges whether somebody may score it now.
    ///
    /// # Errors
    /// Why they cannot.
    pub fn may_score(&self, account: AccountId, sieves: &Sieves) -> Result<(), SiftFault> {
        self.hand_to_score(account, sieves).map(|_| ())
    }

    /// Judges what somebody gives on each criterion.
    ///
    /// # Errors
    /// Why they cannot score it so.
    pub fn score(
        &self,
        account: AccountId,
        answers: BTreeMap<String, Score>,
        sieves: &Sieves,
    ) -> Result<SiftStep, SiftFault> {
        let hand = self.hand_to_score(account, sieves)?;
        let (version, sieve) = self.scored_by(sieves);
        let is_score =
            |id: &String| answers.get(id).is_some_and(|score| score.0.is_none_or(|score| score <= MOST_SCORE));
        let is_whole = sieve.criteria.iter().map(|criterion| &criterion.id).all(is_score);
        if !is_whole || answers.len() != sieve.criteria.len() {
            return Err(SiftFault::NotAsked);
        }
        Ok(SiftStep::Scored(Judged { hand, version, answers }))
    }

    fn hand_to_score(&self, account: AccountId, sieves: &Sieves) -> Result<Hand, SiftFault> {
        if self.passage(sieves) != Some(Passage::Through) {
            return Err(SiftFault::NotThrough);
        }
        if self.decision().is_some() {
            return Err(SiftFault::Finished);
        }
        self.hand_for(account, &self.scorings())
    }
}

/// Gives each proposal that stands and has a value its place, by its number.
pub fn places<'a>(proposals: impl IntoIterator<Item = &'a Sifted>, sieves: &Sieves) -> BTreeMap<i64, usize> {
    let standing = proposals.into_iter().filter(|sifted| sifted.fate() == Fate::Stands);
    let values: Vec<_> = standing.filter_map(|sifted| Some((sifted.number, sifted.value(sieves)?))).collect();
    ranked(&values)
}

/// Gives each its place, the largest value first; equal ones share a place.
pub(super) fn ranked(values: &[(i64, Value)]) -> BTreeMap<i64, usize> {
    let place = |value: &Value| 1 + values.iter().filter(|(_, other)| other > value).count();
    values.iter().map(|(number, value)| (*number, place(value))).collect()
}
