//! Orders from chains of majorities: Schulze's strongest paths and Tideman's ranked pairs.

use super::{Pairwise, tiers};

/// The order by strongest paths.
#[derive(Debug, Clone, PartialEq)]
pub struct Schulze {
    /// The strength of the strongest path from each item to each other; 0 where there is none.
    pub strengths: Vec<Vec<f64>>,
    /// How many items each one beats by strongest paths.
    pub wins: Vec<usize>,
    /// The items by how many they beat, most first; items in one tier are not told apart.
    pub tiers: Vec<Vec<usize>>,
}

/// The order by locked majorities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedPairs {
    /// The majorities that were locked, winner first, in the order of locking.
    pub locked: Vec<(usize, usize)>,
    /// How many items each one is above, by locked majorities and their chains.
    pub wins: Vec<usize>,
    /// The items by how many they are above, most first.
    pub tiers: Vec<Vec<usize>>,
}

impl Pairwise {
    /// Orders items by strongest paths of majorities, measured by winning votes.
    ///
    /// # Formula
    /// A step from `i` to `j` is as strong as the weight that prefers `i`, where that is the majority; a path as its
    /// weakest step; `i` beats `j` where its strongest path is the stronger one.
    ///
    /// # Source
    /// Schulze (2011), *Social Choice and Welfare* 36, 267–303.
    ///
    /// # Shape and unit
    /// Strengths have the unit of the pairwise weights. Time `O(K³)`.
    pub fn schulze(&self) -> Schulze {
        let items = self.items();
        let step = |i: usize, j: usize| if self.beats(i, j) { self.above(i, j) } else { 0.0 };
        let mut strengths: Vec<Vec<f64>> = (0..items).map(|i| (0..items).map(|j| step(i, j)).collect()).collect();
        for via in 0..items {
            for i in (0..items).filter(|&i| i != via) {
                for j in (0..items).filter(|&j| j != i && j != via) {
                    let through = strengths[i][via].min(strengths[via][j]);
                    if through > strengths[i][j] {
                        strengths[i][j] = through;
                    }
                }
            }
        }
        let beats = |i: usize, j: usize| strengths[i][j] > strengths[j][i] + self.slack();
        let wins: Vec<usize> = (0..items).map(|i| (0..items).filter(|&j| beats(i, j)).count()).collect();
        Schulze { tiers: tiers(&wins), wins, strengths }
    }

    /// Orders items by locking majorities from the strongest to the weakest, but none that closes a circle.
    ///
    /// Majorities are as strong as their winning votes; of equal ones the one with less against it is locked first, then
    /// the one whose winner, then loser, comes first among the items.
    ///
    /// # Formula
    /// Majorities `i` over `j` are taken from the largest `preferred(i, j)` down and kept where no chain of kept ones
    /// leads from `j` to `i`.
    ///
    /// # Source
    /// Tideman (1987), *Social Choice and Welfare* 4, 185–206.
    ///
    /// # Shape and unit
    /// Items from 0, best first.
    pub fn ranked_pairs(&self) -> RankedPairs {
        let items = self.items();
        let pairs = (0..items).flat_map(|i| (0..items).map(move |j| (i, j)));
        let mut pairs: Vec<(usize, usize)> = pairs.filter(|&(i, j)| self.beats(i, j)).collect();
        // In steps of the slack, so that sums which count as equal also sort as equal.
        let grain = |votes: f64| (votes / (4.0 * self.slack())).round();
        pairs.sort_by(|&(i, j), &(k, l)| {
            grain(self.above(k, l))
                .total_cmp(&grain(self.above(i, j)))
                .then(grain(self.above(j, i)).total_cmp(&grain(self.above(l, k))))
                .then((i, j).cmp(&(k, l)))
        });
        let mut above = vec![vec![false; items]; items];
        let mut locked = Vec::new();
        for (winner, loser) in pairs {
            if above[loser][winner] {
                continue;
            }
            locked.push((winner, loser));
            lock(&mut above, winner, loser);
        }
        let wins: Vec<usize> = above.iter().map(|row| row.iter().filter(|above| **above).count()).collect();
        RankedPairs { locked, tiers: tiers(&wins), wins }
    }
}

/// Puts a winner and all above it above a loser and all below it.
fn lock(above: &mut [Vec<bool>], winner: usize, loser: usize) {
    let below = above[loser].clone();
    for (item, row) in above.iter_mut().enumerate() {
        if item == winner || row[winner] {
            row[loser] = true;
            row.iter_mut().zip(&below).for_each(|(here, below)| *here |= below);
        }
    }
}
