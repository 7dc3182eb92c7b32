//! Sets of items to choose from, each kept once with the weight of all choices from it. Private.

use std::collections::HashMap;

use crate::sum::Compensated;

/// Distinct sets in the order in which they were first seen: add choices in an order of their own, not as they came.
#[derive(Debug, Clone)]
pub(crate) struct Sets {
    items: Vec<u16>,
    ends: Vec<usize>,
    /// Only ever looked up, so that its order does not matter.
    known: HashMap<Box<[u64]>, usize>,
    weights: Vec<Compensated>,
}

impl Sets {
    pub(crate) fn none() -> Self {
        Self { items: Vec::new(), ends: Vec::new(), known: HashMap::new(), weights: Vec::new() }
    }

    /// Adds a choice of some weight from a set, given as bits, and gives the number of the set.
    pub(crate) fn add(&mut self, bits: &[u64], weight: f64) -> usize {
        let set = match self.known.get(bits) {
            Some(&set) => set,
            None => self.learn(bits),
        };
        self.weights[set].add(weight);
        set
    }

    fn learn(&mut self, bits: &[u64]) -> usize {
        for (word, &set) in bits.iter().enumerate() {
            let items = (0..64).filter(|bit| set >> bit & 1 == 1).map(|bit| word * 64 + bit);
            self.items.extend(items.filter_map(|item| u16::try_from(item).ok()));
        }
        self.ends.push(self.items.len());
        self.weights.push(Compensated::default());
        self.known.insert(bits.into(), self.ends.len() - 1);
        self.ends.len() - 1
    }

    /// How many sets there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The weight of all choices from a set.
    pub(crate) fn weight(&self, set: usize) -> f64 {
        self.weights[set].value()
    }

    /// The items of a set, in their order.
    pub(crate) fn of(&self, set: usize) -> &[u16] {
        let start = set.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start..self.ends[set]]
    }
}
