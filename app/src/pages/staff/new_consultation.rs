//! Making a consultation, which the public does not see until its questionnaire is published.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    consultation::{Consultation, ConsultationKind},
    fields::Fields,
    ids::ConsultationId,
    invitation::Admission,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
    time::{Moment, from_england},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::StoreError;

use super::{
    asking::{Asks, Told, all, choice, date, draw, line, lines, messages},
    naming,
};
use crate::{
    error::PageError,
    parts::{ErrorSummary, Frame, scripts},
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

pub(super) const TITLE_LIMIT: usize = 120;
pub(super) const SUMMARY_LIMIT: usize = 600;

pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::WriteQuestionnaires)?;
    let fields = Fields::new([("opens-at", "9:00"), ("closes-at", "23:59")]);
    Ok(page(&state, &staff, StatusCode::OK, &fields, &[]))
}

pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteQuestionnaires)?;
    let id = ConsultationId::new(&*state.clock, &*state.entropy);
    let consultation = match read(id, &fields) {
        Ok(consultation) => consultation,
        Err(refusals) => return Ok(page(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, &fields, &refusals)),
    };
    let next = format!("/staff/consultations/{}/questionnaire", consultation.slug);
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_consultation(&consultation).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, consultation = %id, "somebody made a consultation");
            Ok(Redirect::to(&next).into_response())
        }
        Err(StoreError::Taken) => {
            let taken = [Refusal::new("name", Reason::NameTaken)];
            let suggested = naming::suggested(&fields, "name", "title");
            Ok(page(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, &suggested, &taken))
        }
        Err(error) => Err(error.into()),
    }
}

fn questions() -> Vec<Question> {
    vec![
        line("title", "Title", TITLE_LIMIT),
        naming::question("name", "early-survey", "title"),
        lines("summary", "What is it about?", SUMMARY_LIMIT).hint("One paragraph that anyone understands."),
        choice("kind", "What kind is it?", all::<ConsultationKind>()),
        date("opens", "First day"),
        line("opens-at", "Time on the first day", 8).hint("For example, 9:00"),
        date("closes", "Last day"),
        line("closes-at", "Time on the last day", 8).hint("For example, 23:59"),
    ]
}

fn read(id: ConsultationId, fields: &Fields) -> Result<Consultation, Vec<Refusal>> {
    let questions = questions();
    let mut told = Told::new(&questions, fields);
    let title = told.needed_words("title");
    let slug = naming::read(&mut told, "name", &title);
    let kind = told.chosen("kind").and_then(ConsultationKind::from_word);
    let times = (moment(&mut told, "opens"), moment(&mut told, "closes"));
    if times.0.zip(times.1).is_some_and(|(opens, closes)| closes <= opens) {
        told.refuse("closes.day", Reason::NotAfter { other: "First day".to_owned() });
    }
    let summary = told.needed_words("summary");
    let refusals = told.refusals(&questions);
    match (kind, times) {
        (Some(kind), (Some(opens_at), Some(closes_at))) if refusals.is_empty() => {
            Ok(Consultation { id, slug, title, summary, kind, opens_at, closes_at, admission: Admission::Everyone })
        }
        _ => Err(refusals),
    }
}

/// Reads a day with its time, as the clocks in England show it.
pub(super) fn moment(told: &mut Told, id: &str) -> Option<Moment> {
    let time = told.time(&format!("{id}-at"));
    Some(from_england(told.date(id)?.and_time(time?)))
}

fn page(state: &AppState, staff: &Staff, status: StatusCode, fields: &Fields, refusals: &[Refusal]) -> Response {
    let questions = questions();
    let frame = Frame::new(state, &staff.visitor, "New consultation").status(status).scripts(scripts(&questions));
    frame.show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <ErrorSummary errors=messages(&questions, refusals)/>
            <h1 class="govuk-heading-l">"New consultation"</h1>
            <p class="govuk-body">"Nobody outside sees it until you have written and published its questionnaire."</p>
            <form method="post" action="/staff/new-consultation" novalidate>
                {draw(&questions, fields, refusals)}
                <button class="govuk-button" type="submit">"Make the consultation"</button>
            </form>
        }
    })
}
