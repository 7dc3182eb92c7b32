//! Tests for tables of two questions and for the fit of one to known shares, corrected for the design.
//! A plain chi-squared test on weighted counts takes people for independent draws, and finds too much.

mod algebra;
mod fit;
mod statistics;

pub use fit::{FitTest, goodness_of_fit};

use super::domain::one_by_one;
use super::sample::check_length;
use super::{EstimateError, Quantity, Sample};

/// The most cells that a table may have.
const MOST_CELLS: usize = 200;

/// Which statistic tests a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableStatistic {
    /// Pearson's statistic with the second-order correction of Rao and Scott: `"F"`.
    #[default]
    F,
    /// Pearson's statistic with the first-order correction: `"Chisq"`.
    ChiSquared,
    /// The test of Koch, Freeman and Freeman on observed less expected totals: `"Wald"`.
    Wald,
    /// The same, reduced where clusters are few: `"adjWald"`.
    AdjustedWald,
    /// Pearson's statistic against its whole distribution, exactly: `"lincom"`.
    LinearCombination,
    /// The same by a saddlepoint, which keeps its digits where the probability is very small: `"saddlepoint"`.
    Saddlepoint,
}

/// The test of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableTest {
    /// The statistic; Pearson's own for chi-squared, linear combination and saddlepoint, as R prints it.
    pub statistic: f64,
    /// Its degrees of freedom, those of the numerator for an F.
    pub degrees: f64,
    /// The degrees of freedom of the denominator of an F.
    pub denominator_degrees: Option<f64>,
    /// The probability of a statistic as large if the two questions were independent.
    pub p_value: f64,
    /// Pearson's statistic on weighted shares times the number of respondents who answered both; what R prints counts all
    /// rows of the design, those left blank as well, and its tests come out the same.
    pub pearson: f64,
    /// The mean generalised design effect; Pearson's statistic over it is the first-order corrected one.
    pub design_effect: f64,
    /// The weighted share of each cell, by row and column in the order of their labels.
    pub shares: Vec<Vec<f64>>,
    /// How many answered both questions.
    pub answered: usize,
}

/// Tests whether two questions are independent, as R's `svychisq`.
///
/// # Formula
/// `X² = n Σ (p − p_r p_c)² / (p_r p_c)` over cells, with `n` respondents who answered both. With `C` a basis of the contrasts
/// whose rows and columns add up to zero, `V` the covariance of the cells' shares by the design and `D` the diagonal of
/// observed shares, the generalised design effects are the eigenvalues `δ` of `(C' D⁻¹ C / n)⁻¹ (C' D⁻¹ V D⁻¹ C)`. With
/// `ν` the degrees of freedom of the design and `k = (rows − 1)(columns − 1)`:
///
/// * F: `X² / Σ δ` on `d = (Σ δ)² / Σ δ²` and `d ν` degrees of freedom;
/// * chi-squared: `X² k / Σ δ` on `k`;
/// * Wald: `y' (J V_T J')⁻¹ y / k` on `k` and `ν`, with `y` the totals observed less expected in all but the last row and
///   column, `V_T` the covariance of totals and `J` the derivative of `y`; adjusted: times `(ν − k + 1) / ν`, on `k` and
///   `ν − k + 1`;
/// * linear combination and saddlepoint: the chance that `Σ δ χ²₁` exceeds `X² χ²_m / (d ν)`, with `m` the whole part of
///   `d ν`, as R counts.
///
/// # Source
/// Rao and Scott (1984), *Annals of Statistics* 12, 46–60; Thomas and Rao (1987), *Journal of the American Statistical
/// Association* 82; Koch, Freeman and Freeman (1975), *International Statistical Review* 43; Imhof (1961) for the
/// linear combination and Kuonen (1999) for the saddlepoint.
///
/// # Shape and unit
/// One label or blank per respondent in each column. Who left either blank is outside the domain, not dropped. The degrees of
/// freedom are those of the clusters with somebody who answered both. R's `svychisq` agrees on `subset(design, …)`, but
/// counts all clusters where the answers themselves are blank, or where weights were fitted to known totals.
///
/// # Errors
/// Refuses lengths that differ, fewer than two rows or columns with answers, more than 200 cells, a design without degrees
/// of freedom, and answers that do not vary.
///
/// ```
/// use weighting::estimate::{Sample, TableStatistic, independence};
///
/// let kinds = ["farm", "farm", "farm", "home", "home", "home", "home", "farm"].map(Some);
/// let agree = [true, true, false, false, false, true, false, true].map(Some);
/// let sample = Sample::fixed(&[1.0, 2.0, 1.0, 1.0, 1.5, 1.0, 1.0, 0.5])?;
/// let test = independence(&sample, &kinds, &agree, TableStatistic::F)?;
/// assert_eq!(test.denominator_degrees, Some(7.0));
/// assert!(test.p_value > 0.05 && test.p_value < 0.5);
/// # Ok::<(), weighting::estimate::EstimateError>(())
/// ```
pub fn independence<R: Ord, C: Ord>(
    sample: &Sample<'_>,
    rows: &[Option<R>],
    columns: &[Option<C>],
    statistic: TableStatistic,
) -> Result<TableTest, EstimateError> {
    let table = Table::of(sample, rows, columns)?;
    statistics::test(sample, &table, statistic)
}

/// Respondents placed in the cells of a table, column by column.
struct Table {
    rows: usize,
    columns: usize,
    cell_of: Vec<Option<usize>>,
    answered: usize,
    /// The degrees of freedom of the design among those in the table.
    degrees: f64,
}

impl Table {
    fn of<R: Ord, C: Ord>(
        sample: &Sample<'_>,
        rows: &[Option<R>],
        columns: &[Option<C>],
    ) -> Result<Self, EstimateError> {
        let weights = sample.counts()?;
        check_length(rows.len(), weights.len())?;
        check_length(columns.len(), weights.len())?;
        let both = |row: usize| rows[row].is_some() && columns[row].is_some() && weights[row] > 0.0;
        let row_of = numbers(rows, both);
        let column_of = numbers(columns, both);
        let count = |numbers: &[Option<usize>]| numbers.iter().flatten().max().map_or(0, |most| most + 1);
        let (rows, columns) = (count(&row_of), count(&column_of));
        if rows < 2 || columns < 2 {
            return Err(EstimateError::TooSmall { rows, columns });
        }
        match rows.checked_mul(columns) {
            Some(cells) if cells <= MOST_CELLS => {}
            cells => {
                return Err(EstimateError::TooManyCells { cells: cells.unwrap_or(usize::MAX), most: MOST_CELLS });
            }
        }
        let cell_of = row_of.iter().zip(&column_of).map(|(row, column)| Some(row.as_ref()? + column.as_ref()? * rows));
        let cell_of: Vec<Option<usize>> = cell_of.collect();
        let answered = cell_of.iter().flatten().count();
        let degrees = sample.degrees_of_freedom_where(|row| cell_of[row].is_some());
        if degrees <= 0.0 {
            return Err(EstimateError::NoDegrees { degrees });
        }
        Ok(Self { rows, columns, cell_of, answered, degrees })
    }

    fn cells(&self) -> usize {
        self.rows * self.columns
    }

    /// The weighted figures of all cells with their covariance.
    fn estimate(
        &self,
        sample: &Sample<'_>,
        quantity: for<'q> fn(&'q [Option<f64>]) -> Quantity<'q>,
    ) -> Result<(Vec<f64>, Vec<Vec<f64>>), EstimateError> {
        estimate(sample, &self.cell_of, self.cells(), quantity)
    }
}

/// The weighted figures of categories with their covariance.
fn estimate(
    sample: &Sample<'_>,
    codes: &[Option<usize>],
    categories: usize,
    quantity: for<'q> fn(&'q [Option<f64>]) -> Quantity<'q>,
) -> Result<(Vec<f64>, Vec<Vec<f64>>), EstimateError> {
    let figures = one_by_one(sample, categories, |category, estimate| {
        let column = codes.iter().map(|code| code.map(|code| f64::from(u8::from(code == category))));
        estimate(quantity(&column.collect::<Vec<_>>()))
    })?;
    let covariance = figures.covariance.ok_or(EstimateError::NoVariation)?;
    Ok((figures.each.iter().map(|figure| figure.weighted).collect(), covariance))
}

/// Numbers the labels of those who count in their own order.
fn numbers<L: Ord>(labels: &[Option<L>], counts: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let among = |row: usize| labels[row].as_ref().filter(|_| counts(row));
    let mut known: Vec<&L> = (0..labels.len()).filter_map(among).collect();
    known.sort_unstable();
    known.dedup();
    (0..labels.len()).map(|row| among(row).map(|label| known.partition_point(|other| *other < label))).collect()
}
