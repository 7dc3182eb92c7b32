//! Minutes that another site has: its list of titles is read, looked over line by line, and brought in together.
//!
//! Nothing is stored before somebody has seen what each line was taken for, and all of it can be taken back together.

mod add;
mod brought;
mod read;
mod row;

use axum::{
    Router,
    routing::{get, post},
};

use crate::state::AppState;

/// Where a list is brought in.
pub(super) const BRING_IN: &str = "/staff/minutes/bring-in";
/// Where what was brought in is listed.
pub(super) const BROUGHT_IN: &str = "/staff/minutes/brought-in";

/// Makes the addresses of lists.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/minutes/bring-in", get(read::show).post(read::read))
        .route("/staff/minutes/bring-in/add", post(add::add))
        .route("/staff/minutes/brought-in", get(brought::list))
        .route("/staff/minutes/brought-in/{listing}", get(brought::show))
        .route("/staff/minutes/brought-in/{listing}/take-back", post(brought::take_back))
}
