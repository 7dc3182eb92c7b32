//! One check: what was changed, and what came of it.

use std::fmt;

use super::compare::Differences;
use super::refusal::Refusal;

/// How a flagged block of answers is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    /// Everybody in it as any other respondent, which is what is published.
    AsIs,
    /// All of it together as one respondent.
    CountedOnce,
    /// Not at all.
    LeftOut,
    /// As far as 5 in 100 of the total weight, [`BLOCK_SHARE`](super::BLOCK_SHARE).
    Capped,
}

/// The one decision that a check changes.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Everybody counts 1.
    Unweighted,
    /// One margin is not weighted to; without the only margin the base weights stand.
    WithoutMargin {
        /// The margin.
        margin: String,
    },
    /// Weights are kept below a cap, and above the published floor (a fifth of the mean where there is none).
    Cap {
        /// The cap, in multiples of the mean.
        cap: f64,
    },
    /// Weights have no floor and no cap.
    NoCap,
    /// Those whose level is not known on some margin are left out.
    CompleteCases,
    /// A group is left out and the others weighed again, to the margins less the levels that only this group stands for.
    WithoutGroup {
        /// The grouping: areas, panels.
        grouping: String,
        /// The group.
        group: String,
    },
    /// A flagged block is counted otherwise.
    Block {
        /// The block.
        block: String,
        /// How it is counted.
        treatment: Treatment,
    },
    /// The respondents with the highest influence values are left out together.
    WithoutMostInfluential {
        /// How many those are.
        respondents: usize,
    },
    /// Each item has the share that those give it to whom it was presented first, by the published weights.
    PresentedFirst,
    /// Each item has the share that those give it to whom it was presented last, by the published weights.
    PresentedLast,
    /// The published weights with another estimator.
    OtherEstimator {
        /// The estimator.
        name: String,
    },
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unweighted => f.write_str("everybody counts the same"),
            Self::WithoutMargin { margin } => write!(f, "not weighted to {margin}"),
            Self::Cap { cap } => write!(f, "weights up to {cap} times the mean"),
            Self::NoCap => f.write_str("weights without a cap"),
            Self::CompleteCases => f.write_str("only those who gave all their details"),
            Self::WithoutGroup { grouping, group } => write!(f, "without {group} ({grouping})"),
            Self::Block { block, treatment } => match treatment {
                Treatment::AsIs => write!(f, "{block} as it is"),
                Treatment::CountedOnce => write!(f, "{block} counted once"),
                Treatment::LeftOut => write!(f, "{block} left out"),
                Treatment::Capped => write!(f, "{block} held to 5% of the weight"),
            },
            Self::WithoutMostInfluential { respondents } => {
                write!(f, "without the {respondents} answers that count most")
            }
            Self::PresentedFirst => f.write_str("each item as those saw it who were shown it first"),
            Self::PresentedLast => f.write_str("each item as those saw it who were shown it last"),
            Self::OtherEstimator { name } => write!(f, "worked out by {name}"),
        }
    }
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq)]
pub enum CheckOutcome {
    /// The pipeline was run again; this is how its result compares.
    Compared(Differences),
    /// The check is the published pipeline itself, so there is nothing to compare.
    AsPublished,
    /// The weights or the priorities cannot be made.
    Refused(Refusal),
}

/// One check and its outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// What was changed.
    pub what: What,
    /// What came of it.
    pub outcome: CheckOutcome,
}

impl Check {
    /// How the result compares, where there is one.
    pub fn differences(&self) -> Option<&Differences> {
        match &self.outcome {
            CheckOutcome::Compared(differences) => Some(differences),
            CheckOutcome::AsPublished | CheckOutcome::Refused(_) => None,
        }
    }
}
