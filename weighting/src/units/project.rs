//! Residuals of scores on auxiliaries: what calibrated weights leave to chance.

use super::Units;
use crate::linear::Factor;

/// Least squares on the auxiliaries under base weights, factorised once for many scores.
///
/// Base weights, never calibrated ones and never a plain mean per level: with unequal base weights those give another
/// residual and another standard error.
#[derive(Debug, Clone)]
pub(crate) struct Projector {
    normal: Factor,
}

impl Projector {
    /// Prepares least squares with `weights` per unit.
    pub(crate) fn on(units: &Units<'_>, weights: &[f64]) -> Self {
        Self { normal: units.normal(weights).factor() }
    }

    /// Takes from each score what the auxiliaries of its respondent explain; `weights` are those of respondents.
    pub(crate) fn leave_residuals(&self, units: &Units<'_>, weights: &[f64], scores: &mut [f64]) {
        // Twice: the second pass takes out what rounding left of the first.
        for _ in 0..2 {
            let products = units.gather(scores.iter().zip(weights).map(|(score, weight)| score * weight));
            let fitted = units.fitted(&self.normal.solve(&units.totals(&products)));
            scores.iter_mut().enumerate().for_each(|(row, score)| *score -= fitted[units.of_row(row)]);
        }
    }
}
