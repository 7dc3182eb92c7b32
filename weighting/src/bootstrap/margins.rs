//! Raking of one replicate's cells to the margins: the sweeps of [`crate::rake`] on sums that change with each replicate,
//! judged for each replicate on its own.

use crate::cells::Cells;
use crate::margin::Placement;
use crate::rake::{MOST_SWEEPS, TOLERANCE};
use crate::sum::Compensated;

/// A sweep that leaves more than this share of the error has not moved.
const STALLED_RATIO: f64 = 0.999;
/// How many sweeps in a row may fail to move.
const PATIENCE: usize = 10;

/// What the cells of every replicate are raked to.
#[derive(Debug)]
pub(super) struct Margins {
    each: Vec<OneMargin>,
}

#[derive(Debug)]
struct OneMargin {
    /// The level of each cell; one past the last where it is not known.
    levels: Vec<usize>,
    shares: Vec<f64>,
}

impl Margins {
    pub(super) fn of(placements: &[Placement<'_>], cells: &Cells) -> Self {
        let each = placements.iter().zip(&cells.levels);
        let each =
            each.map(|(placement, levels)| OneMargin { levels: levels.clone(), shares: placement.margin.shares() });
        Self { each: each.collect() }
    }

    /// Rakes sums of base weights by cell, some of which may be zero; false where they cannot be made to meet the margins.
    pub(super) fn rake(&self, weights: &mut [f64]) -> bool {
        let most = self.each.iter().map(|margin| margin.shares.len() + 1).max().unwrap_or(0);
        let mut scratch = Scratch { sums: vec![Compensated::default(); most], by_level: vec![0.0; most] };
        let (mut miss, mut idle) = (self.miss(weights, &mut scratch), 0);
        for _ in 0..MOST_SWEEPS {
            if miss <= TOLERANCE {
                return true;
            }
            if idle == PATIENCE || miss == f64::INFINITY {
                return false;
            }
            self.each.iter().for_each(|margin| margin.adjust(weights, &mut scratch));
            let before = std::mem::replace(&mut miss, self.miss(weights, &mut scratch));
            idle = if miss <= before * STALLED_RATIO { 0 } else { idle + 1 };
        }
        miss <= TOLERANCE
    }

    /// The largest relative miss over all levels that have a target; infinite where one has nobody.
    fn miss(&self, weights: &[f64], scratch: &mut Scratch) -> f64 {
        self.each.iter().fold(0.0, |worst, margin| margin.miss(weights, scratch).max(worst))
    }
}

/// Room for the sums of one margin's levels.
struct Scratch {
    sums: Vec<Compensated>,
    by_level: Vec<f64>,
}

impl OneMargin {
    /// Sums the weights by level, the unknown one last, and gives the sum of those that are known.
    fn sum(&self, weights: &[f64], scratch: &mut Scratch) -> f64 {
        let sums = &mut scratch.sums[..=self.shares.len()];
        sums.fill(Compensated::default());
        for (&level, &weight) in self.levels.iter().zip(weights) {
            sums[level].add(weight);
        }
        scratch.by_level.iter_mut().zip(&*sums).for_each(|(level, sum)| *level = sum.value());
        scratch.by_level[..self.shares.len()].iter().sum()
    }

    fn adjust(&self, weights: &mut [f64], scratch: &mut Scratch) {
        let known = self.sum(weights, scratch);
        let factors = &mut scratch.by_level[..self.shares.len()];
        for (factor, share) in factors.iter_mut().zip(&self.shares) {
            // A level without a target has nobody in any replicate.
            *factor = if *share > 0.0 { share * known / *factor } else { 1.0 };
        }
        scratch.by_level[self.shares.len()] = 1.0;
        for (weight, &level) in weights.iter_mut().zip(&self.levels) {
            *weight *= scratch.by_level[level];
        }
    }

    fn miss(&self, weights: &[f64], scratch: &mut Scratch) -> f64 {
        let known = self.sum(weights, scratch);
        let mut worst = 0.0_f64;
        for (&share, sum) in self.shares.iter().zip(&scratch.by_level).filter(|&(&share, _)| share > 0.0) {
            let miss = if *sum > 0.0 { (sum / (share * known) - 1.0).abs() } else { f64::INFINITY };
            worst = worst.max(if miss.is_nan() { f64::INFINITY } else { miss });
        }
        worst
    }
}
