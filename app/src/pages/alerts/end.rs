//! Ending an alert: by a button on a page, or by a post of the program in which somebody reads email (RFC 8058).

use std::sync::Arc;

use axum::{
    Extension,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;

use super::{ADDRESS, Trying, change_address, end_address, shut};
use crate::{
    error::PageError, network::Network, parts::Frame, secret::Secret, state::AppState, throttle::Throttle,
    visitor::Visitor,
};

/// The field by which the page says that a person is to read what became of it.
const FROM: &str = "from";
const PAGE: &str = "page";

/// Asks before it ends.
pub(super) async fn show(
    State(state): State<AppState>,
    Extension(tries): Extension<Arc<Throttle>>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Response, PageError> {
    const HEADING: &str = "Stop your email alerts?";
    let secret = Secret::from_outside(secret);
    if let Err(why) = Trying(tries, network).find(&state, &secret).await? {
        return Ok(shut(&state, &visitor, &why));
    }
    Ok(Frame::new(&state, &visitor, HEADING).personal().show(|| {
        view! {
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">"You get no more emails about what is new, and we delete your address and what you chose at once."</p>
            <form method="post" action=end_address(&secret)>
                <input type="hidden" name=FROM value=PAGE/>
                <div class="govuk-button-group">
                    <button class="govuk-button govuk-button--warning" type="submit">"Stop these emails"</button>
                    <a class="govuk-link" href=change_address(&secret)>"Change what you get instead"</a>
                </div>
            </form>
        }
    }))
}

/// Ends it, whatever the body says; what has ended stays so, and a secret that leads nowhere is answered alike.
pub(super) async fn end(
    State(state): State<AppState>,
    Path(secret): Path<String>,
    body: Bytes,
) -> Result<Response, PageError> {
    let hash = Secret::from_outside(secret).hash();
    let work = state.store.write(move |mut write| Box::pin(async move { write.remove_alert(&hash).await }));
    let was_there: Result<bool, store::StoreError> = work.await;
    if was_there? {
        tracing::info!("an email alert was ended");
    }
    let is_from_page = body == format!("{FROM}={PAGE}");
    Ok(if is_from_page { Redirect::to("/alerts/ended").into_response() } else { StatusCode::OK.into_response() })
}

/// Says that it has ended.
pub(super) async fn show_ended(State(state): State<AppState>, visitor: Visitor) -> Response {
    const HEADING: &str = "Your email alerts have ended";
    Frame::new(&state, &visitor, HEADING).show(|| {
        view! {
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">"Your address and what you chose are deleted. An email that was on its way may still arrive."</p>
            <p class="govuk-body">
                "You can " <a class="govuk-link" href=ADDRESS>"ask for alerts again"</a> " or follow what is new "
                <a class="govuk-link" href="/feeds">"by feed or in your calendar"</a> "."
            </p>
        }
    })
}
