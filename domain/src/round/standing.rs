//! What follows from the steps of a round: who has said what, and what is due when.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Opinion, Rejoinder, Round, RoundFault, RoundStep, Stance, Window};
use crate::{ids::StakeholderId, involvement::Taken};

/// A round with all that was done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its number for good, from 1.
    pub number: i64,
    /// What was given to whom.
    pub round: Round,
    /// Each step, the first first.
    pub entries: Vec<Taken<RoundStep>>,
}

/// Where a round stands with one authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn<'a> {
    /// The authority.
    pub authority: StakeholderId,
    /// The days that it has.
    pub window: Window,
    /// What it said.
    pub opinion: Option<&'a Opinion>,
    /// What it was answered.
    pub rejoinder: Option<&'a Rejoinder>,
}

/// Who has to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// The supporting authority has to say something.
    Opinion,
    /// The responsible authority has to answer a notice.
    Rejoinder,
}

/// Something that is to be done by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The days for it.
    pub window: Window,
    /// What.
    pub due: Due,
    /// The number of the round.
    pub round: i64,
    /// The authority.
    pub authority: StakeholderId,
}

impl Given {
    /// Puts a round together from its steps; nothing, where none of these says what it is.
    pub fn new(number: i64, entries: Vec<Taken<RoundStep>>) -> Option<Self> {
        let round = entries.iter().rev().find_map(|entry| match &entry.step {
            RoundStep::Written(round) => Some(round.clone()),
            _ => None,
        })?;
        Some(Self { number, round, entries })
    }

    /// Gives why it was taken out, if it was.
    pub fn taken_out(&self) -> Option<&str> {
        let is_fate = |step: &&RoundStep| matches!(step, RoundStep::TakenOut(_) | RoundStep::PutBack);
        match self.entries.iter().map(|entry| &entry.step).rev().find(is_fate) {
            Some(RoundStep::TakenOut(reason)) => Some(reason),
            _ => None,
        }
    }

    /// Gives where it stands with each authority; one that has said something stays, whoever it is meant for now.
    pub fn turns(&self) -> Vec<Turn<'_>> {
        let (mut days, mut opinions, mut rejoinders) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for entry in &self.entries {
            match &entry.step {
                RoundStep::Received { authority, on } => {
                    days.insert(*authority, *on);
                }
                RoundStep::Said { authority, opinion } => {
                    opinions.insert(*authority, opinion);
                }
                RoundStep::Unsaid { authority, .. } => {
                    opinions.remove(authority);
                    rejoinders.remove(authority);
                }
                RoundStep::Rejoined { authority, rejoinder } => {
                    rejoinders.insert(*authority, rejoinder);
                }
                RoundStep::Written(_) | RoundStep::TakenOut(_) | RoundStep::PutBack => {}
            }
        }
        let authorities: BTreeSet<StakeholderId> =
            self.round.authorities.iter().chain(opinions.keys()).copied().collect();
        let turn = |authority: StakeholderId| Turn {
            authority,
            window: Window::beginning_with(days.get(&authority).copied().unwrap_or(self.round.given_on)),
            opinion: opinions.get(&authority).copied(),
            rejoinder: rejoinders.get(&authority).copied(),
        };
        authorities.into_iter().map(turn).collect()
    }

    /// Gives where it stands with one authority.
    pub fn turn(&self, authority: StakeholderId) -> Option<Turn<'_>> {
        self.turns().into_iter().find(|turn| turn.authority == authority)
    }

    /// Says whether anything but putting back may be done with it.
    ///
    /// # Errors
    /// [`RoundFault::Gone`] where it was taken out.
    pub fn may_change(&self) -> Result<(), RoundFault> {
        if self.taken_out().is_some() { Err(RoundFault::Gone) } else { Ok(()) }
    }

    /// Says whether an authority can be answered, and what it said be taken back.
    ///
    /// # Errors
    /// [`RoundFault`] where it has said nothing, was not given the round, or this was taken out.
    pub fn may_answer(&self, authority: StakeholderId) -> Result<(), RoundFault> {
        self.may_change()?;
        let turn = self.turn(authority).ok_or(RoundFault::NotGiven)?;
        turn.opinion.map(|_| ()).ok_or(RoundFault::Silent)
    }

    /// Puts it back.
    ///
    /// # Errors
    /// [`RoundFault::NotGone`] where it was not taken out.
    pub fn put_back(&self) -> Result<RoundStep, RoundFault> {
        self.taken_out().map(|_| RoundStep::PutBack).ok_or(RoundFault::NotGone)
    }
}

impl Turn<'_> {
    /// Gives the days for answering; none where no notice asks for an answer by a day.
    pub fn answer_window(&self) -> Option<Window> {
        let notice = self.opinion.filter(|opinion| opinion.stance == Stance::AdvisoryNotice)?;
        Some(Window::beginning_with(notice.received_on))
    }

    /// Gives what is due from whom; nothing where nothing is.
    pub fn due(&self) -> Option<(Due, Window)> {
        match (self.opinion, self.rejoinder) {
            (None, _) => Some((Due::Opinion, self.window)),
            (Some(_), None) => self.answer_window().map(|window| (Due::Rejoinder, window)),
            (Some(_), Some(_)) => None,
        }
    }
}

/// Lists what is due, the first first. What an authority did not say in its days is due no more; an answer to a notice stays due.
pub fn deadlines<'a>(rounds: impl IntoIterator<Item = &'a Given>, today: NaiveDate) -> Vec<Deadline> {
    let of_round = |given: &Given| -> Vec<Deadline> {
        let deadline = |turn: Turn<'_>| {
            let (due, window) = turn.due()?;
            let (round, authority) = (given.number, turn.authority);
            Some(Deadline { window, due, round, authority })
        };
        given.turns().into_iter().filter_map(deadline).collect()
    };
    let standing = rounds.into_iter().filter(|given| given.taken_out().is_none());
    let mut found: Vec<Deadline> = standing.flat_map(of_round).collect();
    found.retain(|deadline| deadline.due == Due::Rejoinder || today <= deadline.window.last);
    found.sort_by_key(|deadline| (deadline.window.last, deadline.due, deadline.round, deadline.authority));
    found
}
