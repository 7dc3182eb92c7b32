//! The addresses under which programs read what is public, as JSON.
//!
//! Nobody is asked who they are, and pages of other sites may read the answers: there is nothing in them that is not for everybody,
//! and no cookie changes them. This holds for these addresses alone.

mod lists;
mod ones;

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::map_response,
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use store::StoreError;

use super::{revalidated::revalidated, unlisted};
use crate::{
    api::{Problem, description},
    error::{Incident, PageError},
    state::AppState,
};

const JSON: &str = "application/json";
/// What programs call a [`Problem`].
pub const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");
const ANYBODY: HeaderValue = HeaderValue::from_static("*");

/// Makes the routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/openapi.json", get(described))
        .route("/api/v1/consultations", get(lists::consultations))
        .route("/api/v1/consultations/{slug}", get(ones::consultation))
        .route("/api/v1/consultations/{slug}/results", get(lists::results))
        .route("/api/v1/documents", get(lists::documents))
        .route("/api/v1/documents/{slug}", get(ones::document))
        .route("/api/v1/groups", get(lists::groups))
        .route("/api/v1/meetings", get(lists::meetings))
        .route("/api/v1/meetings/{slug}", get(ones::meeting))
        .route("/api/v1/priorities", get(lists::priorities))
        .route("/api/v1/priorities/{code}", get(ones::priority))
        .route("/api/{*rest}", get(missing))
        .layer(map_response(unlisted))
        .layer(map_response(finished))
}

/// Why there is no other answer.
#[derive(Debug)]
enum Refused {
    Page(PageError),
    /// A status, and what is wrong.
    Problem(StatusCode, String),
}

impl From<PageError> for Refused {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Self::Page(error.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Page(error) => error.into_response(),
            Self::Problem(status, detail) => problem(status, Some(detail), None),
        }
    }
}

/// Refuses what was asked, and says what can be.
fn misasked(detail: &str) -> Refused {
    Refused::Problem(StatusCode::BAD_REQUEST, detail.to_owned())
}

async fn described(State(state): State<AppState>, asked: HeaderMap) -> Result<Response, Refused> {
    answer(&asked, &description(&state.site))
}

async fn missing() -> PageError {
    PageError::NotFound
}

/// Answers with something, or says that whoever asks has it already.
fn answer(asked: &HeaderMap, content: &impl Serialize) -> Result<Response, Refused> {
    let written = serde_json::to_vec(content);
    let bytes = written.map_err(|error| PageError::Broken(format!("an answer cannot be written: {error}")))?;
    Ok(revalidated(asked, JSON, bytes))
}

fn problem(status: StatusCode, detail: Option<String>, incident: Option<Incident>) -> Response {
    let problem = Problem {
        kind: "about:blank".to_owned(),
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        detail,
        instance: incident.map(|incident| incident.0.urn().to_string()),
    };
    let written = serde_json::to_vec(&problem).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, PROBLEM), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], written)
        .into_response()
}

/// Says each failure as programs read it, and lets pages of other sites read each answer.
async fn finished(response: Response) -> Response {
    let status = response.status();
    let is_failure = status.is_client_error() || status.is_server_error();
    let mut response = if is_failure && response.headers().get(header::CONTENT_TYPE) != Some(&PROBLEM) {
        problem(status, None, response.extensions().get::<Incident>().copied())
    } else {
        response
    };
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANYBODY);
    response
}
