//! The file of a version: whole or in part, as it was published, and never as a page of this site.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{document::DocumentVersion, permission::Action, question::FileFormat};
use http_range_header::{RangeUnsatisfiableError, parse_range_header};
use store::{StoreError, StoredDocument};

use super::one;
use crate::{
    error::PageError,
    pages::{
        download::{NOTHING, named},
        revalidated::{ASKED_EACH_TIME, knows},
    },
    state::AppState,
    visitor::Visitor,
    words::hex,
};

/// What only the staff may see is kept by nobody.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");
/// A PDF that browsers show in a program of their own, which a sandbox would keep from starting.
const LOADS_NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const BYTES: HeaderValue = HeaderValue::from_static("bytes");

/// Which part of a file is asked for: where it begins, and where it ends, which is no more of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    From(u64, u64),
    Beyond,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, number, file)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let is_staff = visitor.may(Action::ReadMinutes);
    let stored = state.store.find_document(&slug).await?.ok_or(PageError::NotFound)?;
    let versions = state.store.list_document_versions(stored.document.id).await?;
    let version = versions.into_iter().map(|stored| stored.version);
    let version = version.filter(|version| version.published_at.is_some() || is_staff);
    let version = version.into_iter().find(|version| version.number.to_string() == number && version.file_name == file);
    let version = version.ok_or(PageError::NotFound)?;
    match &stored.withdrawal {
        Some(withdrawal) if !is_staff => {
            let successors = state.store.list_document_successors(stored.document.id).await?;
            Ok(one::withdrawn(&state, &visitor, (&stored.document, withdrawal), &successors))
        }
        _ => answer(&state, &stored, &version, &headers).await,
    }
}

async fn answer(
    state: &AppState,
    stored: &StoredDocument,
    version: &DocumentVersion,
    headers: &HeaderMap,
) -> Result<Response, PageError> {
    let tag = format!("\"{}\"", hex(&version.sha256));
    let mut response = if knows(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match part(headers, &tag, version.size) {
            Part::Whole => {
                let mut response = Body::from_stream(pieces(state, version, (0, version.size)).await?).into_response();
                response.headers_mut().insert(header::CONTENT_LENGTH, version.size.into());
                response
            }
            Part::From(begin, end) => {
                let body = Body::from_stream(pieces(state, version, (begin, end)).await?);
                let mut response = (StatusCode::PARTIAL_CONTENT, body).into_response();
                response.headers_mut().insert(header::CONTENT_LENGTH, (end - begin).into());
                let place = format!("bytes {begin}-{}/{}", end - 1, version.size);
                response.headers_mut().insert(header::CONTENT_RANGE, sent(place)?);
                response
            }
            Part::Beyond => {
                let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
                response.headers_mut().insert(header::CONTENT_RANGE, sent(format!("bytes */{}", version.size))?);
                response
            }
        }
    };
    let is_public = version.published_at.is_some() && stored.withdrawal.is_none();
    let own = response.headers_mut();
    own.insert(header::ETAG, sent(tag)?);
    // What is published under an address never changes, but the document can be withdrawn, and that has to hold from then on.
    own.insert(header::CACHE_CONTROL, if is_public { ASKED_EACH_TIME } else { NOT_KEPT });
    own.insert(header::ACCEPT_RANGES, BYTES);
    own.insert(header::CONTENT_TYPE, HeaderValue::from_static(version.format.media_type()));
    own.insert(header::CONTENT_DISPOSITION, sent(named(manner(version.format), &version.file_name))?);
    let policy = if version.format == FileFormat::Pdf { LOADS_NOTHING } else { NOTHING };
    own.insert(header::CONTENT_SECURITY_POLICY, policy);
    let newest = format!("<{}>; rel=\"latest-version\"", super::address(&stored.document));
    own.insert(header::LINK, sent(newest)?);
    Ok(response)
}

async fn pieces(state: &AppState, version: &DocumentVersion, part: (u64, u64)) -> Result<store::Pieces, PageError> {
    let found = state.files.find(&version.sha256, part).await.map_err(|error: StoreError| PageError::from(error))?;
    found.ok_or_else(|| PageError::Broken("the file of a version is not in the folder of files".to_owned()))
}

fn sent(value: String) -> Result<HeaderValue, PageError> {
    HeaderValue::try_from(value).map_err(|_| PageError::Broken("the name of a file cannot be sent".to_owned()))
}

/// Says whether a browser shows a file or saves it: it shows what it draws without reading it as a page.
fn manner(format: FileFormat) -> &'static str {
    match format {
        FileFormat::Pdf | FileFormat::Jpeg | FileFormat::Png | FileFormat::Webp => "inline",
        _ => "attachment",
    }
}

/// Reads which part is asked for; more than one at once are not given apart, but the whole.
fn part(headers: &HeaderMap, tag: &str, size: u64) -> Part {
    let still = headers.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes());
    let asked = headers.get(header::RANGE).filter(|_| still).and_then(|asked| asked.to_str().ok());
    match asked.map(|asked| parse_range_header(asked).and_then(|parsed| parsed.validate(size))) {
        Some(Ok(parts)) => match &parts[..] {
            [part] => Part::From(*part.start(), part.end().saturating_add(1).min(size)),
            _ => Part::Whole,
        },
        Some(Err(RangeUnsatisfiableError::Unsatisfiable)) => Part::Beyond,
        Some(Err(_)) | None => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: &str = "\"aa\"";

    fn asked(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_part_is_given_where_one_is_asked_for_and_else_the_whole() {
        let of = |range| part(&asked(&[(header::RANGE, range)]), TAG, 100);
        assert_eq!(
            ["bytes=0-9", "bytes=90-", "bytes=-5"].map(of),
            [Part::From(0, 10), Part::From(90, 100), Part::From(95, 100)]
        );
        assert_eq!(of("bytes=100-"), Part::Beyond);
        for whole in ["bytes=0-1,5-6", "lines=1-2", "bytes=x", "bytes=9-1"] {
            assert_eq!(of(whole), Part::Whole, "{whole}");
        }
        assert_eq!(part(&HeaderMap::new(), TAG, 100), Part::Whole);
    }

    #[test]
    fn a_part_of_another_file_than_the_one_that_is_there_is_not_given() {
        let of = |known| part(&asked(&[(header::RANGE, "bytes=1-2"), (header::IF_RANGE, known)]), TAG, 100);
        assert_eq!([of("\"aa\""), of("\"bb\""), of("W/\"aa\"")], [Part::From(1, 3), Part::Whole, Part::Whole]);
    }
}
