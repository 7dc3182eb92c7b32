//! The pool of a run for staff: exact, but for what rests on a handful of people.

use domain::uses::RESIDENT;
use leptos::prelude::*;
use store::Run;

use super::{super::labels::Labels, Weighing};
use crate::{
    analysis::{
        is_small,
        run::{PublishedPool, Results, ShownPanel},
        withheld,
    },
    error::PageError,
    parts::{PoolSection, Tried, pool_section},
};

/// Works out what staff see of the panels of a run; nothing where the plan pools none.
pub(super) async fn find(results: Option<&Results>) -> Result<Option<PublishedPool>, PageError> {
    let Some(results) = results.filter(|results| results.pooling.is_some()).cloned() else { return Ok(None) };
    // Where there are many panels their weights are drawn, which other requests need not wait for.
    let shown = tokio::task::spawn_blocking(move || shown(&results));
    shown.await.map_err(|error| PageError::Broken(error.to_string()))
}

fn shown(results: &Results) -> Option<PublishedPool> {
    let pooled = results.pooling.as_ref()?;
    let items = &results.headline.items;
    let panel = |(segment, shares, answered): (&str, &[f64], usize)| {
        let others = results.segments.iter().find(|other| other.segment.as_deref() == Some(segment));
        let supporters: Vec<usize> = match others {
            Some(other) if segment != RESIDENT => other.supporters.clone(),
            _ => items.iter().map(|item| item.supporters).collect(),
        };
        let is_withheld = withheld(&supporters).into_iter().map(|few| few || is_small(answered));
        let shares = shares.iter().zip(is_withheld).map(|(share, is_withheld)| (!is_withheld).then_some(*share));
        ShownPanel { answered: u64::try_from(answered).ok(), shares: shares.collect() }
    };
    let panels = pooled.panels.iter().map(|each| panel((&each.segment, &each.shares, each.answered)));
    Some(PublishedPool::of(pooled, items, &panels.collect::<Vec<_>>(), |share| share))
}

/// Draws the pool of a run.
pub(super) fn draw(
    pool: Option<&PublishedPool>,
    results: &Results,
    (weighing, run): (&Weighing, &Run),
    words: &Labels,
    tried: &Tried,
) -> Option<AnyView> {
    let plan = weighing.plan_of(run)?;
    let (pool, pooling) = pool.zip(plan.plan.pooling.as_ref())?;
    let address = weighing.address(&format!("runs/{}", run.number));
    let label = |code: &str| words.segment(Some(code));
    let section = PoolSection {
        pool,
        pooling,
        is_weighted: results.is_weighted(),
        label: &label,
        address: Some(&address),
        tried,
    };
    Some(pool_section(&section, None))
}
