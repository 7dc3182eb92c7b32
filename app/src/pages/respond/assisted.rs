//! Answers that staff type in for somebody: the same pages, from which nothing has to be answered, also after the closing.

use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use chrono::NaiveDate;
use domain::response::{Channel, Response as Answered};
use leptos::prelude::*;
use store::{Receipt, StoreError};

use super::{Room, copy, page::new_draft};
use crate::{
    error::PageError,
    pages::{
        answering::{Answering, Words},
        drafts::{Desk, confirmation},
    },
    parts::Frame,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::{Labelled, dates},
};

/// What the check page says to whoever types in.
pub(super) const CHECK: Words = Words {
    title: "Check what you typed in",
    heading: "Check what you typed in before you store it",
    send: "Store this response",
    promise: "You get a reference for it. What you typed in cannot be changed after that.",
};

/// Gives where this browser holds answers to a consultation that are not sent, which typing in others would take away.
pub async fn unsent(state: &AppState, slug: &str, cookies: &CookieJar) -> Result<Option<Desk>, PageError> {
    let room = Room::enter(state, slug, cookies).await?;
    let is_unsent = room.held.kept.is_some() && !room.held.is_submitted();
    Ok(is_unsent.then_some(room.held.desk))
}

/// Begins a response that came by some way on some day, and leads to its first page.
pub async fn begin(
    state: &AppState,
    slug: &str,
    cookies: CookieJar,
    (channel, received_on): (Channel, NaiveDate),
) -> Result<Response, PageError> {
    let room = Room::enter(state, slug, &CookieJar::new()).await?;
    let response = Answered { channel, received_on: Some(received_on), order: None, ..new_draft(state, &room) };
    let secret = Secret::new(&*state.entropy);
    let (hash, now) = (secret.hash(), room.now);
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.add_draft(&response, &hash, now).await }));
    let added: Result<(), StoreError> = work.await;
    added?;
    let cookie = room.held.desk.give(state, &secret);
    Ok((cookies.add(cookie), Redirect::to(&room.held.desk.begin)).into_response())
}

/// Says whose answers are typed in, unless they are one's own.
pub(super) fn note(room: &Room) -> Option<AnyView> {
    let response = room.held.kept.as_ref().map(|kept| &kept.stored.of).filter(|response| response.is_assisted())?;
    let day = response.received_on.map(|day| format!(" on {}", dates::day(day))).unwrap_or_default();
    let came = response.channel.label().to_lowercase();
    Some(
        view! {
            <p class="govuk-inset-text">
                {format!("You are typing in answers that came {came}{day}. Type what was said, and leave blank what was left blank.")}
            </p>
        }
        .into_any(),
    )
}

/// Says to whoever typed it in that a response is stored, and leads to the next one.
pub(super) fn receipt(state: &AppState, visitor: &Visitor, room: &Room, receipt: &Receipt) -> Response {
    let slug = &room.consultation.slug;
    let next = format!("/staff/consultations/{slug}/enter");
    Frame::new(state, visitor, "The response was stored").personal().show(|| {
        view! {
            {confirmation("The response was stored", &receipt.reference)}
            <p class="govuk-body">
                "Write the reference on the paper or in the note of the call, so that the response can be found again, but not beside "
                "the email address: that is kept apart from the answers."
            </p>
            <p class="govuk-body"><a class="govuk-button" href=next>"Type in another response"</a></p>
            <ul class="govuk-list">
                <li><a class="govuk-link" href=room.address(copy::ANSWERS)>"Read, print or save a copy of the answers"</a></li>
                {room.consultation.may_withdraw(room.now).then(|| view! {
                    <li>
                        <a class="govuk-link" href=format!("/consultations/{slug}/withdraw")>"Withdraw it, if something went wrong"</a>
                    </li>
                })}
                <li><a class="govuk-link" href="/staff">"Staff home"</a></li>
            </ul>
        }
    })
}
