//! Typing in a response that came on paper, by telephone, in a letter or at an event: how and when it came, then the questions.

pub(super) mod file;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use axum_extra::extract::CookieJar;
use chrono::NaiveDate;
use domain::{
    consultation::Consultation,
    fields::Fields,
    permission::Action,
    question::{Date, Question, QuestionKind},
    refusal::Refusal,
    response::{Channel, days_of_receipt},
    time::Moment,
    vocabulary::Word,
};
use leptos::prelude::*;

use super::{
    asking::{Asks, Told, all, choice, date, draw, messages},
    find_consultation,
};
use crate::{
    error::PageError,
    pages::{
        drafts::{Desk, forget_form},
        respond::assisted,
    },
    parts::{ErrorSummary, Frame},
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const HEADING: &str = "Type in a response";

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let consultation = enter(&state, &staff, &slug).await?;
    if let Some(desk) = assisted::unsent(&state, &slug, &cookies).await? {
        return Ok(unsent(&state, &staff, StatusCode::OK, &desk));
    }
    Ok(page(&state, &staff, StatusCode::OK, &consultation, (&Fields::default(), &[])))
}

pub(super) async fn begin(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    cookies: CookieJar,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let consultation = enter(&state, &staff, &slug).await?;
    if let Some(desk) = assisted::unsent(&state, &slug, &cookies).await? {
        return Ok(unsent(&state, &staff, StatusCode::CONFLICT, &desk));
    }
    match read(&consultation, state.clock.now(), &fields) {
        Ok(came) => {
            tracing::info!(
                account = %staff.account.id, consultation = slug, channel = came.0.word(), "somebody types in a response"
            );
            assisted::begin(&state, &slug, CookieJar::new(), came).await
        }
        Err(refusals) => {
            let typed = (&fields, refusals.as_slice());
            Ok(page(&state, &staff, StatusCode::UNPROCESSABLE_ENTITY, &consultation, typed))
        }
    }
}

async fn enter(state: &AppState, staff: &Staff, slug: &str) -> Result<Consultation, PageError> {
    staff.may(Action::EnterResponses)?;
    find_consultation(state, slug).await
}

fn questions(consultation: &Consultation, now: Moment) -> Vec<Question> {
    let (first, last) = days_of_receipt(consultation, now);
    let mut channels = all::<Channel>();
    channels.retain(|channel| channel.id != Channel::Online.word());
    let within = QuestionKind::Date(Date { earliest: Some(first), latest: Some(last) });
    let day = Question { kind: within, ..date("received", "When did the answers come?") };
    vec![
        choice("channel", "How did the answers come?", channels),
        day.hint("The day on which we got them, not the day on which you type them in."),
    ]
}

fn read(consultation: &Consultation, now: Moment, fields: &Fields) -> Result<(Channel, NaiveDate), Vec<Refusal>> {
    let questions = questions(consultation, now);
    let told = Told::new(&questions, fields);
    let came = told.chosen("channel").and_then(Channel::from_word).zip(told.date("received"));
    came.ok_or_else(|| told.refusals(&questions))
}

fn page(
    state: &AppState,
    staff: &Staff,
    status: StatusCode,
    consultation: &Consultation,
    (fields, refusals): (&Fields, &[Refusal]),
) -> Response {
    let now = state.clock.now();
    let questions = questions(consultation, now);
    let (first, last) = days_of_receipt(consultation, now);
    let action = format!("/staff/consultations/{}/enter", consultation.slug);
    Frame::new(state, &staff.visitor, HEADING).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <ErrorSummary errors=messages(&questions, refusals)/>
            <span class="govuk-caption-l">{consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                "Type in what somebody answered on paper, by telephone, in a letter or at an event. It counts like every other "
                "response, and the list and the files say how it came."
            </p>
            <p class="govuk-body">
                <a class="govuk-link" href=format!("{action}/file")>"Add many responses from a file"</a>
            </p>
            {if first > last {
                view! { <p class="govuk-inset-text">"The consultation has not opened yet."</p> }.into_any()
            } else {
                view! {
                    <form method="post" action=action novalidate>
                        {draw(&questions, fields, refusals)}
                        <button class="govuk-button" type="submit">"Go on to the questions"</button>
                    </form>
                }.into_any()
            }}
        }
    })
}

/// Says that this browser holds other answers, and how to go on with those or to leave them.
fn unsent(state: &AppState, staff: &Staff, status: StatusCode, desk: &Desk) -> Response {
    Frame::new(state, &staff.visitor, HEADING).status(status).personal().show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">"Some answers are not sent yet"</h1>
            <p class="govuk-body">
                "This browser holds answers to this consultation that were begun and not sent. Finish them before you type in others."
            </p>
            <p class="govuk-body"><a class="govuk-button" href=desk.begin.clone()>"Carry on with them"</a></p>
            {forget_form(desk, "If nobody needs them, leave them. They are deleted after 28 days.")}
        }
    })
}
