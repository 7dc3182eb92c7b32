//! How the ranks of items spread over replicates, item by item.
//! Each statement here stands alone; what may be said of all items at once is in `joint`.

use super::{RankError, Replicates, level_between_0_and_1, quantile_place, rank_into};
use crate::sum::number;

/// The ranks that an item takes in all but a few replicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankInterval {
    /// The best (smallest) rank.
    pub lowest: usize,
    /// The worst (largest) rank.
    pub highest: usize,
}

/// How often each item took each rank.
///
/// # Formula
/// In each replicate, `rank(i) = 1 + #{j : x_j > x_i}`; everything here is a proportion over the `B` replicates.
///
/// # Source
/// The bootstrap of ranks: Goldstein and Spiegelhalter (1996), *Journal of the Royal Statistical Society A* 159(3).
#[derive(Debug, Clone, PartialEq)]
pub struct RankSpread {
    items: usize,
    replicates: usize,
    failed: usize,
    /// How often item `i` took rank `r`, at `i * items + r - 1`.
    counts: Vec<usize>,
    /// How often item `i` was larger than item `j`, at `i * items + j`.
    above: Vec<usize>,
}

impl RankSpread {
    /// Ranks each replicate and counts.
    ///
    /// # Formula
    /// In each replicate the rank of item `i` is `1 + #{j : x*_j > x*_i}`; what is shown are proportions of
    /// replicates.
    ///
    /// # Source
    /// Goldstein and Spiegelhalter (1996), *Journal of the Royal Statistical Society A* 159(3).
    ///
    /// # Shape and unit
    /// Time `O(B K²)`, memory `O(K²)` beside the replicates.
    pub fn of(replicates: &Replicates<'_>) -> Self {
        let items = replicates.items();
        let (mut counts, mut above) = (vec![0; items * items], vec![0_usize; items * items]);
        let (mut order, mut ranks) = (Vec::with_capacity(items), vec![0; items]);
        for row in replicates.rows() {
            rank_into(row, &mut order, &mut ranks);
            ranks.iter().enumerate().for_each(|(item, rank)| counts[item * items + rank - 1] += 1);
            for (value, above) in row.iter().zip(above.chunks_exact_mut(items)) {
                row.iter().zip(above).for_each(|(other, above)| *above += usize::from(value > other));
            }
        }
        Self { items, replicates: replicates.len(), failed: replicates.failed(), counts, above }
    }

    /// How many replicates were ranked.
    pub fn replicates(&self) -> usize {
        self.replicates
    }

    /// How many replicates failed and so were not: show it beside the proportions where it is not 0.
    pub fn failed(&self) -> usize {
        self.failed
    }

    /// P(rank = r): one row per item, one column per rank from 1.
    ///
    /// Rows add up to 1; columns too, unless items tie in some replicate.
    ///
    /// # Formula
    /// The proportion of replicates in which the item has the rank.
    ///
    /// # Source
    /// As [`RankSpread::of`].
    ///
    /// # Shape and unit
    /// `K × K`, from 0 to 1.
    pub fn probabilities(&self) -> Vec<Vec<f64>> {
        self.shares(&self.counts)
    }

    /// P(row's item is above column's item); 0 on the diagonal, and ties count for neither.
    ///
    /// # Formula
    /// The proportion of replicates with `x*_i > x*_j`.
    ///
    /// # Source
    /// As [`RankSpread::of`].
    ///
    /// # Shape and unit
    /// `K × K`, from 0 to 1.
    pub fn pairwise(&self) -> Vec<Vec<f64>> {
        self.shares(&self.above)
    }

    /// P(rank ≤ k) for each item.
    ///
    /// # Formula
    /// The sum of the first `k` columns of [`RankSpread::probabilities`].
    ///
    /// # Source
    /// As [`RankSpread::of`].
    ///
    /// # Shape and unit
    /// One figure from 0 to 1 per item.
    ///
    /// # Errors
    /// Refuses a `k` of 0 or above the number of items.
    pub fn top(&self, k: usize) -> Result<Vec<f64>, RankError> {
        if k == 0 || k > self.items {
            return Err(RankError::BadTop { top: k, items: self.items });
        }
        Ok(self.rows().map(|counts| self.share(counts[..k].iter().sum())).collect())
    }

    /// The mean rank of each item.
    ///
    /// # Formula
    /// `Σ_r r P(rank = r)`.
    ///
    /// # Source
    /// Laird and Louis (1989), *Journal of Educational Statistics* 14(1).
    ///
    /// # Shape and unit
    /// One figure per item, from 1 to the number of items.
    pub fn expected(&self) -> Vec<f64> {
        let sum = |counts: &[usize]| counts.iter().zip(1..).map(|(count, rank): (_, usize)| count * rank).sum();
        self.rows().map(|counts| self.share(sum(counts))).collect()
    }

    /// The percentile interval of each item's rank.
    ///
    /// # Formula
    /// With `p = (1 − level) / 2`, the order statistics `⌈p B⌉` and `⌈(1 − p) B⌉` of the replicate ranks (the first at
    /// least), which is quantile type 1 of Hyndman and Fan (1996). The level holds for one item at a time.
    ///
    /// # Source
    /// As [`RankSpread::of`].
    ///
    /// # Shape and unit
    /// Two whole ranks per item, the better one first.
    ///
    /// # Errors
    /// Refuses a level that does not lie between 0 and 1.
    pub fn intervals(&self, level: f64) -> Result<Vec<RankInterval>, RankError> {
        level_between_0_and_1(level)?;
        let tail = (1.0 - level) / 2.0;
        let places = [tail, 1.0 - tail].map(|p| quantile_place(p, self.replicates));
        let interval =
            |counts: &[usize]| RankInterval { lowest: rank_at(counts, places[0]), highest: rank_at(counts, places[1]) };
        Ok(self.rows().map(interval).collect())
    }

    fn rows(&self) -> impl Iterator<Item = &[usize]> {
        self.counts.chunks_exact(self.items)
    }

    fn shares(&self, counts: &[usize]) -> Vec<Vec<f64>> {
        counts.chunks_exact(self.items).map(|row| row.iter().map(|&count| self.share(count)).collect()).collect()
    }

    fn share(&self, count: usize) -> f64 {
        number(count) / number(self.replicates)
    }
}

/// The rank that stands at a place, from 0, among all sorted ranks of an item.
fn rank_at(counts: &[usize], place: usize) -> usize {
    let mut before = 0;
    let found = counts.iter().position(|count| {
        before += count;
        before > place
    });
    found.map_or(counts.len(), |rank| rank + 1)
}
