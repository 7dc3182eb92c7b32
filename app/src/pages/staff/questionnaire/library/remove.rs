//! Removing what the team has saved from the library; the versions of it stay in the database.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::ids::EntryId;
use leptos::prelude::*;
use store::{SavedEntry, StoreError};
use uuid::Uuid;

use super::super::Room;
use crate::{
    error::PageError,
    parts::Frame,
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{dates, numbers::whole},
};

/// The field with the version that somebody saw before removing it.
const VERSION: &str = "version";

pub(in super::super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, entry)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let saved = find(&state, &entry).await?;
    draw(&state, &staff, &room, &saved, StatusCode::OK).await
}

pub(in super::super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, entry)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let saved = find(&state, &entry).await?;
    let (id, now) = (saved.id, state.clock.now());
    let version = fields.text(VERSION).parse().unwrap_or_default();
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.remove_library_entry(id, version, now).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, entry = %id, "somebody removed an entry of the library");
            Ok(Redirect::to(&room.address(&format!("/library?removed={id}"))).into_response())
        }
        Err(StoreError::Changed) => {
            let saved = find(&state, &entry).await?;
            draw(&state, &staff, &room, &saved, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Finds an entry that is in the list.
async fn find(state: &AppState, entry: &str) -> Result<SavedEntry, PageError> {
    let id: Uuid = entry.parse().map_err(|_| PageError::NotFound)?;
    let found = state.store.find_library_entry(EntryId(id)).await?;
    found.filter(|found| found.removed_at.is_none()).ok_or(PageError::NotFound)
}

async fn draw(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    saved: &SavedEntry,
    status: StatusCode,
) -> Result<Response, PageError> {
    let SavedEntry { id, version, title, purpose, made_at, .. } = saved;
    let versions = state.store.count_library_versions(*id).await?;
    let heading = format!("Remove ‘{title}’ from the library?");
    let kept = match versions {
        1 => "Its one version is kept.".to_owned(),
        count => format!("Its {} versions are kept.", whole(count.unsigned_abs())),
    };
    let changed = (status == StatusCode::CONFLICT).then(|| {
        view! { <p class="govuk-inset-text">"Somebody has saved another version of it meanwhile. Nothing was removed."</p> }
    });
    let newest = format!("{purpose} Version {version} was saved on {}.", dates::moment(*made_at));
    Ok(Frame::new(state, &staff.visitor, heading.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("/library")>"Library"</a>
            <h1 class="govuk-heading-l">{heading}</h1>
            {changed}
            <p class="govuk-body">{newest}</p>
            <p class="govuk-body">
                "Nobody can add it to a questionnaire any more. Questionnaires that use it stay as they are. " {kept}
                " Saving under the same title makes its next version and lists it again."
            </p>
            <form method="post" action=room.address(&format!("/library/{id}/remove")) novalidate>
                <input type="hidden" name=VERSION value=version.to_string()/>
                <button class="govuk-button govuk-button--warning" type="submit">"Remove from the library"</button>
            </form>
        }
    }))
}
