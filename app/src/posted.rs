//! Reading a form into [`Fields`]: one that is posted, with limits, or one that stands in an address.

mod page;

use std::convert::Infallible;

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE, request::Parts},
};
use domain::{
    fields::Fields,
    question::files::{MOST_BYTES, MOST_FILES},
};

pub use self::page::PostedPage;
use crate::error::PageError;

/// The most bytes of a posted form; a page of ten long texts is far below it.
pub const BODY_LIMIT: usize = 512 * 1024;
/// The most bytes where a file is read: more than a file may have, so that the page can say that it is
/// too large.
pub const FILE_BODY_LIMIT: usize = 8 * 1024 * 1024;
/// The most bytes where population counts are read, whose files are larger, and the address that takes them.
pub const COUNTS_BODY_LIMIT: usize = 48 * 1024 * 1024;
/// The most bytes where the file of a document is read, more than one may have, and how the addresses end that take it.
pub const DOCUMENT_BODY_LIMIT: usize = 64 * 1024 * 1024;
const DOCUMENTS: &str = "/staff/documents/";
const DOCUMENT_FILE: &str = "/file";
const COUNTS_ADDRESS: &str = "/staff/margins/load";
/// The end of the addresses that take whole questionnaires, their translations, many responses, many people to invite,
/// a layer of the map, or many tags.
const FILE_ADDRESSES: [&str; 9] = [
    "/questionnaire/bring-in",
    "/questionnaire/bring-in/use",
    "/translations",
    "/enter/file",
    "/invitations/check",
    "/invitations/add",
    "/invitations/links",
    "/staff/map",
    "/comments/tags/load",
];
/// The most bytes of a page with files: as many of the largest as a question takes, and the words.
#[expect(clippy::cast_possible_truncation, reason = "it is far below what any machine counts")]
pub const ATTACHED_BODY_LIMIT: usize = MOST_FILES * MOST_BYTES as usize + BODY_LIMIT;
/// What the address of each page of questions has in it, and the type of a page that is posted with files.
const PAGES: &str = "/respond/";
const WITH_FILES: &str = "multipart/form-data";
/// The most bytes of its fields once they are read, which is what a draft stores; each question has its own, smaller limit.
const STORED_LIMIT: usize = 64 * 1024;
/// The most fields of a posted form.
const FIELD_LIMIT: usize = 2_000;

/// Gives the most bytes that a request to an address may have.
pub fn body_limit(path: &str, headers: &HeaderMap) -> usize {
    if FILE_ADDRESSES.iter().any(|end| path.ends_with(end)) {
        FILE_BODY_LIMIT
    } else if path == COUNTS_ADDRESS {
        COUNTS_BODY_LIMIT
    } else if path.starts_with(DOCUMENTS) && path.ends_with(DOCUMENT_FILE) {
        DOCUMENT_BODY_LIMIT
    } else if path.contains(PAGES) && brings_files(headers) {
        ATTACHED_BODY_LIMIT
    } else {
        BODY_LIMIT
    }
}

/// Says whether a form is posted as one with files.
pub fn brings_files(headers: &HeaderMap) -> bool {
    content_type(headers).starts_with(WITH_FILES)
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// What stands in an address behind its question mark, read as a form.
#[derive(Debug)]
pub struct InAddress(pub Fields);

impl<S: Sync> FromRequestParts<S> for InAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(Fields::new(url::form_urlencoded::parse(query.as_bytes()))))
    }
}

/// The fields of a posted form.
#[derive(Debug)]
pub struct Posted(pub Fields);

/// The fields of a form that holds a whole questionnaire, or a list of people to invite.
#[derive(Debug)]
pub struct PostedFile(pub Fields);

/// The fields of a form with many texts, none of which goes into a draft.
#[derive(Debug)]
pub struct PostedLong(pub Fields);

impl<S: Sync> FromRequest<S> for PostedLong {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &S) -> Result<Self, PageError> {
        fields(request, BODY_LIMIT, BODY_LIMIT).await.map(Self)
    }
}

impl<S: Sync> FromRequest<S> for Posted {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &S) -> Result<Self, PageError> {
        fields(request, BODY_LIMIT, STORED_LIMIT).await.map(Self)
    }
}

impl<S: Sync> FromRequest<S> for PostedFile {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &S) -> Result<Self, PageError> {
        fields(request, FILE_BODY_LIMIT, FILE_BODY_LIMIT).await.map(Self)
    }
}

async fn fields(request: Request, body_limit: usize, stored_limit: usize) -> Result<Fields, PageError> {
    if !content_type(request.headers()).starts_with("application/x-www-form-urlencoded") {
        return Err(PageError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let body = axum::body::to_bytes(request.into_body(), body_limit).await;
    let body = body.map_err(|_| PageError::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
    let pairs: Vec<_> = url::form_urlencoded::parse(&body).take(FIELD_LIMIT + 1).collect();
    limited(pairs, stored_limit)
}

/// Makes fields of pairs, unless there are more of them or of their bytes than are taken.
fn limited<T: AsRef<str> + Into<String>>(pairs: Vec<(T, T)>, stored_limit: usize) -> Result<Fields, PageError> {
    let bytes: usize = pairs.iter().map(|(name, value)| name.as_ref().len() + value.as_ref().len()).sum();
    if pairs.len() > FIELD_LIMIT || bytes > stored_limit {
        return Err(PageError::Status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    Ok(Fields::new(pairs))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    async fn read(content_type: &str, body: String) -> Result<Fields, PageError> {
        let request = Request::post("/").header(CONTENT_TYPE, content_type).body(Body::from(body)).unwrap();
        Posted::from_request(request, &()).await.map(|posted| posted.0)
    }

    async fn refusal(content_type: &str, body: String) -> Option<u16> {
        match read(content_type, body).await {
            Err(PageError::Status(status)) => Some(status.as_u16()),
            _ => None,
        }
    }

    const FORM: &str = "application/x-www-form-urlencoded";

    #[tokio::test]
    async fn a_form_is_read() {
        let fields = read(FORM, "why=a+pond%0D%0Aand+newts&why=b".into()).await.unwrap();
        assert_eq!(fields.pairs().collect::<Vec<_>>(), [("why", "a pond\nand newts"), ("why", "b")]);
    }

    #[tokio::test]
    async fn what_is_no_form_is_refused() {
        assert_eq!(refusal("application/json", "{}".into()).await, Some(415));
        assert_eq!(refusal("", "a=b".into()).await, Some(415));
    }

    #[tokio::test]
    async fn more_than_a_page_can_hold_is_refused_before_it_is_stored() {
        assert_eq!(refusal(FORM, "a&".repeat(FIELD_LIMIT + 1)).await, Some(413));
        assert_eq!(refusal(FORM, format!("a={}", "x".repeat(BODY_LIMIT))).await, Some(413));
        assert_eq!(refusal(FORM, format!("a={}", "x".repeat(STORED_LIMIT))).await, Some(413));
        assert_eq!(refusal(FORM, format!("a={}", "x".repeat(STORED_LIMIT - 1))).await, None);
    }
}
