//! Erasing a response: staff delete its answers for good, and only what tells that there was one stays.
//!
//! Published figures that rest on it stand. They are worked out again without it, and it is said whether that would change them.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// On what ground a response is erased. There are no words beside it, because they would tell of the person.
    ErasureGround {
        /// Whoever sent it asks for it.
        Asked = "asked",
        /// It was typed in or sent by mistake: a trial, or the same twice.
        Mistake = "mistake",
        /// It must not be kept: it threatens somebody, or it is of a child who was not to be asked.
        Unlawful = "unlawful",
    }
}
