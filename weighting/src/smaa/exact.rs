//! Rank acceptability without chance, where at most three panels can move: weights then fill an interval or a polygon.
//! Each item is compared with all others; where they lead, they divide the weights into parts of known size.

use super::interval;
use super::polygon::{Line, Polygon};
use super::{Acceptability, Evaluation, MOST_EXACT_ITEMS, SmaaError, WeightLimits, judge};
use crate::pool::Panels;
use crate::progress::Progress;
use crate::sum::Compensated;

/// Works out rank acceptability by lengths and areas.
///
/// # Formula
/// An item's rank is 1 plus the number of items with a larger pooled value. With two free panels every comparison changes
/// at one weight; with three, along a line. The set of weights is cut there, and the sizes of the pieces in which the item
/// has a rank are added up. Central weights are the centre of mass of the piece in which it is first.
///
/// # Source
/// Lahdelma and Salminen (2001) for the indices; clipping of convex polygons by Sutherland and Hodgman (1974).
///
/// # Shape and unit
/// As [`acceptability`](super::acceptability). Time `O(K² log K)` for two free panels, `O(K⁴)` for three.
///
/// # Errors
/// As [`acceptability`](super::acceptability), and refuses more than three panels that can move, or three with more than
/// [`MOST_EXACT_ITEMS`] items.
pub fn exact_acceptability(
    panels: &Panels,
    limits: &WeightLimits,
    progress: &Progress<'_>,
) -> Result<Acceptability, SmaaError> {
    judge(panels, limits)?;
    let free = limits.free();
    if free.len() > 3 {
        return Err(SmaaError::TooManyPanels { panels: free.len() });
    }
    let items = panels.items();
    if !is_possible(panels, limits) {
        return Err(SmaaError::TooManyItems { items, most: MOST_EXACT_ITEMS });
    }
    let space = Space::of(panels, limits, &free);
    let run = progress.start(items);
    let (mut rank, mut central) = (Vec::with_capacity(items), Vec::with_capacity(items));
    for item in 0..items {
        let (shares, first) = space.ranks_of(item);
        rank.push(shares);
        central.push(first.map(|point| space.weights_at(point)));
        run.advance(1)?;
    }
    // Where an item is first is convex, so its centre of mass puts it first too.
    let confidence = central.iter().map(|central| central.as_ref().map(|_| 1.0)).collect();
    Ok(Acceptability { rank, central, confidence, evaluation: Evaluation::Exact })
}

/// Whether these panels are few enough for an exact answer.
pub(super) fn is_possible(panels: &Panels, limits: &WeightLimits) -> bool {
    match limits.free().len() {
        0..=2 => true,
        3 => panels.items() <= MOST_EXACT_ITEMS,
        _ => false,
    }
}

/// The weights of the free panels but the last as points, which the last completes.
struct Space<'a> {
    limits: &'a WeightLimits,
    free: &'a [usize],
    /// What the free panels weigh together.
    together: f64,
    /// Each item's pooled value as a function of the point.
    values: Vec<Line>,
    whole: Whole,
}

/// All points within limits.
enum Whole {
    Point,
    Interval([f64; 2]),
    Area(Polygon),
}

impl<'a> Space<'a> {
    fn of(panels: &Panels, limits: &'a WeightLimits, free: &'a [usize]) -> Self {
        let middle = limits.middle();
        let together: f64 = free.iter().map(|&panel| middle[panel]).sum();
        let last = free.last().copied();
        let value = |item: usize| {
            let of = |panel: usize| panels.values()[panel][item];
            let fixed = (0..panels.len()).filter(|panel| !free.contains(panel)).map(|panel| middle[panel] * of(panel));
            let at_zero = fixed.chain(last.map(|last| together * of(last))).sum();
            let slope = |place: usize| match last {
                Some(last) if place + 1 < free.len() => of(free[place]) - of(last),
                _ => 0.0,
            };
            Line { at_zero, slope: [slope(0), slope(1)] }
        };
        let values = (0..panels.items()).map(value).collect();
        Self { limits, free, together, values, whole: Whole::of(limits, free, together) }
    }

    /// The share of weights that give an item each rank, and the centre of those that put it first.
    fn ranks_of(&self, item: usize) -> (Vec<f64>, Option<[f64; 2]>) {
        let others = self.values.iter().enumerate().filter(|(other, _)| *other != item);
        let leads = others.map(|(_, other)| other.minus(self.values[item]));
        match &self.whole {
            Whole::Point => {
                let ahead = leads.filter(|lead| lead.at_zero > 0.0).count();
                let shares = (0..self.values.len()).map(|rank| if rank == ahead { 1.0 } else { 0.0 });
                (shares.collect(), (ahead == 0).then_some([0.0; 2]))
            }
            Whole::Interval(ends) => interval::ranks(*ends, leads),
            Whole::Area(area) => ranks_by_area(area, leads, self.values.len()),
        }
    }

    /// The weights of all panels at a point.
    fn weights_at(&self, point: [f64; 2]) -> Vec<f64> {
        let mut weights = self.limits.middle();
        if let Some((&last, others)) = self.free.split_last() {
            let mut left = self.together;
            for (&panel, weight) in others.iter().zip(point) {
                weights[panel] = weight;
                left -= weight;
            }
            weights[last] = left;
        }
        weights
    }
}

impl Whole {
    fn of(limits: &WeightLimits, free: &[usize], together: f64) -> Self {
        let between = |panel: usize| [limits.low[panel], limits.high[panel]];
        match *free {
            [first, second, third] => {
                let ([left, right], [bottom, top]) = (between(first), between(second));
                let all = Polygon::new(vec![[left, bottom], [right, bottom], [right, top], [left, top]]);
                let [least, most] = between(third);
                let enough = Line { at_zero: together - least, slope: [-1.0, -1.0] };
                let few = Line { at_zero: most - together, slope: [1.0, 1.0] };
                let keep = |all: Polygon, line: Line| all.clone().cut(line).0.unwrap_or(all);
                Self::Area([enough, few].into_iter().fold(all, keep))
            }
            [first, _] => Self::Interval(between(first)),
            _ => Self::Point,
        }
    }
}

/// Cuts an area by where others lead, and adds up the pieces by how many do.
fn ranks_by_area(area: &Polygon, leads: impl Iterator<Item = Line>, items: usize) -> (Vec<f64>, Option<[f64; 2]>) {
    let mut pieces = vec![(0_usize, area.clone())];
    for lead in leads {
        let mut cut = Vec::with_capacity(pieces.len() + 2);
        for (ahead, piece) in pieces {
            let (above, below) = piece.cut(lead);
            cut.extend(above.map(|piece| (ahead + 1, piece)));
            cut.extend(below.map(|piece| (ahead, piece)));
        }
        pieces = cut;
    }
    let mut sizes = vec![Compensated::default(); items];
    for (ahead, piece) in &pieces {
        sizes[*ahead].add(piece.size());
    }
    let whole = area.size();
    let shares = sizes.into_iter().map(|size| (size.value() / whole).clamp(0.0, 1.0)).collect();
    let first = pieces.iter().find(|(ahead, piece)| *ahead == 0 && piece.size() > 0.0);
    (shares, first.map(|(_, piece)| piece.center()))
}
