//! What supporting authorities are given, by when they have to say something, and what came back.
//!
//! A round is a line of steps that is only added to. Days are counted as the Regulations count them: the day on which something
//! begins is the first.

mod record;
mod standing;
mod window;

pub use self::{
    record::{Opinion, Rejoinder, Round, RoundStep},
    standing::{Deadline, Due, Given, Turn, deadlines},
    window::{DAYS, Stand, Window},
};
use crate::vocabulary::vocabulary;

/// The most letters of what was given, and of who decided.
pub const LINE_LIMIT: usize = 160;
/// The most letters of a reason.
pub const SENTENCE_LIMIT: usize = 500;
/// The most letters of what an authority said, and of what it was told.
pub const WORDS_LIMIT: usize = 4_000;

vocabulary! {
    /// What supporting authorities are given.
    RoundKind {
        /// The draft, before the public is consulted on it.
        Draft = "draft",
        /// The final strategy, before it is published.
        Final = "final",
    }

    /// What a supporting authority says of what it was given.
    Stance {
        /// It does not object, or serves no notice.
        NoObjection = "no-objection",
        /// It says what it thinks, and does not object.
        Opinions = "opinions",
        /// It objects to the draft.
        Objection = "objection",
        /// It serves a publication advisory notice.
        AdvisoryNotice = "advisory-notice",
    }

    /// On what an objection or a notice rests.
    Ground {
        /// The draft itself.
        Draft = "draft",
        /// How it was prepared, among that how far the authority was involved.
        Preparation = "preparation",
        /// A part cannot be justified based on the results of the consultation.
        NotJustified = "not-justified",
        /// It is materially deficient.
        Deficient = "deficient",
    }

    /// Why a step cannot be taken.
    RoundFault {
        /// The round was taken out.
        Gone = "gone",
        /// It was not taken out.
        NotGone = "not-gone",
        /// The authority was not given it.
        NotGiven = "not-given",
        /// The authority has said nothing yet.
        Silent = "silent",
    }
}

impl RoundKind {
    /// Lists what an authority can say of it.
    pub fn stances(self) -> [Stance; 3] {
        match self {
            Self::Draft => [Stance::NoObjection, Stance::Opinions, Stance::Objection],
            Self::Final => [Stance::NoObjection, Stance::Opinions, Stance::AdvisoryNotice],
        }
    }

    /// Lists on what an objection to it, or a notice, can rest.
    pub fn grounds(self) -> [Ground; 2] {
        match self {
            Self::Draft => [Ground::Draft, Ground::Preparation],
            Self::Final => [Ground::NotJustified, Ground::Deficient],
        }
    }
}

impl Stance {
    /// Says whether it rests on grounds.
    pub fn has_grounds(self) -> bool {
        matches!(self, Self::Objection | Self::AdvisoryNotice)
    }
}

#[cfg(test)]
mod tests;
