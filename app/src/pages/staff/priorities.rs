//! Priorities as staff keep them: what each is, what is said of it, who reads of it, and in which order they stand.

mod list;
mod written;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{state::AppState, words::priorities::TITLE};

/// Where the list is.
const ADDRESS: &str = "/staff/priorities";

/// Makes the addresses of priorities.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/priorities", get(list::show))
        .route("/staff/priorities/new", get(written::show_new).post(written::add))
        .route("/staff/priorities/{code}", get(written::show).post(written::change))
        .route("/staff/priorities/{code}/up", post(list::move_up))
        .route("/staff/priorities/{code}/remove", post(written::remove))
}

/// Gives the address at which staff change a priority, or of something below it.
fn address_of(code: &str, below: &str) -> String {
    format!("{ADDRESS}/{code}{below}")
}
