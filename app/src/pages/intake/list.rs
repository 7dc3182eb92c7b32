//! The list of what was submitted; nothing in it says by whom.

use axum::{extract::State, response::Response};
use domain::permission::Action;
use leptos::prelude::*;
use store::EoiSummary;

use super::LIST;
use crate::{
    error::PageError,
    pages::listing::{on_list, page_request},
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates, eoi, numbers},
};

const PAGE_SIZE: u32 = 25;

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadEois)?;
    let request = page_request(fields.text("page"), PAGE_SIZE);
    let found = on_list(state.store.list_eois(request).await?)?;
    Ok(Frame::new(&state, &staff.visitor, "Expressions of interest").show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">"Expressions of interest"</h1>
            <p class="fm-count">{numbers::count(found.total, "expression of interest", "expressions of interest")}</p>
            {table(&found.rows)}
            <Pagination current=request.number count=found.count() base=format!("{LIST}?")/>
        }
    }))
}

fn table(rows: &[EoiSummary]) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="fm-empty">"Nobody has sent an expression of interest yet."</p> }.into_any();
    }
    let caption = Caption::Spoken("Expressions of interest, newest first".to_owned());
    let table = Table::new("Expressions of interest", caption, "Reference")
        .words("Site")
        .numbers("Hectares")
        .words("Interests")
        .words("Stage")
        .words("Where it stands")
        .words("Submitted");
    rows.iter().fold(table, row).draw().into_any()
}

fn row(table: Table, eoi: &EoiSummary) -> Table {
    let reference = eoi.reference.clone();
    let interests = eoi.interests.iter().map(|interest| view! { <li>{interest.label()}</li> }).collect_view();
    table.row(
        view! { <a class="govuk-link fm-together" href=format!("{LIST}/{reference}")>{reference.clone()}</a> },
        [
            eoi.site_name.clone().into_any(),
            eoi.area.to_string().into_any(),
            view! { <ul class="govuk-list">{interests}</ul> }.into_any(),
            eoi.stage.map(Labelled::label).into_any(),
            eoi::state(eoi.case.state).into_any(),
            view! { <span class="fm-together">{dates::day_of(eoi.submitted_at)}</span> }.into_any(),
        ],
    )
}
