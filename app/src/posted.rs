//! Reading a posted form into [`Fields`], with limits.

use axum::{
    extract::{FromRequest, Request},
    http::{StatusCode, header::CONTENT_TYPE},
};
use domain::fields::Fields;

use crate::error::PageError;

/// The most bytes of a posted form; a page of ten long texts is far below it.
pub const BODY_LIMIT: usize = 512 * 1024;
/// The most bytes where a file is read: more than a file may have, so that the page can say that it is
/// too large.
pub const FILE_BODY_LIMIT: usize = 8 * 1024 * 1024;
/// The end of the addresses that take whole questionnaires, their translations, many responses, or many people to invite.
const FILE_ADDRESSES: [&str; 7] = [
    "/questionnaire/bring-in",
    "/questionnaire/bring-in/use",
    "/translations",
    "/enter/file",
    "/invitations/check",
    "/invitations/add",
    "/invitations/links",
];
/// The most bytes of its fields once they are read, which is what a draft stores; each question has its own, smaller limit.
const STORED_LIMIT: usize = 64 * 1024;
/// The most fields of a posted form.
const FIELD_LIMIT: usize = 2_000;

/// Gives the most bytes that a request to an address may have.
pub fn body_limit(path: &str) -> usize {
    if FILE_ADDRESSES.iter().any(|end| path.ends_with(end)) { FILE_BODY_LIMIT } else { BODY_LIMIT }
}

/// The fields of a posted form.
#[derive(Debug)]
pub struct Posted(pub Fields);

/// The fields of a form that holds a whole questionnaire, or a list of people to invite.
#[derive(Debug)]
pub struct PostedFile(pub Fields);

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
    let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if !content_type.starts_with("application/x-www-form-urlencoded") {
        return Err(PageError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let body = axum::body::to_bytes(request.into_body(), body_limit).await;
    let body = body.map_err(|_| PageError::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
    let pairs: Vec<_> = url::form_urlencoded::parse(&body).take(FIELD_LIMIT + 1).collect();
    let bytes: usize = pairs.iter().map(|(name, value)| name.len() + value.len()).sum();
    if pairs.len() > FIELD_LIMIT || bytes > stored_limit {
        return Err(PageError::Status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    Ok(Fields::new(pairs.into_iter().map(|(name, value)| (name.into_owned(), value))))
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
