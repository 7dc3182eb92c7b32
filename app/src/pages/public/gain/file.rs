//! The evidence of a gain-site log as a file, made of what was posted.

use axum::response::Response;
use domain::gain::Approach;

use crate::{
    error::PageError,
    pages::staff::{csv_file, row_of},
    words::Labelled,
};

const HEADINGS: [&str; 7] = ["provider", "register_reference", "asked_on", "habitat", "answer", "words", "development"];

/// Makes the file.
pub(super) fn evidence(approaches: &[Approach], development: &str) -> Result<Response, PageError> {
    let row = |approach: &Approach| {
        row_of([
            &approach.name,
            approach.register.as_deref().unwrap_or_default(),
            &approach.asked_on.to_string(),
            &approach.habitat,
            approach.answer.label(),
            approach.words.as_deref().unwrap_or_default(),
            development,
        ])
    };
    csv_file("gain-site-log.csv", std::iter::once(row_of(HEADINGS)).chain(approaches.iter().map(row)))
}
