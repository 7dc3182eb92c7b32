//! The reasons why one check, or the whole list, cannot be made.

use crate::block::BlockError;
use crate::progress::Cancelled;
use crate::rake::RakeError;

/// The reasons why one check has no result.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The weights cannot be made.
    #[error("the weights cannot be made: {0}")]
    Weights(#[from] RakeError),
    /// Nobody is left to weigh.
    #[error("nobody is left to weigh")]
    NobodyLeft,
    /// The block cannot be counted otherwise.
    #[error("the block cannot be counted otherwise: {0}")]
    Block(BlockError),
    /// What the check needs was not given: influence values, what was presented first and last, or another estimator.
    #[error("what this check needs was not given")]
    NotGiven,
    /// Nobody was shown an item in the place that is looked at.
    #[error("nobody was shown item {item} in this place")]
    NobodyShown {
        /// The item, from 0.
        item: usize,
    },
    /// The estimator, or the model asked for influence values, refused the weights.
    #[error("the priorities cannot be estimated: {message}")]
    Estimator {
        /// What the estimator said.
        message: String,
    },
    /// The estimator gave another number of priorities than it did for the published weights, or none.
    #[error("the estimator gave {given} priorities where {expected} are expected")]
    Items {
        /// How many it gave.
        given: usize,
        /// How many items there are.
        expected: usize,
    },
    /// A priority is negative, infinite or not a number, so that no shares can be made.
    #[error("the estimator gave item {item} the priority {value}; give shares, or amounts that are not negative")]
    BadPriority {
        /// The item, from 0.
        item: usize,
        /// Its priority as given.
        value: f64,
    },
    /// The priorities add up to nothing, or to more than a number can hold.
    #[error("the priorities add up to {total}, of which no shares can be made")]
    BadTotal {
        /// Their sum.
        total: f64,
    },
}

impl From<BlockError> for Refusal {
    fn from(error: BlockError) -> Self {
        match error {
            BlockError::Rake(error) => Self::Weights(error),
            BlockError::EverybodyInside => Self::NobodyLeft,
            error => Self::Block(error),
        }
    }
}

/// The reasons to refuse the whole list.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SensitivityError {
    /// The published result cannot be made, so there is nothing to compare with.
    #[error("the published result itself cannot be made: {0}")]
    Published(Refusal),
    /// Something is given for another number of respondents.
    #[error("\"{what}\" is given for {given} respondents, and there are {respondents}")]
    LengthsDiffer {
        /// What is given.
        what: String,
        /// For how many.
        given: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// A flagged block has nobody in it.
    #[error("nobody is in the block \"{block}\"; leave it out")]
    EmptyBlock {
        /// The block.
        block: String,
    },
    /// An influence value is infinite or not a number.
    #[error("respondent {row} has the influence {value} on item {item}, which is not a number to compare")]
    BadInfluence {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The item, from 0.
        item: usize,
        /// The value as given.
        value: f64,
    },
    /// There are influence values on more than the items, such as all coefficients of a model.
    #[error("there are {columns} columns of influence values for {items} items; give one for the share of each item")]
    InfluenceOfMore {
        /// How many columns there are.
        columns: usize,
        /// How many items there are.
        items: usize,
    },
    /// An item is said to have been presented that does not exist.
    #[error("respondent {row} was presented item {item}, and there are {items} items")]
    UnknownItem {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The item, from 0.
        item: usize,
        /// How many items there are.
        items: usize,
    },
    /// A top of no items is asked for.
    #[error("a top of 0 items cannot be compared; ask for 1 or more")]
    NoTop,
    /// There are more checks than are made in one run.
    #[error("there are {checks} checks, and at most {most} are made; join small groups, or leave a grouping out")]
    TooManyChecks {
        /// How many there are.
        checks: usize,
        /// How many there may be.
        most: usize,
    },
    /// The run was stopped by its watcher.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}
