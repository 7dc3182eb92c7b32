//! The staff's list of minutes: drafts among them, and what their old titles say wrongly.

use axum::{extract::State, response::Response};
use domain::{meeting::title_warnings, permission::Action};
use leptos::prelude::*;
use store::{MeetingRecord, Readers, RecordFilter};

use crate::{
    error::PageError,
    pages::{
        listing::{on_list, page_request},
        public::shown_status,
    },
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::Staff,
    words::{dates, meetings, numbers},
};

const PAGE_SIZE: u32 = 25;

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadMinutes)?;
    let request = page_request(fields.text("page"), PAGE_SIZE);
    let filter = RecordFilter { group: None, readers: Readers::Staff };
    let found = on_list(state.store.list_records(&filter, request).await?)?;
    Ok(Frame::new(&state, &staff.visitor, "Minutes of meetings").show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">"Minutes of meetings"</h1>
            <p class="govuk-body"><a class="govuk-link" href="/staff/groups">"Groups and their members"</a></p>
            <p class="fm-count">{numbers::count(found.total, "document", "documents")}</p>
            {table(&found.rows)}
            <Pagination current=request.number count=found.count() base="/staff/minutes?".to_owned()/>
        }
    }))
}

fn table(records: &[MeetingRecord]) -> AnyView {
    if records.is_empty() {
        return view! { <p class="fm-empty">"There are no minutes yet."</p> }.into_any();
    }
    let caption = Caption::Spoken("Minutes, the latest meeting first".to_owned());
    let table =
        Table::new("Minutes of meetings", caption, "Document").words("Meeting").words("Status").words("To check");
    records.iter().fold(table, row).draw().into_any()
}

fn row(table: Table, record: &MeetingRecord) -> Table {
    let MeetingRecord { meeting, group, minutes } = record;
    let held_on = meeting.held_on;
    let title = minutes.source_title.as_deref();
    let warnings = title.map(|title| title_warnings(title, held_on)).unwrap_or_default();
    let warnings = warnings.iter().map(|warning| view! { <li>{meetings::title_warning(warning, held_on)}</li> });
    let warnings = warnings.collect::<Vec<_>>();
    let to_check = if warnings.is_empty() {
        view! { <span class="fm-no-answer">"Nothing"</span> }.into_any()
    } else {
        view! { <ul class="govuk-list">{warnings}</ul> }.into_any()
    };
    table.row(
        view! { <a class="govuk-link" href=format!("/meetings/{}", meeting.slug)>{meetings::name(group, minutes.kind)}</a> },
        [
            view! { <time class="fm-together" datetime=held_on.to_string()>{dates::day(held_on)}</time> }.into_any(),
            shown_status(minutes.status).into_any(),
            to_check,
        ],
    )
}
