//! The check of all answers before they are sent.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::draft::Draft;
use leptos::prelude::*;

use super::{Room, assisted, marks};
use crate::{
    error::PageError,
    pages::{
        answering::{Asks, Words, draw_check},
        drafts::{CHECK, Note},
    },
    parts::{Input, InputExtra},
    state::AppState,
    visitor::Visitor,
};

/// What it says to whoever answers.
const OWN: Words = Words {
    title: "Check your answers",
    heading: "Check your answers before you send them",
    send: "Send your response",
    promise: "When you send it, you get a reference. You cannot change your answers after that.",
};

/// The field for an address to which the reference is sent.
pub(super) const EMAIL: &str = "receipt-email";

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    if !room.takes_answers() {
        return Ok(Redirect::to(&room.elsewhere()).into_response());
    }
    if room.held.is_submitted() {
        return Ok(room.held.to_receipt());
    }
    Ok(draw(&state, &visitor, &room, &room.held.typed(), Note::None))
}

/// Draws the check page, or leads to the page that has to be done first.
pub(super) fn draw(state: &AppState, visitor: &Visitor, room: &Room, draft: &Draft, note: Note) -> Response {
    let typed = draft.get(CHECK).map(|fields| fields.typed(EMAIL).to_owned()).unwrap_or_default();
    let message =
        (note == Note::Refused).then(|| "Enter an email address like name@example.org, or leave it empty".to_owned());
    let words = if room.is_assisted() { assisted::CHECK } else { OWN };
    let asks = Asks {
        errors: message.iter().map(|message| (EMAIL.to_owned(), message.clone())).collect(),
        fields: (!room.is_assisted()).then(|| fields(state, typed, message)),
    };
    draw_check((state, visitor), room, (draft, note), (&words, asks))
}

fn fields(state: &AppState, typed: String, message: Option<String>) -> AnyView {
    let email = state.site.sends_mail.then(|| email_field(typed, message));
    view! {
        {email}
        {marks::hidden_field()}
    }
    .into_any()
}

fn email_field(typed: String, message: Option<String>) -> AnyView {
    let hint = "We use this address once, for your reference. It is deleted when the email is sent.";
    let field = Input {
        name: EMAIL.to_owned(),
        label: "Where should we send your reference? (optional)".to_owned(),
        width: "govuk-!-width-two-thirds",
        typed,
        message,
        extra: InputExtra {
            label_class: "govuk-label govuk-label--m",
            hint: Some(hint.to_owned()),
            ..InputExtra::email()
        },
    };
    field.in_group()
}
