//! The statistics of a table: Pearson's with its corrections, and Wald's.

use super::algebra::{Matrix, contrasts, eigenvalues, relative, sandwich, symmetric};
use super::{Table, TableStatistic, TableTest};
use crate::distributions::{chi_squared_above, f_above, weighted_chi_squares_above, weighted_chi_squares_above_zero};
use crate::estimate::{EstimateError, Quantity, Sample};
use crate::sum::{dot, number, total};

/// What all statistics are made from.
struct Parts<'a> {
    table: &'a Table,
    /// The share of each cell, column by column.
    shares: Vec<f64>,
    pearson: f64,
    /// The matrix whose eigenvalues are the generalised design effects.
    effects: Matrix,
}

/// A statistic with its degrees of freedom and tail.
struct Outcome {
    statistic: f64,
    degrees: f64,
    denominator_degrees: Option<f64>,
    p_value: f64,
}

pub(super) fn test(sample: &Sample<'_>, table: &Table, statistic: TableStatistic) -> Result<TableTest, EstimateError> {
    let parts = Parts::of(sample, table)?;
    let outcome = match statistic {
        TableStatistic::F => parts.second_order(),
        TableStatistic::ChiSquared => parts.first_order(),
        TableStatistic::LinearCombination => parts.whole(weighted_chi_squares_above_zero),
        TableStatistic::Saddlepoint => parts.whole(|terms| weighted_chi_squares_above(terms, 0.0)),
        TableStatistic::Wald => parts.wald(sample, 0.0)?,
        TableStatistic::AdjustedWald => parts.wald(sample, parts.degrees() - 1.0)?,
    };
    if !outcome.statistic.is_finite() {
        return Err(EstimateError::NoVariation);
    }
    if !outcome.p_value.is_finite() {
        return Err(EstimateError::NotWorkedOut);
    }
    let by_row = |row: usize| (0..table.columns).map(|column| parts.shares[row + column * table.rows]).collect();
    Ok(TableTest {
        statistic: outcome.statistic,
        degrees: outcome.degrees,
        denominator_degrees: outcome.denominator_degrees,
        p_value: outcome.p_value,
        pearson: parts.pearson,
        design_effect: parts.trace() / parts.degrees(),
        shares: (0..table.rows).map(by_row).collect(),
        answered: table.answered,
    })
}

impl<'a> Parts<'a> {
    fn of(sample: &Sample<'_>, table: &'a Table) -> Result<Self, EstimateError> {
        let (shares, covariance) = table.estimate(sample, |column| Quantity::Mean(column))?;
        let n = number(table.answered);
        let independent = expected(table, &shares);
        let pearson = n * total(shares.iter().zip(&independent).map(|(p, e)| (p - e) * (p - e) / e));
        let over = |share: f64| if share > 0.0 { 1.0 / share } else { 0.0 };
        let (by_row, by_column) = (contrasts(table.rows), contrasts(table.columns));
        let pairs = by_column.iter().flat_map(|column| by_row.iter().map(move |row| (row, column)));
        let basis: Matrix = pairs
            .map(|(row, column)| {
                (0..table.cells()).map(|cell| row[cell % table.rows] * column[cell / table.rows]).collect()
            })
            .collect();
        let divided: Matrix =
            basis.iter().map(|contrast| contrast.iter().zip(&shares).map(|(c, p)| c * over(*p)).collect()).collect();
        let binomial: Matrix =
            divided.iter().map(|left| basis.iter().map(|right| dot(left, right) / n).collect()).collect();
        let effects = relative(&binomial, &sandwich(&divided, &covariance));
        let parts = Self { table, shares, pearson, effects };
        // Where everybody was asked nothing varies, and every statistic would be nothing over nothing.
        if parts.trace() > 0.0 { Ok(parts) } else { Err(EstimateError::NoVariation) }
    }

    fn degrees(&self) -> f64 {
        number((self.table.rows - 1) * (self.table.columns - 1))
    }

    fn trace(&self) -> f64 {
        total((0..self.effects.len()).map(|i| self.effects[i][i]))
    }

    /// The degrees of freedom of the second-order correction, `(Σ δ)² / Σ δ²`.
    fn second_order_degrees(&self) -> f64 {
        let sum = self.trace();
        sum * sum / total(self.effects.iter().flatten().map(|entry| entry * entry))
    }

    fn second_order(&self) -> Outcome {
        let (statistic, degrees) = (self.pearson / self.trace(), self.second_order_degrees());
        let below = degrees * self.table.degrees;
        let p_value = f_above(statistic, degrees, below);
        Outcome { statistic, degrees, denominator_degrees: Some(below), p_value }
    }

    fn first_order(&self) -> Outcome {
        let degrees = self.degrees();
        let p_value = chi_squared_above(self.pearson * degrees / self.trace(), degrees);
        Outcome { statistic: self.pearson, degrees, denominator_degrees: None, p_value }
    }

    /// Pearson's statistic against the distribution that its effects make over the degrees of freedom below the F.
    fn whole(&self, above_zero: fn(&[(f64, f64)]) -> f64) -> Outcome {
        let p_value = eigenvalues(self.effects.clone()).map_or(f64::NAN, |effects| {
            let below = self.second_order_degrees() * self.table.degrees;
            // R counts whole squares and divides by all of the degrees.
            let all = (-self.pearson / below, below.floor().max(1.0));
            above_zero(&effects.into_iter().map(|effect| (effect, 1.0)).chain([all]).collect::<Vec<_>>())
        });
        Outcome { statistic: self.pearson, degrees: self.degrees(), denominator_degrees: None, p_value }
    }

    /// `fewer` degrees of freedom are given up for the covariance being estimated.
    fn wald(&self, sample: &Sample<'_>, fewer: f64) -> Result<Outcome, EstimateError> {
        let (degrees, below) = (self.degrees(), self.table.degrees - fewer);
        if below <= 0.0 {
            return Err(EstimateError::NoDegrees { degrees: below });
        }
        let (totals, covariance) = self.table.estimate(sample, |column| Quantity::Total(column))?;
        let independent = expected(self.table, &totals);
        let (rows, columns) = (self.table.rows, self.table.columns);
        let tested: Vec<usize> =
            (0..rows * columns).filter(|cell| cell % rows + 1 < rows && cell / rows + 1 < columns).collect();
        let derivative: Matrix = tested.iter().map(|&cell| derivative(self.table, &totals, cell)).collect();
        let differences: Vec<f64> = tested.iter().map(|&cell| totals[cell] - independent[cell]).collect();
        let factor = symmetric(&sandwich(&derivative, &covariance)).factor();
        let quadratic = dot(&differences, &factor.solve(&differences));
        let statistic = quadratic / degrees * below / self.table.degrees;
        let p_value = f_above(statistic, degrees, below);
        Ok(Outcome { statistic, degrees, denominator_degrees: Some(below), p_value })
    }
}

/// The sums of the rows and of the columns, and of all.
fn sums(table: &Table, cells: &[f64]) -> (Vec<f64>, Vec<f64>, f64) {
    let rows = (0..table.rows).map(|row| total(cells.iter().skip(row).step_by(table.rows).copied())).collect();
    let columns = cells.chunks_exact(table.rows).map(|column| total(column.iter().copied())).collect();
    (rows, columns, total(cells.iter().copied()))
}

/// What each cell would be if rows and columns were independent.
fn expected(table: &Table, cells: &[f64]) -> Vec<f64> {
    let (rows, columns, all) = sums(table, cells);
    (0..cells.len()).map(|cell| rows[cell % table.rows] * (columns[cell / table.rows] / all)).collect()
}

/// How observed less expected in one cell changes with the total of each.
fn derivative(table: &Table, totals: &[f64], cell: usize) -> Vec<f64> {
    let (rows, columns, all) = sums(table, totals);
    let (row, column) = (cell % table.rows, cell / table.rows);
    let (in_row, in_column) = (rows[row] / all, columns[column] / all);
    let one = |holds: bool| f64::from(u8::from(holds));
    let change = |other: usize| {
        let (same_row, same_column) = (one(other % table.rows == row), one(other / table.rows == column));
        same_row * same_column - same_row * in_column - same_column * in_row + in_row * in_column
    };
    (0..totals.len()).map(change).collect()
}
