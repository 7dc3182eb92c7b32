//! Changing what an alert tells of and how often, by the link in any of its emails.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{fields::Fields, group::Group};
use leptos::prelude::*;
use store::{Alert, StoreError};

use super::{
    Trying, change_address, end_address,
    form::{self, Wrong},
    shut,
};
use crate::{
    error::PageError,
    network::Network,
    pages::drafts::or_give_back,
    parts::{ErrorSummary, Frame},
    posted::{InAddress, Posted},
    secret::Secret,
    state::AppState,
    throttle::Throttle,
    visitor::Visitor,
};

/// What stands behind an address of an alert that was just confirmed.
pub(super) const CONFIRMED: &str = "done=confirmed";
const CHANGED: &str = "done=changed";
const DONE: &str = "done";
/// The field with the revision that a form was drawn from.
const STATE: &str = "state";

/// What is said above the form.
enum Notice {
    None,
    Confirmed,
    Changed,
    /// Somebody else has changed it; nothing was stored.
    Conflict,
}

/// Shows what an alert tells of.
pub(super) async fn show(
    State(state): State<AppState>,
    Extension(tries): Extension<Arc<Throttle>>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Path(secret): Path<String>,
    InAddress(asked): InAddress,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    let alert = match Trying(tries, network).find(&state, &secret).await? {
        Ok(alert) => alert,
        Err(why) => return Ok(shut(&state, &visitor, &why)),
    };
    let notice = match asked.text(DONE) {
        "confirmed" => Notice::Confirmed,
        "changed" => Notice::Changed,
        _ => Notice::None,
    };
    let groups = form::groups(&state, &alert.wish.scopes).await?;
    let fields = form::filled(&alert.wish);
    Ok(Page { state: &state, visitor: &visitor, secret: &secret, alert: &alert, groups: &groups }.draw(
        &fields,
        Vec::new(),
        &notice,
    ))
}

/// Takes what somebody wants from now on.
pub(super) async fn change(
    State(state): State<AppState>,
    Extension(tries): Extension<Arc<Throttle>>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Path(secret): Path<String>,
    Posted(fields): Posted,
) -> Response {
    let secret = Secret::from_outside(secret);
    let done = judge(&state, &visitor, &secret, &Trying(tries, network), &fields).await;
    or_give_back(done, &state, &visitor, &change_address(&secret), &fields)
}

async fn judge(
    state: &AppState,
    visitor: &Visitor,
    secret: &Secret,
    trying: &Trying,
    fields: &Fields,
) -> Result<Response, PageError> {
    let alert = match trying.find(state, secret).await? {
        Ok(alert) => alert,
        Err(why) => return Ok(shut(state, visitor, &why)),
    };
    let groups = form::groups(state, &alert.wish.scopes).await?;
    let wish = match form::read(fields, &groups) {
        Ok(wish) => wish,
        Err(wrong) => {
            let page = Page { state, visitor, secret, alert: &alert, groups: &groups };
            return Ok(page.draw(fields, wrong, &Notice::None));
        }
    };
    let (id, seen) = (alert.id, fields.text(STATE).parse().unwrap_or(-1));
    let work = state.store.write(move |mut write| Box::pin(async move { write.set_alert_wish(id, seen, &wish).await }));
    match work.await {
        Ok(()) => Ok(Redirect::to(&format!("{}?{CHANGED}", change_address(secret))).into_response()),
        Err(StoreError::Changed) => match trying.find(state, secret).await? {
            Ok(alert) => {
                let page = Page { state, visitor, secret, alert: &alert, groups: &groups };
                Ok(page.draw(fields, Vec::new(), &Notice::Conflict))
            }
            Err(why) => Ok(shut(state, visitor, &why)),
        },
        Err(error) => Err(error.into()),
    }
}

/// The page of one alert.
struct Page<'a> {
    state: &'a AppState,
    visitor: &'a Visitor,
    secret: &'a Secret,
    alert: &'a Alert,
    groups: &'a [Group],
}

impl Page<'_> {
    fn draw(&self, fields: &Fields, wrong: Vec<Wrong>, notice: &Notice) -> Response {
        const HEADING: &str = "Your email alerts";
        let status = match notice {
            Notice::Conflict => StatusCode::CONFLICT,
            _ if !wrong.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::OK,
        };
        // A refused form is still one of the revision that it was first drawn from.
        let drawn_from = if wrong.is_empty() { self.alert.revision.to_string() } else { fields.text(STATE).to_owned() };
        let drawn = form::draw(fields, self.groups, &wrong);
        Frame::new(self.state, self.visitor, HEADING).status(status).personal().show(|| {
            view! {
                <ErrorSummary errors=wrong/>
                <h1 class="govuk-heading-l">{HEADING}</h1>
                {said(notice)}
                <form method="post" action=change_address(self.secret) novalidate>
                    <input type="hidden" name=STATE value=drawn_from/>
                    {drawn}
                    <button class="govuk-button" type="submit">"Save"</button>
                </form>
                <p class="govuk-body">
                    <a class="govuk-link" href=end_address(self.secret)>"Stop these emails and delete my address"</a>
                </p>
                <p class="govuk-body">
                    "Whoever has the address of this page can change your alerts, so do not pass it on. Every email that we send has such a link."
                </p>
            }
        })
    }
}

fn said(notice: &Notice) -> Option<AnyView> {
    let words = match notice {
        Notice::None => return None,
        Notice::Confirmed => "Your email alerts are confirmed. You hear of what is published from now on.",
        Notice::Changed => "Your changes are saved.",
        Notice::Conflict => {
            "Your changes are not saved: these alerts were changed elsewhere since you opened this page. What you chose stands below. Save it \
             again if you still want it."
        }
    };
    let role = if matches!(notice, Notice::Conflict) { "alert" } else { "status" };
    Some(view! { <p class="govuk-inset-text" role=role>{words}</p> }.into_any())
}
