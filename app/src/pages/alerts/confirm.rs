//! Confirming, from the email that was sent to it, that an address wants alerts.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    alert::Wish,
    fields::Fields,
    group::Group,
    ids::{AlertId, unordered},
};
use leptos::prelude::*;
use store::StoreError;

use super::{Shut, Trying, change::CONFIRMED, change_address, confirm_address, shut};
use crate::{
    alerts::{REQUEST_LIFE, see},
    error::PageError,
    network::Network,
    pages::drafts::or_give_back,
    parts::Frame,
    secret::Secret,
    state::AppState,
    throttle::Throttle,
    visitor::Visitor,
    words::{Labelled, alerts as words},
};

/// What a link to confirm leads to.
enum Door {
    /// To what somebody asked for.
    Open(Wish),
    /// On to the alert, since it was confirmed.
    Through,
    Shut(Shut),
}

impl Door {
    async fn find(state: &AppState, secret: &Secret, trying: &Trying) -> Result<Self, PageError> {
        let after = state.clock.now() - REQUEST_LIFE;
        if let Some(wish) = state.store.find_alert_request(&secret.hash(), after).await? {
            return Ok(Self::Open(wish));
        }
        Ok(match trying.find(state, secret).await? {
            Ok(_) => Self::Through,
            Err(shut) => Self::Shut(shut),
        })
    }
}

/// Shows what was asked for with a button; nothing is confirmed by this.
pub(super) async fn show(
    State(state): State<AppState>,
    Extension(tries): Extension<Arc<Throttle>>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    Ok(match Door::find(&state, &secret, &Trying(tries, network)).await? {
        Door::Open(wish) => draw(&state, &visitor, &wish, &state.store.list_groups().await?, &secret),
        Door::Through => Redirect::to(&change_address(&secret)).into_response(),
        Door::Shut(why) => shut(&state, &visitor, &why),
    })
}

/// Makes the alert.
pub(super) async fn confirm(
    State(state): State<AppState>,
    Extension(tries): Extension<Arc<Throttle>>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Response {
    let secret = Secret::from_outside(secret);
    let done = make(&state, &visitor, &secret, &Trying(tries, network)).await;
    or_give_back(done, &state, &visitor, &confirm_address(&secret), &Fields::default())
}

async fn make(state: &AppState, visitor: &Visitor, secret: &Secret, trying: &Trying) -> Result<Response, PageError> {
    match Door::find(state, secret, trying).await? {
        Door::Open(_) => {}
        Door::Through => return Ok(Redirect::to(&change_address(secret)).into_response()),
        Door::Shut(why) => return Ok(shut(state, visitor, &why)),
    }
    // What is there already gets its number first, so that it is no news to this alert.
    see(state).await?;
    let (id, hash, now) = (AlertId(unordered(&*state.entropy)), secret.hash(), state.clock.now());
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.set_alert_confirmed(id, &hash, (now - REQUEST_LIFE, now)).await })
    });
    match work.await {
        // The same button twice: it is confirmed.
        Ok(()) | Err(StoreError::Changed) => {}
        Err(error) => return Err(error.into()),
    }
    tracing::info!("an email alert was confirmed");
    Ok(Redirect::to(&format!("{}?{CONFIRMED}", change_address(secret))).into_response())
}

fn draw(state: &AppState, visitor: &Visitor, wish: &Wish, groups: &[Group], secret: &Secret) -> Response {
    const HEADING: &str = "Confirm your email alerts";
    let parts = wish.scopes.iter().filter_map(|scope| words::scope(scope, groups));
    let parts = parts.map(|words| view! { <li>{words}</li> }).collect_view();
    Frame::new(state, visitor, HEADING).personal().show(|| {
        view! {
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">"You asked to hear of:"</p>
            <ul class="govuk-list govuk-list--bullet">{parts}</ul>
            <p class="govuk-body">"How often: " {wish.pace.label().to_lowercase()} "."</p>
            <form method="post" action=confirm_address(secret)>
                <button class="govuk-button" type="submit">"Yes, send me these emails"</button>
            </form>
            <p class="govuk-body">"If you did not ask for this, close this page: nothing is sent, and we delete the address."</p>
        }
    })
}
