//! Email alerts: asking for them, confirming, changing and ending them.
//!
//! Opening a link changes nothing, because programs that check email open links too; a button does. Nobody learns here which
//! addresses have alerts: what is answered is the same for all, and the rest stands in an email.

mod ask;
mod change;
mod confirm;
mod end;
mod form;

use std::sync::Arc;

use axum::{Extension, Router, http::StatusCode, middleware::map_response, response::Response, routing::get};
use chrono::TimeDelta;
use domain::{alert::Scope, group::Group};
use leptos::prelude::*;
use store::Alert;

use super::unlisted;
use crate::{
    error::PageError, network::Network, parts::Frame, secret::Secret, state::AppState, throttle::Throttle,
    visitor::Visitor,
};

/// Where alerts are asked for.
pub const ADDRESS: &str = "/alerts";
/// How the addresses begin to which whoever sends email for others posts that an alert ends; the secret in them is all that they show.
pub const END: &str = "/alerts/end/";
/// How many links that lead nowhere may be tried from one network in [`WINDOW`], in this process.
const TRIES: usize = 20;
const WINDOW: TimeDelta = TimeDelta::hours(1);

/// Makes the addresses of alerts, with their own count of wrong tries.
pub fn routes() -> Router<AppState> {
    let tries = Arc::new(Throttle::new(TRIES, WINDOW));
    let of_links = Router::new()
        .route("/alerts/confirm/{secret}", get(confirm::show).post(confirm::confirm))
        .route("/alerts/change/{secret}", get(change::show).post(change::change))
        .route("/alerts/end/{secret}", get(end::show).post(end::end))
        .layer(Extension(tries))
        .route_layer(map_response(unlisted));
    Router::new()
        .route(ADDRESS, get(ask::show).post(ask::ask))
        .route("/alerts/asked", get(ask::show_asked))
        .route("/alerts/ended", get(end::show_ended))
        .merge(of_links)
}

/// Gives the address at which an alert is changed.
pub fn change_address(secret: &Secret) -> String {
    format!("/alerts/change/{}", secret.expose())
}

/// Gives the address at which an alert is ended.
pub fn end_address(secret: &Secret) -> String {
    format!("{END}{}", secret.expose())
}

/// Gives the address at which alerts about a group are asked for.
pub fn alerts_of(group: &Group) -> String {
    format!("{ADDRESS}?about={}", Scope::Group(group.id).word())
}

fn confirm_address(secret: &Secret) -> String {
    format!("/alerts/confirm/{}", secret.expose())
}

/// Why a link leads nowhere.
enum Shut {
    Unknown,
    TooOften,
}

/// Who tries links: the count of wrong ones, and the network that they come from.
struct Trying(Arc<Throttle>, Option<Extension<Network>>);

impl Trying {
    /// Counts a link that leads nowhere. Many share a network: wrong tries of one must not shut out others, whose links are right.
    fn wrong(&self, state: &AppState) -> Shut {
        let network = self.1.as_ref().map(|Extension(network)| network.key()).unwrap_or_default();
        if self.0.admit(&network, state.clock.now()) { Shut::Unknown } else { Shut::TooOften }
    }

    async fn find(&self, state: &AppState, secret: &Secret) -> Result<Result<Alert, Shut>, PageError> {
        let found = state.store.find_alert(&secret.hash()).await?;
        Ok(found.ok_or_else(|| self.wrong(state)))
    }
}

/// Says that a link leads nowhere, and what to do.
fn shut(state: &AppState, visitor: &Visitor, shut: &Shut) -> Response {
    const HEADING: &str = "This link does not work";
    let (status, words) = match shut {
        Shut::Unknown => (
            StatusCode::NOT_FOUND,
            "The alerts that it was for may have ended, or it was not used within its time: 3 days to confirm, a year to change or to \
             stop. Every email that we send has a new link. Check that you have the whole address.",
        ),
        Shut::TooOften => {
            (StatusCode::TOO_MANY_REQUESTS, "Too many links were tried that lead nowhere. Wait an hour and try again.")
        }
    };
    Frame::new(state, visitor, HEADING).status(status).personal().show(|| {
        view! {
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">{words}</p>
            <p class="govuk-body"><a class="govuk-link" href=ADDRESS>"Ask for email alerts"</a></p>
        }
    })
}
