//! How far one panel's weight must move before the first `k` are no longer the same items.
//! Solved from where lines cross, not searched for.

use super::panels::Panels;
use super::{PanelWeights, PoolError};
use crate::sum::total;

/// The pool that is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pooling {
    /// The linear pool.
    Linear,
    /// The log pool; shares must be above 0.
    Log,
}

/// Where the first `k` change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// The panel's weight at which both items are level; beyond it they have changed places.
    pub weight: f64,
    /// How far that is from the weight now, negative for less.
    pub change: f64,
    /// The item that leaves the first `k`.
    pub leaves: usize,
    /// The item that enters.
    pub enters: usize,
}

/// How far one panel's weight can move without changing the first `k`.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakEven {
    /// The panel.
    pub panel: usize,
    /// Its weight now.
    pub weight: f64,
    /// The first `k` items now, best first; ties go to the item given first.
    pub top: Vec<usize>,
    /// The first change as the weight falls to 0; `None` where nothing changes.
    pub lower: Option<Crossing>,
    /// The first change as the weight rises to 1; `None` where nothing changes.
    pub upper: Option<Crossing>,
}

impl BreakEven {
    /// The nearer of the two changes; falling comes first where both are as near.
    pub fn smallest(&self) -> Option<Crossing> {
        let [lower, upper] = [self.lower, self.upper];
        [lower, upper].into_iter().flatten().reduce(nearer)
    }
}

impl Panels {
    /// Finds the smallest change of one panel's weight that changes which items are the first `k`.
    ///
    /// # Formula
    /// With the other weights rescaled in proportion, an item's pooled value (its logarithm in a log pool) is a line in the
    /// panel's weight `t`: `t x_pj + (1 − t) r_j`, where `r` is the pool of the others. Every item among the first `k` is
    /// compared with every other: the lines cross at `t = λ − D / S`, with `D` the difference now and `S` its slope. The
    /// nearest crossing below and above `λ` is exact to rounding.
    ///
    /// # Source
    /// The threshold (break-even) analysis of the Green Book's supplement on multi-criteria decision analysis (2024).
    ///
    /// # Shape and unit
    /// Weights between 0 and 1.
    ///
    /// # Errors
    /// Refuses another number of weights than panels, a panel that does not exist or has all the weight, a `k` that leaves
    /// no item out, and shares of zero or less in a log pool.
    pub fn break_even(
        &self,
        weights: &PanelWeights,
        panel: usize,
        k: usize,
        pooling: Pooling,
    ) -> Result<BreakEven, PoolError> {
        let shares = self.agree(weights)?;
        let rest = weights.rest(panel)?;
        if k == 0 || k >= self.items() {
            return Err(PoolError::BadTop { top: k, items: self.items() });
        }
        let lines = self.lines(shares, panel, rest, pooling)?;
        let weight = shares[panel];
        let mut order: Vec<usize> = (0..lines.len()).collect();
        order.sort_by(|&a, &b| lines[b].at.total_cmp(&lines[a].at).then(a.cmp(&b)));
        let (top, others) = order.split_at(k);
        let (mut lower, mut upper) = (None, None);
        for (&leaves, &enters) in top.iter().flat_map(|a| others.iter().map(move |b| (a, b))) {
            let difference = lines[leaves].at - lines[enters].at;
            let slope = lines[leaves].slope - lines[enters].slope;
            let change = -difference / slope;
            let crossing = Crossing { weight: weight + change, change, leaves, enters };
            if slope > 0.0 && crossing.weight > 0.0 {
                lower = Some(lower.map_or(crossing, |before| nearer(before, crossing)));
            } else if slope < 0.0 && crossing.weight < 1.0 {
                upper = Some(upper.map_or(crossing, |before| nearer(before, crossing)));
            }
        }
        Ok(BreakEven { panel, weight, top: top.to_vec(), lower, upper })
    }

    /// Each item's pooled value as a line in one panel's weight.
    fn lines(&self, weights: &[f64], panel: usize, rest: f64, pooling: Pooling) -> Result<Vec<Line>, PoolError> {
        let value = |panel: usize, item: usize| match (pooling, self.values[panel][item]) {
            (Pooling::Linear, value) => Ok(value),
            (Pooling::Log, value) if value > 0.0 => Ok(value.ln()),
            (Pooling::Log, 0.0) => Err(PoolError::ZeroShare { panel, item }),
            (Pooling::Log, value) => Err(PoolError::BadValue { what: "the share", row: panel, place: item, value }),
        };
        let line = |item: usize| {
            let own = value(panel, item)?;
            let mut terms = Vec::with_capacity(weights.len());
            for (other, weight) in weights.iter().enumerate().filter(|(other, w)| *other != panel && **w > 0.0) {
                terms.push(weight / rest * value(other, item)?);
            }
            let others = total(terms);
            let at = weights[panel] * own + (1.0 - weights[panel]) * others;
            let slope = own - others;
            let is_finite = at.abs() <= f64::MAX / 4.0 && slope.abs() <= f64::MAX / 4.0;
            if is_finite { Ok(Line { at, slope }) } else { Err(PoolError::TooLarge) }
        };
        (0..self.items()).map(line).collect()
    }
}

/// A value that moves with a panel's weight: where it is now, and how fast it moves.
struct Line {
    at: f64,
    slope: f64,
}

/// The smaller change, the first where both are as small.
fn nearer(a: Crossing, b: Crossing) -> Crossing {
    if b.change.abs() < a.change.abs() { b } else { a }
}
