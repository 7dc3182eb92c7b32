//! What came of a file: how many responses were added, when and by whom, and their references.

use axum::response::Response;
use leptos::prelude::*;
use store::{Import, ImportedResponse};

use super::{Room, who};
use crate::{
    error::PageError,
    parts::{Caption, Frame, Table},
    state::AppState,
    visitor::Staff,
    words::{dates, numbers},
};

/// The most references on the page; the file has all of them.
const MOST: usize = 100;

/// Says how many responses an import added, and when.
pub(super) fn count(import: &Import) -> (String, String) {
    let (at, number) = import.added.map_or((import.read_at, 0), |added| added);
    (numbers::count(number, "response", "responses"), dates::moment(at))
}

/// Says whether the responses of an import can be taken back.
pub(super) fn may_take_back(room: &Room, import: &Import) -> bool {
    let may = import.added.is_some_and(|(at, _)| room.consultation.may_take_back(at, room.now));
    may && import.taken_back_at.is_none()
}

/// Draws what came of a file.
pub(super) async fn draw(state: &AppState, staff: &Staff, room: &Room, import: &Import) -> Result<Response, PageError> {
    let imported = state.store.list_imported(import.id).await?;
    let (count, at) = count(import);
    let (were, was) =
        (if count == "1 response" { "was" } else { "were" }, format!("Added on {at} by {}.", who(import)));
    let title = match import.taken_back_at {
        Some(_) => format!("{count} {were} added and taken back"),
        None => format!("{count} {were} added"),
    };
    let page = room.page(import.id);
    Ok(Frame::new(state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Add responses from a file"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{was}</p>
            {import.taken_back_at.map(|at| view! {
                <p class="govuk-body">
                    {format!("Taken back on {}. The answers are deleted; the references and the day are kept.", dates::moment(at))}
                </p>
            })}
            {(!imported.is_empty()).then(|| references(&page, &imported))}
            {may_take_back(room, import).then(|| view! {
                <p class="govuk-body"><a class="govuk-link" href=format!("{page}/take-back")>"Take this import back"</a></p>
            })}
        }
    }))
}

fn references(page: &str, imported: &[ImportedResponse]) -> AnyView {
    let more = imported.len().saturating_sub(MOST);
    let caption = Caption::Spoken("The responses in the order of the file; the headings are row 1".to_owned());
    let table = Table::new("References", caption, "Reference").words("Row").words("Your number");
    let row = |table: Table, response: &ImportedResponse| {
        let ImportedResponse { reference, sheet_row, your_number } = response.clone();
        let href = format!("/staff/responses/{reference}");
        table.row(
            view! { <a class="govuk-link fm-together" href=href>{reference}</a> },
            [numbers::whole(sheet_row.unsigned_abs()).into_any(), your_number.unwrap_or_default().into_any()],
        )
    };
    let table = imported.iter().take(MOST).fold(table, row);
    view! {
        <h2 class="govuk-heading-m">"References"</h2>
        <p class="govuk-body">
            "Write each reference on its sheet, so that the response can be found again. "
            <a class="govuk-link" href=format!("{page}/references.csv")>"Download all references (CSV)"</a>
        </p>
        {table.draw()}
        {(more > 0).then(|| view! { <p class="govuk-body">{format!("And {} more in the file.", numbers::whole(more as u64))}</p> })}
    }
    .into_any()
}
