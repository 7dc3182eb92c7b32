//! The reasons to refuse a calibration, and how each auxiliary came out where weights miss.

use crate::base::BadBase;
use crate::margin::MarginError;
use crate::rake::Side;

/// How one auxiliary total came out, in its own unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// The auxiliary: a column, a margin, or the intercept.
    pub auxiliary: String,
    /// The level, where the auxiliary is a margin.
    pub level: Option<String>,
    /// The total asked for.
    pub target: f64,
    /// The total that the weights give.
    pub achieved: f64,
    /// The coefficient `λ` of the calibration; 0 where another auxiliary says the same already.
    pub coefficient: f64,
}

/// The reasons to refuse a calibration.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CalibrateError {
    /// A margin cannot be weighted to, or two auxiliaries disagree on the size of the population.
    #[error(transparent)]
    Margin(#[from] MarginError),
    /// There is nothing to calibrate to.
    #[error("there are no auxiliary totals to calibrate to")]
    NoAuxiliaries,
    /// Nobody answered.
    #[error("there are no respondents to weight")]
    NoRespondents,
    /// A column, the base weights or the variances describe another number of respondents.
    #[error("\"{name}\" has {given} values for {expected} respondents")]
    LengthsDiffer {
        /// The column, or which weights.
        name: String,
        /// How many values it has.
        given: usize,
        /// How many respondents there are.
        expected: usize,
    },
    /// A value of an auxiliary is not a number, infinite, or too large or small to calculate with.
    #[error("respondent {row} has {value} for \"{auxiliary}\", which cannot be calculated with")]
    BadValue {
        /// The auxiliary.
        auxiliary: String,
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The value as given.
        value: f64,
    },
    /// A total is not a number, infinite, or for the size of the population not positive.
    #[error("\"{auxiliary}\" has the total {total}, which cannot be calibrated to")]
    BadTotal {
        /// The auxiliary.
        auxiliary: String,
        /// The total as given.
        total: f64,
    },
    /// A base weight is not positive and finite, or vanishes beside the others.
    #[error("respondent {row} has the base weight {weight}, which cannot be used")]
    BadBase {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The base weight as given.
        weight: f64,
    },
    /// A variance is not positive and finite, or vanishes beside the others.
    #[error("respondent {row} has the variance {variance}, which cannot be used")]
    BadVariance {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The variance as given.
        variance: f64,
    },
    /// A respondent's level on a margin is not known.
    #[error(
        "respondent {row} has no level on the margin \"{margin}\": rake instead, leave them out, or make \"not known\" a \
         level with its own target"
    )]
    UnknownLevel {
        /// The margin.
        margin: String,
        /// The respondent's place in the input, from 0.
        row: usize,
    },
    /// One level alone needs ratios beyond the bounds, so no weights can meet the totals.
    #[error(
        "the level \"{level}\" of \"{auxiliary}\" needs weights of {needed} times their base weights, past the bound {bound}: \
         widen the bounds or merge the level with a neighbour"
    )]
    OutOfBounds {
        /// The margin.
        auxiliary: String,
        /// The level that needs most.
        level: String,
        /// Which bound it breaks.
        side: Side,
        /// The bound.
        bound: f64,
        /// The mean ratio that the level needs.
        needed: f64,
    },
    /// No weights within the bounds give this total.
    #[error("no weights within the bounds take \"{auxiliary}\" to {total}: they reach from {least} to {most}")]
    OutOfReach {
        /// The auxiliary.
        auxiliary: String,
        /// The total asked for.
        total: f64,
        /// The least total that weights can reach.
        least: f64,
        /// The greatest total that weights can reach.
        most: f64,
    },
    /// There are more auxiliaries than the method takes.
    #[error("there are {auxiliaries} auxiliaries, each level counted, and at most {most} can be calibrated to")]
    TooManyAuxiliaries {
        /// How many there are, each level counted.
        auxiliaries: usize,
        /// How many there may be.
        most: usize,
    },
    /// A weight that meets the totals is larger than a number can hold.
    #[error("the weights are too large to calculate with: give totals and base weights in a larger unit")]
    TooLarge,
    /// No weights were found that meet all totals together.
    #[error("the weights miss the totals by {miss} after {steps} steps{}", worst(totals))]
    NotMet {
        /// Newton steps taken.
        steps: usize,
        /// The largest relative miss.
        miss: f64,
        /// Achieved against target for every auxiliary.
        totals: Vec<Total>,
    },
}

impl CalibrateError {
    pub(super) fn of_base(fault: BadBase) -> Self {
        match fault {
            BadBase::Length { given, expected } => {
                Self::LengthsDiffer { name: "the base weights".into(), given, expected }
            }
            BadBase::Weight { row, weight } => Self::BadBase { row, weight },
        }
    }

    pub(super) fn of_variances(fault: BadBase) -> Self {
        match fault {
            BadBase::Length { given, expected } => {
                Self::LengthsDiffer { name: "the variances".into(), given, expected }
            }
            BadBase::Weight { row, weight } => Self::BadVariance { row, variance: weight },
        }
    }
}

/// Names the total that is furthest off, for people who read one line.
fn worst(totals: &[Total]) -> String {
    let miss = |total: &Total| (total.achieved - total.target).abs() / total.target.abs().max(f64::MIN_POSITIVE);
    let furthest = totals.iter().max_by(|a, b| miss(a).total_cmp(&miss(b)));
    furthest.map_or_else(String::new, |total| {
        let level = total.level.as_ref().map_or_else(String::new, |level| format!(", level \"{level}\""));
        format!("; furthest off is \"{}\"{level}: {} against {}", total.auxiliary, total.achieved, total.target)
    })
}
