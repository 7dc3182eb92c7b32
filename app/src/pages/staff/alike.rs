//! Responses that are alike: which have the same long text, or nearly so, or the same answers, or came in a burst, for staff to read. They are
//! counted like all others, and nothing here changes them.

mod said;

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    alike::{Arrival, Comparison, Group, Likeness},
    consultation::Consultation,
    fields::Fields,
    ids::ConsultationId,
    mark::Mark,
    permission::Action,
    refusal::Refusal,
};
use leptos::prelude::*;
use store::{Received, Redacted, StoredResponse};

use self::said::{explain, heading, same, see};
use super::{
    campaigns::make::{Made, Offer},
    find_consultation,
    responses::links,
    submitted::Submitted,
    worked_out::WorkedOut,
};
use crate::{
    error::PageError,
    pages::{
        drafts::{Rows, words},
        given::{self, Reader},
        listing::{on_list, page_request, part},
    },
    parts::{ErrorSummary, Frame, Pagination},
    posted::{InAddress, Posted},
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
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    let groups = find(&state, &consultation).await?;
    let redacted = state.store.list_redactions(consultation.id).await?;
    let found = on_list(part(&groups, page_request(fields.text("page"), GROUPS)))?;
    let address = address(&slug);
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(move || {
        let drawn = found.rows.iter().map(|group| draw(group, &redacted, &address)).collect_view();
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
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let found = Found::find(&state, &slug, &key).await?;
    let offer = Offer::find(&state, &staff, &found.consultation, &found.group).await?;
    found.page(&state, &staff, StatusCode::OK, &offer, (&fields, &[])).await
}

/// Makes a campaign of a group, or adds it to one.
pub(super) async fn make_campaign(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, key)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WeighAnswers)?;
    let found = Found::find(&state, &slug, &key).await?;
    let offer = || Offer::find(&state, &staff, &found.consultation, &found.group);
    let (status, refusals) = match offer().await?.make(&state, &staff, &found.consultation, &fields).await? {
        Made::At(address) => return Ok(Redirect::to(&address).into_response()),
        Made::Refused(refusals) => (StatusCode::UNPROCESSABLE_ENTITY, refusals),
        Made::Changed => (StatusCode::CONFLICT, Vec::new()),
    };
    found.page(&state, &staff, status, &offer().await?, (&fields, &refusals)).await
}

/// A group with its consultation.
struct Found {
    consultation: Consultation,
    group: Group,
}

impl Found {
    async fn find(state: &AppState, slug: &str, key: &str) -> Result<Self, PageError> {
        let consultation = find_consultation(state, slug).await?;
        let groups = find(state, &consultation).await?;
        let group = groups.iter().find(|group| group.is_called(key)).ok_or(PageError::NotFound)?.clone();
        Ok(Self { consultation, group })
    }

    async fn page(
        &self,
        state: &AppState,
        staff: &Staff,
        status: StatusCode,
        offer: &Offer,
        (fields, refusals): (&Fields, &[Refusal]),
    ) -> Result<Response, PageError> {
        let Self { consultation, group } = self;
        let found = on_list(part(&group.references, page_request(fields.text("page"), REFERENCES)))?;
        let title = heading(group);
        let redacted = state.store.list_redactions(consultation.id).await?;
        let answers = read_answers(state, group, &redacted).await?;
        let conflict = (status == StatusCode::CONFLICT).then_some(view! {
            <div class="govuk-inset-text">
                "Nothing was stored: responses came or went since you opened this page, or somebody else has ruled on them. What stands there now is below."
            </div>
        });
        Ok(Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
            let address = address(&consultation.slug);
            let base = format!("{address}/{}?", group.key());
            view! {
                <a class="govuk-back-link" href=address>{TITLE}</a>
                <ErrorSummary errors=offer.messages(refusals)/>
                <span class="govuk-caption-l">{consultation.title.clone()}</span>
                <h1 class="govuk-heading-l">{title}</h1>
                {conflict}
                {same(group, &redacted)}
                {links(&found.rows)}
                <Pagination current=found.request.number count=found.count() base=base/>
                {answers.map(|rows| words("The answers that are the same", rows))}
                {offer.draw((fields, refusals))}
            }
        }))
    }
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
        comparison = aside(move || {
            for stored in &read {
                let reference = stored.response.reference.as_deref().unwrap_or_default();
                comparison.add(reference, arrival(stored), &stored.outcomes);
            }
            comparison
        })
        .await?;
    }
    aside(move || comparison.groups()).await
}

/// Says how a response came, if it was sent online; for those that staff typed in the time tells of staff.
fn arrival(stored: &StoredResponse) -> Option<Arrival> {
    let at = stored.response.submitted_at.filter(|_| !stored.response.is_assisted())?;
    Some(Arrival { at, is_from_busy_network: stored.marks.contains(&Mark::ManyFromOneNetwork) })
}

/// Does work where it keeps no other request waiting.
async fn aside<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Result<R, PageError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| PageError::Broken(error.to_string()))
}

/// Gives the answers of a group that has the same ones, as the first of its responses has them; none where only words are the same.
///
/// What was redacted in any of the responses is in none of them as it was written.
async fn read_answers(state: &AppState, group: &Group, redacted: &Redacted) -> Result<Option<Rows>, PageError> {
    let has_answers = group.likenesses.iter().any(|likeness| matches!(likeness, Likeness::Answers { .. }));
    let Some(first) = group.references.first().filter(|_| has_answers) else { return Ok(None) };
    // It may have been withdrawn since.
    let Some(mut stored) = state.store.find_response(first).await? else { return Ok(None) };
    let texts = group.references.iter().filter_map(|reference| redacted.get(reference)).flatten();
    stored.redact(texts.map(|(question, text)| (question, text.as_str())));
    let version = state.store.find_version(stored.response.version).await?;
    Ok(version.map(|version| given::rows(given::given(&version.questionnaire, &stored.outcomes, Reader::Staff))))
}

fn address(slug: &str) -> String {
    format!("/staff/consultations/{slug}/alike")
}

fn draw(group: &Group, redacted: &Redacted, address: &str) -> impl IntoView + use<> {
    let count = group.references.len();
    let whole = format!("{address}/{}", group.key());
    view! {
        <h2 class="govuk-heading-m">{heading(group)}</h2>
        {same(group, redacted)}
        {links(&group.references[..count.min(BESIDE)])}
        <p class="govuk-body">
            <a class="govuk-link" href=whole>{see(group)}</a>
        </p>
    }
}
