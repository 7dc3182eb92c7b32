//! The pages as people will see them, drawn from what is written; nothing that is typed there goes anywhere.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    answer::{Answer, Answers, Chosen},
    fields::Fields,
    language::Language,
    question::{Question, QuestionKind},
    questionnaire::{Page, Questionnaire},
};
use leptos::prelude::*;

use super::{Room, uses};
use crate::{
    error::PageError,
    pages::answering::{Opened, address_in},
    parts::{Asked, Frame, question_field, scripts, spoken},
    state::AppState,
    visitor::Staff,
    words::questionnaire::conditions::sentence,
};

/// Leads to the first page.
pub(super) async fn begin(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let first = room.questionnaire.pages.first().ok_or(PageError::NotFound)?;
    Ok(Redirect::to(&room.address(&format!("/preview/{}", first.id))).into_response())
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, page)): Path<(String, String)>,
    Query(opened): Query<Opened>,
) -> Result<Response, PageError> {
    let mut room = Room::enter(&state, &staff, &slug).await?;
    let language = opened.language();
    if let Some(language) = language {
        room.questionnaire = room.questionnaire.spoken(language);
    }
    let pages = &room.questionnaire.pages;
    let place = pages.iter().position(|known| known.id == page).ok_or(PageError::NotFound)?;
    let Page { title, intro, shown_when, questions, spoken_in, .. } = &pages[place];
    let next = pages.get(place + 1).map(|next| way(&room, (next, language), "Next page: "));
    let before = place.checked_sub(1).map(|before| way(&room, (&pages[before], language), "Page before: "));
    let marks_optional = questions.iter().any(|question| question.required);
    let all = &room.questionnaire;
    let note = shown_when.as_ref().map(|condition| {
        view! { <p class="govuk-body">"Not everybody sees this page. " {sentence(condition, all)}"."</p> }
    });
    let frame = Frame::new(&state, &staff.visitor, format!("Preview: {title}")).scripts(scripts(questions));
    Ok(frame.show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Questionnaire"</a>
            <div class="govuk-inset-text"><strong>"Preview: nothing is stored."</strong> {note}</div>
            <p class="fm-progress">{format!("Page {} of {}", place + 1, pages.len())}</p>
            {spoken(*spoken_in, view! {
                <h1 class="govuk-heading-l">{title.clone()}</h1>
                {intro.clone().map(|intro| view! { <p class="govuk-body">{intro}</p> })}
            })}
            {questions.iter().map(|question| spoken(question.spoken_in, shown(&room, question, marks_optional))).collect_view()}
            <ul class="govuk-list">{before}{next}</ul>
        }
    }))
}

fn way(room: &Room, (page, language): (&Page, Option<Language>), words: &'static str) -> impl IntoView + use<> {
    let address = room.address(&format!("/preview/{}", page.id));
    let address = language.map_or_else(|| address.clone(), |language| address_in(&address, language));
    let title = page.title.clone();
    view! { <li><a class="govuk-link" href=address>{words} {title}</a></li> }
}

/// Draws a question as whoever is offered all of it sees it, and says above it who else does not see it.
fn shown(room: &Room, question: &Question, marks_optional: bool) -> AnyView {
    let all = &room.questionnaire;
    let offered = all.offered(question, &chosen(all, question));
    let fields = Fields::default();
    let asked = Asked { question: &offered, fields: &fields, refusals: &[], marks_optional, places: 1 };
    let note = question.shown_when.as_ref().map(|condition| {
        view! { <p class="govuk-hint">{sentence(condition, all)}"."</p> }
    });
    let used_for = uses::lines(room, question).into_iter();
    let used_for = used_for.map(|line| view! { <p class="govuk-hint">{line}"."</p> }).collect_view();
    view! { {note} {used_for} {question_field(asked)} }.into_any()
}

/// Gives the answers of somebody who has chosen all that a ranking can take its options from.
fn chosen(all: &Questionnaire, question: &Question) -> Answers {
    let source = question.kind.options_from().and_then(|source| all.question(source));
    let everything = |source: &Question| {
        let chosen = |id: &String| Chosen { option: id.clone(), words: None };
        Answer::Choices(source.kind.options().iter().map(|option| chosen(&option.id)).collect())
    };
    let asked = source.filter(|source| matches!(source.kind, QuestionKind::MultipleChoice(_)));
    asked.map(|source| (source.id.clone(), everything(source))).into_iter().collect()
}
