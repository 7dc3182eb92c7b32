//! What shares of several panels come to together: by their weights, by others, and by all that are within limits.
//!
//! Everything here is worked out from the shares alone, so that a reader who has these has all of it.

use serde::{Deserialize, Serialize};
use weighting::{
    pool::{PanelWeights, Panels, PoolError, Pooling, ZeroShares},
    progress::Progress,
    ranks::{Draws, ranks},
    smaa::{self, Evaluation, PUBLISHED_DRAWS, WeightLimits, acceptability},
};

/// What a panel weighs, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stake {
    /// By the plan.
    pub weight: u32,
    /// At the least.
    pub least: u32,
    /// At the most.
    pub most: u32,
}

/// What panels come to together; every list is in the order in which their shares stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoolFigures {
    /// The pooled share of each priority.
    pub shares: Vec<f64>,
    /// Its rank, from 1.
    pub ranks: Vec<usize>,
    /// Its share where panels are multiplied; `None` where some panel gives some priority nothing.
    pub log_shares: Option<Vec<f64>>,
    /// For each panel, the pooled shares without it, the others as they weigh beside each other.
    pub without: Vec<Option<Vec<f64>>>,
    /// For each panel, the smallest change of its weight that puts another priority first; `None` where none does.
    pub changes: Vec<Option<FirstChange>>,
    /// What weights within the limits put where.
    pub within: Acceptability,
    /// What all weights put where.
    pub overall: Acceptability,
}

/// Where another priority comes first.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirstChange {
    /// The weight of the panel at which both are level, as a share of 1.
    pub weight: f64,
    /// The place of the priority that comes first beyond it.
    pub first: usize,
}

/// How much of all weights puts each priority at each rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Acceptability {
    /// For each priority, the share of the weights that give it each rank, the first first.
    pub ranks: Vec<Vec<f64>>,
    /// For each priority, the weights that typically put it first; `None` where none do.
    pub typical: Vec<Option<Vec<f64>>>,
    /// How many weightings were drawn; `None` where all are counted without chance.
    pub drawn: Option<usize>,
}

impl PoolFigures {
    /// Pools the shares of panels, one row for each.
    ///
    /// # Errors
    /// Says why they cannot be pooled.
    pub fn of(shares: &[Vec<f64>], stakes: &[Stake], seed: u32) -> Result<Self, String> {
        let panels = Panels::new(shares).map_err(say)?;
        let weights = weights(stakes).map_err(say)?;
        let linear = panels.linear(&weights).map_err(say)?.values;
        let each = 0..panels.len();
        let without = each.clone().map(|panel| {
            let others = weights.without(panel).ok()?;
            panels.linear(&others).ok().map(|pooled| pooled.values)
        });
        let changes = each.map(|panel| {
            let change = panels.break_even(&weights, panel, 1, Pooling::Linear).ok()?.smallest()?;
            Some(FirstChange { weight: change.weight, first: change.enters })
        });
        let limits: Vec<_> = stakes.iter().map(|stake| (hundredths(stake.least), hundredths(stake.most))).collect();
        let within = WeightLimits::new(&limits).map_err(say)?;
        let overall = WeightLimits::none(panels.len()).map_err(say)?;
        Ok(Self {
            ranks: ranks(&linear).map_err(say)?,
            log_shares: panels.log(&weights, ZeroShares::Refuse).ok().map(|pooled| pooled.values),
            without: without.collect(),
            changes: changes.collect(),
            within: Acceptability::of(&panels, &within, seed)?,
            overall: Acceptability::of(&panels, &overall, seed)?,
            shares: linear,
        })
    }
}

impl Acceptability {
    fn of(panels: &Panels, limits: &WeightLimits, seed: u32) -> Result<Self, String> {
        let draws = Draws { count: PUBLISHED_DRAWS, seed: u64::from(seed) };
        let smaa::Acceptability { rank, central, evaluation, .. } =
            acceptability(panels, limits, draws, &Progress::silent()).map_err(say)?;
        let weightings = match evaluation {
            Evaluation::Exact => None,
            Evaluation::Sampled { draws, .. } => Some(draws.count),
        };
        Ok(Self { ranks: rank, typical: central, drawn: weightings })
    }
}

/// Pools one share of each panel for each priority by the weights of a plan.
pub(super) fn pool_rows(rows: &[Vec<f64>], stakes: &[Stake]) -> Option<Vec<f64>> {
    let panels = Panels::new(rows).ok()?;
    panels.linear(&weights(stakes).ok()?).ok().map(|pooled| pooled.values)
}

fn weights(stakes: &[Stake]) -> Result<PanelWeights, PoolError> {
    PanelWeights::new(&stakes.iter().map(|stake| hundredths(stake.weight)).collect::<Vec<_>>())
}

fn hundredths(amount: u32) -> f64 {
    f64::from(amount) / 100.0
}

fn say(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stake(weight: u32, least: u32, most: u32) -> Stake {
        Stake { weight, least, most }
    }

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?} is not {expected:?}");
    }

    #[test]
    fn two_panels_are_pooled_by_their_weights_and_by_all_others() {
        let shares = [vec![0.5, 0.2, 0.3], vec![0.2, 0.5, 0.3]];
        let figures = PoolFigures::of(&shares, &[stake(60, 40, 70), stake(40, 0, 100)], 7).unwrap();
        near(&figures.shares, &[0.38, 0.32, 0.3]);
        assert_eq!(figures.ranks, [1, 2, 3]);
        near(figures.without[0].as_ref().unwrap(), &shares[1]);
        let change = figures.changes[0].unwrap();
        near(&[change.weight], &[0.5]);
        assert_eq!(change.first, 1);
        // The first is first where the first panel weighs more than a half: two thirds of 40 to 70, and half of all.
        near(&[figures.within.ranks[0][0], figures.overall.ranks[0][0]], &[2.0 / 3.0, 0.5]);
        near(figures.overall.typical[0].as_ref().unwrap(), &[0.75, 0.25]);
        assert_eq!(figures.within.typical[2], None);
        assert!(figures.log_shares.is_some() && figures.within.drawn.is_none());
    }

    #[test]
    fn a_priority_that_a_panel_gives_nothing_has_no_log_pool() {
        let shares = [vec![1.0, 0.0], vec![0.2, 0.8]];
        let figures = PoolFigures::of(&shares, &[stake(50, 0, 100), stake(50, 0, 100)], 7).unwrap();
        assert_eq!(figures.log_shares, None);
        near(&figures.shares, &[0.6, 0.4]);
    }

    #[test]
    fn four_panels_have_their_weights_drawn_the_same_each_time() {
        let shares = [vec![0.6, 0.4], vec![0.4, 0.6], vec![0.5, 0.5], vec![0.3, 0.7]];
        let stakes = [stake(40, 20, 60), stake(20, 10, 40), stake(20, 10, 40), stake(20, 10, 40)];
        let figures = PoolFigures::of(&shares, &stakes, 7).unwrap();
        assert_eq!(figures.within.drawn, Some(PUBLISHED_DRAWS));
        assert_eq!(figures, PoolFigures::of(&shares, &stakes, 7).unwrap());
    }

    #[test]
    fn weights_that_no_plan_can_have_are_refused() {
        let shares = [vec![0.6, 0.4], vec![0.4, 0.6]];
        assert!(PoolFigures::of(&shares, &[stake(60, 0, 100), stake(60, 0, 100)], 7).is_err());
        assert!(PoolFigures::of(&shares, &[stake(50, 80, 100), stake(50, 30, 100)], 7).is_err());
    }
}
