//! The check of everything before it is sent.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    eoi::{Eoi, EoiDraft, EoiPage, EoiStep, judge},
    vocabulary::Word,
};
use leptos::prelude::*;

use super::{Room, address, summary};
use crate::{
    error::PageError,
    pages::drafts::{CHECK, Check, FROM, Note, digest, tabs},
    parts::{SummaryRow, field_id, summary_list},
    state::AppState,
    visitor::Visitor,
    words::{Labelled, eoi},
};

/// Makes the digest of an expression of interest.
pub(super) fn digest_of(room: &Room, eoi: &Eoi) -> Vec<u8> {
    digest::digest(room.held.kept.as_ref().map(|kept| &kept.secret), &serde_json::json!(eoi))
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    if room.held.is_submitted() {
        return Ok(room.held.to_receipt());
    }
    Ok(draw(&state, &visitor, &room, Note::None))
}

/// Draws the check page, or leads to the page that has to be done first.
pub(super) fn draw(state: &AppState, visitor: &Visitor, room: &Room, note: Note) -> Response {
    let draft = room.held.typed();
    if let Some(page) = tabs::undecided(&draft) {
        return Redirect::to(&address(page)).into_response();
    }
    let eoi = match judge(&draft, &room.terms()) {
        Ok(eoi) => eoi,
        Err(page) => return Redirect::to(&address(page.word())).into_response(),
    };
    let walk = room.walk(&draft);
    let page = Check {
        desk: &room.held.desk,
        title: "Check what you tell us",
        heading: "Check what you tell us before you send it",
        back: Some(EoiPage::Consents.word()),
        note: None,
        summaries: walk.steps.iter().filter_map(|step| page_summary(step, &draft)).collect(),
        digest: digest::written(&digest_of(room, &eoi)),
        errors: Vec::new(),
        fields: None,
        send: "Send your expression of interest",
        promise: "It commits you to nothing. When you send it, you get a reference, and a link that shows that we have received it.",
    };
    page.draw(state, visitor, note)
}

fn page_summary(step: &EoiStep, draft: &EoiDraft) -> Option<AnyView> {
    let fields = draft.get(step.page.word())?;
    let rows: Vec<_> = step.page.fields().iter().filter(|name| summary::counts(name, fields)).collect();
    let rows = rows.into_iter().map(|name| {
        let change = format!("{}?{FROM}={CHECK}#{}", address(step.page.word()), field_id(name));
        SummaryRow::said(eoi::field(name).label, summary::said(name, fields)).with_change(change)
    });
    let rows = summary_list(rows);
    let notices = step.notices.iter().map(|notice| warning(eoi::notice(notice.matter))).collect_view();
    let summary = view! {
        <h2 class="govuk-heading-m">{step.page.label()}</h2>
        {notices}
        {rows}
    };
    Some(summary.into_any())
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
