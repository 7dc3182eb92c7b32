//! Normal deviations with a given covariance, singular ones included.
//! For joint ranks, and for whoever else draws estimates around their values.

use super::RankError;
use super::joint::Deviations;
use crate::draw::Stream;

/// Below this share of its diagonal, what is left of a variance is rounding.
const NOTHING: f64 = 1e-12;
/// How far a matrix may miss symmetry or a positive variance, relative to its diagonal, and count as rounded.
const ROUNDED: f64 = 1e-9;

/// Draws deviations from nothing with this covariance, and gives the errors of all differences with them.
pub(super) fn deviations<R: AsRef<[f64]>>(covariance: &[R], draws: usize, seed: u64) -> Result<Deviations, RankError> {
    let items = covariance.len();
    let (matrix, unit) = scaled(covariance)?;
    let lower = factor(&matrix, items)?;
    let mut errors = vec![0.0; items * items];
    for i in 0..items {
        for j in 0..items {
            let sum = matrix[i * items + i] + matrix[j * items + j];
            let square = sum - 2.0 * matrix[i * items + j];
            errors[i * items + j] = if i == j || square <= NOTHING * sum { 0.0 } else { square.sqrt() };
        }
    }
    let size = draws.checked_mul(items).ok_or(RankError::TooLarge)?;
    let mut rows = Vec::new();
    rows.try_reserve_exact(size).map_err(|_| RankError::TooLarge)?;
    let mut stream = Stream::new(seed, 0);
    let mut normal = vec![0.0; items];
    for _ in 0..draws {
        for normal in &mut normal {
            *normal = stream.normal();
        }
        let dot = |row: &[f64]| row.iter().zip(&normal).map(|(entry, normal)| entry * normal).sum::<f64>();
        rows.extend(lower.chunks_exact(items).enumerate().map(|(i, row)| dot(&row[..=i])));
    }
    Ok(Deviations { rows, errors, unit })
}

/// The lower triangle, row by row, that turns independent normal numbers into ones with this covariance.
pub(crate) fn root<R: AsRef<[f64]>>(covariance: &[R]) -> Result<Vec<f64>, RankError> {
    let (matrix, unit) = scaled(covariance)?;
    Ok(factor(&matrix, covariance.len())?.into_iter().map(|entry| entry * unit).collect())
}

/// The matrix as one slice with a largest variance of 1, and the standard error that 1 stands for.
fn scaled<R: AsRef<[f64]>>(covariance: &[R]) -> Result<(Vec<f64>, f64), RankError> {
    let items = covariance.len();
    let broken = |row: &R| row.as_ref().len() != items || row.as_ref().iter().any(|entry| !entry.is_finite());
    if let Some(row) = covariance.iter().position(broken) {
        return Err(RankError::NotCovariance { row });
    }
    let entry = |i: usize, j: usize| covariance[i].as_ref()[j];
    if let Some(row) = (0..items).find(|&i| entry(i, i) < 0.0) {
        return Err(RankError::NotCovariance { row });
    }
    let largest = (0..items).map(|i| entry(i, i)).fold(0.0, f64::max);
    let scale = if largest > 0.0 { largest } else { 1.0 };
    let mut matrix = Vec::with_capacity(items * items);
    for i in 0..items {
        for j in 0..items {
            let (one, other) = (entry(i, j) / scale, entry(j, i) / scale);
            let bound = (entry(i, i) / scale).sqrt() * (entry(j, j) / scale).sqrt();
            if (one - other).abs() > ROUNDED * bound || one.abs() > (1.0 + ROUNDED) * bound {
                return Err(RankError::NotCovariance { row: i });
            }
            matrix.push(f64::midpoint(one, other));
        }
    }
    Ok((matrix, scale.sqrt()))
}

/// The lower triangle whose square is the matrix, zero below the directions without variance.
fn factor(matrix: &[f64], items: usize) -> Result<Vec<f64>, RankError> {
    let mut lower = vec![0.0; items * items];
    for j in 0..items {
        for i in j..items {
            let (row, column) = (&lower[i * items..][..j], &lower[j * items..][..j]);
            let known: f64 = row.iter().zip(column).map(|(a, b)| a * b).sum();
            let left = matrix[i * items + j] - known;
            let variance = matrix[j * items + j];
            let pivot = lower[j * items + j];
            lower[i * items + j] = if i == j {
                if left < -ROUNDED * variance {
                    return Err(RankError::NotCovariance { row: j });
                }
                if left > NOTHING * variance { left.sqrt() } else { 0.0 }
            } else if pivot > 0.0 {
                left / pivot
            } else {
                // Without variance of its own left, an item can have no covariance left either.
                if left.abs() > ROUNDED.sqrt() * (matrix[i * items + i] * variance).sqrt() {
                    return Err(RankError::NotCovariance { row: i });
                }
                0.0
            };
        }
    }
    Ok(lower)
}

#[cfg(test)]
mod tests {
    use super::{deviations, factor};

    #[test]
    fn a_singular_covariance_is_factorised() {
        let matrix = [2.0, -1.0, -1.0, -1.0, 2.0, -1.0, -1.0, -1.0, 2.0];
        let lower = factor(&matrix, 3).unwrap();
        for i in 0..3 {
            for j in 0..3 {
                let square: f64 = (0..3).map(|k| lower[i * 3 + k] * lower[j * 3 + k]).sum();
                assert!((square - matrix[i * 3 + j]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn draws_have_the_covariance_asked_for() {
        let drawn = deviations(&[[4.0, 1.0], [1.0, 1.0]], 100_000, 5).unwrap();
        let product: f64 = drawn.rows.chunks_exact(2).map(|row| row[0] * row[1]).sum();
        assert!((product / 100_000.0 * drawn.unit * drawn.unit - 1.0).abs() < 0.03);
    }
}
