//! The bundle: the evidence of a run in one ZIP file, from which anybody can work its figures out again.
//!
//! The same run gives the same bytes. What is in it is said in `readme.md` and `method.md`, which go into it, and in
//! `docs/bundle.md`. Nothing here reads the store.

mod compare;
mod documents;
mod grain;
mod read;
mod rows;
mod verify;
mod write;

pub use self::{
    documents::{FORMAT, FORMAT_VERSION, FrozenSet, ListedFile, Manifest, Particulars, SignedPlan},
    grain::{TooClose, public_grain},
    read::{NotABundle, Unpacked, unpack},
    rows::Mark,
    verify::{Difference, MOST_NAMED, Verified, verify},
    write::{Evidence, Written, write},
};

/// The files of a bundle, by their names.
mod names {
    pub(super) const README: &str = "README.md";
    pub(super) const METHOD: &str = "method.md";
    pub(super) const PLAN: &str = "plan.json";
    pub(super) const QUESTIONS: &str = "questions.json";
    pub(super) const RESPONSES: &str = "responses.csv";
    pub(super) const FROZEN: &str = "frozen.csv";
    pub(super) const RESULTS: &str = "results.json";
    pub(super) const MANIFEST: &str = "manifest.json";
    /// Every one, in the order in which they are packed.
    pub(super) const ALL: [&str; 8] = [README, METHOD, PLAN, QUESTIONS, RESPONSES, FROZEN, RESULTS, MANIFEST];
}
