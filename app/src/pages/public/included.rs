//! Whether a response is among those that published results rest on, for whoever has its reference.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::get,
};
use domain::{answer::Outcome, bundle::Grain, campaign::Treatment, uses::RESIDENT};
use leptos::prelude::*;
use store::{Freeze, FrozenPlace, StoredResponse};

use super::results::{Given, find, find_bundle};
use crate::{
    analysis::Scale,
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

/// What an answer is drawn from.
struct Seen<'a> {
    given: &'a Given,
    freeze: &'a Freeze,
    has_voted: bool,
    /// How much of the answers everybody may have; `None` where that is nothing.
    bundle: Option<Grain>,
}

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
        (Err(Wrong::Withdrawn(_) | Wrong::Deleted(_)), Some(place)) => Found::Deleted(place),
        (Err(wrong), _) => return refuse(wrong),
    };
    let has_voted = match &found {
        Found::Frozen(_, response) => has_voted(&state, &freeze, &given.released, response).await?,
        Found::Later | Found::Deleted(_) => false,
    };
    let bundle = find_bundle(&state, &given.editions, &given.publication, &given.released).await?;
    let seen = Seen { given: &given, freeze: &freeze, has_voted, bundle: bundle.map(|bundle| bundle.grain) };
    Ok(answer(&state, &visitor, &seen, &found))
}

/// Says whether a response counts for a priority, as the run reads it.
async fn has_voted(
    state: &AppState,
    freeze: &Freeze,
    released: &Released,
    response: &StoredResponse,
) -> Result<bool, PageError> {
    let question = &released.results.question;
    let scale = async |version| -> Result<Option<Scale>, PageError> {
        let found = state.store.find_version(version).await?;
        let scales = found.map(|version| Scale::list(&version.questionnaire)).unwrap_or_default();
        Ok(scales.into_iter().find(|scale| scale.question == *question))
    };
    let (Some(counted), Some(asked)) = (scale(freeze.version).await?, scale(response.response.version).await?) else {
        return Ok(false);
    };
    let answer = response.outcomes.get(question).and_then(Outcome::answer);
    Ok(counted.counts_like(&asked) && answer.and_then(|answer| counted.read(answer)).is_some())
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

fn answer(state: &AppState, visitor: &Visitor, seen: &Seen<'_>, found: &Found) -> Response {
    let given = seen.given;
    let (title, rows) = match found {
        Found::Frozen(place, response) => ("Your response is in these results", rows(seen, place, response)),
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
                    if seen.bundle.is_some_and(Grain::has_rows) {
                        "The figures stand as they were published, and so does the evidence. It has a row with what you chose, without your words and without anything that \
                         tells that it is yours. Besides that only the fingerprint of your response is left, which tells nothing of what you said."
                    } else {
                        "The figures stand as they were published. Of your response only its fingerprint is left, which tells nothing of what you said."
                    },
                ),
                fingerprint(place, seen.bundle),
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
fn rows(seen: &Seen<'_>, place: &FrozenPlace, response: &StoredResponse) -> Vec<SummaryRow> {
    let (released, freeze) = (&seen.given.released, seen.freeze);
    let campaign = place.campaign.and_then(|number| freeze.campaigns.iter().find(|campaign| campaign.number == number));
    let counts = match campaign {
        Some(campaign) if campaign.treatment == Treatment::LeftOut => {
            format!("Left out of the weighting with the campaign ‘{}’: {}", campaign.name, campaign.reason)
        }
        _ => counted(released, response, seen.has_voted),
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
    rows.extend(pooled(released, response).filter(|_| seen.has_voted));
    rows.push(fingerprint(place, seen.bundle));
    rows
}

/// Says with whom a response is counted, and whether it answered the question of the weighting.
fn counted(released: &Released, response: &StoredResponse, has_voted: bool) -> String {
    let segment = response.response.segment.as_deref();
    match (has_voted, segment) {
        (false, _) => {
            "Among those who responded. It names no priority where the weighting asks for them, so that no weight rests on it."
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

/// Says that a response counts in the pool too, where its segment is a panel of it.
fn pooled(released: &Released, response: &StoredResponse) -> Option<SummaryRow> {
    let pool = released.results.pool.as_ref().filter(|pool| pool.figures.is_some())?;
    let panel =
        pool.panels.iter().find(|panel| response.response.segment.as_deref() == Some(panel.segment.as_str()))?;
    let words =
        format!("It also counts in the pooled figures, in which this group weighs {} in 100.", panel.stake.weight);
    Some(SummaryRow::new("Pooled", words))
}

fn fingerprint(place: &FrozenPlace, bundle: Option<Grain>) -> SummaryRow {
    let words = hex(&place.hash);
    SummaryRow::new(
        "Its fingerprint",
        view! {
            <span class="fm-long-link">{words}</span>
            {bundle.map(|_| view! { <br/> "It stands in the list of frozen responses, which is part of the evidence." })}
        },
    )
}
