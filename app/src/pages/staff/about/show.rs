//! All that a consultation says of itself on one page, with what is missing and what was recorded.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{consultation::ClosingMove, particulars::Topic, readiness::Lack, vocabulary::Word};
use leptos::prelude::*;
use store::ClearanceRecord;

use super::{Room, lacking, summary};
use crate::{
    error::PageError,
    parts::{Frame, summary_list},
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates, particulars as words},
};

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let moves = state.store.list_closing_moves(room.consultation.id).await?;
    let clearances = state.store.list_clearances(room.consultation.id).await?;
    let found = lacking::find(&state, &room.consultation, &room.stored.particulars).await?;
    let title = format!("About {}", room.consultation.title);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                "All of this is shown on the public page of the consultation, except which privacy notice was checked."
                {written(&room)}
            </p>
            <p class="govuk-body">
                <a class="govuk-link" href=format!("/staff/consultations/{slug}/questionnaire")>"Write the questionnaire"</a>
            </p>
            <h2 class="govuk-heading-m">"What is missing"</h2>
            {missing(&room, &found)}
            {topics(&[Topic::Title, Topic::Times, Topic::Purpose, Topic::Decision], &room)}
            {documents(&room)}
            {topics(&[Topic::Equality, Topic::Formats, Topic::Privacy, Topic::Plan], &room)}
            {recorded(&moves, &clearances)}
        }
    }))
}

fn written(room: &Room) -> Option<String> {
    let at = dates::moment(room.stored.set_at?);
    Some(match &room.stored.set_by {
        Some(who) => format!(" {who} changed it last, on {at}."),
        None => format!(" It was changed last on {at}."),
    })
}

fn missing(room: &Room, found: &[Lack]) -> AnyView {
    if found.is_empty() {
        return view! { <p class="govuk-body">"Everything is there."</p> }.into_any();
    }
    lacking::list(found, &room.consultation)
}

fn topics(topics: &[Topic], room: &Room) -> AnyView {
    let sections = topics.iter().map(|topic| {
        let (id, label) = (topic.word(), topic.label());
        view! {
            <section id=id>
                <h2 class="govuk-heading-m">{label}</h2>
                {summary_list(summary::rows(*topic, room))}
                <p class="govuk-body">
                    <a class="govuk-link" href=room.address(&format!("/{id}"))>
                        "Change" <span class="govuk-visually-hidden">{format!(": {label}")}</span>
                    </a>
                </p>
            </section>
        }
    });
    sections.collect_view().into_any()
}

fn documents(room: &Room) -> AnyView {
    let documents = &room.stored.particulars.documents;
    let rows = documents.iter().zip(1..).map(|(document, number)| {
        let about = format!(" ‘{}’", document.title);
        let address = room.address(&format!("/documents/{number}"));
        view! {
            <li>
                {document.title.clone()} ": " {document.address.clone()} " "
                <a class="govuk-link" href=address>"Change" <span class="govuk-visually-hidden">{about}</span></a>
            </li>
        }
    });
    let none = documents.is_empty().then(|| view! { <p class="fm-empty">"There are no documents."</p> });
    let list =
        (!documents.is_empty()).then(|| view! { <ol class="govuk-list govuk-list--number">{rows.collect_view()}</ol> });
    view! {
        <section id="documents">
            <h2 class="govuk-heading-m">"Documents"</h2>
            {none}
            {list}
            <p class="govuk-body"><a class="govuk-link" href=room.address("/new-document")>"Add a document"</a></p>
        </section>
    }
    .into_any()
}

fn recorded(moves: &[ClosingMove], clearances: &[ClearanceRecord]) -> Option<AnyView> {
    let moves = moves.iter().map(words::closing_move);
    let sentences: Vec<String> = clearances.iter().filter_map(went_on).chain(moves).collect();
    let items = sentences.iter().map(|sentence| view! { <li>{sentence.clone()}</li> });
    (!sentences.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"What was recorded"</h2>
            <ul class="govuk-list govuk-list--bullet">{items.collect_view()}</ul>
        }
        .into_any()
    })
}

/// Says who published although something was missing, and why.
fn went_on(record: &ClearanceRecord) -> Option<String> {
    let reason = record.clearance.reason.as_ref()?;
    let day = dates::day_of(record.published_at);
    let who = record.published_by.as_deref().unwrap_or("somebody whose account was removed");
    let (number, lacks) = (record.number, words::lacks(&record.clearance.lacks));
    Some(format!(
        "On {day} {who} published version {number} although this was missing or weak: {lacks}. The reason: ‘{reason}’"
    ))
}
