//! Coming back to a draft: the link, shown and mailed, and what happens when it is opened.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::fields::Fields;

use super::{Room, START, address, desk};
use crate::{
    error::PageError,
    network::Network,
    pages::drafts::{Begun, Saved, Sent, mail_link, or_give_back},
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
    Ok(room.held.offer(&state, &visitor, &secret))
}

/// Lets this browser carry on with what a link leads to.
pub(super) async fn resume(
    State(state): State<AppState>,
    Path(secret): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    state.store.find_eoi_draft(&secret.hash()).await?.ok_or(PageError::NotFound)?;
    Ok(desk().carry_on(&state, &secret, cookies))
}

pub(super) async fn show_saved(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(new): Query<Begun>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    let lost = room.held.lost_at_once(&state, &visitor, &new);
    Ok(lost.unwrap_or_else(|| draw(&state, &visitor, &room, Sent::NotAsked)))
}

/// Mails the link to an address, which is kept only until the email is sent.
pub(super) async fn send_link(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
    network: Option<Extension<Network>>,
    Posted(posted): Posted,
) -> Response {
    let network = network.map(|Extension(network)| network);
    let sent = mail_and_answer(&state, &visitor, &cookies, network, &posted).await;
    or_give_back(sent, &state, &visitor, &address("saved"), &posted)
}

async fn mail_and_answer(
    state: &AppState,
    visitor: &Visitor,
    cookies: &CookieJar,
    network: Option<Network>,
    posted: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, cookies).await?;
    if room.held.is_submitted() {
        return Ok(draw(state, visitor, &room, Sent::NotAsked));
    }
    let words = |link: &str| (mail::EOI_RESUME_SUBJECT.to_owned(), mail::eoi_resume_body(link));
    let sent = mail_link(state, &room.held, posted.text(Saved::EMAIL), network, words).await?;
    Ok(draw(state, visitor, &room, sent))
}

/// Lets this browser forget the form, which only its link leads to then.
pub(super) async fn forget(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    Ok(room.held.forget(&state, &visitor, cookies))
}

fn draw(state: &AppState, visitor: &Visitor, room: &Room, sent: Sent) -> Response {
    if room.held.is_submitted() {
        return room.held.to_receipt();
    }
    let Some(link) = room.held.link(state) else {
        return Redirect::to(START).into_response();
    };
    let page = Saved {
        heading: "Your expression of interest is saved",
        words: "It is not sent yet. We delete what nobody has touched for 28 days.".to_owned(),
        here: "To carry on in this browser before you close it, open the expression of interest again.",
        link,
        desk: &room.held.desk,
        sent,
    };
    page.draw(state, visitor)
}
