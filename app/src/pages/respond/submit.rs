//! Sending a response: once, however often the button is pressed.
//!
//! The key is the secret of the draft. The same answers again give the same receipt; other answers under the same key
//! are refused with the words kept, because one of the two would be lost in silence.

use axum::{
    Extension,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    email::is_email,
    fields::Fields,
    ids,
    mark::Mark,
    permission::Action,
    response::{Response as Answered, Submission},
};
use store::{Holder, Receipt, StoreError};

use super::{
    Room,
    check::{self, EMAIL},
    conflict, desk, marks,
};
use crate::{
    error::PageError,
    network::Network,
    pages::{
        answering::{Answering, checked, is_as_shown},
        drafts::{self, CHECK, Kept, Note, or_give_back},
    },
    posted::Posted,
    state::AppState,
    visitor::Visitor,
    words::mail,
};

pub(super) async fn submit(
    State(state): State<AppState>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let network = network.map(|Extension(network)| network);
    let sent = send_and_answer(&state, &visitor, (&slug, network), &cookies, &posted).await;
    or_give_back(sent, &state, &visitor, &desk(&slug).page(CHECK), &posted)
}

async fn send_and_answer(
    state: &AppState,
    visitor: &Visitor,
    (slug, network): (&str, Option<Network>),
    cookies: &CookieJar,
    posted: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, slug, cookies).await?;
    let Some(kept) = &room.held.kept else {
        return Ok(room.held.lost(state, visitor));
    };
    if room.held.is_submitted() {
        return answer_again(state, visitor, &room, posted).await;
    }
    if room.is_assisted() && !visitor.may(Action::EnterResponses) {
        return Ok(Redirect::to(&format!("/staff/sign-in?next={}", room.address(CHECK))).into_response());
    }
    if !room.takes_answers() {
        return Ok(conflict::too_late(state, visitor, &room, Some((CHECK, &Fields::default()))));
    }
    let mut draft = room.held.typed();
    let (submission, digest) = match checked(&room, &draft) {
        Ok(checked) => checked,
        Err(first) => return Ok(first),
    };
    let email = posted.text(EMAIL).to_owned();
    let note = note(&digest, &email, posted);
    draft.insert(CHECK.to_owned(), Fields::new([(EMAIL, &email)]));
    if note != Note::None {
        let stored = keep_email(state, kept, &email).await;
        let note = if stored.is_ok() { note } else { Note::Unstored };
        return Ok(check::draw(state, visitor, &room, &draft, note));
    }
    let marks = marks::note(state, &room, kept.stored.of.id, (&draft, posted), network);
    let sent = send(state, &room, kept, Sending { submission, digest, email, marks: marks.clone() }).await;
    if sent.is_err() {
        marks::take_back(state, &room, &marks, network);
    }
    match sent {
        Ok(()) => {
            if let (true, Some(account)) = (room.is_assisted(), &visitor.staff) {
                tracing::info!(account = %account.id, consultation = slug, "somebody stored a response that they typed in");
            }
            Ok(room.held.to_receipt())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(state, slug, cookies).await?;
            if room.held.is_submitted() {
                return answer_again(state, visitor, &room, posted).await;
            }
            if !room.takes_answers() {
                return Ok(conflict::too_late(state, visitor, &room, Some((CHECK, &Fields::default()))));
            }
            Ok(check::draw(state, visitor, &room, &room.held.typed(), Note::Changed))
        }
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "a response could not be stored");
            Ok(check::draw(state, visitor, &room, &draft, Note::Unstored))
        }
        Err(error) => Err(error.into()),
    }
}

fn note(digest: &[u8], email: &str, posted: &Fields) -> Note {
    if !is_as_shown(digest, posted) {
        Note::Changed
    } else if !email.is_empty() && !is_email(email) {
        Note::Refused
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
    match room.held.same_again(posted) {
        Some(receipt) => Ok(receipt),
        None => conflict::sent_otherwise(state, visitor, room, posted).await,
    }
}

async fn keep_email(state: &AppState, kept: &Kept<Answered>, email: &str) -> Result<(), StoreError> {
    let fields = Fields::new([(EMAIL, email)]);
    let (id, now) = (kept.stored.of.id, state.clock.now());
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_draft_page(id, CHECK, &fields, now).await }));
    match work.await {
        Ok(()) | Err(StoreError::Changed) => Ok(()),
        Err(error) => Err(error),
    }
}

/// What is stored when a draft is sent.
struct Sending {
    submission: Submission,
    digest: Vec<u8>,
    /// Where the reference is sent, if anywhere.
    email: String,
    marks: Vec<Mark>,
}

/// Stores the response, its marks, its subscriptions and its mail in one transaction.
async fn send(state: &AppState, room: &Room, kept: &Kept<Answered>, sending: Sending) -> Result<(), StoreError> {
    let Sending { submission, digest, email, marks } = sending;
    let (id, revision, consultation) = (kept.stored.of.id, kept.stored.revision, room.consultation.id);
    let takes_files = room.version.questionnaire.asks_for_files();
    let send = |receipt: Receipt| {
        let message = (!email.is_empty() && state.site.sends_mail).then(|| {
            let subject = mail::receipt_subject(&room.consultation);
            let body = mail::receipt_body(&room.consultation, &receipt.reference, &state.site);
            drafts::mail(state, email.clone(), (subject, body))
        });
        let contacts: Vec<_> =
            submission.contacts.iter().map(|contact| (ids::unordered(&*state.entropy), contact.clone())).collect();
        let (submission, marks) = (submission.clone(), marks.clone());
        state.store.write(move |mut write| {
            Box::pin(async move {
                write.set_submitted(id, revision, &submission, &receipt).await?;
                write.add_marks(id, &marks).await?;
                if takes_files {
                    let answers: Vec<_> = submission.attachments().collect();
                    write.remove_other_attachments(Holder::Response(id), &answers).await?;
                }
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
    drafts::with_receipt(state, &digest, room.now, send).await
}
