//! Whether a response is among those that published results rest on, for whoever has its reference.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::get,
};
use domain::{answer::Outcome, campaign::Treatment, uses::RESIDENT};
use leptos::prelude::*;
use store::{Freeze, FrozenPlace, StoredResponse};

use super::results::{Given, find};
use crate::{
    error::PageError,
    network::Network,
    pages::by_reference::{self, REFERENCE, Tries, Wrong},
    parts::{ErrorSummary, Frame, SummaryRow, summary_list},
    posted::Posted,
    released::Released,
    state::AppState,
    visitor::Visitor,
    words::{dates, hex},
};

const HEADING: &str = "Is your response in these results?";

/// What was found of a response.
enum Found {
    /// It is among those that were frozen, with what is known of it now.
    Frozen(FrozenPlace, Box<StoredResponse>),
    /// It came after the others were frozen.
    Later,
    /// It was deleted since; its fingerprint stays.
    Deleted(FrozenPlace),
}

/// Makes the address, with its own count of wrong tries.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/consultations/{slug}/results/{edition}/included", get(show).post(look))
        .layer(Extension(Arc::new(Tries::new())))
}

/// Asks for a reference.
async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, edition)): Path<(String, String)>,
) -> Result<Response, PageError> {
    match find(&state, &visitor, &slug, &edition).await? {
        Ok(given) => Ok(form(&state, &visitor, &given, String::new(), None)),
        Err(gone) => Ok(gone),
    }
}

/// Says what became of the response with the reference that was typed.
async fn look(
    State(state): State<AppState>,
    Extension(tries): Extension<Arc<Tries>>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Path((slug, edition)): Path<(String, String)>,
    Posted(posted): Posted,
) -> Result<Response, PageError> {
    let given = match find(&state, &visitor, &slug, &edition).await? {
        Ok(given) => given,
        Err(gone) => return Ok(gone),
    };
    let typed = posted.text(REFERENCE);
    let consultation = given.editions.consultation.id;
    let sender = (network.map(|Extension(network)| network), state.clock.now());
    let response = tries.find(&state, consultation, typed, sender).await?;
    let freezes = state.store.list_freezes(consultation).await?;
    let freeze = freezes.into_iter().find(|freeze| freeze.number == given.released.basis.freeze);
    let freeze = freeze.ok_or_else(|| PageError::Broken("published results have no freeze".to_owned()))?;
    let refuse = |wrong| Ok(form(&state, &visitor, &given, typed.to_owned(), Some(wrong)));
    let place = state.store.find_frozen_place(freeze.id, &by_reference::written(typed)).await?;
    let found = match (response, place) {
        (Ok(response), Some(place)) => Found::Frozen(place, Box::new(response)),
        (Ok(_), None) => Found::Later,
        (Err(Wrong::Withdrawn(_)), Some(place)) => Found::Deleted(place),
        (Err(wrong), _) => return refuse(wrong),
    };
    Ok(answer(&state, &visitor, &given, &freeze, &found))
}

fn address(given: &Given) -> String {
    given.editions.address(&given.publication)
}

fn form(state: &AppState, visitor: &Visitor, given: &Given, typed: String, wrong: Option<Wrong>) -> Response {
    let message = wrong.map(Wrong::say);
    let errors: Vec<_> = message.iter().map(|message| (REFERENCE.to_owned(), message.clone())).collect();
    let frozen_at = dates::moment(given.released.basis.frozen_at);
    let (back, action) = (address(given), format!("{}/included", address(given)));
    let status = wrong.map_or(StatusCode::OK, Wrong::status);
    let frame = Frame::new(state, visitor, HEADING).status(status).personal();
    frame.show(|| {
        view! {
            <a class="govuk-back-link" href=back>"Results of " {given.released.title.clone()}</a>
            <ErrorSummary errors=errors/>
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                "The responses that these results rest on were frozen on " {frozen_at}
                ". With the reference from your receipt you can see whether yours is among them and how it counts."
            </p>
            <form method="post" action=action novalidate>
                {by_reference::field(typed, message).in_group()}
                <button class="govuk-button" type="submit">"Look"</button>
            </form>
        }
    })
}

fn answer(state: &AppState, visitor: &Visitor, given: &Given, freeze: &Freeze, found: &Found) -> Response {
    let (title, rows) = match found {
        Found::Frozen(place, response) => ("Your response is in these results", rows(given, freeze, place, response)),
        Found::Later => (
            "Your response is not in these results",
            vec![SummaryRow::new(
                "Why",
                format!(
                    "It came after the responses were frozen on {}.",
                    dates::moment(given.released.basis.frozen_at)
                ),
            )],
        ),
        Found::Deleted(place) => (
            "Your response was deleted",
            vec![
                SummaryRow::new(
                    "What is left",
                    "The figures stand as they were published. Of your response only its fingerprint is left, which tells nothing of what you said.",
                ),
                fingerprint(place),
            ],
        ),
    };
    let (back, again) = (address(given), format!("{}/included", address(given)));
    Frame::new(state, visitor, title).personal().show(|| {
        view! {
            <a class="govuk-back-link" href=back>"Results of " {given.released.title.clone()}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {summary_list(rows)}
            <p class="govuk-body"><a class="govuk-link" href=again>"Look for another reference"</a></p>
        }
    })
}

/// Says how a response counts.
fn rows(given: &Given, freeze: &Freeze, place: &FrozenPlace, response: &StoredResponse) -> Vec<SummaryRow> {
    let released = &given.released;
    let campaign = place.campaign.and_then(|number| freeze.campaigns.iter().find(|campaign| campaign.number == number));
    let counts = match campaign {
        Some(campaign) if campaign.treatment == Treatment::LeftOut => {
            format!("Left out of the weighting with the campaign ‘{}’: {}", campaign.name, campaign.reason)
        }
        _ => counted(released, response),
    };
    let mut rows = vec![SummaryRow::new("How it counts", counts)];
    rows.extend(campaign.filter(|campaign| campaign.treatment == Treatment::Told).map(|campaign| {
        SummaryRow::new(
            "Campaign",
            format!(
                "It stands in the campaign ‘{}’. Results are told with and without it: {}",
                campaign.name, campaign.reason
            ),
        )
    }));
    rows.push(fingerprint(place));
    rows
}

/// Says with whom a response is counted, and whether it answered the question of the weighting.
fn counted(released: &Released, response: &StoredResponse) -> String {
    let segment = response.response.segment.as_deref();
    let answered = matches!(response.outcomes.get(&released.results.question), Some(Outcome::Answered(_)));
    match (answered, segment) {
        (false, _) => {
            "Among those who responded. It did not answer the question that makes the weighting, so that no weight rests on it."
                .to_owned()
        }
        (true, Some(RESIDENT)) if released.results.weights.refusal.is_none() => {
            "With the residents, who are weighted so that those who responded look like the people who live here.".to_owned()
        }
        (true, Some(RESIDENT)) => "With the residents, everybody counted once.".to_owned(),
        (true, segment) => {
            let name = released.segment(segment, "those who did not say who they are");
            format!("Apart from the weighting of residents, with: {name}. Everybody there is counted once.")
        }
    }
}

fn fingerprint(place: &FrozenPlace) -> SummaryRow {
    let words = hex(&place.hash);
    SummaryRow::new(
        "Its fingerprint",
        view! {
            <span class="fm-long-link">{words}</span>
            <br/>
            "It stands in the list of frozen responses, which is part of the evidence."
        },
    )
}
