//! One document: what it is for, its newest file, and the versions before; or one of these.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    document::{Accessibility, Document, DocumentStatus, DocumentVersion, Withdrawal, current},
    language::Language,
    permission::Action,
};
use leptos::prelude::*;
use store::StoredDocument;

use super::{address, file_address};
use crate::{
    error::PageError,
    pages::public::{breadcrumbs, contact, day, groups, moment},
    parts::{Caption, Frame, Metadata, SummaryRow, Table, summary_list},
    records,
    state::AppState,
    visitor::Visitor,
    words::{dates, documents as words, hex, meetings},
};

/// What is read of a document before its page is drawn.
struct Shown {
    stored: StoredDocument,
    /// Those that everybody reads, the newest first.
    versions: Vec<DocumentVersion>,
    /// The published documents that take its place.
    successors: Vec<StoredDocument>,
}

impl Shown {
    /// Finds a document that this visitor may know of.
    async fn find(state: &AppState, visitor: &Visitor, slug: &str) -> Result<Self, PageError> {
        let stored = state.store.find_document(slug).await?.ok_or(PageError::NotFound)?;
        if stored.status == DocumentStatus::Draft && !visitor.may(Action::ReadMinutes) {
            return Err(PageError::NotFound);
        }
        let versions = state.store.list_document_versions(stored.document.id).await?;
        let versions = versions.into_iter().map(|stored| stored.version);
        let versions = versions.filter(|version| version.published_at.is_some()).collect();
        let successors = state.store.list_document_successors(stored.document.id).await?;
        Ok(Self { stored, versions, successors })
    }
}

/// Shows a document with its newest version.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &visitor, &slug).await?;
    let version = current(&shown.versions).cloned();
    let path = address(&shown.stored.document);
    page(&state, &visitor, &shown, (version.as_ref(), path)).await
}

/// Shows a document as one of its versions.
pub(super) async fn version(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &visitor, &slug).await?;
    let found = shown.versions.iter().find(|version| version.number.to_string() == number);
    let version = found.ok_or(PageError::NotFound)?;
    let path = format!("{}/{}", address(&shown.stored.document), version.number);
    page(&state, &visitor, &shown, (Some(version), path)).await
}

async fn page(
    state: &AppState,
    visitor: &Visitor,
    shown: &Shown,
    (version, path): (Option<&DocumentVersion>, String),
) -> Result<Response, PageError> {
    let document = &shown.stored.document;
    if let Some(withdrawal) = &shown.stored.withdrawal {
        return Ok(withdrawn(state, visitor, (document, withdrawal), &shown.successors));
    }
    let groups = state.store.list_groups().await?;
    let group = groups.into_iter().find(|group| Some(group.id) == document.group);
    let before = match document.supersedes {
        Some(other) => state.store.find_document_by_id(other).await?,
        None => None,
    };
    let group = group.map(|group| {
        let href = groups::address(&group);
        SummaryRow::new("Group", view! { <a class="govuk-link" href=href>{group.name}</a> })
    });
    let before = before.filter(|other| other.status != DocumentStatus::Draft).map(|other| {
        let href = address(&other.document);
        SummaryRow::new("Takes the place of", view! { <a class="govuk-link" href=href>{other.document.title}</a> })
    });
    let meetings = state.store.list_meetings_of_document(document.id).await?;
    let meetings = meetings.iter().filter(|stored| stored.is_public()).map(|stored| {
        let name = meetings::meeting(&stored.group.name, stored.meeting.held_on);
        let href = records::address(&stored.meeting.slug);
        SummaryRow::new("Of the meeting", view! { <a class="govuk-link" href=href>{name}</a> })
    });
    let meetings: Vec<_> = meetings.collect();
    let newest = shown.versions.first().map(|version| version.number);
    let (tag, direction) = (document.language.map(Language::tag), document.language.map(Language::direction));
    let title = document.title.clone();
    let notes = notes(shown, version, newest);
    let version = version.map(|version| the_file(state, document, version));
    let rows = [SummaryRow::new("The day that it bears", day(document.dated))].into_iter();
    let language = document.language.map(|language| SummaryRow::new("Language", language.name()));
    let is_public = shown.stored.status == DocumentStatus::Published;
    let metadata = is_public.then(|| Metadata::article(path, &document.purpose));
    Ok(Frame::new(state, visitor, title.clone()).listed(metadata).show(|| {
        view! {
            {breadcrumbs("/documents", "Documents")}
            <h1 class="govuk-heading-xl" lang=tag dir=direction>{title}</h1>
            {notes}
            <p class="govuk-body-l">{document.purpose.clone()}</p>
            {summary_list(rows.chain(language).chain(group).chain(meetings).chain(before))}
            {version}
            {versions(document, &shown.versions)}
        }
    }))
}

/// Says above everything else what readers may take a page wrongly for.
fn notes(shown: &Shown, version: Option<&DocumentVersion>, newest: Option<i64>) -> impl IntoView + use<> {
    let document = &shown.stored.document;
    let draft = (shown.stored.status == DocumentStatus::Draft).then(|| {
        view! { <p class="govuk-inset-text">"This is a draft. Only the staff sees it."</p> }
    });
    let replaced = version.filter(|version| Some(version.number) != newest).map(|version| {
        let (said, href) = (words::version(version.number), address(document));
        view! {
            <p class="govuk-inset-text">{said} " was replaced by a newer one. " <a class="govuk-link" href=href>"See the newest version"</a></p>
        }
    });
    view! { {draft} {replaced} {successors(&shown.successors)} }
}

/// Leads to the documents that take the place of one.
fn successors(successors: &[StoredDocument]) -> impl IntoView + use<> {
    let each = |StoredDocument { document, .. }: &StoredDocument| {
        view! {
            <p class="govuk-inset-text">
                "Another document takes the place of this one: " <a class="govuk-link" href=address(document)>{document.title.clone()}</a>
            </p>
        }
    };
    successors.iter().map(each).collect_view()
}

/// Draws the way to the file of a version, with what is known of it.
fn the_file(state: &AppState, document: &Document, version: &DocumentVersion) -> AnyView {
    let label = format!("{} ({})", document.title, words::file(version));
    let published = version.published_at.map(|at| SummaryRow::new("Published", moment(at)));
    let note = (!version.note.is_empty()).then(|| {
        let words = version.note.clone();
        SummaryRow::new("What changed", view! { <span class="fm-words">{words}</span> })
    });
    let other = (document.accessibility != Accessibility::Met).then(|| {
        view! { " If you need it in another way, write to " {contact(state)} "." }
    });
    let rows = [SummaryRow::new("Version", version.number.to_string())].into_iter().chain(published).chain(note);
    let rows = rows.chain([
        SummaryRow::new("Viruses", words::viruses(version)),
        SummaryRow::new("SHA-256 of the file", view! { <code class="fm-long-link">{hex(&version.sha256)}</code> }),
    ]);
    view! {
        <h2 class="govuk-heading-l">"The file"</h2>
        <p class="govuk-body-l"><a class="govuk-link" href=file_address(document, version)>{label}</a></p>
        <p class="govuk-body">{words::accessibility(document.accessibility)} {other}</p>
        {summary_list(rows)}
    }
    .into_any()
}

fn versions(document: &Document, versions: &[DocumentVersion]) -> Option<AnyView> {
    let caption = Caption::Spoken("Versions, the newest first".to_owned());
    let table = Table::new("Versions", caption, "Version").words("Published").words("File").words("What changed");
    let row = |table: Table, version: &DocumentVersion| {
        let href = format!("{}/{}", address(document), version.number);
        let when = version.published_at.map(dates::day_of).unwrap_or_default();
        let cells = [
            when.into_any(),
            words::file(version).into_any(),
            view! { <span class="fm-words">{words::note(version)}</span> }.into_any(),
        ];
        table.row(view! { <a class="govuk-link" href=href>{words::version(version.number)}</a> }, cells)
    };
    (versions.len() > 1).then(|| {
        view! {
            <h2 class="govuk-heading-l">"Versions"</h2>
            {versions.iter().fold(table, row).draw()}
        }
        .into_any()
    })
}

/// Says that a document was withdrawn, when and why.
pub(super) fn withdrawn(
    state: &AppState,
    visitor: &Visitor,
    (document, withdrawal): (&Document, &Withdrawal),
    after: &[StoredDocument],
) -> Response {
    let title = format!("{} was withdrawn", document.title);
    Frame::new(state, visitor, title).status(StatusCode::GONE).show(|| {
        view! {
            {breadcrumbs("/documents", "Documents")}
            <span class="govuk-caption-l">{document.title.clone()}</span>
            <h1 class="govuk-heading-l">"This document was withdrawn"</h1>
            <p class="govuk-body">"It was withdrawn on " {moment(withdrawal.at)} ", for this reason:"</p>
            <blockquote class="govuk-inset-text fm-words">{withdrawal.reason.clone()}</blockquote>
            {successors(after)}
            <p class="govuk-body">"If you want to ask about it, write to " {contact(state)} "."</p>
        }
    })
}
