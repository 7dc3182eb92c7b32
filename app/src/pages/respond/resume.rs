//! Coming back to a draft: the link, shown and mailed, and what happens when it is opened.

use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{consultation::Phase, email::is_email};
use store::StoreError;

use super::{Room, conflict, cookie_name};
use crate::{
    error::PageError,
    network::Network,
    pages::drafts::{self, Begun, CarryOn, Forgotten, Saved, Sent, cookie, or_give_back},
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
    let mine = room.secret.as_ref().filter(|mine| **mine == secret);
    if mine.is_some() {
        return Ok(Redirect::to(&format!("/consultations/{slug}/respond")).into_response());
    }
    let other = room.secret.as_ref().filter(|_| !room.is_submitted()).map(|other| link(&state, &room, other));
    Ok(CarryOn { action: format!("/resume/{slug}/{}", secret.expose()), other }.draw(&state, &visitor))
}

/// Lets this browser carry on with what a link leads to.
pub(super) async fn resume(
    State(state): State<AppState>,
    Path((slug, secret)): Path<(String, String)>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    find(&state, &slug, &secret).await?;
    let cookies = cookies.add(cookie::give(&state, &cookie_name(&slug), &secret, cookie::Keep::Weeks));
    Ok((cookies, Redirect::to(&format!("/consultations/{slug}/respond"))).into_response())
}

async fn find(state: &AppState, slug: &str, secret: &Secret) -> Result<(), PageError> {
    let found = state.store.find_draft(&secret.hash()).await?;
    let consultation = state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)?;
    found.filter(|draft| draft.response.consultation == consultation.id).map(drop).ok_or(PageError::NotFound)
}

pub(super) async fn show_saved(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(new): Query<Begun>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    if new.is_new() && room.draft.is_none() {
        return Ok(room.lost.draw(&state, &visitor, format!("/consultations/{slug}/respond")));
    }
    Ok(draw(&state, &visitor, &room, Sent::NotAsked))
}

/// Mails the link to an address, which is kept only until the mail is sent.
pub(super) async fn send_link(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
    network: Option<Extension<Network>>,
    Posted(posted): Posted,
) -> Response {
    let network = network.map(|Extension(network)| network);
    let sent = store_mail(&state, &visitor, &slug, &cookies, network, posted.text(Saved::EMAIL)).await;
    or_give_back(sent, &state, &visitor, &format!("/consultations/{slug}/respond/saved"), &posted)
}

async fn store_mail(
    state: &AppState,
    visitor: &Visitor,
    slug: &str,
    cookies: &CookieJar,
    network: Option<Network>,
    email: &str,
) -> Result<Response, PageError> {
    let room = Room::enter(state, slug, cookies).await?;
    if room.phase != Phase::Open || room.is_submitted() {
        return Ok(draw(state, visitor, &room, Sent::NotAsked));
    }
    if !is_email(email) {
        return Ok(draw(state, visitor, &room, Sent::Refused(email.to_owned())));
    }
    let (Some(secret), true) = (&room.secret, state.site.sends_mail) else {
        return Err(PageError::NotFound);
    };
    if !state.links.admit(email, network, state.clock.now()) {
        return Ok(draw(state, visitor, &room, Sent::TooOften(email.to_owned())));
    }
    let subject = mail::resume_subject(&room.consultation);
    let body = mail::resume_body(&room.consultation, &link(state, &room, secret));
    let message = drafts::mail(state, email.to_owned(), subject, body);
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

/// Lets this browser forget the draft, which only its link leads to then.
pub(super) async fn forget(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    let link = room.secret.as_ref().filter(|_| !room.is_submitted()).map(|secret| link(&state, &room, secret));
    let cookies = cookies.add(cookie::take_back(&state, &cookie_name(&slug)));
    Ok((cookies, Forgotten { link }.draw(&state, &visitor)).into_response())
}

fn link(state: &AppState, room: &Room, secret: &Secret) -> String {
    state.site.address(&format!("/resume/{}/{}", room.consultation.slug, secret.expose()))
}

fn draw(state: &AppState, visitor: &Visitor, room: &Room, sent: Sent) -> Response {
    if room.is_submitted() {
        return Redirect::to(&room.address("receipt")).into_response();
    }
    let Some(secret) = &room.secret else {
        return Redirect::to(&room.elsewhere()).into_response();
    };
    if room.phase != Phase::Open {
        return conflict::too_late(state, visitor, room, None);
    }
    let closes = dates::moment(room.consultation.closes_at);
    let page = Saved {
        heading: "Your answers are saved",
        words: format!(
            "They are not sent yet. Come back and send them before {closes}. We delete answers that nobody has touched \
             for 28 days."
        ),
        here: "To carry on in this browser, open the consultation again.",
        link: link(state, room, secret),
        begin: format!("/consultations/{}/respond", room.consultation.slug),
        action: room.address("saved"),
        forget: room.address("forget"),
        sent,
    };
    page.draw(state, visitor)
}
