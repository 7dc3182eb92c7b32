//! The covariance of coefficients from what each respondent adds to their error. Private: [`super::Fit`] shows it.

use super::fit::Scores;
use super::matrix::Square;
use crate::estimate::Sample;
use crate::sum::Compensated;

/// Rows are summed so many at a time, plainly within and with compensation between.
const BLOCK: usize = 512;
/// Rows are turned into columns so many at a time.
const TURNED: usize = 64;

/// What each respondent adds to each coefficient per unit of weight, a column per coefficient.
pub(crate) fn columns(influences: &Scores) -> Vec<Vec<f64>> {
    let size = influences.size;
    let mut columns = vec![Vec::with_capacity(influences.of_respondent.len()); size];
    let mut rows = vec![0.0; TURNED * size];
    for units in influences.of_respondent.chunks(TURNED) {
        rows.fill(0.0);
        for (row, unit) in rows.chunks_exact_mut(size).zip(units) {
            if let Some(at) = unit.map(|unit| unit as usize * size) {
                row.copy_from_slice(&influences.rows[at..at + size]);
            }
        }
        for (coefficient, column) in columns.iter_mut().enumerate() {
            column.extend(rows.iter().skip(coefficient).step_by(size).take(units.len()));
        }
    }
    columns
}

/// The plain sandwich, clustered by respondent: the sum of outer products of weighted influences.
pub(crate) fn sandwich(weights: &[f64], columns: &[Vec<f64>]) -> Square {
    let weighted: Vec<Vec<f64>> = columns
        .iter()
        .map(|column| column.iter().zip(weights).map(|(value, weight)| value * weight).collect())
        .collect();
    products(&weighted)
}

/// The covariance by the design: strata, clusters and known totals as the sample has them.
pub(crate) fn covariance(sample: &Sample<'_>, columns: Vec<Vec<f64>>) -> Square {
    let deviations: Vec<Vec<f64>> = columns.into_iter().map(|column| sample.deviations(column)).collect();
    products(&deviations)
}

/// The sums of products of each two columns.
fn products(columns: &[Vec<f64>]) -> Square {
    let size = columns.len();
    let rows = columns.first().map_or(0, Vec::len);
    let mut sums = vec![Compensated::default(); size * size];
    for start in (0..rows).step_by(BLOCK) {
        let block = start..(start + BLOCK).min(rows);
        for (i, left) in columns.iter().enumerate() {
            for (j, right) in columns[..=i].iter().enumerate() {
                sums[i * size + j].add(dot(&left[block.clone()], &right[block.clone()]));
            }
        }
    }
    let mut products = Square::zero(size);
    for i in 0..size {
        (0..i).for_each(|j| products.add_both(i, j, sums[i * size + j].value()));
        products.add(i, i, sums[i * size + i].value());
    }
    products
}

/// The sum of products, in four strands that the processor adds up side by side.
fn dot(left: &[f64], right: &[f64]) -> f64 {
    let (quads, rest) = left.as_chunks::<4>();
    let (other_quads, other_rest) = right.as_chunks::<4>();
    let mut strands = [0.0; 4];
    for (quad, other) in quads.iter().zip(other_quads) {
        strands.iter_mut().zip(quad.iter().zip(other)).for_each(|(strand, (a, b))| *strand += a * b);
    }
    let rest: f64 = rest.iter().zip(other_rest).map(|(a, b)| a * b).sum();
    (strands[0] + strands[1]) + (strands[2] + strands[3]) + rest
}
