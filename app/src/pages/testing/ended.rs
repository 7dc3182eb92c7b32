//! Tests that take no answers: one whose link leads nowhere any more, and one that has enough. What was typed comes back.

use axum::{http::StatusCode, response::Response};
use domain::fields::Fields;
use leptos::prelude::*;

use super::{LIMIT, Room};
use crate::{
    pages::drafts::{typed, words},
    parts::Frame,
    state::AppState,
    visitor::Visitor,
    words::numbers::whole,
};

/// Says that a link leads nowhere, and nothing of whether it ever did.
pub(super) fn ended(state: &AppState, visitor: &Visitor, posted: &Fields) -> Response {
    const HEADING: &str = "There is no test here";
    let rows = typed(posted);
    Frame::new(state, visitor, HEADING).status(StatusCode::NOT_FOUND).personal().show(|| {
        view! {
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                "A test ends when the questionnaire is published, or when whoever sent out the link stops it. All test answers "
                "are deleted when it is published."
            </p>
            <p class="govuk-body">
                "If the link came in an email, look whether you have all of it. Otherwise ask whoever sent it to you."
            </p>
            {(!rows.is_empty()).then(|| words("What you typed on this page", rows))}
        }
    })
}

/// Says that there are as many test responses as a draft takes.
pub(super) fn full(state: &AppState, visitor: &Visitor, room: &Room, posted: &Fields) -> Response {
    const HEADING: &str = "This test has enough answers";
    let rows = typed(posted);
    let title = room.consultation.title.clone();
    Frame::new(state, visitor, HEADING).status(StatusCode::CONFLICT).personal().show(|| {
        view! {
            <span class="govuk-caption-l">{title}</span>
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                {format!("A test takes {} sets of answers, and this one has them. ", whole(LIMIT.unsigned_abs()))}
                "Ask whoever sent you the link to delete some, and try again. Thank you for your help."
            </p>
            {(!rows.is_empty()).then(|| words("What you typed on this page", rows))}
        }
    })
}
