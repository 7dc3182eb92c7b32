//! The questionnaire as a file, as it is written now.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};

use super::Room;
use crate::{error::PageError, pages::saved_file, state::AppState, visitor::Staff};

pub(super) async fn download(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let document = exchange::write(&room.consultation.title, &room.questionnaire);
    let document =
        document.map_err(|error| PageError::Broken(format!("a questionnaire cannot be written: {error}")))?;
    Ok((saved_file("application/json", &format!("{slug}-questionnaire.json")), document).into_response())
}
