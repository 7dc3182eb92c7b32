//! The questions of a consultation on paper, for whoever answers by pen or wants to read them all first.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{consultation::Phase, questionnaire::Questionnaire};
use leptos::prelude::*;

use super::{breadcrumbs, contact, languages, moment};
use crate::{
    error::PageError,
    pages::answering::{Opened, Reading},
    parts::{Frame, paper_question, spoken},
    state::AppState,
    visitor::Visitor,
    words::questionnaire::conditions::only_if,
};

/// Shows the page.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(opened): Query<Opened>,
) -> Result<Response, PageError> {
    let consultation = state.store.find_consultation(&slug).await?.ok_or(PageError::NotFound)?;
    let version = state.store.find_current_version(consultation.id).await?.ok_or(PageError::NotFound)?;
    let phase = consultation.phase(state.clock.now());
    let reading = Reading::new(&version.questionnaire, opened.language(), None);
    let title = format!("{}: the questions on paper", consultation.title);
    Ok(Frame::new(&state, &visitor, title).show(|| {
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            <h1 class="govuk-heading-l">{consultation.title.clone()}</h1>
            <p class="govuk-body">{consultation.summary.clone()}</p>
            <p class="govuk-body fm-screen-only">
                "Print this page to answer with a pen, or read all questions before you answer "
                <a class="govuk-link" href=format!("/consultations/{slug}")>"on the site"</a> "."
            </p>
            {match phase {
                Phase::Closed => view! { <p class="govuk-body">"This consultation has closed. It takes no more answers."</p> }.into_any(),
                Phase::Open | Phase::Upcoming => view! {
                    <p class="govuk-body">
                        "Answers have to reach us by " {moment(consultation.closes_at)} ". Ask us at " {contact(&state)}
                        " where to send them. You can leave out any question that does not say otherwise."
                    </p>
                }.into_any(),
            }}
            <p class="govuk-body">
                "How we use what you tell us is said at "
                <a class="govuk-link" href="/privacy">{state.site.address("/privacy")}</a> ". We send it on paper if you ask us."
            </p>
            {languages(&reading.others().collect::<Vec<_>>(), &format!("/consultations/{slug}/paper"), "These questions are also there in ")}
            {pages(&reading.questionnaire)}
            <p class="govuk-body">{format!("Version {} of the questions.", version.number)}</p>
        }
    }))
}

fn pages(all: &Questionnaire) -> impl IntoView + use<> {
    let mut number = 0;
    let mut pages = Vec::new();
    for page in &all.pages {
        let condition = page.shown_when.as_ref().map(|condition| {
            view! { <p class="govuk-hint">{only_if(condition, all)}</p> }
        });
        let mut questions = Vec::new();
        for question in &page.questions {
            let own = question.kind.is_asked().then(|| {
                number += 1;
                number
            });
            questions.push(spoken(question.spoken_in, paper_question(all, question, own)));
        }
        let intro = page.intro.clone().map(|intro| view! { <p class="govuk-body">{intro}</p> });
        pages.push(view! {
            {spoken(page.spoken_in, view! { <h2 class="govuk-heading-m">{page.title.clone()}</h2> })}
            {condition}
            {spoken(page.spoken_in, intro)}
            {questions}
        });
    }
    pages.collect_view()
}
