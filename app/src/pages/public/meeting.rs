//! One meeting: when and where it is, its agenda, and its minutes as they are now. What nobody but staff knows is not here.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use domain::{
    ids::MeetingId,
    meeting::{Arrangements, MinutesKind},
    permission::Action,
    record::{PublicRecord, RecordKind},
    sift::{DecidedAt, Fate},
};
use leptos::prelude::*;
use store::{DecidedProposal, RecordVersion, RestingReply, StoredMeeting};

use super::{breadcrumbs, contact, day, groups, papers::Papers, records::about_version, shown_status};
use crate::{
    error::PageError,
    parts::{Frame, Metadata, SummaryRow, record, summary_list},
    records::{Related, address, record_address},
    replies,
    state::AppState,
    visitor::Visitor,
    words::{dates, meetings, sift::course},
};

/// A meeting that a visitor may know of.
pub(in crate::pages) struct Found {
    pub(in crate::pages) stored: StoredMeeting,
    /// Its versions that are out: of the agenda and of the minutes, the newest first.
    pub(in crate::pages) versions: Vec<RecordVersion>,
}

impl Found {
    /// Finds the meeting of an address; whoever comes by a former address is led on, to `rest` below the address that it has now.
    pub(in crate::pages) async fn find(
        state: &AppState,
        visitor: &Visitor,
        slug: &str,
        rest: &str,
    ) -> Result<Result<Self, Response>, PageError> {
        let found = Self::find_by_any_name(state, visitor, slug).await?;
        Ok(found.map_err(|now| Redirect::permanent(&format!("{}{rest}", address(&now))).into_response()))
    }

    /// Finds the meeting of a name in addresses; of one that it had before, gives the one that it has now.
    pub(in crate::pages) async fn find_by_any_name(
        state: &AppState,
        visitor: &Visitor,
        slug: &str,
    ) -> Result<Result<Self, String>, PageError> {
        let stored = state.store.find_stored_meeting(slug).await?.ok_or(PageError::NotFound)?;
        if !stored.is_public() && !visitor.may(Action::ReadMinutes) {
            return Err(PageError::NotFound);
        }
        if stored.meeting.slug != slug {
            return Ok(Err(stored.meeting.slug));
        }
        let versions = state.store.list_record_versions(stored.meeting.id).await?;
        Ok(Ok(Self { stored, versions }))
    }

    /// Gives the newest version of a record.
    pub(in crate::pages) fn newest(&self, kind: RecordKind) -> Option<&RecordVersion> {
        self.versions.iter().find(|version| version.kind == kind)
    }

    /// Reads the newest version of a record, if there is one.
    pub(in crate::pages) async fn read_newest(
        &self,
        state: &AppState,
        kind: RecordKind,
    ) -> Result<Option<(PublicRecord, &RecordVersion)>, PageError> {
        let Some(version) = self.newest(kind) else { return Ok(None) };
        let public = state.store.find_public_record((self.stored.meeting.id, kind), version.number).await?;
        Ok(public.map(|public| (public, version)))
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let found = match Found::find(&state, &visitor, &slug, "").await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let StoredMeeting { meeting, group, .. } = &found.stored;
    let is_staff = visitor.may(Action::ReadMinutes);
    let minutes = found.read_newest(&state, RecordKind::Minutes).await?;
    let related = if minutes.is_some() { Related::find(&state, group.id).await? } else { Related::default() };
    let known = if is_staff { found.stored.minutes.as_ref() } else { found.stored.public_minutes() };
    let title = title(&found.stored, known.map(|minutes| minutes.kind));
    let papers = Papers::find(&state, meeting.id).await?;
    let agenda = if minutes.is_none() { found.read_newest(&state, RecordKind::Agenda).await? } else { None };
    let papers_of_items = papers.papers(minutes.as_ref().or(agenda.as_ref()).map(|(public, _)| public));
    let resting = state.store.list_replies_of_meeting(meeting.id).await?;
    let proposals = state.store.list_proposals_of_meeting(meeting.id).await?;
    let list = format!("/minutes?group={}", group.slug);
    let about = groups::address(group);
    let metadata = found.stored.is_public().then(|| Metadata::article(address(&meeting.slug), &group.purpose));
    Ok(Frame::new(&state, &visitor, title.clone()).listed(metadata).show(|| {
        view! {
            {breadcrumbs("/minutes", "Minutes")}
            <h1 class="govuk-heading-xl">{title}</h1>
            {is_staff.then(|| staff_notes(&found.stored))}
            {called_off(&found.stored.arrangements)}
            {facts(&found, state.today())}
            {decisions(&resting)}
            {decided(&proposals, meeting.id)}
            {papers_of_items}
            {said(&state, &found, minutes.as_ref(), (&related, &papers))}
            {source(&found.stored)}
            <h2 class="govuk-heading-l">{format!("About the {}", group.name)}</h2>
            <p class="govuk-body">{group.purpose.clone()}</p>
            <p class="govuk-body">
                <a class="govuk-link" href=about>{format!("Members and terms of reference of the {}", group.name)}</a>
            </p>
            <p class="govuk-body">
                <a class="govuk-link" href=list>{format!("All minutes of the {}", group.name)}</a>
            </p>
        }
    }))
}

/// Names the page: by the minutes, where these readers may know that there are any.
fn title(StoredMeeting { meeting, group, .. }: &StoredMeeting, kind: Option<MinutesKind>) -> String {
    match kind {
        Some(kind) => meetings::title(group, kind, meeting.held_on),
        None => meetings::meeting(&group.name, meeting.held_on),
    }
}

fn called_off(arrangements: &Arrangements) -> Option<impl IntoView + use<>> {
    arrangements.called_off.clone().map(|reason| {
        view! {
            <div class="govuk-inset-text">
                <p class="govuk-body"><strong>"This meeting was called off."</strong></p>
                <p class="govuk-body fm-words">{reason}</p>
            </div>
        }
    })
}

fn facts(found: &Found, today: NaiveDate) -> impl IntoView + use<> {
    let StoredMeeting { meeting, group, arrangements, .. } = &found.stored;
    let mut rows = vec![
        SummaryRow::new("Group", group.name.clone()),
        SummaryRow::new("Date of the meeting", day(meeting.held_on)),
    ];
    rows.extend(meetings::hours(arrangements).map(|hours| SummaryRow::new("Time", hours)));
    let words = |words: &String| (!words.is_empty()).then(|| words.clone());
    rows.extend(words(&arrangements.place).map(|place| SummaryRow::new("Place", place)));
    rows.extend(words(&arrangements.joining).map(|joining| SummaryRow::said("How to join", vec![joining])));
    if found.stored.is_public() && meeting.held_on >= today {
        let file = format!("{}/calendar.ics", address(&meeting.slug));
        rows.push(SummaryRow::new(
            "Your calendar",
            view! { <a class="govuk-link" href=file>"Add this meeting to your calendar"</a> },
        ));
    }
    if let Some(minutes) = found.stored.public_minutes() {
        rows.push(SummaryRow::new("Kind of document", meetings::kind(minutes.kind)));
        let status = minutes.status;
        rows.push(SummaryRow::new("Status", view! { {shown_status(status)} <br/> {meetings::status_meaning(status)} }));
    }
    if let Some(agenda) = found.newest(RecordKind::Agenda) {
        let href = record_address(&meeting.slug, RecordKind::Agenda, None);
        let since = dates::day_of(agenda.released_at);
        rows.push(SummaryRow::new(
            "Agenda",
            view! { <a class="govuk-link" href=href>"Read the agenda"</a> {format!(", published on {since}")} },
        ));
    }
    summary_list(rows)
}

/// Draws the minutes, or says where they are.
fn said(
    state: &AppState,
    found: &Found,
    minutes: Option<&(PublicRecord, &RecordVersion)>,
    (related, papers): (&Related, &Papers),
) -> Option<AnyView> {
    if let Some((public, version)) = minutes {
        let slug = &found.stored.meeting.slug;
        let files = papers.minutes();
        return Some(
            view! { {about_version(slug, version, &found.versions, related)} {files} {record(public, related)} }
                .into_any(),
        );
    }
    found.stored.public_minutes()?;
    if let Some(files) = papers.minutes() {
        return Some(view! { <h2 class="govuk-heading-m">"Read the document"</h2> {files} }.into_any());
    }
    let drawn = view! {
        <h2 class="govuk-heading-m">"Read the document"</h2>
        <p class="govuk-body">
            "This site holds only this record of the document so far, not its text or a file. To ask for a copy, write to "
            {contact(state)} "."
        </p>
    };
    Some(drawn.into_any())
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

fn source(stored: &StoredMeeting) -> Option<impl IntoView + use<>> {
    stored.public_minutes()?.source.clone().map(|source| {
        let title = source.title;
        view! { <p class="govuk-body">"Where it was first published, its title was ‘" {title} "’."</p> }
    })
}

/// What only the staff sees: what nobody else knows, what is wrong with the title at the source, and where it is written.
fn staff_notes(stored: &StoredMeeting) -> AnyView {
    let held_on = stored.meeting.held_on;
    let mut notes: Vec<String> = Vec::new();
    if !stored.is_public() {
        notes.push("Only staff who are signed in can see this page.".to_owned());
    } else if stored.minutes.is_some() && stored.public_minutes().is_none() {
        notes.push("Only staff who are signed in know that minutes are being written.".to_owned());
    }
    let source = stored.minutes.as_ref().and_then(|minutes| minutes.source.as_ref());
    let warnings = source.map(|source| source.warnings(held_on)).unwrap_or_default();
    notes.extend(warnings.iter().map(|warning| meetings::source_warning(warning, held_on)));
    let items = notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect_view();
    let href = format!("/staff/meetings/{}", stored.meeting.slug);
    view! {
        <div class="govuk-inset-text">
            <h2 class="govuk-heading-s">"Notes for staff"</h2>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
            <p class="govuk-body"><a class="govuk-link" href=href>"Agenda, minutes and arrangements of this meeting"</a></p>
        </div>
    }
    .into_any()
}
