//! Symmetric positive semidefinite systems by Cholesky's method, small enough to need no library.
//! Redundant rows (margins share a total) are dropped, so a consistent system still has its answer.

use crate::sum::short_dot;

/// The most unknowns a system may have: its matrix takes 8 MB, its factorisation about half a second.
pub(crate) const MOST_UNKNOWNS: usize = 1_000;

/// Below this share of its diagonal, what is left of a pivot is rounding and its row is redundant.
const REDUNDANT: f64 = 1e-13;

/// A square matrix of which only the lower triangle is filled in.
#[derive(Debug, Clone)]
pub(crate) struct Symmetric {
    size: usize,
    cells: Vec<f64>,
}

impl Symmetric {
    pub(crate) fn zero(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    /// Adds to the entry at `(i, j)` and, by symmetry, `(j, i)`.
    pub(crate) fn add(&mut self, i: usize, j: usize, amount: f64) {
        self.cells[i.max(j) * self.size + i.min(j)] += amount;
    }

    /// The row of an entry, of which what lies left of the diagonal may be added to.
    pub(crate) fn row_mut(&mut self, i: usize) -> &mut [f64] {
        &mut self.cells[i * self.size..][..=i]
    }

    /// Factorises into a lower triangle times its transpose.
    pub(crate) fn factor(mut self) -> Factor {
        let size = self.size;
        for j in 0..size {
            let (above, row_j) = self.cells.split_at_mut(j * size);
            let row_j = &mut row_j[..size];
            for k in 0..j {
                let pivot = above[k * size + k];
                let known: f64 = short_dot(&row_j[..k], &above[k * size..k * size + k]);
                row_j[k] = if pivot > 0.0 { (row_j[k] - known) / pivot } else { 0.0 };
            }
            let left = row_j[j] - short_dot(&row_j[..j], &row_j[..j]);
            row_j[j] = if left > REDUNDANT * row_j[j] { left.sqrt() } else { 0.0 };
        }
        Factor { size, lower: self.cells }
    }
}

/// A factorised matrix, ready to solve with.
#[derive(Debug, Clone)]
pub(crate) struct Factor {
    size: usize,
    lower: Vec<f64>,
}

impl Factor {
    /// Whether no unknown is redundant, so that the matrix has an inverse.
    pub(crate) fn is_regular(&self) -> bool {
        (0..self.size).all(|i| self.lower[i * self.size + i] > 0.0)
    }

    /// Solves for one right-hand side; a redundant unknown is 0.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let (size, lower) = (self.size, &self.lower);
        let mut x = self.solve_lower(right);
        for i in (0..size).rev() {
            let row = &lower[i * size..i * size + size];
            if row[i] > 0.0 {
                x[i] /= row[i];
                let known = x[i];
                x[..i].iter_mut().zip(row).for_each(|(x, &l)| *x -= l * known);
            }
        }
        x
    }
}

impl Factor {
    /// Solves with the lower triangle alone, which is half of what [`Factor::solve`] does; a redundant unknown is 0.
    pub(crate) fn solve_lower(&self, right: &[f64]) -> Vec<f64> {
        let (size, lower) = (self.size, &self.lower);
        let mut x = right.to_vec();
        for i in 0..size {
            let row = &lower[i * size..i * size + size];
            x[i] = if row[i] > 0.0 { (x[i] - short_dot(&row[..i], &x[..i])) / row[i] } else { 0.0 };
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::Symmetric;

    #[test]
    fn a_system_is_solved() {
        let mut matrix = Symmetric::zero(2);
        for (i, j, amount) in [(0, 0, 4.0), (1, 0, 2.0), (1, 1, 3.0)] {
            matrix.add(i, j, amount);
        }
        let x = matrix.factor().solve(&[10.0, 8.0]);
        assert!((x[0] - 1.75).abs() < 1e-14 && (x[1] - 1.5).abs() < 1e-14);
    }

    #[test]
    fn a_redundant_row_leaves_the_answer_consistent() {
        let mut matrix = Symmetric::zero(3);
        for (i, j, amount) in [(0, 0, 2.0), (1, 1, 3.0), (2, 2, 5.0), (2, 0, 2.0), (2, 1, 3.0)] {
            matrix.add(i, j, amount);
        }
        let x = matrix.factor().solve(&[4.0, 9.0, 13.0]);
        assert!((2.0 * x[0] + 2.0 * x[2] - 4.0).abs() < 1e-12);
        assert!((2.0 * x[0] + 3.0 * x[1] + 5.0 * x[2] - 13.0).abs() < 1e-12);
    }
}
