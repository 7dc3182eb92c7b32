//! The receipt: the answers are on disk, and this is the reference.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::consultation::Phase;
use leptos::prelude::*;

use super::Room;
use crate::{error::PageError, parts::Frame, state::AppState, visitor::Visitor, words::dates};

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    let response = room.draft.as_ref().map(|draft| &draft.response);
    let sent = response.and_then(|response| response.reference.clone().zip(response.submitted_at));
    let Some((reference, submitted_at)) = sent else {
        return Ok(Redirect::to(&format!("/consultations/{slug}")).into_response());
    };
    let again = (room.phase == Phase::Open).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Is somebody else here who wants to answer?"</h2>
            <form method="post" action=room.address("new")>
                <button class="govuk-button govuk-button--secondary" type="submit">"Begin another response"</button>
            </form>
        }
    });
    let closes = dates::moment(room.consultation.closes_at);
    let next = match room.phase {
        Phase::Upcoming | Phase::Open => format!(
            "The consultation closes on {closes}. After that we read every response, and publish what people said and what \
             we changed because of it."
        ),
        Phase::Closed => format!(
            "The consultation closed on {closes}. We read every response, and publish what people said and what we changed \
             because of it."
        ),
    };
    Ok(Frame::new(&state, &visitor, "Your response was sent").personal().show(|| {
        view! {
            <div class="govuk-panel govuk-panel--confirmation">
                <h1 class="govuk-panel__title">"Your response was sent"</h1>
                <div class="govuk-panel__body">
                    "Your reference is" <br/> <strong class="fm-reference" id="reference">{reference}</strong>
                </div>
            </div>
            <p class="govuk-body">
                "We have stored your answers, sent on "
                <time datetime=dates::machine(submitted_at)>{dates::moment(submitted_at)}</time>
                ". Keep the reference: with it you can ask us about your response."
            </p>
            <h2 class="govuk-heading-m">"What happens next"</h2>
            <p class="govuk-body">{next}</p>
            <p class="govuk-body">
                <a class="govuk-link" href=format!("/consultations/{slug}")>"About this consultation"</a>
            </p>
            {again}
        }
    }))
}
