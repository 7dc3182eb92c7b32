//! The published pipeline with its result, and what each check makes of it.

use std::borrow::Cow;

use super::check::Treatment;
use super::compare::{Differences, Standing};
use super::influence::Columns;
use super::pipeline::{Estimator, Pipeline};
use super::refusal::Refusal;
use super::weigh::{Weighed, Weighting};
use crate::base::Base;
use crate::block::{BLOCK_SHARE, counted_once, rake_to_share, raked, share_of_block};
use crate::rake::{Bounds, RakeError, complete_cases};

/// What one check takes, by its place among what the pipeline was given.
pub(super) enum Job {
    Unweighted,
    WithoutMargin(usize),
    Cap(Option<f64>),
    CompleteCases,
    WithoutGroup { grouping: usize, code: usize },
    Block { index: usize, treatment: Treatment },
    Without(Result<Vec<usize>, Refusal>),
    Presented(usize),
    Other(Option<usize>),
}

/// The published pipeline and its result.
pub(super) struct Published<'a> {
    weighting: Weighting<'a>,
    pub(super) weights: Vec<f64>,
    pub(super) standing: Standing,
    pub(super) influence: Columns<'a>,
}

impl<'a> Published<'a> {
    pub(super) fn of(pipeline: &Pipeline<'a>) -> Result<Self, Refusal> {
        let respondents = pipeline.placements.first().ok_or(RakeError::NoMargins)?.codes.len();
        let base = match pipeline.base {
            Some(_) if respondents == 0 => return Err(RakeError::NoRespondents.into()),
            base => Base::judge(base, respondents).map_err(RakeError::of_base)?.scaled,
        };
        let weighting = Weighting {
            placements: pipeline.placements.to_vec(),
            base: Cow::Owned(base),
            bounds: pipeline.bounds,
            rows: None,
            fewer_levels: false,
        };
        let raked = raked(&weighting.placements, &weighting.base, weighting.bounds)?;
        let weights = raked.weights().to_vec();
        let standing = estimated(pipeline.estimator, &weights, None)?;
        let influence = pipeline.influence.columns(&raked);
        Ok(Self { weighting, weights, standing, influence })
    }

    /// Runs one check; none where it is the published pipeline itself.
    pub(super) fn run(&self, pipeline: &Pipeline<'_>, job: &Job, top: usize) -> Result<Option<Differences>, Refusal> {
        let items = self.standing.shares.len();
        match *job {
            Job::Presented(which) => {
                let shown = pipeline.presented.ok_or(Refusal::NotGiven)?[which];
                let standing = self.presented(pipeline, shown)?;
                let respondents = shown.iter().filter(|item| item.is_some()).count();
                Ok(Some(Differences { respondents, ..self.standing.compare(standing, top) }))
            }
            Job::Other(index) => {
                let (_, other) = index.and_then(|index| pipeline.others.get(index)).ok_or(Refusal::NotGiven)?;
                let standing = estimated(*other, &self.weights, Some(items))?;
                let respondents = self.weights.len();
                Ok(Some(Differences { respondents, ..self.standing.compare(standing, top) }))
            }
            _ => {
                let Some(Weighed { weights, levels_left_out }) = self.weigh(pipeline, job)? else { return Ok(None) };
                let standing = estimated(pipeline.estimator, &weights, Some(items))?;
                let respondents = weights.iter().filter(|weight| **weight > 0.0).count();
                Ok(Some(Differences { respondents, levels_left_out, ..self.standing.compare(standing, top) }))
            }
        }
    }

    /// The weights of a check; none where they are the published ones.
    fn weigh(&self, pipeline: &Pipeline<'_>, job: &Job) -> Result<Option<Weighed>, Refusal> {
        let mut changed = self.weighting.borrowed();
        let rows = |stays: &dyn Fn(usize) -> bool| Some((0..self.weights.len()).filter(|&row| stays(row)).collect());
        match *job {
            Job::Unweighted => {
                let weights = vec![1.0; self.weights.len()];
                return Ok(Some(Weighed { weights, levels_left_out: Vec::new() }));
            }
            Job::WithoutMargin(index) => drop(changed.placements.remove(index)),
            Job::Cap(cap) => {
                let floor = pipeline.bounds.unwrap_or_default().lower();
                changed.bounds = cap.map(|cap| Bounds::new(floor, cap)).transpose()?;
                if changed.bounds == pipeline.bounds {
                    return Ok(None);
                }
            }
            Job::CompleteCases => {
                let complete = complete_cases(pipeline.placements);
                if complete.len() == self.weights.len() {
                    return Ok(None);
                }
                changed.rows = Some(complete);
            }
            Job::WithoutGroup { grouping, code } => {
                let codes = &pipeline.groupings[grouping].codes;
                changed.rows = rows(&|row| codes[row] != Some(code));
                changed.fewer_levels = true;
            }
            Job::Without(Err(ref refusal)) => return Err(refusal.clone()),
            Job::Without(Ok(ref left_out)) if left_out.is_empty() => return Err(Refusal::NotGiven),
            Job::Without(Ok(ref left_out)) => changed.rows = rows(&|row| !left_out.contains(&row)),
            Job::Block { index, treatment } => {
                return self.weigh_block(changed, pipeline.blocks[index].1, treatment);
            }
            Job::Presented(_) | Job::Other(_) => return Ok(None),
        }
        changed.weigh().map(Some)
    }

    fn weigh_block(
        &self,
        mut changed: Weighting<'_>,
        inside: &[bool],
        treatment: Treatment,
    ) -> Result<Option<Weighed>, Refusal> {
        match treatment {
            Treatment::AsIs => return Ok(None),
            Treatment::CountedOnce if inside.iter().filter(|inside| **inside).count() == 1 => return Ok(None),
            Treatment::CountedOnce => changed.base = Cow::Owned(counted_once(Some(&changed.base), inside)?),
            Treatment::LeftOut => changed.rows = Some((0..inside.len()).filter(|&row| !inside[row]).collect()),
            Treatment::Capped => {
                if share_of_block(&self.weights, inside)? <= BLOCK_SHARE {
                    return Ok(None);
                }
                let Weighting { placements, base, bounds, .. } = &changed;
                let weights = rake_to_share(placements, base, *bounds, inside, BLOCK_SHARE)?.weights().to_vec();
                return Ok(Some(Weighed { weights, levels_left_out: Vec::new() }));
            }
        }
        changed.weigh().map(Some)
    }

    /// The share that each item has among those to whom it was shown in one place.
    fn presented(&self, pipeline: &Pipeline<'_>, shown: &[Option<usize>]) -> Result<Standing, Refusal> {
        let items = self.standing.shares.len();
        let share = |item: usize| {
            if !shown.contains(&Some(item)) {
                return Err(Refusal::NobodyShown { item });
            }
            let weights = self.weights.iter().zip(shown);
            let weights: Vec<f64> =
                weights.map(|(weight, shown)| if *shown == Some(item) { *weight } else { 0.0 }).collect();
            estimated(pipeline.estimator, &weights, Some(items)).map(|standing| standing.shares[item])
        };
        (0..items).map(share).collect::<Result<_, _>>().map(Standing::of_shares)
    }
}

/// Runs an estimator on weights and judges what it gives.
fn estimated(estimator: &Estimator<'_>, weights: &[f64], items: Option<usize>) -> Result<Standing, Refusal> {
    let priorities = estimator(weights).map_err(|error| Refusal::Estimator { message: error.to_string() })?;
    let (given, expected) = (priorities.len(), items.unwrap_or(priorities.len().max(1)));
    if given != expected {
        return Err(Refusal::Items { given, expected });
    }
    Standing::of(&priorities)
}
