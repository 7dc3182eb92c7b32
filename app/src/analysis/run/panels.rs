//! The panels of a plan: what each said, and all of them pooled, with how much that varies.

#[cfg(test)]
mod tests;

use domain::{
    plan::{Panel, Plan, Pooling},
    uses::RESIDENT,
};
use serde::{Deserialize, Serialize};
use weighting::{
    bootstrap::{Bootstrap, BootstrapError, Column, Plan as Planned, Replicates as Drawn},
    disclosure::THRESHOLD,
    progress::Progress,
    ranks::{JointRanks, Replicates, Steps},
};

use super::{
    super::{Tally, few::to_people, tally::Group},
    Draws, LEVEL, RunError,
    columns::{Columns, means, shares},
    pool::{PoolFigures, Stake, pool_rows},
    unusable,
};

/// The panels of a plan, and what they come to together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// The panels in the order of the plan.
    pub panels: Vec<PanelShares>,
    /// What weights are drawn from where there are too many panels to count all of them.
    pub seed: u32,
    /// Why they are not pooled; `None` where they are.
    pub refusal: Option<PoolRefusal>,
    /// All of them pooled.
    pub pool: Option<Pool>,
}

/// What a panel said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PanelShares {
    /// The segment.
    pub segment: String,
    /// What it weighs.
    #[serde(flatten)]
    pub stake: Stake,
    /// How many of it answered.
    pub answered: usize,
    /// The share of each priority, in the order of the weighting; empty where nobody gave anything.
    pub shares: Vec<f64>,
}

/// Why panels are not pooled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum PoolRefusal {
    /// Too few of a panel answered.
    TooFew {
        /// The segment.
        segment: String,
    },
    /// Nobody of a panel gave anything to any priority.
    NothingGiven {
        /// The segment.
        segment: String,
    },
    /// The answers are so few or so alike that they cannot be drawn again.
    NotWorkedOut,
    /// Too little of the panels can be shown.
    Withheld,
}

/// All panels pooled, in the order of the weighting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pool {
    /// What follows from the shares of the panels.
    pub figures: PoolFigures,
    /// The middle 95 in 100 of what re-runs with similar people gave in every panel.
    pub ranges: Vec<(f64, f64)>,
    /// The ranks that cannot be told apart with 95 in 100 confidence, all priorities together.
    pub places: Vec<(usize, usize)>,
    /// The tier of each, from 1.
    pub tiers: Vec<usize>,
    /// How often the answers were drawn again.
    pub draws: Draws,
}

/// What a run has found for residents.
pub(super) struct Found<'a> {
    /// How many answered.
    pub(super) answered: usize,
    /// Their shares, in the order of the form.
    pub(super) shares: Vec<f64>,
    /// Their draws.
    pub(super) drawn: &'a Drawn,
    /// Whether these are steps.
    pub(super) are_steps: bool,
    /// The places of the priorities, the first of the weighting first.
    pub(super) order: &'a [usize],
}

/// A panel as it is read.
struct Read<'a> {
    panel: &'a Panel,
    answered: usize,
    /// In the order of the form.
    shares: Option<Vec<f64>>,
    /// What each of another segment than residents gives.
    given: Option<Vec<Vec<Option<f64>>>>,
}

/// Pools the panels of a plan on the question at a place; nothing where the plan pools none.
pub(super) fn pooled(
    plan: &Plan,
    tally: &Tally,
    place: usize,
    found: &Found<'_>,
    progress: &Progress<'_>,
) -> Result<Option<Pooled>, RunError> {
    let Some(Pooling { panels, .. }) = &plan.pooling else { return Ok(None) };
    let read: Vec<Read<'_>> = panels.iter().map(|panel| read(panel, tally, place, found)).collect();
    let in_order =
        |shares: &[f64]| -> Vec<f64> { found.order.iter().filter_map(|place| shares.get(*place).copied()).collect() };
    let described = read.iter().map(|read| PanelShares {
        segment: read.panel.segment.clone(),
        stake: stake(read.panel),
        answered: read.answered,
        shares: read.shares.as_deref().map(in_order).unwrap_or_default(),
    });
    let described: Vec<PanelShares> = described.collect();
    let pool = match read.iter().find_map(refusal) {
        Some(refusal) => Err(refusal),
        None => match pool(plan, &described, &read, found, progress) {
            Ok(pool) => Ok(pool),
            Err(RunError::Cancelled) => return Err(RunError::Cancelled),
            Err(_) => Err(PoolRefusal::NotWorkedOut),
        },
    };
    let (refusal, pool) = match pool {
        Ok(pool) => (None, Some(pool)),
        Err(refusal) => (Some(refusal), None),
    };
    Ok(Some(Pooled { panels: described, seed: plan.seed, refusal, pool }))
}

fn stake(panel: &Panel) -> Stake {
    Stake { weight: panel.weight, least: panel.least, most: panel.most }
}

/// Reads what a panel said: residents as they were weighted, any other each counted once.
fn read<'a>(panel: &'a Panel, tally: &Tally, place: usize, found: &Found<'_>) -> Read<'a> {
    if panel.segment == RESIDENT {
        return Read { panel, answered: found.answered, shares: Some(found.shares.clone()), given: None };
    }
    let group = tally.groups().find(|(segment, _)| *segment == Some(panel.segment.as_str())).map(|(_, group)| group);
    let votes = group.and_then(|group: &Group| group.votes.get(place)).map(Vec::as_slice).unwrap_or_default();
    let given = Columns::of(&tally.scales[place], votes).given;
    Read {
        panel,
        answered: votes.iter().flatten().count(),
        shares: means(&given, &vec![1.0; votes.len()]).and_then(|means| shares(&means)),
        given: Some(given),
    }
}

/// Says why a panel cannot be pooled with others.
fn refusal(read: &Read<'_>) -> Option<PoolRefusal> {
    let segment = || read.panel.segment.clone();
    if to_people(read.answered) < THRESHOLD {
        Some(PoolRefusal::TooFew { segment: segment() })
    } else if read.shares.is_none() {
        Some(PoolRefusal::NothingGiven { segment: segment() })
    } else {
        None
    }
}

fn pool(
    plan: &Plan,
    described: &[PanelShares],
    read: &[Read<'_>],
    found: &Found<'_>,
    progress: &Progress<'_>,
) -> Result<Pool, RunError> {
    let stakes: Vec<Stake> = described.iter().map(|panel| panel.stake).collect();
    let given: Vec<Vec<f64>> = described.iter().map(|panel| panel.shares.clone()).collect();
    let figures = PoolFigures::of(&given, &stakes, plan.seed).map_err(RunError::Unusable)?;
    let redrawn: Vec<Option<Drawn>> = (1..)
        .zip(read)
        .map(|(number, read)| read.given.as_ref().map(|given| draw(plan, number, given, progress)).transpose())
        .collect::<Result<_, _>>()?;
    let drawn: Vec<&Drawn> = redrawn.iter().map(|redrawn| redrawn.as_ref().unwrap_or(found.drawn)).collect();
    let joined = joined(&drawn, &stakes, &figures.shares, found.order).ok_or(RunError::NobodyAnswered)?;
    let replicates = Replicates::bootstrapped(&joined).map_err(unusable)?;
    let joint = JointRanks::from_replicates(&figures.shares, &replicates, LEVEL, Steps::Down).map_err(unusable)?;
    let tiers = joint.tiers();
    let tier = |item: usize| 1 + tiers.iter().position(|tier| tier.contains(&item)).unwrap_or_default();
    Ok(Pool {
        ranges: joined.percentile_intervals(LEVEL),
        places: joint.lower.iter().copied().zip(joint.upper.iter().copied()).collect(),
        tiers: (0..figures.shares.len()).map(tier).collect(),
        draws: Draws { made: joined.len(), failed: joined.failed().len(), are_steps: found.are_steps },
        figures,
    })
}

/// Draws the people of a panel again and again, by streams of its own: those of the seed and, above its 32 bits, the panel's number.
fn draw(plan: &Plan, number: u64, given: &[Vec<Option<f64>>], progress: &Progress<'_>) -> Result<Drawn, RunError> {
    let columns: Vec<Column<'_>> = given.iter().map(|column| Column::Answers(column)).collect();
    let people = given.first().map_or(0, Vec::len);
    let bootstrap = Bootstrap::unraked(&vec![1.0; people], &columns).map_err(unusable)?;
    let seed = u64::from(plan.seed) | number << u32::BITS;
    let planned = Planned::new(usize::try_from(plan.replicates).unwrap_or(usize::MAX), seed);
    let drawn = bootstrap.means(planned, progress).map_err(|error| match error {
        BootstrapError::Cancelled(_) => RunError::Cancelled,
        error => unusable(error),
    })?;
    Ok(in_shares(&drawn))
}

/// Brings each draw to shares of 1. One in which nobody gave anything to any priority has none; it is counted as failed.
pub(super) fn in_shares(drawn: &Drawn) -> Drawn {
    drawn.map(|means| shares(means).unwrap_or_else(|| vec![f64::NAN; means.len()]))
}

/// Pools the draws of all panels, each with those of the same number; one that any panel does not have has failed.
fn joined(drawn: &[&Drawn], stakes: &[Stake], estimate: &[f64], order: &[usize]) -> Option<Drawn> {
    let (first, others) = drawn.split_first()?;
    let row_of = |drawn: &Drawn, number: usize| -> Option<Vec<f64>> {
        let row = drawn.rows().nth(drawn.kept().binary_search(&number).ok()?)?;
        order.iter().map(|place| row.get(*place).copied()).collect()
    };
    let pooled = |number: usize| {
        let rows: Vec<Vec<f64>> =
            std::iter::once(first).chain(others).map(|drawn| row_of(drawn, number)).collect::<Option<_>>()?;
        pool_rows(&rows, stakes)
    };
    // The figures of all who answered come first, then those of each draw.
    let mut rows = std::iter::once(Some(estimate.to_vec())).chain(first.kept().iter().map(|number| pooled(*number)));
    Some(first.map(|_| rows.next().flatten().unwrap_or_else(|| vec![f64::NAN; estimate.len()])))
}
