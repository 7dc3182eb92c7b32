//! The list of what was submitted; nothing in it says by whom.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use domain::{fields::Fields, permission::Action};
use leptos::prelude::*;
use store::EoiSummary;

use super::LIST;
use crate::{
    error::PageError,
    pages::listing::{on_list, page_request},
    parts::{Frame, Pagination},
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates, eoi, numbers},
};

const PAGE_SIZE: u32 = 25;

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    staff.may(Action::ReadEois)?;
    let fields = Fields::new(url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()));
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
    let head = |words: &'static str, class: &'static str| {
        view! { <th class=format!("govuk-table__header {class}") scope="col">{words}</th> }
    };
    view! {
        <div class="fm-scroll" role="region" aria-label="Expressions of interest" tabindex="0">
            <table class="govuk-table fm-wide-table">
                <caption class="govuk-visually-hidden">"Expressions of interest, newest first"</caption>
                <thead class="govuk-table__head">
                    <tr class="govuk-table__row">
                        {head("Reference", "")}
                        {head("Site", "")}
                        {head("Hectares", "govuk-table__header--numeric")}
                        {head("Interests", "fm-wide-table__spare")}
                        {head("Stage", "")}
                        {head("Where it stands", "")}
                        {head("Submitted", "")}
                    </tr>
                </thead>
                <tbody class="govuk-table__body">{rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(eoi: &EoiSummary) -> impl IntoView + use<> {
    let reference = eoi.reference.clone();
    let interests = eoi.interests.iter().map(|interest| view! { <li>{interest.label()}</li> }).collect_view();
    view! {
        <tr class="govuk-table__row">
            <th class="govuk-table__header" scope="row">
                <a class="govuk-link fm-together" href=format!("{LIST}/{reference}")>{reference.clone()}</a>
            </th>
            <td class="govuk-table__cell">{eoi.site_name.clone()}</td>
            <td class="govuk-table__cell govuk-table__cell--numeric">{eoi.area.to_string()}</td>
            <td class="govuk-table__cell fm-wide-table__spare"><ul class="govuk-list">{interests}</ul></td>
            <td class="govuk-table__cell">{eoi.stage.map(Labelled::label)}</td>
            <td class="govuk-table__cell">{eoi::state(eoi.case.state)}</td>
            <td class="govuk-table__cell fm-together">{dates::day_of(eoi.submitted_at)}</td>
        </tr>
    }
}
