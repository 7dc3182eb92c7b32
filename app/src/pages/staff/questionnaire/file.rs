//! The questionnaire as a file, as it is written now.

use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::Room;
use crate::{error::PageError, state::AppState, visitor::Staff};

pub(super) async fn download(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let document = exchange::write(&room.consultation.title, &room.questionnaire);
    let document =
        document.map_err(|error| PageError::Broken(format!("a questionnaire cannot be written: {error}")))?;
    let name: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}-questionnaire.json\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, document).into_response())
}
