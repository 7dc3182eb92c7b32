//! What a design costs or saves against a simple random sample of as many people.

use super::figure::{Figure, Quantity, finite};
use super::{Estimate, EstimateError, Estimates, Sample};
use crate::sum::{number, total};

/// The design effect of one figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DesignEffect {
    /// The figure.
    pub estimate: Estimate,
    /// Its variance over that of a simple random sample with replacement (`deff = "replace"`).
    pub with_replacement: f64,
    /// Its variance over that of a simple random sample without replacement from the people that the weights add up to
    /// (`deff = TRUE`); `None` where they add up to no more than the respondents.
    pub without_replacement: Option<f64>,
    /// The respondents that a simple random sample with replacement needs for the same variance.
    pub effective: f64,
}

/// Estimates the design effect of a mean, total or ratio, as the argument `deff` of R's `svymean` and `svytotal`.
///
/// # Formula
/// `deff = V / V_srs` with `V_srs = s² N² / n`, where `n` people answered, `N` is the sum of their weights and `s²` is
/// `n/(n−1)` times the weighted variance of their scores; without replacement `V_srs` is also multiplied by `1 − n/N`.
/// `effective = n / deff` with replacement.
///
/// # Source
/// Kish (1965), *Survey Sampling*; Lumley (2010), *Complex Surveys*, for the two conventions.
///
/// # Shape and unit
/// Effects have no unit. Without replacement, weights must add up to people, not to respondents ([`Sample::scaled_to`]).
///
/// # Errors
/// As [`super::estimates`]; and refuses a figure without a standard error or whose answers do not vary.
///
/// ```
/// use weighting::design::Design;
/// use weighting::estimate::{Quantity, Sample, design_effect};
///
/// // People of one household who think alike are not so many voices.
/// let households = ["a", "a", "b", "b", "c", "c", "d", "d"];
/// let design = Design::of(8).clusters(&households).build()?;
/// let ratings = [2.0, 2.0, 5.0, 6.0, 8.0, 8.0, 3.0, 4.0].map(Some);
/// let effect = design_effect(&Sample::of(&design), Quantity::Mean(&ratings))?;
/// assert!(effect.with_replacement > 1.5 && effect.effective < 6.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn design_effect(sample: &Sample<'_>, quantity: Quantity<'_>) -> Result<DesignEffect, EstimateError> {
    let figure = Figure::of(sample, quantity)?;
    let (base, weights) = (figure.base, sample.weights());
    let counts: Vec<bool> = (0..weights.len()).map(|row| weights[row] != 0.0 && quantity.is_answered(row)).collect();
    let rows = || (0..weights.len()).filter(|&row| counts[row]);
    let n = number(rows().count());
    let mean = total(rows().map(|row| weights[row] * figure.scores[row])) / base;
    let spread = total(rows().map(|row| weights[row] * (figure.scores[row] - mean).powi(2))) * base;
    let (estimate, _) = figure.deviate(sample);
    let variance = estimate.standard_error.ok_or(EstimateError::NoStandardError)?.powi(2);
    let simple_variance = spread / (n - 1.0);
    let with_replacement = variance / simple_variance;
    if !with_replacement.is_finite() || simple_variance <= 0.0 {
        return Err(EstimateError::NoVariation);
    }
    let without_replacement = (base > n).then(|| with_replacement * base / (base - n));
    finite(Estimates { each: vec![estimate], covariance: None })?;
    Ok(DesignEffect { estimate, with_replacement, without_replacement, effective: n / with_replacement })
}
