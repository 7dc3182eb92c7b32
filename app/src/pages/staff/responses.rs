//! The list of a consultation's responses, narrowed by segment, area, marks and words.
//!
//! It has days and no times, and the order within a day is that of the references, which are random: neither tells who
//! answered before whom. One mark does of those who have it: they came after many others from their network.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{consultation::Consultation, permission::Action, response};
use leptos::prelude::*;
use store::{Page, ResponseFilter};

use super::{filter, find_consultation, labels::Labels};
use crate::{
    error::PageError,
    pages::listing::{on_list, page_request},
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::{Staff, may},
    words::{dates, marks, numbers, staff::came},
};

const PAGE_SIZE: u32 = 25;
/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    let request = page_request(fields.text("page"), PAGE_SIZE);
    let filter = filter::read(&fields);
    let found = on_list(state.store.list_responses(consultation.id, &filter, request).await?)?;
    let withdrawn = state.store.find_received(consultation.id).await?.withdrawn;
    let marked = state.store.count_marked(consultation.id).await?;
    let labels = Labels::current(&state, consultation.id).await?;
    let may_export = may(&staff.account, Action::ExportResponses);
    let title = format!("Responses to {}", consultation.title);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(move || {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {filters(&filter, &labels)}
            <p class="fm-count">{numbers::count(found.total, "response", "responses")}</p>
            {(withdrawn > 0).then(|| view! {
                <p class="govuk-body">
                    {numbers::count(withdrawn.unsigned_abs(), "response was", "responses were")} " withdrawn and not counted."
                </p>
            })}
            {beside(&consultation, marked)}
            {may_export.then(|| exports(&consultation, &filter))}
            {table(&found, &labels)}
            <Pagination current=found.request.number count=found.count() base=base(&consultation, &filter)/>
        }
    }))
}

/// Says how many responses of the consultation are marked, and leads to those that are alike.
fn beside(consultation: &Consultation, marked: u64) -> impl IntoView + use<> {
    let alike = format!("/staff/consultations/{}/alike", consultation.slug);
    let campaigns = super::campaigns::address(&consultation.slug, None);
    let are = if marked == 1 {
        "1 response to this consultation has a mark. ".to_owned()
    } else {
        format!("{} responses to this consultation have a mark. ", numbers::whole(marked))
    };
    view! {
        <p class="govuk-body">
            {(marked > 0).then(|| are + marks::COUNT_ALIKE)} " "
            <a class="govuk-link" href=alike>"See responses that are alike"</a> " or " <a class="govuk-link" href=campaigns>"campaigns"</a>
        </p>
    }
}

/// Leads to the exports, narrowed as the list is.
fn exports(consultation: &Consultation, filter: &ResponseFilter) -> impl IntoView + use<> {
    let href = format!("/staff/consultations/{}/exports?{}", consultation.slug, filter::query(filter));
    view! { <p class="govuk-body"><a class="govuk-link" href=href>"Take these responses out as a file"</a></p> }
}

/// Gives the address of the list with its filter, ready for a page number.
fn base(consultation: &Consultation, filter: &ResponseFilter) -> String {
    let query = filter::query(filter);
    let and = if query.is_empty() { "" } else { "&" };
    format!("/staff/consultations/{}/responses?{query}{and}", consultation.slug)
}

fn filters(filter: &ResponseFilter, labels: &Labels) -> impl IntoView + use<> {
    view! {
        <form class="fm-filters" method="get" role="search" aria-label="Narrow the list">
            {filter::fields(filter, labels)}
            <button class="govuk-button govuk-button--secondary" type="submit">"Show these responses"</button>
        </form>
    }
}

fn table(found: &Page<response::Response>, labels: &Labels) -> AnyView {
    if found.rows.is_empty() {
        return view! { <p class="fm-empty">"No responses match. Change or clear the fields above to see more."</p> }
            .into_any();
    }
    let caption = Caption::Spoken("Responses, the newest day first, and on each day by reference".to_owned());
    let table = Table::new("Responses", caption, "Reference")
        .words("Who they say they are")
        .words("Council area")
        .words("How it came")
        .words("Submitted");
    found.rows.iter().fold(table, |table, response| row(table, response, labels)).draw().into_any()
}

fn row(table: Table, response: &response::Response, labels: &Labels) -> Table {
    let reference = response.reference.clone().unwrap_or_default();
    let href = format!("/staff/responses/{reference}");
    table.row(
        view! { <a class="govuk-link fm-together" href=href>{reference}</a> },
        [
            who(response, labels),
            labels.area(response.area.as_deref()).into_any(),
            came(response).into_any(),
            response.submitted_at.map(dates::day_of).into_any(),
        ],
    )
}

fn who(response: &response::Response, labels: &Labels) -> AnyView {
    let segment = labels.segment(response.segment.as_deref());
    let organisation =
        response.organisation.clone().map(|name| view! { <div class="govuk-!-font-weight-bold">{name}</div> });
    view! { {segment} {organisation} }.into_any()
}

/// Links to responses, in the order of their references.
pub(super) fn links(references: &[String]) -> impl IntoView + use<> {
    let link = |reference: &String| {
        let href = format!("/staff/responses/{reference}");
        view! { <li><a class="govuk-link fm-together" href=href>{reference.clone()}</a></li> }
    };
    view! { <ul class="govuk-list">{references.iter().map(link).collect_view()}</ul> }
}
