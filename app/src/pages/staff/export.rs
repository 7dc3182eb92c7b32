//! Taking responses out in the formats that analysts open, and weightings as CSV files (RFC 4180, UTF-8 without a byte order mark).

pub(super) mod columns;
mod facts;
mod log;
mod order;
mod page;
mod priorities;
mod responses;
mod saved;
mod scorecard;
mod sheet;
mod stream;

pub(super) use self::priorities::priorities;

use axum::{
    Router,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Response},
    routing::get,
};
use csv::{Terminator, Writer, WriterBuilder};
use domain::consultation::Consultation;

use export::cell;

use crate::{
    error::PageError,
    pages::saved_file,
    state::{AppState, Site},
    visitor::Staff,
};

/// What kind of file a CSV file with headings is.
const CSV: &str = "text/csv; charset=utf-8; header=present";

/// Makes the addresses of exports.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/responses.csv", get(responses::responses))
        .route("/staff/consultations/{slug}/exports", get(page::show))
        .route("/staff/consultations/{slug}/exports/file", get(responses::file))
        .route("/staff/consultations/{slug}/runs/{number}/scorecard", get(scorecard::scorecard))
        .merge(saved::routes())
}

/// Notes in the log who took which file; who read what people answered can be asked later.
fn note(staff: &Staff, consultation: &Consultation, file: &str) {
    tracing::info!(account = %staff.account.id, consultation = consultation.slug, file, "somebody took a file");
}

/// Makes the headers of a file to be saved, of a kind and with a name; that of a demonstration says so in its name.
fn headers(
    site: &Site,
    consultation: &Consultation,
    (kind, name): (&'static str, &str),
) -> [(HeaderName, HeaderValue); 3] {
    let demonstration = if site.is_synthetic() { "demonstration-" } else { "" };
    saved_file(kind, &format!("{demonstration}{}-{name}", consultation.slug))
}

/// Writes rows as RFC 4180 says.
pub(super) fn write(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    let mut writer: Writer<Vec<u8>> = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

pub(super) fn broken(error: csv::Error) -> PageError {
    PageError::Broken(format!("a CSV file could not be written: {error}"))
}

/// Makes a file to be saved of rows of words, of which no spreadsheet takes any for a formula.
pub(in crate::pages) fn csv_file(
    name: &str,
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<Response, PageError> {
    let safe = |row: Vec<String>| row.iter().map(|text| cell::text(text).into_owned()).collect();
    let written = write(rows.into_iter().map(safe)).map_err(broken)?;
    Ok((saved_file(CSV, name), written).into_response())
}

/// Makes a row of words.
pub(in crate::pages) fn row_of<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}
