//! Priorities from ratings, each item on the same scale: means rescaled to 0 to 1, and the shares that they make.
//! Ratings press shares together, since most people rate most things as important; the cross-checks show by how much.
//!
//! ```
//! use weighting::estimate::Sample;
//! use weighting::rating::{Scale, rating};
//!
//! let woodland = [Some(5.0), Some(4.0), None, Some(5.0)];
//! let ponds = [Some(3.0), Some(4.0), Some(1.0), Some(2.0)];
//! let ratings = rating(&Sample::unweighted(4)?, &[woodland, ponds], Scale { lowest: 1.0, highest: 5.0, step: 1.0 })?;
//! assert!(ratings.shares.values[0] > 0.6);
//! assert!((ratings.top_two.each[1].weighted - 0.25).abs() < 1e-12);
//! # Ok::<(), weighting::rating::RatingError>(())
//! ```
//!
//! | in R | here |
//! |---|---|
//! | `svymean(~q1 + q2, design)` on rescaled answers | [`Ratings::means`] |
//! | `svycontrast` of shares, delta method | [`Ratings::shares`] |
//! | `svymean(~I(q1 >= 4), design)` | [`Ratings::top_two`] |

use crate::estimate::{EstimateError, Estimates, Sample, means};
use crate::sum::{number, total};
use crate::worth::Shares;

/// The scale that items are rated on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The lowest answer.
    pub lowest: f64,
    /// The highest answer.
    pub highest: f64,
    /// The distance between two answers; an answer within one of the highest is in the top two.
    pub step: f64,
}

/// Priorities from ratings, and their cross-checks.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratings {
    /// The mean of each item, from 0 for the lowest answer to 1 for the highest.
    pub means: Estimates,
    /// The means over their sum.
    pub shares: Shares,
    /// The mean of each item's rescaled rating less the mean of all that the same person rated: no level of one's own.
    pub centred: Estimates,
    /// The share of those who rated an item that gave one of the two highest answers.
    pub top_two: Estimates,
}

/// The reasons to refuse ratings.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RatingError {
    /// The scale does not go up.
    #[error("a scale from {lowest} to {highest} by {step} has no answers")]
    BadScale {
        /// The lowest answer.
        lowest: f64,
        /// The highest answer.
        highest: f64,
        /// The distance between two answers.
        step: f64,
    },
    /// An answer lies outside the scale.
    #[error("respondent {row} rated item {item} at {rating}, which is not on the scale")]
    OffScale {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The item, from 0.
        item: usize,
        /// The answer as given.
        rating: f64,
    },
    /// The figures could not be estimated.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
}

/// Estimates priorities from ratings.
///
/// # Formula
/// Means of `(x − lowest) / (highest − lowest)` among those who rated the item, as domains; shares `m_j / Σ m`, covariance
/// by the delta method from the full covariance of the means.
///
/// # Source
/// As [`means`] and [`Estimates::shares`].
///
/// # Shape and unit
/// One column per item, one answer or blank per respondent in each.
///
/// # Errors
/// Refuses scales without answers, answers off the scale, lengths that differ, and an item that nobody rated.
pub fn rating<C: AsRef<[Option<f64>]>>(
    sample: &Sample<'_>,
    columns: &[C],
    scale: Scale,
) -> Result<Ratings, RatingError> {
    let Scale { lowest, highest, step } = scale;
    let width = highest - lowest;
    if !(width > 0.0 && width.is_finite() && step > 0.0) {
        return Err(RatingError::BadScale { lowest, highest, step });
    }
    for (item, column) in columns.iter().enumerate() {
        let off = |rating: &Option<f64>| rating.is_some_and(|rating| !(lowest..=highest).contains(&rating));
        if let Some((row, rating)) = column.as_ref().iter().enumerate().find(|(_, rating)| off(rating)) {
            return Err(RatingError::OffScale { row, item, rating: rating.unwrap_or_default() });
        }
    }
    let mapped = |of: &dyn Fn(usize, f64) -> f64| {
        let column = |column: &C| {
            column.as_ref().iter().enumerate().map(|(row, rating)| rating.map(|rating| of(row, rating))).collect()
        };
        columns.iter().map(column).collect::<Vec<Vec<Option<f64>>>>()
    };
    let rescaled = means(sample, &mapped(&|_, rating| (rating - lowest) / width))?;
    let levels = own_levels(columns, sample.weights().len());
    let centred = means(sample, &mapped(&|row, rating| (rating - levels[row]) / width))?;
    // Half a step, so that answers which rounding moved still fall on their side.
    let top = |rating: f64| f64::from(u8::from(rating > highest - 1.5 * step));
    let top_two = means(sample, &mapped(&|_, rating| top(rating)))?;
    Ok(Ratings { shares: Shares::of(&rescaled)?, means: rescaled, centred, top_two })
}

/// The mean of all that each respondent rated.
fn own_levels<C: AsRef<[Option<f64>]>>(columns: &[C], respondents: usize) -> Vec<f64> {
    let rated = |row: usize| columns.iter().filter_map(move |column| column.as_ref().get(row).copied().flatten());
    (0..respondents).map(|row| total(rated(row)) / number(rated(row).count().max(1))).collect()
}
