//! How many requests are worked on at once, and for how long.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::sync::Semaphore;

/// When a client that was turned away may try again.
const SOON: HeaderValue = HeaderValue::from_static("5");

/// What requests may take together and each.
#[derive(Clone, Copy, Debug)]
pub struct RequestLimits {
    /// The most requests that are worked on at once.
    pub at_once: usize,
    /// How long a request may take, the arrival of its body included.
    pub patience: Duration,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self { at_once: 512, patience: Duration::from_mins(1) }
    }
}

/// Turns requests away while there are too many, rather than let all of them wait.
pub(crate) async fn shed(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    match places.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => turn_away("a request was turned away: too many are being worked on"),
    }
}

/// Ends a request that takes too long, such as one whose body arrives byte by byte.
pub(crate) async fn end_in_time(State(patience): State<Duration>, request: Request, next: Next) -> Response {
    let answer = tokio::time::timeout(patience, next.run(request)).await;
    answer.unwrap_or_else(|_| turn_away("a request took too long"))
}

fn turn_away(reason: &'static str) -> Response {
    tracing::warn!("{reason}");
    let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
    response.headers_mut().insert(header::RETRY_AFTER, SOON);
    response
}
