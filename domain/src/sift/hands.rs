//! Which two people stand for the two hands that judge a proposal, and with which of them somebody judges it.

use super::{Interest, Judged, SiftEntry, SiftFault, SiftStep, Sifted};
use crate::{coding::Hand, ids::AccountId, time::Moment};

/// What a person who stands for a hand said.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a, T> {
    /// Who said it; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When.
    pub at: Moment,
    /// The place of the step among all.
    pub place: usize,
    /// What they said.
    pub judged: &'a Judged<T>,
}

impl Sifted {
    /// Refuses whoever has an interest or has not said that they have none.
    pub(super) fn check_interest(&self, account: AccountId) -> Result<(), SiftFault> {
        match self.interest_of(account) {
            Interest::Unsaid => Err(SiftFault::Unsaid),
            Interest::One(_) => Err(SiftFault::Interested),
            Interest::Nothing => Ok(()),
        }
    }

    /// Says whether what was said in the step of a place counts: whoever said it has no interest now.
    pub(super) fn counts(&self, place: usize) -> bool {
        // Removed accounts cannot be told apart, so an interest that one of them declared may be that of any who spoke before it.
        let is_interest =
            |entry: &SiftEntry| entry.account.is_none() && matches!(entry.step, SiftStep::Declared(Some(_)));
        match self.entries[place].account {
            Some(account) => !self.is_interested(account),
            None => !self.entries[place..].iter().any(is_interest),
        }
    }

    /// Gives what stands for each hand, the first first: the last that somebody said with it who has no interest now, and who said
    /// nothing with the other hand since.
    pub(super) fn standing<'a, T>(
        &'a self,
        of: impl Fn(&'a SiftStep) -> Option<&'a Judged<T>>,
    ) -> Vec<Standing<'a, T>> {
        let all = self.entries.iter().enumerate().filter(|(place, _)| self.counts(*place));
        let all: Vec<_> = all
            .filter_map(|(place, SiftEntry { step, account, at })| {
                Some(Standing { account: *account, at: *at, place, judged: of(step)? })
            })
            .collect();
        let is_last = |standing: &Standing<'a, T>| {
            let is_later = |other: &Standing<'a, T>| other.account == standing.account && other.place > standing.place;
            standing.account.is_none() || !all.iter().any(is_later)
        };
        let last = |hand| {
            let stands = all.iter().rfind(|standing| standing.judged.hand == hand && is_last(standing));
            stands.map(|found| Standing { ..*found })
        };
        [Hand::First, Hand::Second].into_iter().filter_map(last).collect()
    }

    /// Gives the hand with which somebody judges it: their own or a free one.
    pub(super) fn hand_for<T>(&self, account: AccountId, standing: &[Standing<'_, T>]) -> Result<Hand, SiftFault> {
        self.check_standing()?;
        self.check_interest(account)?;
        let taken = |hand: Hand| standing.iter().find(|standing| standing.judged.hand == hand);
        let is_own = |hand: &Hand| taken(*hand).is_some_and(|standing| standing.account == Some(account));
        let hands = [Hand::First, Hand::Second];
        if standing.len() == hands.len() {
            return Err(SiftFault::Finished);
        }
        let own = hands.into_iter().find(is_own);
        own.or_else(|| hands.into_iter().find(|hand| taken(*hand).is_none())).ok_or(SiftFault::Finished)
    }
}
