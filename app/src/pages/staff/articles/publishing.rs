//! Publishing a version of an article: what everybody will read, what changed, and from when on it is shown.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    article::NOTE_LIMIT,
    fields::Fields,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
    time::{Moment, from_england},
};
use leptos::prelude::*;
use store::{ArticleVersion, NewArticleVersion, StoreError};

use super::desk::Desk;
use crate::{
    error::PageError,
    pages::public::pictures,
    pages::staff::{
        asking::{Asks, Told, choice, date, draw, line, lines, messages, option},
        form::{self, STATE},
    },
    parts::{ErrorSummary, Frame, article},
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const WHEN: &str = "when";
const NOW: &str = "now";
const LATER: &str = "later";
const DAY: &str = "day";
const TIME: &str = "time";
const NOTE: &str = "note";
/// The number of the version that a form makes, so that one that is sent twice does not make two.
const NUMBER: &str = "number";
/// How long a time of day may be, with a letter to spare.
const TIME_LIMIT: usize = 8;

fn questions(is_first: bool) -> Vec<Question> {
    let note =
        lines(NOTE, "What changed?", NOTE_LIMIT).hint("Staff read this in the history, and everybody beside a notice.");
    let mut questions = vec![
        choice(WHEN, "When is it shown?", vec![option(NOW, "Now"), option(LATER, "From a day and time on")]),
        date(DAY, "Day").optional().hint("Only if it is shown later."),
        line(TIME, "Time", TIME_LIMIT).optional().hint("By the clocks in England, for example 9:00."),
    ];
    questions.push(if is_first { note.optional() } else { note });
    questions
}

/// Reads from when on a version is shown.
fn from(told: &mut Told, now: Moment) -> Option<Moment> {
    if told.chosen(WHEN) != Some(LATER) {
        return told.chosen(WHEN).map(|_| now);
    }
    let (day, time) = (told.date(DAY), told.time(TIME));
    if day.is_none() {
        told.refuse(DAY, Reason::Missing);
    }
    if told.words(TIME).is_none() {
        told.refuse(TIME, Reason::Missing);
    }
    let from = from_england(day?.and_time(time?));
    if from <= now {
        told.refuse(TIME, Reason::NotAfter { other: "Now".to_owned() });
    }
    Some(from)
}

fn next_number(desk: &Desk<'_>) -> i64 {
    desk.versions.first().map_or(1, |newest| newest.showing.number + 1)
}

/// Reads the number of the version that a form makes; none that there is, where it does not say.
fn number(fields: &Fields) -> i64 {
    fields.text(NUMBER).parse().unwrap_or(-1)
}

async fn page(
    desk: &Desk<'_>,
    fields: &Fields,
    (status, refusals): (StatusCode, &[Refusal]),
) -> Result<Response, PageError> {
    let files = &pictures(desk.state, desk.text()).await?;
    let questions = questions(desk.versions.is_empty());
    let errors = messages(&questions, refusals);
    let (seen, number) = if refusals.is_empty() {
        (desk.draft.revision, next_number(desk))
    } else {
        (form::seen(fields), number(fields))
    };
    let changed = (status == StatusCode::CONFLICT).then(|| {
        view! {
            <p class="govuk-inset-text" role="alert">
                "Somebody has written in this page or published it since you opened it, so nothing was published. Read it once more, and publish it if it is as it should be."
            </p>
        }
    });
    let title = format!("Publish ‘{}’", desk.text().title);
    Ok(Frame::new(desk.state, &desk.staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=desk.address("")>"The page"</a>
            <ErrorSummary errors=errors/>
            <h1 class="govuk-heading-l">{title}</h1>
            {changed}
            <p class="govuk-body">"This is what everybody will read:"</p>
            <div class="fm-outline">{article(desk.stored.kind, desk.text(), files)}</div>
            <form method="post" action=desk.address("/publish") novalidate>
                <input type="hidden" name=STATE value=seen.to_string()/>
                <input type="hidden" name=NUMBER value=number.to_string()/>
                {draw(&questions, fields, refusals)}
                <button class="govuk-button" type="submit">"Publish"</button>
            </form>
        }
    }))
}

/// Shows what everybody will read, with the form.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    page(&desk, &Fields::new([(WHEN, NOW)]), (StatusCode::OK, &[])).await
}

/// Publishes what was shown.
pub(super) async fn publish(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let is_there =
        |version: &ArticleVersion| (version.showing.number, version.revision) == (number(&fields), form::seen(&fields));
    if desk.versions.iter().any(is_there) {
        return Ok(Redirect::to(&desk.address("")).into_response());
    }
    let questions = questions(desk.versions.is_empty());
    let mut told = Told::new(&questions, &fields);
    let shown_from = from(&mut told, state.clock.now());
    let Some(shown_from) = shown_from.filter(|_| !told.is_refused()) else {
        let refusals = told.refusals(&questions);
        return page(&desk, &fields, (StatusCode::UNPROCESSABLE_ENTITY, &refusals)).await;
    };
    if (form::seen(&fields), number(&fields)) != (desk.draft.revision, next_number(&desk)) {
        return page(&desk, &fields, (StatusCode::CONFLICT, &[])).await;
    }
    let version = NewArticleVersion {
        article: desk.stored.id,
        number: number(&fields),
        revision: desk.draft.revision,
        text: desk.text().clone(),
        note: told.needed_words(NOTE),
        shown_from,
    };
    let stamp = staff.stamp(&state);
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.add_article_version(&version, stamp).await }));
    match work.await {
        Ok(()) => {
            state.navigation.forget();
            tracing::info!(account = %staff.account.id, article = %desk.stored.id, "somebody published a page");
            Ok(Redirect::to(&desk.address("")).into_response())
        }
        Err(StoreError::Changed) => {
            let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
            page(&desk, &fields, (StatusCode::CONFLICT, &[])).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Calls off a version that is not shown yet.
pub(super) async fn call_off(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let number: i64 = number.parse().map_err(|_| PageError::NotFound)?;
    let now = state.clock.now();
    let version = desk.versions.iter().find(|version| version.showing.number == number).ok_or(PageError::NotFound)?;
    if version.showing.from <= now {
        return Err(PageError::Status(StatusCode::CONFLICT));
    }
    let id = desk.stored.id;
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_article_version_called_off(id, number, now).await }));
    match work.await {
        // Whoever was quicker did the same.
        Ok(()) | Err(StoreError::Changed) => {
            tracing::info!(account = %staff.account.id, article = %id, number, "somebody called off a version of a page");
            Ok(Redirect::to(&desk.address("")).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
