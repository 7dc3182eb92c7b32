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
    ids::EoiId,
    vocabulary::Word,
};
use store::{Receipt, StoreError};

use super::{
    Room, address,
    check::{self, digest_of},
    conflict, status,
};
use crate::{
    error::PageError,
    pages::drafts::{self, CHECK, DIGEST, Kept, Note, digest, or_give_back, tabs},
    posted::Posted,
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
    let Some(kept) = &room.held.kept else {
        return Ok(room.held.lost(state, visitor));
    };
    if room.held.is_submitted() {
        return Ok(answer_again(state, visitor, &room, posted));
    }
    if let Some(page) = tabs::undecided(&kept.stored.draft) {
        return Ok(Redirect::to(&address(page)).into_response());
    }
    let eoi = match judge(&kept.stored.draft, &room.terms()) {
        Ok(eoi) => eoi,
        Err(page) => return Ok(Redirect::to(&address(page.word())).into_response()),
    };
    let digest = digest_of(&room, &eoi);
    if digest::written(&digest) != posted.text(DIGEST) {
        return Ok(check::draw(state, visitor, &room, Note::Changed));
    }
    match send(state, kept, eoi, digest).await {
        Ok(()) => Ok(room.held.to_receipt()),
        Err(StoreError::Changed) => {
            let room = Room::enter(state, cookies).await?;
            if room.held.is_submitted() {
                return Ok(answer_again(state, visitor, &room, posted));
            }
            Ok(check::draw(state, visitor, &room, Note::Changed))
        }
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "an expression of interest could not be stored");
            Ok(check::draw(state, visitor, &room, Note::Unstored))
        }
        Err(error) => Err(error.into()),
    }
}

/// Answers a second post of what is stored: the same receipt for the same words.
fn answer_again(state: &AppState, visitor: &Visitor, room: &Room, posted: &Fields) -> Response {
    room.held.same_again(posted).unwrap_or_else(|| conflict::sent_otherwise(state, visitor))
}

/// Stores every part and the mail in one transaction.
async fn send(state: &AppState, kept: &Kept<EoiId>, eoi: Eoi, digest: Vec<u8>) -> Result<(), StoreError> {
    let (id, revision) = (kept.stored.of, kept.stored.revision);
    let recipient = eoi.identity.submitter.email.clone().filter(|_| state.site.sends_mail);
    let send = |receipt: Receipt| {
        let message = recipient.clone().map(|recipient| {
            let body = mail::eoi_receipt_body(&receipt.reference, &status::link(state, &kept.secret), &state.site);
            drafts::mail(state, recipient, (mail::EOI_RECEIPT_SUBJECT.to_owned(), body))
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
    drafts::with_receipt(state, &digest, state.clock.now(), send).await
}
