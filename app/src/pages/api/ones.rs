//! One consultation, one document, one meeting, one priority.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    document::{DocumentStatus, DocumentVersion, current},
    record::RecordKind,
};

use super::{
    Refused, answer,
    lists::{editions, published},
};
use crate::{
    api::{
        ConsultationDetail, ConsultationSummary, DocumentDetail, DocumentFile, DocumentSummary, MeetingDetail,
        MeetingSummary, PriorityDetail, PublishedRecord, ROOT, Successor,
    },
    error::PageError,
    pages::public::{FoundMeeting, document_file},
    priorities::Trail,
    replies,
    state::AppState,
    visitor::Visitor,
};

pub(super) async fn consultation(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Refused> {
    let consultation = published(&state, &slug).await?;
    let about = state.store.find_particulars(consultation.id).await?.particulars;
    let moves = state.store.list_closing_moves(consultation.id).await?;
    let results = editions(&state, &consultation).await?;
    let with_replies = state.store.list_consultations_with_replies().await?;
    let replies = with_replies.contains(&consultation.id);
    let replies = replies.then(|| state.site.address(&format!("{}.json", replies::address(&slug))));
    let summary = ConsultationSummary::new(&state.site, consultation, state.clock.now());
    answer(&asked, &ConsultationDetail::new(summary, about, moves, (results, replies)))
}

pub(super) async fn document(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Refused> {
    let stored = state.store.find_document(&slug).await?.ok_or(PageError::NotFound)?;
    if stored.status == DocumentStatus::Draft {
        return Err(PageError::NotFound.into());
    }
    if let Some(withdrawal) = stored.withdrawal {
        return Err(Refused::Problem(StatusCode::GONE, format!("It was withdrawn: {}", withdrawal.reason)));
    }
    let document = stored.document;
    let versions = state.store.list_document_versions(document.id).await?;
    let versions: Vec<DocumentVersion> = versions.into_iter().map(|stored| stored.version).collect();
    let file =
        |version: &DocumentVersion| DocumentFile::new(version, state.site.address(&document_file(&document, version)));
    let files = versions.iter().filter_map(file).collect();
    let newest = current(&versions).and_then(file);
    let successors = state.store.list_document_successors(document.id).await?.into_iter().map(|successor| Successor {
        page: state.site.address(&format!("/documents/{}", successor.document.slug)),
        title: successor.document.title,
    });
    let successors = successors.collect();
    let groups = state.store.list_groups().await?;
    let group = groups.iter().find(|group| Some(group.id) == document.group);
    let summary = DocumentSummary::new(&state.site, document, group, newest);
    answer(&asked, &DocumentDetail { document: summary, versions: files, successors })
}

/// Gives a meeting; whoever comes by a former address is led on.
pub(super) async fn meeting(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Refused> {
    let found = match FoundMeeting::find_by_any_name(&state, &Visitor::anybody(), &slug).await? {
        Ok(found) => found,
        Err(now) => return Ok(Redirect::permanent(&format!("{ROOT}/meetings/{now}")).into_response()),
    };
    let agenda = record(&state, &found, RecordKind::Agenda).await?;
    let minutes = record(&state, &found, RecordKind::Minutes).await?;
    let meeting = MeetingSummary::new(&state.site, &found.stored);
    let joining = found.stored.arrangements.joining;
    answer(&asked, &MeetingDetail { meeting, joining, agenda, minutes })
}

pub(super) async fn priority(
    State(state): State<AppState>,
    Path(code): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Refused> {
    let stored = state.store.find_priority(&code).await?.filter(|stored| stored.profile.is_public);
    let stored = stored.ok_or(PageError::NotFound)?;
    let trail = Trail::find(&state, &code).await?;
    answer(&asked, &PriorityDetail::new(&state.site, stored, &trail, (state.today(), state.clock.now())))
}

async fn record(state: &AppState, found: &FoundMeeting, kind: RecordKind) -> Result<Option<PublishedRecord>, Refused> {
    let read = found.read_newest(state, kind).await?;
    let slug = &found.stored.meeting.slug;
    Ok(read.map(|(public, version)| PublishedRecord::new(&state.site, slug, version, public)))
}
