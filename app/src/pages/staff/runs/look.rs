//! Seeing figures before a plan is fixed: it is said beforehand, noted, and told with the plan.
//!
//! Whoever knows the figures could choose a plan that suits them. Nobody is kept from looking, but nobody looks unseen.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::TimeDelta;
use domain::{consultation::Consultation, ids::unordered, permission::Action};
use leptos::prelude::*;

use super::super::find_consultation;
use crate::{error::PageError, parts::Frame, state::AppState, visitor::Staff};

/// How long one look lasts, so that reading a page and its file is one.
const LOOK: TimeDelta = TimeDelta::hours(8);

/// Says whether somebody may see figures without more ado: the newest plan is fixed, or their look is noted.
pub(in super::super) async fn may_see(
    state: &AppState,
    staff: &Staff,
    consultation: &Consultation,
) -> Result<bool, PageError> {
    let plans = state.store.list_plans(consultation.id).await?;
    if plans.first().is_some_and(|newest| newest.fixed_at().is_some()) {
        return Ok(true);
    }
    let since = state.clock.now() - LOOK;
    Ok(state.store.has_looked_since(consultation.id, staff.account.id, since).await?)
}

/// Says what looking means before anything is seen.
pub(in super::super) fn warn(state: &AppState, staff: &Staff, consultation: &Consultation) -> Response {
    let title = format!("Weighting of {}", consultation.title);
    let action = super::address(&consultation.slug, "weighting/look");
    let plan = super::address(&consultation.slug, "plan");
    Frame::new(state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                "No plan is fixed that says how answers become weightings. Whoever has seen the figures could choose the plan that gives the ones "
                "they like, and nobody could tell. So if you look now, your address and the time are noted, and stand with the plan for as long as it is kept."
            </p>
            <form method="post" action=action>
                <div class="govuk-button-group">
                    <a class="govuk-button" href=plan role="button">"Write the plan first"</a>
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
        tracing::info!(%account, consultation = slug, "somebody looked at figures before a plan was fixed");
    }
    Ok(Redirect::to(&super::address(&slug, "weighting")).into_response())
}
