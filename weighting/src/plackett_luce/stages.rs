//! Rankings with ties as choices from sets, and the sets collapsed to the distinct ones. Private.

use super::{Distinct, fill_unranked};
use crate::ranking::{Rankings, item, places};
use crate::worth::{Sets, mark};

/// The choices that rankings consist of.
#[derive(Debug, Clone)]
pub(super) struct Stages {
    pub(super) sets: Sets,
    /// For each distinct ranking, its choices.
    pub(super) rankings: Vec<Vec<Choice>>,
    /// The weight of each distinct ranking.
    pub(super) weights: Vec<f64>,
}

/// A choice of items, tied where they are several, from a set.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) set: usize,
    pub(super) chosen: Box<[usize]>,
}

impl Stages {
    pub(super) fn of(distinct: &Distinct, rankings: &Rankings) -> Self {
        let mut sets = Sets::none();
        let mut left = vec![0_u64; rankings.items().div_ceil(64)];
        let choices = |row| {
            let mut choices = Vec::new();
            fill_unranked(&mut left, distinct.row(row), rankings);
            for place in places(distinct.row(row)).rev() {
                for &entry in place {
                    mark(&mut left, item(entry));
                }
                if left.iter().map(|word| word.count_ones()).sum::<u32>() >= 2 {
                    let set = sets.add(&left, distinct.weights[row]);
                    choices.push(Choice { set, chosen: place.iter().copied().map(item).collect() });
                }
            }
            choices
        };
        let rankings = (0..distinct.len()).map(choices).collect();
        Self { sets, rankings, weights: distinct.weights.clone() }
    }
}
