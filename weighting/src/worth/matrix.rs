//! Small square matrices as covariances need them. Private: the public results hold plain rows.

use crate::linear::{Factor, Symmetric};

/// A square matrix by rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Square {
    pub(crate) size: usize,
    pub(crate) cells: Vec<f64>,
}

impl Square {
    pub(crate) fn zero(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    /// Takes rows, as many as each is long.
    pub(crate) fn of(rows: &[Vec<f64>]) -> Self {
        Self { size: rows.len(), cells: rows.concat() }
    }

    /// One row.
    pub(crate) fn row(&self, i: usize) -> &[f64] {
        &self.cells[i * self.size..(i + 1) * self.size]
    }

    pub(crate) fn at(&self, i: usize, j: usize) -> f64 {
        self.cells[i * self.size + j]
    }

    /// Adds to one entry.
    pub(crate) fn add(&mut self, i: usize, j: usize, amount: f64) {
        self.cells[i * self.size + j] += amount;
    }

    /// Adds to one entry and the one across the diagonal.
    pub(crate) fn add_both(&mut self, i: usize, j: usize, amount: f64) {
        self.add(i, j, amount);
        self.add(j, i, amount);
    }

    /// Factorises, reading the lower triangle.
    pub(crate) fn factor(&self) -> Factor {
        let mut matrix = Symmetric::zero(self.size);
        for i in 0..self.size {
            (0..=i).for_each(|j| matrix.add(i, j, self.at(i, j)));
        }
        matrix.factor()
    }

    /// Inverts a symmetric positive definite matrix; `None` where it is singular.
    pub(crate) fn inverse(&self) -> Option<Self> {
        let factor = self.factor();
        if !factor.is_regular() {
            return None;
        }
        let mut inverse = Self::zero(self.size);
        let mut unit = vec![0.0; self.size];
        for (j, row) in inverse.cells.chunks_exact_mut(self.size.max(1)).enumerate() {
            unit[j] = 1.0;
            row.copy_from_slice(&factor.solve(&unit));
            unit[j] = 0.0;
        }
        Some(inverse)
    }

    /// Takes from rows and columns of the first `items` their mean, as coefficients with mean zero have it.
    pub(crate) fn centred(mut self, items: usize) -> Self {
        for row in self.cells.chunks_exact_mut(self.size.max(1)) {
            centre(&mut row[..items]);
        }
        for j in 0..self.size {
            let mut column: Vec<f64> = (0..items).map(|i| self.at(i, j)).collect();
            centre(&mut column);
            column.iter().enumerate().for_each(|(i, value)| self.cells[i * self.size + j] = *value);
        }
        self
    }

    /// The matrix as rows.
    pub(crate) fn rows(&self) -> Vec<Vec<f64>> {
        self.cells.chunks_exact(self.size.max(1)).map(<[f64]>::to_vec).collect()
    }

    pub(crate) fn is_finite(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_finite())
    }
}

/// Takes from values their mean.
pub(crate) fn centre(values: &mut [f64]) {
    let mean = crate::sum::total(values.iter().copied()) / crate::sum::number(values.len().max(1));
    for value in values.iter_mut() {
        *value -= mean;
    }
}
