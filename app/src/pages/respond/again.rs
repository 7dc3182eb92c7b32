//! Beginning another response, with the words of one page if there are any.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::fields::Fields;

use super::{Room, conflict, desk};
use crate::{
    error::PageError,
    pages::{
        answering::{Answering, begun_with, own_fields},
        drafts::or_give_back,
    },
    posted::Posted,
    state::AppState,
    visitor::Visitor,
};

/// Begins another response, with the words of one page if there are any.
///
/// One that was not sent yet is never given up for it: it takes the words, beside its own if it has any on that page.
pub(super) async fn begin_again(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let begun = begin(&state, &visitor, &slug, cookies, &posted).await;
    or_give_back(begun, &state, &visitor, &desk(&slug).page("new"), &posted)
}

async fn begin(
    state: &AppState,
    visitor: &Visitor,
    slug: &str,
    cookies: CookieJar,
    posted: &Fields,
) -> Result<Response, PageError> {
    let mine = Room::enter(state, slug, &cookies).await?;
    if mine.is_assisted() {
        return Ok(Redirect::to(&format!("/staff/consultations/{slug}/enter")).into_response());
    }
    let room = if mine.held.is_submitted() { Room::enter(state, slug, &CookieJar::new()).await? } else { mine };
    let room = room.with_version_of(state, posted).await?;
    let page = posted.text("page");
    let fields = own_fields(room.questionnaire(), page, posted);
    if !room.takes_answers() {
        let fields = fields.unwrap_or_default();
        return Ok(conflict::too_late(state, visitor, &room, Some((page, &fields))));
    }
    Ok(begun_with(state, &room, cookies, (page, fields)).await?)
}
