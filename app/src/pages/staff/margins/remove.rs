//! Removing the counts of a margin.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::permission::Action;
use leptos::prelude::*;
use store::StoreError;

use super::{ADDRESS, HEADING, asked::asked, file::in_address, load::gone};
use crate::{error::PageError, parts::Frame, state::AppState, visitor::Staff, words::analysis};

/// Asks whether the counts are to be removed, with who uses them.
pub(super) async fn ask(
    State(state): State<AppState>,
    staff: Staff,
    Path(margin): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::LoadMargins)?;
    let stored = state.store.list_margins().await?;
    if !stored.iter().any(|stored| stored.margin.name == margin) {
        return Ok(gone());
    }
    let using = asked(&state).await?.into_iter().filter(|asked| asked.margin == margin);
    let using = using.map(|asked| view! { <li>{asked.consultation.title}</li> }).collect::<Vec<_>>();
    let title = format!("Remove the counts by {}?", analysis::margin(&margin));
    let action = format!("{ADDRESS}/remove/{}", in_address(&margin));
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        let used = if using.is_empty() {
            view! { <p class="govuk-body">"No consultation uses them."</p> }.into_any()
        } else {
            view! {
                <p class="govuk-body">"These consultations use them, and would be weighted without them:"</p>
                <ul class="govuk-list govuk-list--bullet">{using}</ul>
            }
            .into_any()
        };
        view! {
            <a class="govuk-back-link" href=ADDRESS>{HEADING}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {used}
            <p class="govuk-body">"Answers stay as they are. To have the counts again, you need their file."</p>
            <form method="post" action=action novalidate>
                <div class="govuk-button-group">
                    <button class="govuk-button govuk-button--warning" type="submit">"Remove the counts"</button>
                    <a class="govuk-link" href=ADDRESS>"Leave them as they are"</a>
                </div>
            </form>
        }
    }))
}

pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path(margin): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::LoadMargins)?;
    let name = margin.clone();
    let work = state.store.write(move |mut write| Box::pin(async move { write.remove_margin(&name).await }));
    let removed: Result<(), StoreError> = work.await;
    removed?;
    tracing::info!(account = %staff.account.id, margin, "somebody removed population counts");
    Ok(Redirect::to(ADDRESS).into_response())
}
