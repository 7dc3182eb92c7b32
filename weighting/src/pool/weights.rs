//! The weights of panels: not negative, adding up to 1, and changed only in proportion.
//! Where the numbers come from is for people to decide.

use super::PoolError;
use crate::sum::total;

/// How far from 1 weights may add up before they are refused.
pub const SUM_TOLERANCE: f64 = 1e-9;

/// The most panels that weights are made for by their number alone.
pub const MOST_PANELS: usize = 1_000_000;

/// Agreed weights of panels that add up to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelWeights(Vec<f64>);

impl PanelWeights {
    /// Takes weights that add up to 1, within [`SUM_TOLERANCE`].
    ///
    /// # Errors
    /// Refuses no weights, weights that are negative or not finite, and weights that add up to anything else.
    pub fn new(weights: &[f64]) -> Result<Self, PoolError> {
        let sum = sum_of(weights)?;
        if (sum - 1.0).abs() > SUM_TOLERANCE {
            return Err(PoolError::NotOne { sum });
        }
        Ok(Self(weights.to_vec()))
    }

    /// Takes weights in any unit and divides them by their sum.
    ///
    /// # Errors
    /// Refuses no weights, weights that are negative or not finite, and weights that are all zero.
    pub fn normalised(weights: &[f64]) -> Result<Self, PoolError> {
        sum_of(weights)?;
        let largest = weights.iter().copied().fold(0.0, f64::max);
        if largest <= 0.0 {
            return Err(PoolError::NoWeight);
        }
        // Relative to the largest, the sum neither overflows nor vanishes.
        let sum = total(weights.iter().map(|weight| weight / largest));
        Ok(Self(weights.iter().map(|weight| weight / largest / sum).collect()))
    }

    /// Gives every panel the same weight.
    ///
    /// # Errors
    /// Refuses no panels, and more than [`MOST_PANELS`].
    pub fn equal(panels: usize) -> Result<Self, PoolError> {
        if panels > MOST_PANELS {
            return Err(PoolError::TooManyPanels { panels, most: MOST_PANELS });
        }
        Self::normalised(&vec![1.0; panels])
    }

    /// One weight per panel.
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }

    /// Sets one panel's weight and rescales the others in proportion.
    ///
    /// # Formula
    /// `λ_p = t` and `λ_m ← λ_m (1 − t) / (1 − λ_p)` for the others.
    ///
    /// # Errors
    /// Refuses a panel that does not exist, a weight outside 0 to 1, and others without any weight to keep in proportion.
    pub fn with(&self, panel: usize, weight: f64) -> Result<Self, PoolError> {
        let rest = self.rest(panel)?;
        if !(0.0..=1.0).contains(&weight) {
            return Err(PoolError::BadValue { what: "the weight", row: panel, place: 0, value: weight });
        }
        let scale = |(place, other): (usize, &f64)| if place == panel { weight } else { other / rest * (1.0 - weight) };
        Ok(Self(self.0.iter().enumerate().map(scale).collect()))
    }

    /// Leaves one panel out: its weight becomes 0 and the others are rescaled in proportion.
    ///
    /// # Errors
    /// As [`PanelWeights::with`].
    pub fn without(&self, panel: usize) -> Result<Self, PoolError> {
        self.with(panel, 0.0)
    }

    /// What the other panels weigh together, which is more than nothing.
    pub(super) fn rest(&self, panel: usize) -> Result<f64, PoolError> {
        if panel >= self.0.len() {
            return Err(PoolError::Unknown { what: "panel", index: panel, count: self.0.len() });
        }
        let others = self.0.iter().enumerate().filter(|(place, _)| *place != panel);
        let rest = total(others.map(|(_, weight)| *weight));
        if rest > 0.0 { Ok(rest) } else { Err(PoolError::OnlyPanel { panel }) }
    }
}

fn sum_of(weights: &[f64]) -> Result<f64, PoolError> {
    if weights.is_empty() {
        return Err(PoolError::Nothing);
    }
    if let Some(place) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
        return Err(PoolError::BadValue { what: "the weight", row: place, place: 0, value: weights[place] });
    }
    Ok(total(weights.iter().copied()))
}
