//! Coming back to a draft: the link, shown and mailed, and what happens when it is opened.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::fields::Fields;

use super::{Room, conflict, desk};
use crate::{
    error::PageError,
    network::Network,
    pages::drafts::{Begun, Saved, Sent, mail_link, or_give_back},
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::{dates, mail},
};

/// Asks whoever opens a link whether this browser should carry on with what it leads to.
pub(super) async fn offer(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, secret)): Path<(String, String)>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    find(&state, &slug, &secret).await?;
    let room = Room::enter(&state, &slug, &cookies).await?;
    Ok(room.held.offer(&state, &visitor, &secret))
}

/// Lets this browser carry on with what a link leads to.
pub(super) async fn resume(
    State(state): State<AppState>,
    Path((slug, secret)): Path<(String, String)>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    find(&state, &slug, &secret).await?;
    Ok(desk(&slug).carry_on(&state, &secret, cookies))
}

async fn find(state: &AppState, slug: &str, secret: &Secret) -> Result<(), PageError> {
    let found = state.store.find_draft(&secret.hash()).await?;
    let consultation = state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)?;
    found.filter(|draft| draft.of.consultation == consultation.id).map(drop).ok_or(PageError::NotFound)
}

pub(super) async fn show_saved(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(new): Query<Begun>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    let lost = room.held.lost_at_once(&state, &visitor, &new);
    Ok(lost.unwrap_or_else(|| draw(&state, &visitor, &room, Sent::NotAsked)))
}

/// Mails the link to an address, which is kept only until the email is sent.
pub(super) async fn send_link(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
    network: Option<Extension<Network>>,
    Posted(posted): Posted,
) -> Response {
    let network = network.map(|Extension(network)| network);
    let sent = mail_and_answer(&state, &visitor, &slug, &cookies, network, &posted).await;
    or_give_back(sent, &state, &visitor, &desk(&slug).page("saved"), &posted)
}

async fn mail_and_answer(
    state: &AppState,
    visitor: &Visitor,
    slug: &str,
    cookies: &CookieJar,
    network: Option<Network>,
    posted: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, slug, cookies).await?;
    if !room.takes_answers() || room.held.is_submitted() {
        return Ok(draw(state, visitor, &room, Sent::NotAsked));
    }
    let asked = &room.consultation;
    let words = |link: &str| (mail::resume_subject(asked), mail::resume_body(asked, link));
    let sent = mail_link(state, &room.held, posted.text(Saved::EMAIL), network, words).await?;
    Ok(draw(state, visitor, &room, sent))
}

/// Lets this browser forget the draft, which only its link leads to then.
pub(super) async fn forget(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    Ok(room.held.forget(&state, &visitor, cookies))
}

fn draw(state: &AppState, visitor: &Visitor, room: &Room, sent: Sent) -> Response {
    if room.held.is_submitted() {
        return room.held.to_receipt();
    }
    let Some(link) = room.held.link(state) else {
        return Redirect::to(&room.elsewhere()).into_response();
    };
    if !room.takes_answers() {
        return conflict::too_late(state, visitor, room, None);
    }
    let closes = dates::moment(room.consultation.closes_at);
    let when = if room.is_assisted() { String::new() } else { format!(" Come back and send them before {closes}.") };
    let page = Saved {
        heading: "Your answers are saved",
        words: format!("They are not sent yet.{when} We delete answers that nobody has touched for 28 days."),
        here: "To carry on in this browser, open the consultation again.",
        link,
        desk: &room.held.desk,
        sent,
    };
    page.draw(state, visitor)
}
