//! Taking responses and weightings out as CSV files (RFC 4180, UTF-8 without a byte order mark).

pub(super) mod columns;
mod priorities;
mod responses;
mod sheet;

pub(super) use self::{priorities::priorities, responses::responses};

use axum::http::{HeaderName, HeaderValue};
use csv::{Terminator, Writer, WriterBuilder};
use domain::consultation::Consultation;

use crate::{error::PageError, pages::saved_file, state::Site, visitor::Staff};

/// Notes in the log who took which file; who read what people answered can be asked later.
fn note(staff: &Staff, consultation: &Consultation, file: &str) {
    tracing::info!(account = %staff.account.id, consultation = consultation.slug, file, "somebody took a file");
}

/// Makes the headers of a file to be saved; that of a demonstration says so in its name.
fn headers(site: &Site, consultation: &Consultation, what: &str) -> [(HeaderName, HeaderValue); 3] {
    let kind = if site.is_synthetic() { "demonstration-" } else { "" };
    let name = format!("{kind}{}-{what}.csv", consultation.slug);
    saved_file("text/csv; charset=utf-8; header=present", &name)
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
