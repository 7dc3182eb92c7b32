//! The order that most pairwise preferences agree with, found exactly.

use super::{AggregateError, Pairwise};

/// The most items that the exact search takes: its table then has a million entries.
pub const MOST_KEMENY_ITEMS: usize = 20;
/// The most orders that are listed when several are best.
const MOST_ORDERS: usize = 100;

/// The best orders and how well they agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Kemeny {
    /// How much weight of pairwise preferences agrees with a best order.
    pub score: f64,
    /// How much disagrees with it (the weighted Kendall distance; ties on ballots count for neither).
    pub disagreement: f64,
    /// The best orders, in the order of the items, a hundred at most.
    pub orders: Vec<Vec<usize>>,
    /// How many best orders there are.
    pub count: u64,
}

/// Finds the orders of items that agree with most pairwise preferences.
///
/// # Formula
/// The order that maximises the sum of the weight that prefers `i` to `j` over all `i` placed before `j`, by dynamic
/// programming over subsets of items: `best(S) = max over i in S, placed last, of best(S∖i) + Σ_{j ∈ S∖i} preferred(j, i)`.
///
/// # Source
/// Kemeny (1959), *Daedalus* 88; the exact search as Held and Karp (1962).
///
/// # Shape and unit
/// The score has the unit of the pairwise weights. Time `O(2^K K²)` and memory `O(2^K)` for `K` items.
///
/// # Errors
/// Refuses more than 20 items.
pub fn kemeny(pairwise: &Pairwise) -> Result<Kemeny, AggregateError> {
    let items = pairwise.items();
    if items > MOST_KEMENY_ITEMS {
        return Err(AggregateError::TooManyItems { items, most: MOST_KEMENY_ITEMS });
    }
    let halves = Halves::of(pairwise);
    let sets = 1_usize << items;
    let (mut best, mut ways) = (vec![0.0_f64; sets], vec![1_u64; sets]);
    let slack = pairwise.slack();
    for set in 1..sets {
        let score = |last: usize| best[set & !(1 << last)] + halves.over(set, last);
        let top = members(set).map(score).fold(f64::NEG_INFINITY, f64::max);
        ways[set] = members(set)
            .filter(|&last| score(last) >= top - slack)
            .fold(0, |ways_here, last| ways_here.saturating_add(ways[set & !(1 << last)]));
        best[set] = top;
    }
    let mut orders = Vec::new();
    trace(sets - 1, &best, &halves, slack, &mut Vec::new(), &mut orders);
    orders.sort();
    let all: f64 =
        crate::sum::total((0..items).flat_map(|i| (0..items).map(move |j| (i, j))).map(|(i, j)| pairwise.above(i, j)));
    Ok(Kemeny { score: best[sets - 1], disagreement: all - best[sets - 1], orders, count: ways[sets - 1] })
}

/// Lists best orders of a set, the last item first.
fn trace(set: usize, best: &[f64], halves: &Halves, slack: f64, after: &mut Vec<usize>, orders: &mut Vec<Vec<usize>>) {
    if orders.len() >= MOST_ORDERS {
        return;
    }
    if set == 0 {
        orders.push(after.iter().rev().copied().collect());
        return;
    }
    for last in members(set) {
        if best[set & !(1 << last)] + halves.over(set, last) >= best[set] - slack {
            after.push(last);
            trace(set & !(1 << last), best, halves, slack, after, orders);
            after.pop();
        }
    }
}

/// For each item, how much weight prefers others to it, summed for each subset of either half of the items.
struct Halves {
    low_bits: usize,
    low: Vec<Vec<f64>>,
    high: Vec<Vec<f64>>,
}

impl Halves {
    fn of(pairwise: &Pairwise) -> Self {
        let items = pairwise.items();
        let low_bits = items / 2;
        let sums = |last: usize, first: usize, bits: usize| {
            let mut sums = vec![0.0; 1 << bits];
            for set in 1..sums.len() {
                let item = set.trailing_zeros() as usize;
                sums[set] = sums[set & (set - 1)] + pairwise.above(first + item, last);
            }
            sums
        };
        let low = (0..items).map(|last| sums(last, 0, low_bits)).collect();
        let high = (0..items).map(|last| sums(last, low_bits, items - low_bits)).collect();
        Self { low_bits, low, high }
    }

    /// How much weight prefers the items of a set to one of them.
    fn over(&self, set: usize, last: usize) -> f64 {
        self.low[last][set & ((1 << self.low_bits) - 1)] + self.high[last][set >> self.low_bits]
    }
}

fn members(set: usize) -> impl Iterator<Item = usize> {
    let mut left = set;
    std::iter::from_fn(move || {
        let item = (left != 0).then(|| left.trailing_zeros() as usize)?;
        left &= left - 1;
        Some(item)
    })
}
