//! Raking and cutting in turn, as R users and anesrake do it; the margins may be missed, and the result says so.
//! Prefer [`super::rake_bounded`]: one answer, whatever the order, or a refusal that names the cause.

use super::alike::Alike;
use super::{LevelFit, Prepared, RakeError, TOLERANCE};
use crate::margin::Placement;
use crate::sum::number;

/// How far past the cap a weight of [`rake_capped`] may stay, in means: what anesrake allows.
pub const CAP_SLACK: f64 = 1e-4;
/// How far past the cap the largest weight of [`rake_trimmed`] may stay, as a share of the cap.
pub const TRIM_SLACK: f64 = 1e-7;
/// The most turns before raking and cutting gives up.
pub const MOST_TURNS: usize = 1_000;

/// A sum of changes below this share of the weights is rounding.
const STILL: f64 = 1e-14;

/// Whether weights meet the margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Targets {
    /// Every target is met within [`TOLERANCE`], and the cap is kept.
    Met,
    /// The weights stopped moving, or the turns ran out, and a target is missed; the fits say by how much.
    Missed,
}

/// Weights from raking and cutting in turn.
#[derive(Debug, Clone)]
#[must_use = "the margins may be missed: see whether the targets are met"]
pub struct Capped {
    weights: Vec<f64>,
    fits: Vec<LevelFit>,
    turns: usize,
    miss: f64,
    at_cap: usize,
    targets: Targets,
}

impl Capped {
    /// One weight per respondent in the order given; their mean is 1.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Achieved against target for every level of every margin.
    pub fn fits(&self) -> &[LevelFit] {
        &self.fits
    }

    /// How many turns of raking and cutting it took.
    pub fn turns(&self) -> usize {
        self.turns
    }

    /// The largest relative miss of any target.
    pub fn miss(&self) -> f64 {
        self.miss
    }

    /// How many respondents are held at the cap.
    pub fn at_cap(&self) -> usize {
        self.at_cap
    }

    /// Whether the weights meet the margins.
    pub fn targets(&self) -> Targets {
        self.targets
    }

    /// Gives the weights only if they meet the margins within `tolerance`.
    ///
    /// # Errors
    /// [`RakeError::NotMet`] with achieved against target for every level.
    pub fn met_within(self, tolerance: f64) -> Result<Vec<f64>, RakeError> {
        if self.miss <= tolerance {
            Ok(self.weights)
        } else {
            Err(RakeError::NotMet { rounds: self.turns, miss: self.miss, fits: self.fits })
        }
    }
}

/// Rakes with a cap in the manner of anesrake: each turn is one pass over the margins and one cutting.
///
/// What anesrake reports as converged may miss its targets: weights stop moving where cutting takes back what raking gives.
/// The numbers are the same here; the [`Capped::targets`] and the fits say what was missed.
///
/// # Formula
/// Each turn rakes every margin once, in the order given; then, while the largest weight is above `cap` + [`CAP_SLACK`],
/// sets weights above the cap to it and divides all by their mean. Ends when the sum of absolute changes of weights is no
/// longer below `1 − convergence` times that of the turn before, or is rounding, or after [`MOST_TURNS`]. A cap so close to
/// 1 that cutting does not come to an end in some seconds is not kept, which [`Capped::targets`] says as well.
///
/// # Source
/// `DeBell` and Krosnick (2009), ANES Technical Report nes012427; the reference manual of the R package anesrake, which this
/// agrees with for `type = "nolim"`. The manual's default for `convergence` (`convcrit`) is 0.01.
///
/// # Shape and unit
/// As [`super::rake`]; the cap is a multiple of the mean weight.
///
/// # Errors
/// As [`super::rake`] for margins, respondents and base weights; and refuses a cap that is not above 1 and finite, and a
/// convergence that is not at least 0 and below 1. A target that is missed is no error here.
pub fn rake_capped(
    placements: &[Placement<'_>],
    base: Option<&[f64]>,
    cap: f64,
    convergence: f64,
) -> Result<Capped, RakeError> {
    if !(cap > 1.0 && cap.is_finite()) {
        return Err(RakeError::BadBounds { lower: 0.0, upper: cap });
    }
    if !(0.0..1.0).contains(&convergence) {
        return Err(RakeError::BadConvergence { convergence });
    }
    let prepared = Prepared::of(placements, base)?;
    let mut alike = Alike::new(&prepared);
    let (mut turns, mut before) = (0, f64::INFINITY);
    loop {
        let old = alike.weights().to_vec();
        alike.rake_once();
        alike.cut_until_kept(cap);
        turns += 1;
        let moved = alike.moved_from(&old);
        let still = moved >= (1.0 - convergence) * before || moved <= STILL * number(prepared.base.len());
        if still || turns == MOST_TURNS {
            break;
        }
        before = moved;
    }
    alike.finish(turns, cap, CAP_SLACK)
}

/// Rakes and trims in turn until both the margins and the cap are kept.
///
/// # Formula
/// Repeats: rake from the present weights to convergence; stop if the largest weight is at most `cap · (1 + `[`TRIM_SLACK`]`)`
/// times the mean; set weights above `cap` times the mean to it. Where the turns converge, this ends at the weights of
/// [`super::rake_bounded`] within the slack, if base weights are equal and no floor binds.
///
/// # Source
/// Common practice, as `rake` and `trimWeights` of R's survey package in a loop; Battaglia, Izrael, Hoaglin and Frankel
/// (2009), *Survey Practice* 2(5).
///
/// # Shape and unit
/// As [`super::rake`]; the cap is a multiple of the mean weight.
///
/// # Errors
/// As [`super::rake`]; refuses a cap that is not above 1 and finite, a cap that one level alone cannot keep
/// ([`RakeError::OutOfBounds`], tested first), and turns that run out ([`RakeError::NotMet`]).
pub fn rake_trimmed(placements: &[Placement<'_>], base: Option<&[f64]>, cap: f64) -> Result<Capped, RakeError> {
    if !(cap > 1.0 && cap.is_finite()) {
        return Err(RakeError::BadBounds { lower: 0.0, upper: cap });
    }
    let prepared = Prepared::of(placements, base)?;
    prepared.test_cap(cap)?;
    let mut alike = Alike::new(&prepared);
    for turns in 1..=MOST_TURNS {
        let miss = alike.rake_to_the_end();
        if miss > TOLERANCE {
            return Err(alike.refuse(turns, miss));
        }
        let most = cap * alike.mean();
        if alike.largest() <= most * (1.0 + TRIM_SLACK) {
            return alike.finish(turns, cap, cap * TRIM_SLACK);
        }
        alike.cut(most);
    }
    let miss = alike.miss();
    Err(alike.refuse(MOST_TURNS, miss))
}

impl Prepared<'_> {
    /// Refuses a cap on weights that the level in most need cannot keep; a margin that is not known for all says nothing.
    fn test_cap(&self, cap: f64) -> Result<(), RakeError> {
        let respondents = self.base.len();
        let mut worst: Option<(f64, RakeError)> = None;
        for (m, placement) in self.placements.iter().enumerate() {
            let counts = &self.counts[m];
            if counts.iter().sum::<usize>() < respondents {
                continue;
            }
            for ((level, count), share) in placement.margin.levels().iter().zip(counts).zip(&self.shares[m]) {
                let needed = share * number(respondents) / number(*count);
                if *count > 0
                    && needed > cap * (1.0 + TRIM_SLACK)
                    && worst.as_ref().is_none_or(|(most, _)| needed > *most)
                {
                    let (margin, level) = (placement.margin.name().to_owned(), level.name.clone());
                    let refusal =
                        RakeError::OutOfBounds { margin, level, side: super::Side::Upper, bound: cap, needed };
                    worst = Some((needed, refusal));
                }
            }
        }
        worst.map_or(Ok(()), |(_, refusal)| Err(refusal))
    }
}

impl Alike<'_> {
    fn refuse(&self, turns: usize, miss: f64) -> RakeError {
        self.prepared().refuse(&self.ratios(), turns, miss)
    }

    fn finish(mut self, turns: usize, cap: f64, slack: f64) -> Result<Capped, RakeError> {
        self.scale_to_mean_one();
        let (miss, fits) = (self.miss(), self.prepared().fits(&self.ratios()));
        let weights = self.of_respondents();
        if weights.iter().any(|weight| !weight.is_finite()) {
            return Err(RakeError::NotMet { rounds: turns, miss, fits });
        }
        let met = miss <= TOLERANCE && self.largest() <= cap + 2.0 * slack;
        let targets = if met { Targets::Met } else { Targets::Missed };
        let at_cap = weights.iter().filter(|weight| **weight >= cap - slack).count();
        Ok(Capped { weights, fits, turns, miss, at_cap, targets })
    }
}
