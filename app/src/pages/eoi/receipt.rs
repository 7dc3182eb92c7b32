//! The receipt: it is on disk, this is the reference, and this link shows that we have it.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::eoi::CaseState;
use leptos::prelude::*;

use super::{Room, START, address, status};
use crate::{
    error::PageError,
    pages::drafts::{confirmation, forget_form},
    parts::Frame,
    state::AppState,
    visitor::Visitor,
    words::{dates, eoi},
};

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    let (Some(receipt), Some(kept)) = (room.held.receipt(), &room.held.kept) else {
        return Ok(Redirect::to(START).into_response());
    };
    let link = status::link(&state, &kept.secret);
    Ok(Frame::new(&state, &visitor, "Your expression of interest was sent").personal().show(|| {
        view! {
            {confirmation("Your expression of interest was sent", &receipt.reference)}
            <p class="govuk-body">
                "We have stored it, sent on "
                <time datetime=dates::machine(receipt.submitted_at)>{dates::moment(receipt.submitted_at)}</time>
                ". It commits you to nothing."
            </p>
            <h2 class="govuk-heading-m">"What happens next"</h2>
            <p class="govuk-body">{eoi::next(CaseState::Submitted)}</p>
            <p class="govuk-body">"This link shows that we have received it. Keep it together with your reference:"</p>
            <p class="govuk-inset-text">
                <a class="govuk-link fm-long-link" id="status-link" href=link.clone()>{link.clone()}</a>
            </p>
            <p class="govuk-body">
                "Anybody who has the link can see the reference, the name of the site, the day and where it stands, and nothing \
                 else."
            </p>
            <h2 class="govuk-heading-m">"Do you have another site?"</h2>
            <form method="post" action=address("new")>
                <button class="govuk-button govuk-button--secondary" type="submit">
                    "Begin another expression of interest"
                </button>
            </form>
            {forget_form(&room.held.desk, "Keep the reference and the link first.")}
        }
    }))
}
