//! Calibration: weights that stay close to base weights and take auxiliary totals to their known values.
//! Levels of margins and numeric columns alike; what is only margins is done over cells, never over respondents.
//! Raking by sweeps, with its rule for levels that are not known, is in [`crate::rake`].
//!
//! ```
//! use weighting::calibrate::{Auxiliary, Method, calibrate};
//! use weighting::margin::{Margin, Placement};
//! use weighting::rake::Bounds;
//!
//! let tenure = Margin::new("tenure", [("owner", 600.0), ("tenant", 400.0)])?;
//! let tenures = [Some(0), Some(1), Some(1), Some(0), Some(1)];
//! let hectares = [4.0, 2.0, 9.0, 5.0, 1.0];
//! let auxiliaries = [
//!     Auxiliary::margin(Placement::new(&tenure, &tenures)),
//!     Auxiliary::column("hectares", &hectares, 4_500.0),
//! ];
//! let base = [200.0; 5];
//!
//! let greg = calibrate(&auxiliaries, Some(&base), Method::Linear)?;
//! let logit = calibrate(&auxiliaries, Some(&base), Method::Logit(Bounds::new(0.5, 2.0)?))?;
//! for calibrated in [&greg, &logit] {
//!     let total: f64 = calibrated.weights().iter().zip(hectares).map(|(weight, area)| weight * area).sum();
//!     assert!((total - 4_500.0).abs() < 1e-6);
//! }
//! assert!(logit.ratios().iter().all(|ratio| (0.5..=2.0).contains(ratio)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `survey::calibrate(d, ~x + f, population)` | [`calibrate`] with [`Method::Linear`]; weights below zero give means and totals, as in R, but no shares |
//! | `survey::calibrate(…, calfun = "raking")` | [`Method::Raking`] |
//! | `survey::calibrate(…, calfun = "logit", bounds = c(L, U))` | [`Method::Logit`] |
//! | `survey::calibrate(…, bounds = c(L, U))` | [`Method::LinearBounded`], [`Method::RakingBounded`] |
//! | `survey::calibrate(…, variance = v)` | [`Calibration::variances`] |
//! | `survey::grake(mm, ww, calfun, …)` (ratios) | [`Calibrated::ratios`] |
//! | `weights(cal)` | [`Calibrated::weights`] |
//! | residuals inside `svymean(~y, cal)` | [`Calibrated::residuals`] |
//! | `samplics.SampleWeight.calibrate`, `svy` `calibrate` | [`calibrate`] with [`Method::Linear`] |

mod distance;
mod dual;
mod error;
mod feasible;
mod prepare;

pub use distance::Method;
pub use error::{CalibrateError, Total};

pub(crate) use dual::{Dual, Point};

use crate::margin::Placement;
use crate::rake::TOLERANCE;
use crate::sum::total;
use crate::units::{Projector, Units};
use prepare::{Place, Prepared};

/// How near to a bound a ratio counts as held there.
const AT_BOUND: f64 = 1e-9;

/// Something known of every respondent, and its total in the population.
#[derive(Debug, Clone, Copy)]
pub enum Auxiliary<'a> {
    /// The size of the population: everybody counts 1. A margin has its size already and needs no intercept beside it.
    Intercept {
        /// The size.
        total: f64,
    },
    /// The levels of a margin.
    Margin(Placement<'a>),
    /// A number per respondent.
    Column {
        /// The name that reports and refusals use.
        name: &'a str,
        /// One finite number per respondent.
        values: &'a [f64],
        /// The sum of the numbers over the population.
        total: f64,
    },
}

impl<'a> Auxiliary<'a> {
    /// The size of the population.
    pub fn intercept(total: f64) -> Self {
        Self::Intercept { total }
    }

    /// Respondents on the levels of a margin, with its counts as totals.
    pub fn margin(placement: Placement<'a>) -> Self {
        Self::Margin(placement)
    }

    /// A number per respondent with its total over the population.
    pub fn column(name: &'a str, values: &'a [f64], total: f64) -> Self {
        Self::Column { name, values, total }
    }

    fn name(&self) -> &str {
        match self {
            Self::Intercept { .. } => "(Intercept)",
            Self::Margin(placement) => placement.margin.name(),
            Self::Column { name, .. } => name,
        }
    }

    fn total(&self) -> f64 {
        match self {
            Self::Intercept { total } | Self::Column { total, .. } => *total,
            Self::Margin(placement) => placement.margin.total(),
        }
    }

    fn placement(&self) -> Option<Placement<'a>> {
        if let Self::Margin(placement) = self { Some(*placement) } else { None }
    }
}

/// A calibration to be made: what to calibrate to, from which weights, and how.
#[derive(Debug, Clone, Copy)]
pub struct Calibration<'a> {
    auxiliaries: &'a [Auxiliary<'a>],
    base: Option<&'a [f64]>,
    variances: Option<&'a [f64]>,
    method: Method,
}

impl<'a> Calibration<'a> {
    /// Asks for a calibration to these auxiliaries, from equal base weights until told otherwise.
    pub fn to(auxiliaries: &'a [Auxiliary<'a>], method: Method) -> Self {
        Self { auxiliaries, base: None, variances: None, method }
    }

    /// Starts from these base weights, in units of the population: bounds are on the ratio to them.
    #[must_use]
    pub fn base(self, base: &'a [f64]) -> Self {
        Self { base: Some(base), ..self }
    }

    /// Lets the weights of respondents with a large variance `σ²` move less: the predictor becomes `x'λ / σ²`.
    ///
    /// With the auxiliary itself as the variance and no intercept, [`Method::Linear`] is the ratio estimator.
    #[must_use]
    pub fn variances(self, variances: &'a [f64]) -> Self {
        Self { variances: Some(variances), ..self }
    }

    /// Makes the calibration; as [`calibrate`].
    ///
    /// # Errors
    /// As [`calibrate`]; and refuses variances that are not positive and finite.
    pub fn make(&self) -> Result<Calibrated<'a>, CalibrateError> {
        let mut prepared = Prepared::of(self)?;
        feasible::test_levels(&prepared, self.method)?;
        let targets = prepared.targets.clone();
        let sizes = prepared.units.sizes().iter().zip(&targets).map(|(size, target)| size.max(target.abs())).collect();
        let freedoms = prepared.freedoms.take();
        let units = &prepared.units;
        let dual =
            Dual { units, targets, sizes, method: self.method, freedoms: freedoms.as_deref(), tolerance: TOLERANCE };
        let point = dual.minimise();
        let totals = prepared.totals(&point);
        if point.miss > TOLERANCE {
            feasible::test_columns(&prepared, self.method)?;
            return Err(CalibrateError::NotMet { steps: point.steps, miss: point.miss, totals });
        }
        let made = Calibrated::of(prepared, point, freedoms, totals, self.method);
        if made.weights.iter().all(|weight| weight.is_finite()) { Ok(made) } else { Err(CalibrateError::TooLarge) }
    }
}

/// Calibrates weights to auxiliary totals.
///
/// # Formula
/// `w_i = d_i · F(x_i'λ)` with `F` the function of the [`Method`] and `λ` such that `Σ w x = T` for every auxiliary; found by
/// Newton's method with step halving on the convex dual `Σ d G(x'λ) − T'λ`, where `G' = F`. With [`Method::Linear`] the first
/// step is the answer: `λ = (Σ d x x')⁻¹ (T − Σ d x)`. Auxiliaries that follow from others (margins share a total) are
/// dropped from the equations and met all the same.
///
/// Before the first step each level is tested by itself: whether weights within the bounds can take it to its count. A
/// column is tested in the same way where steps fail.
///
/// # Source
/// Deville and Särndal (1992), *Journal of the American Statistical Association* 87(418); Deville, Särndal and Sautory
/// (1993), *JASA* 88(423).
///
/// # Shape and unit
/// One number or level code per respondent and auxiliary. Weights are in units of the population. Without base weights
/// everybody starts from population over respondents where the totals say the size of the population, and from 1
/// otherwise. The cost of a step is `n p²` for `n` respondents and `p` columns; margins alone cost by cells.
///
/// # Errors
/// Refuses no auxiliaries or respondents; lengths that differ; values, totals and base weights that cannot be used; margins
/// that cannot be weighted to, or that disagree with each other or with the intercept; levels that are not known; a total
/// that the bounds alone make impossible ([`CalibrateError::OutOfBounds`], [`CalibrateError::OutOfReach`]); and totals that
/// cannot be met together ([`CalibrateError::NotMet`], with achieved against target for each).
pub fn calibrate<'a>(
    auxiliaries: &'a [Auxiliary<'a>],
    base: Option<&'a [f64]>,
    method: Method,
) -> Result<Calibrated<'a>, CalibrateError> {
    Calibration { auxiliaries, base, variances: None, method }.make()
}

/// Calibrated weights, and how they came to be.
#[derive(Debug, Clone)]
pub struct Calibrated<'a> {
    weights: Vec<f64>,
    ratios: Vec<f64>,
    totals: Vec<Total>,
    steps: usize,
    miss: f64,
    at_lower: usize,
    at_upper: usize,
    units: Units<'a>,
    /// What least squares on the auxiliaries weighs each respondent by: base weight over variance.
    projecting: Vec<f64>,
}

impl<'a> Calibrated<'a> {
    fn of(
        prepared: Prepared<'a>,
        point: Point,
        freedoms: Option<Vec<f64>>,
        totals: Vec<Total>,
        method: Method,
    ) -> Self {
        let Prepared { base, units, .. } = prepared;
        let ratios: Vec<f64> = (0..base.scaled.len()).map(|row| point.ratios[units.of_row(row)]).collect();
        let weights = ratios.iter().zip(&base.scaled).map(|(ratio, scaled)| ratio * scaled * base.mean).collect();
        let (lower, upper) = method.range();
        let at_lower = ratios.iter().filter(|ratio| **ratio <= lower * (1.0 + AT_BOUND)).count();
        let at_upper = ratios.iter().filter(|ratio| **ratio >= upper * (1.0 - AT_BOUND)).count();
        let mut projecting = base.scaled;
        projecting.iter_mut().zip(freedoms.iter().flatten()).for_each(|(weight, freedom)| *weight *= freedom);
        Self { weights, ratios, totals, steps: point.steps, miss: point.miss, at_lower, at_upper, units, projecting }
    }

    /// One weight per respondent in the order given, in units of the population.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The weight of each respondent over the base weight (the g-weight).
    pub fn ratios(&self) -> &[f64] {
        &self.ratios
    }

    /// Achieved against target, and the coefficient, for every auxiliary in the order given.
    pub fn totals(&self) -> &[Total] {
        &self.totals
    }

    /// How many Newton steps it took.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The largest relative miss of any total.
    pub fn miss(&self) -> f64 {
        self.miss
    }

    /// How many respondents are held at the lower bound.
    pub fn at_lower(&self) -> usize {
        self.at_lower
    }

    /// How many respondents are held at the upper bound.
    pub fn at_upper(&self) -> usize {
        self.at_upper
    }

    /// How many respondents have a weight below zero, which only [`Method::Linear`] gives.
    pub fn negative(&self) -> usize {
        self.weights.iter().filter(|weight| **weight < 0.0).count()
    }

    /// Takes from each score what the auxiliaries explain of it.
    ///
    /// # Formula
    /// `e = y − x'β` with `β = (Σ d x x' / σ²)⁻¹ Σ d x y / σ²`: least squares under base weights. The linearised standard
    /// error of a calibrated estimate comes from `w · e` in place of `w · y`.
    ///
    /// # Source
    /// Deville and Särndal (1992).
    ///
    /// # Shape and unit
    /// One score per respondent; residuals have their unit.
    ///
    /// # Errors
    /// Refuses another number of scores than respondents.
    pub fn residuals(&self, scores: &[f64]) -> Result<Vec<f64>, CalibrateError> {
        if scores.len() != self.weights.len() {
            let (name, given, expected) = ("the scores".into(), scores.len(), self.weights.len());
            return Err(CalibrateError::LengthsDiffer { name, given, expected });
        }
        let mut residuals = scores.to_vec();
        self.projector().leave_residuals(&mut residuals);
        Ok(residuals)
    }

    /// Least squares on the auxiliaries, factorised once for many scores.
    pub(crate) fn projector(&self) -> Projector<'_> {
        Projector::on(&self.units, &self.projecting)
    }
}

impl Prepared<'_> {
    /// How every auxiliary came out, in its own unit.
    fn totals(&self, point: &Point) -> Vec<Total> {
        let weights: Vec<f64> = point.ratios.iter().zip(&self.units.base).map(|(ratio, base)| ratio * base).collect();
        let (sums, size) = (self.units.totals(&weights), total(weights.iter().copied()));
        let mut shift = -self.shift(point);
        let mut totals = Vec::new();
        for (auxiliary, place) in self.auxiliaries.iter().zip(&self.places) {
            let mut add = |level: Option<&str>, target: f64, achieved: f64, coefficient: f64| {
                let (auxiliary, level) = (auxiliary.name().to_owned(), level.map(str::to_owned));
                let (achieved, coefficient) = (achieved * self.base.mean, coefficient * self.freedom_unit);
                totals.push(Total { auxiliary, level, target, achieved, coefficient });
            };
            match *place {
                Place::Levels { margin, start } => {
                    for (unknown, level) in (start..).zip(margin.levels()) {
                        add(Some(&level.name), level.target, sums[unknown], point.lambda[unknown] + shift);
                    }
                    shift = 0.0;
                }
                Place::Constant { value, start } => {
                    let coefficient = (point.lambda[start] + shift) / value;
                    add(None, auxiliary.total(), sums[start] * value, coefficient);
                    shift = 0.0;
                }
                Place::Nothing => add(None, auxiliary.total(), 0.0, 0.0),
                Place::Column { scaling, index } => {
                    let coefficient = point.lambda[index] / scaling.spread;
                    add(None, auxiliary.total(), scaling.total_back(sums[index], size), coefficient);
                }
            }
        }
        totals
    }

    /// What centring the columns took from the constant part of the predictor.
    fn shift(&self, point: &Point) -> f64 {
        let shifts = self.places.iter().filter_map(|place| match place {
            Place::Column { scaling, index } => Some(point.lambda[*index] * scaling.centre / scaling.spread),
            _ => None,
        });
        total(shifts)
    }
}
