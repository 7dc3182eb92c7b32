//! What goes with responses from a file, as files: the empty one, what its columns hold, the report and the references.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::Room;
use crate::{
    error::PageError,
    imports::{explained, headings},
    pages::staff::export::{csv_file, row_of},
    state::AppState,
    visitor::Staff,
    words::imports as words,
};

/// Sends a file with headings alone.
pub(super) async fn empty(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    csv_file(&format!("{slug}-responses-to-fill-in.csv"), [headings(&room.form())])
}

/// Sends what each column can hold.
pub(super) async fn columns(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let form = room.form();
    let row = |column: crate::imports::Explained<'_>| {
        let [heading, label] = [column.heading, column.label].map(str::to_owned);
        vec![heading, label, words::allowed(&column), words::needed(column.question).to_owned()]
    };
    let head = row_of(["column", "question", "what it can hold", "needed"]);
    csv_file(&format!("{slug}-columns.csv"), std::iter::once(head).chain(explained(&form).map(row)))
}

/// Sends all that there is to say of a file.
pub(super) async fn report(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, import)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (room, import) = Room::enter_import(&state, &staff, (&slug, &import)).await?;
    let reading = room.read_kept(&state, &import).await?.map_err(|_| PageError::NotFound)?;
    let row = |remark: &crate::imports::Remark| {
        let sort = if remark.matter.is_refusal() { "to put right" } else { "worth knowing" };
        let said = words::say(remark, &room.version.questionnaire);
        vec![remark.row.to_string(), remark.column.clone(), remark.typed.clone(), sort.to_owned(), said]
    };
    let head = row_of(["row", "column", "what stands there", "sort", "what to do or know"]);
    let left = reading.refusals + reading.notes - reading.remarks.len();
    let rest = (left > 0).then(|| row_of(["", "", "", "", &format!("And {left} more")]));
    csv_file(&format!("{slug}-report.csv"), std::iter::once(head).chain(reading.remarks.iter().map(row)).chain(rest))
}

/// Sends the references that an import made, beside the office's own numbers.
pub(super) async fn references(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, import)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (_, import) = Room::enter_import(&state, &staff, (&slug, &import)).await?;
    let imported = state.store.list_imported(import.id).await?;
    let head = row_of(["your_number", "row", "reference"]);
    let rows = imported.into_iter().map(|response| {
        vec![response.your_number.unwrap_or_default(), response.sheet_row.to_string(), response.reference]
    });
    csv_file(&format!("{slug}-references.csv"), std::iter::once(head).chain(rows))
}
