//! Responses that are alike: which have the same long text or the same answers, for staff to read. They are counted like all
//! others, and nothing here changes them.

use std::sync::Arc;

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use domain::{
    alike::{Comparison, Group, LONG_TEXT, Likeness, MANY_ANSWERS},
    consultation::Consultation,
    fields::Fields,
    ids::ConsultationId,
    permission::Action,
};
use leptos::prelude::*;
use store::Received;

use super::{find_consultation, submitted::Submitted, worked_out::WorkedOut};
use crate::{
    error::PageError,
    pages::listing::{on_list, page_request, part},
    parts::{Frame, Pagination},
    state::AppState,
    visitor::Staff,
    words::numbers,
};

const TITLE: &str = "Responses that are alike";

/// How many groups a page of the list has.
const GROUPS: u32 = 20;
/// How many references stand in the list with each group; its own page has all of them.
const BESIDE: usize = 10;
/// How many references the page of a group has.
const REFERENCES: u32 = 100;

/// The groups that were found.
#[derive(Debug, Default)]
pub struct Comparisons(WorkedOut<(ConsultationId, Received), Vec<Group>>);

/// Shows a page of the groups.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    let groups = find(&state, &consultation).await?;
    let found = on_list(part(&groups, page_request(&number(query), GROUPS)))?;
    let address = address(&slug);
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(move || {
        let drawn = found.rows.iter().map(|group| draw(group, &address)).collect_view();
        view! {
            <a class="govuk-back-link" href=format!("/staff/consultations/{slug}/responses")>"Responses"</a>
            <span class="govuk-caption-l">{consultation.title}</span>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            {explain()}
            {match found.total {
                0 => view! { <p class="fm-empty">"No responses are alike."</p> }.into_any(),
                total => view! { <p class="fm-count">{numbers::count(total, "group", "groups")}</p> }.into_any(),
            }}
            {drawn}
            <Pagination current=found.request.number count=found.count() base=format!("{address}?")/>
        }
    }))
}

/// Shows all responses of a group, page by page.
pub(super) async fn show_group(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, key)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    let groups = find(&state, &consultation).await?;
    let group = groups.iter().find(|group| group.key == key).ok_or(PageError::NotFound)?.clone();
    let found = on_list(part(&group.references, page_request(&number(query), REFERENCES)))?;
    let title = heading(&group);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(move || {
        let address = address(&slug);
        let base = format!("{address}/{key}?");
        view! {
            <a class="govuk-back-link" href=address>{TITLE}</a>
            <span class="govuk-caption-l">{consultation.title}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {excerpt(&group)}
            {links(&found.rows)}
            <Pagination current=found.request.number count=found.count() base=base/>
        }
    }))
}

/// Finds the groups of a consultation, which are worked out from all its responses when some were sent or withdrawn.
async fn find(state: &AppState, consultation: &Consultation) -> Result<Arc<Vec<Group>>, PageError> {
    let received = state.store.find_received(consultation.id).await?;
    state.comparisons.0.find((consultation.id, received), compare(state, consultation.id)).await
}

async fn compare(state: &AppState, consultation: ConsultationId) -> Result<Vec<Group>, PageError> {
    let mut comparison = Comparison::default();
    let mut submitted = Submitted::new(consultation);
    while let Some(read) = submitted.read_on(state).await? {
        for stored in &read {
            comparison.add(stored.response.reference.as_deref().unwrap_or_default(), &stored.outcomes);
        }
    }
    Ok(comparison.groups())
}

fn number(query: Option<String>) -> String {
    Fields::new(url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())).text("page").to_owned()
}

fn address(slug: &str) -> String {
    format!("/staff/consultations/{slug}/alike")
}

fn explain() -> impl IntoView {
    view! {
        <p class="govuk-body">"Responses that are alike are counted like all others."</p>
        <p class="govuk-body">
            {format!(
                "A group has the same text, of at least {LONG_TEXT} letters and digits, however it is spelt and spaced; or the same \
                 answers to all questions that were answered, where these are at least {MANY_ANSWERS}."
            )}
        </p>
        <p class="govuk-body">
            "There are many good reasons for it. A campaign may offer words that people agree with and send as their own. A "
            "household, a class or a group may answer together. A sheet may have been typed in twice. It does not mean that one "
            "person sent them."
        </p>
    }
}

fn heading(group: &Group) -> String {
    let responses = numbers::count(group.references.len(), "response", "responses");
    match &group.likeness {
        Likeness::Text(_) => format!("{responses} with the same text"),
        Likeness::Answers(answered) => {
            format!("{responses} with the same {}", numbers::count(*answered, "answer", "answers"))
        }
    }
}

fn excerpt(group: &Group) -> Option<impl IntoView + use<>> {
    match &group.likeness {
        Likeness::Text(beginning) => Some(view! { <p class="govuk-body fm-words">{beginning.clone()}</p> }),
        Likeness::Answers(_) => None,
    }
}

fn draw(group: &Group, address: &str) -> impl IntoView + use<> {
    let count = group.references.len();
    let whole = (count > BESIDE).then(|| {
        let href = format!("{address}/{}", group.key);
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=href>{format!("See all {}", numbers::count(count, "response", "responses"))}</a>
            </p>
        }
    });
    view! {
        <h2 class="govuk-heading-m">{heading(group)}</h2>
        {excerpt(group)}
        {links(&group.references[..count.min(BESIDE)])}
        {whole}
    }
}

/// Links to responses, in the order of their references.
fn links(references: &[String]) -> impl IntoView + use<> {
    let link = |reference: &String| {
        let href = format!("/staff/responses/{reference}");
        view! { <li><a class="govuk-link fm-together" href=href>{reference.clone()}</a></li> }
    };
    view! { <ul class="govuk-list">{references.iter().map(link).collect_view()}</ul> }
}
