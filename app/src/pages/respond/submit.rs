//! Sending a response: once, however often the button is pressed.
//!
//! The key is the secret of the draft. The same answers again give the same receipt; other answers under the same key
//! are refused with the words kept, because one of the two would be lost in silence.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{consultation::Phase, email::is_email, fields::Fields, ids, response::Submission};
use store::{DraftResponse, Receipt, StoreError};

use super::{
    CHECK, Room,
    check::{self, EMAIL, Note},
    conflict, fingerprint,
};
use crate::{
    error::PageError,
    pages::drafts::{self, digest, or_give_back, tabs},
    posted::Posted,
    state::AppState,
    visitor::Visitor,
    words::mail,
};

pub(super) async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let sent = send_and_answer(&state, &visitor, &slug, &cookies, &posted).await;
    or_give_back(sent, &state, &visitor, &format!("/consultations/{slug}/respond/{CHECK}"), &posted)
}

async fn send_and_answer(
    state: &AppState,
    visitor: &Visitor,
    slug: &str,
    cookies: &CookieJar,
    posted: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, slug, cookies).await?;
    let Some(stored) = &room.draft else {
        return Ok(room.lost.draw(state, visitor, format!("/consultations/{slug}/respond")));
    };
    if room.is_submitted() {
        return answer_again(state, visitor, &room, posted).await;
    }
    if room.phase != Phase::Open {
        return Ok(conflict::too_late(state, visitor, &room, Some((CHECK, &Fields::default()))));
    }
    let mut draft = room.typed();
    if let Some(page) = tabs::undecided(&draft) {
        return Ok(Redirect::to(&room.address(page)).into_response());
    }
    let submission = match Submission::new(&room.version.questionnaire, &draft) {
        Ok(submission) => submission,
        Err(page) => return Ok(Redirect::to(&room.address(&page)).into_response()),
    };
    let print = fingerprint(&room, &submission);
    let email = posted.text(EMAIL).to_owned();
    let note = note(&print, &email, posted);
    draft.insert(CHECK.to_owned(), Fields::new([(EMAIL, &email)]));
    if note != Note::None {
        let kept = keep_email(state, stored, &email).await;
        let note = if kept.is_ok() { note } else { Note::Unstored };
        return Ok(check::draw(state, visitor, &room, &draft, note));
    }
    match send(state, &room, stored, submission, print, email).await {
        Ok(()) => Ok(Redirect::to(&room.address("receipt")).into_response()),
        Err(StoreError::Changed) => {
            let room = Room::enter(state, slug, cookies).await?;
            if room.is_submitted() {
                return answer_again(state, visitor, &room, posted).await;
            }
            Ok(check::draw(state, visitor, &room, &room.typed(), Note::Changed))
        }
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "a response could not be stored");
            Ok(check::draw(state, visitor, &room, &draft, Note::Unstored))
        }
        Err(error) => Err(error.into()),
    }
}

fn note(print: &[u8], email: &str, posted: &Fields) -> Note {
    if digest::written(print) != posted.text("digest") {
        Note::Changed
    } else if !email.is_empty() && !is_email(email) {
        Note::NotAnEmail
    } else {
        Note::None
    }
}

/// Answers a second post of a response that is stored: the same receipt for the same answers.
async fn answer_again(
    state: &AppState,
    visitor: &Visitor,
    room: &Room,
    posted: &Fields,
) -> Result<Response, PageError> {
    let stored = room.draft.as_ref().and_then(|draft| draft.digest.as_deref()).map(digest::written);
    if stored.as_deref() == Some(posted.text("digest")) {
        return Ok(Redirect::to(&room.address("receipt")).into_response());
    }
    conflict::sent_otherwise(state, visitor, room, posted).await
}

async fn keep_email(state: &AppState, stored: &DraftResponse, email: &str) -> Result<(), StoreError> {
    let fields = Fields::new([(EMAIL, email)]);
    let (id, now) = (stored.response.id, state.clock.now());
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_draft_page(id, CHECK, &fields, now).await }));
    match work.await {
        Ok(()) | Err(StoreError::Changed) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Stores the response, its subscriptions and its mail in one transaction.
async fn send(
    state: &AppState,
    room: &Room,
    stored: &DraftResponse,
    submission: Submission,
    print: Vec<u8>,
    email: String,
) -> Result<(), StoreError> {
    let (id, revision, consultation) = (stored.response.id, stored.revision, room.consultation.id);
    let send = |receipt: Receipt| {
        let message = (!email.is_empty() && state.site.sends_mail).then(|| {
            let subject = mail::receipt_subject(&room.consultation);
            let body = mail::receipt_body(&room.consultation, &receipt.reference, &state.site);
            drafts::mail(state, email.clone(), subject, body)
        });
        let contacts: Vec<_> =
            submission.contacts.iter().map(|contact| (ids::unordered(&*state.entropy), contact.clone())).collect();
        let submission = submission.clone();
        state.store.write(move |mut write| {
            Box::pin(async move {
                write.set_submitted(id, revision, &submission, &receipt).await?;
                for (key, contact) in contacts {
                    write.add_subscription(key, consultation, &contact, receipt.submitted_at).await?;
                }
                match message {
                    Some(message) => write.add_mail(&message).await,
                    None => Ok(()),
                }
            })
        })
    };
    drafts::with_receipt(state, &print, room.now, send).await
}
