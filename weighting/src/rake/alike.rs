//! Respondents who are alike, in their cell and their base weight: raking and cutting treat them the same, so one weight
//! stands for all of them. Cutting tells respondents of one cell apart when their base weights differ.

use super::Prepared;
use super::sweep::Sweeper;
use super::turns::CAP_SLACK;
use crate::sum::{Compensated, number, total};

/// The most weights to cut in all turns together: some seconds of work.
const MOST_CUTS: usize = 2_000_000_000;

/// The present weight of each kind of respondent.
pub(super) struct Alike<'a> {
    prepared: &'a Prepared<'a>,
    of_row: Vec<usize>,
    cells: Vec<usize>,
    heads: Vec<f64>,
    weights: Vec<f64>,
    cuts: usize,
}

impl<'a> Alike<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>) -> Self {
        let (base, cell_of) = (&prepared.base, &prepared.cells.of_row);
        let key = |row: usize| (cell_of[row], base[row].to_bits());
        let mut order: Vec<usize> = (0..base.len()).collect();
        order.sort_unstable_by_key(|row| key(*row));
        let (mut of_row, mut cells, mut weights) = (vec![0; base.len()], Vec::new(), Vec::new());
        let mut heads: Vec<f64> = Vec::new();
        let mut last = None;
        for row in order {
            if last != Some(key(row)) {
                last = Some(key(row));
                cells.push(cell_of[row]);
                weights.push(base[row]);
                heads.push(0.0);
            }
            of_row[row] = cells.len() - 1;
            if let Some(heads) = heads.last_mut() {
                *heads += 1.0;
            }
        }
        Self { prepared, of_row, cells, heads, weights, cuts: 0 }
    }

    pub(super) fn prepared(&self) -> &'a Prepared<'a> {
        self.prepared
    }

    /// The weight of each kind.
    pub(super) fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The weight of each respondent.
    pub(super) fn of_respondents(&self) -> Vec<f64> {
        self.of_row.iter().map(|&kind| self.weights[kind]).collect()
    }

    /// The sum over respondents of how far weights have moved.
    pub(super) fn moved_from(&self, old: &[f64]) -> f64 {
        let each = old.iter().zip(&self.weights).zip(&self.heads);
        total(each.map(|((old, new), heads)| (old - new).abs() * heads))
    }

    /// Takes each margin in turn, once.
    pub(super) fn rake_once(&mut self) {
        let mut sweeper = self.sweeper();
        sweeper.sweep();
        self.follow(sweeper.weights());
    }

    /// Rakes from the present weights to convergence and gives what is missed.
    pub(super) fn rake_to_the_end(&mut self) -> f64 {
        let mut sweeper = self.sweeper();
        let outcome = sweeper.run();
        self.follow(sweeper.weights());
        outcome.miss
    }

    /// Cuts weights at `most`.
    pub(super) fn cut(&mut self, most: f64) {
        self.weights.iter_mut().for_each(|weight| *weight = weight.min(most));
    }

    /// Cuts and divides by the mean until the largest weight is close enough to the cap.
    pub(super) fn cut_until_kept(&mut self, cap: f64) {
        self.scale_to_mean_one();
        while self.largest() > cap + CAP_SLACK && self.cuts < MOST_CUTS {
            self.cuts += self.weights.len();
            self.cut(cap);
            self.scale_to_mean_one();
        }
    }

    pub(super) fn scale_to_mean_one(&mut self) {
        let mean = self.mean();
        self.weights.iter_mut().for_each(|weight| *weight /= mean);
    }

    pub(super) fn mean(&self) -> f64 {
        let each = self.weights.iter().zip(&self.heads);
        total(each.map(|(weight, heads)| weight * heads)) / number(self.of_row.len())
    }

    pub(super) fn largest(&self) -> f64 {
        self.weights.iter().copied().fold(0.0, f64::max)
    }

    /// The weight of each cell relative to its base weight.
    pub(super) fn ratios(&self) -> Vec<f64> {
        self.of_cells().iter().zip(&self.prepared.cells.base).map(|(weight, base)| weight / base).collect()
    }

    /// The largest relative miss of any target.
    pub(super) fn miss(&self) -> f64 {
        self.sweeper().miss()
    }

    fn of_cells(&self) -> Vec<f64> {
        let mut sums = vec![Compensated::default(); self.prepared.cells.len()];
        for ((weight, heads), &cell) in self.weights.iter().zip(&self.heads).zip(&self.cells) {
            sums[cell].add(weight * heads);
        }
        sums.into_iter().map(Compensated::value).collect()
    }

    fn sweeper(&self) -> Sweeper<'a> {
        Sweeper::from(&self.prepared.cells, &self.prepared.shares, self.of_cells())
    }

    /// Takes the respondents of each cell to the cell's new weight.
    fn follow(&mut self, cells: &[f64]) {
        let factor = |(new, old): (&f64, f64)| if old > 0.0 { new / old } else { 0.0 };
        let factors: Vec<f64> = cells.iter().zip(self.of_cells()).map(factor).collect();
        self.weights.iter_mut().zip(&self.cells).for_each(|(weight, &cell)| *weight *= factors[cell]);
    }
}
