//! The reasons to refuse a bootstrap.

use crate::progress::Cancelled;
use crate::rake::RakeError;

/// The reasons to refuse a bootstrap.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BootstrapError {
    /// The full sample cannot be raked to the margins.
    #[error(transparent)]
    Rake(#[from] RakeError),
    /// There is nobody to draw.
    #[error("there are no respondents to draw from")]
    NoRespondents,
    /// A base weight is not positive and finite, or vanishes beside the others.
    #[error("respondent {row} has the base weight {weight}, which cannot be used")]
    BadBase {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The base weight as given.
        weight: f64,
    },
    /// There are more respondents than can be numbered.
    #[error("there are {respondents} respondents, and at most {most} can be drawn from")]
    TooManyRespondents {
        /// How many there are.
        respondents: usize,
        /// How many there may be.
        most: usize,
    },
    /// A column and the margins describe different numbers of respondents.
    #[error("column {column} has {answers} answers for {respondents} respondents; give one for each, blank or not")]
    LengthsDiffer {
        /// The column's place, from 0.
        column: usize,
        /// How many answers it has.
        answers: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// An answer is infinite or not a number.
    #[error("respondent {row} has {value} in column {column}, which is not a number to calculate with")]
    BadValue {
        /// The column's place, from 0.
        column: usize,
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The answer as given.
        value: f64,
    },
    /// Everybody left an item blank.
    #[error("nobody answered column {column}; leave it out")]
    NobodyAnswered {
        /// The column's place, from 0.
        column: usize,
    },
    /// A figure of the full sample is too large to hold.
    #[error("the figure of column {column} is too large to calculate with")]
    TooLarge {
        /// The column's place, from 0.
        column: usize,
    },
    /// The plan asks for fewer replicates than have a spread, or more than are kept.
    #[error("{replicates} replicates of {figures} figures are asked for; ask for at least 2 and at most {most}")]
    BadPlan {
        /// How many replicates are asked for.
        replicates: usize,
        /// How many figures each has.
        figures: usize,
        /// How many replicates of so many figures may be asked for.
        most: usize,
    },
    /// The share of replicates that may fail is no share.
    #[error("{most_failed} is no share of replicates that may fail; give a number from 0 to 1")]
    BadMostFailed {
        /// The share as given.
        most_failed: f64,
    },
    /// One step is asked for with influence values of more or fewer figures than there are estimates.
    #[error("there are influence values of {influence} figures for {estimates} estimates; give one column for each")]
    InfluenceColumns {
        /// How many columns of influence values there are.
        influence: usize,
        /// How many estimates there are.
        estimates: usize,
    },
    /// Clusters are given for another number of respondents.
    #[error("there are {clusters} labels of clusters for {respondents} respondents; give one or none for each")]
    ClusterLength {
        /// How many labels there are, none counted.
        clusters: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// Keys are given for another number of respondents.
    #[error("there are {keys} keys for {respondents} respondents; give one for each")]
    KeyLength {
        /// How many keys there are.
        keys: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// Multiplicities that are given do not describe these respondents.
    #[error("replicate {replicate} is given {given} multiplicities for {respondents} respondents; give one for each")]
    MultiplicityLength {
        /// The replicate, from 0.
        replicate: usize,
        /// How many multiplicities it has.
        given: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// A multiplicity that is given is negative or not finite.
    #[error("replicate {replicate} counts respondent {row} {times} times, which cannot be done")]
    BadMultiplicity {
        /// The replicate, from 0.
        replicate: usize,
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The multiplicity as given.
        times: f64,
    },
    /// More replicates could not be made than the plan allows.
    #[error(
        "{failed} of {replicates} replicates could not be made, for the most part because {reason}; merge small levels, \
         or leave out items that few people answered"
    )]
    TooManyFailed {
        /// How many could not be made.
        failed: usize,
        /// How many were asked for.
        replicates: usize,
        /// What most of them lacked.
        reason: Failure,
    },
    /// The run was stopped by its watcher.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// The reasons why one replicate cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Failure {
    /// The draw leaves a level with a target empty, the weights stop getting closer to the margins, or no weights within
    /// the bounds meet them.
    #[error("those drawn could not be raked to the margins")]
    NotRaked,
    /// The draw leaves nobody who answered a column.
    #[error("nobody drawn had answered column {column}")]
    NobodyDrawn {
        /// The column's place, from 0.
        column: usize,
    },
    /// The statistic of a replicate is not finite, or has another number of figures than that of the full sample.
    #[error("the statistic was not finite")]
    NotFinite,
}
