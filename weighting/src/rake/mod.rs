//! Raking: weights that make the respondents look like declared margins, or a refusal that says why they cannot.
//! Works on cells, never on respondents, except where a cap on weights tells respondents of one cell apart. Numbers as
//! auxiliaries, and other distances than the exponential, are in [`crate::calibrate`].
//!
//! ```
//! use weighting::margin::{Margin, Placement};
//! use weighting::rake::{Bounds, RakeError, rake, rake_bounded};
//!
//! let age = Margin::new("age", [("under 45", 500.0), ("45 and over", 500.0)])?;
//! let sex = Margin::new("sex", [("F", 510.0), ("M", 490.0)])?;
//! let ages = [Some(0), Some(0), Some(1), Some(1), Some(1), Some(1), Some(1), None];
//! let sexes = [Some(0), Some(1), Some(0), Some(0), Some(1), Some(1), Some(1), Some(0)];
//! let placements = [Placement::new(&age, &ages), Placement::new(&sex, &sexes)];
//!
//! let raked = rake(&placements, None)?;
//! assert!(raked.fits().iter().all(|fit| (fit.achieved / fit.target - 1.0).abs() < 1e-9));
//!
//! let capped = rake_bounded(&placements, None, Bounds::new(0.2, 1.5)?);
//! let Err(RakeError::OutOfBounds { level, needed, .. }) = capped else { panic!() };
//! assert_eq!(level, "under 45");
//! assert!(needed > 1.7);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `survey::rake(d, margins, population, control = list(epsilon = 1e-12))` | [`rake`] |
//! | `survey::calibrate(d, margins, calfun = "raking", bounds = c(L, U))` | [`rake_bounded`] |
//! | `rake` and `trimWeights` in a loop | [`rake_trimmed`] |
//! | `anesrake(targets, data, id, type = "nolim", cap = 5)` | [`rake_capped`]; without a cap that binds, [`rake`] |
//! | `anesrake`'s missing values | `None` as a code, in each of these |
//! | `na.omit` before raking | [`rake_complete_cases`] |
//! | `ipfn`, `weightipy`, `balance` `adjust(method = "rake")`, `svy` `rake` | [`rake`] |

mod alike;
mod bounded;
mod complete;
mod path;
mod relax;
mod sweep;
mod turns;

pub use bounded::{Bounds, rake_bounded};
pub use complete::{CompleteCases, complete_cases, rake_complete_cases};
pub(crate) use path::Path;
pub use relax::{Relaxed, rake_or_relax};
pub use turns::{CAP_SLACK, Capped, MOST_TURNS, TRIM_SLACK, Targets, rake_capped, rake_trimmed};

use crate::base::{BadBase, Base};
use crate::cells::Cells;
use crate::margin::{MarginError, Placement, agree};
use crate::sum::{number, total};
use sweep::Sweeper;

/// The largest relative miss of any target that a result may have.
pub const TOLERANCE: f64 = 1e-10;
/// The most passes over the margins before raking gives up.
pub const MOST_SWEEPS: usize = 500;

/// How one level of one margin came out, in the margin's own unit.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelFit {
    /// The margin.
    pub margin: String,
    /// The level.
    pub level: String,
    /// The declared target.
    pub target: f64,
    /// What the weights give among respondents whose level is known, scaled to the margin's total.
    pub achieved: f64,
    /// How many respondents stand for it.
    pub respondents: usize,
}

/// The side of the bounds that a level cannot keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The cap, above.
    Upper,
    /// The floor, below.
    Lower,
}

/// The reasons to refuse to rake.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RakeError {
    /// A margin cannot be weighted to.
    #[error(transparent)]
    Margin(#[from] MarginError),
    /// There is no margin to rake to.
    #[error("there is no margin to weight to")]
    NoMargins,
    /// Nobody answered.
    #[error("there are no respondents to weight")]
    NoRespondents,
    /// The base weights describe another number of respondents than the margins.
    #[error("there are {given} base weights for {expected} respondents")]
    BaseLength {
        /// How many base weights there are.
        given: usize,
        /// How many respondents there are.
        expected: usize,
    },
    /// A base weight is not positive and finite, or vanishes beside the others.
    #[error("respondent {row} has the base weight {weight}, which cannot be used")]
    BadBase {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The base weight as given.
        weight: f64,
    },
    /// The bounds do not leave room for a weight of 1.
    #[error("weights cannot be kept between {lower} and {upper} times the mean")]
    BadBounds {
        /// The floor as given.
        lower: f64,
        /// The cap as given.
        upper: f64,
    },
    /// The part by which changes must go on falling is not at least 0 and below 1.
    #[error("a convergence of {convergence} cannot be reached: give a number from 0 to below 1, such as 0.01")]
    BadConvergence {
        /// The part as given.
        convergence: f64,
    },
    /// A list has no value for a respondent who is weighted.
    #[error("there are {given} values where respondent {row} is one of those who are weighted")]
    ListTooShort {
        /// How many values there are.
        given: usize,
        /// The first respondent without one.
        row: usize,
    },
    /// One level alone needs weights beyond the bounds, so no weights can meet the margins.
    #[error("the level \"{level}\" of the margin \"{margin}\" needs weights of {needed} times the mean, past {bound}")]
    OutOfBounds {
        /// The margin.
        margin: String,
        /// The level that needs most.
        level: String,
        /// Which bound it breaks.
        side: Side,
        /// The bound.
        bound: f64,
        /// The mean weight that the level needs, relative to its base weight.
        needed: f64,
    },
    /// The margins together have more levels than the bounded method takes.
    #[error("the margins have {levels} levels together, and at most {most} can be weighted within bounds")]
    TooManyLevels {
        /// How many levels there are, the unknown ones counted.
        levels: usize,
        /// How many there may be.
        most: usize,
    },
    /// There is not one declaration of neighbours per margin.
    #[error("there are {given} declarations of neighbours for {margins} margins")]
    NeighboursLength {
        /// How many declarations there are.
        given: usize,
        /// How many margins there are.
        margins: usize,
    },
    /// The weights stopped getting closer to the margins before meeting them.
    #[error("the weights miss the margins by {miss} after {rounds} rounds{}", worst(fits))]
    NotMet {
        /// Sweeps, or steps of the bounded method.
        rounds: usize,
        /// The largest relative miss.
        miss: f64,
        /// Achieved against target for every level.
        fits: Vec<LevelFit>,
    },
}

/// Names the level that is furthest off, for people who read one line.
fn worst(fits: &[LevelFit]) -> String {
    relax::worst_level(fits).map_or_else(String::new, |(_, fit)| {
        let LevelFit { margin, level, achieved, target, .. } = fit;
        format!("; furthest off is \"{level}\" of \"{margin}\": {achieved} against {target}")
    })
}

impl RakeError {
    pub(crate) fn of_base(fault: BadBase) -> Self {
        match fault {
            BadBase::Length { given, expected } => Self::BaseLength { given, expected },
            BadBase::Weight { row, weight } => Self::BadBase { row, weight },
        }
    }
}

/// The weights that meet the margins, and how they came to be.
#[derive(Debug, Clone)]
pub struct Raked {
    weights: Vec<f64>,
    fits: Vec<LevelFit>,
    sweeps: usize,
    steps: usize,
    miss: f64,
    at_lower: usize,
    at_upper: usize,
    /// The weight of each cell relative to its base weight.
    pub(crate) ratios: Vec<f64>,
    pub(crate) cells: Cells,
    /// The target shares of the levels of each margin.
    pub(crate) shares: Vec<Vec<f64>>,
}

impl Raked {
    /// One weight per respondent in the order given; their mean is 1.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Achieved against target for every level of every margin.
    pub fn fits(&self) -> &[LevelFit] {
        &self.fits
    }

    /// How many sweeps over the margins it took; with bounds, 0 where every level is known.
    pub fn sweeps(&self) -> usize {
        self.sweeps
    }

    /// How many Newton steps the bounds took; 0 without bounds.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The largest relative miss of any target.
    pub fn miss(&self) -> f64 {
        self.miss
    }

    /// How many respondents are held at the floor.
    pub fn at_lower(&self) -> usize {
        self.at_lower
    }

    /// How many respondents are held at the cap.
    pub fn at_upper(&self) -> usize {
        self.at_upper
    }
}

/// Weighs respondents to the margins by raking (iterative proportional fitting).
///
/// `base` gives each respondent a weight to start from; without it everybody starts from 1. One margin alone makes this
/// post-stratification. A respondent whose level is not known on a margin is not moved on that margin and keeps the share
/// of the total that the other margins give; the targets apply to the rest. With unknown levels on several margins the
/// result depends slightly on the order of margins, without them it does not.
///
/// # Formula
/// In each sweep and for each margin in turn, `w ← w · s_l · R / A_l` for respondents of level `l`: `s_l` is the target
/// share, `A_l` the level's present sum of weights and `R` the sum of all `A_l`. Ends when every `|A_l / (s_l R) − 1|` is
/// at most [`TOLERANCE`]; then weights are scaled to mean 1.
///
/// # Source
/// Deming and Stephan (1940), *Annals of Mathematical Statistics* 11(4). The rule for unknown levels is the one that
/// Pasek's anesrake describes.
///
/// # Shape and unit
/// One code per respondent and margin; base weights in any unit. Weights have mean 1.
///
/// # Errors
/// Refuses no margins or respondents, margins that disagree or cannot be met by these respondents, base weights that are
/// not positive and finite, and weights that stop converging ([`RakeError::NotMet`] with every level): ten sweeps in a row
/// that leave more than 0.999 of the error, or [`MOST_SWEEPS`] in all. What converges too slowly for sweeps may still be met
/// by [`crate::calibrate`], which takes Newton steps; [`rake_or_relax`] gives up as little as was declared.
pub fn rake(placements: &[Placement<'_>], base: Option<&[f64]>) -> Result<Raked, RakeError> {
    let prepared = Prepared::of(placements, base)?;
    let mut sweeper = Sweeper::new(&prepared.cells, &prepared.shares);
    let outcome = sweeper.run();
    let ratios = sweeper.ratios();
    if outcome.miss <= TOLERANCE {
        Ok(prepared.finish(ratios, Rounds { sweeps: outcome.sweeps, steps: 0, miss: outcome.miss }))
    } else {
        Err(prepared.refuse(&ratios, outcome.sweeps, outcome.miss))
    }
}

/// Judged input: cells, base weights of mean 1 and the target shares.
struct Prepared<'a> {
    placements: &'a [Placement<'a>],
    base: Vec<f64>,
    cells: Cells,
    counts: Vec<Vec<usize>>,
    shares: Vec<Vec<f64>>,
}

/// How long a result took and how well it fits.
struct Rounds {
    sweeps: usize,
    steps: usize,
    miss: f64,
}

impl<'a> Prepared<'a> {
    fn of(placements: &'a [Placement<'a>], base: Option<&[f64]>) -> Result<Self, RakeError> {
        let respondents = placements.first().ok_or(RakeError::NoMargins)?.codes.len();
        if respondents == 0 {
            return Err(RakeError::NoRespondents);
        }
        agree(placements)?;
        let counts = placements.iter().map(|placement| placement.count(respondents)).collect::<Result<_, _>>()?;
        let base = Base::judge(base, respondents).map_err(RakeError::of_base)?.scaled;
        let cells = Cells::collapse(placements, &base);
        let shares = placements.iter().map(|placement| placement.margin.shares()).collect();
        Ok(Self { placements, base, cells, counts, shares })
    }

    /// Whether everybody's level is known on every margin.
    fn knows_all(&self) -> bool {
        self.counts.iter().all(|counts| counts.iter().sum::<usize>() == self.base.len())
    }

    fn finish(self, ratios: Vec<f64>, rounds: Rounds) -> Raked {
        let fits = self.fits(&ratios);
        // Over cells, so that the order of respondents makes no difference to the last bit.
        let sum = total(self.cells.base.iter().zip(&ratios).map(|(base, ratio)| base * ratio));
        let scale = number(self.base.len()) / sum;
        let weights = self.base.iter().zip(&self.cells.of_row).map(|(base, &cell)| base * (ratios[cell] * scale));
        let weights = weights.collect();
        let Rounds { sweeps, steps, miss } = rounds;
        Raked {
            weights,
            fits,
            sweeps,
            steps,
            miss,
            at_lower: 0,
            at_upper: 0,
            ratios,
            cells: self.cells,
            shares: self.shares,
        }
    }

    fn refuse(&self, ratios: &[f64], rounds: usize, miss: f64) -> RakeError {
        RakeError::NotMet { rounds, miss, fits: self.fits(ratios) }
    }

    fn fits(&self, ratios: &[f64]) -> Vec<LevelFit> {
        let weights: Vec<f64> = self.cells.base.iter().zip(ratios).map(|(base, ratio)| base * ratio).collect();
        let mut fits = Vec::new();
        for (index, placement) in self.placements.iter().enumerate() {
            let margin = placement.margin;
            let sums = self.cells.by_level(index, &weights);
            let rest = total(sums[..margin.levels().len()].iter().copied());
            let levels = margin.levels().iter().zip(&sums).zip(&self.counts[index]);
            fits.extend(levels.map(|((level, sum), &respondents)| LevelFit {
                margin: margin.name().to_owned(),
                level: level.name.clone(),
                target: level.target,
                achieved: sum / rest * margin.total(),
                respondents,
            }));
        }
        fits
    }
}
