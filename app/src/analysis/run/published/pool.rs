//! What of a pool may be shown: what follows from the shares of panels that are shown themselves, and nothing else.
//!
//! A priority that is left out of any panel is left out of the pool. What is pooled is worked out again from the shares as they are
//! shown, so that a reader who takes the panels away from the pool is left with what they have read already.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::super::{Draws, Item, PoolFigures, PoolRefusal, Pooled, Stake, pool::pool_rows};

/// Panels pooled, as they may be shown; every list is in the order of the priorities that are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedPool {
    /// The panels in the order of the plan.
    pub panels: Vec<PublishedPanel>,
    /// The priorities that can be shown for every panel, the first of the pool first.
    pub priorities: Vec<String>,
    /// The others, by name.
    pub withheld: Vec<String>,
    /// Why nothing is pooled; `None` where it is.
    pub refusal: Option<PoolRefusal>,
    /// What the shares of the panels come to together.
    pub figures: Option<PoolFigures>,
    /// The middle 95 in 100 of what re-runs with similar people gave.
    pub ranges: Vec<(f64, f64)>,
    /// The ranks that cannot be told apart with 95 in 100 confidence; `None` where they would tell of what is withheld.
    pub places: Option<Vec<(usize, usize)>>,
    /// The tiers; `None` where they would tell of what is withheld.
    pub tiers: Option<Vec<usize>>,
    /// How often the answers were drawn again.
    pub draws: Option<Draws>,
}

/// What a panel said, as it may be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PublishedPanel {
    /// The segment.
    pub segment: String,
    /// What it weighs.
    #[serde(flatten)]
    pub stake: Stake,
    /// How many of it answered.
    pub answered: Option<u64>,
    /// The share of each priority.
    pub shares: Vec<f64>,
}

/// What is shown of a panel by itself.
#[derive(Clone, Debug)]
pub struct ShownPanel {
    /// How many of it answered.
    pub answered: Option<u64>,
    /// The share of each priority, in the order of the weighting; `None` where it is left out.
    pub shares: Vec<Option<f64>>,
}

impl PublishedPool {
    /// Pools what is shown of the panels by themselves, in the order of the plan; `round` is what becomes of figures that are shown.
    pub fn of(pooled: &Pooled, items: &[Item], shown: &[ShownPanel], round: impl Fn(f64) -> f64) -> Self {
        let stakes: Vec<Stake> = pooled.panels.iter().map(|panel| panel.stake).collect();
        let is_shown = |place: &usize| shown.iter().all(|panel| matches!(panel.shares.get(*place), Some(Some(_))));
        let (mut order, hidden): (Vec<usize>, Vec<usize>) = (0..items.len()).partition(is_shown);
        let shares = |panel: &ShownPanel, order: &[usize]| -> Vec<f64> {
            order.iter().filter_map(|place| panel.shares[*place]).collect()
        };
        let rows = |order: &[usize]| -> Vec<Vec<f64>> { shown.iter().map(|panel| shares(panel, order)).collect() };
        let pooled_shares = pool_rows(&rows(&order), &stakes).unwrap_or_default();
        let mut by_share: Vec<(f64, usize)> = pooled_shares.into_iter().zip(order.iter().copied()).collect();
        by_share.sort_by(|one, other| other.0.total_cmp(&one.0));
        order = by_share.into_iter().map(|(_, place)| place).collect();
        let mut withheld: Vec<String> = hidden.iter().map(|place| items[*place].label.clone()).collect();
        // In their own order they would tell how they stand.
        withheld.sort();
        let figures = match (&pooled.refusal, order.len()) {
            (Some(refusal), _) => Err(refusal.clone()),
            (None, 0 | 1) => Err(PoolRefusal::Withheld),
            (None, _) => PoolFigures::of(&rows(&order), &stakes, pooled.seed).map_err(|_| PoolRefusal::NotWorkedOut),
        };
        let pool = pooled.pool.as_ref().filter(|_| figures.is_ok());
        let is_whole = hidden.is_empty();
        let (figures, refusal) = match figures {
            // Multiplied shares are scaled by all of them.
            Ok(figures) => (Some(PoolFigures { log_shares: figures.log_shares.filter(|_| is_whole), ..figures }), None),
            Err(refusal) => (None, Some(refusal)),
        };
        let panels = pooled.panels.iter().zip(shown).map(|(panel, shown)| PublishedPanel {
            segment: panel.segment.clone(),
            stake: panel.stake,
            answered: shown.answered,
            shares: if figures.is_some() { shares(shown, &order) } else { Vec::new() },
        });
        Self {
            panels: panels.collect(),
            ranges: pool
                .map(|pool| in_order(&pool.ranges, &order))
                .unwrap_or_default()
                .into_iter()
                .map(|(from, to)| (round(from), round(to)))
                .collect(),
            places: pool.filter(|_| is_whole).map(|pool| in_order(&pool.places, &order)),
            tiers: pool.filter(|_| is_whole).map(|pool| in_order(&pool.tiers, &order)),
            draws: pool.map(|pool| pool.draws),
            priorities: if figures.is_some() {
                order.iter().map(|place| items[*place].label.clone()).collect()
            } else {
                Vec::new()
            },
            withheld,
            refusal,
            figures,
        }
    }

    /// Gives the pooled shares by other weights than those of the plan, in whatever unit; nothing where there is no pool or no weight.
    pub fn by(&self, weights: &[u32]) -> Option<Vec<f64>> {
        let sum = weights.iter().copied().map(f64::from).sum::<f64>();
        let is_possible = self.figures.is_some() && weights.len() == self.panels.len() && sum > 0.0;
        let share = |place: usize| -> f64 {
            self.panels.iter().zip(weights).map(|(panel, weight)| f64::from(*weight) / sum * panel.shares[place]).sum()
        };
        is_possible.then(|| (0..self.priorities.len()).map(share).collect())
    }
}

fn in_order<T: Copy>(all: &[T], order: &[usize]) -> Vec<T> {
    order.iter().filter_map(|place| all.get(*place).copied()).collect()
}
