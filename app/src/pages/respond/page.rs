//! One page of questions.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    consultation::Phase,
    fields::Fields,
    ids::ResponseId,
    response::{Channel, Response as Answered, ResponseStatus},
};
use serde::Deserialize;
use store::StoreError;

use super::{Room, conflict, desk, form::Form};
use crate::{
    error::PageError,
    pages::drafts::{
        Begun, FROM, Showing, kept, not_kept, or_give_back,
        tabs::{Coming, Words},
    },
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
};

/// Where a page was opened from and how much of it is shown.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Opened {
    /// `check` when somebody changes an answer from the check page, to which the page then leads back.
    from: Option<String>,
    /// How many places are shown at least.
    places: Option<usize>,
}

impl Opened {
    /// Says where the page was opened from.
    pub(super) fn from(&self) -> &str {
        self.from.as_deref().unwrap_or_default()
    }

    /// Gives how many places are shown at least.
    pub(super) fn places(&self) -> usize {
        self.places.unwrap_or(1)
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, page)): Path<(String, String)>,
    Query(opened): Query<Opened>,
    Query(new): Query<Begun>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    room.version.questionnaire.page(&page).ok_or(PageError::NotFound)?;
    if room.phase != Phase::Open {
        return Ok(Redirect::to(&room.elsewhere()).into_response());
    }
    if let Some(lost) = room.held.lost_at_once(&state, &visitor, &new) {
        return Ok(lost);
    }
    if room.held.is_submitted() {
        return Ok(room.held.to_receipt());
    }
    let draft = room.held.typed();
    let walk = room.walk(&draft);
    if !walk.may_visit(&page) {
        return Ok(room.to(walk.unfinished()));
    }
    let step = walk.step(&page).ok_or(PageError::NotFound)?;
    let form = Form { state: &state, visitor: &visitor, room: &room, draft: &draft, opened: &opened };
    Ok(form.draw(step, Showing::Stored(StatusCode::OK)))
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
    let asked = room.version.questionnaire.page(page).ok_or(PageError::NotFound)?;
    let mut fields = posted.clone();
    fields.retain(|name| asked.questions.iter().any(|question| question.owns(name)));
    if room.phase != Phase::Open {
        return Ok(conflict::too_late(state, visitor, &room, Some((page, &fields))));
    }
    if room.held.is_submitted() {
        return Ok(conflict::sent_before(state, visitor, &room, page, &fields));
    }
    let draft = room.held.typed();
    let Some(coming) = Coming::of(&draft, page, &fields, posted) else {
        return Ok(not_kept());
    };
    let words = coming.words(&draft, page, fields.clone());
    let stored = store_words(state, &room, words.clone()).await;
    let shown = if stored.is_ok() { words } else { Words::of(page, fields.clone()) };
    let typed = shown.added_to(&draft);
    let opened = Opened { from: Some(posted.text(FROM).to_owned()), places: None };
    let form = Form { state, visitor, room: &room, draft: &typed, opened: &opened };
    match stored {
        Ok(secret) => {
            let answer = match coming {
                Coming::ByItself => kept(&typed, page),
                Coming::Beside => form.draw_both(page),
                Coming::InPlace => form.answer(page, posted),
            };
            Ok(room.held.give(state, cookies, &secret, answer))
        }
        Err(StoreError::Changed) => Ok(conflict::sent_before(state, visitor, &room, page, &fields)),
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "a page of a response could not be stored");
            form.draw_again(page, posted).ok_or(PageError::Unavailable(StoreError::Unavailable(cause)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Stores what was typed, in a new draft if there is none, and gives the secret of the draft.
pub(super) async fn store_words(state: &AppState, room: &Room, words: Words) -> Result<Secret, StoreError> {
    let known = room.held.kept.as_ref().map(|kept| kept.stored.of.clone());
    let is_new = known.is_none();
    let response = known.unwrap_or_else(|| new_draft(state, room));
    let secret = room.held.secret(state);
    let (hash, now) = (secret.hash(), room.now);
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            if is_new {
                write.add_draft(&response, &hash, now).await?;
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
        order: room.order,
    }
}
