//! The files of an edition: its tables, every figure, and the evidence where everybody may have it.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use store::{Publication, StoredBundle};

use super::{Editions, Given, find};
use crate::{
    error::PageError, pages::saved_file, released::Released, scorecard::Scorecard, state::AppState, visitor::Visitor,
};

/// Gives the table of the weighting.
pub(in super::super) async fn table(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(edition): Path<(String, String)>,
) -> Result<Response, PageError> {
    csv(&state, &visitor, edition, ("results", ""), |released| released.weighting_csv().map(Some)).await
}

/// Gives the table of panels and their pool, where there is one.
pub(in super::super) async fn panels(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(edition): Path<(String, String)>,
) -> Result<Response, PageError> {
    csv(&state, &visitor, edition, ("panels", ""), Released::panels_csv).await
}

/// Gives the scorecard: each priority with its support and the shares of the other segments.
pub(in super::super) async fn scorecard(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(edition): Path<(String, String)>,
) -> Result<Response, PageError> {
    csv(&state, &visitor, edition, ("results", "-scorecard"), |released| {
        Scorecard::of_released(released).csv().map(Some)
    })
    .await
}

/// Gives a table of what was released, with what its name has before the edition and after; there is no such page where it has none.
async fn csv<T: IntoResponse>(
    state: &AppState,
    visitor: &Visitor,
    (slug, edition): (String, String),
    (before, after): (&str, &str),
    write: impl FnOnce(&Released) -> Result<Option<T>, csv::Error>,
) -> Result<Response, PageError> {
    let given = match find(state, visitor, &slug, &edition).await? {
        Ok(given) => given,
        Err(gone) => return Ok(gone),
    };
    let written = write(&given.released);
    let written = written.map_err(|error| PageError::Broken(format!("a table cannot be written: {error}")))?;
    let name = format!("{slug}-{before}-{edition}{after}.csv");
    Ok(public_file("text/csv; charset=utf-8", &name, written.ok_or(PageError::NotFound)?))
}

/// Gives what was released, byte for byte.
pub(in super::super) async fn document(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, edition)): Path<(String, String)>,
) -> Result<Response, PageError> {
    match find(&state, &visitor, &slug, &edition).await? {
        Ok(given) => Ok(public_file("application/json", &format!("{slug}-results-{edition}.json"), given.document)),
        Err(gone) => Ok(gone),
    }
}

/// Finds what is known of the bundle of an edition, if everybody may have it.
///
/// A bundle tells how many responses were frozen, deleted and left out, so that it is given only where these are published; one with
/// answers has every figure, so that it is given only where nothing is withheld. And whoever
/// has the answers of an earlier edition and of this would see what those said who came between, so that only the first is given.
pub(in super::super) async fn find_bundle(
    state: &AppState,
    editions: &Editions,
    publication: &Publication,
    released: &Released,
) -> Result<Option<StoredBundle>, PageError> {
    let people = &released.results.respondents;
    if [people.frozen, people.missing, people.left_out].contains(&None) {
        return Ok(None);
    }
    let found = state.store.describe_bundle(publication.run).await?;
    let found = found.filter(|found| !found.grain.has_rows() || !released.results.withholds_anything());
    let earlier = editions.publications.iter();
    for other in earlier.filter(|other| other.edition < publication.edition && other.run != publication.run) {
        let other = state.store.describe_bundle(other.run).await?;
        if other.is_some_and(|other| other.grain.has_rows()) {
            return Ok(found.filter(|found| !found.grain.has_rows()));
        }
    }
    Ok(found)
}

/// Gives the evidence of the run, as it was written with its results.
pub(in super::super) async fn bundle(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, edition)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let Given { editions, publication, released, .. } = match find(&state, &visitor, &slug, &edition).await? {
        Ok(given) => given,
        Err(gone) => return Ok(gone),
    };
    find_bundle(&state, &editions, &publication, &released).await?.ok_or(PageError::NotFound)?;
    let (_, bytes) = state.store.find_bundle(publication.run).await?.ok_or(PageError::NotFound)?;
    Ok(public_file("application/zip", &format!("{slug}-results-{edition}.zip"), bytes))
}

/// Makes a file that everybody may keep and asks for again each time, because it can be taken back.
pub(in super::super) fn public_file(kind: &'static str, name: &str, content: impl IntoResponse) -> Response {
    let mut response = (saved_file(kind, name), content).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
