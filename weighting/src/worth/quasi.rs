//! Quasi-variances: one variance per item that serves for all differences.

use super::WorthError;
use super::matrix::Square;
use crate::sum::{number, total};

/// One variance per item, such that the variance of a difference of two log worths is near the sum of theirs.
#[derive(Debug, Clone, PartialEq)]
pub struct QuasiVariances {
    /// The quasi-variance of each item; it may be negative, where one item's errors move with those of the others.
    pub values: Vec<f64>,
    /// The most by which a standard error of a difference comes out too small, as a share of it (zero or negative).
    pub lowest_error: f64,
    /// The most by which one comes out too large.
    pub highest_error: f64,
}

/// Steps of Gauss and Newton, at most.
const MOST_STEPS: usize = 200;
/// What the next step may still take off the sum of squares per pair: relative changes of a ten-millionth.
const SMALL_GAIN: f64 = 1e-14;

impl QuasiVariances {
    /// The quasi standard error of each item; `NaN` where the quasi-variance is negative.
    ///
    /// # Formula
    /// `√q`; the standard error of a difference is near `√(qᵢ + qⱼ)`.
    ///
    /// # Source
    /// Firth and de Menezes (2004), *Biometrika* 91, 65–80.
    ///
    /// # Shape and unit
    /// One per item, in log worths.
    pub fn standard_errors(&self) -> Vec<f64> {
        self.values.iter().map(|variance| variance.sqrt()).collect()
    }
}

/// Finds the quasi-variances of a covariance by least squares of the logarithms.
pub(crate) fn quasi_variances(covariance: &[Vec<f64>]) -> Result<QuasiVariances, WorthError> {
    let items = covariance.len();
    let variance = |i: usize, j: usize| covariance[i][i] + covariance[j][j] - 2.0 * covariance[i][j];
    let pairs: Vec<(usize, usize, f64)> =
        (0..items).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| (i, j, variance(i, j))).collect();
    if pairs.is_empty() || pairs.iter().any(|pair| !(pair.2 > 0.0 && pair.2.is_finite())) {
        return Err(WorthError::NoQuasiVariances);
    }
    // Relative to the mean, nothing over- or underflows.
    let unit = pairs.iter().map(|pair| pair.2).fold(0.0, f64::max);
    let pairs: Vec<_> = pairs.into_iter().map(|(i, j, variance)| (i, j, variance / unit)).collect();
    let values = if items == 2 { vec![pairs[0].2 / 2.0; 2] } else { fit(items, &pairs)? };
    let ratio = |&(i, j, variance): &(usize, usize, f64)| ((values[i] + values[j]) / variance).sqrt() - 1.0;
    Ok(QuasiVariances {
        lowest_error: pairs.iter().map(ratio).fold(0.0, f64::min),
        highest_error: pairs.iter().map(ratio).fold(0.0, f64::max),
        values: values.into_iter().map(|value| value * unit).collect(),
    })
}

/// Least squares of `log(qᵢ + qⱼ)` on the logarithms of the variances of differences.
fn fit(items: usize, pairs: &[(usize, usize, f64)]) -> Result<Vec<f64>, WorthError> {
    let mut values = start(items, pairs);
    let mut miss = misfit(&values, pairs);
    let mut gain = f64::INFINITY;
    for _ in 0..MOST_STEPS {
        let (mut normal, mut right) = (Square::zero(items), vec![0.0; items]);
        for &(i, j, variance) in pairs {
            let sum = values[i] + values[j];
            let residual = (variance / sum).ln();
            for k in [i, j] {
                normal.add(k, k, 1.0 / (sum * sum));
                right[k] += residual / sum;
            }
            normal.add_both(i, j, 1.0 / (sum * sum));
        }
        let factor = normal.factor();
        if !factor.is_regular() {
            return Err(WorthError::NoQuasiVariances);
        }
        let step = factor.solve(&right);
        gain = total(step.iter().zip(&right).map(|(step, slope)| step * slope));
        let Some((next, after)) = halve(&values, &step, miss, pairs) else { break };
        let moved = step.iter().zip(&next).any(|(step, value)| step.abs() > 1e-13 * (value.abs() + 1e-6));
        (values, miss) = (next, after);
        if !moved {
            return Ok(values);
        }
    }
    // Rounding can keep the steps from vanishing altogether; what counts is that no step improves the fit.
    let arrived = gain.abs() <= SMALL_GAIN * number(pairs.len());
    if arrived && miss.is_finite() { Ok(values) } else { Err(WorthError::NoQuasiVariances) }
}

/// Goes along a step, halved until the misfit does not grow.
fn halve(values: &[f64], step: &[f64], miss: f64, pairs: &[(usize, usize, f64)]) -> Option<(Vec<f64>, f64)> {
    let mut length = 1.0;
    for _ in 0..40 {
        let next: Vec<f64> = values.iter().zip(step).map(|(value, step)| value + length * step).collect();
        let after = misfit(&next, pairs);
        if after <= miss {
            return Some((next, after));
        }
        length /= 2.0;
    }
    None
}

/// The sum of squared logarithms of the ratios; infinite where a sum of two is not positive.
fn misfit(values: &[f64], pairs: &[(usize, usize, f64)]) -> f64 {
    total(pairs.iter().map(|&(i, j, variance)| {
        let sum = values[i] + values[j];
        if sum > 0.0 { (sum / variance).ln().powi(2) } else { f64::INFINITY }
    }))
}

/// Where to start: least squares of the variances themselves, kept positive.
fn start(items: usize, pairs: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut sums = vec![0.0; items];
    for &(i, j, variance) in pairs {
        sums[i] += variance;
        sums[j] += variance;
    }
    let size = number(items);
    let all = total(pairs.iter().map(|pair| pair.2)) / (size - 1.0);
    sums.iter().map(|sum| ((sum - all) / (size - 2.0)).max(0.05 * all / size)).collect()
}
