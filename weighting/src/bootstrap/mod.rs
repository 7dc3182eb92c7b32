//! The Poisson bootstrap, each replicate raked to the margins again: standard errors, covariances and intervals that know
//! the weighting. Draws, sums and rakes; which figures to make of the answers is the caller's.
//!
//! Each replicate counts every respondent a Poisson(1) number of times, rakes those drawn to the same margins, each
//! replicate judged on its own, and takes the figures again. Raking needs only how many were drawn in each cell, so the
//! work is one pass over the answers with whole numbers, and no matrix of replicate weights is ever held.
//!
//! ```
//! use weighting::bootstrap::{BLANK, Bootstrap, Centre, Column, Plan};
//! use weighting::margin::{Margin, Placement};
//! use weighting::progress::Progress;
//!
//! let age = Margin::new("age", [("under 45", 600.0), ("45 and over", 400.0)])?;
//! let levels: Vec<_> = (0..200).map(|row| Some(usize::from(row % 3 > 0))).collect();
//! let support: Vec<u8> = (0..=10).cycle().take(200).collect();
//! let visits: Vec<u8> = (0..200).map(|row| if row % 9 == 0 { BLANK } else { row % 4 }).collect();
//!
//! let columns = [Column::Codes(&support), Column::Codes(&visits)];
//! let bootstrap = Bootstrap::reraked(&[Placement::new(&age, &levels)], None, &columns)?;
//! let replicates = bootstrap.means(Plan::new(500, 2_026), &Progress::silent())?;
//! let errors = replicates.standard_errors(Centre::ReplicateMean);
//! assert_eq!((replicates.len(), errors.len()), (500, 2));
//! assert!(errors[0] > 0.1 && errors[0] < 0.4);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is drawn
//! Respondents are sorted by cell, then by their answers and base weight, and the draw belongs to the place in that order.
//! So the order in which respondents are given makes no difference to any replicate, nor does the number of threads or
//! the machine: the same seed gives the same bits (within bounds, the same machine: weights are then exponentials, whose
//! last bit is the machine's own). It follows that other columns, or the same columns in another order,
//! are drawn afresh from the same seed; figures that are to be compared within a replicate belong in one [`Bootstrap`].
//! Respondents alike in cell, base weight and all columns may be told apart by the order given, which no mean can see but
//! a statistic of something that is not among the columns can; [`Bootstrap::ordered_by`] a key of their own cures that.
//!
//! Multiplicities come from draws of 16 bits by a table that is exact in all but 5 of 65,536 draws; these are drawn again
//! with 53 bits. No probability is off by more than 1e-16; multiplicities above 17 do not occur. The generator is
//! xoshiro256++ with a stream for each seed, replicate and block of 4,096 places.
//!
//! | in R / Python | here |
//! |---|---|
//! | `survey::as.svrepdesign(type = "bootstrap")` and `rake` on it; `svy` Poisson bootstrap | [`Bootstrap::reraked`] |
//! | `survey::calibrate(calfun = "raking", bounds = c(L, U))` on a replicate design | [`Bootstrap::reraked_bounded`] |
//! | clusters of `survey::svydesign(id = ~organisation)` under a bootstrap | [`Bootstrap::clustered`] |
//! | `survey::svymean` on replicates, `return.replicates = TRUE` | [`Bootstrap::means`], [`Replicates::rows`] |
//! | `survey::svrepdesign(repweights = …)`, `combined.weights = FALSE`, then `rake` | [`Bootstrap::means_given`] |
//! | `survey::withReplicates` | [`Bootstrap::with_replicates`], [`Replicates::map`] |
//! | `vcov`, `SE`; `mse = FALSE` and `TRUE` | [`Replicates::covariance`], [`Replicates::standard_errors`], [`Centre`] |
//! | `quantile(replicates, …)`, `numpy.percentile` | [`Replicates::percentile_intervals`] |

mod bounded;
mod cell_sums;
mod clusters;
mod column;
mod dot;
mod draw;
mod general;
mod margins;
mod order;
mod refusal;
mod replicates;
mod tile;
mod wide;

pub use column::{BLANK, Column};
pub use refusal::{BootstrapError, Failure};
pub use replicates::{Centre, Replicates};

use rayon::prelude::*;

use crate::cells::Cells;
use crate::margin::Placement;
use crate::rake::{Bounds, Raked, rake, rake_bounded};
use cell_sums::Layout;
use clusters::Clusters;
use column::Judged;
use margins::Margins;
use order::Places;

/// The most figures, over all replicates together, that are kept: one gigabyte.
pub const MOST_VALUES: usize = 1 << 27;

/// How many replicates to make, from which seed, and how many of them may fail.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// How many replicates to draw; 1,000 is common for intervals and ranks.
    pub replicates: usize,
    /// What the draws come from: publish it, and anybody with the answers makes the same replicates.
    pub seed: u64,
    /// The largest share of replicates that may fail, from 0 to 1; beyond it there is no result.
    pub most_failed: f64,
}

impl Plan {
    /// Plans so many replicates from a seed, of which one in twenty may fail.
    pub fn new(replicates: usize, seed: u64) -> Self {
        Self { replicates, seed, most_failed: 0.05 }
    }

    fn check(self, figures: usize) -> Result<(), BootstrapError> {
        let most_failed = self.most_failed;
        if !(0.0..=1.0).contains(&most_failed) {
            return Err(BootstrapError::BadMostFailed { most_failed });
        }
        let most = MOST_VALUES / figures.max(1);
        let replicates = self.replicates;
        if (2..=most).contains(&replicates) {
            Ok(())
        } else {
            Err(BootstrapError::BadPlan { replicates, figures, most })
        }
    }
}

/// Respondents ready to be drawn from, with their answers.
#[derive(Debug)]
pub struct Bootstrap {
    places: Places,
    columns: Vec<Judged<'static>>,
    base: Base,
    margins: Margins,
    /// Who is drawn together, where that is known.
    clusters: Option<Clusters>,
    /// The weight of each cell relative to its base weight in the full sample.
    ratios: Vec<f64>,
    layout: Layout,
    figures: Vec<f64>,
}

/// The base weights, relative to the largest.
#[derive(Debug)]
struct Base {
    /// What everybody in a cell has, or 1 where it differs from one to the next.
    cells: Vec<f64>,
    /// What each place has, where it differs within cells.
    places: Option<Vec<f64>>,
}

impl Bootstrap {
    /// Prepares respondents who are raked to margins, in the full sample and again in each replicate.
    ///
    /// Margins and base weights are those of [`rake`]. Each column is averaged over those who answered it, in
    /// each replicate over those drawn who answered it: a domain of the full design.
    ///
    /// # Formula
    /// In each replicate `w_i = m_i d_i` times the factors that bring the margins to their targets, as [`rake`].
    ///
    /// # Source
    /// Canty and Davison (1999), *The Statistician* 48(3), for making the weights again in each replicate.
    ///
    /// # Shape and unit
    /// One code per respondent and margin, one answer or blank per respondent and column. The answers are copied: with
    /// small whole numbers one byte each. Base weights that differ within cells, and answers that are not small whole
    /// numbers, take a slower path.
    ///
    /// # Errors
    /// As [`rake`]; and refuses columns of another length, answers that are not finite, and columns that nobody answered.
    pub fn reraked(
        placements: &[Placement<'_>],
        base: Option<&[f64]>,
        columns: &[Column<'_>],
    ) -> Result<Self, BootstrapError> {
        let Raked { cells, ratios, .. } = rake(placements, base)?;
        let margins = Margins::of(placements, &cells);
        Self::of(cells, ratios, margins, base, columns)
    }

    /// Prepares respondents who are raked to margins within bounds, in the full sample and again in each replicate.
    ///
    /// The weights of the full sample are those of [`rake_bounded`], so that [`figures`](Self::figures) are the published
    /// figures where those are bounded. Where no bound binds, replicates are those of [`reraked`](Self::reraked). A
    /// replicate that no weights within the bounds can bring to the margins has failed; tight bounds fail often.
    ///
    /// # Formula
    /// In each replicate `w_i = m_i d_i · min(max(exp(x_i'λ), L), U)` with `λ` such that the margins are met, by Newton's
    /// method on the dual from the `λ` of the full sample.
    ///
    /// # Source
    /// Deville and Särndal (1992), *Journal of the American Statistical Association* 87(418), for the weights; Canty and
    /// Davison (1999), *The Statistician* 48(3), for making them again in each replicate.
    ///
    /// # Shape and unit
    /// As [`reraked`](Self::reraked); bounds as in [`rake_bounded`]: [`Bounds::default`] is a fifth to five times.
    ///
    /// # Errors
    /// As [`rake_bounded`], and as [`reraked`](Self::reraked).
    pub fn reraked_bounded(
        placements: &[Placement<'_>],
        base: Option<&[f64]>,
        bounds: Bounds,
        columns: &[Column<'_>],
    ) -> Result<Self, BootstrapError> {
        let Raked { cells, ratios, .. } = rake_bounded(placements, base, bounds)?;
        let margins = Margins::of(placements, &cells).within(bounds, &cells);
        Self::of(cells, ratios, margins, base, columns)
    }

    /// Prepares respondents who are not raked: one base weight each, and replicates that keep it.
    ///
    /// # Formula
    /// In each replicate `w_i = m_i d_i`.
    ///
    /// # Source
    /// Efron and Tibshirani (1993), *An Introduction to the Bootstrap*.
    ///
    /// # Shape and unit
    /// One base weight per respondent in any unit; columns as [`reraked`](Self::reraked).
    ///
    /// # Errors
    /// Refuses no respondents, base weights that are not positive and finite, and columns as
    /// [`reraked`](Self::reraked) does.
    pub fn unraked(base: &[f64], columns: &[Column<'_>]) -> Result<Self, BootstrapError> {
        if base.is_empty() {
            return Err(BootstrapError::NoRespondents);
        }
        let largest = base.iter().copied().fold(0.0, f64::max);
        let usable = |weight: f64| weight.is_finite() && weight / largest >= f64::MIN_POSITIVE;
        if let Some(row) = base.iter().position(|&weight| !usable(weight)) {
            return Err(BootstrapError::BadBase { row, weight: base[row] });
        }
        let cells = Cells::collapse(&[], base);
        let margins = Margins::of(&[], &cells);
        Self::of(cells, vec![1.0], margins, Some(base), columns)
    }

    fn of(
        cells: Cells,
        ratios: Vec<f64>,
        margins: Margins,
        base: Option<&[f64]>,
        columns: &[Column<'_>],
    ) -> Result<Self, BootstrapError> {
        let respondents = cells.of_row.len();
        let most = u32::MAX as usize;
        if respondents > most {
            return Err(BootstrapError::TooManyRespondents { respondents, most });
        }
        let judged = columns.iter().enumerate().map(|(index, column)| column.judge(index, respondents));
        let judged = judged.collect::<Result<Vec<_>, _>>()?;
        let by_row = base.map(relative).filter(|base| !constant_in_cells(base, &cells.of_row, ratios.len()));
        let places = Places::of(&cells.of_row, &cells.respondents, &judged, by_row.as_deref());
        let by_cell = base.filter(|_| by_row.is_none()).map(|base| {
            let largest = base.iter().copied().fold(0.0, f64::max);
            places.ends.iter().map(|end| base[places.order[end - 1] as usize] / largest).collect()
        });
        let base = Base {
            cells: by_cell.unwrap_or_else(|| vec![1.0; ratios.len()]),
            places: by_row.map(|base| places.order.iter().map(|&row| base[row as usize]).collect()),
        };
        drop(cells);
        let columns = put_in_order(judged, &places.order);
        let layout = Layout::of(&columns, base.places.is_some());
        let mut prepared = Self { places, columns, base, margins, clusters: None, ratios, layout, figures: Vec::new() };
        let full = prepared.full_sums();
        // From sums in the order of places, so that the order of respondents does not reach the replicates.
        prepared.margins.start_from(&prepared.before(&full));
        prepared.figures = prepared.full_sample(&full)?;
        Ok(prepared)
    }

    /// The weighted mean of each column in the full sample.
    pub fn figures(&self) -> &[f64] {
        &self.figures
    }

    /// How many respondents there are to draw from.
    pub fn respondents(&self) -> usize {
        self.places.order.len()
    }

    fn full_sample(&self, sums: &[f64]) -> Result<Vec<f64>, BootstrapError> {
        let figures = self.figures_of(sums, &self.ratios);
        let figures = figures.map_err(|_| BootstrapError::NoRespondents)?;
        match figures.iter().position(|figure| !figure.is_finite()) {
            Some(column) => Err(BootstrapError::TooLarge { column }),
            None => Ok(figures),
        }
    }
}

/// Base weights relative to the largest, so that their unit makes no difference.
fn relative(base: &[f64]) -> Vec<f64> {
    let largest = base.iter().copied().fold(0.0, f64::max);
    base.iter().map(|weight| weight / largest).collect()
}

fn constant_in_cells(base: &[f64], of_row: &[usize], cells: usize) -> bool {
    let mut known = vec![None; cells];
    base.iter().zip(of_row).all(|(weight, &cell)| known[cell].get_or_insert(weight.to_bits()) == &weight.to_bits())
}

/// Puts columns in order and lets go of each as it is done, so that few are held twice.
fn put_in_order(columns: Vec<Judged<'_>>, order: &[u32]) -> Vec<Judged<'static>> {
    columns.into_par_iter().map(|column| column.put_in(order)).collect()
}
