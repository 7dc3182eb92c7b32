//! A copy of the answers that were sent, to read, to print and to keep as a file.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use domain::time::Moment;
use leptos::prelude::*;
use store::{Receipt, StoredResponse};

use super::Room;
use crate::{
    error::PageError,
    pages::{
        answering::Answering,
        drafts::forget_form,
        given::{self, GivenPage, Reader},
        saved_file,
    },
    parts::Frame,
    state::AppState,
    visitor::Visitor,
    words::dates,
};

/// The address of the copy, below that of the form.
pub(super) const ANSWERS: &str = "answers";
/// The address of the file, below that of the form.
pub(super) const FILE: &str = "answers.txt";

/// How long after the sending a copy is shown: as long as a browser keeps what leads to it.
const SHOWN_FOR: TimeDelta = TimeDelta::days(28);

/// Says whether a copy of what was sent is still shown.
pub(super) fn is_shown(receipt: &Receipt, now: Moment) -> bool {
    now - receipt.submitted_at < SHOWN_FOR
}

/// What a copy is made of.
struct Copied {
    room: Room,
    receipt: Receipt,
    pages: Vec<GivenPage>,
}

/// Shows the copy.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    copied(&state, &slug, &cookies, |copied| page(&state, &visitor, copied)).await
}

/// Sends the copy as a file of plain text.
pub(super) async fn download(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    copied(&state, &slug, &cookies, file).await
}

/// Answers with what this browser has sent, or leads to what the consultation is.
async fn copied(
    state: &AppState,
    slug: &str,
    cookies: &CookieJar,
    answer: impl FnOnce(Copied) -> Response,
) -> Result<Response, PageError> {
    let room = Room::enter(state, slug, cookies).await?;
    let Some(receipt) = room.held.receipt().filter(|receipt| is_shown(receipt, room.now)).cloned() else {
        return Ok(Redirect::to(&format!("/consultations/{slug}")).into_response());
    };
    let stored = state.store.find_response(&receipt.reference).await?;
    let StoredResponse { outcomes, .. } = stored.ok_or(PageError::NotFound)?;
    let pages = given::given(room.questionnaire(), &outcomes, Reader::Respondent);
    Ok(answer(Copied { room, receipt, pages }))
}

fn page(state: &AppState, visitor: &Visitor, Copied { room, receipt, pages }: Copied) -> Response {
    Frame::new(state, visitor, "Your answers").personal().show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("receipt")>"Your reference"</a>
            <h1 class="govuk-heading-l">"Your answers"</h1>
            <p class="govuk-body">{heading(&room, &receipt)}</p>
            <p class="govuk-body fm-screen-only">
                "Print this page with your browser, or "
                <a class="govuk-link" href=room.address(FILE)>"save your answers as a text file"</a> "."
            </p>
            {given::draw(pages, &room.address("attachments"))}
            <div class="fm-screen-only">
                {forget_form(&room.held.desk, "Save or print your answers, and keep the reference.")}
            </div>
        }
    })
}

fn file(Copied { room, receipt, pages }: Copied) -> Response {
    let text = format!("{}\n{}\n{}", room.consultation.title, heading(&room, &receipt), given::write(&pages));
    let name = format!("answers-{}.txt", receipt.reference);
    (saved_file("text/plain; charset=utf-8", &name), text).into_response()
}

fn heading(room: &Room, receipt: &Receipt) -> String {
    format!(
        "Response {} to ‘{}’, sent on {}.",
        receipt.reference,
        room.consultation.title,
        dates::moment(receipt.submitted_at)
    )
}
