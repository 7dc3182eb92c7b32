//! Beginning another response, with the words of one page if there are any.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{consultation::Phase, fields::Fields};

use super::{Room, conflict, desk, page::store_words};
use crate::{
    error::PageError,
    pages::drafts::{or_give_back, tabs::Words},
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
    let asked = room.version.questionnaire.page(page);
    let mut fields = posted.clone();
    fields.retain(|name| asked.is_some_and(|asked| asked.questions.iter().any(|question| question.owns(name))));
    if room.phase != Phase::Open {
        return Ok(conflict::too_late(state, visitor, &room, Some((page, &fields))));
    }
    let (stored, begin) = (room.held.typed().remove(page), room.held.desk.begin.clone());
    let (words, next) = match stored {
        _ if asked.is_none() => (Words::none(), begin),
        Some(stored) if stored != fields => (Words::aside(page, fields), room.address(page)),
        _ => (Words::of(page, fields), begin),
    };
    let secret = store_words(state, &room, words).await?;
    let cookies = cookies.add(room.held.desk.give(state, &secret));
    Ok((cookies, Redirect::to(&next)).into_response())
}
