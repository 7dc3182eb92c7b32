//! Priorities from points that each respondent shares out (constant sum), spend shares of a budget likewise.
//!
//! ```
//! use weighting::estimate::Sample;
//! use weighting::points::points;
//!
//! let allocations = [Some([50.0, 30.0, 20.0]), Some([100.0, 0.0, 0.0]), None, Some([6.0, 3.0, 1.0])];
//! let points = points(&Sample::unweighted(4)?, 3, &allocations)?;
//! assert!((points.shares.values[0] - 0.7).abs() < 1e-12);
//! assert!((points.median.values[1] - 0.3).abs() < 1e-12);
//! assert!((points.nothing.each[2].weighted - 1.0 / 3.0).abs() < 1e-12);
//! # Ok::<(), weighting::estimate::EstimateError>(())
//! ```
//!
//! | in R | here |
//! |---|---|
//! | `svymean` of row proportions | [`Points::shares`] |
//! | `svyquantile(…, 0.5)`, renormalised | [`Points::median`] |

use crate::estimate::{self, EstimateError, Estimates, Sample, means};
use crate::sum::total;
use crate::worth::Shares;

/// Priorities from points, and their cross-checks.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// The mean share of points of each item.
    pub means: Estimates,
    /// The same as shares; they add up to 1 by themselves.
    pub shares: Shares,
    /// The weighted median share of each item, over the sum of medians; even shares where all medians are 0.
    pub median: Shares,
    /// The share of those who answered that gave an item nothing.
    pub nothing: Estimates,
}

/// Estimates priorities from points.
///
/// # Formula
/// Means of `p_j / Σ p` among those who answered, so that each respondent counts the same whatever total they used. The
/// median is the smallest share that at least half the weight does not exceed.
///
/// # Source
/// Constant-sum allocation as commonly analysed; errors as [`means`].
///
/// # Shape and unit
/// For each respondent one number of points per item, or blank.
///
/// # Errors
/// Refuses points that are negative, not finite, all zero, or not given for each item; lengths that differ; and a question
/// that nobody answered.
pub fn points<P: AsRef<[f64]>>(
    sample: &Sample<'_>,
    items: usize,
    allocations: &[Option<P>],
) -> Result<Points, EstimateError> {
    let figures = estimate::point_shares(sample, items, allocations)?;
    let part = |points: &P, item: usize| points.as_ref()[item] / total(points.as_ref().iter().copied());
    let column = |item: usize| allocations.iter().map(move |points| points.as_ref().map(|points| part(points, item)));
    let zero = |item: usize| column(item).map(|share| share.map(|share| f64::from(u8::from(share <= 0.0))));
    let nothing = means(sample, &(0..items).map(|item| zero(item).collect::<Vec<_>>()).collect::<Vec<_>>())?;
    let medians: Vec<f64> = (0..items).map(|item| median(column(item).zip(sample.weights()))).collect();
    let even = || Shares { values: vec![1.0 / crate::sum::number(items); items], covariance: None };
    let median = Shares::of_amounts(&medians).unwrap_or_else(even);
    Ok(Points { shares: Shares::of(&figures)?, means: figures, median, nothing })
}

/// The smallest value that at least half the weight does not exceed.
fn median<'a>(values: impl Iterator<Item = (Option<f64>, &'a f64)>) -> f64 {
    let mut values: Vec<(f64, f64)> = values.filter_map(|(value, weight)| Some((value?, *weight))).collect();
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = total(values.iter().map(|value| value.1)) / 2.0;
    let mut below = crate::sum::Compensated::default();
    for &(value, weight) in &values {
        below.add(weight);
        if below.value() >= half * (1.0 - 1e-12) {
            return value;
        }
    }
    0.0
}
