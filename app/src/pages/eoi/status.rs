//! Where a case stands, for whoever holds the link. It shows the name of the site, and nothing else that the submitter wrote.

use axum::{
    extract::{Path, State},
    response::Response,
};
use leptos::prelude::*;

use super::START;
use crate::{
    error::PageError,
    parts::{Frame, SummaryRow, summary_list},
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::{dates, eoi},
};

/// Makes the whole address of the status page.
pub(super) fn link(state: &AppState, secret: &Secret) -> String {
    state.site.address(&format!("{START}/status/{}", secret.expose()))
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    let eoi = state.store.find_eoi_by_token(&secret.hash()).await?.ok_or(PageError::NotFound)?;
    let contact = state.site.contact_email.clone();
    let rows = [
        SummaryRow::new("Reference", eoi.reference),
        SummaryRow::new("Site", eoi.site.name),
        SummaryRow::new("Sent", dates::day_of(eoi.submitted_at)),
        SummaryRow::new("Where it stands", eoi::state(eoi.case.state)),
        SummaryRow::new("Since", dates::day_of(eoi.case.changed_at)),
    ];
    Ok(Frame::new(&state, &visitor, "Your expression of interest").personal().show(|| {
        view! {
            <h1 class="govuk-heading-l">"Your expression of interest"</h1>
            {summary_list(rows)}
            <h2 class="govuk-heading-m">"What happens next"</h2>
            <p class="govuk-body">{eoi::next(eoi.case.state)}</p>
            <h2 class="govuk-heading-m">"To change it or take it back"</h2>
            <p class="govuk-body">
                "Write to " <a class="govuk-link" href=format!("mailto:{contact}")>{contact.clone()}</a>
                " and quote your reference. You can take it back at any time, without giving a reason, and we then remove it."
            </p>
        }
    }))
}
