//! What a test is, and the way in.

use axum::{extract::State, response::Response};
use domain::fields::Fields;
use leptos::prelude::*;

use super::{LIMIT, Room, ended::full};
use crate::{error::PageError, pages::answering::Answering, parts::Frame, state::AppState, visitor::Visitor};

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor, room: Room) -> Result<Response, PageError> {
    let count = state.store.count_test_responses(room.consultation.id).await?;
    if room.held.kept.is_none() && count.begun >= LIMIT {
        return Ok(full(&state, &visitor, &room, &Fields::default()));
    }
    let title = room.consultation.title.clone();
    let way = match (&room.held.kept, room.held.is_submitted()) {
        (_, true) => "See what you sent last",
        (Some(_), false) => "Carry on with your test",
        (None, false) => "Begin the test",
    };
    let button = view! {
        <p class="govuk-body">
            <a class="govuk-button" href=room.held.desk.begin.clone() role="button">{way}</a>
        </p>
    };
    let is_empty = room.questionnaire.pages.is_empty();
    Ok(Frame::new(&state, &visitor, format!("Test: {title}")).personal().step().show(|| {
        view! {
            <span class="govuk-caption-l">"Test of a questionnaire"</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                "This questionnaire is not published yet. Answer it as somebody would who takes part, and say at the end what "
                "was unclear or did not work."
            </p>
            <ul class="govuk-list govuk-list--bullet">
                <li>"Those who write the questionnaire read what you answer. It counts nowhere."</li>
                <li>"It is deleted when the questionnaire is published."</li>
                <li>"You need not give real details of yourself. What you give where we ask how to reach you is not kept once you have sent your test."</li>
                <li>"The questions may change while you answer. What you typed for those that stay is kept."</li>
            </ul>
            {if is_empty {
                view! { <p class="govuk-inset-text">"There are no questions yet. Come back later."</p> }.into_any()
            } else {
                button.into_any()
            }}
        }
    }))
}

/// Leads to where somebody left off, or to the first page.
pub(super) async fn begin(room: Room) -> Result<Response, PageError> {
    if room.held.is_submitted() {
        return Ok(room.held.to_receipt());
    }
    Ok(room.to(room.walk(&room.held.typed()).unfinished()))
}
