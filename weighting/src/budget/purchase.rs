//! One run of the method: who wants what, who holds how much, and what is bought. Private.

use std::collections::BTreeMap;

use super::{BudgetError, EQUAL, Purchase, Utility};
use crate::sum::{Compensated, total};

/// Projects and those who want them; voters with the same approvals are one, since they always hold the same.
#[derive(Debug, Clone)]
pub(super) struct Market {
    pub(super) budget: f64,
    pub(super) costs: Vec<f64>,
    /// For each project, its supporters with what it is worth to them.
    supporters: Vec<Vec<(usize, f64)>>,
    weights: Vec<f64>,
    /// The voter that each respondent is counted with; `None` where they did not vote.
    pub(super) of_respondent: Vec<Option<usize>>,
}

/// What a run leads to.
#[derive(Debug, Clone)]
pub(super) struct Purse {
    /// Everybody's starting money per unit of weight.
    pub(super) start: f64,
    left: Vec<f64>,
    pub(super) purchases: Vec<Purchase>,
}

impl Purse {
    /// What a voter paid per unit of weight.
    pub(super) fn paid(&self, voter: usize) -> f64 {
        self.start - self.left[voter]
    }
}

impl Market {
    pub(super) fn of_approvals<A: AsRef<[usize]>>(
        weights: &[f64],
        budget: f64,
        costs: &[f64],
        approvals: &[Option<A>],
        utility: Utility,
    ) -> Result<Self, BudgetError> {
        let mut market = Self::empty(weights, budget, costs, approvals.len())?;
        let mut known: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        let mut sums: Vec<Compensated> = Vec::new();
        for (row, approved) in approvals.iter().enumerate() {
            let Some(approved) = approved else { continue };
            let mut approved = approved.as_ref().to_vec();
            approved.sort_unstable();
            if let Some(&project) = approved.last().filter(|project| **project >= costs.len()) {
                return Err(BudgetError::UnknownProject { row, project, projects: costs.len() });
            }
            if let Some(pair) = approved.windows(2).find(|pair| pair[0] == pair[1]) {
                return Err(BudgetError::RepeatedProject { row, project: pair[0] });
            }
            let fresh = sums.len();
            let voter = *known.entry(approved).or_insert(fresh);
            if voter == fresh {
                sums.push(Compensated::default());
            }
            sums[voter].add(weights[row]);
            market.of_respondent[row] = Some(voter);
        }
        for (approved, voter) in known {
            for project in approved {
                let worth = if utility == Utility::Cost { costs[project] } else { 1.0 };
                market.supporters[project].push((voter, worth));
            }
        }
        market.weighed(sums.into_iter().map(Compensated::value).collect())
    }

    pub(super) fn of_points<P: AsRef<[f64]>>(
        weights: &[f64],
        budget: f64,
        costs: &[f64],
        points: &[Option<P>],
    ) -> Result<Self, BudgetError> {
        let mut market = Self::empty(weights, budget, costs, points.len())?;
        let mut each = Vec::new();
        for (row, points) in points.iter().enumerate() {
            let Some(points) = points.as_ref().map(AsRef::as_ref) else { continue };
            if points.len() != costs.len() || !points.iter().all(|points| points.is_finite() && *points >= 0.0) {
                return Err(BudgetError::BadPoints { row });
            }
            for (supporters, &worth) in market.supporters.iter_mut().zip(points) {
                supporters.push((each.len(), worth));
            }
            market.of_respondent[row] = Some(each.len());
            each.push(weights[row]);
        }
        market.weighed(each)
    }

    fn empty(weights: &[f64], budget: f64, costs: &[f64], votes: usize) -> Result<Self, BudgetError> {
        if !(budget > 0.0 && budget.is_finite()) {
            return Err(BudgetError::BadBudget { budget });
        }
        if let Some(project) = costs.iter().position(|cost| !(cost.is_finite() && *cost >= 0.0)) {
            return Err(BudgetError::BadCost { project, cost: costs[project] });
        }
        if votes != weights.len() {
            return Err(BudgetError::LengthsDiffer { votes, respondents: weights.len() });
        }
        let supporters = vec![Vec::new(); costs.len()];
        let of_respondent = vec![None; votes];
        Ok(Self { budget, costs: costs.to_vec(), supporters, weights: Vec::new(), of_respondent })
    }

    /// Takes the weights of voters, and forgets support without weight or worth.
    fn weighed(mut self, weights: Vec<f64>) -> Result<Self, BudgetError> {
        let sum = total(weights.iter().copied());
        if !(sum > 0.0 && (self.budget / sum).is_finite()) {
            return Err(BudgetError::NobodyVoted);
        }
        for supporters in &mut self.supporters {
            supporters.retain(|&(voter, worth)| weights[voter] > 0.0 && worth > 0.0);
            supporters.sort_unstable_by_key(|supporter| supporter.0);
        }
        self.weights = weights;
        Ok(self)
    }

    /// Everybody's part of the budget, per unit of weight.
    pub(super) fn start(&self) -> f64 {
        self.budget / total(self.weights.iter().copied())
    }

    /// Starting money per unit of weight with which everything that is wanted is bought, nobody running dry.
    ///
    /// A project costs its supporters `c u / Σ w u` each per unit of weight, the most for those to whom it is worth most.
    pub(super) fn enough(&self) -> f64 {
        let most = |project: usize| self.supporters[project].iter().map(|supporter| supporter.1).fold(0.0, f64::max);
        let wanted = (0..self.costs.len()).filter(|&project| self.is_wanted(project));
        total(wanted.map(|project| self.costs[project] * most(project) / self.worth(project)))
    }

    /// Whether somebody wants a project.
    pub(super) fn is_wanted(&self, project: usize) -> bool {
        !self.supporters[project].is_empty()
    }

    /// The worth of a project to all voters together.
    pub(super) fn worth(&self, project: usize) -> f64 {
        total(self.supporters[project].iter().map(|&(voter, worth)| self.weights[voter] * worth))
    }

    /// Whether no wanted project is left that would still fit into the budget.
    pub(super) fn is_exhaustive(&self, chosen: &[usize]) -> bool {
        let left = self.budget - total(chosen.iter().map(|&project| self.costs[project]));
        let fits = |project: &usize| self.costs[*project] <= left + EQUAL * self.budget;
        !(0..self.costs.len()).filter(|project| !chosen.contains(project) && self.is_wanted(*project)).any(|p| fits(&p))
    }

    /// Buys projects from the given starting money until none is affordable.
    pub(super) fn run(&self, start: f64) -> Purse {
        let mut purse = Purse { start, left: vec![start; self.weights.len()], purchases: Vec::new() };
        // Prices only rise, so the last known price is where a project can be at best.
        let mut open: Vec<(f64, usize)> =
            (0..self.costs.len()).filter(|&project| self.is_wanted(project)).map(|project| (0.0, project)).collect();
        loop {
            open.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let mut best: Option<(f64, usize)> = None;
            for (price, project) in &mut open {
                if best.is_some_and(|(lowest, _)| *price > lowest * (1.0 + EQUAL)) {
                    break;
                }
                *price = self.price(*project, &purse.left);
                let cheaper = |(lowest, known): (f64, usize)| {
                    *price < lowest * (1.0 - EQUAL) || (*price <= lowest * (1.0 + EQUAL) && *project < known)
                };
                if price.is_finite() && best.is_none_or(cheaper) {
                    best = Some((*price, *project));
                }
            }
            let Some((price, project)) = best else { return purse };
            open.retain(|entry| entry.1 != project && entry.0.is_finite());
            for &(voter, worth) in &self.supporters[project] {
                let left = &mut purse.left[voter];
                *left = (*left - price * worth).max(0.0);
            }
            purse.purchases.push(Purchase { project, price: Some(price) });
        }
    }

    /// The price per unit of worth at which supporters can afford a project; infinite where they cannot.
    fn price(&self, project: usize, left: &[f64]) -> f64 {
        let cost = self.costs[project];
        let supporters = &self.supporters[project];
        let money = total(supporters.iter().map(|&(voter, _)| self.weights[voter] * left[voter]));
        if money < cost * (1.0 - EQUAL) {
            return f64::INFINITY;
        }
        let mut order: Vec<(f64, usize, f64)> =
            supporters.iter().map(|&(voter, worth)| (left[voter] / worth, voter, worth)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut worths: Vec<f64> = order.iter().map(|&(_, voter, worth)| self.weights[voter] * worth).collect();
        // From the back, the worth of all who do not run dry before.
        for place in (1..worths.len()).rev() {
            worths[place - 1] += worths[place];
        }
        let mut owed = Compensated::default();
        owed.add(cost);
        for (&(limit, voter, _), worth) in order.iter().zip(&worths) {
            let price = owed.value().max(0.0) / worth;
            if price <= limit {
                return price;
            }
            owed.add(-self.weights[voter] * left[voter]);
        }
        // Their money is just enough: all give everything.
        order.last().map_or(f64::INFINITY, |last| last.0)
    }
}
