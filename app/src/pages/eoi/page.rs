//! One page of the form.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    eoi::{EoiDraft, EoiPage},
    fields::Fields,
    ids::EoiId,
    vocabulary::Word,
};
use serde::Deserialize;
use store::StoreError;

use super::{Room, START, address, conflict, fields, form::Form, summary, to};
use crate::{
    error::PageError,
    pages::drafts::{
        Begun, CHECK, FROM, PageForm, Showing, kept, not_kept, or_give_back,
        tabs::{Coming, Words},
    },
    parts::Scripts,
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::{Labelled, eoi},
};

/// Where a page was opened from.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Opened {
    /// `check` when somebody changes an answer from the check page, to which the page then leads back.
    from: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(page): Path<String>,
    Query(opened): Query<Opened>,
    Query(new): Query<Begun>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let page = EoiPage::from_word(&page).ok_or(PageError::NotFound)?;
    let room = Room::enter(&state, &cookies).await?;
    if let Some(lost) = room.held.lost_at_once(&state, &visitor, &new) {
        return Ok(lost);
    }
    if room.held.is_submitted() {
        return Ok(room.held.to_receipt());
    }
    let draft = room.held.typed();
    let walk = room.walk(&draft);
    if !walk.may_visit(page) {
        return Ok(to(walk.unfinished()));
    }
    let from = opened.from.unwrap_or_default();
    let shown = Shown { state: &state, visitor: &visitor, room: &room, draft: &draft, from: &from };
    Ok(shown.draw(page, Showing::Stored(StatusCode::OK)))
}

pub(super) async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(page): Path<String>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let saved = store_and_answer(&state, &visitor, &page, cookies, &posted).await;
    or_give_back(saved, &state, &visitor, &address(&page), &posted)
}

async fn store_and_answer(
    state: &AppState,
    visitor: &Visitor,
    page: &str,
    cookies: CookieJar,
    posted: &Fields,
) -> Result<Response, PageError> {
    let page = EoiPage::from_word(page).ok_or(PageError::NotFound)?;
    let mut fields = posted.clone();
    fields.retain(|name| page.fields().contains(&name));
    let from = posted.text(FROM);
    let unstored = |room: &Room| {
        let draft = Words::of(page.word(), fields.clone()).added_to(&room.held.typed());
        Shown { state, visitor, room, draft: &draft, from }.draw(page, Showing::unstored(posted))
    };
    let room = match Room::enter(state, &cookies).await {
        Ok(room) => room,
        Err(PageError::Unavailable(cause)) => {
            tracing::error!(cause = ?cause, "a page of an expression of interest could not be stored");
            return Ok(unstored(&Room::empty()));
        }
        Err(error) => return Err(error),
    };
    if room.held.is_submitted() {
        return Ok(conflict::sent_before(state, visitor, page.word(), &fields));
    }
    let draft = room.held.typed();
    let Some(coming) = Coming::of(&draft, page.word(), &fields, posted) else {
        return Ok(not_kept());
    };
    let words = coming.words(&draft, page.word(), fields.clone());
    let secret = match store_words(state, &room, words.clone()).await {
        Ok(secret) => secret,
        Err(StoreError::Changed) => return Ok(conflict::sent_before(state, visitor, page.word(), &fields)),
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "a page of an expression of interest could not be stored");
            return Ok(unstored(&room));
        }
        Err(error) => return Err(error.into()),
    };
    let shown = Shown { state, visitor, room: &room, draft: &words.added_to(&draft), from };
    let answer = match coming {
        Coming::ByItself => kept(shown.draft, page.word()),
        Coming::Beside => shown.draw(page, Showing::Stored(StatusCode::CONFLICT)),
        Coming::InPlace => shown.answer(page, posted),
    };
    Ok(room.held.give(state, cookies, &secret, answer))
}

/// Stores what was typed, in a new draft if there is none, and gives the secret of the draft.
pub(super) async fn store_words(state: &AppState, room: &Room, words: Words) -> Result<Secret, StoreError> {
    let known = room.held.kept.as_ref().map(|kept| kept.stored.of);
    let is_new = known.is_none();
    let id = known.unwrap_or_else(|| EoiId::new(&*state.clock, &*state.entropy));
    let secret = room.held.secret(state);
    let (hash, now) = (secret.hash(), state.clock.now());
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            if is_new {
                write.add_eoi_draft(id, &hash, now).await?;
            }
            for (page, fields) in words.into_pages() {
                write.set_eoi_draft_page(id, &page, &fields, now).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    work.await?;
    Ok(secret)
}

/// A page as it is shown to one person.
struct Shown<'a> {
    state: &'a AppState,
    visitor: &'a Visitor,
    room: &'a Room,
    draft: &'a EoiDraft,
    from: &'a str,
}

impl Shown<'_> {
    /// Answers a post that has been stored: on to the next page, or the same page with what to put right.
    fn answer(&self, page: EoiPage, posted: &Fields) -> Response {
        if posted.is_filled("save") {
            return Redirect::to(&address("saved")).into_response();
        }
        let walk = self.room.walk(self.draft);
        if walk.step(page).is_some_and(|step| !step.refusals.is_empty()) {
            return self.draw(page, Showing::Stored(StatusCode::UNPROCESSABLE_ENTITY));
        }
        to(if self.from == CHECK { walk.unfinished() } else { page.after() })
    }

    /// Draws the page with what was typed on it and what was put aside.
    fn draw(&self, page: EoiPage, showing: Showing) -> Response {
        let walk = self.room.walk(self.draft);
        let Some(step) = walk.step(page) else { return PageError::NotFound.into_response() };
        let nothing = Fields::default();
        let form = Form { step, fields: self.draft.get(page.word()).unwrap_or(&nothing) };
        let place = 1 + EoiPage::ALL.iter().take_while(|other| **other != page).count();
        let form = PageForm {
            desk: &self.room.held.desk,
            page: page.word(),
            title: page.label().to_owned(),
            spoken_in: None,
            languages: None,
            back: page.before().map_or_else(|| START.to_owned(), |before| address(before.word())),
            number: (place, EoiPage::ALL.len()),
            note: None,
            intro: Vec::new(),
            from: self.from,
            errors: step.refusals.iter().map(|refusal| (refusal.field.clone(), eoi::refusal(refusal))).collect(),
            fields: fields::fields(form),
            takes_files: false,
            draft: self.draft,
            aside: &summary::typed,
            kept: "What you type is kept each time you continue.",
            scripts: if fields::has_count(page) { Scripts::Islands } else { Scripts::None },
        };
        form.draw(self.state, self.visitor, showing)
    }
}
