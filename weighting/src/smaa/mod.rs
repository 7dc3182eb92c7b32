//! What every possible weighting of the panels would give: rank acceptability over the whole simplex of weights, or within
//! limits that people have agreed on. The pool by one set of weights is in [`crate::pool`].
//!
//! ```
//! use weighting::pool::Panels;
//! use weighting::progress::Progress;
//! use weighting::smaa::{Draws, Evaluation, WeightLimits, acceptability, exact_acceptability};
//!
//! let panels = Panels::new(&[[0.5, 0.2, 0.3], [0.2, 0.5, 0.3]])?;
//! let all = exact_acceptability(&panels, &WeightLimits::none(2)?, &Progress::silent())?;
//! assert!((all.rank[0][0] - 0.5).abs() < 1e-12); // the first item is first for half of all weights
//! assert_eq!(all.central[0], Some(vec![0.75, 0.25])); // and typically for these
//!
//! // The first panel between 60 % and 80 %, the second takes the rest.
//! let limits = WeightLimits::new(&[(0.6, 0.8), (0.0, 1.0)])?;
//! let draws = Draws { count: 200_000, seed: 20_260_401 };
//! let within = acceptability(&panels, &limits, draws, &Progress::silent())?;
//! assert_eq!(within.evaluation, Evaluation::Exact);
//! assert!((within.rank[0][0] - 1.0).abs() < 1e-12);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `smaa::simplex.sample` | [`WeightLimits::none`] |
//! | `hitandrun::hitandrun` with bounds | [`WeightLimits::new`] |
//! | `smaa::smaa.ra`, `smaa(meas, pref)$ra` | [`Acceptability::rank`] |
//! | `smaa::smaa.cw` | [`Acceptability::central`] |
//! | `smaa::smaa.cf` | [`Acceptability::confidence`] |

mod exact;
mod interval;
mod limits;
mod polygon;
mod sampled;
mod sampler;

pub use exact::exact_acceptability;
pub use limits::WeightLimits;
pub use sampled::{Scores, sampled_acceptability};

use crate::pool::Panels;
use crate::progress::{Cancelled, Progress};
use crate::ranks::RankError;
use crate::sum::number;

/// The most items that acceptability is worked out for.
pub const MOST_ITEMS: usize = 1_000;
/// The most items for which three free panels are worked out exactly.
pub const MOST_EXACT_ITEMS: usize = 60;
/// The draws that results are published from where they are not exact.
pub const PUBLISHED_DRAWS: usize = 200_000;

/// How many to draw, of weightings or of deviations, and the seed to publish with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draws {
    /// How many; [`PUBLISHED_DRAWS`] for anything that is published.
    pub count: usize,
    /// The seed.
    pub seed: u64,
}

impl From<(usize, u64)> for Draws {
    /// So many draws, from a seed.
    fn from((count, seed): (usize, u64)) -> Self {
        Self { count, seed }
    }
}

/// How weightings were drawn uniformly within limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sampler {
    /// The limits leave one weighting only.
    OnePoint,
    /// Drawn on a simplex around the limits, and again if outside them: independent draws.
    Rejection,
    /// A walk inside the limits that keeps `moves` moves between draws, because rejection would throw nearly all away.
    HitAndRun {
        /// How many moves lie between two draws.
        moves: usize,
    },
}

/// How acceptability was worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evaluation {
    /// By areas, without chance.
    Exact,
    /// From drawn weightings.
    Sampled {
        /// How many were drawn, and from which seed.
        draws: Draws,
        /// How.
        sampler: Sampler,
    },
}

/// What all weightings within limits give.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptability {
    /// The rank acceptability index: the share of weightings that give row's item column's rank, from 1.
    pub rank: Vec<Vec<f64>>,
    /// The central weights: the mean of all weightings that put the item first; `None` where none does.
    pub central: Vec<Option<Vec<f64>>>,
    /// The confidence factor: how likely the item is first under its central weights, given the errors of the scores; 1 where
    /// scores are taken as given.
    pub confidence: Vec<Option<f64>>,
    /// How it was worked out.
    pub evaluation: Evaluation,
}

impl Acceptability {
    /// The share of weightings that put each item among the first `k`; with `k` beyond the items, all of them.
    pub fn top(&self, k: usize) -> Vec<f64> {
        self.rank.iter().map(|row| row.iter().take(k).sum::<f64>().min(1.0)).collect()
    }

    /// The standard error from drawing of each rank acceptability; 0 where it is exact.
    ///
    /// # Formula
    /// `√(b (1 − b) / draws)`. After a walk it is a lower limit, because draws are not quite independent.
    ///
    /// # Source
    /// The standard error of a proportion.
    ///
    /// # Shape and unit
    /// As the rank acceptabilities: a row per item, a column per rank.
    pub fn standard_errors(&self) -> Vec<Vec<f64>> {
        let count = match self.evaluation {
            Evaluation::Exact => f64::INFINITY,
            Evaluation::Sampled { draws, .. } => number(draws.count),
        };
        let error = |share: &f64| (share * (1.0 - share) / count).max(0.0).sqrt();
        self.rank.iter().map(|row| row.iter().map(error).collect()).collect()
    }

    /// The holistic acceptability index: one figure per item, from what each rank is worth.
    ///
    /// # Formula
    /// `a_i = Σ_r α_r b_ir`; ranks beyond the weights given are worth nothing.
    ///
    /// # Source
    /// Lahdelma and Salminen (2001).
    ///
    /// # Shape and unit
    /// One worth per rank, from the first; one figure per item in their unit.
    pub fn holistic(&self, worths: &[f64]) -> Vec<f64> {
        self.rank.iter().map(|row| row.iter().zip(worths).map(|(share, worth)| share * worth).sum()).collect()
    }
}

/// The reasons to refuse.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SmaaError {
    /// There are no panels to weigh.
    #[error("there are no panels to weigh")]
    NoPanels,
    /// There are more items than acceptability is worked out for in this way.
    #[error("there are {items} items, and at most {most} can be worked out like this")]
    TooManyItems {
        /// How many items there are.
        items: usize,
        /// How many there may be.
        most: usize,
    },
    /// More than three panels have weights that can move, so there is no exact answer here.
    #[error("{panels} panels can move, and only three can be worked out exactly: draw weightings instead")]
    TooManyPanels {
        /// How many panels can move.
        panels: usize,
    },
    /// There are said to be more panels than are taken by their number alone.
    #[error("there are said to be {panels} panels, and at most {most} are taken by number alone; give limits")]
    TooManyUnseen {
        /// How many panels there are said to be.
        panels: usize,
        /// How many there may be.
        most: usize,
    },
    /// There is another number of limits than panels.
    #[error("there are limits for {limits} panels, and {panels} panels")]
    LengthsDiffer {
        /// How many limits there are.
        limits: usize,
        /// How many panels there are.
        panels: usize,
    },
    /// A limit does not lie between 0 and 1, or the lower lies above the upper.
    #[error("panel {panel} cannot weigh between {low} and {high}: give two numbers from 0 to 1, the smaller first")]
    BadLimit {
        /// The panel's place, from 0.
        panel: usize,
        /// The lower limit as given.
        low: f64,
        /// The upper limit as given.
        high: f64,
    },
    /// No weights within the limits add up to 1.
    #[error("no weights within these limits add up to 1: they add up to between {low} and {high}")]
    NoRoom {
        /// What the lower limits add up to.
        low: f64,
        /// What the upper limits add up to.
        high: f64,
    },
    /// No draws were asked for.
    #[error("no draws were asked for: ask for {PUBLISHED_DRAWS}")]
    NoDraws,
    /// The scores were to be uncertain, but nothing is known of their errors.
    #[error("the panels have no errors to draw scores from: add them, or take the scores as given")]
    NoErrors,
    /// A panel's covariance is not one.
    #[error("panel {panel}: {source}")]
    Covariance {
        /// The panel's place, from 0.
        panel: usize,
        /// What is wrong with it.
        source: RankError,
    },
    /// A value is too large to calculate with.
    #[error("the values are too large to calculate with: give them in a larger unit")]
    TooLarge,
    /// The watcher asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// Works out rank acceptability, exactly where that is possible and from draws otherwise.
///
/// # Formula
/// [`exact_acceptability`] for up to three panels whose weights can move (three up to [`MOST_EXACT_ITEMS`] items), otherwise
/// [`sampled_acceptability`] with scores as given.
///
/// # Source
/// Lahdelma and Salminen (2001), *Operations Research* 49(3), SMAA-2.
///
/// # Shape and unit
/// Shares of all weightings; one row per item, one column per rank. Items that tie share the better rank.
///
/// # Errors
/// Refuses limits for another number of panels, too many items, values too large, no draws where they are needed; says
/// [`Cancelled`] when stopped.
pub fn acceptability(
    panels: &Panels,
    limits: &WeightLimits,
    draws: Draws,
    progress: &Progress<'_>,
) -> Result<Acceptability, SmaaError> {
    judge(panels, limits)?;
    if exact::is_possible(panels, limits) {
        exact_acceptability(panels, limits, progress)
    } else {
        sampled_acceptability(panels, limits, Scores::AsGiven, draws, progress)
    }
}

fn judge(panels: &Panels, limits: &WeightLimits) -> Result<(), SmaaError> {
    if limits.len() != panels.len() {
        return Err(SmaaError::LengthsDiffer { limits: limits.len(), panels: panels.len() });
    }
    if panels.items() > MOST_ITEMS {
        return Err(SmaaError::TooManyItems { items: panels.items(), most: MOST_ITEMS });
    }
    let is_large = |value: &f64| value.abs() > f64::MAX / 1e8;
    if panels.values().iter().flatten().any(is_large) { Err(SmaaError::TooLarge) } else { Ok(()) }
}
