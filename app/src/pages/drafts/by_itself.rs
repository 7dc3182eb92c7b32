//! Pages that are posted while somebody types: their words are stored as they are, and nothing is judged.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{draft::Draft, fields::Fields};

use super::tabs;
use crate::islands::BY_ITSELF;

/// Says whether nobody pressed a button.
pub fn is_by_itself(posted: &Fields) -> bool {
    posted.is_filled(BY_ITSELF)
}

/// Says that the words are stored, with the digest that the page has to carry from now on.
pub fn kept(draft: &Draft, page: &str) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], tabs::digest_of(draft, page)).into_response()
}

/// Says that the words are not stored, because others that the page did not show stand there.
pub fn not_kept() -> Response {
    (StatusCode::CONFLICT, [(header::CACHE_CONTROL, "no-store")], "").into_response()
}
