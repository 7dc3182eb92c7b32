//! Coming back to a draft: the link, shown and mailed, and what happens when it is opened.

use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::email::is_email;
use store::StoreError;

use super::{COOKIE, Room, START, address};
use crate::{
    error::PageError,
    network::Network,
    pages::drafts::{self, Saved, Sent, cookie},
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::mail,
};

/// Opens a draft from its link and leads to where it was left.
pub(super) async fn resume(
    State(state): State<AppState>,
    Path(secret): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    state.store.find_eoi_draft(&secret.hash()).await?.ok_or(PageError::NotFound)?;
    let cookies = cookies.add(cookie::give(&state, COOKIE, &secret));
    Ok((cookies, Redirect::to(&format!("{START}/respond"))).into_response())
}

pub(super) async fn show_saved(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    Ok(draw(&state, &visitor, &room, Sent::NotAsked))
}

/// Mails the link to an address, which is kept only until the mail is sent.
pub(super) async fn send_link(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
    network: Option<Extension<Network>>,
    Posted(posted): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    let email = posted.text(Saved::EMAIL).to_owned();
    if !is_email(&email) {
        return Ok(draw(&state, &visitor, &room, Sent::Refused(email)));
    }
    let (Some(secret), true) = (&room.secret, state.site.sends_mail) else {
        return Err(PageError::NotFound);
    };
    if !state.links.admit(&email, network.map(|Extension(network)| network), state.clock.now()) {
        return Err(PageError::Status(StatusCode::TOO_MANY_REQUESTS));
    }
    let body = mail::eoi_resume_body(&link(&state, secret));
    let message = drafts::mail(&state, email, mail::EOI_RESUME_SUBJECT.to_owned(), body);
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_mail(&message).await }));
    let stored: Result<(), StoreError> = work.await;
    stored?;
    Ok(draw(&state, &visitor, &room, Sent::Yes))
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
        words: "It is not sent yet. We delete what nobody has touched for 28 days.".to_owned(),
        here: "To carry on in this browser, open the expression of interest again.",
        link: link(state, secret),
        begin: format!("{START}/respond"),
        action: address("saved"),
        sent,
    };
    page.draw(state, visitor)
}
