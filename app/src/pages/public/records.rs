//! The versions of agendas and minutes: each at an address of its own for ever, with what changed, as a page and as files.

use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{
    record::{PublicRecord, RecordKind},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::RecordVersion;

use super::{breadcrumbs, meeting::Found, moment, results::public_file};
use crate::{
    blocks::docx,
    error::PageError,
    parts::{Frame, Metadata, changes, record},
    records::{Related, address, differences, laid_out, record_address, text},
    state::AppState,
    visitor::Visitor,
    words::{dates, feeds, meetings, records},
};

/// What a version is called as a file, without its ending.
const FILE: &str = "record";
/// How the names of its files end.
const ENDINGS: [&str; 3] = ["docx", "txt", "json"];

/// A version of a record, with the meeting that it is of.
struct Out {
    found: Found,
    version: RecordVersion,
    public: PublicRecord,
}

impl Out {
    /// Finds a version of an address, or the newest; whoever comes by a former address of the meeting is led on.
    async fn find(
        state: &AppState,
        visitor: &Visitor,
        (slug, kind, number): (&str, &str, Option<&str>),
        below: &str,
    ) -> Result<Result<Self, Response>, PageError> {
        let kind = RecordKind::from_word(kind).ok_or(PageError::NotFound)?;
        let number: Option<i64> = number.map(str::parse).transpose().map_err(|_| PageError::NotFound)?;
        let rest = record_address("", kind, number).replacen("/meetings/", "", 1) + below;
        let found = match Found::find(state, visitor, slug, &rest).await? {
            Ok(found) => found,
            Err(elsewhere) => return Ok(Err(elsewhere)),
        };
        let is_it =
            |version: &&RecordVersion| version.kind == kind && number.is_none_or(|number| number == version.number);
        let version = found.versions.iter().find(is_it).cloned().ok_or(PageError::NotFound)?;
        let public = state.store.find_public_record((found.stored.meeting.id, kind), version.number).await?;
        Ok(Ok(Self { public: public.ok_or(PageError::NotFound)?, found, version }))
    }

    fn slug(&self) -> &str {
        &self.found.stored.meeting.slug
    }

    fn title(&self) -> String {
        let heading = &self.public.heading;
        meetings::record_title(&heading.group, self.public.kind, heading.minutes, heading.held_on)
    }
}

/// Says what a version is, since when, and what came before and after it.
pub(super) fn about_version(
    slug: &str,
    version: &RecordVersion,
    versions: &[RecordVersion],
    related: &Related,
) -> impl IntoView + use<> {
    let of_kind: Vec<&RecordVersion> = versions.iter().filter(|other| other.kind == version.kind).collect();
    let newest = of_kind.first().map(|newest| newest.number).filter(|newest| *newest != version.number);
    let newer = newest.map(|_| {
        let href = record_address(slug, version.kind, None);
        view! {
            <p class="govuk-inset-text">
                "This version was replaced. "
                <a class="govuk-link" href=href>{format!("Read the newest version of the {}", records::record(version.kind))}</a>
                "."
            </p>
        }
    });
    let agreed = version.agreed_at.and_then(|meeting| related.meetings.get(&meeting)).map(|href| {
        view! { ", agreed at " <a class="govuk-link" href=href.clone()>"a later meeting"</a> }
    });
    let note = (!version.note.is_empty())
        .then(|| view! { <p class="govuk-body fm-words">"What changed: " {version.note.clone()}</p> });
    let withheld = version.withheld_at.map(|at| {
        view! { <p class="govuk-body">{format!("Something was withheld from this version on {}.", dates::day_of(at))}</p> }
    });
    let line = |other: &&RecordVersion| {
        let words =
            format!("Version {}: {}, {}", other.number, records::version(other.step), dates::day_of(other.released_at));
        let here = other.number == version.number;
        let words = if here {
            words.into_any()
        } else {
            let href = record_address(slug, other.kind, Some(other.number));
            view! { <a class="govuk-link" href=href>{words}</a> }.into_any()
        };
        let changes = (other.number > 1).then(|| {
            let href = format!("{}/changes", record_address(slug, other.kind, Some(other.number)));
            let to = format!(" in version {}", other.number);
            view! { " (" <a class="govuk-link" href=href>"what changed" <span class="govuk-visually-hidden">{to}</span></a> ")" }
        });
        view! { <li>{words} {changes}</li> }
    };
    let list = (of_kind.len() > 1).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Versions"</h2>
            <ul class="govuk-list govuk-list--bullet">{of_kind.iter().map(line).collect_view()}</ul>
        }
    });
    let files = record_address(slug, version.kind, Some(version.number));
    view! {
        {newer}
        <p class="govuk-body">
            {format!("{}, version {}, published on ", records::version(version.step), version.number)}
            {moment(version.released_at)} {agreed} "."
        </p>
        {note}
        {withheld}
        {list}
        <p class="govuk-body fm-screen-only">
            "Take it away as "
            <a class="govuk-link" href=format!("{files}/{FILE}.docx") download="">"a Word document"</a> ", "
            <a class="govuk-link" href=format!("{files}/{FILE}.txt") download="">"plain text"</a> " or "
            <a class="govuk-link" href=format!("{files}/{FILE}.json") download="">"data (JSON)"</a> "."
        </p>
    }
}

/// Shows the newest version of a record.
pub(super) async fn newest(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    match Out::find(&state, &visitor, (&slug, &kind, None), "").await? {
        Ok(version) => page(&state, &visitor, &version).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// Shows a version.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, kind, number)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    match Out::find(&state, &visitor, (&slug, &kind, Some(&number)), "").await? {
        Ok(version) => page(&state, &visitor, &version).await,
        Err(elsewhere) => Ok(elsewhere),
    }
}

async fn page(state: &AppState, visitor: &Visitor, version: &Out) -> Result<Response, PageError> {
    let related = Related::find(state, version.found.stored.group.id).await?;
    let title = version.title();
    let back = address(version.slug());
    let metadata = version.found.stored.is_public().then(|| {
        let path = record_address(version.slug(), version.public.kind, Some(version.version.number));
        let said = (version.version.step, version.version.number);
        Metadata::article(path, feeds::about_record(said.0, said.1, &version.version.note, version.version.withheld_at))
    });
    Ok(Frame::new(state, visitor, title.clone()).listed(metadata).show(|| {
        view! {
            {breadcrumbs("/minutes", "Minutes")}
            <h1 class="govuk-heading-xl">{title}</h1>
            <p class="govuk-body"><a class="govuk-link" href=back>"About the meeting"</a></p>
            {about_version(version.slug(), &version.version, &version.found.versions, &related)}
            {record(&version.public, &related)}
        }
    }))
}

/// Shows what a version changed.
pub(super) async fn changed(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, kind, number)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let version = match Out::find(&state, &visitor, (&slug, &kind, Some(&number)), "/changes").await? {
        Ok(version) => version,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let (kind, before) = (version.public.kind, version.version.number - 1);
    let older = state.store.find_public_record((version.found.stored.meeting.id, kind), before).await?;
    let found = differences(&older.ok_or(PageError::NotFound)?, &version.public);
    let title = format!("What changed in the {}", version.title());
    let (this, note) =
        (record_address(version.slug(), kind, Some(version.version.number)), version.version.note.clone());
    let older = record_address(version.slug(), kind, Some(before));
    Ok(Frame::new(&state, &visitor, title.clone()).show(|| {
        view! {
            {breadcrumbs("/minutes", "Minutes")}
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                "From " <a class="govuk-link" href=older>{format!("version {before}")}</a> " to "
                <a class="govuk-link" href=this>{format!("version {}", version.version.number)}</a> "."
            </p>
            {(!note.is_empty()).then(|| view! { <p class="govuk-body fm-words">{note}</p> })}
            <p class="govuk-hint">"Words that were taken out are struck through. Words that were put in are underlined."</p>
            {changes(&found)}
        }
    }))
}

/// Gives a version as a file.
pub(super) async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, kind, number, file)): Path<(String, String, String, String)>,
) -> Result<Response, PageError> {
    let ending = file.strip_prefix(FILE).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
    if !ENDINGS.contains(&ending) {
        return Err(PageError::NotFound);
    }
    let below = format!("/{file}");
    let version = match Out::find(&state, &visitor, (&slug, &kind, Some(&number)), &below).await? {
        Ok(version) => version,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let name = format!("{slug}-{kind}-{number}.{ending}");
    let public = &version.public;
    match ending {
        "docx" => {
            let said = format!("{}, version {number}", records::version(version.version.step));
            let (title, sections) = (version.title(), laid_out(public));
            let bytes = docx::write(docx::Text { title: &title, said: &said, sections: &sections }, &state.site.origin);
            let bytes = bytes.map_err(|error| PageError::Broken(format!("a record cannot be written: {error}")))?;
            Ok(public_file(docx::MEDIA_TYPE, &name, bytes))
        }
        "txt" => Ok(public_file("text/plain; charset=utf-8", &name, text(public))),
        "json" => Ok(public_file("application/json", &name, Json(public).into_response().into_body())),
        _ => Err(PageError::NotFound),
    }
}
