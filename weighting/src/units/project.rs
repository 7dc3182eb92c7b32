//! Residuals of scores on auxiliaries: what calibrated weights leave to chance.

use super::Units;
use crate::linear::Factor;

/// Least squares on the auxiliaries under base weights, factorised once for many scores.
///
/// Base weights, never calibrated ones and never a plain mean per level: with unequal base weights those give another
/// residual and another standard error.
#[derive(Debug, Clone)]
pub(crate) struct Projector<'a> {
    units: &'a Units<'a>,
    weights: &'a [f64],
    normal: Factor,
}

impl<'a> Projector<'a> {
    /// Prepares least squares with `weights` per respondent.
    pub(crate) fn on(units: &'a Units<'a>, weights: &'a [f64]) -> Self {
        let normal = units.normal(&units.gather(weights.iter().copied())).factor();
        Self { units, weights, normal }
    }

    /// Takes from each score, one per respondent, what the auxiliaries explain of it.
    pub(crate) fn leave_residuals(&self, scores: &mut [f64]) {
        // Twice: the second pass takes out what rounding left of the first.
        for _ in 0..2 {
            let products = self.units.gather(scores.iter().zip(self.weights).map(|(score, weight)| score * weight));
            let fitted = self.units.fitted(&self.normal.solve(&self.units.totals(&products)));
            scores.iter_mut().enumerate().for_each(|(row, score)| *score -= fitted[self.units.of_row(row)]);
        }
    }
}
