//! Ranks along an interval of weights: every comparison changes at one place at most, and a sweep passes them all.
//! For two panels that can move.

use super::polygon::Line;
use crate::sum::Compensated;

/// The share of an interval that gives each rank, from how far ahead each other item is; and the centre of what gives the
/// first.
pub(super) fn ranks([start, end]: [f64; 2], leads: impl Iterator<Item = Line>) -> (Vec<f64>, Option<[f64; 2]>) {
    let (mut ahead, mut items) = (0_usize, 1_usize);
    let mut changes: Vec<(f64, Change)> = Vec::new();
    for Line { at_zero, slope: [slope, _] } in leads {
        items += 1;
        let place = -at_zero / slope;
        // Ahead just after the start: by its value there, or where that is level by where it goes.
        let at_start = at_zero + slope * start;
        let leads = at_start > 0.0 || (at_start >= 0.0 && slope > 0.0);
        ahead += usize::from(leads);
        if place > start && place < end {
            changes.push((place, if leads { Change::FallsBehind } else { Change::GoesAhead }));
        }
    }
    changes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lengths = vec![Compensated::default(); items];
    let mut first: Option<[f64; 2]> = None;
    let mut from = start;
    for (place, change) in changes.into_iter().map(|(place, change)| (place, Some(change))).chain([(end, None)]) {
        lengths[ahead].add(place - from);
        if ahead == 0 && place > from {
            first = Some([first.map_or(from, |piece| piece[0]), place]);
        }
        match change {
            // Rounding at the start must not count an item out that was never counted in.
            Some(Change::FallsBehind) => ahead = ahead.saturating_sub(1),
            Some(Change::GoesAhead) => ahead = (ahead + 1).min(items - 1),
            None => {}
        }
        from = place;
    }
    let shares = lengths.into_iter().map(|length| (length.value() / (end - start)).clamp(0.0, 1.0)).collect();
    (shares, first.map(|[from, to]| [f64::midpoint(from, to), 0.0]))
}

#[derive(Clone, Copy)]
enum Change {
    GoesAhead,
    FallsBehind,
}
