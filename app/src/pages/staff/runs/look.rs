//! Seeing figures before a plan is fixed, or while priorities are scored: it is said beforehand, noted, and told with the plan and the scores.
//!
//! Whoever knows the figures could choose a plan, or scores, that suit them. Nobody is kept from looking, but nobody looks unseen.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::TimeDelta;
use domain::{consultation::Consultation, ids::unordered, permission::Action, publication::Standing, time::Moment};
use leptos::prelude::*;
use store::Run;

use super::{super::find_consultation, Weighing, run::find};
use crate::{
    error::PageError,
    parts::Frame,
    posted::Posted,
    state::AppState,
    visitor::{Staff, may},
};

/// How long one look before a plan is fixed lasts, so that reading a page and its file is one.
const LOOK: TimeDelta = TimeDelta::hours(8);
/// The field with the number of the run whose figures somebody wants to see.
const RUN: &str = "run";

/// What is best done before figures are seen.
enum First {
    /// A plan.
    Plan,
    /// The scores of somebody who may score priorities.
    Scores,
}

/// Says whether somebody may see figures without more ado: nothing is best done first, or their look is noted.
pub(in super::super) async fn may_see(
    state: &AppState,
    staff: &Staff,
    consultation: &Consultation,
) -> Result<bool, PageError> {
    Ok(first(state, staff, consultation).await?.is_none())
}

async fn first(state: &AppState, staff: &Staff, consultation: &Consultation) -> Result<Option<First>, PageError> {
    let plans = state.store.list_plans(consultation.id).await?;
    let fixed = plans.first().filter(|newest| newest.fixed_at().is_some());
    let (what, since) = match fixed {
        None => (First::Plan, state.clock.now() - LOOK),
        Some(plan) if plan.plan.criteria.is_none() || !may(&staff.account, Action::ScorePriorities) => return Ok(None),
        Some(_) => (First::Scores, Moment::UNIX_EPOCH),
    };
    let publications = match what {
        First::Plan => Vec::new(),
        // What everybody could read needs no note.
        First::Scores => state.store.list_publications(consultation.id).await?,
    };
    let is_known = publications.iter().any(|publication| publication.standing != Standing::Written);
    let is_noted = is_known || state.store.has_looked_since(consultation.id, staff.account.id, since).await?;
    Ok((!is_noted).then_some(what))
}

/// Gives the page that says what looking means, where that has to be said before figures are seen, those of a run or all.
pub(in super::super) async fn warn(
    state: &AppState,
    staff: &Staff,
    consultation: &Consultation,
    run: Option<i64>,
) -> Result<Option<Response>, PageError> {
    let what = first(state, staff, consultation).await?;
    Ok(what.map(|what| draw(state, staff, consultation, (&what, run))))
}

/// Finds the run of which somebody wants a file, or leads to its page where that says first what looking means.
pub(in super::super) async fn find_seen(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    number: &str,
) -> Result<Result<(Weighing, Run), Response>, PageError> {
    let (weighing, run) = find(state, slug, number).await?;
    if may_see(state, staff, &weighing.consultation).await? {
        return Ok(Ok((weighing, run)));
    }
    Ok(Err(Redirect::to(&weighing.address(&format!("runs/{}", run.number))).into_response()))
}

fn draw(state: &AppState, staff: &Staff, consultation: &Consultation, (what, run): (&First, Option<i64>)) -> Response {
    let title = format!("Weighting of {}", consultation.title);
    let action = super::address(&consultation.slug, "weighting/look");
    let (words, below, label) = match what {
        First::Plan => (
            "No plan is fixed that says how answers become weightings. Whoever has seen the figures could choose the plan that gives the ones \
             they like, and nobody could tell. So if you look now, your address and the time are noted, and stand with the plan for as long as it is kept.",
            "plan",
            "Write the plan first",
        ),
        First::Scores => (
            "You can score priorities on the criteria of the plan. Whoever has seen the figures could score to suit them, and nobody could tell. \
             So if you look now, your address and the time are noted, and what you score afterwards is told as scored after a look at figures.",
            "criteria",
            "Score priorities first",
        ),
    };
    let href = super::address(&consultation.slug, below);
    let run = run.map(|run| view! { <input type="hidden" name=RUN value=run.to_string()/> });
    Frame::new(state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{words}</p>
            <form method="post" action=action>
                {run}
                <div class="govuk-button-group">
                    <a class="govuk-button" href=href role="button">{label}</a>
                    <button class="govuk-button govuk-button--secondary" type="submit">"Note it and show the figures"</button>
                </div>
            </form>
        }
    })
}

/// Notes a look, and shows the figures.
pub(in super::super) async fn note(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let consultation = find_consultation(&state, &slug).await?;
    if !may_see(&state, &staff, &consultation).await? {
        let (id, account, now) = (consultation.id, staff.account.id, state.clock.now());
        let look = unordered(&*state.entropy);
        let work =
            state.store.write(move |mut write| Box::pin(async move { write.add_look(look, id, account, now).await }));
        let noted: Result<(), store::StoreError> = work.await;
        noted?;
        tracing::info!(%account, consultation = slug, "somebody's look at figures was noted");
    }
    let run: Option<i64> = fields.text(RUN).parse().ok();
    let figures = run.map_or_else(|| "weighting".to_owned(), |run| format!("runs/{run}"));
    Ok(Redirect::to(&super::address(&slug, &figures)).into_response())
}
