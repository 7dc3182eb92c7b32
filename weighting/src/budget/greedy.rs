//! The greedy rule: most worth for money first.

use super::purchase::Market;
use super::{BudgetError, EQUAL, Purchase, Utility};
use crate::estimate::Sample;
use crate::sum::total;

/// Funds projects greedily, by the worth to all voters per cost, as long as they fit.
///
/// # Formula
/// Projects in the order of `Σ wᵢ uᵢ / c`, equal ones as listed; each that still fits is funded. With [`Utility::Cost`]
/// that is the order of approvals, with [`Utility::Cardinality`] of approvals per cost.
///
/// # Source
/// Talmon and Faliszewski (2019), *Proceedings of the AAAI Conference on Artificial Intelligence* 33.
///
/// # Shape and unit
/// As [`super::equal_shares`]; the projects funded, in the order in which they were taken.
///
/// # Errors
/// As [`super::equal_shares`].
pub fn greedy<A: AsRef<[usize]>>(
    sample: &Sample<'_>,
    budget: f64,
    costs: &[f64],
    approvals: &[Option<A>],
    utility: Utility,
) -> Result<Vec<usize>, BudgetError> {
    let market = Market::of_approvals(sample.counts()?, budget, costs, approvals, utility)?;
    let mut purchases = Vec::new();
    market.add_greedily(&mut purchases);
    Ok(purchases.iter().map(|purchase| purchase.project).collect())
}

impl Market {
    /// Adds to what was bought what still fits, most worth for money first.
    pub(super) fn add_greedily(&self, purchases: &mut Vec<Purchase>) {
        let mut left = self.budget - total(purchases.iter().map(|purchase| self.costs[purchase.project]));
        let open = |project: &usize| !purchases.iter().any(|purchase| purchase.project == *project);
        let mut order: Vec<(f64, usize)> = (0..self.costs.len())
            .filter(|&project| self.is_wanted(project))
            .filter(open)
            .map(|project| (self.worth(project) / self.costs[project], project))
            .collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // Equal worths for money may differ by rounding; they stand as listed.
        for run in order.chunk_by_mut(|a, b| a.0 <= b.0 * (1.0 + EQUAL)) {
            run.sort_by_key(|entry| entry.1);
        }
        for (_, project) in order {
            if self.costs[project] <= left + EQUAL * self.budget {
                left -= self.costs[project];
                purchases.push(Purchase { project, price: None });
            }
        }
    }
}
