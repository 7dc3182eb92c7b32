//! Sending an expression of interest: once, however often the button is pressed.
//!
//! The rule is that of responses: the same again gets the same receipt, and something else under the same secret is
//! refused with the words kept.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    eoi::{Eoi, judge},
    fields::Fields,
    vocabulary::Word,
};
use store::{DraftEoi, Receipt, StoreError};

use super::{
    CHECK, Room, START, address,
    check::{self, Note, fingerprint},
    conflict, status,
};
use crate::{
    error::PageError,
    pages::drafts::{self, digest, or_give_back, tabs},
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::mail,
};

pub(super) async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let sent = send_and_answer(&state, &visitor, &cookies, &posted).await;
    or_give_back(sent, &state, &visitor, &address(CHECK), &posted)
}

async fn send_and_answer(
    state: &AppState,
    visitor: &Visitor,
    cookies: &CookieJar,
    posted: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, cookies).await?;
    let (Some(stored), Some(secret)) = (&room.draft, &room.secret) else {
        return Ok(room.lost.draw(state, visitor, format!("{START}/respond")));
    };
    if room.is_submitted() {
        return Ok(answer_again(state, visitor, stored, posted));
    }
    if let Some(page) = tabs::undecided(&stored.draft) {
        return Ok(Redirect::to(&address(page)).into_response());
    }
    let eoi = match judge(&stored.draft, &room.terms()) {
        Ok(eoi) => eoi,
        Err(page) => return Ok(Redirect::to(&address(page.word())).into_response()),
    };
    let print = fingerprint(&room, &eoi);
    if digest::written(&print) != posted.text("digest") {
        return Ok(check::draw(state, visitor, &room, Note::Changed));
    }
    match send(state, stored, secret, eoi, print).await {
        Ok(()) => Ok(Redirect::to(&address("receipt")).into_response()),
        Err(StoreError::Changed) => {
            let room = Room::enter(state, cookies).await?;
            match room.draft.as_ref().filter(|_| room.is_submitted()) {
                Some(stored) => Ok(answer_again(state, visitor, stored, posted)),
                None => Ok(check::draw(state, visitor, &room, Note::Changed)),
            }
        }
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "an expression of interest could not be stored");
            Ok(check::draw(state, visitor, &room, Note::Unstored))
        }
        Err(error) => Err(error.into()),
    }
}

/// Answers a second post of what is stored: the same receipt for the same words.
fn answer_again(state: &AppState, visitor: &Visitor, stored: &DraftEoi, posted: &Fields) -> Response {
    let print = stored.digest.as_deref().map(digest::written);
    if print.as_deref() == Some(posted.text("digest")) {
        return Redirect::to(&address("receipt")).into_response();
    }
    conflict::sent_otherwise(state, visitor)
}

/// Stores every part and the mail in one transaction.
async fn send(
    state: &AppState,
    stored: &DraftEoi,
    secret: &Secret,
    eoi: Eoi,
    print: Vec<u8>,
) -> Result<(), StoreError> {
    let (id, revision) = (stored.id, stored.revision);
    let recipient = eoi.identity.submitter.email.clone().filter(|_| state.site.sends_mail);
    let send = |receipt: Receipt| {
        let message = recipient.clone().map(|recipient| {
            let body = mail::eoi_receipt_body(&receipt.reference, &status::link(state, secret), &state.site);
            drafts::mail(state, recipient, mail::EOI_RECEIPT_SUBJECT.to_owned(), body)
        });
        let eoi = eoi.clone();
        state.store.write(move |mut write| {
            Box::pin(async move {
                write.set_eoi_submitted(id, revision, &eoi, &receipt).await?;
                match message {
                    Some(message) => write.add_mail(&message).await,
                    None => Ok(()),
                }
            })
        })
    };
    drafts::with_receipt(state, &print, state.clock.now(), send).await
}
