//! What becomes of a proposal besides being judged: merged into another, taken out, and put back.

use super::{SiftEntry, SiftFault, SiftStep, Sifted};

/// What became of a proposal besides being judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate<'a> {
    /// It stands.
    Stands,
    /// It was merged into the one of that number.
    Merged(i64),
    /// It was taken out, for a reason.
    TakenOut(&'a str),
}

impl Sifted {
    /// Says what became of it.
    pub fn fate(&self) -> Fate<'_> {
        let fate =
            |entry: &SiftEntry| matches!(entry.step, SiftStep::Merged(_) | SiftStep::TakenOut(_) | SiftStep::PutBack);
        match self.entries.iter().rfind(|entry| fate(entry)).map(|entry| &entry.step) {
            Some(SiftStep::Merged(into)) => Fate::Merged(*into),
            Some(SiftStep::TakenOut(reason)) => Fate::TakenOut(reason),
            _ => Fate::Stands,
        }
    }

    /// Judges a merging into another: gives the step of this one and the step of the other.
    ///
    /// # Errors
    /// Why they cannot be merged.
    pub fn merge(&self, into: &Self) -> Result<(SiftStep, SiftStep), SiftFault> {
        self.check_standing()?;
        let may_take = into.number != self.number && into.fate() == Fate::Stands;
        may_take.then_some((SiftStep::Merged(into.number), SiftStep::TookIn(self.number))).ok_or(SiftFault::NoSuchOther)
    }

    /// Judges taking it out.
    ///
    /// # Errors
    /// Why it cannot be taken out.
    pub fn take_out(&self, reason: String) -> Result<SiftStep, SiftFault> {
        self.check_standing().map(|()| SiftStep::TakenOut(reason))
    }

    /// Judges putting it back: gives its step, and the number of the one that gives it back with the step of that.
    ///
    /// # Errors
    /// Why it cannot be put back.
    pub fn put_back(&self) -> Result<(SiftStep, Option<(i64, SiftStep)>), SiftFault> {
        match self.fate() {
            Fate::Stands => Err(SiftFault::NotGone),
            Fate::TakenOut(_) => Ok((SiftStep::PutBack, None)),
            Fate::Merged(into) => Ok((SiftStep::PutBack, Some((into, SiftStep::GaveBack(self.number))))),
        }
    }

    /// Refuses what was merged or taken out.
    pub(super) fn check_standing(&self) -> Result<(), SiftFault> {
        if self.fate() == Fate::Stands { Ok(()) } else { Err(SiftFault::Gone) }
    }
}
