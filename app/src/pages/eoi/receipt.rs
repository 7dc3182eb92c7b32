//! The receipt: it is on disk, this is the reference, and this link says how far we are.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::eoi::CaseState;
use leptos::prelude::*;

use super::{Room, START, address, status};
use crate::{
    error::PageError,
    parts::Frame,
    state::AppState,
    visitor::Visitor,
    words::{dates, eoi},
};

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    let sent = room.draft.as_ref().and_then(|draft| draft.reference.clone().zip(draft.submitted_at));
    let (Some((reference, submitted_at)), Some(secret)) = (sent, &room.secret) else {
        return Ok(Redirect::to(START).into_response());
    };
    let link = status::link(&state, secret);
    Ok(Frame::new(&state, &visitor, "Your expression of interest was sent").personal().show(|| {
        view! {
            <div class="govuk-panel govuk-panel--confirmation">
                <h1 class="govuk-panel__title">"Your expression of interest was sent"</h1>
                <div class="govuk-panel__body">
                    "Your reference is" <br/> <strong class="fm-reference" id="reference">{reference}</strong>
                </div>
            </div>
            <p class="govuk-body">
                "We have stored it, sent on "
                <time datetime=dates::machine(submitted_at)>{dates::moment(submitted_at)}</time>
                ". It commits you to nothing."
            </p>
            <h2 class="govuk-heading-m">"What happens next"</h2>
            <p class="govuk-body">{eoi::next(CaseState::Submitted)}</p>
            <p class="govuk-body">"To see where it stands, open this link. Keep it together with your reference:"</p>
            <p class="govuk-inset-text">
                <a class="govuk-link fm-long-link" id="status-link" href=link.clone()>{link.clone()}</a>
            </p>
            <p class="govuk-body">
                "Anybody who has the link can see the reference, the name of the site, the day and where it stands, and nothing else."
            </p>
            <h2 class="govuk-heading-m">"Do you have another site?"</h2>
            <form method="post" action=address("new")>
                <button class="govuk-button govuk-button--secondary" type="submit">
                    "Begin another expression of interest"
                </button>
            </form>
        }
    }))
}
