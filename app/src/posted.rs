//! Reading a posted form into [`Fields`], with limits.

use axum::{
    extract::{FromRequest, Request},
    http::{StatusCode, header::CONTENT_TYPE},
};
use domain::fields::Fields;

use crate::error::PageError;

/// The most bytes of a posted form; a page of ten long texts is far below it.
const BODY_LIMIT: usize = 512 * 1024;
/// The most fields of a posted form.
const FIELD_LIMIT: usize = 2_000;

/// The fields of a posted form.
#[derive(Debug)]
pub struct Posted(pub Fields);

impl<S: Sync> FromRequest<S> for Posted {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &S) -> Result<Self, PageError> {
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if !content_type.starts_with("application/x-www-form-urlencoded") {
            return Err(PageError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let body = axum::body::to_bytes(request.into_body(), BODY_LIMIT).await;
        let body = body.map_err(|_| PageError::Status(StatusCode::PAYLOAD_TOO_LARGE))?;
        let pairs: Vec<_> = url::form_urlencoded::parse(&body).take(FIELD_LIMIT + 1).collect();
        if pairs.len() > FIELD_LIMIT {
            return Err(PageError::Status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        Ok(Self(Fields::new(pairs.into_iter().map(|(name, value)| (name.into_owned(), value)))))
    }
}
