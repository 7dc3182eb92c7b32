//! What follows from the steps of a stakeholder: what stands, what is missing, and which step may be taken next.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Aspect, Intention, Involvement, InvolvementFault, InvolvementGap, Personal, Stakeholder, StakeholderStep, Taken,
};

/// A stakeholder with all that was done with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Their number for good, from 1.
    pub number: i64,
    /// What leads to them.
    pub personal: Personal,
    /// What they are.
    pub stakeholder: Stakeholder,
    /// Each step, the first first.
    pub entries: Vec<Taken<StakeholderStep>>,
}

/// An involvement as it was written last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written<'a> {
    /// Its number.
    pub number: u32,
    /// What happened.
    pub involvement: &'a Involvement,
    /// Why it was taken out, if it was.
    pub taken_out: Option<&'a str>,
}

impl Registered {
    /// Puts a stakeholder together from their steps; nothing, where none of these says what they are.
    pub fn new(number: i64, personal: Personal, entries: Vec<Taken<StakeholderStep>>) -> Option<Self> {
        let stakeholder = entries.iter().rev().find_map(|entry| match entry.step {
            StakeholderStep::Written(stakeholder) => Some(stakeholder),
            _ => None,
        })?;
        Some(Self { number, personal, stakeholder, entries })
    }

    fn steps(&self) -> impl DoubleEndedIterator<Item = &StakeholderStep> {
        self.entries.iter().map(|entry| &entry.step)
    }

    /// Gives why they were taken out, if they were.
    pub fn taken_out(&self) -> Option<&str> {
        let is_fate = |step: &&StakeholderStep| matches!(step, StakeholderStep::TakenOut(_) | StakeholderStep::PutBack);
        match self.steps().rev().find(is_fate) {
            Some(StakeholderStep::TakenOut(reason)) => Some(reason),
            _ => None,
        }
    }

    /// Lists how they were meant to be involved, version by version, each with the step that wrote it.
    pub fn intentions(&self) -> Vec<(&Taken<StakeholderStep>, &Intention)> {
        let intended = |entry| match entry {
            entry @ &Taken { step: StakeholderStep::Intended(ref intention), .. } => Some((entry, intention)),
            _ => None,
        };
        self.entries.iter().filter_map(intended).collect()
    }

    /// Gives how they are meant to be involved now.
    pub fn intention(&self) -> Option<&Intention> {
        self.intentions().pop().map(|(_, intention)| intention)
    }

    /// Lists every involvement that was ever recorded, by its number.
    pub fn recorded(&self) -> Vec<Written<'_>> {
        let mut found: BTreeMap<u32, Written<'_>> = BTreeMap::new();
        for step in self.steps() {
            match step {
                StakeholderStep::Involved { number, involvement } => {
                    found.insert(*number, Written { number: *number, involvement, taken_out: None });
                }
                StakeholderStep::InvolvementTakenOut { number, reason } => {
                    found.entry(*number).and_modify(|written| written.taken_out = Some(reason));
                }
                StakeholderStep::InvolvementPutBack { number } => {
                    found.entry(*number).and_modify(|written| written.taken_out = None);
                }
                _ => {}
            }
        }
        found.into_values().collect()
    }

    /// Lists the involvements that stand, the latest first.
    pub fn involvements(&self) -> Vec<Written<'_>> {
        let mut standing: Vec<_> = self.recorded().into_iter().filter(|written| written.taken_out.is_none()).collect();
        standing.sort_by_key(|written| std::cmp::Reverse((written.involvement.since, written.number)));
        standing
    }

    /// Lists the aspects in which they were involved.
    pub fn aspects(&self) -> BTreeSet<Aspect> {
        self.involvements().into_iter().flat_map(|written| written.involvement.aspects.iter().copied()).collect()
    }

    /// Lists what is worth thinking over.
    pub fn gaps(&self) -> BTreeSet<InvolvementGap> {
        let involvements = self.involvements();
        let any = |is: fn(&Involvement) -> bool| involvements.iter().any(|written| is(written.involvement));
        let aspects = self.aspects();
        let open = self.intention().is_some_and(|intention| !intention.aspects.is_subset(&aspects));
        let found = [
            (InvolvementGap::NoIntention, self.intention().is_none()),
            (InvolvementGap::Nothing, involvements.is_empty()),
            (InvolvementGap::AspectOpen, open && !involvements.is_empty()),
            (InvolvementGap::NoEvidence, any(|one| one.evidence.is_empty())),
            (InvolvementGap::NothingBecame, any(|one| one.said.is_some() && one.became.is_none())),
        ];
        found.into_iter().filter(|(_, is)| *is).map(|(gap, _)| gap).collect()
    }

    /// Gives the number that the next involvement gets.
    pub fn next(&self) -> u32 {
        self.recorded().last().map_or(1, |written| written.number + 1)
    }

    /// Finds an involvement by its number.
    pub fn find(&self, number: u32) -> Option<Written<'_>> {
        self.recorded().into_iter().find(|written| written.number == number)
    }

    /// Says whether anything but putting back may be done with them.
    ///
    /// # Errors
    /// [`InvolvementFault::Gone`] where they were taken out.
    pub fn may_change(&self) -> Result<(), InvolvementFault> {
        if self.taken_out().is_some() { Err(InvolvementFault::Gone) } else { Ok(()) }
    }

    /// Puts them back.
    ///
    /// # Errors
    /// [`InvolvementFault::NotGone`] where they were not taken out.
    pub fn put_back(&self) -> Result<StakeholderStep, InvolvementFault> {
        self.taken_out().map(|_| StakeholderStep::PutBack).ok_or(InvolvementFault::NotGone)
    }

    /// Puts an involvement back.
    ///
    /// # Errors
    /// [`InvolvementFault`] where it was not taken out, or they were.
    pub fn put_back_involvement(&self, number: u32) -> Result<StakeholderStep, InvolvementFault> {
        self.may_change()?;
        let is_gone = self.find(number).is_some_and(|written| written.taken_out.is_some());
        if is_gone { Ok(StakeholderStep::InvolvementPutBack { number }) } else { Err(InvolvementFault::NotGone) }
    }
}
