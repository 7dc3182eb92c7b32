//! One response: every question of the version that it answers, in order, with the answer or why there is none.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{permission::Action, reference};
use leptos::prelude::*;
use store::{Holder, StoredResponse};

use super::{comments::beside_response, erasing::already_erased, labels::Labels};
use crate::{
    error::PageError,
    pages::{
        given::{self, Reader},
        given_file,
    },
    parts::{Frame, SummaryRow, summary_list},
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates, marks, staff as words},
};

/// Shows the response with a reference.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(typed): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let reference = reference::parse(&typed).ok_or(PageError::NotFound)?;
    let Some(mut stored) = state.store.find_response(&reference).await? else {
        return already_erased(&state, &reference).await?.ok_or(PageError::NotFound);
    };
    let redacted = state.store.list_redacted(stored.response.id).await?;
    let is_coder = may(&staff.account, Action::CodeComments);
    let redactions = beside_response(&state, &redacted, is_coder).await?;
    if !is_coder {
        stored.redact(redacted.iter().map(|comment| (&comment.question, comment.current())));
    }
    let version = state.store.find_version(stored.response.version).await?;
    let version = version.ok_or_else(|| PageError::Broken("a response has no version".to_owned()))?;
    let consultations = state.store.list_consultations().await?;
    let consultation = consultations.into_iter().find(|each| each.id == stored.response.consultation);
    let consultation = consultation.ok_or_else(|| PageError::Broken("a response has no consultation".to_owned()))?;
    let pages = given::given(&version.questionnaire, &stored.outcomes, Reader::Staff);
    let attachments = format!("/staff/responses/{reference}/attachments");
    let title = format!("Response {reference}");
    let erase = may(&staff.account, Action::EraseResponses).then(|| {
        let href = format!("/staff/responses/{reference}/erase");
        view! { <p class="govuk-body"><a class="govuk-link" href=href>"Delete this response"</a></p> }
    });
    let warning = given::warning(&pages, &state.scanner);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(move || {
        let back = format!("/staff/consultations/{}/responses", consultation.slug);
        view! {
            <a class="govuk-back-link" href=back>"Responses to " {consultation.title}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {summary(&stored, version.number, &Labels::new(&version.questionnaire))}
            {marks(&stored)}
            {redactions}
            {warning}
            {given::draw(pages, &attachments)}
            {erase}
        }
    }))
}

/// Gives a file of a response.
pub(super) async fn download(
    State(state): State<AppState>,
    staff: Staff,
    Path((typed, attachment)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let reference = reference::parse(&typed).ok_or(PageError::NotFound)?;
    let stored = state.store.find_response(&reference).await?.ok_or(PageError::NotFound)?;
    given_file(&state, Holder::Response(stored.response.id), &attachment).await
}

fn summary(stored: &StoredResponse, version: i64, labels: &Labels) -> impl IntoView + use<> {
    let response = &stored.response;
    let organisation = response.organisation.clone().map(|name| ("Organisation", name));
    let rows = [
        // The day alone: with the minute, somebody who saw a person answer could find the response.
        ("Submitted", response.submitted_at.map(dates::day_of).unwrap_or_default()),
        ("Who they say they are", labels.segment(response.segment.as_deref())),
        ("Council area", labels.area(response.area.as_deref())),
        ("How it came", came(response)),
        ("Version of the questions", version.to_string()),
    ];
    summary_list(rows.into_iter().chain(organisation).map(|(key, value)| SummaryRow::new(key, value)))
}

/// Says how the response came that is worth knowing, and what else could explain it.
fn marks(stored: &StoredResponse) -> Option<impl IntoView + use<>> {
    let marks = stored.marks.iter().map(|&mark| {
        view! {
            <h3 class="govuk-heading-s">{mark.label()}</h3>
            <p class="govuk-body">{marks::say(mark)}</p>
            <p class="govuk-body">{marks::explain(mark)}</p>
        }
    });
    let marks: Vec<_> = marks.collect();
    (!marks.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Marks"</h2>
            <p class="govuk-body">{marks::COUNT_ALIKE}</p>
            {marks}
        }
    })
}

fn came(response: &domain::response::Response) -> String {
    let day = response.received_on.map(|day| format!(", on {}", dates::day(day))).unwrap_or_default();
    format!("{}{day}", words::came(response))
}
