//! Trimming: cutting weights at limits and sharing out what was cut. Keeps the sum of weights and nothing else: margins
//! are missed afterwards, by how much is not looked at. Weights within bounds that meet their margins are
//! [`crate::rake::rake_bounded`] and [`crate::calibrate`]; trimming and raking in turn is [`crate::rake::rake_trimmed`].
//!
//! ```
//! use weighting::trim::{Limits, Sharing, trim};
//!
//! let trimmed = trim(&[1.0, 1.0, 2.0, 6.0], Limits::at_most(4.0), Sharing::Once)?;
//! assert_eq!(trimmed.weights(), [1.0 + 2.0 / 3.0, 1.0 + 2.0 / 3.0, 2.0 + 2.0 / 3.0, 4.0]);
//! assert_eq!(trimmed.outside(), 1);
//! # Ok::<(), weighting::trim::TrimError>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `survey::trimWeights(d, upper = U, lower = L)` | [`trim`] with [`Sharing::Once`] |
//! | `survey::trimWeights(d, upper = U, lower = L, strict = TRUE)` | [`trim`] with [`Sharing::UntilKept`] |
//! | `balance` `trim_weights(weights, weight_trimming_mean_ratio = r)` | limits of `r` times the mean |

use crate::sum::{Compensated, number, total};

/// After so many rounds of sharing out, what is left is shared out in one go.
const MOST_ROUNDS: usize = 100;
/// Halvings of the shift that shares it out; more than the digits of a number.
const HALVINGS: usize = 200;
/// Weights from here on are brought down by [`DOWN`] while they are trimmed, so that their sums do not overflow.
const LARGE: f64 = 1e250;
/// Two to the power of −200, so that no digit is lost.
const DOWN: f64 = f64::from_bits((1_023 - 200) << 52);

/// The least and the most that a weight may be, in the unit of the weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// The least; minus infinity for none.
    pub lower: f64,
    /// The most; infinity for none.
    pub upper: f64,
}

impl Limits {
    /// A cap and no floor.
    pub fn at_most(upper: f64) -> Self {
        Self { lower: f64::NEG_INFINITY, upper }
    }

    /// A floor and a cap.
    pub fn between(lower: f64, upper: f64) -> Self {
        Self { lower, upper }
    }
}

/// How often what was cut is shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Once: a weight that gets a share may come to lie outside the limits.
    Once,
    /// Until every weight keeps the limits.
    UntilKept,
}

/// Trimmed weights, and what was done to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Trimmed {
    weights: Vec<f64>,
    outside: usize,
    cut: f64,
    rounds: usize,
}

/// The reasons to refuse to trim.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TrimError {
    /// A weight is infinite or not a number.
    #[error("respondent {row} has the weight {weight}, which cannot be used")]
    BadWeight {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The weight as given.
        weight: f64,
    },
    /// The limits are not numbers, or the floor is not below the cap.
    #[error("weights cannot be kept between {lower} and {upper}")]
    BadLimits {
        /// The floor as given.
        lower: f64,
        /// The cap as given.
        upper: f64,
    },
    /// The mean weight lies outside the limits, so they cannot be kept without changing the sum.
    #[error("the mean weight is {mean}, outside the limits {lower} to {upper}: no sharing out can keep both")]
    NoRoom {
        /// The mean weight.
        mean: f64,
        /// The floor.
        lower: f64,
        /// The cap.
        upper: f64,
    },
    /// A weight after trimming, or what was cut in all, is too large to hold.
    #[error("the weights are too large to trim; give them in a larger unit")]
    TooLarge,
    /// All weights lie outside the limits, so nobody is left to take what was cut.
    #[error("all {respondents} weights lie outside the limits {lower} to {upper}")]
    NobodyInside {
        /// How many respondents there are.
        respondents: usize,
        /// The floor.
        lower: f64,
        /// The cap.
        upper: f64,
    },
}

/// Cuts weights at limits and shares out evenly what was cut among those that kept them.
///
/// # Formula
/// `w ← min(max(w, L), U)`; then `(Σ before − Σ after) / m` is added to each of the `m` weights that were within the limits.
/// With [`Sharing::UntilKept`] again, until all are within the limits; after 100 rounds the rest is shared out at once, by
/// the one shift `c` with which `min(max(w + c, L), U)` keeps the sum.
///
/// # Source
/// Potter (1990), *Proceedings of the Survey Research Methods Section, ASA*; the even sharing is that which R's
/// `survey::trimWeights` documents.
///
/// # Shape and unit
/// One weight per respondent; the limits have their unit. The sum of weights is kept.
///
/// # Errors
/// Refuses weights that are not finite, limits that are not in order, limits that the mean weight breaks when all must keep
/// them, weights of which none is within the limits, and weights too large to hold what is shared out.
pub fn trim(weights: &[f64], limits: Limits, sharing: Sharing) -> Result<Trimmed, TrimError> {
    let Limits { lower, upper } = limits;
    if let Some(row) = weights.iter().position(|weight| !weight.is_finite()) {
        return Err(TrimError::BadWeight { row, weight: weights[row] });
    }
    if lower.is_nan() || upper.is_nan() || lower >= upper {
        return Err(TrimError::BadLimits { lower, upper });
    }
    if weights.iter().any(|weight| weight.abs() > LARGE) {
        let limits = Limits { lower: lower * DOWN, upper: upper * DOWN };
        let lowered: Vec<f64> = weights.iter().map(|weight| weight * DOWN).collect();
        return trim_sums(&lowered, limits, sharing).map_err(TrimError::raised)?.raised();
    }
    trim_sums(weights, limits, sharing)?.finite()
}

/// Trims weights of which no sum overflows.
fn trim_sums(weights: &[f64], limits: Limits, sharing: Sharing) -> Result<Trimmed, TrimError> {
    let Limits { lower, upper } = limits;
    let mut trimmed =
        Trimmed { weights: weights.to_vec(), outside: limits.count_outside(weights), cut: 0.0, rounds: 0 };
    if trimmed.outside == 0 {
        return Ok(trimmed);
    }
    let mean = total(weights.iter().copied()) / number(weights.len());
    if sharing == Sharing::UntilKept && !(lower..=upper).contains(&mean) {
        return Err(TrimError::NoRoom { mean, lower, upper });
    }
    trimmed.cut_once(limits)?;
    while sharing == Sharing::UntilKept && limits.count_outside(&trimmed.weights) > 0 {
        if trimmed.rounds == MOST_ROUNDS {
            trimmed.level_out(limits, mean);
            break;
        }
        trimmed.cut_once(limits)?;
    }
    Ok(trimmed)
}

impl TrimError {
    /// The same in the unit that the weights were given in.
    fn raised(self) -> Self {
        match self {
            Self::NoRoom { mean, lower, upper } => {
                Self::NoRoom { mean: mean / DOWN, lower: lower / DOWN, upper: upper / DOWN }
            }
            Self::NobodyInside { respondents, lower, upper } => {
                Self::NobodyInside { respondents, lower: lower / DOWN, upper: upper / DOWN }
            }
            other => other,
        }
    }
}

impl Limits {
    fn keeps(self, weight: f64) -> bool {
        weight >= self.lower && weight <= self.upper
    }

    fn count_outside(self, weights: &[f64]) -> usize {
        weights.iter().filter(|weight| !self.keeps(**weight)).count()
    }
}

impl Trimmed {
    /// One weight per respondent in the order given.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// How many of the weights given were outside the limits.
    pub fn outside(&self) -> usize {
        self.outside
    }

    /// How much weight was cut or added at the limits, all rounds together.
    pub fn cut(&self) -> f64 {
        self.cut
    }

    /// How many rounds of cutting and sharing out it took; 0 where no weight was outside.
    pub fn rounds(&self) -> usize {
        self.rounds
    }

    /// The same in the unit that the weights were given in.
    fn raised(mut self) -> Result<Self, TrimError> {
        self.weights.iter_mut().for_each(|weight| *weight /= DOWN);
        self.cut /= DOWN;
        self.finite()
    }

    fn finite(self) -> Result<Self, TrimError> {
        let all = self.weights.iter().chain([&self.cut]).all(|weight| weight.is_finite());
        if all { Ok(self) } else { Err(TrimError::TooLarge) }
    }

    fn cut_once(&mut self, limits: Limits) -> Result<(), TrimError> {
        let Limits { lower, upper } = limits;
        let respondents = self.weights.len();
        let inside = respondents - limits.count_outside(&self.weights);
        if inside == 0 {
            return Err(TrimError::NobodyInside { respondents, lower, upper });
        }
        let (mut net, mut cut) = (Compensated::default(), Compensated::default());
        for weight in self.weights.iter().filter(|weight| !limits.keeps(**weight)) {
            let excess = weight - weight.clamp(lower, upper);
            net.add(excess);
            cut.add(excess.abs());
        }
        let share = net.value() / number(inside);
        for weight in &mut self.weights {
            *weight = if limits.keeps(*weight) { *weight + share } else { weight.clamp(lower, upper) };
        }
        self.cut += cut.value();
        self.rounds += 1;
        Ok(())
    }

    /// Ends rounds that come closer too slowly where they lead: one shift for all, cut at the limits, that keeps the mean.
    fn level_out(&mut self, limits: Limits, mean: f64) {
        let Limits { lower, upper } = limits;
        let n = number(self.weights.len());
        let at = |shift: f64| total(self.weights.iter().map(|weight| (weight + shift).clamp(lower, upper))) / n;
        let spread = self.weights.iter().fold(0.0, |most: f64, weight| most.max((weight - mean).abs()));
        let (mut low, mut high) = (-2.0 * spread, 2.0 * spread);
        for _ in 0..HALVINGS {
            let middle = low + (high - low) / 2.0;
            if at(middle) < mean { low = middle } else { high = middle }
        }
        self.weights.iter_mut().for_each(|weight| *weight = (*weight + high).clamp(lower, upper));
        self.rounds += 1;
    }
}
