//! Rankings with ties as choices from sets, and the sets collapsed to the distinct ones. Private.

use std::collections::HashMap;

use super::{Distinct, fill_unranked};
use crate::ranking::{Rankings, item, places};
use crate::worth::mark;

/// The choices that rankings consist of.
#[derive(Debug, Clone)]
pub(super) struct Stages {
    /// The items of all sets, one set after the other.
    set_items: Vec<u16>,
    set_ends: Vec<usize>,
    /// How much weight chose from each set.
    pub(super) set_weights: Vec<f64>,
    /// For each distinct ranking, its choices.
    pub(super) rankings: Vec<Vec<Choice>>,
    /// The weight of each distinct ranking.
    pub(super) weights: Vec<f64>,
}

/// A choice of items, tied where they are several, from a set.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) set: usize,
    pub(super) chosen: Box<[u16]>,
}

impl Stages {
    pub(super) fn of(distinct: &Distinct, rankings: &Rankings) -> Self {
        let mut stages = Self {
            set_items: Vec::new(),
            set_ends: Vec::new(),
            set_weights: Vec::new(),
            rankings: Vec::with_capacity(distinct.len()),
            weights: distinct.weights.clone(),
        };
        let mut known: HashMap<Box<[u64]>, usize> = HashMap::new();
        let mut left = vec![0; rankings.items().div_ceil(64)];
        for row in 0..distinct.len() {
            let mut choices = Vec::new();
            fill_unranked(&mut left, distinct.row(row), rankings);
            for place in places(distinct.row(row)).rev() {
                place.iter().for_each(|&entry| mark(&mut left, item(entry)));
                if left.iter().map(|word| word.count_ones()).sum::<u32>() < 2 {
                    continue;
                }
                let set = match known.get(left.as_slice()) {
                    Some(&set) => set,
                    None => stages.add_set(&mut known, &left),
                };
                stages.set_weights[set] += distinct.weights[row];
                choices.push(Choice { set, chosen: place.iter().map(|&entry| entry_item(entry)).collect() });
            }
            stages.rankings.push(choices);
        }
        stages
    }

    fn add_set(&mut self, known: &mut HashMap<Box<[u64]>, usize>, bits: &[u64]) -> usize {
        for (word, &set) in bits.iter().enumerate() {
            let items = (0..64).filter(|bit| set >> bit & 1 == 1).map(|bit| word * 64 + bit);
            self.set_items.extend(items.filter_map(|item| u16::try_from(item).ok()));
        }
        self.set_ends.push(self.set_items.len());
        self.set_weights.push(0.0);
        known.insert(bits.into(), self.set_ends.len() - 1);
        self.set_ends.len() - 1
    }

    /// How many sets there are.
    pub(super) fn sets(&self) -> usize {
        self.set_ends.len()
    }

    /// The items of a set, in their order.
    pub(super) fn set(&self, set: usize) -> &[u16] {
        let start = set.checked_sub(1).map_or(0, |before| self.set_ends[before]);
        &self.set_items[start..self.set_ends[set]]
    }
}

/// An entry without the mark of a tie.
fn entry_item(entry: u16) -> u16 {
    u16::try_from(item(entry)).unwrap_or(entry)
}
