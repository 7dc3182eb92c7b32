//! Raking and cutting in turn, as R users and anesrake do it; the margins may be missed, and the result says so.
//! Prefer [`super::rake_bounded`]: one answer, whatever the order, or a refusal that names the cause.

use super::sweep::Sweeper;
use super::{Fit, Prepared, RakeError, TOLERANCE};
use crate::margin::Placement;
use crate::sum::{Compensated, number, total};

/// How far past the cap a weight of [`rake_capped`] may stay, in means: what anesrake allows.
pub const CAP_SLACK: f64 = 1e-4;
/// How far past the cap the largest weight of [`rake_trimmed`] may stay, as a share of the cap.
pub const TRIM_SLACK: f64 = 1e-7;
/// The most turns before raking and cutting gives up.
pub const MOST_TURNS: usize = 1_000;

/// The most cuttings of all turns together.
const MOST_CUTS: usize = 20_000;
/// A sum of changes below this share of the weights is rounding.
const STILL: f64 = 1e-14;

/// Whether weights meet the margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Every target is met within [`TOLERANCE`], and the cap is kept.
    Met,
    /// The weights stopped moving, or the turns ran out, and a target is missed; the fits say by how much.
    Missed,
}

/// Weights from raking and cutting in turn.
#[derive(Debug, Clone)]
#[must_use = "the margins may be missed: look at the outcome"]
pub struct Capped {
    weights: Vec<f64>,
    fits: Vec<Fit>,
    turns: usize,
    miss: f64,
    at_cap: usize,
    outcome: Outcome,
}

impl Capped {
    /// One weight per respondent in the order given; their mean is 1.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Achieved against target for every level of every margin.
    pub fn fits(&self) -> &[Fit] {
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
    pub fn outcome(&self) -> Outcome {
        self.outcome
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
/// The numbers are the same here; the [`Capped::outcome`] and the fits say what was missed.
///
/// # Formula
/// Each turn rakes every margin once, in the order given; then, while the largest weight is above `cap` + [`CAP_SLACK`],
/// sets weights above the cap to it and divides all by their mean. Ends when the sum of absolute changes of weights is no
/// longer below `1 − convergence` times that of the turn before, or is rounding, or after [`MOST_TURNS`].
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
    if !(cap > 1.0 && cap.is_finite() && (0.0..1.0).contains(&convergence)) {
        return Err(RakeError::BadBounds { lower: convergence, upper: cap });
    }
    let prepared = Prepared::of(placements, base)?;
    let mut rows = Rows::new(&prepared);
    let (mut turns, mut before) = (0, f64::INFINITY);
    loop {
        let old = rows.weights.clone();
        rows.rake_once();
        rows.cut_until_kept(cap);
        turns += 1;
        let moved = total(old.iter().zip(&rows.weights).map(|(old, new)| (old - new).abs()));
        let still = moved >= (1.0 - convergence) * before || moved <= STILL * number(old.len());
        if still || turns == MOST_TURNS {
            break;
        }
        before = moved;
    }
    rows.finish(turns, cap, CAP_SLACK)
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
    let mut rows = Rows::new(&prepared);
    for turns in 1..=MOST_TURNS {
        let miss = rows.rake_to_the_end();
        if miss > TOLERANCE {
            return Err(rows.refuse(turns, miss));
        }
        let most = cap * rows.mean();
        if rows.largest() <= most * (1.0 + TRIM_SLACK) {
            return rows.finish(turns, cap, cap * TRIM_SLACK);
        }
        rows.weights.iter_mut().for_each(|weight| *weight = weight.min(most));
    }
    let miss = rows.miss();
    Err(rows.refuse(MOST_TURNS, miss))
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

/// The present weights of respondents: cutting tells respondents of one cell apart when their base weights differ.
struct Rows<'a> {
    prepared: &'a Prepared<'a>,
    weights: Vec<f64>,
    cuts: usize,
}

impl<'a> Rows<'a> {
    fn new(prepared: &'a Prepared<'a>) -> Self {
        Self { prepared, weights: prepared.base.clone(), cuts: 0 }
    }

    /// The sum of present weights in each cell.
    fn cells(&self) -> Vec<f64> {
        let mut sums = vec![Compensated::default(); self.prepared.cells.len()];
        for (weight, &cell) in self.weights.iter().zip(&self.prepared.cells.of_row) {
            sums[cell].add(*weight);
        }
        sums.into_iter().map(Compensated::value).collect()
    }

    fn rake_once(&mut self) {
        let mut sweeper = self.sweeper();
        sweeper.sweep();
        self.follow(sweeper.weights());
    }

    fn rake_to_the_end(&mut self) -> f64 {
        let mut sweeper = self.sweeper();
        let outcome = sweeper.run();
        self.follow(sweeper.weights());
        outcome.miss
    }

    fn sweeper(&self) -> Sweeper<'a> {
        Sweeper::from(&self.prepared.cells, &self.prepared.shares, self.cells())
    }

    /// Takes the respondents of each cell to the cell's new weight.
    fn follow(&mut self, cells: &[f64]) {
        let factor = |(new, old): (&f64, f64)| if old > 0.0 { new / old } else { 0.0 };
        let factors: Vec<f64> = cells.iter().zip(self.cells()).map(factor).collect();
        let of_row = &self.prepared.cells.of_row;
        self.weights.iter_mut().zip(of_row).for_each(|(weight, &cell)| *weight *= factors[cell]);
    }

    fn cut_until_kept(&mut self, cap: f64) {
        self.scale_to_mean_one();
        while self.largest() > cap + CAP_SLACK && self.cuts < MOST_CUTS {
            self.cuts += 1;
            self.weights.iter_mut().for_each(|weight| *weight = weight.min(cap));
            self.scale_to_mean_one();
        }
    }

    fn scale_to_mean_one(&mut self) {
        let mean = self.mean();
        self.weights.iter_mut().for_each(|weight| *weight /= mean);
    }

    fn mean(&self) -> f64 {
        total(self.weights.iter().copied()) / number(self.weights.len())
    }

    fn largest(&self) -> f64 {
        self.weights.iter().copied().fold(0.0, f64::max)
    }

    fn ratios(&self) -> Vec<f64> {
        self.cells().iter().zip(&self.prepared.cells.base).map(|(weight, base)| weight / base).collect()
    }

    fn miss(&self) -> f64 {
        self.sweeper().miss()
    }

    fn refuse(&self, turns: usize, miss: f64) -> RakeError {
        self.prepared.refuse(&self.ratios(), turns, miss)
    }

    fn finish(mut self, turns: usize, cap: f64, slack: f64) -> Result<Capped, RakeError> {
        self.scale_to_mean_one();
        let (miss, fits) = (self.miss(), self.prepared.fits(&self.ratios()));
        if self.weights.iter().any(|weight| !weight.is_finite()) {
            return Err(RakeError::NotMet { rounds: turns, miss, fits });
        }
        let met = miss <= TOLERANCE && self.largest() <= cap + 2.0 * slack;
        let outcome = if met { Outcome::Met } else { Outcome::Missed };
        let at_cap = self.weights.iter().filter(|weight| **weight >= cap - slack).count();
        Ok(Capped { weights: self.weights, fits, turns, miss, at_cap, outcome })
    }
}
