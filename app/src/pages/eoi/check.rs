//! The check of everything before it is sent.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    eoi::{Eoi, EoiDraft, EoiPage, EoiStep, judge},
    vocabulary::Word,
};
use leptos::prelude::*;

use super::{CHECK, Room, address, summary};
use crate::{
    error::PageError,
    pages::drafts::{changed_notice, digest, later, tabs, unstored_notice},
    parts::{Frame, SummaryRow, field_id, summary_list},
    state::AppState,
    visitor::Visitor,
    words::{Labelled, eoi},
};

/// What the check page says besides the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// Nothing.
    None,
    /// The answers are not those that were shown when the button was pressed.
    Changed,
    /// The store was away when the button was pressed.
    Unstored,
}

/// Makes the fingerprint of an expression of interest.
pub(super) fn fingerprint(room: &Room, eoi: &Eoi) -> Vec<u8> {
    digest::digest(room.secret.as_ref(), &serde_json::json!(eoi))
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    if room.is_submitted() {
        return Ok(Redirect::to(&address("receipt")).into_response());
    }
    Ok(draw(&state, &visitor, &room, Note::None))
}

/// Draws the check page, or leads to the page that has to be done first.
pub(super) fn draw(state: &AppState, visitor: &Visitor, room: &Room, note: Note) -> Response {
    let draft = room.typed();
    if let Some(page) = tabs::undecided(&draft) {
        return Redirect::to(&address(page)).into_response();
    }
    let eoi = match judge(&draft, &room.terms()) {
        Ok(eoi) => eoi,
        Err(page) => return Redirect::to(&address(page.word())).into_response(),
    };
    let walk = room.walk(&draft);
    let digest = digest::written(&fingerprint(room, &eoi));
    let status = match note {
        Note::None => StatusCode::OK,
        Note::Changed => StatusCode::CONFLICT,
        Note::Unstored => StatusCode::SERVICE_UNAVAILABLE,
    };
    let page = Frame::new(state, visitor, "Check what you tell us").status(status).personal().step().show(|| {
        view! {
            <a class="govuk-back-link" href=address(EoiPage::Consents.word())>"Back"</a>
            {(note == Note::Changed).then(changed_notice)}
            {(note == Note::Unstored).then(unstored_notice)}
            <h1 class="govuk-heading-l">"Check what you tell us before you send it"</h1>
            {walk.steps.iter().map(|step| page_summary(step, &draft)).collect_view()}
            <form method="post" action=address(CHECK) novalidate>
                <input type="hidden" name="digest" value=digest/>
                <h2 class="govuk-heading-m">"Send your expression of interest"</h2>
                <p class="govuk-body">
                    "It commits you to nothing. When you send it, you get a reference and a link to see how far we are."
                </p>
                <button class="govuk-button" type="submit">"Send your expression of interest"</button>
            </form>
        }
    });
    if note == Note::Unstored { later(page) } else { page }
}

fn page_summary(step: &EoiStep, draft: &EoiDraft) -> Option<impl IntoView + use<>> {
    let fields = draft.get(step.page.word())?;
    let rows: Vec<_> = step.page.fields().iter().filter(|name| summary::counts(name, fields)).collect();
    let rows = rows.into_iter().map(|name| {
        let change = format!("{}?from={CHECK}#{}", address(step.page.word()), field_id(name));
        SummaryRow::said(eoi::field(name).label, summary::said(name, fields)).with_change(change)
    });
    let rows = summary_list(rows);
    let notices = step.notices.iter().map(|notice| warning(eoi::notice(notice.matter))).collect_view();
    Some(view! {
        <h2 class="govuk-heading-m">{step.page.label()}</h2>
        {notices}
        {rows}
    })
}

/// Draws something to know that does not keep anybody from sending.
fn warning(words: String) -> impl IntoView {
    view! {
        <div class="govuk-warning-text">
            <span class="govuk-warning-text__icon" aria-hidden="true">"!"</span>
            <strong class="govuk-warning-text__text">
                <span class="govuk-visually-hidden">"Warning: "</span>
                {words}
            </strong>
        </div>
    }
}
