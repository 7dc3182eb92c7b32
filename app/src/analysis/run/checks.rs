//! What would change a weighting: each decision of the plan changed in turn, and everything worked out again.

use domain::{campaign::FrozenCampaign, plan::Plan};
use weighting::{
    estimate::Sample,
    merge::Merged,
    progress::Progress,
    sensitivity::{
        Check, CheckOutcome as Outcome, Differences, Influences, Pipeline, Priorities, Refusal, SensitivityError, What,
    },
};

use super::{
    super::{Scale, is_small},
    CheckOutcome, Checked, RunError,
    columns::{Columns, added, means, shares},
    unusable,
    weigh::Weighted,
};

/// Runs the checks; none where nothing is weighted, because each of them is of the weights.
pub(super) fn checks(
    plan: &Plan,
    scale: &Scale,
    read: &Columns,
    weighted: &Weighted,
    blocks: &[(String, Vec<bool>)],
    labels: &[&str],
    progress: &Progress<'_>,
) -> Result<Vec<Checked>, RunError> {
    let Some((_, bounds)) = weighted.fitted else { return Ok(Vec::new()) };
    let placements = weighted.placements();
    let published = |weights: &[f64]| estimate(&read.given, weights);
    let otherwise = |weights: &[f64]| estimate(&read.otherwise, weights);
    let influences = |sample: &Sample<'_>| influences(&read.given, sample);
    let mut pipeline = Pipeline::of(&placements, &published)
        .bounds(Some(bounds))
        .influence_by(&influences)
        .other(Columns::otherwise_is(scale), &otherwise)
        .top(usize::try_from(plan.top).unwrap_or(usize::MAX));
    for (name, inside) in blocks {
        pipeline = pipeline.block(name, inside);
    }
    for merged in weighted.merged() {
        let levels = merged.margin().levels();
        // What changes without a handful of people would tell how they answered.
        let of_level = |code: usize| merged.codes().iter().filter(|each| **each == Some(code)).count();
        let is_told: Vec<bool> = (0..levels.len()).map(|code| !is_small(of_level(code))).collect();
        let named = |code: &Option<usize>| {
            let level = code.filter(|code| is_told.get(*code) == Some(&true)).and_then(|code| levels.get(code));
            level.map(|level| &level.name)
        };
        let groups: Vec<_> = merged.codes().iter().map(named).collect();
        pipeline = pipeline.groups(merged.margin().name(), &groups);
    }
    let found = pipeline.sensitivity(progress).map_err(|error| match error {
        SensitivityError::Cancelled(_) => RunError::Cancelled,
        error => unusable(error),
    })?;
    let is_answered = read.answered();
    Ok(found
        .checks()
        .iter()
        .filter_map(|check| checked(check, leaves_out(&check.what, weighted, blocks, &is_answered), labels))
        .collect())
}

/// Says how many residents who answered a check leaves out or counts otherwise by themselves; none where it leaves out nobody.
fn leaves_out(what: &What, weighted: &Weighted, blocks: &[(String, Vec<bool>)], is_answered: &[bool]) -> usize {
    let margins = weighted.merged();
    let count = |inside: &dyn Fn(usize) -> bool| {
        is_answered.iter().enumerate().filter(|(place, is_answered)| **is_answered && inside(*place)).count()
    };
    match what {
        What::WithoutGroup { grouping, group } => {
            let margin = margins.iter().find(|margin| margin.margin().name() == grouping);
            let is_group = |code: usize| {
                margin.and_then(|margin| margin.margin().levels().get(code)).is_some_and(|level| level.name == *group)
            };
            let codes = margin.map(Merged::codes).unwrap_or_default();
            count(&|place| codes.get(place).copied().flatten().is_some_and(is_group))
        }
        What::CompleteCases => count(&|place| margins.iter().any(|margin| margin.codes().get(place) == Some(&None))),
        What::WithoutMostInfluential { respondents } => *respondents,
        What::Block { block, .. } => {
            let inside = blocks.iter().find(|(name, _)| name == block).map(|(_, inside)| inside.as_slice());
            count(&|place| inside.is_some_and(|inside| inside.get(place) == Some(&true)))
        }
        _ => 0,
    }
}

/// Gives each campaign of which figures can be told without, with who stands in it: neither a handful of people nor everybody.
pub(super) fn blocks(campaigns: &[FrozenCampaign], respondents: &[Option<i64>]) -> Vec<(String, Vec<bool>)> {
    let block = |campaign: &FrozenCampaign| {
        let inside: Vec<bool> = respondents.iter().map(|each| *each == Some(campaign.number)).collect();
        let people = inside.iter().filter(|is_inside| **is_inside).count();
        let others = respondents.len() - people;
        let is_told = people > 0 && others > 0 && !is_small(people) && !is_small(others);
        is_told.then(|| (format!("campaign {}, ‘{}’,", campaign.number, campaign.name), inside))
    };
    campaigns.iter().filter_map(block).collect()
}

fn estimate(columns: &[Vec<Option<f64>>], weights: &[f64]) -> Priorities {
    means(columns, weights).and_then(|means| shares(&means)).ok_or_else(|| "nobody is left who answered".into())
}

/// How much each share hangs on each respondent: what it gains where they are counted once more.
pub(super) fn influences(columns: &[Vec<Option<f64>>], sample: &Sample<'_>) -> Influences {
    let nobody = || "nobody answered";
    let added = added(columns, sample.weights()).ok_or_else(nobody)?;
    let answered = columns.first().ok_or_else(nobody)?.iter().zip(sample.weights());
    let weight: f64 = answered.filter_map(|(value, weight)| value.map(|_| weight)).sum();
    let of_column = |column: &Vec<Option<f64>>| {
        let scores: Vec<f64> = column.iter().map(|value| value.map_or(0.0, |value| value / weight)).collect();
        Ok(sample.influence(&scores)?)
    };
    added.iter().map(of_column).collect()
}

/// Tells of a check; nothing of one that needs what no plan has.
fn checked(check: &Check, leaves_out: usize, labels: &[&str]) -> Option<Checked> {
    let what = check.what.to_string();
    match &check.outcome {
        Outcome::AsPublished | Outcome::Refused(Refusal::NotGiven) => None,
        Outcome::Refused(refusal) => {
            Some(Checked { what, leaves_out, outcome: None, refusal: Some(refusal.to_string()) })
        }
        Outcome::Compared(differences) => {
            let Differences { largest_change, rank_changes, tau, same_top, .. } = differences;
            let outcome = CheckOutcome {
                same_top: *same_top,
                moved: labels.get(largest_change.item).map(|label| (*label).to_owned()).unwrap_or_default(),
                by: largest_change.by,
                rank_changes: rank_changes.len(),
                tau: *tau,
            };
            Some(Checked { what, leaves_out, outcome: Some(outcome), refusal: None })
        }
    }
}
