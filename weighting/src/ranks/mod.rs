//! Ranks from estimates that are not certain: how likely each rank is, and which ranks can be told apart.
//! Takes estimates and their replicates (bootstrap or drawn); making the replicates belongs to others.
//!
//! Rank 1 is the largest estimate. Items that tie share the smaller rank, so that two first places are followed by rank 3.
//!
//! ```
//! use weighting::ranks::{JointRanks, RankSpread, Replicates, Standing, Steps};
//!
//! // Four items, five replicates of all four, one replicate after another.
//! let estimate = [0.40, 0.29, 0.27, 0.04];
//! let values = [
//!     0.41, 0.28, 0.27, 0.04, //
//!     0.39, 0.28, 0.29, 0.04, //
//!     0.40, 0.30, 0.25, 0.05, //
//!     0.42, 0.27, 0.28, 0.03, //
//!     0.38, 0.31, 0.27, 0.04,
//! ];
//! let replicates = Replicates::new(&values, 4)?;
//!
//! let spread = RankSpread::of(&replicates);
//! assert!((spread.probabilities()[1][1] - 0.6).abs() < 1e-12); // the second item is second in 3 of 5
//! assert_eq!(spread.intervals(0.95)?[2].highest, 3);
//!
//! let joint = JointRanks::from_replicates(&estimate, &replicates, 0.8, Steps::Single)?;
//! assert_eq!((joint.lower[1], joint.upper[1]), (2, 3));
//! assert_eq!(joint.standings(2)?, [Standing::Top, Standing::Either, Standing::Either, Standing::Lower]);
//! assert_eq!(joint.tiers(), [vec![0], vec![1, 2], vec![3]]);
//! # Ok::<(), weighting::ranks::RankError>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `rank(-x, ties.method = "min")`, `scipy.stats.rankdata(-x, "min")` | [`ranks`] |
//! | `apply(boot$t, 1, rank)` and `table` | [`RankSpread`] |
//! | `boot::boot` results given to any of these | [`Replicates::bootstrapped`] |
//! | `quantile(ranks, c(.025, .975), type = 1)` | [`RankSpread::intervals`] |
//! | `csranks::csranks(x, Sigma, simul = TRUE, stepdown = FALSE)` | [`JointRanks::from_covariance`] with [`Steps::Single`] |
//! | `csranks::csranks(x, Sigma, simul = TRUE, stepdown = TRUE)` | [`JointRanks::from_covariance`] with [`Steps::Down`] |
//! | `csranks::cstaubest(x, Sigma, tau = k)` | the items that [`JointRanks::standings`] does not call [`Standing::Lower`] |

mod joint;
mod normal;
mod spread;
mod tiers;

pub use crate::smaa::Draws;
pub use joint::{JointRanks, Steps};
pub(crate) use normal::root;
pub use spread::{RankInterval, RankSpread};
pub use tiers::Standing;

use crate::bootstrap;
use crate::sum::number;

/// The most items that can be ranked jointly: what is said of pairs takes 8 MB for each such table.
pub const MOST_ITEMS: usize = 1_000;

/// The reasons to refuse to rank.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RankError {
    /// There is nothing to rank.
    #[error("there are no items to rank")]
    NoItems,
    /// There are more items than can be compared with each other.
    #[error("there are {items} items, and at most {most} can be compared with each other")]
    TooManyItems {
        /// How many items there are.
        items: usize,
        /// How many there may be.
        most: usize,
    },
    /// The replicates do not each have one value per item.
    #[error("{values} values are not whole replicates of {items} items: give one value per item and replicate")]
    BrokenReplicates {
        /// How many values there are.
        values: usize,
        /// How many items there are.
        items: usize,
    },
    /// There are too few replicates to say anything.
    #[error("there are {replicates} replicates, and at least {least} are needed")]
    TooFewReplicates {
        /// How many replicates there are.
        replicates: usize,
        /// How many are needed.
        least: usize,
    },
    /// The estimates and their uncertainty describe different numbers of items.
    #[error("there are {estimates} estimates for {items} items")]
    LengthsDiffer {
        /// How many estimates there are.
        estimates: usize,
        /// How many items the replicates or the covariance have.
        items: usize,
    },
    /// A value is infinite or not a number.
    #[error("value {index} is {value}, which cannot be ranked")]
    BadValue {
        /// The value's place in the slice, from 0.
        index: usize,
        /// The value as given.
        value: f64,
    },
    /// A confidence level does not lie between 0 and 1.
    #[error("{level} is not a confidence level: give a number between 0 and 1, such as 0.95")]
    BadLevel {
        /// The level as given.
        level: f64,
    },
    /// There is no such number of first places.
    #[error("a top {top} of {items} items cannot be asked for: give a number from 1 to {items}")]
    BadTop {
        /// The number as given.
        top: usize,
        /// How many items there are.
        items: usize,
    },
    /// The matrix is not a covariance: not square, not symmetric, or with a negative variance in some direction.
    #[error(
        "the matrix is not a covariance of the estimates (see row {row}): it must be square, symmetric and have no negative variance"
    )]
    NotCovariance {
        /// The first row that shows it.
        row: usize,
    },
    /// Values lie further apart than can be calculated with.
    #[error("the values are too large to calculate with: give them in a larger unit")]
    TooLarge,
}

/// Estimates made again and again with perturbed weights: one row per replicate, one column per item.
#[derive(Debug, Clone, Copy)]
pub struct Replicates<'a> {
    values: &'a [f64],
    items: usize,
    failed: usize,
}

impl<'a> Replicates<'a> {
    /// Takes replicates as one slice, replicate after replicate, each with one value per item.
    ///
    /// # Shape and unit
    /// `B × K` values, row by row; any unit, the same throughout.
    ///
    /// # Errors
    /// Refuses no items, more than [`MOST_ITEMS`], no replicates, a broken last replicate, and values that are not finite.
    pub fn new(values: &'a [f64], items: usize) -> Result<Self, RankError> {
        bounded(items)?;
        if values.is_empty() {
            return Err(RankError::TooFewReplicates { replicates: 0, least: 1 });
        }
        if !values.len().is_multiple_of(items) {
            return Err(RankError::BrokenReplicates { values: values.len(), items });
        }
        finite(values)?;
        Ok(Self { values, items, failed: 0 })
    }

    /// Takes the replicates of a bootstrap, and keeps in mind how many of them failed.
    ///
    /// # Errors
    /// As [`Replicates::new`].
    pub fn bootstrapped(replicates: &'a bootstrap::Replicates) -> Result<Self, RankError> {
        let made = Self::new(replicates.values(), replicates.figures().len())?;
        Ok(Self { failed: replicates.failed().len(), ..made })
    }

    /// How many replicates failed and so are not among these; 0 where the values alone were given.
    pub fn failed(&self) -> usize {
        self.failed
    }

    /// How many replicates there are.
    pub fn len(&self) -> usize {
        self.values.len() / self.items
    }

    /// Whether there are none, which [`Replicates::new`] refuses.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// How many items each replicate has.
    pub fn items(&self) -> usize {
        self.items
    }

    fn rows(&self) -> impl Iterator<Item = &'a [f64]> {
        self.values.chunks_exact(self.items)
    }
}

/// Ranks values from the largest, which is 1; those that tie share the smaller rank.
///
/// # Formula
/// `rank(i) = 1 + #{j : x_j > x_i}`.
///
/// # Source
/// "Standard competition ranking"; R's `rank(-x, ties.method = "min")`.
///
/// # Shape and unit
/// One value per item in any unit; one rank per item, from 1.
///
/// # Errors
/// Refuses no values, and values that are not finite.
pub fn ranks(values: &[f64]) -> Result<Vec<usize>, RankError> {
    if values.is_empty() {
        return Err(RankError::NoItems);
    }
    finite(values)?;
    let mut order = Vec::new();
    let mut ranks = vec![0; values.len()];
    rank_into(values, &mut order, &mut ranks);
    Ok(ranks)
}

/// Ranks finite values without allocating anew for each call.
fn rank_into(values: &[f64], order: &mut Vec<usize>, ranks: &mut [usize]) {
    order.clear();
    order.extend(0..values.len());
    order.sort_unstable_by(|&a, &b| values[b].total_cmp(&values[a]));
    let mut shared = 0;
    for (place, &item) in order.iter().enumerate() {
        // Zeros of either sign tie, though the order of all numbers tells them apart.
        if place == 0 || values[item] < values[order[place - 1]] {
            shared = place + 1;
        }
        ranks[item] = shared;
    }
}

fn bounded(items: usize) -> Result<(), RankError> {
    match items {
        0 => Err(RankError::NoItems),
        items if items > MOST_ITEMS => Err(RankError::TooManyItems { items, most: MOST_ITEMS }),
        _ => Ok(()),
    }
}

fn finite(values: &[f64]) -> Result<(), RankError> {
    match values.iter().position(|value| !value.is_finite()) {
        Some(index) => Err(RankError::BadValue { index, value: values[index] }),
        None => Ok(()),
    }
}

/// The place, from 0, of the `p` quantile among `count` sorted values: the order statistic `⌈p · count⌉`.
fn quantile_place(p: f64, count: usize) -> usize {
    // A product that ought to be whole may come out a rounding above it.
    let exact = p * number(count);
    let place = (exact - 1e-9 * exact.max(1.0)).ceil().max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and a count, and casts saturate"
    )]
    let place = place as usize;
    place.min(count) - 1
}

fn level_between_0_and_1(level: f64) -> Result<(), RankError> {
    if level > 0.0 && level < 1.0 { Ok(()) } else { Err(RankError::BadLevel { level }) }
}

#[cfg(test)]
mod tests {
    use super::{quantile_place, ranks};

    #[test]
    fn ties_share_the_smaller_rank() {
        assert_eq!(ranks(&[2.0, 3.0, 3.0, 1.0, 0.0, -0.0]).unwrap(), [3, 1, 1, 4, 5, 5]);
    }

    #[test]
    fn an_order_statistic_is_not_moved_by_rounding() {
        assert_eq!(quantile_place((1.0 - 0.95) / 2.0, 400), 9);
        assert_eq!(quantile_place(0.95, 400), 379);
        assert_eq!(quantile_place(0.951, 400), 380);
        assert_eq!((quantile_place(1e-300, 5), quantile_place(1.0, 5), quantile_place(0.5, 1)), (0, 4, 0));
    }
}
