//! What becomes of figures when they are worked out again without responses that were erased.

use std::collections::BTreeMap;

use weighting::disclosure::THRESHOLD;

use super::{Item, Results};

/// From which change of a share on, of 1, a figure is said to move.
const MOVES: f64 = 0.01;

/// How the figures of a run differ from those of an earlier run of the same plan on the same freeze.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The priority whose weight moved furthest and how far, as a share of 1; `None` where there is no priority.
    pub furthest: Option<(String, f64)>,
    /// How far a share moved furthest in another segment of at least 10 people or in the pool.
    pub apart: f64,
    /// How many priorities have another rank.
    pub ranks: usize,
    /// How many are in another tier.
    pub tiers: usize,
    /// How many have another support.
    pub supports: usize,
    /// Whether both tell of the same priorities, segments and pool, and both or neither are weighted.
    pub is_alike: bool,
}

/// Whose shares stand apart from the weighting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Apart<'a> {
    Segment(Option<&'a str>),
    Pool,
}

impl Moved {
    /// Compares two runs.
    pub fn between(before: &Results, after: &Results) -> Self {
        let (was, is) = (weights(before), weights(after));
        let both: Vec<(&Item, &Item)> =
            was.iter().filter_map(|(priority, item)| Some((*item, *is.get(priority)?))).collect();
        let by = |(was, is): &(&Item, &Item)| (is.weight - was.weight).abs();
        let furthest = both.iter().max_by(|one, other| by(one).total_cmp(&by(other)));
        let differ = |is_other: fn(&Item, &Item) -> bool| both.iter().filter(|(was, is)| is_other(was, is)).count();
        let (beside, later) = (shares_apart(before), shares_apart(after));
        let moves = beside.iter().filter_map(|(of, share)| Some((later.get(of)? - share).abs()));
        Self {
            furthest: furthest.map(|pair| (pair.0.label.clone(), by(pair))),
            apart: moves.fold(0.0, f64::max),
            ranks: differ(|was, is| was.rank != is.rank),
            tiers: differ(|was, is| was.tier != is.tier),
            supports: differ(|was, is| was.support != is.support),
            is_alike: was.keys().eq(is.keys())
                && beside.keys().eq(later.keys())
                && before.is_weighted() == after.is_weighted(),
        }
    }

    /// Says whether what was published would be said again: no share moves by a percentage point, and no tier and no support changes.
    pub fn stands(&self) -> bool {
        let furthest = self.furthest.as_ref().map_or(0.0, |(_, by)| *by);
        self.is_alike && furthest.max(self.apart) < MOVES && self.tiers == 0 && self.supports == 0
    }
}

/// Gives the priorities of the weighting by their codes.
fn weights(results: &Results) -> BTreeMap<&str, &Item> {
    results.headline.items.iter().map(|item| (item.priority.as_str(), item)).collect()
}

/// Gives the shares of the segments that are large enough to be told of, and those of the pool.
fn shares_apart(results: &Results) -> BTreeMap<(Apart<'_>, &str), f64> {
    let is_told = |answered: usize| u64::try_from(answered).is_ok_and(|answered| answered >= THRESHOLD);
    let segments = results.segments.iter().filter(|segment| is_told(segment.answered));
    let segments = segments.map(|segment| (Apart::Segment(segment.segment.as_deref()), &segment.shares));
    let pool = results.pooling.iter().filter_map(|pooled| pooled.pool.as_ref());
    let all = segments.chain(pool.map(|pool| (Apart::Pool, &pool.figures.shares)));
    all.flat_map(|(whose, shares)| {
        let items = results.headline.items.iter().zip(shares);
        items.map(move |(item, share)| ((whose, item.priority.as_str()), *share))
    })
    .collect()
}
