//! Saying what to make of a file: which areas, which year, which bands of age.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{counts::Counts, fields::Fields, refusal::Refusal};
use exchange::counts::{Content, Loaded};
use leptos::prelude::*;
use store::StoreError;

use super::{
    LOAD,
    asked::asked,
    load::{Room, gone, leaving},
    made::questions,
    suggested::suggested,
};
use crate::{
    error::PageError,
    pages::staff::asking::{draw, messages},
    parts::{ErrorSummary, Frame, SummaryRow, details, scripts, summary_list},
    posted::PostedLong,
    state::AppState,
    visitor::Staff,
    words::{margins as words, numbers},
};

const TITLE: &str = "Choose what to make of the file";

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(loading): Path<String>,
) -> Result<Response, PageError> {
    let Some(room) = Room::enter(&state, &staff, &loading).await? else { return Ok(gone()) };
    let is_new = room.loading.typed == Fields::default();
    let fields = if is_new { suggested(&room.loaded, &asked(&state).await?) } else { room.loading.typed.clone() };
    Ok(page(&state, &staff, &room, (&fields, &[])))
}

/// Keeps what was typed, and goes on to the check if margins can be made of it.
pub(super) async fn choose(
    State(state): State<AppState>,
    staff: Staff,
    Path(loading): Path<String>,
    PostedLong(fields): PostedLong,
) -> Result<Response, PageError> {
    let Some(room) = Room::enter(&state, &staff, &loading).await? else { return Ok(gone()) };
    let (id, typed) = (room.loading.id, fields.clone());
    let work = state.store.write(move |mut write| Box::pin(async move { write.set_loading_typed(id, &typed).await }));
    match work.await {
        Ok(()) => {}
        Err(StoreError::Changed) => return Ok(gone()),
        Err(error) => return Err(error.into()),
    }
    let (room, made) = room.make(fields.clone()).await?;
    match made {
        Ok(_) => Ok(Redirect::to(&room.address("/check")).into_response()),
        Err(refusals) => Ok(page(&state, &staff, &room, (&fields, &refusals))),
    }
}

fn page(state: &AppState, staff: &Staff, room: &Room, (fields, refusals): (&Fields, &[Refusal])) -> Response {
    let questions = questions(&room.loaded);
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let frame = Frame::new(state, &staff.visitor, TITLE).status(status).scripts(scripts(&questions));
    frame.show(|| {
        view! {
            <a class="govuk-back-link" href=LOAD>"Choose another file"</a>
            <ErrorSummary errors=messages(&questions, refusals)/>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            {said(&room.loaded)}
            <form method="post" action=room.address("") novalidate>
                {draw(&questions, fields, refusals)}
                <button class="govuk-button" type="submit">"See them beside the survey"</button>
            </form>
            {leaving(room)}
        }
    })
}

/// Says what was read.
fn said(loaded: &Loaded) -> impl IntoView + use<> {
    let mut rows = vec![SummaryRow::new("The file is", words::format(loaded.format))];
    rows.extend(loaded.part.clone().map(|part| SummaryRow::new("Read from", part)));
    let mut areas = None;
    match &loaded.content {
        Content::Margins(margins) => rows
            .push(SummaryRow::new("It holds", numbers::count(margins.len() as u64, "set of counts", "sets of counts"))),
        Content::Counts(counts) => {
            rows.extend(of_counts(counts));
            areas = Some(listed(counts));
        }
    }
    let notes = loaded.notes.iter().map(|note| view! { <p class="govuk-body">{words::note(note)}</p> }).collect_view();
    view! {
        <h2 class="govuk-heading-m">"What was read"</h2>
        {summary_list(rows)}
        {notes}
        {areas}
    }
}

fn of_counts(counts: &Counts) -> Vec<SummaryRow> {
    let mut rows = vec![SummaryRow::new("Areas", numbers::whole(counts.areas.len() as u64))];
    if let [first, .., last] = &counts.years[..] {
        rows.push(SummaryRow::new("Years", format!("{first} to {last}")));
    }
    if let ([first, ..], [.., last]) = (counts.ages(), counts.ages()) {
        let bands = numbers::count(counts.ages().len() as u64, "band of age", "bands of age");
        rows.push(SummaryRow::new("Ages", format!("{bands}, from {} to {}", words::ages(*first), words::ages(*last))));
    }
    rows
}

/// Lists the areas of the file, from which codes can be copied.
fn listed(counts: &Counts) -> impl IntoView + use<> {
    let areas =
        counts.areas.iter().map(|area| view! { <li>{area.code.clone()} " " {area.name.clone()}</li> }).collect_view();
    details("The areas of the file with their codes", view! { <ul class="govuk-list">{areas}</ul> })
}
