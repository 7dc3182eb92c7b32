//! One line in the log for each request: method, the route that matched, status and time.
//!
//! Never the address itself, its query, headers or body: they hold references, secrets and words of people.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use tracing::Instrument;
use uuid::Uuid;

/// Logs a request, and marks with its number each line that is logged meanwhile.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let number = Uuid::new_v4();
    let span = tracing::info_span!("request", %number, method = known(request.method()), path);
    async {
        let begun = Instant::now();
        let response = next.run(request).await;
        let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status = response.status().as_u16(), milliseconds, "answered");
        response
    }
    .instrument(span)
    .await
}

/// Names a method; one that nobody knows is a word of whoever sent it.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}
