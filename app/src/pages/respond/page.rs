//! One page of questions.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    consultation::Phase,
    draft::Draft,
    fields::Fields,
    ids::ResponseId,
    response::{Response as Answered, ResponseStatus},
};
use serde::Deserialize;
use store::StoreError;

use super::{CHECK, Room, conflict, cookie_name, form::Form};
use crate::{
    error::PageError,
    pages::drafts::{Begun, begun, cookie, or_give_back, tabs},
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
    /// Says whether the page was opened from the check page.
    pub(super) fn is_from_check(&self) -> bool {
        self.from.as_deref() == Some(CHECK)
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
    if new.is_new() && room.draft.is_none() {
        return Ok(room.lost.draw(&state, &visitor, format!("/consultations/{slug}/respond")));
    }
    if room.is_submitted() {
        return Ok(Redirect::to(&room.address("receipt")).into_response());
    }
    let draft = room.typed();
    let walk = room.walk(&draft);
    if !walk.may_visit(&page) {
        let next = walk.unfinished().map_or(CHECK, |step| &step.page.id);
        return Ok(Redirect::to(&room.address(next)).into_response());
    }
    let step = walk.step(&page).ok_or(PageError::NotFound)?;
    Ok(Form { state: &state, visitor: &visitor, room: &room, draft: &draft, opened: &opened }
        .draw(step, StatusCode::OK))
}

pub(super) async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, page)): Path<(String, String)>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let saved = store_and_answer(&state, &visitor, (&slug, &page), cookies, &posted).await;
    or_give_back(saved, &state, &visitor, &format!("/consultations/{slug}/respond/{page}"), &posted)
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
    if room.is_submitted() {
        return Ok(conflict::sent_before(state, visitor, &room, page, &fields));
    }
    let draft = room.typed();
    let would_replace = tabs::would_replace(&draft, page, &fields, posted);
    let words = if would_replace { Words::aside(page, &fields) } else { Words::decided(&draft, page, &fields) };
    let stored = store_page(state, &room, words).await;
    if let Err(StoreError::Changed) = stored {
        return Ok(conflict::sent_before(state, visitor, &room, page, &fields));
    }
    let name = if would_replace && stored.is_ok() { tabs::aside(page) } else { page.to_owned() };
    let typed = draft.into_iter().chain([(name, fields)]).collect();
    let opened = Opened { from: Some(posted.text("from").to_owned()), places: None };
    let form = Form { state, visitor, room: &room, draft: &typed, opened: &opened };
    let secret = match stored {
        Err(StoreError::Unavailable(error)) => {
            let drawn = form.draw_again(page, posted);
            return drawn.ok_or(PageError::Unavailable(StoreError::Unavailable(error)));
        }
        stored => stored?,
    };
    let answer = if would_replace { form.draw_both(page) } else { form.answer(page, posted) };
    let answer = if room.draft.is_none() { begun(answer) } else { answer };
    let cookie = cookie::give(state, &cookie_name(slug), &secret, cookie::Keep::Weeks);
    Ok((cookies.add(cookie), answer).into_response())
}

/// What is stored at once, each under the name of its page.
pub(super) struct Words(Vec<(String, Fields)>);

impl Words {
    /// Puts the words of a page aside.
    pub(super) fn aside(page: &str, fields: &Fields) -> Self {
        Self(vec![(tabs::aside(page), fields.clone())])
    }

    /// Takes the words for those of the page, and clears what was put aside for it.
    fn decided(draft: &Draft, page: &str, fields: &Fields) -> Self {
        let cleared = tabs::put_aside(draft, page).map(|_| (tabs::aside(page), Fields::default()));
        Self([(page.to_owned(), fields.clone())].into_iter().chain(cleared).collect())
    }

    /// Takes the words for those of a page that has none yet.
    pub(super) fn first(page: &str, fields: Fields) -> Self {
        Self(vec![(page.to_owned(), fields)])
    }

    /// Stores nothing, so that a draft begins empty.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }
}

/// Stores what was typed, in a new draft if there is none, and gives the secret of the draft.
pub(super) async fn store_page(state: &AppState, room: &Room, words: Words) -> Result<Secret, StoreError> {
    let known = room.draft.as_ref().map(|draft| draft.response.id).zip(room.secret.clone());
    let new = known.is_none().then(|| new_draft(state, room));
    let begun = new.as_ref().map(|response| (response.id, Secret::new(&*state.entropy)));
    let (id, secret) = known.or(begun).ok_or(StoreError::Changed)?;
    let (hash, now) = (secret.hash(), room.now);
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            if let Some(response) = new {
                write.add_draft(&response, &hash).await?;
            }
            for (page, fields) in words.0 {
                write.set_draft_page(id, &page, &fields, now).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    work.await?;
    Ok(secret)
}

/// Makes a response that has nothing in it yet.
fn new_draft(state: &AppState, room: &Room) -> Answered {
    Answered {
        id: ResponseId::new(&*state.clock, &*state.entropy),
        consultation: room.consultation.id,
        version: room.version.id,
        status: ResponseStatus::Draft,
        reference: None,
        segment: None,
        area: None,
        started_at: room.now,
        submitted_at: None,
    }
}
