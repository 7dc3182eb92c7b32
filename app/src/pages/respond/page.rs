//! One page of questions.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    fields::Fields,
    ids::ResponseId,
    response::{Channel, Response as Answered, ResponseStatus},
};
use store::StoreError;

use super::{Room, conflict, desk};
use crate::{
    error::PageError,
    pages::{
        answering::{self, Answering, Opened, own_fields},
        drafts::{Begun, or_give_back, tabs::Words},
    },
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
};

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, page)): Path<(String, String)>,
    Query(opened): Query<Opened>,
    Query(new): Query<Begun>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    let room = room.in_language(opened.language().map(Some));
    room.questionnaire().page(&page).ok_or(PageError::NotFound)?;
    if !room.takes_answers() {
        return Ok(Redirect::to(&room.elsewhere()).into_response());
    }
    answering::show((&state, &visitor), &room, &page, (&opened, &new))
}

pub(super) async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, page)): Path<(String, String)>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let saved = store_and_answer(&state, &visitor, (&slug, &page), cookies, &posted).await;
    or_give_back(saved, &state, &visitor, &desk(&slug).page(&page), &posted)
}

async fn store_and_answer(
    state: &AppState,
    visitor: &Visitor,
    (slug, page): (&str, &str),
    cookies: CookieJar,
    posted: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, slug, &cookies).await?.with_version_of(state, posted).await?;
    let fields = own_fields(room.questionnaire(), page, posted).ok_or(PageError::NotFound)?;
    if !room.takes_answers() {
        return Ok(conflict::too_late(state, visitor, &room, Some((page, &fields))));
    }
    if room.held.is_submitted() {
        return Ok(conflict::sent_before(state, visitor, &room, page, &fields));
    }
    match answering::take((state, visitor), &room, cookies, (page, fields.clone()), posted).await {
        Err(StoreError::Changed) => Ok(conflict::sent_before(state, visitor, &room, page, &fields)),
        taken => Ok(taken?),
    }
}

/// Stores what was typed, in a new draft if there is none, and gives the secret of the draft.
pub(super) async fn store_words(state: &AppState, room: &Room, words: Words) -> Result<Secret, StoreError> {
    let known = room.held.kept.as_ref().map(|kept| kept.stored.of.clone());
    let is_new = known.is_none();
    let response = known.unwrap_or_else(|| new_draft(state, room));
    let language = room.reading.language;
    let secret = room.held.secret(state);
    let (hash, now) = (secret.hash(), room.now);
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            if is_new {
                write.add_draft(&response, &hash, now).await?;
            }
            if response.language != language {
                write.set_draft_language(response.id, language).await?;
            }
            for (page, fields) in words.into_pages() {
                write.set_draft_page(response.id, &page, &fields, now).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    work.await?;
    Ok(secret)
}

/// Makes a response that has nothing in it yet.
pub(super) fn new_draft(state: &AppState, room: &Room) -> Answered {
    Answered {
        id: ResponseId::new(&*state.clock, &*state.entropy),
        consultation: room.consultation.id,
        version: room.version.id,
        status: ResponseStatus::Draft,
        reference: None,
        segment: None,
        area: None,
        submitted_at: None,
        channel: Channel::Online,
        received_on: None,
        is_invited: false,
        order: room.reading.order,
        language: room.reading.language,
    }
}
