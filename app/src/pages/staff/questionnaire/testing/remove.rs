//! Deleting all test responses of a draft.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use store::StoreError;

use super::Room;
use crate::{error::PageError, parts::Frame, posted::Posted, state::AppState, visitor::Staff, words::numbers::count};

/// The field with how many there were when the page was drawn.
const SHOWN: &str = "shown";

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let begun = begun(&state, &room).await?;
    Ok(draw(&state, &staff, &room, (begun, StatusCode::OK)))
}

pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let begun = begun(&state, &room).await?;
    if fields.text(SHOWN) != begun.to_string() {
        return Ok(draw(&state, &staff, &room, (begun, StatusCode::CONFLICT)));
    }
    let consultation = room.consultation.id;
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.remove_test_responses(consultation).await }));
    let removed: Result<u64, StoreError> = work.await;
    let removed = removed?;
    tracing::info!(account = %staff.account.id, %consultation, removed, "somebody deleted all test responses");
    Ok(Redirect::to(&room.address("/test")).into_response())
}

/// Counts what there is to delete, which is not found where there is nothing.
async fn begun(state: &AppState, room: &Room) -> Result<u64, PageError> {
    let begun = state.store.count_test_responses(room.consultation.id).await?.begun.unsigned_abs();
    if begun == 0 { Err(PageError::NotFound) } else { Ok(begun) }
}

fn draw(state: &AppState, staff: &Staff, room: &Room, (begun, status): (u64, StatusCode)) -> Response {
    let title = format!("Delete {}?", count(begun, "test response", "test responses"));
    let changed = (status == StatusCode::CONFLICT).then(|| {
        view! {
            <p class="govuk-inset-text" role="alert">
                "Their number has changed since you opened this page. Nothing was deleted."
            </p>
        }
    });
    Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("/test")>"Test the questionnaire"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {changed}
            <p class="govuk-body">
                "Those that were begun and not sent are deleted too, and whoever is still answering has to begin again. This cannot "
                "be undone. The link goes on working."
            </p>
            <form method="post" action=room.address("/test/delete")>
                <input type="hidden" name=SHOWN value=begun.to_string()/>
                <button class="govuk-button govuk-button--warning" type="submit">"Delete them"</button>
            </form>
        }
    })
}
