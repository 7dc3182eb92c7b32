//! The sift: what is asked for is screened by two people, scored by two people, and decided.
//!
//! What was done with a proposal is a line of steps that is only added to. Where it stands, where two people differ and what it is
//! worth follow from the steps here, and nowhere else. Nobody who could judge a proposal learns from here how somebody else judged
//! it before both have.

mod fate;
mod hands;
mod record;
mod scoring;
mod screening;
mod sieve;

pub use self::{
    fate::Fate,
    hands::Standing,
    record::{DecidedAt, Judged, Proposal, Screened, Settlement, SiftDecision, SiftEntry, SiftStep},
    scoring::places,
    screening::{ScreenLine, Settled},
    sieve::{Sieve, Sieves, SiftQuestion},
};
use crate::{ids::AccountId, vocabulary::vocabulary};

/// The most letters of a title, and of the number or name of an item.
pub const TITLE_LIMIT: usize = 120;
/// The most letters of what is asked for, and of a decision.
pub const WORDS_LIMIT: usize = 2_000;
/// The most letters of a note, an interest or a reason.
pub const SENTENCE_LIMIT: usize = 500;

vocabulary! {
    /// What is asked for.
    ProposalKind {
        /// A priority to add.
        Addition = "addition",
        /// A priority to change.
        Change = "change",
        /// Something to be done.
        Measure = "measure",
        /// A place.
        Site = "site",
        /// Other words.
        Wording = "wording",
        /// Something else.
        Other = "other",
    }

    /// What somebody says to a sift question.
    Verdict {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// It cannot be told from what there is.
        CannotTell = "cannot-tell",
    }

    /// What the screening of a proposal comes to.
    Passage {
        /// It is let through.
        Through = "through",
        /// It is stopped.
        Stopped = "stopped",
    }

    /// What is decided about a proposal.
    Course {
        /// It is taken forward.
        Forward = "forward",
        /// A part of it is taken forward.
        InPart = "in-part",
        /// It is not taken forward.
        NotForward = "not-forward",
        /// It is put off until a day.
        PutOff = "put-off",
    }

    /// Where a proposal stands.
    SiftStage {
        /// Fewer than two people have screened it.
        ToScreen = "to-screen",
        /// Two people have screened it and differ, and that is not settled.
        Differ = "differ",
        /// It was stopped.
        Stopped = "stopped",
        /// It came through, and fewer than two people have scored it.
        ToScore = "to-score",
        /// Two people have scored it.
        Scored = "scored",
        /// It is decided.
        Decided = "decided",
        /// It was merged into another.
        Merged = "merged",
        /// It was taken out.
        TakenOut = "taken-out",
    }

    /// Why something cannot be done with a proposal.
    SiftFault {
        /// Whoever does it has not said whether they have an interest.
        Unsaid = "unsaid",
        /// Whoever does it has an interest.
        Interested = "interested",
        /// Two people have judged it.
        Finished = "finished",
        /// An answer is missing, or is to something that is not asked.
        NotAsked = "not-asked",
        /// Nothing is left to settle.
        NothingToSettle = "nothing-to-settle",
        /// Nothing waits for them to agree with.
        NothingToAgree = "nothing-to-agree",
        /// It did not come through the screening, or not yet.
        NotThrough = "not-through",
        /// Its screening came to nothing yet.
        NotScreened = "not-screened",
        /// It was merged into another or taken out.
        Gone = "gone",
        /// It was neither merged nor taken out.
        NotGone = "not-gone",
        /// It cannot be merged into that one.
        NoSuchOther = "no-such-other",
        /// Somebody has screened it, so that its title and words stay.
        WordsStay = "words-stay",
    }
}

/// What somebody said about their interest in a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interest<'a> {
    /// Nothing yet.
    Unsaid,
    /// That they have none.
    Nothing,
    /// Which one they have.
    One(&'a str),
}

/// A proposal with all that was done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sifted {
    /// Its number among the proposals of the consultation, which stays.
    pub number: i64,
    /// What it says now.
    pub proposal: Proposal,
    /// Every step in its order.
    pub entries: Vec<SiftEntry>,
}

impl Sifted {
    /// Says where it stands.
    pub fn stage(&self, sieves: &Sieves) -> SiftStage {
        match (self.fate(), self.passage(sieves)) {
            (Fate::Merged(_), _) => SiftStage::Merged,
            (Fate::TakenOut(_), _) => SiftStage::TakenOut,
            _ if self.decision().is_some() => SiftStage::Decided,
            (_, Some(Passage::Stopped)) => SiftStage::Stopped,
            (_, Some(Passage::Through)) if self.is_scored() => SiftStage::Scored,
            (_, Some(Passage::Through)) => SiftStage::ToScore,
            (_, None) if self.is_screened() => SiftStage::Differ,
            (_, None) => SiftStage::ToScreen,
        }
    }

    /// Gives the decision that holds, the newest.
    pub fn decision(&self) -> Option<&SiftDecision> {
        self.entries.iter().rev().find_map(|entry| match &entry.step {
            SiftStep::Decided(decision) => Some(decision),
            _ => None,
        })
    }

    /// Gives what somebody said last about their interest.
    pub fn interest_of(&self, account: AccountId) -> Interest<'_> {
        let said = self.entries.iter().rev().find_map(|entry| match &entry.step {
            SiftStep::Declared(None) if entry.account == Some(account) => Some(Interest::Nothing),
            SiftStep::Declared(Some(interest)) if entry.account == Some(account) => Some(Interest::One(interest)),
            _ => None,
        });
        said.unwrap_or(Interest::Unsaid)
    }

    fn is_interested(&self, account: AccountId) -> bool {
        matches!(self.interest_of(account), Interest::One(_))
    }

    /// Says whether it waits for somebody to screen or score it.
    pub fn waits_for(&self, account: AccountId, sieves: &Sieves) -> bool {
        let is_own = |by: Option<AccountId>| by == Some(account);
        !self.is_interested(account)
            && match self.stage(sieves) {
                SiftStage::ToScreen => !self.screenings().iter().any(|standing| is_own(standing.account)),
                SiftStage::ToScore => !self.scorings().iter().any(|standing| is_own(standing.account)),
                _ => false,
            }
    }

    /// Says whether somebody may see what a step says: whoever might judge the proposal sees how others judged it only when both
    /// have, or when it is decided and nobody can score it any more. No account stands for those who never judge.
    pub fn may_see(&self, entry: &SiftEntry, reader: Option<AccountId>) -> bool {
        let is_open = match entry.step {
            SiftStep::Screened(_) => self.is_screened(),
            SiftStep::Scored(_) => self.is_scored() || self.decision().is_some(),
            _ => true,
        };
        is_open || reader.is_none_or(|reader| entry.account == Some(reader))
    }

    /// Says whether its title and words stay as they are, because somebody has judged them.
    pub fn words_stay(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.step, SiftStep::Screened(_)))
    }

    /// Judges what it is to say from now on.
    ///
    /// # Errors
    /// Why it cannot say that.
    pub fn write(&self, proposal: Proposal) -> Result<SiftStep, SiftFault> {
        self.check_standing()?;
        let is_reworded = proposal.title != self.proposal.title || proposal.words != self.proposal.words;
        if is_reworded && self.words_stay() {
            return Err(SiftFault::WordsStay);
        }
        Ok(SiftStep::Written(proposal))
    }

    /// Judges a decision.
    ///
    /// # Errors
    /// Why it cannot be recorded.
    pub fn decide(&self, decision: SiftDecision, sieves: &Sieves) -> Result<SiftStep, SiftFault> {
        self.check_standing()?;
        self.passage(sieves).ok_or(SiftFault::NotScreened)?;
        Ok(SiftStep::Decided(decision))
    }
}

#[cfg(test)]
mod tests;
