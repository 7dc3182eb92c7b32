//! Publishing the results of a run: one person writes what they say, another releases them, and they can be taken back.
//!
//! What is released stays as it is. A later run can be published as the next **edition**, which says what changed.

use crate::{ids::AccountId, time::Moment, vocabulary::vocabulary};

/// The most letters of a summary.
pub const SUMMARY_LIMIT: usize = 2_000;
/// The most letters of what changed since the edition before, or of why one is taken back.
pub const SENTENCE_LIMIT: usize = 500;

vocabulary! {
    /// A step of publishing, as it is noted.
    PublicationStep {
        /// The words were written or changed.
        Written = "written",
        /// It was given up before it was released.
        GivenUp = "given-up",
        /// It was released, and is public.
        Released = "released",
        /// It was taken back.
        TakenBack = "taken-back",
    }
}

/// Where a publication stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be changed, given up or released.
    Written,
    /// It is public since a moment.
    Released(Moment),
    /// It was public.
    TakenBack {
        /// Since when.
        released_at: Moment,
        /// Until when.
        at: Moment,
        /// Why it is not any more.
        reason: String,
    },
}

impl Standing {
    /// Says where something stands that was perhaps released, and perhaps taken back with a reason.
    pub fn of(released_at: Option<Moment>, taken_back_at: Option<Moment>, reason: Option<String>) -> Self {
        match (released_at, taken_back_at) {
            (None, _) => Self::Written,
            (Some(at), None) => Self::Released(at),
            (Some(released_at), Some(at)) => Self::TakenBack { released_at, at, reason: reason.unwrap_or_default() },
        }
    }

    /// Says whether everybody can read it.
    pub fn is_public(&self) -> bool {
        matches!(self, Self::Released(_))
    }
}

/// Why somebody cannot release a publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseHindrance {
    /// It was released before.
    Released,
    /// They wrote it last, and somebody else has to release it.
    OwnWords,
    /// The account that wrote it last was removed, so that nobody answers for the words.
    NoWriter,
}

/// Says whether somebody may release what an account wrote last: writing is the first signature, and releasing the second.
///
/// # Errors
/// Says why not.
pub fn may_release(standing: &Standing, writer: Option<AccountId>, who: AccountId) -> Result<(), ReleaseHindrance> {
    match (standing, writer) {
        (Standing::Released(_) | Standing::TakenBack { .. }, _) => Err(ReleaseHindrance::Released),
        (Standing::Written, None) => Err(ReleaseHindrance::NoWriter),
        (Standing::Written, Some(writer)) if writer == who => Err(ReleaseHindrance::OwnWords),
        (Standing::Written, Some(_)) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn whoever_wrote_last_does_not_release() {
        let (one, two) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        assert_eq!(may_release(&Standing::Written, Some(one), one), Err(ReleaseHindrance::OwnWords));
        assert_eq!(may_release(&Standing::Written, Some(one), two), Ok(()));
        assert_eq!(may_release(&Standing::Written, None, two), Err(ReleaseHindrance::NoWriter));
        let released = Standing::Released(DateTime::UNIX_EPOCH);
        assert_eq!(may_release(&released, Some(one), two), Err(ReleaseHindrance::Released));
    }
}
