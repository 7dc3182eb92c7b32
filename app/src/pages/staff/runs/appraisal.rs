//! What the team's scores come to beside the weighting of a run, for staff.

use leptos::prelude::*;
use store::Run;

use super::Weighing;
use crate::{
    analysis::{
        is_small,
        run::{Item, Results},
        withheld,
    },
    appraisal::{Appraisal, WithSupport},
    error::PageError,
    parts::appraisal_section,
    state::AppState,
};

/// Finds what the scores under the plan of a run come to; nothing where it has no criteria.
pub(in super::super) async fn find(
    state: &AppState,
    weighing: &Weighing,
    run: &Run,
    results: &Results,
) -> Result<Option<Appraisal>, PageError> {
    let Some(plan) = weighing.plan_of(run) else { return Ok(None) };
    Ok(Appraisal::find(&state.store, plan, &told(results)).await?)
}

/// Lists the priorities of results with their support, but for what rests on a handful of people.
pub(in super::super) fn told(results: &Results) -> Vec<WithSupport> {
    let items = &results.headline.items;
    let supporters: Vec<usize> = items.iter().map(|item| item.supporters).collect();
    let is_few = is_small(results.respondents.answered);
    let told = |(item, is_withheld): (&Item, bool)| {
        let support = (!is_withheld && !is_few).then_some(item.support);
        (item.priority.clone(), item.label.clone(), support)
    };
    items.iter().zip(withheld(&supporters)).map(told).collect()
}

/// Draws it, with the way to the scores.
pub(super) fn draw(appraisal: Option<&Appraisal>, weighing: &Weighing) -> Option<AnyView> {
    appraisal.map(|appraisal| {
        let href = weighing.address("criteria");
        let more = view! {
            <p class="govuk-body"><a class="govuk-link" href=href>"See who has scored what"</a></p>
        };
        appraisal_section(appraisal, Some(more.into_any()))
    })
}
