//! The schema of a questionnaire's file, for whoever writes or checks one with another program.

use std::sync::LazyLock;

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse,
};

static SCHEMA: LazyLock<String> = LazyLock::new(|| format!("{:#}\n", exchange::schema()));

pub(super) async fn show() -> impl IntoResponse {
    const HEADERS: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/schema+json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (HEADERS, SCHEMA.as_str())
}
