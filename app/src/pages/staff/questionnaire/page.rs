//! The form for a page: its heading and the paragraph under it.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{editing::Edit, fields::Fields, question::Question, questionnaire::Page, refusal::Refusal};
use serde::Deserialize;

use super::{
    NotTaken, Room, STATE,
    conflict::Now,
    form::{Form, Showing},
    library,
};
use crate::{
    error::PageError,
    pages::staff::asking::{Asks, Told, line, lines},
    parts::SummaryRow,
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const TITLE_LIMIT: usize = 120;
const INTRO_LIMIT: usize = 2_000;
/// The field that names the page before a new one.
const AFTER: &str = "after";

/// Where a new page goes.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Place {
    after: Option<String>,
}

/// What a page says.
struct Words {
    title: String,
    intro: Option<String>,
}

pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Query(place): Query<Place>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    Ok(new_form(&state, &staff, &room, place.after.unwrap_or_default()).draw(&Fields::default(), Showing::Opened))
}

pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let after = fields.text(AFTER).to_owned();
    let Words { title, intro } = match read(&fields) {
        Ok(words) => words,
        Err(refusals) => {
            return Ok(new_form(&state, &staff, &room, after).draw(&fields, Showing::Refused(refusals)));
        }
    };
    let add = Edit::AddPage { after: Some(after.clone()).filter(|after| !after.is_empty()), title, intro };
    match room.take(&state, &staff, fields.text(STATE), &add).await {
        Ok(new) => {
            let new = new.pages.iter().find(|page| room.questionnaire.page(&page.id).is_none());
            let anchor = new.map(|page| format!("#page-{}", page.id)).unwrap_or_default();
            Ok(Redirect::to(&room.address(&anchor)).into_response())
        }
        Err(NotTaken::Failed(error)) => Err(error),
        Err(_) => {
            let room = Room::enter(&state, &staff, &slug).await?;
            let is_there = after.is_empty() || room.questionnaire.page(&after).is_some();
            let now = if is_there { Now::There(Vec::new()) } else { Now::Gone };
            Ok(new_form(&state, &staff, &room, after).draw(&fields, Showing::Changed(now)))
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, page)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let Page { title, intro, .. } = room.questionnaire.page(&page).ok_or(PageError::NotFound)?;
    let fields = Fields::new([("title", title.as_str()), ("intro", intro.as_deref().unwrap_or_default())]);
    Ok(form(&state, &staff, &room, &page).draw(&fields, Showing::Opened))
}

pub(super) async fn set(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, page)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let Words { title, intro } = match read(&fields) {
        Ok(words) => words,
        Err(refusals) => return Ok(form(&state, &staff, &room, &page).draw(&fields, Showing::Refused(refusals))),
    };
    let shown_when = room.questionnaire.page(&page).and_then(|page| page.shown_when.clone());
    let set = Edit::SetPage { page: page.clone(), title, intro, shown_when };
    match room.take(&state, &staff, fields.text(STATE), &set).await {
        Ok(_) => Ok(Redirect::to(&room.address(&format!("#page-{page}"))).into_response()),
        Err(NotTaken::Failed(error)) => Err(error),
        Err(_) => {
            let room = Room::enter(&state, &staff, &slug).await?;
            let now = room.questionnaire.page(&page).map_or(Now::Gone, |page| Now::There(now(page)));
            Ok(form(&state, &staff, &room, &page).draw(&fields, Showing::Changed(now)))
        }
    }
}

fn now(page: &Page) -> Vec<SummaryRow> {
    vec![
        SummaryRow::said("Heading", vec![page.title.clone()]),
        SummaryRow::said("Paragraph under the heading", page.intro.iter().cloned().collect()),
    ]
}

fn questions() -> Vec<Question> {
    vec![line("title", "Heading", TITLE_LIMIT), lines("intro", "Paragraph under the heading", INTRO_LIMIT).optional()]
}

fn read(fields: &Fields) -> Result<Words, Vec<Refusal>> {
    let questions = questions();
    let told = Told::new(&questions, fields);
    let words = Words { title: told.needed_words("title"), intro: told.words("intro") };
    let refusals = told.refusals(&questions);
    if refusals.is_empty() { Ok(words) } else { Err(refusals) }
}

fn new_form<'a>(state: &'a AppState, staff: &'a Staff, room: &'a Room, after: String) -> Form<'a> {
    let (title, action) = ("Add a page".to_owned(), room.address("/new-page"));
    Form {
        state,
        staff,
        room,
        title,
        intro: Vec::new(),
        action,
        hidden: vec![(AFTER, after)],
        questions: questions(),
        more: None,
    }
}

fn form<'a>(state: &'a AppState, staff: &'a Staff, room: &'a Room, page: &str) -> Form<'a> {
    let (title, action) = ("Change a page".to_owned(), room.address(&format!("/pages/{page}")));
    let intro = vec![library::save::link(format!("{action}/save"))];
    Form { state, staff, room, title, intro, action, hidden: Vec::new(), questions: questions(), more: None }
}
