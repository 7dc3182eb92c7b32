//! Withdrawing a response by its reference, until the consultation closes.
//!
//! Staff, who see references, can withdraw only what staff have typed in.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use axum_extra::extract::CookieJar;
use domain::{consultation::Consultation, fields::Fields, permission::Action};
use leptos::prelude::*;
use store::{StoreError, StoredResponse};

use super::{Room, desk};
use crate::{
    error::PageError,
    network::Network,
    pages::{
        by_reference::{self, REFERENCE, Tries, Wrong},
        drafts::or_give_back,
    },
    parts::{ErrorSummary, Frame},
    posted::Posted,
    state::AppState,
    visitor::Visitor,
    words::dates,
};

const CONFIRMED: &str = "confirmed";

/// Makes the addresses of withdrawing, with their own count of wrong tries.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/consultations/{slug}/withdraw", get(show).post(withdraw))
        .route("/consultations/{slug}/withdrawn", get(show_done))
        .layer(Extension(Arc::new(Tries::new())))
}

fn address(slug: &str) -> String {
    format!("/consultations/{slug}/withdraw")
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    let reference = room.held.receipt().map(|receipt| receipt.reference.clone());
    Ok(form(&state, &visitor, &room, reference.unwrap_or_default(), None))
}

async fn withdraw(
    State(state): State<AppState>,
    Extension(tries): Extension<Arc<Tries>>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let network = network.map(|Extension(network)| network);
    let done = judge(&state, &visitor, &slug, &cookies, (&tries, network), &posted).await;
    or_give_back(done, &state, &visitor, &address(&slug), &posted)
}

async fn judge(
    state: &AppState,
    visitor: &Visitor,
    slug: &str,
    cookies: &CookieJar,
    (tries, network): (&Tries, Option<Network>),
    posted: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, slug, cookies).await?;
    let typed = posted.text(REFERENCE);
    if !room.consultation.may_withdraw(room.now) {
        return Ok(form(state, visitor, &room, String::new(), None));
    }
    let found = match tries.find(state, room.consultation.id, typed, (network, room.now)).await? {
        Ok(found) => found,
        Err(wrong) => return Ok(form(state, visitor, &room, typed.to_owned(), Some(wrong))),
    };
    let reference = found.response.reference.clone().unwrap_or_default();
    let is_own_work = found.response.is_assisted() && visitor.may(Action::EnterResponses);
    if visitor.staff.is_some() && !is_own_work {
        return Err(PageError::NotAllowed);
    }
    if posted.text(CONFIRMED) != "yes" {
        return Ok(confirm(state, visitor, &room.consultation, &reference, &found));
    }
    let (consultation, now, withdrawn) = (room.consultation.id, room.now, reference.clone());
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_withdrawn(consultation, &withdrawn, now).await }));
    match work.await {
        // Somebody else, or the same button twice, was quicker: it is withdrawn.
        Ok(()) | Err(StoreError::Changed) => {}
        Err(error) => return Err(error.into()),
    }
    let account = visitor.staff.as_ref().map(|account| account.id.to_string()).unwrap_or_default();
    tracing::info!(account, consultation = slug, "a response was withdrawn");
    let done = Redirect::to(&format!("/consultations/{slug}/withdrawn"));
    let is_own = room.held.receipt().is_some_and(|receipt| receipt.reference == reference);
    let cookies = if is_own { CookieJar::new().add(desk(slug).take_back(state)) } else { CookieJar::new() };
    Ok((cookies, done).into_response())
}

fn form(state: &AppState, visitor: &Visitor, room: &Room, typed: String, wrong: Option<Wrong>) -> Response {
    const HEADING: &str = "Withdraw your response";
    let (slug, title) = (room.consultation.slug.clone(), room.consultation.title.clone());
    let about = format!("/consultations/{slug}");
    let status = wrong.map_or(StatusCode::OK, Wrong::status);
    let message = wrong.map(Wrong::say);
    let errors: Vec<_> = message.iter().map(|message| (REFERENCE.to_owned(), message.clone())).collect();
    let field = by_reference::field(typed, message);
    let contact = state.site.contact_email.clone();
    let is_possible = room.consultation.may_withdraw(room.now);
    Frame::new(state, visitor, HEADING).status(status).personal().show(|| {
        view! {
            <a class="govuk-back-link" href=about>{title}</a>
            <ErrorSummary errors=errors/>
            <h1 class="govuk-heading-l">{HEADING}</h1>
            {if is_possible {
                view! {
                    <p class="govuk-body">
                        "You can withdraw your response until the consultation closes on "
                        {dates::moment(room.consultation.closes_at)} ". We then delete its answers and do not count them."
                    </p>
                    <form method="post" action=address(&slug) novalidate>
                        {field.in_group()}
                        <button class="govuk-button" type="submit">"Continue"</button>
                    </form>
                }.into_any()
            } else {
                view! {
                    <p class="govuk-body">
                        "Responses can be withdrawn here only while the consultation is open. If you want yours to be deleted, write to "
                        <a class="govuk-link" href=format!("mailto:{contact}")>{contact.clone()}</a>
                        " and quote your reference."
                    </p>
                }.into_any()
            }}
        }
    })
}

fn confirm(
    state: &AppState,
    visitor: &Visitor,
    consultation: &Consultation,
    reference: &str,
    found: &StoredResponse,
) -> Response {
    let heading = format!("Withdraw the response {reference}?");
    let sent = found.response.submitted_at.map(dates::day_of);
    let contact = state.site.contact_email.clone();
    let closes = dates::moment(consultation.closes_at);
    let takes_others = consultation.admission.barrier(None, false).is_none();
    let after = match (found.response.is_invited, takes_others) {
        (true, true) => format!(
            "The invitation by which it came stays used, because nothing tells us which it was. You can send a new response \
             without one until {closes}."
        ),
        (true, false) => {
            "The invitation by which it came stays used, because nothing tells us which it was: to answer again, ask \
                          us for a new one."
                .to_owned()
        }
        (false, true) => format!("You can send a new response until {closes}."),
        (false, false) => "To answer again you need an invitation: ask us for one.".to_owned(),
    };
    Frame::new(state, visitor, heading.clone()).personal().show(|| {
        view! {
            <h1 class="govuk-heading-l">{heading}</h1>
            <p class="govuk-body">"It was sent on " {sent} "."</p>
            <p class="govuk-body">"We will delete its answers for good. You cannot undo this. " {after}</p>
            <p class="govuk-body">
                "If you asked for news or an interview, your address is kept apart from your answers and stays. To have it "
                "removed too, write to " <a class="govuk-link" href=format!("mailto:{contact}")>{contact.clone()}</a> "."
            </p>
            <form method="post" action=address(&consultation.slug)>
                <input type="hidden" name=REFERENCE value=reference.to_owned()/>
                <input type="hidden" name=CONFIRMED value="yes"/>
                <div class="govuk-button-group">
                    <button class="govuk-button govuk-button--warning" type="submit">"Withdraw this response"</button>
                    <a class="govuk-link" href=format!("/consultations/{}", consultation.slug)>"Keep it"</a>
                </div>
            </form>
        }
    })
}

async fn show_done(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    const HEADING: &str = "The response was withdrawn";
    let consultation = state.store.find_consultation(&slug).await?.ok_or(PageError::NotFound)?;
    Ok(Frame::new(&state, &visitor, HEADING).show(|| {
        view! {
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                "Its answers are deleted and are not counted. We keep its reference and the day, so that we can tell you that it "
                "was withdrawn."
            </p>
            <p class="govuk-body">
                <a class="govuk-link" href=format!("/consultations/{slug}")>{consultation.title.clone()}</a>
            </p>
        }
    }))
}
