//! Estimates from answers: shares, means and sums, and the priorities of choices, rankings and points.
//! Always weighted beside unweighted; a blank is no answer and is left out, with its weight, of the base.
//!
//! An answer is left out by `None`. Estimates for one group of people are made the same way: give `None` for everybody
//! else, and the standard error is that of a domain in the full design.

mod choices;
mod sample;

pub use choices::{Choices, Ranking, choosing, points, ranking};
pub use sample::Sample;

use crate::sum::{number, total};

/// One figure, weighted beside unweighted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The weighted figure.
    pub weighted: f64,
    /// The same figure with every respondent counted once.
    pub unweighted: f64,
    /// How many respondents answered.
    pub answered: usize,
    /// The standard error of the weighted figure; `None` where fewer than two respondents answered.
    pub standard_error: Option<f64>,
}

/// Several figures of the same respondents, with their covariance.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// The figures in the order given.
    pub each: Vec<Estimate>,
    /// The covariance of the weighted figures; `None` where a figure stands on fewer than two respondents.
    pub covariance: Option<Vec<Vec<f64>>>,
}

/// The reasons to refuse to estimate.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EstimateError {
    /// There are no respondents, or their weights add up to nothing.
    #[error("the weights add up to nothing")]
    NoWeight,
    /// A weight is negative, infinite or not a number.
    #[error("respondent {row} has the weight {weight}, which cannot be used")]
    BadWeight {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The weight as given.
        weight: f64,
    },
    /// The answers and the weights describe different numbers of respondents.
    #[error("there are {answers} answers for {respondents} respondents")]
    LengthsDiffer {
        /// How many answers there are, blank ones counted.
        answers: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// An answer is infinite or not a number.
    #[error("respondent {row} gave {value}, which is not a number to calculate with")]
    BadValue {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The answer as given.
        value: f64,
    },
    /// Everybody left it blank, or those who answered have no weight.
    #[error("nobody answered")]
    NobodyAnswered,
    /// An answer names an option that was not offered.
    #[error("respondent {row} chose option {option}, which was not offered")]
    UnknownOption {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The option's place, from 0.
        option: usize,
    },
    /// An answer names an option twice.
    #[error("respondent {row} chose option {option} twice")]
    RepeatedOption {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The option's place, from 0.
        option: usize,
    },
    /// A ranking has more places than could be given, or none.
    #[error("respondent {row} ranked {ranked} options where between 1 and {most} can be ranked")]
    BadRanking {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// How many options were ranked.
        ranked: usize,
        /// How many may be ranked.
        most: usize,
    },
    /// Points are missing for an option, negative, or all zero.
    #[error("respondent {row} did not share points out over the options")]
    BadPoints {
        /// The respondent's place in the input, from 0.
        row: usize,
    },
    /// The margins that the sample was raked on have more levels together than a projection takes.
    #[error("the margins have {levels} levels together, and at most {most} can be projected on")]
    TooManyLevels {
        /// How many levels there are, the unknown ones counted.
        levels: usize,
        /// How many there may be.
        most: usize,
    },
    /// The figures add up to zero, so they have no shares.
    #[error("the figures add up to nothing and cannot be turned into shares")]
    NoShares,
    /// A figure is too large to hold.
    #[error("a figure is too large to calculate with")]
    TooLarge,
}

/// Estimates a mean among those who answered.
///
/// # Formula
/// `m = Σ w y / Σ w` over respondents who answered. Its standard error is the linearised one: scores `(y − m) / Σ w`, zero
/// for those who did not answer, less their projection on the margins that the sample was raked on (each respondent by
/// base weight), times `w`; then `n/(n−1) · Σ (z − z̄)²` over all `n` respondents, with replacement and without any
/// finite-population correction.
///
/// # Source
/// Deville and Särndal (1992) for the residuals; Särndal, Swensson and Wretman (1992), *Model Assisted Survey Sampling*,
/// for domains.
///
/// # Shape and unit
/// One value or blank per respondent; the result has the unit of the values.
///
/// # Errors
/// Refuses lengths that differ, values that are not finite, and a question that nobody answered.
pub fn mean(sample: &Sample<'_>, values: &[Option<f64>]) -> Result<Estimate, EstimateError> {
    one(sample, values, Kind::Mean)
}

/// Estimates the share of those who answered for whom something holds.
///
/// # Formula
/// The [`mean`] of 1 where it holds and 0 where it does not.
///
/// # Source
/// As [`mean`].
///
/// # Shape and unit
/// One answer or blank per respondent; the result lies between 0 and 1.
///
/// # Errors
/// As [`mean`].
pub fn share(sample: &Sample<'_>, holds: &[Option<bool>]) -> Result<Estimate, EstimateError> {
    let values: Vec<Option<f64>> = holds.iter().map(|holds| holds.map(|holds| f64::from(u8::from(holds)))).collect();
    mean(sample, &values)
}

/// Estimates a sum over those who answered.
///
/// # Formula
/// `Σ w y`; standard error as [`mean`] with the scores `y`.
///
/// # Source
/// As [`mean`].
///
/// # Shape and unit
/// One value or blank per respondent. With weights of mean 1 the result counts respondents; times population over
/// respondents it counts people.
///
/// # Errors
/// As [`mean`].
pub fn sum(sample: &Sample<'_>, values: &[Option<f64>]) -> Result<Estimate, EstimateError> {
    one(sample, values, Kind::Sum)
}

/// Estimates several means of the same respondents, each among those who answered it, with their covariance.
///
/// # Formula
/// As [`mean`] for each column; covariances from the products of the scores of two columns.
///
/// # Source
/// As [`mean`].
///
/// # Shape and unit
/// One column per figure, one value or blank per respondent in each.
///
/// # Errors
/// As [`mean`]; one column refused refuses all.
pub fn means<C: AsRef<[Option<f64>]>>(sample: &Sample<'_>, columns: &[C]) -> Result<Estimates, EstimateError> {
    let figures = columns.iter().map(|column| Figure::of(sample, column.as_ref(), Kind::Mean));
    let figures = figures.collect::<Result<Vec<_>, _>>()?;
    combine(&figures)
}

impl Estimates {
    /// Turns figures into shares of their sum, so that priorities from different kinds of question can be compared.
    ///
    /// # Formula
    /// `s_j = m_j / Σ m`; covariance by the delta method, `J V J'` with `J = (I − s 1') / Σ m`.
    ///
    /// # Source
    /// The delta method as in any text on asymptotic statistics.
    ///
    /// # Shape and unit
    /// As many figures as before, adding up to 1.
    ///
    /// # Errors
    /// Refuses figures that add up to zero.
    pub fn shares(&self) -> Result<Self, EstimateError> {
        let weighted = total(self.each.iter().map(|estimate| estimate.weighted));
        let unweighted = total(self.each.iter().map(|estimate| estimate.unweighted));
        if !(weighted.abs() > 0.0 && unweighted.abs() > 0.0) {
            return Err(EstimateError::NoShares);
        }
        let mut each = self.each.clone();
        for estimate in &mut each {
            estimate.weighted /= weighted;
            estimate.unweighted /= unweighted;
        }
        let covariance = self.covariance.as_ref().map(|before| delta(before, &each, weighted));
        for (j, estimate) in each.iter_mut().enumerate() {
            // Rounding can leave a variance of nothing just below zero.
            estimate.standard_error = covariance.as_ref().map(|covariance| covariance[j][j].max(0.0).sqrt());
        }
        finite(Self { each, covariance })
    }
}

/// The covariance of shares from that of the figures they are shares of.
fn delta(before: &[Vec<f64>], shares: &[Estimate], sum: f64) -> Vec<Vec<f64>> {
    let rows: Vec<f64> = before.iter().map(|row| total(row.iter().copied())).collect();
    let all = total(rows.iter().copied());
    let entry = |i: usize, j: usize| {
        let (s, t) = (shares[i].weighted, shares[j].weighted);
        (before[i][j] - s * rows[j] - t * rows[i] + s * t * all) / sum / sum
    };
    (0..shares.len()).map(|i| (0..shares.len()).map(|j| entry(i, j)).collect()).collect()
}

/// What is estimated from a column of values.
#[derive(Clone, Copy)]
enum Kind {
    Mean,
    Sum,
}

/// A figure with the score of each respondent, before its standard error.
struct Figure {
    estimate: Estimate,
    scores: Vec<f64>,
}

impl Figure {
    fn of(sample: &Sample<'_>, values: &[Option<f64>], kind: Kind) -> Result<Self, EstimateError> {
        let weights = sample.weights();
        if values.len() != weights.len() {
            return Err(EstimateError::LengthsDiffer { answers: values.len(), respondents: weights.len() });
        }
        let answers = || values.iter().zip(weights).filter_map(|(value, weight)| value.map(|value| (value, *weight)));
        if let Some((row, value)) = values
            .iter()
            .enumerate()
            .find_map(|(row, value)| value.filter(|value| !value.is_finite()).map(|value| (row, value)))
        {
            return Err(EstimateError::BadValue { row, value });
        }
        let (answered, base) = (answers().count(), total(answers().map(|(_, weight)| weight)));
        if base <= 0.0 {
            return Err(EstimateError::NobodyAnswered);
        }
        let weighted = total(answers().map(|(value, weight)| value * weight));
        let unweighted = total(answers().map(|(value, _)| value));
        let (weighted, unweighted, center, unit) = match kind {
            Kind::Mean => (weighted / base, unweighted / number(answered), weighted / base, base),
            Kind::Sum => (weighted, unweighted, 0.0, 1.0),
        };
        let scores = values.iter().map(|value| value.map_or(0.0, |value| (value - center) / unit)).collect();
        let scores = sample.influence(scores);
        Ok(Self { estimate: Estimate { weighted, unweighted, answered, standard_error: None }, scores })
    }
}

fn one(sample: &Sample<'_>, values: &[Option<f64>], kind: Kind) -> Result<Estimate, EstimateError> {
    let estimates = combine(&[Figure::of(sample, values, kind)?])?;
    Ok(estimates.each[0])
}

/// Puts figures of the same respondents together with their covariance.
fn combine(figures: &[Figure]) -> Result<Estimates, EstimateError> {
    let enough = figures.iter().all(|figure| figure.estimate.answered >= 2);
    let covariance = enough.then(|| {
        let entry = |a: &Figure, b: &Figure| {
            let n = number(a.scores.len());
            let mean = |figure: &Figure| total(figure.scores.iter().copied()) / n;
            let (a_mean, b_mean) = (mean(a), mean(b));
            let products = a.scores.iter().zip(&b.scores).map(|(a, b)| (a - a_mean) * (b - b_mean));
            total(products) * n / (n - 1.0)
        };
        figures.iter().map(|a| figures.iter().map(|b| entry(a, b)).collect()).collect::<Vec<Vec<f64>>>()
    });
    let each = figures.iter().enumerate().map(|(j, figure)| Estimate {
        standard_error: covariance.as_ref().map(|covariance| covariance[j][j].sqrt()),
        ..figure.estimate
    });
    finite(Estimates { each: each.collect(), covariance })
}

/// Refuses figures that overflowed.
fn finite(estimates: Estimates) -> Result<Estimates, EstimateError> {
    let figures = estimates.each.iter().flat_map(|each| [each.weighted, each.unweighted]);
    let covariances = estimates.covariance.iter().flatten().flatten().copied();
    if figures.chain(covariances).all(f64::is_finite) { Ok(estimates) } else { Err(EstimateError::TooLarge) }
}
