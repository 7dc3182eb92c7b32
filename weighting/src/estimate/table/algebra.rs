//! The small dense algebra of table tests: contrasts, sandwiches and eigenvalues.

use crate::linear::Symmetric;
use crate::sum::{dot, number, total};

const MOST_SWEEPS: usize = 60;

/// A matrix by rows.
pub(super) type Matrix = Vec<Vec<f64>>;

/// Orthonormal contrasts of so many levels (Helmert's), one per row.
pub(super) fn contrasts(levels: usize) -> Matrix {
    let contrast = |k: usize| {
        let (before, length) = (number(k), (number(k) * number(k + 1)).sqrt());
        let at = |level: usize| match level.cmp(&k) {
            std::cmp::Ordering::Less => -1.0 / length,
            std::cmp::Ordering::Equal => before / length,
            std::cmp::Ordering::Greater => 0.0,
        };
        (0..levels).map(at).collect()
    };
    (1..levels).map(contrast).collect()
}

/// `A M A'` for the rows of `A` and a symmetric `M`.
pub(super) fn sandwich(rows: &Matrix, middle: &Matrix) -> Matrix {
    let through: Matrix = rows.iter().map(|row| middle.iter().map(|column| dot(row, column)).collect()).collect();
    through.iter().map(|left| rows.iter().map(|row| dot(left, row)).collect()).collect()
}

/// The symmetric matrix as one that can be factorised.
pub(super) fn symmetric(matrix: &Matrix) -> Symmetric {
    let mut symmetric = Symmetric::zero(matrix.len());
    for (i, row) in matrix.iter().enumerate() {
        row[..=i].iter().enumerate().for_each(|(j, &entry)| symmetric.add(i, j, entry));
    }
    symmetric
}

/// `L⁻¹ B L⁻¹'` where `A = L L'`: symmetric, with the eigenvalues of `A⁻¹ B`.
pub(super) fn relative(a: &Matrix, b: &Matrix) -> Matrix {
    let factor = symmetric(a).factor();
    let half: Matrix = b.iter().map(|column| factor.solve_lower(column)).collect();
    let turned: Matrix = (0..b.len()).map(|i| half.iter().map(|row| row[i]).collect()).collect();
    turned.iter().map(|column| factor.solve_lower(column)).collect()
}

/// The eigenvalues of a symmetric matrix by Jacobi's rotations; `None` where they do not settle.
pub(super) fn eigenvalues(mut matrix: Matrix) -> Option<Vec<f64>> {
    let size = matrix.len();
    let scale = total(matrix.iter().flatten().map(|entry| entry * entry));
    for _ in 0..MOST_SWEEPS {
        let off = total((0..size).flat_map(|i| matrix[i][..i].iter().map(|entry| entry * entry).collect::<Vec<_>>()));
        if off <= f64::EPSILON * f64::EPSILON * scale {
            return Some((0..size).map(|i| matrix[i][i]).collect());
        }
        for p in 0..size {
            for q in 0..p {
                rotate(&mut matrix, p, q);
            }
        }
    }
    None
}

/// Turns the plane of two axes until they are uncorrelated.
fn rotate(matrix: &mut Matrix, p: usize, q: usize) {
    if matrix[p][q].abs() <= f64::MIN_POSITIVE {
        return;
    }
    let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
    let tangent = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let cosine = 1.0 / tangent.hypot(1.0);
    let sine = tangent * cosine;
    for row in matrix.iter_mut() {
        (row[p], row[q]) = (cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]);
    }
    let (row_p, row_q) = (matrix[p].clone(), std::mem::take(&mut matrix[q]));
    let turn = |a: f64, b: f64| row_p.iter().zip(&row_q).map(|(p, q)| a * p + b * q).collect::<Vec<_>>();
    (matrix[p], matrix[q]) = (turn(cosine, -sine), turn(sine, cosine));
}

#[cfg(test)]
mod tests {
    use super::{contrasts, eigenvalues};
    use crate::sum::dot;

    #[test]
    fn contrasts_are_orthonormal_and_add_up_to_zero() {
        let rows = contrasts(4);
        assert_eq!(rows.len(), 3);
        for (i, a) in rows.iter().enumerate() {
            assert!(a.iter().sum::<f64>().abs() < 1e-15);
            for (j, b) in rows.iter().enumerate() {
                assert!((dot(a, b) - f64::from(u8::from(i == j))).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn eigenvalues_of_a_matrix_with_a_known_spectrum_are_found() {
        let matrix = vec![vec![2.0, -1.0, 0.0], vec![-1.0, 2.0, -1.0], vec![0.0, -1.0, 2.0]];
        let mut found = eigenvalues(matrix).unwrap();
        found.sort_by(f64::total_cmp);
        for (value, expected) in found.iter().zip([2.0 - 2.0_f64.sqrt(), 2.0, 2.0 + 2.0_f64.sqrt()]) {
            assert!((value - expected).abs() < 1e-14);
        }
        assert_eq!(eigenvalues(vec![vec![1.0, f64::NAN], vec![f64::NAN, 1.0]]), None);
    }
}
