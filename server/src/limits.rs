//! How many requests are worked on at once, and for how long.
//!
//! The body of a request arrives before it takes a place, so that nobody holds a place by sending slowly.

use std::{sync::Arc, time::Duration};

use app::{error::PageError, posted::body_limit};
use axum::{
    body::{Body, Bytes, HttpBody as _},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt as _;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout_at},
};

/// When a client that was turned away may try again.
const SOON: HeaderValue = HeaderValue::from_static("5");
/// So much of each body is kept without asking; a page of a form is far below it.
const SMALL: usize = 16 * 1024;
/// So much of all larger bodies together is kept.
const LARGE_TOGETHER: usize = 128 * 1024 * 1024;
/// The bytes that give a body a second more; fewer would hold a connection for little.
const LEAST_RATE: usize = 8 * 1024;

/// What requests may take together and each.
#[derive(Clone, Copy, Debug)]
pub struct RequestLimits {
    /// The most requests that are worked on at once.
    pub at_once: usize,
    /// How long a request may take once its body has arrived.
    pub patience: Duration,
    /// How long a small body may take to arrive; a larger one has longer by its size.
    pub body_patience: Duration,
    /// How long a page that is the same for everybody may be sent again without being drawn again; not at all, if it is no time.
    pub page_life: Duration,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            at_once: 512,
            patience: Duration::from_mins(1),
            body_patience: Duration::from_secs(10),
            page_life: Duration::ZERO,
        }
    }
}

/// How bodies arrive.
#[derive(Clone, Debug)]
pub(crate) struct Arrivals {
    patience: Duration,
    room: Arc<Semaphore>,
}

/// Why a body did not arrive.
#[derive(Debug)]
enum NotArrived {
    TooSlow,
    TooLarge,
    NoRoom,
    CutOff,
}

impl Arrivals {
    pub(crate) fn new(patience: Duration) -> Self {
        Self { patience, room: Arc::new(Semaphore::new(LARGE_TOGETHER / SMALL)) }
    }

    /// Reads a body while it keeps arriving, with a permit for what it takes of the room for large ones.
    async fn receive(&self, mut body: Body, limit: usize) -> Result<(Bytes, Vec<OwnedSemaphorePermit>), NotArrived> {
        let (begun, mut arrived, mut permits) = (Instant::now(), Vec::new(), Vec::new());
        loop {
            let more = Duration::from_secs((arrived.len() / LEAST_RATE) as u64);
            let frame = timeout_at(begun + self.patience + more, body.frame()).await;
            let Some(frame) = frame.map_err(|_| NotArrived::TooSlow)? else { return Ok((arrived.into(), permits)) };
            let Ok(data) = frame.map_err(|_| NotArrived::CutOff)?.into_data() else { continue };
            if arrived.len() + data.len() > limit {
                return Err(NotArrived::TooLarge);
            }
            arrived.extend_from_slice(&data);
            while arrived.len() > SMALL * (permits.len() + 1) {
                permits.push(self.room.clone().try_acquire_owned().map_err(|_| NotArrived::NoRoom)?);
            }
        }
    }
}

/// Waits for the body of a request, as long as it keeps arriving.
pub(crate) async fn receive(State(arrivals): State<Arrivals>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    if is_packed(&parts.headers) {
        return PageError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE).into_response();
    }
    match arrivals.receive(body, body_limit(parts.uri.path(), &parts.headers)).await {
        Ok((body, _room)) => next.run(Request::from_parts(parts, body.into())).await,
        Err(NotArrived::TooSlow) => turn_away("a request was turned away: its body arrived too slowly"),
        Err(NotArrived::NoRoom) => turn_away("a request was turned away: too many large bodies are arriving"),
        Err(NotArrived::TooLarge) => PageError::Status(StatusCode::PAYLOAD_TOO_LARGE).into_response(),
        Err(NotArrived::CutOff) => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// Says whether a body is compressed: no form is, and it would be read as if it were not.
fn is_packed(headers: &HeaderMap) -> bool {
    let mut codings = headers.get_all(header::CONTENT_ENCODING).iter();
    codings.any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// Turns requests away while there are too many, rather than let all of them wait.
pub(crate) async fn shed(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    match places.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => turn_away("a request was turned away: too many are being worked on"),
    }
}

/// Ends a request that takes too long.
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
