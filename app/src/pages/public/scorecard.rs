//! The scorecard of published results as a file.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::results::{file, find};
use crate::{error::PageError, scorecard::Scorecard, state::AppState, visitor::Visitor};

/// Gives the scorecard: each priority with its support and the shares of the other segments.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, edition)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let given = match find(&state, &visitor, &slug, &edition).await? {
        Ok(given) => given,
        Err(gone) => return Ok(gone),
    };
    let written = Scorecard::of_released(&given.released).csv();
    let written = written.map_err(|error| PageError::Broken(format!("a table cannot be written: {error}")))?;
    Ok(file("text/csv; charset=utf-8", &format!("{slug}-results-{edition}-scorecard.csv"), written))
}
