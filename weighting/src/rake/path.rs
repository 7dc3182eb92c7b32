//! What raked totals owe to the base weights where some levels are unknown: the sweeps, gone through backwards.
//! Where every level is known the totals are those declared and owe nothing to anybody, so this is not needed.

use super::sweep::Sweeper;
use crate::cells::Cells;
use crate::sum::total;

/// The steps that raking took, one margin at a time, and where they led.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    steps: Vec<Vec<f64>>,
    weights: Vec<f64>,
    shares: Vec<Vec<f64>>,
}

impl Path {
    /// Rakes again and keeps the steps; `None` where every level of every margin is known.
    pub(crate) fn of(cells: &Cells, shares: &[Vec<f64>]) -> Option<Self> {
        if cells.levels.iter().zip(&cells.sizes).all(|(levels, unknown)| !levels.contains(unknown)) {
            return None;
        }
        let mut sweeper = Sweeper::keeping(cells, shares);
        sweeper.run();
        let (weights, steps) = sweeper.into_steps();
        Some(Self { steps, weights, shares: shares.to_vec() })
    }

    /// How much the sum of slopes times level totals changes with the base weight of each cell, given that all weights
    /// together stay the same.
    ///
    /// # Formula
    /// A level `l` of margin `m` totals `s_l R_m`, so the sum is `Σ_c w_c h_c` with `h_c` the sum over margins of `Σ s_l b_l`
    /// where the level is known and of the unknown level's slope where it is not. A sweep multiplies level `l` by
    /// `s_l R / A_l`; backwards, with `v_c = w_c h_c` at the end, `v_c ← v_c + w_c (V / R − V_l / A_l)` for the known, `V`
    /// and `A` being sums of `v` and of the weights before that step. At the start `v_c` over the base weight is the answer.
    ///
    /// # Source
    /// The chain rule; for one margin it gives the linearisation of a post-stratified mean among those who are known.
    pub(crate) fn owed(&self, cells: &Cells, starts: &[usize], slopes: &[f64]) -> Vec<f64> {
        let mut weights = self.weights.clone();
        let ends: Vec<f64> = (0..cells.len()).map(|cell| self.end(cells, starts, slopes, cell)).collect();
        let mut owed: Vec<f64> = weights.iter().zip(&ends).map(|(weight, end)| weight * end).collect();
        let mean = total(owed.iter().copied()) / total(weights.iter().copied());
        for (step, factors) in self.steps.iter().enumerate().rev() {
            let margin = step % self.shares.len();
            let levels = &cells.levels[margin];
            weights.iter_mut().zip(levels).for_each(|(weight, &level)| *weight /= factors[level]);
            let (sums, parts) = (cells.by_level(margin, &weights), cells.by_level(margin, &owed));
            let known = cells.sizes[margin];
            let all = total(parts[..known].iter().copied()) / total(sums[..known].iter().copied());
            let rate = |level: usize| if level < known { all - parts[level] / sums[level] } else { 0.0 };
            owed.iter_mut()
                .zip(&weights)
                .zip(levels)
                .for_each(|((owed, weight), &level)| *owed += weight * rate(level));
        }
        owed.iter().zip(&cells.base).map(|(owed, base)| owed / base - mean).collect()
    }

    /// What a cell adds to the sum per unit of its weight in the end.
    fn end(&self, cells: &Cells, starts: &[usize], slopes: &[f64], cell: usize) -> f64 {
        let of_margin = |(margin, shares): (usize, &Vec<f64>)| {
            let (start, level) = (starts[margin], cells.levels[margin][cell]);
            if level == shares.len() {
                slopes[start + level]
            } else {
                total(shares.iter().zip(&slopes[start..]).map(|(share, slope)| share * slope))
            }
        };
        self.shares.iter().enumerate().map(of_margin).sum()
    }
}
