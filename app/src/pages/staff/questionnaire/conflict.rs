//! What an officer is told who wrote while somebody else did.

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

use super::{NotTaken, Room};
use crate::{
    error::PageError,
    pages::staff::meanwhile,
    parts::{Frame, SummaryRow},
    state::AppState,
    visitor::Staff,
    words::dates,
};

/// Tells that a button was pressed on a page that is out of date; nothing was changed.
pub(super) async fn step(state: &AppState, staff: &Staff, slug: &str) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug).await?;
    let frame = Frame::new(state, &staff.visitor, "The questionnaire has changed").status(StatusCode::CONFLICT);
    Ok(frame.show(|| {
        view! {
            <h1 class="govuk-heading-l">"The questionnaire has changed"</h1>
            <p class="govuk-body">{who(&room)} " Your step was not taken, and nothing was overwritten."</p>
            <p class="govuk-body">
                <a class="govuk-link" href=room.address("")>"Look at the questionnaire as it is now"</a>
                " and take your step again if it is still wanted."
            </p>
        }
    }))
}

/// Tells why a step was not taken that a page without words of its own asked for.
pub(super) async fn not_taken(
    why: NotTaken,
    state: &AppState,
    staff: &Staff,
    slug: &str,
) -> Result<Response, PageError> {
    match why {
        NotTaken::Changed | NotTaken::Refused(_) => step(state, staff, slug).await,
        NotTaken::Failed(error) => Err(error),
    }
}

/// Tells above a form that somebody else has written meanwhile; the words are in the form, and can be sent again.
pub(super) fn notice(room: &Room, now: Now) -> AnyView {
    let advice = match &now {
        Now::There(_) => {
            "What you typed is below and is not stored yet. Compare it with what is there now, and save again if it is still right."
        }
        Now::Gone => {
            "What you typed is below and is not stored. What it belongs to is not there any more: copy your words if you need them elsewhere."
        }
    };
    let rows = match now {
        Now::There(rows) => rows,
        Now::Gone => Vec::new(),
    };
    meanwhile::notice(format!("{} {advice}", who(room)), rows)
}

/// What stands in the questionnaire now of what a form is about.
pub(super) enum Now {
    /// It is there, and reads so.
    There(Vec<SummaryRow>),
    /// Somebody has removed it.
    Gone,
}

/// Says who changed the questionnaire last, and when.
pub(super) fn who(room: &Room) -> String {
    let Some(draft) = &room.draft else {
        return "Somebody has published the questionnaire since you opened this page.".to_owned();
    };
    let who = draft.made_by.as_deref().unwrap_or("Somebody");
    format!("{who} changed the questionnaire on {}.", dates::moment(draft.revision.made_at))
}
