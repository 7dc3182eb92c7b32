//! Whole numbers, orders and names by chance.

use crate::time::Entropy;

/// Letters of which no word is made.
const LETTERS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";
/// How many letters a name has: sixty-four million names.
const LENGTH: usize = 6;

/// A source of chance.
pub(super) struct Chance<'a> {
    entropy: &'a dyn Entropy,
}

impl<'a> Chance<'a> {
    pub(super) fn new(entropy: &'a dyn Entropy) -> Self {
        Self { entropy }
    }

    /// Gives a number below a bound, or 0 if the bound is 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let mut bytes = [0; 8];
        self.entropy.fill(&mut bytes);
        // What the remainder favours is one in two to the power of fifty for the few options that people compare.
        let drawn = u64::from_le_bytes(bytes).checked_rem(bound as u64).unwrap_or(0);
        usize::try_from(drawn).unwrap_or(0)
    }

    /// Puts things in an order by chance.
    pub(super) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }

    /// Gives different names; those of another design are others, so that answers to the two are never taken for one.
    pub(super) fn ids(&mut self, count: usize) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        while ids.len() < count {
            let id: String = (0..LENGTH).map(|_| char::from(LETTERS[self.below(LETTERS.len())])).collect();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }
}
