//! Campaigns: responses that were called for together, and the rulings that say how they count.

pub(super) mod make;
mod one;
mod ruling;

use axum::{
    Router,
    extract::{Path, State},
    response::Response,
    routing::{get, post},
};
use domain::permission::Action;
use leptos::prelude::*;
use store::Campaign;

use super::find_consultation;
use crate::{
    error::PageError,
    parts::{Caption, Frame, Table},
    state::AppState,
    visitor::Staff,
    words::{Labelled, numbers},
};

const TITLE: &str = "Campaigns";

/// Makes the addresses of campaigns.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/campaigns", get(list))
        .route("/staff/consultations/{slug}/campaigns/{number}", get(one::show))
        .route("/staff/consultations/{slug}/campaigns/{number}/rule", post(one::rule))
        .route("/staff/consultations/{slug}/campaigns/{number}/confirm", post(one::confirm))
}

/// Gives the address of the list, or of a campaign by its number.
pub(super) fn address(slug: &str, number: Option<i64>) -> String {
    let list = format!("/staff/consultations/{slug}/campaigns");
    number.map_or(list.clone(), |number| format!("{list}/{number}"))
}

/// Shows the campaigns of a consultation.
async fn list(State(state): State<AppState>, staff: Staff, Path(slug): Path<String>) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    let campaigns = state.store.list_campaigns(consultation.id).await?;
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(move || {
        let alike = format!("/staff/consultations/{slug}/alike");
        view! {
            <a class="govuk-back-link" href=format!("/staff/consultations/{slug}/responses")>"Responses"</a>
            <span class="govuk-caption-l">{consultation.title}</span>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">
                "A letter that many people send is what each of them says. So every response is kept and listed. Here stands which responses were called for together, how they "
                "count when the answers are weighed, and why. It takes effect when the responses are frozen next."
            </p>
            <p class="govuk-body">
                "A campaign begins with a group of " <a class="govuk-link" href=alike>"responses that are alike"</a> "."
            </p>
            {table(&slug, &campaigns)}
        }
    }))
}

fn table(slug: &str, campaigns: &[Campaign]) -> AnyView {
    if campaigns.is_empty() {
        return view! { <p class="fm-empty">"No responses are called a campaign."</p> }.into_any();
    }
    let table =
        Table::new(TITLE, Caption::Spoken(TITLE.to_owned()), "Campaign").numbers("Responses").words("How they count");
    let row = |table: Table, campaign: &Campaign| {
        let responses = campaign.rulings.first().map_or(0, |ruling| ruling.responses);
        let link = address(slug, Some(campaign.number));
        table.row(
            view! { <a class="govuk-link" href=link>{campaign.name.clone()}</a> },
            [numbers::whole(responses).into_any(), say_state(campaign).into_any()],
        )
    };
    campaigns.iter().fold(table, row).draw().into_any()
}

/// Says how the responses of a campaign count, and what waits to be confirmed.
fn say_state(campaign: &Campaign) -> String {
    let holds = campaign.in_force().map(|ruling| ruling.treatment.label());
    match (campaign.waiting(), holds) {
        (None, holds) => holds.unwrap_or_default().to_owned(),
        (Some(waiting), None) => {
            format!("‘{}’ waits for a second person. Until then each counts.", waiting.treatment.label())
        }
        (Some(waiting), Some(holds)) => format!("{holds}. ‘{}’ waits for a second person.", waiting.treatment.label()),
    }
}
