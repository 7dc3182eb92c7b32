//! Scoring: what two people give a proposal on each criterion, and what that is worth.

use std::collections::BTreeMap;

use super::{Fate, Judged, Passage, Sieve, Sieves, SiftFault, SiftStep, Sifted, Standing};
use crate::{
    coding::Hand,
    criterion::{Criterion, Score, ScoreLine, Value, is_whole, ranked},
    ids::AccountId,
};

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
    pub fn value(&self, sieves: &Sieves) -> Option<Value> {
        if !self.is_scored() {
            return None;
        }
        let lines = self.score_lines(sieves, None);
        Value::of(lines.iter().filter_map(|line| Some((line.criterion.points, line.sum()?))))
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
        if !is_whole(&sieve.criteria, &answers) {
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
