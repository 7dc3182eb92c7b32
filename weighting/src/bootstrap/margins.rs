//! Raking of one replicate's cells to the margins: the sweeps of [`crate::rake`] on sums that change with each replicate,
//! judged for each replicate on its own.

use super::bounded::Bounded;
use crate::cells::Cells;
use crate::margin::Placement;
use crate::rake::{Bounds, MOST_SWEEPS, TOLERANCE};
use crate::sum::Compensated;

/// A sweep that leaves more than this share of the error has not moved.
const STALLED_RATIO: f64 = 0.999;
/// How many sweeps in a row may fail to move.
const PATIENCE: usize = 10;

/// What the cells of every replicate are raked to.
#[derive(Debug)]
pub(super) struct Margins {
    each: Vec<OneMargin>,
    /// How weights are kept within bounds, where they are.
    bounded: Option<Bounded>,
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
        Self { each: each.collect(), bounded: None }
    }

    /// Keeps weights within bounds from here on.
    pub(super) fn within(self, bounds: Bounds, cells: &Cells) -> Self {
        Self { bounded: Some(Bounded::of(cells, bounds)), ..self }
    }

    /// Starts every replicate where the full sample, which has these sums of base weights, comes to rest.
    pub(super) fn start_from(&mut self, full: &[f64]) {
        if let Some(targets) = self.targets(full)
            && let Some(bounded) = &mut self.bounded
        {
            bounded.start_from(full, targets);
        }
    }

    /// The weight of each cell relative to its base weight, from sums of base weights by cell, some of which may be zero;
    /// none where the margins cannot be met.
    pub(super) fn ratios(&self, before: &[f64]) -> Option<Vec<f64>> {
        if let Some(bounded) = &self.bounded {
            return bounded.ratios(before, self.targets(before)?);
        }
        let mut weights = before.to_vec();
        let ratio = |(weight, before): (f64, &f64)| if *before > 0.0 { weight / before } else { 0.0 };
        self.sweep(&mut weights, &mut self.scratch()).then(|| weights.into_iter().zip(before).map(ratio).collect())
    }

    /// What each level must weigh, the unknown level of each margin included with what raking without bounds leaves it.
    fn targets(&self, before: &[f64]) -> Option<Vec<f64>> {
        let (mut weights, mut scratch) = (before.to_vec(), self.scratch());
        if self.each.iter().any(OneMargin::has_unknown) && !self.sweep(&mut weights, &mut scratch) {
            return None;
        }
        let mut targets = Vec::new();
        for margin in &self.each {
            let known = margin.sum(&weights, &mut scratch);
            targets.extend(margin.shares.iter().map(|share| share * known));
            targets.push(scratch.by_level[margin.shares.len()]);
        }
        Some(targets)
    }

    fn scratch(&self) -> Scratch {
        let most = self.each.iter().map(|margin| margin.shares.len() + 1).max().unwrap_or(0);
        Scratch { sums: vec![Compensated::default(); most], by_level: vec![0.0; most] }
    }

    /// Rakes in sweeps over the margins; false where the weights cannot be made to meet them.
    fn sweep(&self, weights: &mut [f64], scratch: &mut Scratch) -> bool {
        let (mut miss, mut idle) = (self.miss(weights, scratch), 0);
        for _ in 0..MOST_SWEEPS {
            if miss <= TOLERANCE {
                return true;
            }
            if idle == PATIENCE || miss == f64::INFINITY {
                return false;
            }
            self.each.iter().for_each(|margin| margin.adjust(weights, scratch));
            let before = std::mem::replace(&mut miss, self.miss(weights, scratch));
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
    fn has_unknown(&self) -> bool {
        self.levels.contains(&self.shares.len())
    }

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
