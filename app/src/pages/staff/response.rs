//! One response: every question of the version that it answers, in order, with the answer or why there is none.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    answer::{Answers, Outcome},
    permission::Action,
    question::Question,
    questionnaire::{self, Questionnaire},
    reference,
};
use leptos::prelude::*;
use store::StoredResponse;

use super::labels::Labels;
use crate::{
    error::PageError,
    parts::{Frame, SummaryRow, summary_list},
    state::AppState,
    visitor::Staff,
    words::{
        BLANK, dates,
        staff::{APART, NOT_RECORDED, SKIPPED},
    },
};

/// Shows the response with a reference.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(typed): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let reference = reference::parse(&typed).ok_or(PageError::NotFound)?;
    let stored = state.store.find_response(&reference).await?.ok_or(PageError::NotFound)?;
    let version = state.store.find_version(stored.response.version).await?;
    let version = version.ok_or_else(|| PageError::Broken("a response has no version".to_owned()))?;
    let consultations = state.store.list_consultations().await?;
    let consultation = consultations.into_iter().find(|each| each.id == stored.response.consultation);
    let consultation = consultation.ok_or_else(|| PageError::Broken("a response has no consultation".to_owned()))?;
    let title = format!("Response {reference}");
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(move || {
        let back = format!("/staff/consultations/{}/responses", consultation.slug);
        view! {
            <a class="govuk-back-link" href=back>"Responses to " {consultation.title}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {summary(&stored, version.number, &Labels::new(&version.questionnaire))}
            {pages(&version.questionnaire, &stored)}
        }
    }))
}

fn summary(stored: &StoredResponse, version: i64, labels: &Labels) -> impl IntoView + use<> {
    let response = &stored.response;
    let rows = [
        // The day alone: with the minute, somebody who saw a person answer could find the response.
        ("Submitted", response.submitted_at.map(dates::day_of).unwrap_or_default()),
        ("Who they say they are", labels.segment(response.segment.as_deref())),
        ("Council area", labels.area(response.area.as_deref())),
        ("Version of the questions", version.to_string()),
    ];
    summary_list(rows.map(|(key, value)| SummaryRow::new(key, value)))
}

fn pages(questionnaire: &Questionnaire, stored: &StoredResponse) -> impl IntoView + use<> {
    let answered = |(id, outcome): (&String, &Outcome)| Some((id.clone(), outcome.answer()?.clone()));
    let answers: Answers = stored.outcomes.iter().filter_map(answered).collect();
    questionnaire.pages.iter().map(|page| draw_page(questionnaire, page, stored, &answers)).collect_view()
}

fn draw_page(
    questionnaire: &Questionnaire,
    page: &questionnaire::Page,
    stored: &StoredResponse,
    answers: &Answers,
) -> impl IntoView + use<> {
    let asked = page.questions.iter().filter(|question| question.kind.is_asked());
    let rows: Vec<_> = asked
        .map(|question| {
            // A ranking of what was chosen earlier has its labels only among what this person was offered.
            let offered = questionnaire.offered(question, answers);
            SummaryRow::new(question.text.clone(), value(&offered, stored.outcomes.get(&question.id)))
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{page.title.clone()}</h2>
            {summary_list(rows)}
        }
    })
}

fn value(question: &Question, outcome: Option<&Outcome>) -> AnyView {
    let absent = |words: &'static str| view! { <span class="fm-no-answer">{words}</span> }.into_any();
    match outcome {
        Some(Outcome::Answered(answer)) => {
            let lines =
                question.say(answer).into_iter().map(|line| view! { <p class="govuk-body fm-words">{line}</p> });
            lines.collect_view().into_any()
        }
        Some(Outcome::Blank) => absent(BLANK),
        Some(Outcome::Skipped) => absent(SKIPPED),
        None if question.kind.is_personal() => absent(APART),
        None => absent(NOT_RECORDED),
    }
}
