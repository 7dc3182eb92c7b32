//! The room of those who take in expressions of interest: the list, and each one without or with who sent it.
//!
//! Each handler asks for a [`crate::visitor::Staff`] and then whether their role allows it, before it reads anything.

mod detail;
mod list;

use axum::{Router, routing::get};

use crate::state::AppState;

/// The address of the list.
const LIST: &str = "/staff/expressions-of-interest";

/// The addresses of this room.
pub fn routes() -> Router<AppState> {
    Router::new().route(LIST, get(list::show)).route("/staff/expressions-of-interest/{reference}", get(detail::show))
}
