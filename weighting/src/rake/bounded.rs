//! Raking within bounds, as one calibration instead of cutting weights and raking again.
//! The answer is unique and does not depend on the order of margins; cutting can fail without a word.

use super::{Prepared, RakeError, Raked, Rounds, Side, TOLERANCE, sweep::Sweeper};
use crate::calibrate::{Dual, Method};
use crate::linear::MOST_UNKNOWNS;
use crate::margin::Placement;
use crate::sum::total;
use crate::units::Units;

/// How near to a bound a weight counts as held there.
const AT_BOUND: f64 = 1e-9;

/// The least and the most that a weight may be, relative to its base weight when base weights have mean 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    lower: f64,
    upper: f64,
}

impl Bounds {
    /// Keeps weights between `lower` and `upper` times the mean.
    ///
    /// # Errors
    /// Refuses bounds that do not keep `0 ≤ lower < 1 < upper`, and an infinite or undefined bound.
    pub fn new(lower: f64, upper: f64) -> Result<Self, RakeError> {
        if (0.0..1.0).contains(&lower) && upper > 1.0 && upper.is_finite() {
            Ok(Self { lower, upper })
        } else {
            Err(RakeError::BadBounds { lower, upper })
        }
    }
}

impl Bounds {
    /// The floor.
    pub fn lower(self) -> f64 {
        self.lower
    }

    /// The cap.
    pub fn upper(self) -> f64 {
        self.upper
    }
}

impl Default for Bounds {
    /// From a fifth to five times the mean, the cap of the American National Election Studies.
    fn default() -> Self {
        Self { lower: 0.2, upper: 5.0 }
    }
}

/// Weighs respondents to the margins with every weight kept within bounds.
///
/// Where the bounds do not bind, the weights are those of [`super::rake`]. Respondents whose level is not known on a
/// margin keep, together, the share that raking without bounds leaves them on it.
///
/// # Formula
/// `w_i = d_i · min(max(exp(x_i'λ), L), U)` with `x_i` the indicators of the respondent's levels and `λ` such that all
/// margins are met; found by Newton's method on the convex dual `Σ d_i G(x_i'λ) − t'λ` with step halving.
///
/// # Source
/// Deville and Särndal (1992), *Journal of the American Statistical Association* 87(418).
///
/// # Shape and unit
/// As [`super::rake`]. The bounds are multiples of the base weight with base weights scaled to mean 1, so with equal base
/// weights they are multiples of the mean weight.
///
/// # Errors
/// As [`super::rake`]; and refuses bounds that one level alone cannot keep ([`RakeError::OutOfBounds`], tested first),
/// bounds that the margins together cannot keep ([`RakeError::NotMet`]), and more levels than the method takes.
pub fn rake_bounded(placements: &[Placement<'_>], base: Option<&[f64]>, bounds: Bounds) -> Result<Raked, RakeError> {
    let prepared = Prepared::of(placements, base)?;
    let (_, levels) = prepared.cells.offsets();
    if levels > MOST_UNKNOWNS {
        return Err(RakeError::TooManyLevels { levels, most: MOST_UNKNOWNS });
    }
    let mut sweeper = Sweeper::new(&prepared.cells, &prepared.shares);
    // Sweeps say what is left to those whose level is not known; where all are known there is nothing to say.
    let sweeps = if prepared.knows_all() { 0 } else { sweeper.run_or_refuse(&prepared)? };
    let targets = targets(&prepared, &sweeper.ratios());
    test_each_level(&prepared, &targets, bounds)?;

    let units = Units::of_cells(prepared.cells.clone());
    let (sizes, method) = (targets.clone(), Method::RakingBounded(bounds));
    let dual = Dual { units: &units, targets, sizes, method, freedoms: None, tolerance: TOLERANCE };
    let point = dual.minimise();
    if point.miss > TOLERANCE {
        return Err(prepared.refuse(&point.ratios, point.steps, point.miss));
    }
    let held = |at_bound: &dyn Fn(f64) -> bool| {
        let cells = point.ratios.iter().zip(&prepared.cells.respondents);
        cells.filter(|(ratio, _)| at_bound(**ratio)).map(|(_, respondents)| respondents).sum()
    };
    let at_lower = held(&|ratio| ratio <= bounds.lower * (1.0 + AT_BOUND));
    let at_upper = held(&|ratio| ratio >= bounds.upper * (1.0 - AT_BOUND));
    let rounds = Rounds { sweeps, steps: point.steps, miss: point.miss };
    Ok(Raked { at_lower, at_upper, ..prepared.finish(point.ratios, rounds) })
}

impl Sweeper<'_> {
    fn run_or_refuse(&mut self, prepared: &Prepared<'_>) -> Result<usize, RakeError> {
        let unbounded = self.run();
        let (sweeps, miss) = (unbounded.sweeps, unbounded.miss);
        if miss > TOLERANCE { Err(prepared.refuse(&self.ratios(), sweeps, miss)) } else { Ok(sweeps) }
    }
}

/// What each level must weigh, the unknown level of each margin included with what raking leaves it.
fn targets(prepared: &Prepared<'_>, ratios: &[f64]) -> Vec<f64> {
    let cells = &prepared.cells;
    let weights: Vec<f64> = cells.base.iter().zip(ratios).map(|(base, ratio)| base * ratio).collect();
    let mut targets = Vec::new();
    for (margin, shares) in prepared.shares.iter().enumerate() {
        let sums = cells.by_level(margin, &weights);
        let rest = total(sums[..shares.len()].iter().copied());
        targets.extend(shares.iter().map(|share| share * rest));
        targets.push(sums[shares.len()]);
    }
    targets
}

/// Refuses bounds that the level in most need cannot keep even with all its weights at the bound.
fn test_each_level(prepared: &Prepared<'_>, targets: &[f64], bounds: Bounds) -> Result<(), RakeError> {
    let (starts, _) = prepared.cells.offsets();
    let mut worst: Option<(f64, RakeError)> = None;
    for (margin, (placement, start)) in prepared.placements.iter().zip(starts).enumerate() {
        let base = prepared.cells.by_level(margin, &prepared.cells.base);
        for (level, (known, base)) in placement.margin.levels().iter().zip(base).enumerate() {
            let needed = targets[start + level] / base;
            let (excess, side, bound) = if needed > bounds.upper {
                (needed / bounds.upper, Side::Upper, bounds.upper)
            } else if needed < bounds.lower {
                (bounds.lower / needed, Side::Lower, bounds.lower)
            } else {
                continue;
            };
            if excess > 1.0 + TOLERANCE && worst.as_ref().is_none_or(|(most, _)| excess > *most) {
                let (margin, level) = (placement.margin.name().to_owned(), known.name.clone());
                worst = Some((excess, RakeError::OutOfBounds { margin, level, side, bound, needed }));
            }
        }
    }
    worst.map_or(Ok(()), |(_, refusal)| Err(refusal))
}
