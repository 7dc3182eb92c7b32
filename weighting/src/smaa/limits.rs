//! The weightings that are considered: all of them, or those within limits for each panel.
//! Limits are tightened to what the others leave, so that only panels that can move count as free.

use super::SmaaError;
use crate::pool::MOST_PANELS;
use crate::sum::total;

/// Below this, two limits leave nothing to move in.
const NOTHING: f64 = 1e-12;

/// The lowest and highest weight of each panel; weights add up to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightLimits {
    /// The limits, as tight as the others make them.
    pub(super) low: Vec<f64>,
    pub(super) high: Vec<f64>,
}

impl WeightLimits {
    /// Considers all weightings of so many panels.
    ///
    /// # Errors
    /// Refuses no panels, and more than [`MOST_PANELS`].
    pub fn none(panels: usize) -> Result<Self, SmaaError> {
        if panels > MOST_PANELS {
            return Err(SmaaError::TooManyUnseen { panels, most: MOST_PANELS });
        }
        Self::new(&vec![(0.0, 1.0); panels])
    }

    /// Considers the weightings in which each panel weighs between its lower and its upper limit.
    ///
    /// # Errors
    /// Refuses no panels, limits that are not two numbers from 0 to 1 in order, and limits that no weights adding up to 1
    /// keep.
    pub fn new(limits: &[(f64, f64)]) -> Result<Self, SmaaError> {
        if limits.is_empty() {
            return Err(SmaaError::NoPanels);
        }
        let is_bad = |&(low, high): &(f64, f64)| !(0.0 <= low && low <= high && high <= 1.0);
        if let Some(panel) = limits.iter().position(is_bad) {
            return Err(SmaaError::BadLimit { panel, low: limits[panel].0, high: limits[panel].1 });
        }
        let low = total(limits.iter().map(|limit| limit.0));
        let high = total(limits.iter().map(|limit| limit.1));
        if low > 1.0 + NOTHING || high < 1.0 - NOTHING {
            return Err(SmaaError::NoRoom { low, high });
        }
        let tight = |&(lowest, highest): &(f64, f64)| {
            let least = (1.0 - (high - highest)).clamp(lowest, highest);
            let most = (1.0 - (low - lowest)).clamp(lowest, highest);
            // Rounding may turn them round where they meet.
            (least.min(most), most.max(least))
        };
        let (low, high) = limits.iter().map(tight).unzip();
        Ok(Self { low, high })
    }

    /// How many panels there are.
    pub fn len(&self) -> usize {
        self.low.len()
    }

    /// Whether there are none, which [`WeightLimits::new`] refuses.
    pub fn is_empty(&self) -> bool {
        self.low.is_empty()
    }

    /// The panels whose weight can move; none, or two and more.
    pub(super) fn free(&self) -> Vec<usize> {
        let free: Vec<usize> = (0..self.len()).filter(|&panel| self.high[panel] - self.low[panel] > NOTHING).collect();
        if free.len() < 2 { Vec::new() } else { free }
    }

    /// One weighting well within the limits.
    pub(super) fn middle(&self) -> Vec<f64> {
        let above = total(self.low.iter().map(|low| -low).chain([1.0])).max(0.0);
        let room = total(self.high.iter().zip(&self.low).map(|(high, low)| high - low));
        let share = if room > 0.0 { (above / room).min(1.0) } else { 0.0 };
        self.low.iter().zip(&self.high).map(|(low, high)| low + share * (high - low)).collect()
    }
}
