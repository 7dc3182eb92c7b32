//! The check of all answers to a draft, the remark of whoever tries it out, and the sending.

use axum::{
    extract::{Path, State},
    response::Response,
};
use axum_extra::extract::CookieJar;
use domain::{answer::attachments, draft::Draft, fields::Fields};
use leptos::prelude::AnyView;
use store::{Holder, SentTest, StoreError, TestResponse};

use super::{Room, ended::ended, sent::sent_before};
use crate::{
    error::PageError,
    pages::{
        answering::{Along, Answering, Asks, Words, checked, draw_check, is_as_shown},
        drafts::{CHECK, Kept, Note, or_give_back, tabs},
    },
    parts::LongText,
    posted::Posted,
    state::AppState,
    visitor::Visitor,
};

/// The field for what somebody says of the questions.
pub(super) const REMARK: &str = "remark";
/// What is asked there.
pub(super) const REMARK_LABEL: &str = "What was unclear or did not work?";
/// The most characters of it.
const REMARK_LIMIT: usize = 2_000;

const WORDS: Words = Words {
    title: "Check your answers",
    heading: "Check your answers before you send them",
    send: "Send your test response",
    promise: "Your answers and your remark go to those who write the questionnaire. You cannot change them after that, and \
              you can answer again.",
};

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor, room: Room) -> Result<Response, PageError> {
    if room.held.is_submitted() {
        return Ok(room.held.to_receipt());
    }
    Ok(draw(&state, &visitor, &room, (&room.held.typed(), Note::None)))
}

fn draw(state: &AppState, visitor: &Visitor, room: &Room, (draft, note): (&Draft, Note)) -> Response {
    let message = (note == Note::Refused).then(|| "Your remark must be 2,000 characters or fewer".to_owned());
    let errors = message.iter().map(|message| (REMARK.to_owned(), message.clone())).collect();
    let typed = draft.get(CHECK).map(|fields| fields.typed(REMARK).to_owned()).unwrap_or_default();
    let asks = Asks { errors, fields: Some(remark_field(typed, message)) };
    draw_check((state, visitor), room, (draft, note), (&WORDS, asks))
}

fn remark_field(typed: String, message: Option<String>) -> AnyView {
    let field = LongText {
        name: REMARK.to_owned(),
        label: format!("{REMARK_LABEL} (optional)"),
        label_class: "govuk-label govuk-label--m",
        hint: Some("Name the question, and say what you expected. Up to 2,000 characters.".to_owned()),
        typed,
        message,
        rows: 6,
        limit: None,
    };
    field.in_group()
}

pub(super) async fn send(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(link): Path<String>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let sent = send_and_answer(&state, &visitor, &link, &cookies, &posted).await;
    or_give_back(sent, &state, &visitor, &visitor.path, &posted)
}

async fn send_and_answer(
    state: &AppState,
    visitor: &Visitor,
    link: &str,
    cookies: &CookieJar,
    posted: &Fields,
) -> Result<Response, PageError> {
    let Some(room) = Room::enter(state, link, cookies).await? else {
        return Ok(ended(state, visitor, posted));
    };
    let Some(kept) = &room.held.kept else {
        return Ok(room.held.lost(state, visitor));
    };
    let mut draft = room.held.typed();
    let own = Fields::new([(REMARK, posted.typed(REMARK))]);
    if room.held.is_submitted() {
        return Ok(sent_before(state, visitor, &room, (CHECK, &own)));
    }
    draft.insert(CHECK.to_owned(), own.clone());
    let judged = checked(&room, &draft);
    let note = match &judged {
        Ok((_, digest)) if !is_as_shown(digest, posted) => Note::Changed,
        Ok(_) if posted.text(REMARK).chars().count() > REMARK_LIMIT => Note::Refused,
        _ => Note::None,
    };
    let (outcomes, digest) = match judged {
        Ok((submission, digest)) if note == Note::None => (submission.outcomes, digest),
        // Something comes before the sending: the remark is stored with the pages until then.
        judged => {
            return Ok(match (room.store(state, tabs::Words::of(CHECK, own), Along::default()).await, judged) {
                (Ok(_), Err(first)) => first,
                (Ok(_), Ok(_)) => draw(state, visitor, &room, (&draft, note)),
                (Err(_), _) => draw(state, visitor, &room, (&draft, Note::Unstored)),
            });
        }
    };
    let remark = Some(posted.text(REMARK).to_owned()).filter(|remark| !remark.is_empty());
    let sent = SentTest { id: kept.stored.of.id, sent_at: room.now, revision: room.revision, remark, outcomes };
    match store(state, kept, sent, digest).await {
        Ok(()) => Ok(room.held.to_receipt()),
        Err(StoreError::Changed) => match Room::enter(state, link, cookies).await? {
            Some(room) if room.held.is_submitted() => Ok(sent_before(state, visitor, &room, (CHECK, &own))),
            Some(room) => {
                let mut draft = room.held.typed();
                draft.insert(CHECK.to_owned(), own);
                Ok(draw(state, visitor, &room, (&draft, Note::Changed)))
            }
            None => Ok(ended(state, visitor, posted)),
        },
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "a test response could not be stored");
            Ok(draw(state, visitor, &room, (&draft, Note::Unstored)))
        }
        Err(error) => Err(error.into()),
    }
}

async fn store(state: &AppState, kept: &Kept<TestResponse>, sent: SentTest, digest: Vec<u8>) -> Result<(), StoreError> {
    let (revision, holder) = (kept.stored.revision, Holder::Test(kept.stored.of.id));
    let answers: Vec<_> = attachments(&sent.outcomes).map(|attachment| attachment.id).collect();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.set_test_sent(revision, &sent, &digest).await?;
            write.remove_other_attachments(holder, &answers).await
        })
    });
    work.await
}
