//! Estimates from answers: shares, means and sums, and the priorities of choices, rankings and points.
//! Always weighted beside unweighted; a blank is no answer and is left out, with its weight, of the base.
//!
//! An answer is left out by `None`. Estimates for one group of people are made the same way: give `None` for everybody
//! else, and the standard error is that of a domain in the full design.

mod choices;
mod domain;
mod effect;
mod error;
mod figure;
mod interval;
mod means;
mod projection;
mod proportion;
mod quantile;
mod sample;
mod table;

pub use choices::{Choices, Ranking, choosing, points, ranking};
pub use domain::{Domains, by};
pub use effect::{DesignEffect, design_effect};
pub use error::EstimateError;
pub use figure::Quantity;
pub use interval::Interval;
pub use means::{estimates, mean, means, ratio, share, shares_of, sum, sums};
pub use proportion::{Proportion, ProportionMethod, proportion, proportion_interval};
pub use quantile::{Quantile, QuantileRule, quantiles};
pub use sample::Sample;
pub use table::{FitTest, TableStatistic, TableTest, goodness_of_fit, independence};

use crate::sum::total;
use figure::finite;

/// One figure, weighted beside unweighted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The weighted figure.
    pub weighted: f64,
    /// The same figure with every respondent counted once.
    pub unweighted: f64,
    /// How many respondents answered.
    pub answered: usize,
    /// The standard error of the weighted figure; `None` where too few respondents answered.
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
