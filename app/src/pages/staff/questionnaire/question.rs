//! The form for a question: first its kind, then its words and what its kind needs.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    editing::{Edit, Kind},
    fields::Fields,
    question::Question,
    questionnaire::QuestionId,
    vocabulary::Word,
};
use leptos::prelude::*;
use serde::Deserialize;

use super::{
    NotTaken, Room, STATE, added,
    conflict::Now,
    form::{Form, Showing},
    kinds, library,
    read::Sent,
    typed,
};
use crate::{
    error::PageError,
    pages::staff::asking,
    parts::{Frame, SummaryRow},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::Labelled,
};

/// The field that names the kind of a question.
const KIND: &str = "kind";
/// The field that names the page of a new question.
const PAGE: &str = "page";
/// The field that names the question before a new one.
const AFTER: &str = "after";

/// Which form is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    kind: Option<String>,
    page: Option<String>,
    after: Option<String>,
}

/// Where a question stands: where a new one goes, or which one it is.
enum Place {
    New { page: String, after: Option<QuestionId> },
    Known(QuestionId),
}

impl Place {
    fn new(page: String, after: String) -> Self {
        Self::New { page, after: Some(after).filter(|after| !after.is_empty()) }
    }

    fn address(&self, room: &Room) -> String {
        match self {
            Self::New { .. } => room.address("/new-question"),
            Self::Known(question) => room.address(&format!("/questions/{question}")),
        }
    }

    fn hidden(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::New { page, after } => vec![(PAGE, page.clone()), (AFTER, after.clone().unwrap_or_default())],
            Self::Known(_) => Vec::new(),
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::New { .. } => "Add a question",
            Self::Known(_) => "Change a question",
        }
    }

    /// Finds the question that stands there.
    fn question<'a>(&self, room: &'a Room) -> Option<&'a Question> {
        match self {
            Self::New { .. } => None,
            Self::Known(question) => room.questionnaire.question(question),
        }
    }

    /// Says whether it is in the questionnaire.
    fn is_there(&self, room: &Room) -> bool {
        match self {
            Self::New { page, after } => room.questionnaire.page(page).is_some_and(|page| {
                after.as_ref().is_none_or(|after| page.questions.iter().any(|question| question.id == *after))
            }),
            Self::Known(question) => room.questionnaire.question(question).is_some(),
        }
    }

    /// Lists the questions that are asked before it.
    fn earlier<'a>(&self, room: &'a Room) -> Vec<&'a Question> {
        let all = &room.questionnaire;
        match self {
            Self::Known(id) => all.questions().take_while(|question| question.id != *id).collect(),
            Self::New { page, after } => {
                let pages = all.pages.iter().take_while(|known| known.id != *page);
                let here = all.page(page).map_or(&[][..], |page| &page.questions);
                let last = after.as_ref().and_then(|after| here.iter().position(|question| question.id == *after));
                let count = last.map_or(0, |last| last + 1);
                pages.flat_map(|page| &page.questions).chain(&here[..count]).collect()
            }
        }
    }
}

pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let place = Place::new(asked.page.unwrap_or_default(), asked.after.unwrap_or_default());
    if !place.is_there(&room) {
        return Err(PageError::NotFound);
    }
    match asked.kind.as_deref().and_then(Kind::from_word) {
        Some(kind) => Ok(form(&state, &staff, &room, &place, kind).draw(&typed::begun(kind), Showing::Opened)),
        None => Ok(choose_kind(&state, &staff, &room, &place)),
    }
}

pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let place = Place::new(fields.text(PAGE).to_owned(), fields.text(AFTER).to_owned());
    save(&state, &staff, &slug, &place, &fields).await
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, question)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let place = Place::Known(question);
    let question = place.question(&room).ok_or(PageError::NotFound)?;
    let kind = match asked.kind.as_deref() {
        None => Kind::of(&question.kind),
        Some(word) => match Kind::from_word(word) {
            Some(kind) => kind,
            None => return Ok(choose_kind(&state, &staff, &room, &place)),
        },
    };
    let fields = typed::fields(question);
    Ok(form(&state, &staff, &room, &place, kind).draw(&fields, Showing::Opened))
}

pub(super) async fn set(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, question)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    save(&state, &staff, &slug, &Place::Known(question), &fields).await
}

async fn save(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    place: &Place,
    fields: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug).await?;
    let kind = Kind::from_word(fields.text(KIND)).ok_or(PageError::Status(StatusCode::UNPROCESSABLE_ENTITY))?;
    let asked = kinds::questions(kind, &place.earlier(&room));
    let old = place.question(&room);
    let sent = Sent { kind, asked: &asked, fields, old, entropy: &*state.entropy };
    let question = match sent.read() {
        Ok(question) => Box::new(question),
        Err(refusals) => {
            return Ok(form(state, staff, &room, place, kind).draw(fields, Showing::Refused(refusals)));
        }
    };
    let edit = match place {
        Place::New { page, after } => Edit::AddQuestion { page: page.clone(), after: after.clone(), question },
        Place::Known(id) => Edit::SetQuestion { question: Box::new(Question { id: id.clone(), ..*question }) },
    };
    match room.take(state, staff, fields.text(STATE), &edit).await {
        Ok(new) => {
            let id = added(&room.questionnaire, &new)
                .map(|question| question.id.clone())
                .or_else(|| old.map(|old| old.id.clone()));
            let anchor = id.map(|id| format!("#question-{id}")).unwrap_or_default();
            Ok(Redirect::to(&room.address(&anchor)).into_response())
        }
        Err(NotTaken::Failed(error)) => Err(error),
        Err(_) => {
            let room = Room::enter(state, staff, slug).await?;
            let now = place.question(&room).map(now).unwrap_or_default();
            let now = if place.is_there(&room) { Now::There(now) } else { Now::Gone };
            Ok(form(state, staff, &room, place, kind).draw(fields, Showing::Changed(now)))
        }
    }
}

/// Says how a question reads now, for whoever changed it at the same time as somebody else.
fn now(question: &Question) -> Vec<SummaryRow> {
    let options = question.kind.options().iter().map(|option| option.label.clone()).collect::<Vec<_>>();
    let mut rows = vec![
        SummaryRow::said("Question", vec![question.text.clone()]),
        SummaryRow::said("Help below it", question.hint.iter().cloned().collect()),
        SummaryRow::said("How it is asked", vec![Kind::of(&question.kind).label().to_owned()]),
    ];
    rows.extend((!options.is_empty()).then(|| SummaryRow::said("What can be chosen", options)));
    rows
}

/// Asks how a question is asked, which decides what its form asks.
fn choose_kind(state: &AppState, staff: &Staff, room: &Room, place: &Place) -> Response {
    let asked = [asking::choice(KIND, "How is it asked?", asking::all::<Kind>())];
    let chosen = place.question(room).map(|question| Kind::of(&question.kind).word());
    let fields = Fields::new(chosen.map(|word| (KIND, word)));
    let hidden = place.hidden().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    Frame::new(state, &staff.visitor, place.title()).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Questionnaire"</a>
            <h1 class="govuk-heading-l">{place.title()}</h1>
            <form method="get" action=place.address(room)>
                {hidden.collect_view()}
                {asking::draw(&asked, &fields, &[])}
                <button class="govuk-button" type="submit">"Continue"</button>
            </form>
        }
    })
}

fn form<'a>(state: &'a AppState, staff: &'a Staff, room: &'a Room, place: &Place, kind: Kind) -> Form<'a> {
    let mut hidden = place.hidden();
    hidden.push((KIND, kind.word().to_owned()));
    let query = match place {
        Place::New { page, after } => format!("?page={page}&after={}", after.as_deref().unwrap_or_default()),
        Place::Known(_) => "?kind=other".to_owned(),
    };
    let another = format!("{}{query}", place.address(room));
    let keep = matches!(place, Place::Known(_)).then(|| library::save::link(format!("{}/save", place.address(room))));
    let intro = view! {
        <p class="govuk-body">
            {kind.label()} ". " <a class="govuk-link" href=another>"Ask it in another way"</a>
        </p>
        {keep}
    };
    Form {
        state,
        staff,
        room,
        title: place.title().to_owned(),
        intro: vec![intro.into_any()],
        action: place.address(room),
        hidden,
        questions: kinds::questions(kind, &place.earlier(room)),
        more: None,
    }
}
