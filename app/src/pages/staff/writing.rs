//! What the script of the boxes in which staff write asks for: how Markdown will look, and what was pasted as Markdown. Nothing is stored.

use axum::{
    Router,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
    routing::post,
};
use domain::permission::Action;

use crate::{
    error::PageError,
    pasted,
    posted::{Posted, PostedLong},
    reading::read_file,
    rich_text,
    state::AppState,
    visitor::Staff,
};

/// The field with what is asked about.
const WORDS: &str = "words";

/// Makes their addresses.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/staff/writing/shown", post(shown)).route("/staff/writing/pasted", post(as_markdown))
}

/// Draws Markdown as it will be shown.
async fn shown(staff: Staff, Posted(fields): Posted) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    Ok(Html(rich_text::html(fields.typed(WORDS))).into_response())
}

/// Writes HTML that was pasted as Markdown.
async fn as_markdown(staff: Staff, PostedLong(fields): PostedLong) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let html = fields.typed(WORDS).to_owned();
    let markdown = read_file(move || pasted::markdown(&html)).await?;
    Ok(markdown.ok_or(PageError::Status(StatusCode::UNPROCESSABLE_ENTITY))?.into_response())
}
