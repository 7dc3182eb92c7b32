//! One page of questions.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    fields::Fields,
    ids::ResponseId,
    response::{Channel, Response as Answered, ResponseStatus},
};
use store::{Holder, StoreError};

use super::{Room, conflict, desk};
use crate::{
    attachments::Inspected,
    error::PageError,
    pages::{
        answering::{self, Along, Answering, Opened, Stored, own_fields, takes_files},
        drafts::{Begun, or_give_back, tabs::Words},
    },
    posted::PostedPage,
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
    let room = room.in_language(opened.language());
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
    PostedPage { fields, files }: PostedPage,
) -> Response {
    let saved = store_and_answer(&state, &visitor, (&slug, &page), cookies, (&fields, files)).await;
    or_give_back(saved, &state, &visitor, &desk(&slug).page(&page), &fields)
}

async fn store_and_answer(
    state: &AppState,
    visitor: &Visitor,
    (slug, page): (&str, &str),
    cookies: CookieJar,
    (posted, files): (&Fields, Option<Vec<Inspected>>),
) -> Result<Response, PageError> {
    let room = Room::enter(state, slug, &cookies).await?.with_version_of(state, posted).await?;
    let fields = own_fields(room.questionnaire(), page, posted).ok_or(PageError::NotFound)?;
    if files.is_some() && !takes_files(room.questionnaire(), page) {
        return Err(PageError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    if !room.takes_answers() {
        return Ok(conflict::too_late(state, visitor, &room, Some((page, &fields))));
    }
    if room.held.is_submitted() {
        return Ok(conflict::sent_before(state, visitor, &room, page, &fields));
    }
    let along = (posted, files.unwrap_or_default());
    match answering::take((state, visitor), &room, cookies, (page, fields.clone()), along).await {
        Err(StoreError::Changed) => Ok(conflict::sent_before(state, visitor, &room, page, &fields)),
        taken => Ok(taken?),
    }
}

/// Stores what was typed and the files that came along, in a new draft if there is none.
pub(super) async fn store_words(
    state: &AppState,
    room: &Room,
    words: Words,
    along: Along,
) -> Result<Stored, StoreError> {
    let known = room.held.kept.as_ref().map(|kept| kept.stored.of.clone());
    let is_new = known.is_none();
    let response = known.unwrap_or_else(|| new_draft(state, room));
    let language = room.reading.language;
    let secret = room.held.secret(state);
    let (hash, now, holder) = (secret.hash(), room.now, Holder::Response(response.id));
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
            along.write(&mut write, holder, now).await
        })
    });
    let refused = work.await?;
    Ok(Stored { secret, holder, refused })
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
        organisation: None,
        area: None,
        submitted_at: None,
        channel: Channel::Online,
        received_on: None,
        is_invited: false,
        order: room.reading.order,
        language: room.reading.language,
    }
}
