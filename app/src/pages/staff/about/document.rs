//! The form of one document that people can read before they answer.
//!
//! A document is known by its place in the list; a form that was drawn from another list is told so before anything is stored.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{fields::Fields, particulars::LinkedDocument, question::Question, refusal::Refusal};
use leptos::prelude::*;

use super::{
    NotStored, Room, STATE, Written,
    form::{Form, Showing},
    summary,
    written::{self, ADDRESS_HINT},
};
use crate::{
    error::PageError,
    pages::staff::asking::{Asks, Told, line},
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const TITLE_LIMIT: usize = 200;
const ADDRESS_LIMIT: usize = 500;
/// The field of the button that removes a document, and what it says.
const STEP: &str = "step";
const REMOVE: &str = "remove";

pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    Ok(new_form(&state, &staff, &room).draw(&Fields::default(), Showing::Opened))
}

pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let mut written = room.begin();
    match read(&fields) {
        Ok(document) => written.particulars.documents.push(document),
        Err(refusals) => return Ok(new_form(&state, &staff, &room).draw(&fields, Showing::Refused(refusals))),
    }
    match room.set(&state, &staff, fields.text(STATE), written).await {
        Ok(()) => Ok(to_list(&room)),
        Err(NotStored::Failed(error)) => Err(error),
        Err(NotStored::Changed) => {
            let room = Room::enter(&state, &staff, &slug).await?;
            Ok(new_form(&state, &staff, &room).draw(&fields, Showing::Changed(Vec::new())))
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, usize)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let LinkedDocument { title, address } = at(&room, number).ok_or(PageError::NotFound)?;
    let fields = Fields::new([("title", title), ("address", address)]);
    Ok(form(&state, &staff, &room, number).draw(&fields, Showing::Opened))
}

pub(super) async fn set(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, usize)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let written = match rewrite(&room, number, &fields) {
        Ok(written) => written,
        Err(refusals) => return Ok(form(&state, &staff, &room, number).draw(&fields, Showing::Refused(refusals))),
    };
    match room.set(&state, &staff, fields.text(STATE), written).await {
        Ok(()) => Ok(to_list(&room)),
        Err(NotStored::Failed(error)) => Err(error),
        Err(NotStored::Changed) => {
            let room = Room::enter(&state, &staff, &slug).await?;
            let rows = |document: LinkedDocument| vec![summary::linked("Document", &document)];
            // A document that is not there any more is written as a new one.
            Ok(match at(&room, number) {
                Some(document) => form(&state, &staff, &room, number).draw(&fields, Showing::Changed(rows(document))),
                None => new_form(&state, &staff, &room).draw(&fields, Showing::Changed(Vec::new())),
            })
        }
    }
}

/// Changes or removes a document; the list stays where it has none with this number, because then it is another list.
fn rewrite(room: &Room, number: usize, fields: &Fields) -> Result<Written, Vec<Refusal>> {
    let mut written = room.begin();
    let documents = &mut written.particulars.documents;
    let place = number.wrapping_sub(1);
    if fields.has(STEP, REMOVE) {
        if place < documents.len() {
            documents.remove(place);
        }
    } else {
        let document = read(fields)?;
        if let Some(there) = documents.get_mut(place) {
            *there = document;
        }
    }
    Ok(written)
}

fn at(room: &Room, number: usize) -> Option<LinkedDocument> {
    room.stored.particulars.documents.get(number.checked_sub(1)?).cloned()
}

fn questions() -> Vec<Question> {
    vec![line("title", "Title", TITLE_LIMIT), line("address", "Where is it?", ADDRESS_LIMIT).hint(ADDRESS_HINT)]
}

fn read(fields: &Fields) -> Result<LinkedDocument, Vec<Refusal>> {
    let questions = questions();
    let mut told = Told::new(&questions, fields);
    let document = written::document(&mut told, "title", "address");
    let refusals = told.refusals(&questions);
    document.filter(|_| refusals.is_empty()).ok_or(refusals)
}

fn to_list(room: &Room) -> Response {
    Redirect::to(&room.address("#documents")).into_response()
}

fn new_form<'a>(state: &'a AppState, staff: &'a Staff, room: &'a Room) -> Form<'a> {
    let (title, action) = ("Add a document".to_owned(), room.address("/new-document"));
    Form {
        state,
        staff,
        room,
        title,
        intro: Vec::new(),
        action,
        hidden: Vec::new(),
        questions: questions(),
        more: None,
    }
}

fn form<'a>(state: &'a AppState, staff: &'a Staff, room: &'a Room, number: usize) -> Form<'a> {
    let (title, action) = ("Change a document".to_owned(), room.address(&format!("/documents/{number}")));
    let remove = view! {
        <button class="govuk-button govuk-button--secondary" type="submit" name=STEP value=REMOVE>"Remove this document"</button>
    };
    let more = Some(remove.into_any());
    Form { state, staff, room, title, intro: Vec::new(), action, hidden: Vec::new(), questions: questions(), more }
}
