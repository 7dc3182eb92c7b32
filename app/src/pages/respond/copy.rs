//! A copy of the answers that were sent, to read, to print and to keep as a file.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
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
        drafts::forget_form,
        given::{self, GivenPage, Reader},
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

/// Finds what this browser has sent, or leads to what the consultation is.
async fn find(state: &AppState, slug: &str, cookies: &CookieJar) -> Result<Result<Copied, Redirect>, PageError> {
    let room = Room::enter(state, slug, cookies).await?;
    let Some(receipt) = room.held.receipt().filter(|receipt| is_shown(receipt, room.now)).cloned() else {
        return Ok(Err(Redirect::to(&format!("/consultations/{slug}"))));
    };
    let stored = state.store.find_response(&receipt.reference).await?;
    let StoredResponse { outcomes, .. } = stored.ok_or(PageError::NotFound)?;
    let pages = given::given(&room.version.questionnaire, &outcomes, Reader::Respondent);
    Ok(Ok(Copied { room, receipt, pages }))
}

/// Shows the copy.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let copied = match find(&state, &slug, &cookies).await? {
        Ok(copied) => copied,
        Err(elsewhere) => return Ok(elsewhere.into_response()),
    };
    let Copied { room, receipt, pages } = copied;
    Ok(Frame::new(&state, &visitor, "Your answers").personal().show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("receipt")>"Your reference"</a>
            <h1 class="govuk-heading-l">"Your answers"</h1>
            <p class="govuk-body">{heading(&room, &receipt)}</p>
            <p class="govuk-body fm-screen-only">
                "Print this page with your browser, or "
                <a class="govuk-link" href=room.address(FILE)>"save your answers as a text file"</a> "."
            </p>
            {given::draw(pages)}
            <div class="fm-screen-only">
                {forget_form(&room.held.desk, "Save or print your answers, and keep the reference.")}
            </div>
        }
    }))
}

/// Sends the copy as a file of plain text.
pub(super) async fn download(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let copied = match find(&state, &slug, &cookies).await? {
        Ok(copied) => copied,
        Err(elsewhere) => return Ok(elsewhere.into_response()),
    };
    let Copied { room, receipt, pages } = copied;
    let text = format!("{}\n{}\n{}", room.consultation.title, heading(&room, &receipt), given::write(&pages));
    let disposition = format!("attachment; filename=\"answers-{}.txt\"", receipt.reference);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(disposition).unwrap_or(HeaderValue::from_static("attachment")),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

fn heading(room: &Room, receipt: &Receipt) -> String {
    format!(
        "Response {} to ‘{}’, sent on {}.",
        receipt.reference,
        room.consultation.title,
        dates::moment(receipt.submitted_at)
    )
}
