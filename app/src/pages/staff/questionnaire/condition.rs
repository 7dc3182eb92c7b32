//! When a page or a question is shown: first the earlier question that decides, then the answers to it.

mod decides;

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{editing::Edit, fields::Fields, question::Question, questionnaire::Page, routing::Condition};
use leptos::prelude::*;
use serde::Deserialize;

use self::decides::Decides;
use super::{
    NotTaken, Room, STATE, conflict,
    conflict::Now,
    form::{Form, Showing},
};
use crate::{
    error::PageError,
    pages::staff::asking::{self, choice, option},
    parts::{Frame, SummaryRow},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::questionnaire::conditions::sentence,
};

/// The field that names the question that decides.
const ON: &str = "on";

/// The question that was chosen in the first form.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Chosen {
    on: Option<String>,
}

/// What is shown or not.
enum Target {
    Page(String),
    Question(String),
}

impl Target {
    fn address(&self, room: &Room, rest: &str) -> String {
        match self {
            Self::Page(page) => room.address(&format!("/pages/{page}{rest}")),
            Self::Question(question) => room.address(&format!("/questions/{question}{rest}")),
        }
    }

    fn anchor(&self, room: &Room) -> String {
        match self {
            Self::Page(page) => room.address(&format!("#page-{page}")),
            Self::Question(question) => room.address(&format!("#question-{question}")),
        }
    }

    /// Gives its words and its condition, if it is there.
    fn find<'a>(&self, room: &'a Room) -> Option<(&'a str, Option<&'a Condition>)> {
        match self {
            Self::Page(page) => {
                room.questionnaire.page(page).map(|page| (page.title.as_str(), page.shown_when.as_ref()))
            }
            Self::Question(question) => {
                let question = room.questionnaire.question(question);
                question.map(|question| (question.text.as_str(), question.shown_when.as_ref()))
            }
        }
    }

    /// Lists the questions before it that can decide.
    fn deciding<'a>(&self, room: &'a Room) -> Vec<&'a Question> {
        let pages = &room.questionnaire.pages;
        let before: Vec<&Question> = match self {
            Self::Page(id) => pages.iter().take_while(|page| page.id != *id).flat_map(|page| &page.questions).collect(),
            Self::Question(id) => room.questionnaire.questions().take_while(|question| question.id != *id).collect(),
        };
        before.into_iter().filter(|question| Decides::of(room, question).is_some()).collect()
    }

    /// Makes the step that sets its condition.
    fn edit(&self, room: &Room, shown_when: Option<Condition>) -> Option<Edit> {
        match self {
            Self::Page(id) => {
                let Page { title, intro, .. } = room.questionnaire.page(id)?.clone();
                Some(Edit::SetPage { page: id.clone(), title, intro, shown_when })
            }
            Self::Question(id) => {
                let question = room.questionnaire.question(id)?.clone();
                Some(Edit::SetQuestion { question: Box::new(Question { shown_when, ..question }) })
            }
        }
    }
}

pub(super) async fn of_page(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, page)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, PageError> {
    show(&state, &staff, &slug, &Target::Page(page), chosen).await
}

pub(super) async fn of_question(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, question)): Path<(String, String)>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, PageError> {
    show(&state, &staff, &slug, &Target::Question(question), chosen).await
}

pub(super) async fn set_page(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, page)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    set(&state, &staff, &slug, &Target::Page(page), &fields).await
}

pub(super) async fn set_question(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, question)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    set(&state, &staff, &slug, &Target::Question(question), &fields).await
}

/// Shows the first form, or the second for the question that was chosen in it.
async fn show(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    target: &Target,
    chosen: Chosen,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug).await?;
    target.find(&room).ok_or(PageError::NotFound)?;
    match chosen.on.filter(|on| !on.is_empty()) {
        None => Ok(choose(state, staff, &room, target)),
        Some(on) => {
            let form = form(state, staff, &room, target, &on).ok_or(PageError::NotFound)?;
            Ok(form.draw(&Fields::default(), Showing::Opened))
        }
    }
}

async fn set(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    target: &Target,
    fields: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug).await?;
    let on = fields.text(ON);
    let shown_when = match read(&room, target, on, fields) {
        Ok(shown_when) => shown_when,
        Err(showing) => return draw_again(state, staff, &room, target, fields, showing).await,
    };
    let Some(edit) = target.edit(&room, shown_when) else {
        return draw_again(state, staff, &room, target, fields, Showing::Changed(Now::Gone)).await;
    };
    match room.take(state, staff, fields.text(STATE), &edit).await {
        Ok(_) => Ok(Redirect::to(&target.anchor(&room)).into_response()),
        Err(NotTaken::Failed(error)) => Err(error),
        Err(_) => {
            let now = Room::enter(state, staff, slug).await?;
            let stands = |(_, condition)| vec![SummaryRow::new("When it is shown", stands(&now, condition))];
            let showing = target.find(&now).map_or(Now::Gone, |found| Now::There(stands(found)));
            draw_again(state, staff, &now, target, fields, Showing::Changed(showing)).await
        }
    }
}

/// Reads what was sent: always, or a condition.
fn read(room: &Room, target: &Target, on: &str, fields: &Fields) -> Result<Option<Condition>, Showing> {
    if on.is_empty() {
        return Ok(None);
    }
    let gone = || Showing::Changed(Now::Gone);
    let (_, old) = target.find(room).ok_or_else(gone)?;
    let deciding = target.deciding(room).into_iter().find(|question| question.id == on).ok_or_else(gone)?;
    let decides = Decides::of(room, deciding).ok_or_else(gone)?;
    decides.read(on, old, fields).map(Some).map_err(Showing::Refused)
}

/// Draws the second form with what was typed; where what decides is gone, tells that the questionnaire has changed.
async fn draw_again(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    target: &Target,
    fields: &Fields,
    showing: Showing,
) -> Result<Response, PageError> {
    match form(state, staff, room, target, fields.text(ON)) {
        Some(form) => Ok(form.draw(fields, showing)),
        None => conflict::step(state, staff, &room.consultation.slug).await,
    }
}

/// Says when something is shown.
fn stands(room: &Room, condition: Option<&Condition>) -> String {
    condition.map_or_else(|| "Always shown".to_owned(), |condition| sentence(condition, &room.questionnaire))
}

/// Draws the first form: which question decides.
fn choose(state: &AppState, staff: &Staff, room: &Room, target: &Target) -> Response {
    let (title, condition) = target.find(room).unwrap_or_default();
    let deciding = target.deciding(room);
    let options = deciding.iter().map(|question| option(&question.id, &question.text)).collect();
    let asked = [choice(ON, "The answer to which question decides?", options)];
    let heading = format!("When is ‘{title}’ shown?");
    let stands = stands(room, condition);
    let always = condition.is_some().then(|| {
        view! {
            <form method="post" action=target.address(room, "/condition") novalidate>
                <input type="hidden" name=STATE value=room.state()/>
                <input type="hidden" name=ON value=""/>
                <button class="govuk-button govuk-button--secondary" type="submit">"Show it always"</button>
            </form>
        }
    });
    let form = if deciding.is_empty() {
        view! { <p class="govuk-body">"No question before it can decide. Move it below one that asks for a choice or a number."</p> }
            .into_any()
    } else {
        view! {
            <form method="get" action=target.address(room, "/condition")>
                {asking::draw(&asked, &Fields::default(), &[])}
                <button class="govuk-button" type="submit">"Continue"</button>
            </form>
        }
        .into_any()
    };
    Frame::new(state, &staff.visitor, heading.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Questionnaire"</a>
            <h1 class="govuk-heading-l">{heading}</h1>
            <p class="govuk-body">{stands} "."</p>
            {always}
            {form}
        }
    })
}

/// Makes the second form: what answers to a question decide; none, where that question does not stand before.
fn form<'a>(state: &'a AppState, staff: &'a Staff, room: &'a Room, target: &Target, on: &str) -> Option<Form<'a>> {
    let (title, old) = target.find(room)?;
    let deciding = target.deciding(room).into_iter().find(|question| question.id == on)?;
    let questions = Decides::of(room, deciding)?.questions(old);
    let stands = stands(room, old);
    let intro = view! {
        <p class="govuk-body">{stands} "."</p>
        <h2 class="govuk-heading-m">{format!("By the answer to ‘{}’", deciding.text)}</h2>
    };
    Some(Form {
        state,
        staff,
        room,
        title: format!("When is ‘{title}’ shown?"),
        intro: vec![intro.into_any()],
        action: target.address(room, "/condition"),
        hidden: vec![(ON, on.to_owned())],
        questions,
        more: None,
    })
}
