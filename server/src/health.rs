//! Whether the process is up and whether it can serve, for whoever operates it; not subject to the checks of pages.

use app::state::AppState;
use axum::{Router, extract::State, http::StatusCode, routing::get};

/// Makes the routes.
pub(crate) fn routes(state: AppState) -> Router {
    Router::new().route("/health", get(health)).route("/ready", get(ready)).with_state(state)
}

async fn health() -> &'static str {
    "up\n"
}

async fn ready(State(state): State<AppState>) -> Result<&'static str, (StatusCode, &'static str)> {
    state.store.check().await.map(|()| "ready\n").map_err(|error| {
        tracing::warn!(error = %error, "not ready");
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    })
}
