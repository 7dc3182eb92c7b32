//! Bringing in a whole questionnaire from a file: choosing it, reading what came of it, and using it in one step.
//!
//! Nothing is stored until it is used. The page that shows what was read carries it along as our own document.

mod shown;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{
    editing::{Edit, Names},
    questionnaire::Questionnaire,
};
use exchange::{Format, Imported, NotRead, Note, Place, Reason};
use leptos::prelude::*;

use super::{Room, STATE, conflict};
use crate::{
    error::PageError,
    pages::staff::file_form::{errors, file_form, posted_file},
    parts::{ErrorSummary, Frame},
    posted::{FILE_BODY_LIMIT, PostedFile},
    reading::read_file,
    state::AppState,
    visitor::Staff,
    words,
};

/// The field with the document that was made of it.
const DOCUMENT: &str = "document";

/// Makes the addresses of bringing in.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/staff/consultations/{slug}/questionnaire/bring-in",
            get(choose).post(read).layer(DefaultBodyLimit::max(FILE_BODY_LIMIT)),
        )
        .route("/staff/consultations/{slug}/questionnaire/bring-in/use", post(take))
}

async fn choose(State(state): State<AppState>, staff: Staff, Path(slug): Path<String>) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    Ok(form(&state, &staff, &room, None))
}

async fn read(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let bytes = posted_file(request, &state).await;
    let imported = match read_file(move || exchange::read(&bytes)).await? {
        Ok(imported) => named(&state, &room, imported).await?,
        Err(wrong) => return Ok(form(&state, &staff, &room, Some(wrong))),
    };
    let document = document(&imported.title, &imported.questionnaire)?;
    if document.len() > exchange::MOST_BYTES {
        return Ok(form(&state, &staff, &room, Some(NotRead::TooLarge)));
    }
    Ok(shown::draw(&state, &staff, &room, &imported, document))
}

/// Gives questions names of their own that have a published one's by chance, and tells of it in the report.
async fn named(state: &AppState, room: &Room, imported: Imported) -> Result<Imported, PageError> {
    let from = if imported.format == Format::Own { Names::Ours } else { Names::Others };
    let (questionnaire, renamed) = room.told_apart(state, &imported.questionnaire, from).await?;
    let mut report = imported.report;
    for each in renamed {
        report.iter_mut().filter(|note| note.place.question.as_ref() == Some(&each.from)).for_each(|note| {
            note.place.question = Some(each.to.clone());
        });
        let place = Place { code: each.from.clone(), question: Some(each.to) };
        report.push(Note { place, reason: Reason::Renamed { from: each.from } });
    }
    Ok(Imported { questionnaire, report, ..imported })
}

fn document(title: &str, questionnaire: &Questionnaire) -> Result<String, PageError> {
    let written = exchange::write(title, questionnaire);
    written.map_err(|error| PageError::Broken(format!("a questionnaire cannot be written: {error}")))
}

async fn take(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    PostedFile(fields): PostedFile,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let document = fields.text(DOCUMENT).as_bytes().to_vec();
    let imported = match read_file(move || exchange::read(&document)).await? {
        Ok(imported) => named(&state, &room, imported).await?,
        Err(wrong) => return Ok(form(&state, &staff, &room, Some(wrong))),
    };
    let replace = Edit::Replace { title: imported.title, questionnaire: Box::new(imported.questionnaire) };
    match room.take(&state, &staff, fields.text(STATE), &replace).await {
        Ok(_) => Ok(Redirect::to(&room.address("")).into_response()),
        Err(why) => conflict::not_taken(why, &state, &staff, &slug).await,
    }
}

/// Draws the form for the file, perhaps with why the one that was sent is not read.
fn form(state: &AppState, staff: &Staff, room: &Room, wrong: Option<NotRead>) -> Response {
    let title = format!("Bring in a questionnaire for {}", room.consultation.title);
    let message = wrong.as_ref().map(words::exchange::not_read);
    let status = if message.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let errors = errors(message.as_ref());
    Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Questionnaire"</a>
            <ErrorSummary errors=errors/>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">"The file is read and shown to you first, with all that could not be brought over. Nothing is changed until you say so."</p>
            <ul class="govuk-list govuk-list--bullet">
                {words::exchange::FORMATS.map(|format| view! { <li>{format}</li> }).collect_view()}
            </ul>
            {file_form(room.address("/bring-in"), "At most 5 MB", message)}
        }
    })
}
