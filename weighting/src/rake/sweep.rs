//! The sweeps of raking over cells: one factor per level, margins in turn, until they fit or stop getting closer.
//! Judges nothing but convergence; the input has been judged by the parent module.

use super::{MOST_SWEEPS, TOLERANCE};
use crate::cells::Cells;
use crate::sum::total;

/// A sweep that leaves more than this share of the error has not moved.
const STALLED_RATIO: f64 = 0.999;
/// How many sweeps in a row may fail to move; the error is not monotone in the first few.
const PATIENCE: usize = 10;

/// How the sweeps ended.
pub(super) struct Outcome {
    pub(super) sweeps: usize,
    pub(super) miss: f64,
}

/// The present weights of the cells on their way to the margins.
pub(super) struct Sweeper<'a> {
    cells: &'a Cells,
    shares: &'a [Vec<f64>],
    weights: Vec<f64>,
    /// The factors of each step, where they are kept.
    steps: Option<Vec<Vec<f64>>>,
}

impl<'a> Sweeper<'a> {
    pub(super) fn new(cells: &'a Cells, shares: &'a [Vec<f64>]) -> Self {
        Self::from(cells, shares, cells.base.clone())
    }

    /// Starts from other weights of the cells than the base weights.
    pub(super) fn from(cells: &'a Cells, shares: &'a [Vec<f64>], weights: Vec<f64>) -> Self {
        Self { cells, shares, weights, steps: None }
    }

    /// Starts from the base weights and keeps the factors of each step.
    pub(super) fn keeping(cells: &'a Cells, shares: &'a [Vec<f64>]) -> Self {
        Self { steps: Some(Vec::new()), ..Self::new(cells, shares) }
    }

    /// The weights of the cells, and the factors of the steps that led to them, one margin at a time.
    pub(super) fn into_steps(self) -> (Vec<f64>, Vec<Vec<f64>>) {
        (self.weights, self.steps.unwrap_or_default())
    }

    /// The present weight of each cell.
    pub(super) fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Takes each margin in turn, once.
    pub(super) fn sweep(&mut self) {
        (0..self.shares.len()).for_each(|margin| self.adjust(margin));
    }

    /// Sweeps until the margins fit, the error stalls, or the sweeps run out.
    pub(super) fn run(&mut self) -> Outcome {
        let (mut miss, mut idle) = (self.miss(), 0);
        for sweeps in 0..MOST_SWEEPS {
            if miss <= TOLERANCE || idle == PATIENCE {
                return Outcome { sweeps, miss };
            }
            self.sweep();
            let before = std::mem::replace(&mut miss, self.miss());
            idle = if miss <= before * STALLED_RATIO { 0 } else { idle + 1 };
        }
        Outcome { sweeps: MOST_SWEEPS, miss }
    }

    /// The weight of each cell relative to its base weight.
    pub(super) fn ratios(&self) -> Vec<f64> {
        self.weights.iter().zip(&self.cells.base).map(|(weight, base)| weight / base).collect()
    }

    fn adjust(&mut self, margin: usize) {
        let shares = &self.shares[margin];
        let sums = self.cells.by_level(margin, &self.weights);
        let rest = total(sums[..shares.len()].iter().copied());
        let mut factors: Vec<f64> = shares.iter().zip(&sums).map(|(share, sum)| share * rest / sum).collect();
        // Those whose level is not known are not moved.
        factors.push(1.0);
        for (weight, &level) in self.weights.iter_mut().zip(&self.cells.levels[margin]) {
            *weight *= factors[level];
        }
        if let Some(steps) = &mut self.steps {
            steps.push(factors);
        }
    }

    /// The largest relative miss over all levels that have a target; infinite where it cannot be told.
    pub(super) fn miss(&self) -> f64 {
        let mut worst = 0.0_f64;
        for (margin, shares) in self.shares.iter().enumerate() {
            let sums = self.cells.by_level(margin, &self.weights);
            let rest = total(sums[..shares.len()].iter().copied());
            for (&share, sum) in shares.iter().zip(&sums).filter(|&(&share, _)| share > 0.0) {
                let miss = (sum / (share * rest) - 1.0).abs();
                worst = worst.max(if miss.is_nan() { f64::INFINITY } else { miss });
            }
        }
        worst
    }
}
