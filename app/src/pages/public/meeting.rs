//! One meeting with what is known of its minutes; drafts are for the staff alone.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::MeetingId,
    meeting::{MinutesStatus, title_warnings},
    permission::Action,
    sift::{DecidedAt, Fate},
};
use leptos::prelude::*;
use store::{DecidedProposal, MeetingRecord, RestingReply};

use super::{breadcrumbs, contact, day, groups, readers, shown_status};
use crate::{
    error::PageError,
    parts::{Frame, SummaryRow, summary_list},
    replies,
    state::AppState,
    visitor::Visitor,
    words::{meetings, sift::course},
};

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let record = state.store.find_record(&slug, readers(&visitor)).await?.ok_or(PageError::NotFound)?;
    let title = meetings::title(&record.group, record.minutes.kind, record.meeting.held_on);
    let resting = state.store.list_replies_of_meeting(record.meeting.id).await?;
    let proposals = state.store.list_proposals_of_meeting(record.meeting.id).await?;
    let list = format!("/minutes?group={}", record.group.slug);
    let group = groups::address(&record.group);
    Ok(Frame::new(&state, &visitor, title.clone()).show(|| {
        view! {
            {breadcrumbs("/minutes", "Minutes")}
            <h1 class="govuk-heading-xl">{title}</h1>
            {visitor.may(Action::ReadMinutes).then(|| staff_notes(&record))}
            {facts(&record)}
            {decisions(&resting)}
            {decided(&proposals, record.meeting.id)}
            <h2 class="govuk-heading-m">"Read the document"</h2>
            <p class="govuk-body">
                "This site holds only this record of the document so far, not its text or a file. To ask for a copy, write to "
                {contact(&state)} "."
            </p>
            {source(&record)}
            <h2 class="govuk-heading-m">{format!("About the {}", record.group.name)}</h2>
            <p class="govuk-body">{record.group.purpose.clone()}</p>
            <p class="govuk-body">
                <a class="govuk-link" href=group>{format!("Members and terms of reference of the {}", record.group.name)}</a>
            </p>
            <p class="govuk-body">
                <a class="govuk-link" href=list>{format!("All minutes of the {}", record.group.name)}</a>
            </p>
        }
    }))
}

fn facts(record: &MeetingRecord) -> impl IntoView + use<> {
    let status = record.minutes.status;
    summary_list([
        SummaryRow::new("Group", record.group.name.clone()),
        SummaryRow::new("Date of the meeting", day(record.meeting.held_on)),
        SummaryRow::new("Kind of document", meetings::kind(record.minutes.kind)),
        SummaryRow::new("Status", view! { {shown_status(status)} <br/> {meetings::status_meaning(status)} }),
    ])
}

/// Lists what was done because of this meeting's decisions, each leading to the reply that rests on it.
fn decisions(resting: &[RestingReply]) -> Option<impl IntoView + use<>> {
    let line = |resting: &RestingReply| {
        let reply = &resting.public.reply;
        let decision = reply.decision.as_ref().map(|decision| format!("Item {}: ‘{}’", decision.item, decision.words));
        let href = format!("{}#{}", replies::address(&resting.slug), replies::anchor(resting.number));
        let about = format!(" ({})", resting.consultation);
        view! {
            <li>
                {decision} " " <a class="govuk-link" href=href>{format!("What we did: {}", reply.title)}</a> {about}
            </li>
        }
    };
    (!resting.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Decisions about what people said"</h2>
            <ul class="govuk-list govuk-list--bullet">{resting.iter().map(line).collect_view()}</ul>
        }
    })
}

/// Lists what this meeting decided about proposals that may be told in public.
fn decided(proposals: &[DecidedProposal], meeting: MeetingId) -> Option<AnyView> {
    let line = |DecidedProposal { consultation, sifted }: &DecidedProposal| {
        let decision = sifted.decision().filter(|_| sifted.proposal.is_public && sifted.fate() == Fate::Stands)?;
        let DecidedAt::Meeting { meeting: at, item } = &decision.decided_at else { return None };
        let (number, title) = (sifted.number, &sifted.proposal.title);
        let said = format!(
            "Item {item}: proposal {number}, ‘{title}’ ({consultation}): {}. {}",
            course(decision),
            decision.words
        );
        (*at == meeting).then(|| view! { <li class="fm-words">{said}</li> })
    };
    let lines: Vec<_> = proposals.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Decisions about proposals"</h2>
            <ul class="govuk-list govuk-list--bullet">{lines}</ul>
        }
        .into_any()
    })
}

fn source(record: &MeetingRecord) -> Option<impl IntoView + use<>> {
    record.minutes.source_title.clone().map(|title| {
        view! { <p class="govuk-body">"Where it was first published, its title was ‘" {title} "’."</p> }
    })
}

/// What only the staff sees: that it is a draft, and what is wrong with the title at the source.
fn staff_notes(record: &MeetingRecord) -> Option<AnyView> {
    let held_on = record.meeting.held_on;
    let title = record.minutes.source_title.as_deref();
    let warnings = title.map(|title| title_warnings(title, held_on)).unwrap_or_default();
    let mut notes: Vec<String> = Vec::new();
    if record.minutes.status == MinutesStatus::Draft {
        notes.push("This is a draft. Only staff who are signed in can see this page.".to_owned());
    }
    notes.extend(warnings.iter().map(|warning| meetings::title_warning(warning, held_on)));
    let items = notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    (!notes.is_empty()).then(|| {
        view! {
            <div class="govuk-inset-text">
                <h2 class="govuk-heading-s">"Notes for staff"</h2>
                <ul class="govuk-list govuk-list--bullet">{items}</ul>
            </div>
        }
        .into_any()
    })
}
