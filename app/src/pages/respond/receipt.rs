//! The receipt: the answers are on disk, and this is the reference.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::consultation::Phase;
use leptos::prelude::*;

use super::{Room, assisted, copy};
use crate::{
    error::PageError,
    pages::{
        answering::Answering,
        drafts::{confirmation, forget_form},
    },
    parts::Frame,
    state::AppState,
    visitor::Visitor,
    words::{dates, moderation},
};

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    let Some(receipt) = room.held.receipt() else {
        return Ok(Redirect::to(&format!("/consultations/{slug}")).into_response());
    };
    if room.is_assisted() {
        return Ok(assisted::receipt(&state, &visitor, &room, receipt));
    }
    let again = room.takes_others().then(|| {
        view! {
            <h2 class="govuk-heading-m">"Is somebody else here who wants to answer?"</h2>
            <form method="post" action=room.address("new")>
                <button class="govuk-button govuk-button--secondary" type="submit">"Begin another response"</button>
            </form>
        }
    });
    let published = match room.questionnaire().roles.consent {
        None => None,
        Some(_) => Some(moderation::to_sender(state.store.find_consent(&receipt.reference).await?)),
    };
    let may_withdraw = room.consultation.may_withdraw(room.now);
    let closes = dates::moment(room.consultation.closes_at);
    let next = match room.phase {
        Phase::Upcoming | Phase::Open => format!(
            "The consultation closes on {closes}. After that we read every response, and publish what people said and what \
             we changed because of it."
        ),
        Phase::Closed => format!(
            "The consultation closed on {closes}. We read every response, and publish what people said and what we changed \
             because of it."
        ),
    };
    Ok(Frame::new(&state, &visitor, "Your response was sent").personal().show(|| {
        view! {
            {confirmation("Your response was sent", &receipt.reference)}
            <p class="govuk-body">
                "We have stored your answers, sent on "
                <time datetime=dates::machine(receipt.submitted_at)>{dates::moment(receipt.submitted_at)}</time>
                ". Keep the reference: with it you can ask us about your response"
                {may_withdraw.then_some(", or withdraw it until the consultation closes")} "."
            </p>
            <ul class="govuk-list">
                {copy::is_shown(receipt, room.now).then(|| view! {
                    <li>
                        <a class="govuk-link" href=room.address(copy::ANSWERS)>"Read, print or save a copy of your answers"</a>
                        " for 28 days"
                    </li>
                })}
                {may_withdraw.then(|| view! {
                    <li><a class="govuk-link" href=format!("/consultations/{slug}/withdraw")>"Withdraw your response"</a></li>
                })}
            </ul>
            <h2 class="govuk-heading-m">"What happens next"</h2>
            <p class="govuk-body">{next}</p>
            {published.map(|words| view! { <p class="govuk-body">{words}</p> })}
            <p class="govuk-body">
                <a class="govuk-link" href=format!("/consultations/{slug}")>"About this consultation"</a>
            </p>
            {again}
            {forget_form(&room.held.desk, "Keep the reference first.")}
        }
    }))
}
