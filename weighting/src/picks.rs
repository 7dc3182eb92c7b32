//! Priorities from picks (multi-select): one vote split over what a person picked, and the plain share picking.
//!
//! ```
//! use weighting::estimate::Sample;
//! use weighting::picks::picks;
//!
//! let answers = [Some(vec![0]), Some(vec![0, 1]), Some(vec![]), None, Some(vec![2])];
//! let picks = picks(&Sample::unweighted(5)?, 3, &answers)?;
//! assert!((picks.split.values[0] - 0.5).abs() < 1e-12); // one and a half of three votes
//! assert!((picks.unsplit.values[0] - 0.5).abs() < 1e-12); // two of four picks
//! assert!((picks.picking.each[0].weighted - 0.5).abs() < 1e-12); // two of four people
//! # Ok::<(), weighting::estimate::EstimateError>(())
//! ```
//!
//! | in R | here |
//! |---|---|
//! | `svymean` of 0/1 columns | [`Picks::picking`] |
//! | the same over the number picked, normalised | [`Picks::split`] |

use crate::estimate::{EstimateError, Estimates, Sample, choosing};
use crate::worth::Shares;

/// Priorities from picks.
#[derive(Debug, Clone, PartialEq)]
pub struct Picks {
    /// The shares of votes where everybody who picked anything has one, split evenly over what they picked.
    pub split: Shares,
    /// The shares of all picks, so that those who picked more count for more.
    pub unsplit: Shares,
    /// The share of those who answered that picked each item.
    pub picking: Estimates,
}

/// Estimates priorities from picks.
///
/// # Formula
/// With `1/kᵢ` for each of the `kᵢ` items that a person picked, and with 1: means, over their sums, covariance by the delta
/// method. Picking none of the items is an answer, but no vote.
///
/// # Source
/// As [`choosing`] and [`Estimates::shares`].
///
/// # Shape and unit
/// For each respondent the items picked, from 0, in any order, or blank.
///
/// # Errors
/// As [`choosing`], and refuses a question at which nobody picked anything.
pub fn picks<P: AsRef<[usize]>>(
    sample: &Sample<'_>,
    items: usize,
    answers: &[Option<P>],
) -> Result<Picks, EstimateError> {
    let choices = choosing(sample, items, answers)?;
    Ok(Picks { split: Shares::of(&choices.split)?, unsplit: Shares::of(&choices.choosing)?, picking: choices.choosing })
}
