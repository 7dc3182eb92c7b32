//! What was known of the population when the weights were made, taken out of the scores of an estimate.
//! Weighting to a total removes the part of the error that the total explains; what is left makes the standard error.

use super::{EstimateError, sample::check_length};
use crate::linear::{Factor, MOST_UNKNOWNS, Symmetric};
use crate::poststratify::PostStratified;
use crate::rake::{Path, Raked};
use crate::sum::{Compensated, number, total};
use crate::units::Projector;

/// Below this share of its length, what an auxiliary variable adds to the others is rounding.
const REDUNDANT: f64 = 1e-10;

/// The space that scores are projected on.
#[derive(Debug, Clone)]
pub(super) enum Projection<'a> {
    /// The levels of margins, by cell.
    Cells(Levels<'a>),
    /// Any auxiliary variables.
    Columns(Columns),
    /// The auxiliaries of a calibration, as it holds them.
    Calibration(Projector<'a>),
    /// The cells of a joint table.
    Strata(&'a PostStratified),
    /// The levels of margins, taken out as R's `rake` does.
    Sweeps(&'a Raked),
}

/// The levels of the margins that weights were raked on, with the factorised normal equations.
#[derive(Debug, Clone)]
pub(super) struct Levels<'a> {
    raked: &'a Raked,
    /// The sum of the raked weights over the sum that base weights times ratios make.
    unit: f64,
    starts: Vec<usize>,
    normal: Factor,
    /// Where some levels are unknown, how the totals of known and unknown people came about.
    path: Option<Path>,
}

/// Auxiliary variables made orthonormal under regression weights, one column each.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    regression: Vec<f64>,
    basis: Vec<Vec<f64>>,
}

impl<'a> Projection<'a> {
    pub(super) fn on_margins(raked: &'a Raked) -> Result<Self, EstimateError> {
        let cells = &raked.cells;
        let (starts, levels) = cells.offsets();
        if levels > MOST_UNKNOWNS {
            return Err(EstimateError::TooManyLevels { levels, most: MOST_UNKNOWNS });
        }
        let mut normal = Symmetric::zero(levels);
        for cell in 0..cells.len() {
            for (margin, start) in starts.iter().enumerate() {
                for (other, before) in starts[..=margin].iter().enumerate() {
                    let (i, j) = (start + cells.levels[margin][cell], before + cells.levels[other][cell]);
                    normal.add(i, j, cells.base[cell]);
                }
            }
        }
        let made = total(cells.base.iter().zip(&raked.ratios).map(|(base, ratio)| base * ratio));
        let unit = total(raked.weights().iter().copied()) / made;
        let path = Path::of(cells, &raked.shares);
        Ok(Self::Cells(Levels { raked, unit, starts, normal: normal.factor(), path }))
    }

    /// Takes auxiliary columns and regression weights, which are the base weights unless the calibration had a variance
    /// model.
    pub(super) fn on_columns<C: AsRef<[f64]>>(auxiliaries: &[C], regression: &[f64]) -> Result<Self, EstimateError> {
        if auxiliaries.len() > MOST_UNKNOWNS {
            return Err(EstimateError::TooManyLevels { levels: auxiliaries.len(), most: MOST_UNKNOWNS });
        }
        let largest = regression.iter().copied().fold(0.0, f64::max);
        let regression: Vec<f64> = regression.iter().map(|weight| weight / largest).collect();
        let mut columns = Columns { regression, basis: Vec::with_capacity(auxiliaries.len()) };
        for auxiliary in auxiliaries {
            columns.add(auxiliary.as_ref());
        }
        Ok(Self::Columns(columns))
    }

    /// Takes from each score what the auxiliaries of its respondent explain, by least squares under base weights.
    pub(super) fn leave_residuals(&self, scores: &mut [f64]) {
        match self {
            Self::Cells(levels) => levels.leave_residuals(scores),
            Self::Columns(columns) => columns.leave_residuals(scores),
            Self::Calibration(projector) => projector.leave_residuals(scores),
            Self::Strata(post) => post.leave_residuals(scores),
            Self::Sweeps(raked) => sweep(raked, scores),
        }
    }
}

/// So many times R's `rake` goes over the margins.
const SWEEPS: usize = 10;

/// Takes from scores their plain means over the levels of each margin in turn.
fn sweep(raked: &Raked, scores: &mut [f64]) {
    let cells = &raked.cells;
    let heads: Vec<f64> = cells.respondents.iter().map(|heads| number(*heads)).collect();
    let mut sums = vec![Compensated::default(); cells.len()];
    cells.of_row.iter().zip(scores.iter()).for_each(|(&cell, score)| sums[cell].add(*score));
    let mut sums: Vec<f64> = sums.into_iter().map(Compensated::value).collect();
    let mut taken = vec![0.0; cells.len()];
    for margin in (0..SWEEPS).flat_map(|_| 0..cells.levels.len()) {
        let (levels, all) = (cells.by_level(margin, &sums), cells.by_level(margin, &heads));
        for (cell, &level) in cells.levels[margin].iter().enumerate() {
            let mean = levels[level] / all[level];
            sums[cell] -= mean * heads[cell];
            taken[cell] += mean;
        }
    }
    scores.iter_mut().zip(&cells.of_row).for_each(|(score, &cell)| *score -= taken[cell]);
}

impl Raked {
    /// Takes from each score what the margins explain of it, as [`PostStratified::residuals`] does for the cells of a table.
    ///
    /// # Formula
    /// Least squares on the levels of all margins under base weights; where levels are unknown, the part that the totals of
    /// known and unknown people owe to the sample is put back. The linearised standard error of a raked estimate comes from
    /// `w · e` in place of `w · y`.
    ///
    /// # Source
    /// Deville and Särndal (1992), *Journal of the American Statistical Association* 87(418).
    ///
    /// # Shape and unit
    /// One score per respondent; residuals have their unit.
    ///
    /// # Errors
    /// Refuses another number of scores than respondents, and margins of more levels than the projection takes.
    pub fn residuals(&self, scores: &[f64]) -> Result<Vec<f64>, EstimateError> {
        check_length(scores.len(), self.weights().len())?;
        let mut residuals = scores.to_vec();
        Projection::on_margins(self)?.leave_residuals(&mut residuals);
        Ok(residuals)
    }
}

impl Levels<'_> {
    fn leave_residuals(&self, scores: &mut [f64]) {
        let cells = &self.raked.cells;
        let mut sums = vec![Compensated::default(); cells.len()];
        for ((score, weight), &cell) in scores.iter().zip(self.raked.weights()).zip(&cells.of_row) {
            sums[cell].add(score * weight);
        }
        let base_over_weight: Vec<f64> = self.raked.ratios.iter().map(|ratio| 1.0 / (ratio * self.unit)).collect();
        let sums: Vec<f64> = sums.into_iter().zip(&base_over_weight).map(|(sum, part)| sum.value() * part).collect();
        let right: Vec<f64> = (0..self.starts.len()).flat_map(|margin| cells.by_level(margin, &sums)).collect();
        let slopes = self.normal.solve(&right);
        let mut fitted: Vec<f64> = (0..cells.len())
            .map(|cell| self.starts.iter().zip(&cells.levels).map(|(start, levels)| slopes[start + levels[cell]]).sum())
            .collect();
        if let Some(path) = &self.path {
            // Totals of known and unknown people are no more than what the sample has, so their part is put back.
            let owed = path.owed(cells, &self.starts, &slopes);
            fitted.iter_mut().zip(owed).zip(&base_over_weight).for_each(|((fit, owed), part)| *fit -= owed * part);
        }
        scores.iter_mut().zip(&cells.of_row).for_each(|(score, &cell)| *score -= fitted[cell]);
    }
}

impl Columns {
    /// Adds a column to the basis, unless those before explain it.
    fn add(&mut self, auxiliary: &[f64]) {
        let largest = auxiliary.iter().copied().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        if largest <= 0.0 {
            return;
        }
        let mut column: Vec<f64> = auxiliary.iter().map(|value| value / largest).collect();
        let before = self.inner(&column, &column).sqrt();
        // Twice is enough: one pass leaves a trace of the others where they explain nearly all of it.
        self.leave_residuals(&mut column);
        self.leave_residuals(&mut column);
        let length = self.inner(&column, &column).sqrt();
        if length > REDUNDANT * before {
            for value in &mut column {
                *value /= length;
            }
            self.basis.push(column);
        }
    }

    fn inner(&self, a: &[f64], b: &[f64]) -> f64 {
        total(a.iter().zip(b).zip(&self.regression).map(|((a, b), weight)| a * b * weight))
    }

    fn leave_residuals(&self, scores: &mut [f64]) {
        for column in &self.basis {
            let slope = self.inner(column, scores);
            for (score, value) in scores.iter_mut().zip(column) {
                *score -= slope * value;
            }
        }
    }
}
