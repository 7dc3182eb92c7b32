//! How much a flagged block of answers may count, such as those that a campaign sent in: once, or up to a share of all.
//! Finds no campaigns and leaves nobody out; which rule holds is decided, and published, before answers come in.
//!
//! ```
//! use weighting::block::{BLOCK_SHARE, counted_once, rake_capped_block, share_of_block};
//! use weighting::margin::{Margin, Placement};
//! use weighting::rake::rake;
//!
//! let age = Margin::new("age", [("under 45", 50.0), ("45 and over", 50.0)])?;
//! let ages: Vec<_> = (0..60).map(|row| Some(row % 2)).collect();
//! let letter: Vec<bool> = (0..60).map(|row| row % 3 == 1).collect();
//! let placements = [Placement::new(&age, &ages)];
//!
//! let once = rake(&placements, Some(&counted_once(None, &letter)?))?;
//! assert!((share_of_block(once.weights(), &letter)? - 1.0 / 41.0).abs() < 1e-12);
//!
//! let capped = rake_capped_block(&placements, None, None, &letter, BLOCK_SHARE)?;
//! assert!(capped.is_capped && (capped.share_before - 1.0 / 3.0).abs() < 1e-12);
//! assert!((share_of_block(capped.raked.weights(), &letter)? - 0.05).abs() < 1e-9);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `w[block] <- w[block] / sum(block)` before `survey::rake` | [`counted_once`] |
//! | `sum(w[block]) / sum(w)` | [`share_of_block`] |
//! | `survey::rake` with one more margin, block against everybody else | [`rake_capped_block`] |

use crate::base::Base;
use crate::margin::{Margin, Placement};
use crate::rake::{Bounds, RakeError, Raked, rake, rake_bounded};
use crate::sum::{number, total};

/// The share of the total weight that a flagged block is held to where nothing else was decided: 5 in 100.
pub const BLOCK_SHARE: f64 = 0.05;

/// The reasons to refuse to count a block otherwise.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BlockError {
    /// The weights cannot be made.
    #[error(transparent)]
    Rake(#[from] RakeError),
    /// The flags describe another number of respondents than the weights.
    #[error("there are {flags} flags for {respondents} respondents; give each one")]
    LengthsDiffer {
        /// How many flags there are.
        flags: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// Nobody is in the block.
    #[error("nobody is in the block, so there is nothing to count otherwise")]
    NobodyInside,
    /// Everybody is in the block.
    #[error("everybody is in the block, so nobody is left to count for the rest")]
    EverybodyInside,
    /// The share is not above 0 and below 1.
    #[error("a block cannot be held to {share} of the weight: give a share between 0 and 1, such as 0.05")]
    BadShare {
        /// The share as given.
        share: f64,
    },
    /// A weight is negative or not finite, or they add up to nothing.
    #[error("the weights have no shares: give weights that are not negative and do not add up to 0")]
    NoWeight,
}

/// Weights in which a block has no more than its share.
#[derive(Debug, Clone)]
pub struct CappedBlock {
    /// The weights; where the block was held, the last of [`Raked::fits`] are the block and everybody else.
    pub raked: Raked,
    /// The share of the block before it was held.
    pub share_before: f64,
    /// Whether the block had to be held.
    pub is_capped: bool,
}

/// Makes base weights in which a whole block counts as one respondent.
///
/// # Formula
/// `d_i / m` for the `m` respondents of the block, `d_i` for everybody else, so that the block weighs the mean of its base
/// weights.
///
/// # Source
/// The rule of consultation practice that identical answers sent in together are one answer.
///
/// # Shape and unit
/// One flag per respondent; base weights in any unit, 1 each where none are given. One base weight per respondent in the
/// same unit, for [`rake()`](crate::rake::rake()) and its like.
///
/// # Errors
/// Refuses lengths that differ, base weights that are not positive and finite, and a block of nobody.
pub fn counted_once(base: Option<&[f64]>, inside: &[bool]) -> Result<Vec<f64>, BlockError> {
    let mut weights = judged(base, inside)?.scaled;
    if let Some(base) = base {
        weights.copy_from_slice(base);
    }
    let members = inside.iter().filter(|inside| **inside).count();
    scale(&mut weights, inside, 1.0 / number(members));
    Ok(weights)
}

/// The share of the total weight that a block has.
///
/// # Formula
/// `Σ w_i` over the block, over `Σ w_i` over everybody.
///
/// # Source
/// The definition.
///
/// # Shape and unit
/// One weight and one flag per respondent; from 0 to 1.
///
/// # Errors
/// Refuses lengths that differ, weights that are negative or not finite, and weights that add up to 0.
pub fn share_of_block(weights: &[f64], inside: &[bool]) -> Result<f64, BlockError> {
    check_length(inside, weights.len())?;
    let largest = weights.iter().copied().fold(0.0, f64::max);
    if !(largest > 0.0 && weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0)) {
        return Err(BlockError::NoWeight);
    }
    let of_block = weights.iter().zip(inside).filter(|(_, inside)| **inside);
    Ok(total(of_block.map(|(weight, _)| weight / largest)) / total(weights.iter().map(|weight| weight / largest)))
}

/// Weighs respondents to the margins with a block held to a share of the total weight.
///
/// A block that has no more than the share anyway is left as it is. Otherwise it has the share exactly, and all margins
/// hold as well; its members keep their proportions to one another as far as the margins let them.
///
/// # Formula
/// First as [`rake()`](crate::rake::rake()), or [`rake_bounded`] where bounds are given. If the block then has more than
/// the share `c`, its base weights are multiplied by `c / (1 − c) · Σ_rest d / Σ_block d`, and the weights are made again to
/// one more margin: `c` in the block, `1 − c` for everybody else. Bounds are taken of the multiplied base weights.
///
/// # Source
/// Deming and Stephan (1940) and Deville and Särndal (1992), with the block as one more known total.
///
/// # Shape and unit
/// As [`rake()`](crate::rake::rake()), and one flag per respondent. With no margins at all the base weights are only held.
/// The share is of 1: [`BLOCK_SHARE`] is 5 in 100.
///
/// # Errors
/// As [`rake()`](crate::rake::rake()) and [`rake_bounded`]; and refuses a share that is not between 0 and 1, a block of
/// nobody and one of everybody.
pub fn rake_capped_block(
    placements: &[Placement<'_>],
    base: Option<&[f64]>,
    bounds: Option<Bounds>,
    inside: &[bool],
    share: f64,
) -> Result<CappedBlock, BlockError> {
    if !(share > 0.0 && share < 1.0) {
        return Err(BlockError::BadShare { share });
    }
    let scaled = judged(base, inside)?.scaled;
    if placements.is_empty() {
        let share_before = share_of_block(&scaled, inside)?;
        let raked = rake_to_share(placements, &scaled, bounds, inside, share.min(share_before))?;
        return Ok(CappedBlock { raked, share_before, is_capped: share_before > share });
    }
    let raked = raked(placements, &scaled, bounds)?;
    let share_before = share_of_block(raked.weights(), inside)?;
    let is_capped = share_before > share;
    let raked = if is_capped { rake_to_share(placements, &scaled, bounds, inside, share)? } else { raked };
    Ok(CappedBlock { raked, share_before, is_capped })
}

/// Weighs respondents to the margins and to one more, by which the block has the share exactly.
pub(crate) fn rake_to_share(
    placements: &[Placement<'_>],
    base: &[f64],
    bounds: Option<Bounds>,
    inside: &[bool],
    share: f64,
) -> Result<Raked, BlockError> {
    let sum = |of: bool| total(base.iter().zip(inside).filter(|(_, inside)| **inside == of).map(|(base, _)| *base));
    let factor = share / (1.0 - share) * sum(false) / sum(true);
    if factor <= 0.0 {
        return Err(BlockError::EverybodyInside);
    }
    let of_all = placements.first().map_or(1.0, |placement| placement.margin.total());
    let parts = [("in the block", share), ("everybody else", 1.0 - share)];
    let margin = Margin::new("flagged block", parts.map(|(name, share)| (name, share * of_all)));
    let margin = margin.map_err(RakeError::Margin)?;
    let codes: Vec<Option<usize>> = inside.iter().map(|inside| Some(usize::from(!inside))).collect();
    let mut base = base.to_vec();
    scale(&mut base, inside, factor);
    let mut placements = placements.to_vec();
    placements.push(Placement::new(&margin, &codes));
    Ok(raked(&placements, &base, bounds)?)
}

/// Rakes, within bounds where there are any.
pub(crate) fn raked(placements: &[Placement<'_>], base: &[f64], bounds: Option<Bounds>) -> Result<Raked, RakeError> {
    match bounds {
        Some(bounds) => rake_bounded(placements, Some(base), bounds),
        None => rake(placements, Some(base)),
    }
}

fn judged(base: Option<&[f64]>, inside: &[bool]) -> Result<Base, BlockError> {
    check_length(inside, base.map_or(inside.len(), <[f64]>::len))?;
    if !inside.contains(&true) {
        return Err(BlockError::NobodyInside);
    }
    Ok(Base::judge(base, inside.len()).map_err(RakeError::of_base)?)
}

fn check_length(inside: &[bool], respondents: usize) -> Result<(), BlockError> {
    let flags = inside.len();
    if flags == respondents { Ok(()) } else { Err(BlockError::LengthsDiffer { flags, respondents }) }
}

/// Multiplies the weights of a block.
fn scale(weights: &mut [f64], inside: &[bool], factor: f64) {
    weights.iter_mut().zip(inside).filter(|(_, inside)| **inside).for_each(|(weight, _)| *weight *= factor);
}
