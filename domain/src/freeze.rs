//! Freezing: after the closing the responses are held fast, so that every figure says on which it rests.
//!
//! A freeze lists the responses in the order of their references and has a hash of each and of all. What is deleted later, because
//! the law gives people that right, stays in the list with its hash alone, and is counted as missing.

use sha2::{Digest, Sha256};

use crate::{
    consultation::Phase,
    ids::{ResponseId, VersionId},
};

/// A SHA-256.
pub type Hash = [u8; 32];

/// Why the responses cannot be frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FreezingHindrance {
    /// The consultation still takes answers, or has not opened.
    NotClosed,
    /// Nobody has responded.
    NoResponses,
    /// They are frozen, and nothing has come or gone since.
    NothingNew,
}

/// Says whether responses may be frozen: how many there are now, and whether they are those that were frozen last.
///
/// # Errors
/// Says why not.
pub fn may_freeze(phase: Phase, responses: u64, is_frozen_already: bool) -> Result<(), FreezingHindrance> {
    if phase != Phase::Closed {
        Err(FreezingHindrance::NotClosed)
    } else if responses == 0 {
        Err(FreezingHindrance::NoResponses)
    } else if is_frozen_already {
        Err(FreezingHindrance::NothingNew)
    } else {
        Ok(())
    }
}

/// Gives the hash of a response: of its id, its version, its segment and the document with the state of each question, each as
/// its length in bytes, a colon and itself.
pub fn response_hash(id: ResponseId, version: VersionId, segment: Option<&str>, outcomes: &str) -> Hash {
    let mut hash = Sha256::new();
    for part in [&id.to_string(), &version.to_string(), segment.unwrap_or_default(), outcomes] {
        hash.update(format!("{}:", part.len()));
        hash.update(part);
    }
    hash.finalize().into()
}

/// The hash of a set of responses, taken one by one in their order.
#[derive(Clone, Debug, Default)]
pub struct SetHash(Sha256);

impl SetHash {
    /// Takes the next response by its id and its hash: 16 and 32 bytes.
    pub fn add(&mut self, id: ResponseId, hash: &Hash) {
        self.0.update(id.0.as_bytes());
        self.0.update(hash);
    }

    /// Gives the hash of all.
    pub fn finish(self) -> Hash {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn hashed(id: u128, segment: Option<&str>, outcomes: &str) -> Hash {
        response_hash(ResponseId(Uuid::from_u128(id)), VersionId(Uuid::from_u128(9)), segment, outcomes)
    }

    #[test]
    fn responses_are_frozen_after_the_closing_and_again_only_if_something_changed() {
        assert_eq!(may_freeze(Phase::Open, 5, false), Err(FreezingHindrance::NotClosed));
        assert_eq!(may_freeze(Phase::Upcoming, 0, false), Err(FreezingHindrance::NotClosed));
        assert_eq!(may_freeze(Phase::Closed, 0, false), Err(FreezingHindrance::NoResponses));
        assert_eq!(may_freeze(Phase::Closed, 5, true), Err(FreezingHindrance::NothingNew));
        assert_eq!(may_freeze(Phase::Closed, 5, false), Ok(()));
    }

    #[test]
    fn anything_that_differs_in_a_response_makes_another_hash() {
        let one = hashed(1, Some("resident"), "{}");
        assert_eq!(one, hashed(1, Some("resident"), "{}"));
        for other in [hashed(2, Some("resident"), "{}"), hashed(1, None, "{}"), hashed(1, Some("resident"), "{ }")] {
            assert_ne!(one, other);
        }
        assert_ne!(hashed(1, Some("a"), "bc"), hashed(1, Some("ab"), "c"), "what stands where is part of it");
    }

    #[test]
    fn the_hash_of_a_set_knows_the_order() {
        let of = |ids: &[u128]| {
            let mut set = SetHash::default();
            for id in ids {
                set.add(ResponseId(Uuid::from_u128(*id)), &hashed(*id, None, "{}"));
            }
            set.finish()
        };
        assert_eq!(of(&[1, 2]), of(&[1, 2]));
        assert_ne!(of(&[1, 2]), of(&[2, 1]));
        assert_ne!(of(&[1, 2]), of(&[1]));
    }
}
