//! Executing a plan: from the numbers of the frozen responses to every figure of the results.
//!
//! The same plan on the same tally gives the same results, to the last bit on the same machine, whatever number of threads works on
//! it. In another order of respondents the ranges are the same, and sums may differ in their last bits: whoever stores or checks
//! results sorts the tally first.

mod checks;
mod columns;
mod moved;
mod panels;
mod pool;
mod published;
mod results;
#[cfg(test)]
mod tests;
mod weigh;

use std::ops::ControlFlow;

use domain::plan::Plan;
use weighting::{
    bootstrap::{Bootstrap, BootstrapError, Column, Plan as Planned, Replicates as Drawn},
    estimate::Sample,
    progress::{Progress, SoFar},
    ranks::{JointRanks, RankSpread, Replicates, Steps, ranks},
    tipping::Coverage,
};

pub use self::moved::Moved;
pub use self::panels::{PanelShares, Pool, PoolRefusal, Pooled};
pub use self::pool::{Acceptability, FirstChange, PoolFigures, Stake};
pub(super) use self::published::names;
pub use self::published::{
    Earlier, Known, Published, PublishedCampaign, PublishedCheck, PublishedChecks, PublishedItem, PublishedLevel,
    PublishedMargin, PublishedOther, PublishedPanel, PublishedPool, PublishedRespondents, PublishedSegment,
    PublishedWeights, ShownPanel, TooAlike, tell_of_few,
};
pub use self::results::{
    CheckOutcome, Checked, Draws, Headline, Item, LevelShares, MarginShares, MergedLevel, OtherQuestion, Quality,
    Respondents, Results, SegmentShares, Swapped, Weights,
};
use self::{
    columns::{Columns, deviations, means, shares, tau},
    weigh::Weighted,
};
use super::{Scale, Tally, tally::Group};

/// How sure ranges and tiers are.
const LEVEL: f64 = 0.95;

/// Why a run gives no results.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RunError {
    /// The question of the plan counts for no priorities in the newest version.
    #[error("the question of the plan is not asked any more, or its answers count for no priorities")]
    NothingToWeigh,
    /// No resident answered it.
    #[error("no resident answered the question of the plan")]
    NobodyAnswered,
    /// Somebody wants it stopped.
    #[error("the run was stopped")]
    Cancelled,
    /// The numbers cannot be used.
    #[error("{0}")]
    Unusable(String),
}

/// Which part of a run is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Answers are drawn again.
    Drawing,
    /// Decisions are changed in turn.
    Checking,
}

/// How many responses were frozen, and how many of them are not there any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// All.
    pub responses: u64,
    /// Those that were deleted since.
    pub missing: u64,
}

/// Executes a plan on responses that were read into a tally of its margins; `watch` hears how far it is and may stop it.
///
/// # Errors
/// Says why there are no results.
pub fn execute(
    plan: &Plan,
    tally: &Tally,
    frozen: Frozen,
    watch: &(impl Fn(Part, SoFar) -> ControlFlow<()> + Sync),
) -> Result<Results, RunError> {
    let scale = tally.scales.iter().position(|scale| scale.question == plan.headline);
    let place = scale.filter(|place| columns::estimator(tally.scales[*place].method) == plan.estimator);
    let place = place.ok_or(RunError::NothingToWeigh)?;
    let scale = &tally.scales[place];
    let residents = tally.residents().ok_or(RunError::NobodyAnswered)?;
    let read = Columns::of(scale, &residents.votes[place]);
    let is_answered = read.answered();
    let answered = is_answered.iter().filter(|is_answered| **is_answered).count();
    if answered == 0 {
        return Err(RunError::NobodyAnswered);
    }
    let weighted = Weighted::of(plan, &tally.population, residents, &is_answered)?;
    let drawing = Progress::watched_by(|so_far| watch(Part::Drawing, so_far));
    let (drawn, are_steps) = draw(plan, &weighted, &read, &drawing)?;
    let items = items(plan, scale, &read, &weighted, &drawn)?;
    let checking = Progress::watched_by(|so_far| watch(Part::Checking, so_far));
    let labels: Vec<&str> = items.iter().map(|item| item.label.as_str()).collect();
    let blocks = checks::blocks(&tally.campaigns, &residents.campaigns);
    let checks = checks::checks(plan, scale, &read, &weighted, &blocks, &labels, &checking)?;
    let swaps = swaps(plan, &items, &read, &weighted, answered);
    let order = in_order(&items);
    let shares: Vec<f64> = items.iter().map(|item| item.weight).collect();
    let found = panels::Found { answered, shares, drawn: &drawn, are_steps, order: &order };
    let pooling = panels::pooled(plan, tally, place, &found, &drawing)?;
    let segments = tally.others().map(|(segment, group)| of_segment(segment, group, scale, place, &order));
    let others = (0..tally.scales.len()).filter(|other| *other != place);
    let others = others.filter_map(|other| of_question(tally, residents, &weighted, other, &items));
    Ok(Results {
        respondents: Respondents {
            frozen: frozen.responses,
            missing: frozen.missing,
            residents: residents.respondents,
            answered,
            left_out: tally.left_out,
            campaigns: tally.campaigns.clone(),
        },
        weights: weighted.describe(&tally.population, residents),
        segments: segments.collect(),
        others: others.collect(),
        pooling,
        checks,
        swaps,
        headline: Headline {
            question: scale.question.clone(),
            text: scale.text.clone(),
            estimator: plan.estimator,
            draws: Draws { made: drawn.len(), failed: drawn.failed().len(), are_steps },
            items: order.iter().map(|place| items[*place].clone()).collect(),
        },
    })
}

/// Draws the respondents again and again, each time weighted again. Where too many draws are too unlike the people who live here for
/// that, each takes one step from the shares instead, along what each respondent adds to them; whether they do is told too.
fn draw(plan: &Plan, weighted: &Weighted, read: &Columns, progress: &Progress<'_>) -> Result<(Drawn, bool), RunError> {
    let columns: Vec<Column<'_>> = read.given.iter().map(|column| Column::Answers(column)).collect();
    let bootstrap = match &weighted.fitted {
        Some((_, bounds)) => Bootstrap::reraked_bounded(&weighted.placements(), None, *bounds, &columns),
        None => Bootstrap::unraked(&weighted.weights, &columns),
    };
    let bootstrap = bootstrap.map_err(unusable)?;
    let planned = Planned::new(usize::try_from(plan.replicates).unwrap_or(usize::MAX), u64::from(plan.seed));
    let made = match (bootstrap.means(planned, progress), &weighted.fitted) {
        (Err(BootstrapError::TooManyFailed { .. }), Some((raked, _))) => {
            let found = means(&read.given, &weighted.weights).and_then(|means| shares(&means));
            let found = found.ok_or(RunError::NobodyAnswered)?;
            let sample = Sample::raked(raked).map_err(unusable)?;
            let influences = checks::influences(&read.given, &sample).map_err(unusable)?;
            bootstrap.one_step(planned, progress, &found, &influences).map(|drawn| (drawn, true))
        }
        (means, _) => means.map(|drawn| (panels::in_shares(&drawn), false)),
    };
    made.map_err(|error| match error {
        BootstrapError::Cancelled(_) => RunError::Cancelled,
        error => unusable(error),
    })
}

/// The priorities in the order of the options.
fn items(
    plan: &Plan,
    scale: &Scale,
    read: &Columns,
    weighted: &Weighted,
    drawn: &Drawn,
) -> Result<Vec<Item>, RunError> {
    let equal = vec![1.0; weighted.weights.len()];
    let of = |columns: &[Vec<Option<f64>>], weights: &[f64]| means(columns, weights).ok_or(RunError::NobodyAnswered);
    let none = || RunError::Unusable("nobody gave anything to any priority".to_owned());
    let unweighted = shares(&of(&read.given, &equal)?).ok_or_else(none)?;
    let weights = shares(&of(&read.given, &weighted.weights)?).ok_or_else(none)?;
    let supported_unweighted = of(&read.supported, &equal)?;
    let supported = of(&read.supported, &weighted.weights)?;
    let replicates = Replicates::bootstrapped(drawn).map_err(unusable)?;
    let spread = RankSpread::of(&replicates);
    let top = usize::try_from(plan.top).unwrap_or(usize::MAX).min(weights.len());
    let top_probability = spread.top(top).map_err(unusable)?;
    let probabilities = spread.probabilities();
    let joint = JointRanks::from_replicates(&weights, &replicates, LEVEL, Steps::Down).map_err(unusable)?;
    let tiers = joint.tiers();
    let tier = |item: usize| 1 + tiers.iter().position(|tier| tier.contains(&item)).unwrap_or_default();
    let (unweighted_ranks, weighted_ranks) =
        (ranks(&unweighted).map_err(unusable)?, ranks(&weights).map_err(unusable)?);
    let ranges = drawn.percentile_intervals(LEVEL);
    let item = |(place, option): (usize, &usize)| {
        let option = &scale.options[*option];
        Item {
            priority: option.priority.clone().unwrap_or_default(),
            label: option.label.clone(),
            supporters: supporters(&read.supported[place]),
            supported_unweighted: supported_unweighted[place],
            supported: supported[place],
            support: plan.cutoffs.support(supported[place]),
            unweighted: unweighted[place],
            weight: weights[place],
            range: ranges[place],
            unweighted_rank: unweighted_ranks[place],
            rank: weighted_ranks[place],
            ranks: (joint.lower[place], joint.upper[place]),
            rank_probabilities: probabilities[place].clone(),
            top_probability: top_probability[place],
            tier: tier(place),
        }
    };
    Ok(read.options().iter().enumerate().map(item).collect())
}

/// Gives the places of the items, the first first; those of one rank stay in the order of the form.
fn in_order(items: &[Item]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|place| items[*place].rank);
    order
}

/// What it would take for neighbouring tiers to change places; nothing where the population is not known.
fn swaps(plan: &Plan, items: &[Item], read: &Columns, weighted: &Weighted, answered: usize) -> Vec<Swapped> {
    let found = || {
        let people = plan.margins.first()?.levels.iter().map(|level| u64::from(level.count)).sum();
        let coverage = Coverage::new(u64::try_from(answered).ok()?, people).ok()?;
        let coverage = coverage.with_design_effect(weighted.design_effect.max(1.0)).ok()?;
        let deviations = deviations(&read.given, &weighted.weights)?;
        let estimates: Vec<f64> = items.iter().map(|item| item.weight).collect();
        let last = items.iter().map(|item| item.tier).max()?;
        let of_tier = |tier: usize| (0..items.len()).filter(|item| items[*item].tier == tier).collect::<Vec<_>>();
        let tiers: Vec<Vec<usize>> = (1..=last).map(of_tier).collect();
        coverage.tiers(&estimates, &deviations, &tiers).ok()
    };
    let swapped = |swap: weighting::tipping::Swap| Swapped {
        leads: items[swap.leads].label.clone(),
        follows: items[swap.follows].label.clone(),
        rho: swap.point.rho,
    };
    found().unwrap_or_default().into_iter().map(swapped).collect()
}

/// Counts those who chose an option, ranked it or gave it points.
fn supporters(supported: &[Option<f64>]) -> usize {
    supported.iter().filter(|value| **value == Some(1.0)).count()
}

/// How another segment answered, each respondent counted once.
fn of_segment(segment: Option<&str>, group: &Group, scale: &Scale, place: usize, order: &[usize]) -> SegmentShares {
    let votes = group.votes.get(place).map(Vec::as_slice).unwrap_or_default();
    let read = Columns::of(scale, votes);
    let found = means(&read.given, &vec![1.0; votes.len()]).and_then(|means| shares(&means));
    SegmentShares {
        segment: segment.map(str::to_owned),
        respondents: group.respondents,
        answered: votes.iter().flatten().count(),
        shares: found.map(|found| order.iter().map(|place| found[*place]).collect()).unwrap_or_default(),
        supporters: order.iter().map(|place| supporters(&read.supported[*place])).collect(),
    }
}

/// What another question says of the same priorities; nothing where they share fewer than two, which have no order.
fn of_question(
    tally: &Tally,
    residents: &Group,
    weighted: &Weighted,
    place: usize,
    items: &[Item],
) -> Option<OtherQuestion> {
    let scale = &tally.scales[place];
    let votes = &residents.votes[place];
    let read = Columns::of(scale, votes);
    let found = means(&read.given, &weighted.weights)?;
    let in_headline = |option: &usize| {
        let priority = scale.options[*option].priority.as_deref();
        items.iter().find(|item| priority == Some(item.priority.as_str())).map(|item| item.weight)
    };
    let both = read.options().iter().zip(found).filter_map(|(option, value)| Some((in_headline(option)?, value)));
    let (first, second): (Vec<f64>, Vec<f64>) = both.unzip();
    (first.len() >= 2).then(|| OtherQuestion {
        question: scale.question.clone(),
        text: scale.text.clone(),
        answered: votes.iter().flatten().count(),
        shared: first.len(),
        tau: tau(&first, &second),
    })
}

fn unusable(error: impl std::fmt::Display) -> RunError {
    RunError::Unusable(error.to_string())
}
