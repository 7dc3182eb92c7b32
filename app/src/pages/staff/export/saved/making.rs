//! Saving an export: a name, a format, a filter, whether own words are in it, and for how long.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    consultation::Consultation,
    export::{ExportFormat, Lifetime, MOST_SAVED, NAME_LIMIT},
    fields::Fields,
    ids::{SavedExportId, unordered},
    permission::Action,
    question::Question,
    refusal::Refusal,
    vocabulary::Word,
};
use leptos::prelude::*;
use store::NewSavedExport;

use super::one;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, draw, line, messages, tick},
        export::page::{FORMAT, OWN_WORDS, address},
        filter, find_consultation,
        labels::Labels,
    },
    parts::{ErrorSummary, Frame, scripts},
    posted::{InAddress, Posted},
    secret::Secret,
    state::AppState,
    visitor::Staff,
    words::exports::{OWN_WORDS as OWN_WORDS_LABEL, OWN_WORDS_HINT, PERSONAL},
};

const NAME: &str = "name";
/// The field with how long an export can be fetched.
pub(super) const LIFETIME: &str = "lifetime";

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ExportResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    page(&state, &staff, &consultation, (&fields, StatusCode::OK, &[])).await
}

pub(super) async fn make(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::ExportResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    let (now, account) = (state.clock.now(), staff.account.id);
    let made = match read(&state, &consultation, &fields) {
        Ok(made) => made,
        Err(refusals) => {
            return page(&state, &staff, &consultation, (&fields, StatusCode::UNPROCESSABLE_ENTITY, &refusals)).await;
        }
    };
    if state.store.list_saved_exports(consultation.id).await?.len() >= MOST_SAVED {
        return page(&state, &staff, &consultation, (&fields, StatusCode::CONFLICT, &[])).await;
    }
    let secret = Secret::new(&*state.entropy);
    let (hash, id) = (secret.hash(), made.id);
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.add_saved_export(&made, &hash, (account, now)).await }));
    work.await?;
    tracing::info!(%account, consultation = consultation.slug, export = %id, "somebody saved an export");
    Ok(Redirect::to(&one::with_key(&consultation, id, &secret)).into_response())
}

fn questions() -> Vec<Question> {
    vec![
        line(NAME, "Name", NAME_LIMIT).hint("What it is for, such as “Dashboard of the steering group”."),
        choice(FORMAT, "Format", all::<ExportFormat>()).hint(
            "A saved CSV, JSON Lines or Parquet file comes as it is and not in a zip, so that programs can read it at once.",
        ),
        tick(OWN_WORDS, "Own words", OWN_WORDS_LABEL).hint(OWN_WORDS_HINT),
        lifetime(),
    ]
}

/// Asks for how long an export can be fetched.
pub(super) fn lifetime() -> Question {
    choice(LIFETIME, "How long can it be fetched?", all::<Lifetime>()).hint("You can renew it at any time.")
}

fn read(state: &AppState, consultation: &Consultation, fields: &Fields) -> Result<NewSavedExport, Vec<Refusal>> {
    let questions = questions();
    let told = Told::new(&questions, fields);
    let name = told.needed_words(NAME);
    let format = told.chosen(FORMAT).and_then(ExportFormat::from_word);
    let lifetime = told.chosen(LIFETIME).and_then(Lifetime::from_word);
    let has_own_words = told.is_ticked(OWN_WORDS);
    let refusals = told.refusals(&questions);
    match (format, lifetime) {
        (Some(format), Some(lifetime)) if refusals.is_empty() => Ok(NewSavedExport {
            id: SavedExportId(unordered(&*state.entropy)),
            consultation: consultation.id,
            name,
            format,
            filter: Fields::new(filter::pairs(&filter::read(fields))),
            has_own_words,
            expires_at: lifetime.expires_at(state.clock.now()),
        }),
        _ => Err(refusals),
    }
}

async fn page(
    state: &AppState,
    staff: &Staff,
    consultation: &Consultation,
    (fields, status, refusals): (&Fields, StatusCode, &[Refusal]),
) -> Result<Response, PageError> {
    let questions = questions();
    let labels = Labels::current(state, consultation.id).await?;
    let filter = filter::read(fields);
    let full = (status == StatusCode::CONFLICT).then(|| {
        view! {
            <p class="govuk-inset-text" role="alert">
                {format!("This consultation has {MOST_SAVED} saved exports, which is the most. End one of them first.")}
            </p>
        }
    });
    let frame = Frame::new(state, &staff.visitor, "Save an export").status(status).scripts(scripts(&questions));
    Ok(frame.show(|| {
        view! {
            <a class="govuk-back-link" href=address(consultation, "")>"Exports"</a>
            <ErrorSummary errors=messages(&questions, refusals)/>
            <h1 class="govuk-heading-l">"Save an export"</h1>
            <p class="govuk-body">{consultation.title.clone()}</p>
            {full}
            <p class="govuk-inset-text">{PERSONAL}</p>
            <form method="post" action=address(consultation, "/new") novalidate>
                {draw(&questions, fields, refusals)}
                <h2 class="govuk-heading-m">"Which responses"</h2>
                {filter::fields(&filter, &labels)}
                <button class="govuk-button" type="submit">"Save the export"</button>
            </form>
        }
    }))
}
