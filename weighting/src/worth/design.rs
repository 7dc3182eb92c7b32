//! The covariance of coefficients from what each respondent adds to their error. Private: [`super::Fit`] shows it.

use super::fit::Scores;
use super::matrix::{Square, centre};
use crate::estimate::Sample;
use crate::sum::{Compensated, number};

/// Rows are summed so many at a time, plainly within and with compensation between.
const BLOCK: usize = 256;

/// The plain sandwich, clustered by respondent: the sum of outer products of weighted influences.
pub(crate) fn sandwich(weights: &[f64], influences: &Scores) -> Square {
    let size = influences.size;
    let mut squares = vec![Compensated::default(); influences.units()];
    for (unit, weight) in influences.of_respondent.iter().zip(weights) {
        if let Some(unit) = unit {
            squares[*unit as usize].add(weight * weight);
        }
    }
    let mut blocks = Blocks::new(size);
    for (row, square) in influences.rows.chunks_exact(size.max(1)).zip(squares) {
        blocks.add(row, square.value());
    }
    blocks.sum()
}

/// The covariance by the design: influences residualised on the margins that the sample was raked on, with replacement.
pub(crate) fn covariance(sample: &Sample<'_>, influences: &Scores) -> Square {
    let size = influences.size;
    let respondents = influences.of_respondent.len();
    let columns = (0..size).map(|coefficient| {
        let units = influences.of_respondent.iter();
        let column = units.map(|unit| unit.map_or(0.0, |unit| influences.rows[unit as usize * size + coefficient]));
        let mut column = sample.influence(column.collect());
        centre(&mut column);
        column
    });
    let columns: Vec<Vec<f64>> = columns.collect();
    let (mut blocks, mut row) = (Blocks::new(size), vec![0.0; size]);
    for respondent in 0..respondents {
        row.iter_mut().zip(&columns).for_each(|(value, column)| *value = column[respondent]);
        blocks.add(&row, 1.0);
    }
    let mut covariance = blocks.sum();
    let n = number(respondents);
    covariance.cells.iter_mut().for_each(|cell| *cell *= n / (n - 1.0));
    covariance
}

/// A sum of outer products, block by block.
struct Blocks {
    block: Square,
    in_block: usize,
    sums: Vec<Compensated>,
}

impl Blocks {
    fn new(size: usize) -> Self {
        Self { block: Square::zero(size), in_block: 0, sums: vec![Compensated::default(); size * size] }
    }

    fn add(&mut self, row: &[f64], factor: f64) {
        self.block.add_outer(row, factor);
        self.in_block += 1;
        if self.in_block == BLOCK {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.sums.iter_mut().zip(&mut self.block.cells).for_each(|(sum, cell)| sum.add(std::mem::take(cell)));
        self.in_block = 0;
    }

    fn sum(mut self) -> Square {
        self.flush();
        Square { size: self.block.size, cells: self.sums.into_iter().map(Compensated::value).collect() }
    }
}
