//! Coming back to a draft: the link, shown and mailed, and what happens when it is opened.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::email::is_email;
use store::StoreError;

use super::{COOKIE, Room, START, address};
use crate::{
    error::PageError,
    network::Network,
    pages::drafts::{self, Begun, CarryOn, Forgotten, Saved, Sent, cookie, or_give_back},
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::mail,
};

/// Asks whoever opens a link whether this browser should carry on with what it leads to.
pub(super) async fn offer(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(secret): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    state.store.find_eoi_draft(&secret.hash()).await?.ok_or(PageError::NotFound)?;
    let room = Room::enter(&state, &cookies).await?;
    if room.secret.as_ref().is_some_and(|mine| *mine == secret) {
        return Ok(Redirect::to(&format!("{START}/respond")).into_response());
    }
    let other = room.secret.as_ref().filter(|_| !room.is_submitted()).map(|other| link(&state, other));
    Ok(CarryOn { action: format!("{START}/resume/{}", secret.expose()), other }.draw(&state, &visitor))
}

/// Lets this browser carry on with what a link leads to.
pub(super) async fn resume(
    State(state): State<AppState>,
    Path(secret): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    state.store.find_eoi_draft(&secret.hash()).await?.ok_or(PageError::NotFound)?;
    let cookies = cookies.add(cookie::give(&state, COOKIE, &secret, cookie::Keep::UntilClosed));
    Ok((cookies, Redirect::to(&format!("{START}/respond"))).into_response())
}

pub(super) async fn show_saved(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(new): Query<Begun>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    if new.is_new() && room.draft.is_none() {
        return Ok(room.lost.draw(&state, &visitor, format!("{START}/respond")));
    }
    Ok(draw(&state, &visitor, &room, Sent::NotAsked))
}

/// Mails the link to an address, which is kept only until the mail is sent.
pub(super) async fn send_link(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
    network: Option<Extension<Network>>,
    Posted(posted): Posted,
) -> Response {
    let network = network.map(|Extension(network)| network);
    let sent = store_mail(&state, &visitor, &cookies, network, posted.text(Saved::EMAIL)).await;
    or_give_back(sent, &state, &visitor, &address("saved"), &posted)
}

async fn store_mail(
    state: &AppState,
    visitor: &Visitor,
    cookies: &CookieJar,
    network: Option<Network>,
    email: &str,
) -> Result<Response, PageError> {
    let room = Room::enter(state, cookies).await?;
    if !is_email(email) {
        return Ok(draw(state, visitor, &room, Sent::Refused(email.to_owned())));
    }
    let (Some(secret), true) = (&room.secret, state.site.sends_mail) else {
        return Err(PageError::NotFound);
    };
    if !state.links.admit(email, network, state.clock.now()) {
        return Ok(draw(state, visitor, &room, Sent::TooOften(email.to_owned())));
    }
    let body = mail::eoi_resume_body(&link(state, secret));
    let message = drafts::mail(state, email.to_owned(), mail::EOI_RESUME_SUBJECT.to_owned(), body);
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_mail(&message).await }));
    let stored: Result<(), StoreError> = work.await;
    match stored {
        Ok(()) => Ok(draw(state, visitor, &room, Sent::Yes)),
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "a mail could not be stored");
            Ok(draw(state, visitor, &room, Sent::Unstored(email.to_owned())))
        }
        Err(error) => Err(error.into()),
    }
}

/// Lets this browser forget the form, which only its link leads to then.
pub(super) async fn forget(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    let link = room.secret.as_ref().filter(|_| !room.is_submitted()).map(|secret| link(&state, secret));
    let cookies = cookies.add(cookie::take_back(&state, COOKIE));
    Ok((cookies, Forgotten { link }.draw(&state, &visitor)).into_response())
}

fn link(state: &AppState, secret: &Secret) -> String {
    state.site.address(&format!("{START}/resume/{}", secret.expose()))
}

fn draw(state: &AppState, visitor: &Visitor, room: &Room, sent: Sent) -> Response {
    if room.is_submitted() {
        return Redirect::to(&address("receipt")).into_response();
    }
    let Some(secret) = &room.secret else {
        return Redirect::to(START).into_response();
    };
    let page = Saved {
        heading: "Your expression of interest is saved",
        words: "It is not sent yet. We delete what nobody has touched for 28 days.".to_owned(),
        here: "To carry on in this browser before you close it, open the expression of interest again.",
        link: link(state, secret),
        begin: format!("{START}/respond"),
        action: address("saved"),
        forget: address("forget"),
        sent,
    };
    page.draw(state, visitor)
}
