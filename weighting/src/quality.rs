//! What a weighting costs: how many equally weighted respondents it is worth, and whether that is enough for a headline.
//! Says nothing about who chose not to answer; no weight can.
//!
//! ```
//! use weighting::quality::{Gate, Kish};
//!
//! let kish = Kish::of(&[1.0, 1.0, 2.0, 4.0])?;
//! assert!((kish.effective - 64.0 / 22.0).abs() < 1e-12);
//! assert_eq!(kish.gate(), Gate::Red);
//! # Ok::<(), weighting::quality::QualityError>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `sum(w)^2 / sum(w^2)`, `balance` `kish_ess` | [`Kish::effective`] |
//! | `1 + (sd(w) / mean(w))^2` with divisor `n`, `balance` `design_effect` | [`Kish::design_effect`] |
//! | `anesrake`'s `generaldesigneffect` | [`Kish::design_effect`] |

use crate::sum::{number, total};

/// Kish's effective sample size and design effect of a set of weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kish {
    /// How many respondents have a weight, zero counted.
    pub respondents: usize,
    /// How many respondents have a weight above zero.
    pub positive: usize,
    /// The sum of the weights, in their own unit.
    pub sum: f64,
    /// The effective sample size, in respondents.
    pub effective: f64,
    /// The design effect, 1 where all weights are equal.
    pub design_effect: f64,
}

/// Whether weighted results may lead, by what the weighting cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// Weighted results may lead.
    Green,
    /// Weighted results may lead with a warning beside them.
    Amber,
    /// No weighted headline: describe those who answered, unweighted.
    Red,
}

/// The reasons to refuse weights.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum QualityError {
    /// A weight is negative, infinite or not a number.
    #[error("respondent {row} has the weight {weight}, which cannot be used")]
    BadWeight {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The weight as given.
        weight: f64,
    },
    /// There are no weights, or all are zero.
    #[error("the weights add up to nothing")]
    NoWeight,
    /// The weights add up to more than a number can hold.
    #[error("the weights add up to more than can be held")]
    TooLarge,
}

impl Kish {
    /// Measures what the spread of the weights costs.
    ///
    /// # Formula
    /// `n_eff = (Σ w)² / Σ w²` and `deff = n / n_eff`, which is 1 plus the squared coefficient of variation.
    ///
    /// # Source
    /// Kish (1965), *Survey Sampling*.
    ///
    /// # Shape and unit
    /// One weight per respondent in any unit; the result is in respondents.
    ///
    /// # Errors
    /// Refuses negative, infinite and undefined weights, and weights that add up to zero or overflow.
    pub fn of(weights: &[f64]) -> Result<Self, QualityError> {
        if let Some(row) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
            return Err(QualityError::BadWeight { row, weight: weights[row] });
        }
        let largest = weights.iter().copied().fold(0.0, f64::max);
        if largest <= 0.0 {
            return Err(QualityError::NoWeight);
        }
        // Relative to the largest, squares neither overflow nor all vanish.
        let relative = || weights.iter().map(|weight| weight / largest);
        let (sum, squares) = (total(relative()), total(relative().map(|weight| weight * weight)));
        if !(sum * largest).is_finite() {
            return Err(QualityError::TooLarge);
        }
        let effective = sum * sum / squares;
        Ok(Self {
            respondents: weights.len(),
            positive: weights.iter().filter(|weight| **weight > 0.0).count(),
            sum: sum * largest,
            effective,
            design_effect: number(weights.len()) / effective,
        })
    }

    /// Judges whether weighted results may lead.
    ///
    /// # Formula
    /// Green for `deff ≤ 2` and `n_eff ≥ 400`; amber for `deff ≤ 4` and `n_eff ≥ 100`; red otherwise. The cut-offs are this
    /// project's own, fixed before results are seen.
    ///
    /// # Source
    /// Kish (1965), *Survey Sampling*, for the measures.
    ///
    /// # Shape and unit
    /// Effective respondents, and a ratio of variances.
    pub fn gate(self) -> Gate {
        match (self.design_effect, self.effective) {
            (deff, effective) if deff <= 2.0 && effective >= 400.0 => Gate::Green,
            (deff, effective) if deff <= 4.0 && effective >= 100.0 => Gate::Amber,
            _ => Gate::Red,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Gate, Kish, QualityError};

    fn gate_of(effective: f64, design_effect: f64) -> Gate {
        Kish { respondents: 0, positive: 0, sum: 0.0, effective, design_effect }.gate()
    }

    #[test]
    fn the_gate_opens_by_both_cut_offs_at_once() {
        assert_eq!(gate_of(400.0, 2.0), Gate::Green);
        assert_eq!(gate_of(399.9, 2.0), Gate::Amber);
        assert_eq!(gate_of(400.0, 2.001), Gate::Amber);
        assert_eq!(gate_of(100.0, 4.0), Gate::Amber);
        assert_eq!(gate_of(99.9, 1.0), Gate::Red);
        assert_eq!(gate_of(5_000.0, 4.001), Gate::Red);
    }

    #[test]
    fn weights_that_cannot_be_judged_are_refused() {
        assert_eq!(Kish::of(&[]), Err(QualityError::NoWeight));
        assert_eq!(Kish::of(&[0.0, 0.0]), Err(QualityError::NoWeight));
        assert_eq!(Kish::of(&[1.0, -1.0]), Err(QualityError::BadWeight { row: 1, weight: -1.0 }));
        assert!(matches!(Kish::of(&[f64::NAN]), Err(QualityError::BadWeight { row: 0, .. })));
        assert_eq!(Kish::of(&[f64::MAX, f64::MAX]), Err(QualityError::TooLarge));
    }

    #[test]
    fn tiny_and_huge_weights_cost_the_same_as_ordinary_ones() {
        for unit in [1e-300, 1.0, 1e300] {
            let kish = Kish::of(&[unit, 2.0 * unit, 3.0 * unit, 4.0 * unit]).unwrap();
            assert!((kish.design_effect - 1.2).abs() < 1e-14);
        }
    }
}
