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

use super::{Room, cookie_name};
use crate::{
    error::PageError,
    network::Network,
    pages::drafts::{self, Saved, Sent, cookie},
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::{dates, mail},
};

/// Opens a draft from its link and leads to where it was left.
pub(super) async fn resume(
    State(state): State<AppState>,
    Path((slug, secret)): Path<(String, String)>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    let found = state.store.find_draft(&secret.hash()).await?;
    let consultation = state.store.find_consultation(&slug).await?.ok_or(PageError::NotFound)?;
    found.filter(|draft| draft.response.consultation == consultation.id).ok_or(PageError::NotFound)?;
    let cookies = cookies.add(cookie::give(&state, &cookie_name(&slug), &secret));
    Ok((cookies, Redirect::to(&format!("/consultations/{slug}/respond"))).into_response())
}

pub(super) async fn show_saved(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
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
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
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
    let subject = mail::resume_subject(&room.consultation);
    let body = mail::resume_body(&room.consultation, &link(&state, &room, secret));
    let message = drafts::mail(&state, email, subject, body);
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_mail(&message).await }));
    let stored: Result<(), StoreError> = work.await;
    stored?;
    Ok(draw(&state, &visitor, &room, Sent::Yes))
}

fn link(state: &AppState, room: &Room, secret: &Secret) -> String {
    state.site.address(&format!("/resume/{}/{}", room.consultation.slug, secret.expose()))
}

fn draw(state: &AppState, visitor: &Visitor, room: &Room, sent: Sent) -> Response {
    if room.is_submitted() {
        return Redirect::to(&room.address("receipt")).into_response();
    }
    let Some(secret) = &room.secret else {
        return Redirect::to(&format!("/consultations/{}", room.consultation.slug)).into_response();
    };
    let closes = dates::moment(room.consultation.closes_at);
    let page = Saved {
        words: format!(
            "They are not sent yet. Come back and send them before {closes}. We delete answers that nobody has touched \
             for 28 days."
        ),
        here: "To carry on in this browser, open the consultation again.",
        link: link(state, room, secret),
        begin: format!("/consultations/{}/respond", room.consultation.slug),
        action: room.address("saved"),
        sent,
    };
    page.draw(state, visitor)
}
