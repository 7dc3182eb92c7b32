//! What joint rank sets let one say in words: who is clearly among the first, and which tiers there are.
//! Nothing is estimated here.

use super::{JointRanks, RankError, rank_into};

/// What may be said of an item and the first `k` places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Clearly among the first `k`: its worst rank is `k` or better.
    Top,
    /// Could be either.
    Either,
    /// Clearly not among the first `k`: its best rank is worse than `k`.
    Lower,
}

impl JointRanks {
    /// Says of each item whether it is clearly among the first `k`, clearly lower, or could be either.
    ///
    /// # Formula
    /// [`Standing::Top`] where `upper ≤ k`, [`Standing::Lower`] where `lower > k`, otherwise [`Standing::Either`]. All
    /// of these statements hold together with the confidence of the sets.
    ///
    /// # Source
    /// As [`JointRanks`]; Mogstad and others call the first `k` the τ-best.
    ///
    /// # Shape and unit
    /// One per item, in the order of items.
    ///
    /// # Errors
    /// Refuses a `k` of 0 or above the number of items.
    pub fn standings(&self, k: usize) -> Result<Vec<Standing>, RankError> {
        let items = self.lower.len();
        if k == 0 || k > items {
            return Err(RankError::BadTop { top: k, items });
        }
        let standing = |(&lower, &upper): (&usize, &usize)| match (lower, upper) {
            (_, upper) if upper <= k => Standing::Top,
            (lower, _) if lower > k => Standing::Lower,
            _ => Standing::Either,
        };
        Ok(self.lower.iter().zip(&self.upper).map(standing).collect())
    }

    /// Divides the items into tiers, best first, within each by estimate.
    ///
    /// # Formula
    /// Items in order of their estimates are cut after place `p` wherever the first `p` all have `upper ≤ p` and the others
    /// all have `lower > p`. So a tier that takes places `a` to `b` holds only items whose whole rank set lies within `a`
    /// to `b`, and no finer division does.
    ///
    /// # Source
    /// Worked out here from the sets of [`JointRanks`].
    ///
    /// # Shape and unit
    /// Items numbered from 0; each stands in one tier.
    pub fn tiers(&self) -> Vec<Vec<usize>> {
        let items = self.estimate.len();
        // The sets are open to change from outside; a rank taken away says nothing.
        let lower = |item: usize| self.lower.get(item).copied().unwrap_or(1);
        let upper = |item: usize| self.upper.get(item).copied().unwrap_or(items);
        let (mut order, mut ranks) = (Vec::with_capacity(items), vec![0; items]);
        rank_into(&self.estimate, &mut order, &mut ranks);
        // The sort leaves ties in any order; by number they are the same on every machine.
        order.sort_by_key(|&item| (ranks[item], item));
        let mut lowest_after = vec![items + 1; items + 1];
        for place in (0..items).rev() {
            lowest_after[place] = lowest_after[place + 1].min(lower(order[place]));
        }
        let (mut tiers, mut tier, mut worst) = (Vec::new(), Vec::new(), 0);
        for (place, &item) in (1..).zip(&order) {
            worst = worst.max(upper(item));
            tier.push(item);
            if worst <= place && lowest_after[place] > place {
                tiers.push(std::mem::take(&mut tier));
            }
        }
        tiers
    }
}
