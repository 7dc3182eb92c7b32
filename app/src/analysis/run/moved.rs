//! What becomes of figures when they are worked out again without responses that were erased.

use std::collections::BTreeMap;

use super::{Item, Results};

/// From which change of a weight on, as a share of 1, a figure is said to move.
const MOVES: f64 = 0.01;

/// How the figures of a run differ from those of an earlier run of the same plan on the same freeze.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The priority whose weight moved furthest and how far, as a share of 1; `None` where there is no priority.
    pub furthest: Option<(String, f64)>,
    /// How many priorities have another rank.
    pub ranks: usize,
    /// How many are in another tier.
    pub tiers: usize,
    /// How many have another support.
    pub supports: usize,
    /// Whether both have the same priorities and both or neither are weighted.
    pub is_alike: bool,
}

impl Moved {
    /// Compares two runs.
    pub fn between(before: &Results, after: &Results) -> Self {
        let later: BTreeMap<&str, &Item> =
            after.headline.items.iter().map(|item| (item.priority.as_str(), item)).collect();
        let pairs: Vec<(&Item, &Item)> =
            before.headline.items.iter().filter_map(|item| Some((item, *later.get(item.priority.as_str())?))).collect();
        let differ = |is_other: fn(&Item, &Item) -> bool| pairs.iter().filter(|(was, is)| is_other(was, is)).count();
        let by = |(was, is): &(&Item, &Item)| (is.weight - was.weight).abs();
        let furthest = pairs.iter().max_by(|one, other| by(one).total_cmp(&by(other)));
        let is_whole = pairs.len() == before.headline.items.len() && pairs.len() == after.headline.items.len();
        Self {
            furthest: furthest.map(|pair| (pair.0.label.clone(), by(pair))),
            ranks: differ(|was, is| was.rank != is.rank),
            tiers: differ(|was, is| was.tier != is.tier),
            supports: differ(|was, is| was.support != is.support),
            is_alike: is_whole && before.is_weighted() == after.is_weighted(),
        }
    }

    /// Says whether what was published would be said again: no weight moves by a percentage point, and no tier and no support changes.
    pub fn stands(&self) -> bool {
        let is_near = self.furthest.as_ref().is_none_or(|(_, by)| *by < MOVES);
        self.is_alike && is_near && self.tiers == 0 && self.supports == 0
    }
}
