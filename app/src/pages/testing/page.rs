//! One page of a draft's questions.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use axum_extra::extract::CookieJar;
use domain::fields::Fields;
use store::StoreError;

use super::{
    Room,
    ended::{ended, full},
    sent::sent_before,
};
use crate::{
    attachments::Inspected,
    error::PageError,
    pages::{
        answering::{self, Along, Answering, Opened, Stored, VERSION, own_fields, takes_files},
        drafts::{
            Begun, is_by_itself, not_kept, or_give_back,
            tabs::{SHOWN, Words},
        },
    },
    posted::PostedPage,
    state::AppState,
    visitor::Visitor,
};

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    room: Room,
    Path((_, page)): Path<(String, String)>,
    Query(opened): Query<Opened>,
    Query(new): Query<Begun>,
) -> Result<Response, PageError> {
    answering::show((&state, &visitor), &room, &page, (&opened, &new))
}

pub(super) async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((link, page)): Path<(String, String)>,
    cookies: CookieJar,
    PostedPage { fields, files }: PostedPage,
) -> Response {
    let saved = store_and_answer(&state, &visitor, (&link, &page), cookies, (&fields, files)).await;
    or_give_back(saved, &state, &visitor, &visitor.path, &fields)
}

async fn store_and_answer(
    state: &AppState,
    visitor: &Visitor,
    (link, page): (&str, &str),
    cookies: CookieJar,
    (posted, files): (&Fields, Option<Vec<Inspected>>),
) -> Result<Response, PageError> {
    let Some(room) = Room::enter(state, link, &cookies).await? else {
        return Ok(ended(state, visitor, posted));
    };
    let mut room = room.drawn_as(posted);
    let own = own_fields(&room.questionnaire, page, posted);
    if room.held.is_submitted() {
        return Ok(sent_before(state, visitor, &room, (page, own.as_ref().unwrap_or(posted))));
    }
    let mut posted = posted.clone();
    let is_outdated = posted.is_filled(VERSION) && posted.text(VERSION) != room.version();
    if is_outdated {
        let taken = own.clone().unwrap_or_default();
        let mut strays = posted.clone();
        let is_asked = |name: &str| room.questionnaire.questions().any(|question| question.owns(name));
        strays.retain(|name| is_asked(name) && taken.pairs().all(|(taken, _)| taken != name));
        room.carry(&strays);
        if strays.pairs().next().is_some() || room.moved.iter().any(|(moved, _)| moved == page) {
            // What the page showed stands on another by now, so that its digest tells nothing.
            posted.retain(|name| name != SHOWN);
        }
    }
    if files.is_some() && !is_outdated && !takes_files(&room.questionnaire, page) {
        return Err(PageError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let taken = match own {
        Some(fields) => {
            let along = (&posted, files.unwrap_or_default());
            answering::take((state, visitor), &room, cookies.clone(), (page, fields), along).await
        }
        // The browser would take the page that it is led to for what was stored of this one.
        None if is_outdated && is_by_itself(&posted) => Ok(not_kept()),
        None if is_outdated => lead_on(state, &room, cookies.clone()).await,
        None => return Err(PageError::NotFound),
    };
    match taken {
        Err(StoreError::Changed) => match Room::enter(state, link, &cookies).await? {
            Some(room) if room.held.is_submitted() => Ok(sent_before(state, visitor, &room, (page, &posted))),
            Some(room) => Ok(room.held.lost(state, visitor)),
            None => Ok(ended(state, visitor, &posted)),
        },
        Err(StoreError::Taken) => Ok(full(state, visitor, &room, &posted)),
        taken => Ok(taken?),
    }
}

/// Stores what a page had that is gone, for the questions that are asked elsewhere now, and leads to the next page.
async fn lead_on(state: &AppState, room: &Room, cookies: CookieJar) -> Result<Response, StoreError> {
    let next = room.to(room.walk(&room.held.typed()).unfinished());
    if room.moved.is_empty() {
        return Ok(next);
    }
    let Stored { secret, .. } = room.store(state, Words::none(), Along::default()).await?;
    Ok(room.held.give(state, cookies, &secret, next))
}
