//! Whether the answers connect the items by wins and losses, which decides whether their log worths are finite.

/// How wins and losses connect the items.
///
/// Log worths are finite exactly where each item is connected to each other by a chain of wins (a tie counts as a win
/// both ways).
///
/// # Source
/// Ford (1957), *American Mathematical Monthly* 64(8), 28–33; Hunter (2004), *Annals of Statistics* 32, 384–406.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connectivity {
    /// The clusters of items connected by chains of wins both ways, each in the order of items.
    pub clusters: Vec<Vec<usize>>,
    /// Items that were compared but never preferred to another.
    pub never_win: Vec<usize>,
    /// Items that were compared but no other was ever preferred to them.
    pub never_lose: Vec<usize>,
    /// Items that were never compared with another.
    pub never_compared: Vec<usize>,
    /// Whether chains of comparisons, won or lost, join each item to each other.
    joined: bool,
}

impl Connectivity {
    /// Whether all items are one cluster, so that all log worths are finite without pseudo-comparisons.
    pub fn is_strong(&self) -> bool {
        self.clusters.len() == 1
    }

    /// Whether each item was compared with each other by a chain of comparisons, whoever won: where not, nothing at all is
    /// known of the worths in one part against those in another.
    pub fn is_joined(&self) -> bool {
        self.joined
    }
}

/// Which item was ever preferred to which, a bit per pair.
#[derive(Debug, Clone)]
pub(crate) struct Beats {
    items: usize,
    words: usize,
    bits: Vec<u64>,
}

impl Beats {
    pub(crate) fn none(items: usize) -> Self {
        let words = items.div_ceil(64);
        Self { items, words, bits: vec![0; items * words] }
    }

    /// An empty set of items, to be filled with [`mark`].
    pub(crate) fn nobody(&self) -> Vec<u64> {
        vec![0; self.words]
    }

    /// Records that an item was preferred to another.
    pub(crate) fn win(&mut self, item: usize, other: usize) {
        self.bits[item * self.words + other / 64] |= 1 << (other % 64);
    }

    /// Records that an item was preferred to all of a set.
    pub(crate) fn win_over(&mut self, item: usize, others: &[u64]) {
        let row = &mut self.bits[item * self.words..(item + 1) * self.words];
        row.iter_mut().zip(others).for_each(|(row, others)| *row |= others);
    }

    /// Whether each item was preferred to each other, so that more answers change nothing.
    pub(crate) fn is_complete(&self) -> bool {
        (0..self.items).all(|i| (0..self.items).all(|j| i == j || self.has(i, j)))
    }

    fn has(&self, item: usize, other: usize) -> bool {
        self.bits[item * self.words + other / 64] >> (other % 64) & 1 == 1
    }

    /// Finds the clusters.
    pub(crate) fn connectivity(mut self) -> Connectivity {
        (0..self.items).for_each(|i| self.bits[i * self.words + i / 64] &= !(1 << (i % 64)));
        let items = 0..self.items;
        let wins = |i: usize| items.clone().any(|j| self.has(i, j));
        let loses = |i: usize| items.clone().any(|j| self.has(j, i));
        let which = |test: &dyn Fn(usize) -> bool| items.clone().filter(|&i| test(i)).collect();
        Connectivity {
            never_win: which(&|i| !wins(i) && loses(i)),
            never_lose: which(&|i| wins(i) && !loses(i)),
            never_compared: which(&|i| !wins(i) && !loses(i)),
            clusters: self.clusters(),
            joined: self.is_joined(),
        }
    }

    /// Whether wins, taken as comparisons without a winner, reach every item from the first.
    fn is_joined(&self) -> bool {
        let transposed = self.transposed();
        let both: Vec<u64> = self.bits.iter().zip(&transposed).map(|(wins, losses)| wins | losses).collect();
        self.items == 0 || self.reached(&both, 0).into_iter().all(|seen| seen)
    }

    fn clusters(&self) -> Vec<Vec<usize>> {
        let mut of_item = vec![usize::MAX; self.items];
        let mut clusters: Vec<Vec<usize>> = Vec::new();
        let transposed = self.transposed();
        for first in 0..self.items {
            if of_item[first] != usize::MAX {
                continue;
            }
            let (below, above) = (self.reached(&self.bits, first), self.reached(&transposed, first));
            let cluster: Vec<usize> = (0..self.items).filter(|&i| below[i] && above[i]).collect();
            for &i in &cluster {
                of_item[i] = clusters.len();
            }
            clusters.push(cluster);
        }
        clusters
    }

    fn transposed(&self) -> Vec<u64> {
        let mut other = Self::none(self.items);
        for i in 0..self.items {
            (0..self.items).filter(|&j| self.has(i, j)).for_each(|j| other.win(j, i));
        }
        other.bits
    }

    /// Which items can be reached from one along the edges in `bits`, itself included.
    fn reached(&self, bits: &[u64], from: usize) -> Vec<bool> {
        let (mut seen, mut open) = (vec![false; self.items], vec![from]);
        seen[from] = true;
        while let Some(here) = open.pop() {
            for (word, &set) in bits[here * self.words..(here + 1) * self.words].iter().enumerate() {
                let mut left = set;
                while left != 0 {
                    let next = word * 64 + left.trailing_zeros() as usize;
                    left &= left - 1;
                    if !std::mem::replace(&mut seen[next], true) {
                        open.push(next);
                    }
                }
            }
        }
        seen
    }
}

/// Puts an item into a set.
pub(crate) fn mark(set: &mut [u64], item: usize) {
    set[item / 64] |= 1 << (item % 64);
}

#[cfg(test)]
mod tests {
    use super::Beats;

    #[test]
    fn a_chain_of_wins_both_ways_makes_a_cluster() {
        let mut beats = Beats::none(70);
        for (item, other) in [(0, 1), (1, 69), (69, 0), (2, 0), (3, 4), (4, 4)] {
            beats.win(item, other);
        }
        let connectivity = beats.connectivity();
        assert_eq!(connectivity.clusters[0], [0, 1, 69]);
        assert_eq!(connectivity.clusters.len(), 68);
        assert_eq!(connectivity.never_lose, [2, 3]);
        assert_eq!(connectivity.never_win, [4]);
        assert_eq!(connectivity.never_compared.len(), 64);
        assert!(!connectivity.is_joined());
    }

    #[test]
    fn items_compared_along_a_chain_are_joined_whoever_won() {
        let mut beats = Beats::none(3);
        beats.win(0, 1);
        assert!(!beats.clone().connectivity().is_joined());
        beats.win(2, 1);
        assert!(beats.connectivity().is_joined());
    }
}
