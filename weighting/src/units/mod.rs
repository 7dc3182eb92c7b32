//! Respondents with their auxiliaries, as calibration and residuals see them: a sparse part (levels of margins) and a
//! dense part (numeric columns). Where nothing is numeric the units are cells, so the cost does not grow with respondents.
//!
//! Numeric columns are centred and scaled here, so that normal equations keep their digits whatever the unit of a column;
//! knows nothing of targets beyond that change of coordinates.

mod column;
mod project;

pub(crate) use column::{Column, Scaled, Scaling};
pub(crate) use project::Projector;

use crate::cells::Cells;
use crate::linear::Symmetric;
use crate::sum::{BLOCK, Compensated, dot, short_dot, total};

/// The units of a weighting and the auxiliaries of each.
#[derive(Debug, Clone)]
pub(crate) struct Units<'a> {
    /// The base weight of each unit.
    pub(crate) base: Vec<f64>,
    /// The unit of each respondent; `None` where each respondent is a unit.
    of_row: Option<Vec<usize>>,
    factors: Vec<Levels>,
    columns: Vec<Column<'a>>,
    unknowns: usize,
}

/// The level of each unit on one factor, and where its levels begin among the unknowns.
#[derive(Debug, Clone)]
struct Levels {
    start: usize,
    of_unit: Vec<usize>,
}

impl<'a> Units<'a> {
    /// Takes cells as units; each margin has one more unknown than levels, for those whose level is not known.
    pub(crate) fn of_cells(cells: Cells) -> Units<'static> {
        let (starts, unknowns) = cells.offsets();
        let factors = starts.into_iter().zip(cells.levels).map(|(start, of_unit)| Levels { start, of_unit });
        Units {
            base: cells.base,
            of_row: Some(cells.of_row),
            factors: factors.collect(),
            columns: Vec::new(),
            unknowns,
        }
    }

    /// Takes each respondent as a unit without auxiliaries.
    pub(crate) fn of_rows(base: Vec<f64>) -> Self {
        Self { base, of_row: None, factors: Vec::new(), columns: Vec::new(), unknowns: 0 }
    }

    /// Adds a factor with `levels` levels.
    pub(crate) fn add_factor(&mut self, of_unit: Vec<usize>, levels: usize) {
        self.factors.push(Levels { start: self.unknowns, of_unit });
        self.unknowns += levels;
    }

    /// Adds a factor with one level, which everybody has.
    pub(crate) fn add_constant(&mut self) {
        self.add_factor(vec![0; self.base.len()], 1);
    }

    /// Adds a numeric column, where units are respondents.
    pub(crate) fn add_column(&mut self, column: Column<'a>) {
        self.columns.push(column);
        self.unknowns += 1;
    }

    /// How many auxiliaries there are, each level counted.
    pub(crate) fn unknowns(&self) -> usize {
        self.unknowns
    }

    /// How many of the auxiliaries are levels; the numeric columns come after them.
    pub(crate) fn levels(&self) -> usize {
        self.unknowns - self.columns.len()
    }

    /// The linear predictor of each unit, `x'λ`.
    pub(crate) fn fitted(&self, lambda: &[f64]) -> Vec<f64> {
        let mut fitted = vec![0.0; self.base.len()];
        for Levels { start, of_unit } in &self.factors {
            fitted.iter_mut().zip(of_unit).for_each(|(sum, level)| *sum += lambda[start + level]);
        }
        for (column, slope) in self.columns.iter().zip(&lambda[self.levels()..]) {
            column.add_to(&mut fitted, *slope);
        }
        fitted
    }

    /// The total of each auxiliary under weights of the units, `Σ w x`.
    pub(crate) fn totals(&self, weights: &[f64]) -> Vec<f64> {
        let mut sums = vec![Compensated::default(); self.levels()];
        for Levels { start, of_unit } in &self.factors {
            of_unit.iter().zip(weights).for_each(|(level, weight)| sums[start + level].add(*weight));
        }
        let mut totals: Vec<f64> = sums.into_iter().map(Compensated::value).collect();
        totals.extend(self.columns.iter().map(|column| sum_by_blocks(weights, column, |x| x)));
        totals
    }

    /// The size of each auxiliary under base weights, `Σ d |x|`.
    pub(crate) fn sizes(&self) -> Vec<f64> {
        let mut sizes = self.totals(&self.base);
        sizes.truncate(self.levels());
        sizes.extend(self.columns.iter().map(|column| sum_by_blocks(&self.base, column, f64::abs)));
        sizes
    }

    /// The normal equations under weights of the units, `Σ w x x'`.
    pub(crate) fn normal(&self, weights: &[f64]) -> Symmetric {
        let mut normal = Symmetric::zero(self.unknowns);
        for (f, Levels { start, of_unit }) in self.factors.iter().enumerate() {
            for other in &self.factors[..=f] {
                let pairs = of_unit.iter().zip(&other.of_unit).zip(weights);
                pairs.for_each(|((i, j), weight)| normal.add(start + i, other.start + j, *weight));
            }
        }
        self.add_products_of_columns(weights, &mut normal);
        normal
    }

    fn add_products_of_columns(&self, weights: &[f64], normal: &mut Symmetric) {
        let mut block = vec![[0.0; BLOCK]; self.columns.len()];
        let mut weighted = [0.0; BLOCK];
        let blocks = weights.chunks(BLOCK).enumerate().take_while(|_| !self.columns.is_empty());
        for (number, weights) in blocks {
            let first = number * BLOCK;
            for (values, column) in block.iter_mut().zip(&self.columns) {
                column.copy_from(first, &mut values[..weights.len()]);
            }
            for (i, row) in (self.levels()..).zip(0..block.len()) {
                let products = weighted.iter_mut().zip(weights).zip(&block[row]);
                products.for_each(|((product, weight), value)| *product = weight * value);
                let weighted = &weighted[..weights.len()];
                for (j, other) in (self.levels()..).zip(&block[..=row]) {
                    normal.add(i, j, short_dot(weighted, &other[..weights.len()]));
                }
                self.add_products_with_levels(first, i, weighted, normal);
            }
        }
    }

    /// Adds a block of a weighted column to its products with each level.
    fn add_products_with_levels(&self, first: usize, i: usize, weighted: &[f64], normal: &mut Symmetric) {
        for Levels { start, of_unit } in &self.factors {
            let row = &mut normal.row_mut(i)[*start..];
            let each = weighted.iter().zip(&of_unit[first..]);
            each.for_each(|(product, level)| row[*level] += product);
        }
    }

    /// Adds up a quantity of respondents over each unit.
    pub(crate) fn gather(&self, rows: impl Iterator<Item = f64>) -> Vec<f64> {
        let Some(of_row) = &self.of_row else { return rows.collect() };
        let mut sums = vec![Compensated::default(); self.base.len()];
        of_row.iter().zip(rows).for_each(|(&unit, amount)| sums[unit].add(amount));
        sums.into_iter().map(Compensated::value).collect()
    }

    /// Whether units are cells, which have one more unknown per margin than levels.
    pub(crate) fn is_of_cells(&self) -> bool {
        self.of_row.is_some()
    }

    /// The unit of a respondent.
    pub(crate) fn of_row(&self, row: usize) -> usize {
        self.of_row.as_ref().map_or(row, |of_row| of_row[row])
    }
}

/// The weighted sum of a column, or of something of it.
fn sum_by_blocks(weights: &[f64], column: &Column<'_>, of: impl Fn(f64) -> f64) -> f64 {
    let mut values = [0.0; BLOCK];
    let blocks = weights.chunks(BLOCK).enumerate().map(|(block, weights)| {
        let values = &mut values[..weights.len()];
        column.copy_from(block * BLOCK, values);
        for value in values.iter_mut() {
            *value = of(*value);
        }
        dot(values, weights)
    });
    total(blocks)
}
