//! A file of a draft or of what was sent, for whoever holds its secret.

use axum::{
    extract::{Path, State},
    response::Response,
};
use axum_extra::extract::CookieJar;
use store::Holder;

use super::{Room, copy::is_shown};
use crate::{error::PageError, pages::given_file, state::AppState};

pub(super) async fn download(
    State(state): State<AppState>,
    Path((slug, id)): Path<(String, String)>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    let is_over = room.held.receipt().is_some_and(|receipt| !is_shown(receipt, room.now));
    let kept = room.held.kept.filter(|_| !is_over).ok_or(PageError::NotFound)?;
    given_file(&state, Holder::Response(kept.stored.of.id), &id).await
}
