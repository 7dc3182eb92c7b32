//! A file of a test response, for whoever holds its secret.

use axum::{
    extract::{Path, State},
    response::Response,
};
use store::Holder;

use super::Room;
use crate::{error::PageError, pages::given_file, state::AppState};

pub(super) async fn download(
    State(state): State<AppState>,
    room: Room,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let kept = room.held.kept.ok_or(PageError::NotFound)?;
    given_file(&state, Holder::Test(kept.stored.of.id), &id).await
}
