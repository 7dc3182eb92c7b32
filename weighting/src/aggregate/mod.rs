//! Plain cross-checks of priorities: how often each item is preferred to each other, and the orders that follow.
//! No model and no worths; an order here beside a model's says whether the headline depends on the model.
//!
//! All rules read one table, [`Pairwise`]. Ballots may be cut short and weighted. Items that a ballot leaves out stand
//! below all that it ranks and tie with each other ([`Unranked::Below`]), or take no part in it ([`Unranked::Absent`]). A
//! tie gives neither item a win and shares Borda points.
//!
//! Weights need not be whole, so sums that differ by less than a 10⁻¹² of all weight count as equal.
//!
//! ```
//! use weighting::aggregate::{Pairwise, kemeny};
//! use weighting::ranking::{Rankings, Unranked};
//!
//! // Memphis, Nashville, Chattanooga, Knoxville
//! let orders = [[0, 1, 2, 3], [1, 2, 3, 0], [2, 3, 1, 0], [3, 2, 1, 0]].map(Some);
//! let rankings = Rankings::from_orders(4, Unranked::Below, &orders)?;
//! let pairwise = Pairwise::of(&rankings, &[42.0, 26.0, 15.0, 17.0])?;
//! assert_eq!(pairwise.borda(), [126.0, 194.0, 173.0, 107.0]);
//! assert_eq!(pairwise.condorcet_winner(), Some(1));
//! assert_eq!(pairwise.schulze().tiers, [[1], [2], [3], [0]]);
//! assert_eq!(kemeny(&pairwise)?.score, 393.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `PlackettLuce::adjacency(R)` | [`Pairwise::of`], [`Pairwise::preferred`] |
//! | `pref_voting.voting_methods.borda` | [`Pairwise::borda`], [`Pairwise::borda_shares`], [`borda_shares`] with errors |
//! | `copeland` | [`Pairwise::copeland`] |
//! | `schulze` (`beat_path`) | [`Pairwise::schulze`] |
//! | `ranked_pairs` | [`Pairwise::ranked_pairs`] |
//! | `kemeny_young` | [`kemeny()`] |
//! | `scipy.stats.kendalltau`, `cor(method = "kendall")` | [`kendall_tau`] |

mod borda;
mod kemeny;
mod paths;
mod tau;

pub use borda::borda_shares;
pub use kemeny::{Kemeny, MOST_KEMENY_ITEMS, kemeny};
pub use paths::{RankedPairs, Schulze};
pub use tau::kendall_tau;

use crate::estimate::EstimateError;
use crate::ranking::{Rankings, Unranked, item, places};
use crate::sum::{Compensated, number, total};
use crate::worth::Shares;

/// The share of all weight by which two sums may differ and still count as equal.
const EQUAL: f64 = 1e-12;

/// How much weight prefers each item to each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairwise {
    items: usize,
    preferred: Vec<f64>,
    tied: Vec<f64>,
    slack: f64,
}

/// The reasons to refuse to aggregate.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AggregateError {
    /// The rankings and the weights describe different numbers of respondents.
    #[error("there are {rankings} rankings and {weights} weights")]
    LengthsDiffer {
        /// How many rankings there are, blank ones counted.
        rankings: usize,
        /// How many weights there are.
        weights: usize,
    },
    /// A weight is negative, infinite or not a number.
    #[error("respondent {row} has the weight {weight}, which cannot be used")]
    BadWeight {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The weight as given.
        weight: f64,
    },
    /// The counts are not a square table of numbers that are not negative.
    #[error("the counts must be a square table of at least two items, without negative or undefined numbers")]
    BadCounts,
    /// Nobody with any weight ranked anything.
    #[error("nobody with any weight ranked two items")]
    NobodyAnswered,
    /// There are more items than the exact search can hold.
    #[error("{items} items are too many for the exact search, which takes at most {most}")]
    TooManyItems {
        /// How many items there are.
        items: usize,
        /// How many there may be.
        most: usize,
    },
    /// Two lists to compare have different lengths, or a number that is not one.
    #[error("the two lists must have the same length, at least 2, and hold numbers only")]
    BadLists,
    /// The figures could not be estimated.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
}

impl Pairwise {
    /// Sums up rankings, each with a weight.
    ///
    /// # Formula
    /// `preferred(i, j) = Σ w` over the ballots that put `i` before `j`, `tied(i, j) = Σ w` over those that hold them
    /// equal.
    ///
    /// # Source
    /// Condorcet (1785), *Essai sur l'application de l'analyse*, for counting by pairs.
    ///
    /// # Shape and unit
    /// One weight per respondent; results have the unit of the weights.
    ///
    /// # Errors
    /// Refuses lengths that differ, weights that are negative or not finite, and rankings that compare nothing.
    pub fn of(rankings: &Rankings, weights: &[f64]) -> Result<Self, AggregateError> {
        if rankings.len() != weights.len() {
            return Err(AggregateError::LengthsDiffer { rankings: rankings.len(), weights: weights.len() });
        }
        if let Some(row) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
            return Err(AggregateError::BadWeight { row, weight: weights[row] });
        }
        let items = rankings.items();
        let (mut preferred, mut tied) =
            (vec![Compensated::default(); items * items], vec![Compensated::default(); items * items]);
        let mut ranks = vec![0; items];
        for (row, &weight) in weights.iter().enumerate().filter(|(row, _)| !rankings.row(*row).is_empty()) {
            rank(rankings, row, &mut ranks);
            for i in 0..items {
                for j in (0..items).filter(|&j| j != i && ranks[i] > 0 && ranks[j] > 0) {
                    match ranks[i].cmp(&ranks[j]) {
                        std::cmp::Ordering::Less => preferred[i * items + j].add(weight),
                        std::cmp::Ordering::Equal => tied[i * items + j].add(weight),
                        std::cmp::Ordering::Greater => {}
                    }
                }
            }
        }
        let [preferred, tied] = [preferred, tied].map(|sums| sums.into_iter().map(Compensated::value).collect());
        Self::checked(items, preferred, tied)
    }

    /// Takes counts as given: row over column, and how many held the two equal (nobody, where there is no table).
    ///
    /// # Errors
    /// Refuses tables that are not square or hold anything but numbers that are not negative.
    pub fn of_counts<R: AsRef<[f64]>>(preferred: &[R], tied: Option<&[R]>) -> Result<Self, AggregateError> {
        let items = preferred.len();
        let flat = |table: &[R]| {
            let square = items >= 2 && table.len() == items && table.iter().all(|row| row.as_ref().len() == items);
            let cells: Vec<f64> = table.iter().flat_map(AsRef::as_ref).copied().collect();
            let usable = square && cells.iter().all(|count| count.is_finite() && *count >= 0.0);
            usable.then_some(cells).ok_or(AggregateError::BadCounts)
        };
        let mut preferred = flat(preferred)?;
        let mut tied = tied.map_or_else(|| Ok(vec![0.0; items * items]), flat)?;
        for i in 0..items {
            (preferred[i * items + i], tied[i * items + i]) = (0.0, 0.0);
        }
        Self::checked(items, preferred, tied)
    }

    fn checked(items: usize, preferred: Vec<f64>, tied: Vec<f64>) -> Result<Self, AggregateError> {
        let each = || preferred.iter().chain(&tied).copied();
        let most = each().fold(0.0, f64::max);
        if most <= 0.0 {
            return Err(AggregateError::NobodyAnswered);
        }
        if !total(each()).is_finite() {
            return Err(EstimateError::TooLarge.into());
        }
        Ok(Self { items, preferred, tied, slack: EQUAL * most })
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.items
    }

    /// How much weight prefers an item to another; `None` where an item does not exist.
    pub fn preferred(&self, item: usize, over: usize) -> Option<f64> {
        (item < self.items && over < self.items).then(|| self.above(item, over))
    }

    /// How much weight holds two items equal; `None` where an item does not exist.
    pub fn tied(&self, item: usize, other: usize) -> Option<f64> {
        (item < self.items && other < self.items).then(|| self.level(item, other))
    }

    /// As [`Pairwise::preferred`], of items that are known to exist.
    pub(crate) fn above(&self, item: usize, over: usize) -> f64 {
        self.preferred[item * self.items + over]
    }

    fn level(&self, item: usize, other: usize) -> f64 {
        self.tied[item * self.items + other]
    }

    /// Whether more weight prefers an item to another than the other way round.
    pub(crate) fn beats(&self, item: usize, other: usize) -> bool {
        self.above(item, other) > self.above(other, item) + self.slack
    }

    /// By how much sums may differ and still count as equal.
    pub(crate) fn slack(&self) -> f64 {
        self.slack
    }

    /// Borda points: on each ballot one for each item ranked below, a half for each tied with it.
    ///
    /// # Formula
    /// `Σ_j preferred(i, j) + tied(i, j) / 2`.
    ///
    /// # Source
    /// Borda (1781); ties share points.
    ///
    /// # Shape and unit
    /// One figure per item, in points times the unit of weights.
    pub fn borda(&self) -> Vec<f64> {
        let others = |i: usize| (0..self.items).map(move |j| (i, j));
        let points = |i: usize| total(others(i).map(|(i, j)| self.above(i, j) + 0.5 * self.level(i, j)));
        (0..self.items).map(points).collect()
    }

    /// Borda points as shares of all points.
    ///
    /// # Formula
    /// As [`Pairwise::borda`], over the sum of all items.
    ///
    /// # Source
    /// As [`Pairwise::borda`].
    ///
    /// # Shape and unit
    /// One share per item, adding up to 1.
    pub fn borda_shares(&self) -> Shares {
        let even = || Shares { values: vec![1.0 / number(self.items); self.items], covariance: None };
        Shares::of_amounts(&self.borda()).unwrap_or_else(even)
    }

    /// Copeland scores: one for each item beaten by more weight, a half for each where weights are equal.
    ///
    /// # Formula
    /// The number of `j` with `preferred(i, j) > preferred(j, i)`, and half the number of those where they are equal.
    ///
    /// # Source
    /// Copeland (1951).
    ///
    /// # Shape and unit
    /// One figure per item, from 0 to one less than the items.
    pub fn copeland(&self) -> Vec<f64> {
        let against = |i: usize, j: usize| match (self.beats(i, j), self.beats(j, i)) {
            (true, _) => 1.0,
            (_, true) => 0.0,
            _ => 0.5,
        };
        (0..self.items).map(|i| (0..self.items).filter(|&j| j != i).map(|j| against(i, j)).sum()).collect()
    }

    /// The item that beats each other, where there is one.
    ///
    /// # Formula
    /// The `i` with `preferred(i, j) > preferred(j, i)` for every other `j`.
    ///
    /// # Source
    /// Condorcet (1785), *Essai sur l'application de l'analyse*.
    ///
    /// # Shape and unit
    /// An item, from 0, or none.
    pub fn condorcet_winner(&self) -> Option<usize> {
        (0..self.items).find(|&i| (0..self.items).all(|j| i == j || self.beats(i, j)))
    }

    /// The share of comparisons that each item wins, a tie being half a win; `None` for an item never compared.
    ///
    /// # Formula
    /// `Σ_j (preferred(i, j) + tied(i, j) / 2)` over `Σ_j (preferred(i, j) + preferred(j, i) + tied(i, j))`.
    ///
    /// # Source
    /// The definition.
    ///
    /// # Shape and unit
    /// One figure from 0 to 1 per item.
    pub fn win_rates(&self) -> Vec<Option<f64>> {
        let compared = |i: usize, j: usize| self.above(i, j) + self.above(j, i) + self.level(i, j);
        let rate = |(i, points): (usize, f64)| {
            let all = total((0..self.items).map(|j| compared(i, j)));
            (all > 0.0).then(|| points / all)
        };
        self.borda().into_iter().enumerate().map(rate).collect()
    }
}

/// Fills in the rank of each item on a ballot, 0 where it takes no part.
fn rank(rankings: &Rankings, row: usize, ranks: &mut [usize]) {
    ranks.fill(if rankings.unranked() == Unranked::Below { usize::MAX } else { 0 });
    for (place, tied) in places(rankings.row(row)).enumerate() {
        for &entry in tied {
            ranks[item(entry)] = place + 1;
        }
    }
}

/// Groups items by how many each is above, most first.
fn tiers(wins: &[usize]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..wins.len()).collect();
    order.sort_by_key(|&item| (std::cmp::Reverse(wins[item]), item));
    order.chunk_by(|&a, &b| wins[a] == wins[b]).map(<[usize]>::to_vec).collect()
}
