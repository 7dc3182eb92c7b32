//! Taking back all responses that were added from one file.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use store::{Import, StoreError};

use super::{Room, added};
use crate::{error::PageError, parts::Frame, state::AppState, visitor::Staff, words::numbers};

/// Asks whether the responses are to be taken back.
pub(super) async fn ask(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, import)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (room, import) = Room::enter_import(&state, &staff, (&slug, &import)).await?;
    if !added::may_take_back(&room, &import) {
        return Ok(not_now(&state, &staff, &room, &import, StatusCode::OK));
    }
    let page = room.page(import.id);
    let (_, at) = added::count(&import);
    let standing = state.store.list_imported(import.id).await?.len();
    let title = format!("Take {} back", numbers::count(standing as u64, "response", "responses"));
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=page.clone()>"What was added"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                {format!("All answers that were added from the file on {at} are deleted. Their references and this day are kept, and so is ")}
                "a line in the list of files. Responses of others, and those typed in one by one, stay as they are."
            </p>
            <p class="govuk-body">"The same file, or a better one, can be added after that."</p>
            <form method="post" action=format!("{page}/take-back") novalidate>
                <div class="govuk-button-group">
                    <button class="govuk-button govuk-button--warning" type="submit">"Take this import back"</button>
                    <a class="govuk-link" href=page.clone()>"Leave it as it is"</a>
                </div>
            </form>
        }
    }))
}

/// Takes the responses back.
pub(super) async fn take_back(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, import)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (room, import) = Room::enter_import(&state, &staff, (&slug, &import)).await?;
    if import.taken_back_at.is_none() && !added::may_take_back(&room, &import) {
        return Ok(not_now(&state, &staff, &room, &import, StatusCode::CONFLICT));
    }
    let (consultation, id, now) = (room.consultation.id, import.id, room.now);
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_import_taken_back(consultation, id, now).await }));
    match work.await {
        Ok(count) => {
            tracing::info!(
                account = %staff.account.id, consultation = slug, import = %id, count, "somebody took a file of responses back"
            );
        }
        Err(StoreError::Changed) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Redirect::to(&room.page(id)).into_response())
}

fn not_now(state: &AppState, staff: &Staff, room: &Room, import: &Import, status: StatusCode) -> Response {
    const TITLE: &str = "This import cannot be taken back";
    let reason = match (import.added, import.taken_back_at) {
        (None, _) => "Nothing was added from the file.",
        (_, Some(_)) => "It was taken back before.",
        _ => "The consultation has closed since it was added, and what was there at the closing stays as it was.",
    };
    Frame::new(state, &staff.visitor, TITLE).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.page(import.id)>"Back to the file"</a>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">{reason}</p>
        }
    })
}
