//! What to do when raking does not converge, decided beforehand: merge by the declared order once, then leave out the
//! margin that fits worst, and say so. Weights made this way are never better than amber.

use super::{LevelFit, RakeError, Raked, rake};
use crate::margin::{Margin, Placement};
use crate::merge::{Merge, Neighbours, merge_one};
use crate::quality::{Gate, Kish, QualityError};
use crate::sum::{Compensated, total};

/// Weights that meet as much of the margins as they can, and what was given up for it.
#[derive(Debug, Clone)]
#[must_use = "a margin may have been left out: look at what was merged and dropped"]
pub struct Relaxed {
    raked: Raked,
    fits: Vec<LevelFit>,
    merges: Vec<Merge>,
    dropped: Vec<String>,
}

impl Relaxed {
    /// The weights that were raked in the end.
    pub fn raked(&self) -> &Raked {
        &self.raked
    }

    /// Achieved against target for every level of every margin as declared, those left out included.
    pub fn fits(&self) -> &[LevelFit] {
        &self.fits
    }

    /// The levels that were merged because their targets could not be met.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The margins that were left out, in the order it was done.
    pub fn dropped(&self) -> &[String] {
        &self.dropped
    }

    /// The quality gate of the weights: as [`Kish::gate`], and at best amber where anything was given up.
    ///
    /// # Errors
    /// As [`Kish::of`].
    pub fn gate(&self) -> Result<Gate, QualityError> {
        let gate = Kish::of(self.raked.weights())?.gate();
        let whole = self.merges.is_empty() && self.dropped.is_empty();
        Ok(if whole { gate } else { gate.max(Gate::Amber) })
    }
}

/// Rakes, and where that does not converge gives up as little as was declared.
///
/// # Formula
/// [`rake`]; if it does not converge, the level that fits worst on the margin that fits worst is merged with its declared
/// neighbour: one merging in all, however many are declared; if that is not enough, the margin that fits worst is left out, again until the rest converges. Fits are
/// of the margins as declared.
///
/// # Source
/// The order of steps is this project's own, fixed before results are seen.
///
/// # Shape and unit
/// As [`rake`]; for each margin its declared neighbours, or nothing where levels may not be merged.
///
/// # Errors
/// As [`rake`] for whatever is no matter of convergence; [`RakeError::NotMet`] where not even one margin is left; and
/// [`RakeError::NeighboursLength`] for another number of declarations than margins.
pub fn rake_or_relax(
    placements: &[Placement<'_>],
    neighbours: &[Option<Neighbours>],
    base: Option<&[f64]>,
) -> Result<Relaxed, RakeError> {
    if neighbours.len() != placements.len() {
        return Err(RakeError::NeighboursLength { given: neighbours.len(), margins: placements.len() });
    }
    let fits = match rake(placements, base) {
        Ok(raked) => {
            let fits = raked.fits().to_vec();
            return Ok(Relaxed { raked, fits, merges: Vec::new(), dropped: Vec::new() });
        }
        Err(RakeError::NotMet { fits, .. }) => fits,
        Err(refusal) => return Err(refusal),
    };
    let mut left: Vec<Placed> =
        placements.iter().map(|placement| (placement.margin.clone(), placement.codes.to_vec())).collect();
    let worst = worst_level(&fits).map(|(place, _)| place);
    let merges = worst.map_or_else(Vec::new, |worst| merge_worst(&mut left, neighbours, worst));
    let (raked, dropped) = drop_until_met(left, base)?;
    let fits = fits_as_declared(placements, raked.weights());
    Ok(Relaxed { raked, fits, merges, dropped })
}

/// A margin with the codes of respondents on it, merged or as given.
type Placed = (Margin, Vec<Option<usize>>);

/// Rakes, and leaves out the margin that fits worst until the rest is met.
fn drop_until_met(mut left: Vec<Placed>, base: Option<&[f64]>) -> Result<(Raked, Vec<String>), RakeError> {
    let mut dropped = Vec::new();
    loop {
        let present: Vec<_> = left.iter().map(|(margin, codes)| Placement::new(margin, codes)).collect();
        let refusal = match rake(&present, base) {
            Ok(raked) => return Ok((raked, dropped)),
            Err(refusal) => refusal,
        };
        let RakeError::NotMet { fits, .. } = &refusal else { return Err(refusal) };
        let Some((worst, _)) = worst_level(fits).filter(|_| left.len() > 1) else { return Err(refusal) };
        let Some((place, _)) = place_of(&left, worst) else { return Err(refusal) };
        dropped.push(left.remove(place).0.name().to_owned());
    }
}

/// The level with the largest relative miss, and its place among the fits.
pub(super) fn worst_level(fits: &[LevelFit]) -> Option<(usize, &LevelFit)> {
    let miss = |fit: &LevelFit| (fit.achieved / fit.target - 1.0).abs();
    fits.iter().enumerate().filter(|(_, fit)| fit.target > 0.0).max_by(|(_, a), (_, b)| miss(a).total_cmp(&miss(b)))
}

/// The margin and the level that a place among the fits stands for; names may occur twice and places do not.
fn place_of(left: &[Placed], mut fit: usize) -> Option<(usize, usize)> {
    for (margin, (levels, _)) in left.iter().enumerate() {
        match fit.checked_sub(levels.levels().len()) {
            Some(rest) => fit = rest,
            None => return Some((margin, fit)),
        }
    }
    None
}

/// Merges the level that fits worst, where its margin has declared neighbours and a level to spare.
fn merge_worst(left: &mut [Placed], neighbours: &[Option<Neighbours>], worst: usize) -> Vec<Merge> {
    let Some((place, level)) = place_of(left, worst) else { return Vec::new() };
    let (Some((margin, codes)), Some(Some(neighbours))) = (left.get_mut(place), neighbours.get(place)) else {
        return Vec::new();
    };
    // A level that may not be merged is no refusal: its margin may still be left out.
    let Ok(merged) = merge_one(&Placement::new(margin, codes), neighbours, level) else { return Vec::new() };
    (*margin, *codes) = (merged.margin().clone(), merged.codes().to_vec());
    merged.merges().to_vec()
}

/// Achieved against target on the margins as declared, under any weights.
fn fits_as_declared(placements: &[Placement<'_>], weights: &[f64]) -> Vec<LevelFit> {
    let mut fits = Vec::new();
    for placement in placements {
        let margin = placement.margin;
        let mut sums = vec![(Compensated::default(), 0_usize); margin.levels().len()];
        for (weight, code) in weights.iter().zip(placement.codes).filter_map(|(weight, code)| code.map(|c| (weight, c)))
        {
            sums[code].0.add(*weight);
            sums[code].1 += 1;
        }
        let known = total(sums.iter().map(|(sum, _)| sum.value()));
        fits.extend(margin.levels().iter().zip(sums).map(|(level, (sum, respondents))| LevelFit {
            margin: margin.name().to_owned(),
            level: level.name.clone(),
            target: level.target,
            achieved: sum.value() / known * margin.total(),
            respondents,
        }));
    }
    fits
}
