//! How the priorities of a check differ from the published ones.

use super::TIE;
use super::refusal::Refusal;
use crate::aggregate::kendall_tau;
use crate::sum::{number, total};

/// How far one item's share moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareChange {
    /// The item, from 0.
    pub item: usize,
    /// Its share in the check less its published share; 0.01 is one percentage point up.
    pub by: f64,
}

/// How one item's rank moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankChange {
    /// The item, from 0.
    pub item: usize,
    /// Its published rank, from 1.
    pub from: usize,
    /// Its rank in the check.
    pub to: usize,
}

/// How the result of a check compares with the published one.
#[derive(Debug, Clone, PartialEq)]
pub struct Differences {
    /// The share of each item in the check; they add up to 1, except where each item is seen by others
    /// ([`What::PresentedFirst`](super::What::PresentedFirst) and last).
    pub shares: Vec<f64>,
    /// The change of the item whose share moved furthest; the first of those that moved as far, to rounding.
    pub largest_change: ShareChange,
    /// The items whose rank changed, in the order of items. Ties share the smaller rank, as [`crate::ranks::ranks`].
    pub rank_changes: Vec<RankChange>,
    /// Kendall's tau-b of the two orders, 1 where they agree; `None` where all items tie or there is only one.
    pub tau: Option<f64>,
    /// Whether the same items are at the top, in whatever order. Items that tie for the last place of the top are all in it.
    pub same_top: bool,
    /// How many respondents weigh anything.
    pub respondents: usize,
    /// Levels that were taken out of their margins, because only those left out stood for them: margin and level.
    pub levels_left_out: Vec<(String, String)>,
}

/// Priorities ready to be compared.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    pub(super) shares: Vec<f64>,
    pub(super) ranks: Vec<usize>,
}

impl Standing {
    /// Brings priorities to shares of 1.
    pub(super) fn of(priorities: &[f64]) -> Result<Self, Refusal> {
        if let Some(item) = priorities.iter().position(|value| !value.is_finite() || *value < 0.0) {
            return Err(Refusal::BadPriority { item, value: priorities[item] });
        }
        let total = total(priorities.iter().copied());
        if !total.is_finite() || total < f64::MIN_POSITIVE {
            return Err(Refusal::BadTotal { total });
        }
        Ok(Self::of_shares(priorities.iter().map(|value| value / total).collect()))
    }

    /// Takes shares as they are.
    pub(super) fn of_shares(shares: Vec<f64>) -> Self {
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by(|&a, &b| shares[b].total_cmp(&shares[a]));
        let (mut ranks, mut rank) = (vec![0; shares.len()], 0);
        for (place, &item) in order.iter().enumerate() {
            if place == 0 || shares[order[place - 1]] - shares[item] > TIE {
                rank = place + 1;
            }
            ranks[item] = rank;
        }
        Self { shares, ranks }
    }

    /// Compares another standing of the same items with this one.
    pub(super) fn compare(&self, other: Self, top: usize) -> Differences {
        let changes = self.shares.iter().zip(&other.shares).map(|(published, share)| share - published);
        let largest = changes.enumerate().fold(ShareChange { item: 0, by: 0.0 }, |largest, (item, by)| {
            if by.abs() > largest.by.abs() + TIE { ShareChange { item, by } } else { largest }
        });
        let both = || self.ranks.iter().copied().zip(other.ranks.iter().copied()).enumerate();
        let moved = both().filter(|(_, (from, to))| from != to);
        let rank_changes = moved.map(|(item, (from, to))| RankChange { item, from, to }).collect();
        let numbers = |ranks: &[usize]| ranks.iter().map(|&rank| number(rank)).collect::<Vec<_>>();
        let tau = kendall_tau(&numbers(&self.ranks), &numbers(&other.ranks)).ok().flatten();
        let same_top = both().all(|(_, (from, to))| (from <= top) == (to <= top));
        Differences {
            shares: other.shares,
            largest_change: largest,
            rank_changes,
            tau,
            same_top,
            respondents: 0,
            levels_left_out: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RankChange, ShareChange, Standing};
    use crate::sensitivity::Refusal;

    #[test]
    fn shares_that_differ_by_rounding_tie() {
        let standing = Standing::of(&[0.25, 0.25 + 1e-15, 0.5, 0.0]).unwrap();
        assert_eq!(standing.ranks, [2, 2, 1, 4]);
    }

    #[test]
    fn a_swap_is_told_by_item_rank_and_tau() {
        let published = Standing::of(&[5.0, 3.0, 2.0]).unwrap();
        let made = published.compare(Standing::of(&[0.5, 0.1, 0.4]).unwrap(), 2);
        assert_eq!(made.rank_changes, [RankChange { item: 1, from: 2, to: 3 }, RankChange { item: 2, from: 3, to: 2 }]);
        assert!((made.tau.unwrap() - 1.0 / 3.0).abs() < 1e-15);
        let ShareChange { item, by } = made.largest_change;
        assert!(item == 1 && (by + 0.2).abs() < 1e-15);
        assert!(!made.same_top);
        assert!(published.compare(Standing::of(&[3.0, 5.0, 2.0]).unwrap(), 2).same_top);
    }

    #[test]
    fn what_makes_no_shares_is_refused() {
        assert!(matches!(Standing::of(&[1.0, -0.1]), Err(Refusal::BadPriority { item: 1, .. })));
        assert!(matches!(Standing::of(&[f64::NAN]), Err(Refusal::BadPriority { item: 0, .. })));
        assert!(matches!(Standing::of(&[0.0, 0.0]), Err(Refusal::BadTotal { .. })));
        assert!(matches!(Standing::of(&[f64::MAX, f64::MAX]), Err(Refusal::BadTotal { .. })));
    }
}
