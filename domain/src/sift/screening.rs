//! Screening: what two people say to the questions, where they differ, and what settles it.

use std::collections::BTreeMap;

use super::{
    Judged, Passage, Screened, Settlement, Sieve, Sieves, SiftEntry, SiftFault, SiftQuestion, SiftStep, Sifted,
    Standing, Verdict,
};
use crate::{coding::Hand, ids::AccountId};

/// A question with what each of the two said and what was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenLine<'a> {
    /// The question.
    pub question: &'a SiftQuestion,
    /// What the first hand said.
    pub first: Option<&'a Screened>,
    /// What the second hand said.
    pub second: Option<&'a Screened>,
    /// What was settled.
    pub settled: Option<Verdict>,
}

/// What was settled, with the step in which that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled<'a> {
    /// The step, with who took it and when.
    pub entry: &'a SiftEntry,
    /// What was settled.
    pub settlement: &'a Settlement,
    /// Whether it holds, and does not wait for the other of the two to agree.
    pub holds: bool,
}

impl ScreenLine<'_> {
    /// Says whether it has to be settled where the two differ: they say different things, or cannot tell.
    pub fn is_open(&self) -> bool {
        let verdicts = [self.first, self.second].map(|said| said.map(|screened| screened.verdict));
        verdicts[0] != verdicts[1] || verdicts.contains(&Some(Verdict::CannotTell))
    }
}

impl Sifted {
    /// Gives the screenings that stand, at most two.
    pub fn screenings(&self) -> Vec<Standing<'_, Screened>> {
        self.standing(|step| match step {
            SiftStep::Screened(judged) => Some(judged),
            _ => None,
        })
    }

    /// Says whether two people have screened it.
    pub fn is_screened(&self) -> bool {
        self.screenings().len() == 2
    }

    /// Gives the version of the sieve by which it is screened: that of whoever began, or the newest.
    pub fn screened_by<'a>(&self, sieves: &'a Sieves) -> (i64, &'a Sieve) {
        let begun = self.screenings().first().map(|standing| standing.judged.version);
        begun.map_or_else(|| sieves.newest(), |version| (version, sieves.of(version)))
    }

    /// Says what the screening comes to; nothing as long as it is open or the two differ.
    pub fn passage(&self, sieves: &Sieves) -> Option<Passage> {
        let screenings = self.screenings();
        let [first, second] = &screenings[..] else { return None };
        let sieve = self.screened_by(sieves).1;
        let (one, other) = (passage_of(sieve, first), passage_of(sieve, second));
        if one == other && one.is_some() {
            return one;
        }
        let settlement = self.settlement().filter(|settled| settled.holds)?.settlement;
        let settled = |id: &str| settlement.verdicts.get(id).copied().unwrap_or_else(|| verdict_of(first, id));
        sieve.passage(settled)
    }

    /// Gives the last settlement of where the two differ who stand now, by somebody who has no interest now.
    pub fn settlement(&self) -> Option<Settled<'_>> {
        let begin = self.is_screened().then(|| self.screenings().iter().map(|standing| standing.place).max())??;
        let later = || self.entries.iter().enumerate().skip(begin).filter(|(place, _)| self.counts(*place));
        let mut settled = later().filter_map(|(place, entry)| match &entry.step {
            SiftStep::Settled(settlement) => Some((place, entry, settlement)),
            _ => None,
        });
        let (settled_at, entry, settlement) = settled.next_back()?;
        let is_agreed = later().any(|(place, entry)| place > settled_at && entry.step == SiftStep::Agreed);
        Some(Settled { entry, settlement, holds: !settlement.is_together || is_agreed })
    }

    /// Lists the questions with what was said to them, as far as a reader may know; no account stands for those who never judge.
    pub fn screen_lines<'a>(&'a self, sieves: &'a Sieves, reader: Option<AccountId>) -> Vec<ScreenLine<'a>> {
        let screenings = self.screenings();
        let said = |hand: Hand, id: &str| {
            let standing = screenings.iter().find(|standing| standing.judged.hand == hand)?;
            self.may_see(&self.entries[standing.place], reader).then(|| standing.judged.answers.get(id))?
        };
        let settled = self.settlement().filter(|settled| settled.holds).map(|settled| settled.settlement);
        let line = |question: &'a SiftQuestion| ScreenLine {
            question,
            first: said(Hand::First, &question.id),
            second: said(Hand::Second, &question.id),
            settled: settled.and_then(|settled| settled.verdicts.get(&question.id).copied()),
        };
        self.screened_by(sieves).1.questions.iter().map(line).collect()
    }

    /// Lists the questions that have to be settled.
    pub fn open_questions<'a>(&'a self, sieves: &'a Sieves) -> Vec<&'a SiftQuestion> {
        if !self.is_screened() || self.passage(sieves).is_some() {
            return Vec::new();
        }
        let lines = self.screen_lines(sieves, None);
        lines.into_iter().filter(ScreenLine::is_open).map(|line| line.question).collect()
    }

    /// Judges whether somebody may screen it now.
    ///
    /// # Errors
    /// Why they cannot.
    pub fn may_screen(&self, account: AccountId) -> Result<(), SiftFault> {
        self.hand_for(account, &self.screenings()).map(|_| ())
    }

    /// Judges what somebody says to the questions.
    ///
    /// # Errors
    /// Why they cannot screen it so.
    pub fn screen(
        &self,
        account: AccountId,
        answers: BTreeMap<String, Screened>,
        sieves: &Sieves,
    ) -> Result<SiftStep, SiftFault> {
        let hand = self.hand_for(account, &self.screenings())?;
        let (version, sieve) = self.screened_by(sieves);
        let is_whole = sieve.questions.iter().map(|question| &question.id).all(|id| answers.contains_key(id));
        if !is_whole || answers.len() != sieve.questions.len() {
            return Err(SiftFault::NotAsked);
        }
        Ok(SiftStep::Screened(Judged { hand, version, answers }))
    }

    /// Judges whether somebody may settle where the two differ.
    ///
    /// # Errors
    /// Why they cannot.
    pub fn may_settle(&self, account: AccountId, sieves: &Sieves) -> Result<(), SiftFault> {
        self.check_standing()?;
        if self.open_questions(sieves).is_empty() {
            return Err(SiftFault::NothingToSettle);
        }
        self.check_interest(account)
    }

    /// Judges what somebody says to settle where the two differ.
    ///
    /// # Errors
    /// Why it settles nothing.
    pub fn settle(
        &self,
        account: AccountId,
        (verdicts, reason): (BTreeMap<String, Verdict>, String),
        sieves: &Sieves,
    ) -> Result<SiftStep, SiftFault> {
        self.may_settle(account, sieves)?;
        let open = self.open_questions(sieves);
        let is_settled = |question: &&SiftQuestion| {
            verdicts.get(&question.id).is_some_and(|verdict| *verdict != Verdict::CannotTell)
        };
        if verdicts.len() != open.len() || !open.iter().all(is_settled) {
            return Err(SiftFault::NotAsked);
        }
        Ok(SiftStep::Settled(Settlement { verdicts, reason, is_together: self.is_screener(account) }))
    }

    /// Judges whether somebody agrees with what the other of the two settled.
    ///
    /// # Errors
    /// Why there is nothing for them to agree with.
    pub fn agree(&self, account: AccountId) -> Result<SiftStep, SiftFault> {
        self.check_standing()?;
        let waits = self.settlement().is_some_and(|settled| !settled.holds && settled.entry.account != Some(account));
        if waits && self.is_screener(account) { Ok(SiftStep::Agreed) } else { Err(SiftFault::NothingToAgree) }
    }

    fn is_screener(&self, account: AccountId) -> bool {
        self.screenings().iter().any(|standing| standing.account == Some(account))
    }
}

fn verdict_of(standing: &Standing<'_, Screened>, id: &str) -> Verdict {
    standing.judged.answers.get(id).map_or(Verdict::CannotTell, |screened| screened.verdict)
}

fn passage_of(sieve: &Sieve, standing: &Standing<'_, Screened>) -> Option<Passage> {
    sieve.passage(|id| verdict_of(standing, id))
}
