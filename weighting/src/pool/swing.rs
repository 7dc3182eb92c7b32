//! Weights for criteria by swing weighting, and whether what people said hangs together.
//! Asking people is not done here.

use super::PoolError;
use super::panels::judge;
use crate::sum::total;

/// What to ask the panel again before its swing weights are used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SwingConcern {
    /// No swing has 100 points, though the largest should.
    NoneAtHundred {
        /// The most points of any.
        highest: f64,
    },
    /// A swing has no points: going from worst to best is said to be worth nothing, so the criterion drops out.
    NoSwing {
        /// The criterion's place, from 0.
        criterion: usize,
    },
    /// All swings have the same points, which is what people give who rate importance instead of swings.
    AllEqual,
    /// A criterion ranked above another has fewer points.
    OrderContradicted {
        /// The criterion said to have the larger swing.
        larger: usize,
        /// The criterion said to have the smaller.
        smaller: usize,
    },
    /// A stated ratio of two swings does not agree with their points.
    RatioContradicted {
        /// What was stated.
        stated: StatedRatio,
        /// The ratio of the points, infinite where the second has none.
        given: f64,
    },
}

/// A statement that one swing is worth so many times another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StatedRatio {
    /// The criterion whose swing is compared.
    pub of: usize,
    /// The criterion it is compared with.
    pub to: usize,
    /// How many times as much it is worth.
    pub times: f64,
}

/// Weights of criteria from the points given to their swings.
#[derive(Debug, Clone, PartialEq)]
pub struct SwingWeights {
    /// One weight per criterion, adding up to 1.
    pub weights: Vec<f64>,
    /// What the points alone give reason to ask again.
    pub concerns: Vec<SwingConcern>,
    points: Vec<f64>,
}

/// Turns the points given to swings into weights.
///
/// # Formula
/// `w_c = points_c / Σ points`.
///
/// # Source
/// von Winterfeldt and Edwards (1986), *Decision Analysis and Behavioral Research*; the Green Book's supplement on
/// multi-criteria decision analysis (2024).
///
/// # Shape and unit
/// One number of points per criterion for the swing from its worst to its best level: 100 for the swing that matters most.
///
/// # Errors
/// Refuses no points, points that are negative or not finite, and points that are all zero.
pub fn swing_weights(points: &[f64]) -> Result<SwingWeights, PoolError> {
    if points.is_empty() {
        return Err(PoolError::Nothing);
    }
    judge("the points", 0, points, |points| points.is_finite() && points >= 0.0)?;
    let highest = points.iter().copied().fold(0.0, f64::max);
    if highest <= 0.0 {
        return Err(PoolError::NoWeight);
    }
    let sum = total(points.iter().map(|points| points / highest));
    let weights = points.iter().map(|points| points / highest / sum).collect();
    let mut concerns = Vec::new();
    if (highest - 100.0).abs() > 1e-9 * 100.0 {
        concerns.push(SwingConcern::NoneAtHundred { highest });
    }
    let without = points.iter().enumerate().filter(|(_, points)| **points <= 0.0);
    concerns.extend(without.map(|(criterion, _)| SwingConcern::NoSwing { criterion }));
    if points.len() > 1 && points.iter().all(|points| *points >= highest) {
        concerns.push(SwingConcern::AllEqual);
    }
    Ok(SwingWeights { weights, concerns, points: points.to_vec() })
}

impl SwingWeights {
    /// Checks the points against the order in which the panel ranked the swings before giving points.
    ///
    /// # Shape and unit
    /// Criteria by place from 0, the largest swing first; each pair of neighbours is compared. Equal points are no
    /// contradiction.
    ///
    /// # Errors
    /// Refuses criteria that do not exist.
    pub fn check_order(&self, order: &[usize]) -> Result<Vec<SwingConcern>, PoolError> {
        order.iter().try_for_each(|&criterion| self.exists(criterion))?;
        let contradicted = order.windows(2).filter(|pair| self.points[pair[0]] < self.points[pair[1]]);
        Ok(contradicted.map(|pair| SwingConcern::OrderContradicted { larger: pair[0], smaller: pair[1] }).collect())
    }

    /// Checks the points against direct comparisons of two swings.
    ///
    /// # Formula
    /// A statement holds where `|ln(points_a / points_b) − ln(times)| ≤ ln(1 + tolerance)`.
    ///
    /// # Shape and unit
    /// `tolerance` is relative: 0.25 lets "twice as much" stand for anything from 1.6 to 2.5 times.
    ///
    /// # Errors
    /// Refuses criteria that do not exist, and ratios or a tolerance that are not positive and finite.
    pub fn check_ratios(&self, stated: &[StatedRatio], tolerance: f64) -> Result<Vec<SwingConcern>, PoolError> {
        judge("the tolerance", 0, &[tolerance], |tolerance| tolerance > 0.0 && tolerance.is_finite())?;
        let mut concerns = Vec::new();
        for (row, &stated) in stated.iter().enumerate() {
            self.exists(stated.of)?;
            self.exists(stated.to)?;
            judge("the ratio", row, &[stated.times], |times| times > 0.0 && times.is_finite())?;
            let given = self.points[stated.of] / self.points[stated.to];
            // Two swings without points have no ratio, and no ratio holds of them.
            let miss = (given.ln() - stated.times.ln()).abs();
            if miss.is_nan() || miss > tolerance.ln_1p() + 1e-12 {
                concerns.push(SwingConcern::RatioContradicted { stated, given });
            }
        }
        Ok(concerns)
    }

    fn exists(&self, criterion: usize) -> Result<(), PoolError> {
        let count = self.points.len();
        if criterion < count { Ok(()) } else { Err(PoolError::Unknown { what: "criterion", index: criterion, count }) }
    }
}
