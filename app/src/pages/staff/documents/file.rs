//! Giving a document a file: chosen, inspected, and kept until it is published or another takes its place.
//!
//! The file is asked for alone, so that nothing that was typed is lost with one that is not taken.

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    document::{DocumentFault, DocumentVersion, Finding, MOST_BYTES, next_number},
    permission::Action,
    question::files::size_words,
};
use leptos::prelude::*;
use store::StoreError;

use super::{CHANGED, Room};
use crate::{
    documents::{Inspected, inspect},
    error::PageError,
    pages::staff::{
        file_form::{errors, file_field, posted_chosen},
        form::{self, STATE},
    },
    parts::{ErrorSummary, Frame},
    posted::Posted,
    scanning::Verdict,
    state::AppState,
    visitor::Staff,
    words::documents as words,
};

/// What is said of viruses where something looks for them.
const LOOKS: &str = "The file is looked through for viruses.";
/// What is said of them where nothing does.
const LOOKS_NOT: &str = "Folkmoot does not look for viruses here: check the file before you choose it.";

/// Why a file was not kept.
enum Refused {
    Fault(DocumentFault),
    Changed,
}

/// Shows the form.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = open(&state, &staff, &slug).await?;
    Ok(draw((&state, &staff), &room, room.stored.revision, None))
}

/// Enters the room of a document that can be given a file.
async fn open(state: &AppState, staff: &Staff, slug: &str) -> Result<Room, PageError> {
    let room = Room::enter(state, staff, slug, Action::WriteMinutes).await?;
    if room.stored.status.takes_versions() { Ok(room) } else { Err(PageError::Status(StatusCode::CONFLICT)) }
}

/// Adds a file, in the place of one that waits.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    let room = open(&state, &staff, &slug).await?;
    let (fields, chosen) = posted_chosen(request, &state).await;
    let seen = form::seen(&fields);
    let refused = |room: &Room, why| Ok(draw((&state, &staff), room, seen, Some(why)));
    let Some(chosen) = chosen else { return refused(&room, Refused::Fault(DocumentFault::Missing)) };
    // As it came: what is taken out of it may be what tells a virus.
    let as_it_came = chosen.bytes.clone();
    let inspected = match inspect(chosen.name.clone(), chosen.bytes).await? {
        Ok(inspected) => inspected,
        Err(fault) => return refused(&room, Refused::Fault(fault)),
    };
    let verdict = state.scanner.look(&as_it_came).await;
    match verdict {
        Verdict::NotScanned | Verdict::Clean => {}
        Verdict::Infected => return refused(&room, Refused::Fault(DocumentFault::Infected)),
        Verdict::TooLarge => return refused(&room, Refused::Fault(DocumentFault::Unscannable)),
        Verdict::Away => return refused(&room, Refused::Fault(DocumentFault::Unscanned)),
    }
    let stamp = staff.stamp(&state);
    let Inspected { format, bytes, sha256, mut findings, text } = inspected;
    findings.extend((verdict == Verdict::Clean).then_some(Finding::Scanned));
    let version = DocumentVersion {
        number: next_number(&room.versions()),
        file_name: format.name(&chosen.name),
        format,
        size: bytes.len() as u64,
        sha256: sha256.clone(),
        findings,
        note: room.waiting().map(|version| version.note).unwrap_or_default(),
        added_at: stamp.at,
        published_at: None,
    };
    state.store.add_file(&state.files, (sha256, bytes), stamp.at).await?;
    let id = room.document().id;
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.add_document_version((id, seen), &version, &text, stamp).await })
    });
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, document = slug, "somebody added the file of a document");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = open(&state, &staff, &slug).await?;
            let seen = room.stored.revision;
            Ok(draw((&state, &staff), &room, seen, Some(Refused::Changed)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes the file that waits to be published.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = open(&state, &staff, &slug).await?;
    let (id, seen) = (room.document().id, form::seen(&fields));
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.remove_document_version(id, seen).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, document = slug, "somebody removed a file that was not published");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = open(&state, &staff, &slug).await?;
            let seen = room.stored.revision;
            Ok(draw((&state, &staff), &room, seen, Some(Refused::Changed)))
        }
        Err(error) => Err(error.into()),
    }
}

fn draw((state, staff): (&AppState, &Staff), room: &Room, seen: i64, refused: Option<Refused>) -> Response {
    let (status, message, is_changed) = match refused {
        None => (StatusCode::OK, None, false),
        Some(Refused::Fault(fault)) => (StatusCode::UNPROCESSABLE_ENTITY, Some(words::fault(fault)), false),
        Some(Refused::Changed) => (StatusCode::CONFLICT, None, true),
    };
    let title = match (room.waiting(), room.current()) {
        (Some(_), _) => "Choose another file",
        (None, Some(_)) => "Add a new version",
        (None, None) => "Add the file",
    };
    let hint = format!("{}. Up to {}.", words::formats(), size_words(MOST_BYTES));
    let summary = errors(message.as_ref());
    Frame::new(state, &staff.visitor, title).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"The document"</a>
            <ErrorSummary errors=summary/>
            <span class="govuk-caption-l">{room.document().title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {is_changed.then(|| view! {
                <p class="govuk-inset-text" role="alert">{CHANGED} " Nothing was done. See what stands there now, and choose the file again if it still holds."</p>
            })}
            <p class="govuk-body">
                "Nobody outside sees the file until you publish it. What a file says of its author is removed where that can be done safely, and you see what was found in it. "
                {if state.scanner.is_there() { LOOKS } else { LOOKS_NOT }}
            </p>
            <form method="post" action=room.address("/file") enctype="multipart/form-data" novalidate>
                <input type="hidden" name=STATE value=seen.to_string()/>
                {file_field(hint, message)}
                <button class="govuk-button" type="submit">"Add the file"</button>
            </form>
        }
    })
}
