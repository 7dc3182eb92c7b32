//! Weightings drawn uniformly within limits.
//! Each block of draws has its own stream, so that blocks can be drawn in any order and by any thread.

use super::{Sampler, WeightLimits};
use crate::draw::Stream;
use crate::sum::{number, total};

/// How many draws share a stream.
pub(super) const BLOCK: usize = 4_096;
/// How many draws tell whether rejection would throw too many away.
const PILOT: usize = 2_000;
/// How many of those must be kept.
const ENOUGH: usize = 40;
/// The stream of the pilot, which no block reaches.
const PILOT_STREAM: u64 = u64::MAX;

/// Draws weightings within limits.
pub(super) struct Weightings<'a> {
    limits: &'a WeightLimits,
    free: Vec<usize>,
    middle: Vec<f64>,
    corner: Corner,
    pub(super) sampler: Sampler,
}

/// The simplex that rejection draws on: up from all lower limits or down from all upper ones, whichever is smaller.
#[derive(Clone, Copy)]
enum Corner {
    Up(f64),
    Down(f64),
}

impl<'a> Weightings<'a> {
    pub(super) fn within(limits: &'a WeightLimits, seed: u64) -> Self {
        let (free, middle) = (limits.free(), limits.middle());
        let above = total(free.iter().map(|&panel| middle[panel] - limits.low[panel]));
        let below = total(free.iter().map(|&panel| limits.high[panel] - middle[panel]));
        let corner = if above <= below { Corner::Up(above) } else { Corner::Down(below) };
        let mut drawn = Self { limits, free, middle, corner, sampler: Sampler::OnePoint };
        if !drawn.free.is_empty() {
            let (mut stream, mut weights) = (Stream::new(seed, PILOT_STREAM), drawn.middle.clone());
            let mut gaps = Vec::new();
            let kept = (0..PILOT).filter(|_| drawn.propose(&mut stream, &mut gaps, &mut weights)).count();
            let moves = 4 * drawn.free.len();
            drawn.sampler = if kept >= ENOUGH { Sampler::Rejection } else { Sampler::HitAndRun { moves } };
        }
        drawn
    }

    /// Hands each weighting of a block to the function, which may draw on from the same stream.
    pub(super) fn draw(&self, seed: u64, block: u64, count: usize, mut each: impl FnMut(&[f64], &mut Stream)) {
        let (mut stream, mut weights) = (Stream::new(seed, block), self.middle.clone());
        let mut gaps = Vec::with_capacity(self.free.len());
        if let Sampler::HitAndRun { moves } = self.sampler {
            (0..100 * moves).for_each(|_| self.walk(&mut stream, &mut weights));
        }
        for _ in 0..count {
            match self.sampler {
                Sampler::OnePoint => {}
                Sampler::Rejection => while !self.propose(&mut stream, &mut gaps, &mut weights) {},
                Sampler::HitAndRun { moves } => (0..moves).for_each(|_| self.walk(&mut stream, &mut weights)),
            }
            each(&weights, &mut stream);
        }
    }

    /// Draws on the simplex by the gaps between sorted uniform numbers, and says whether the limits are kept.
    fn propose(&self, stream: &mut Stream, gaps: &mut Vec<f64>, weights: &mut [f64]) -> bool {
        gaps.clear();
        gaps.extend((1..self.free.len()).map(|_| stream.uniform()));
        gaps.sort_unstable_by(f64::total_cmp);
        gaps.push(1.0);
        let mut before = 0.0;
        for (&panel, &mark) in self.free.iter().zip(gaps.iter()) {
            let gap = mark - before;
            before = mark;
            weights[panel] = match self.corner {
                Corner::Up(room) => self.limits.low[panel] + room * gap,
                Corner::Down(room) => self.limits.high[panel] - room * gap,
            };
        }
        let keeps = |&panel: &usize| match self.corner {
            Corner::Up(_) => weights[panel] <= self.limits.high[panel],
            Corner::Down(_) => weights[panel] >= self.limits.low[panel],
        };
        self.free.iter().all(keeps)
    }

    /// Moves weight between two panels drawn at random, uniformly as far as their limits go.
    fn walk(&self, stream: &mut Stream, weights: &mut [f64]) {
        let count = self.free.len();
        let one = below(stream, count);
        let other = (one + 1 + below(stream, count - 1)) % count;
        let (one, other) = (self.free[one], self.free[other]);
        let WeightLimits { low, high } = self.limits;
        let down = (weights[one] - low[one]).min(high[other] - weights[other]).max(0.0);
        let up = (high[one] - weights[one]).min(weights[other] - low[other]).max(0.0);
        let step = stream.uniform() * (down + up) - down;
        weights[one] += step;
        weights[other] -= step;
    }
}

/// A whole number below a limit, all as likely.
fn below(stream: &mut Stream, limit: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count of panels")]
    let drawn = (stream.uniform() * number(limit)) as usize;
    drawn.min(limit.saturating_sub(1))
}
