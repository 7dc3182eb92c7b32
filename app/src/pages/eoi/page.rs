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
use leptos::prelude::*;
use serde::Deserialize;
use store::StoreError;

use super::{CHECK, COOKIE, Room, START, address, address_of, conflict, fields, form::Form, summary};
use crate::{
    error::PageError,
    pages::drafts::{Begun, begun, cookie, later, or_give_back, tabs, unstored_notice},
    parts::{ErrorSummary, Frame},
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
    if new.is_new() && room.draft.is_none() {
        return Ok(room.lost.draw(&state, &visitor, format!("{START}/respond")));
    }
    if room.is_submitted() {
        return Ok(Redirect::to(&address("receipt")).into_response());
    }
    let draft = room.typed();
    let walk = room.walk(&draft);
    if !walk.may_visit(page) {
        return Ok(Redirect::to(&address_of(walk.unfinished())).into_response());
    }
    let from = opened.from.unwrap_or_default();
    Ok(Shown { state: &state, visitor: &visitor, room: &room, draft: &draft, from: &from }.draw(page, StatusCode::OK))
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
    let from = posted.text("from");
    let unstored = |room: &Room| {
        let mut draft = room.typed();
        draft.insert(page.word().to_owned(), fields.clone());
        Shown { state, visitor, room, draft: &draft, from }.draw_again(page, posted)
    };
    let room = match Room::enter(state, &cookies).await {
        Ok(room) => room,
        Err(PageError::Unavailable(cause)) => {
            tracing::error!(cause = ?cause, "a page of an expression of interest could not be stored");
            return Ok(unstored(&Room::default()));
        }
        Err(error) => return Err(error),
    };
    if room.is_submitted() {
        return Ok(conflict::sent_before(state, visitor, page.word(), &fields));
    }
    let mut draft = room.typed();
    let would_replace = tabs::would_replace(&draft, page.word(), &fields, posted);
    let words = if would_replace { Words::aside(page, &fields) } else { Words::decided(&draft, page, &fields) };
    let secret = match store_page(state, &room, words).await {
        Ok(secret) => secret,
        Err(StoreError::Changed) => return Ok(conflict::sent_before(state, visitor, page.word(), &fields)),
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "a page of an expression of interest could not be stored");
            return Ok(unstored(&room));
        }
        Err(error) => return Err(error.into()),
    };
    let cookies = cookies.add(cookie::give(state, COOKIE, &secret, cookie::Keep::UntilClosed));
    draft.insert(if would_replace { tabs::aside(page.word()) } else { page.word().to_owned() }, fields);
    let shown = Shown { state, visitor, room: &room, draft: &draft, from };
    let answer = if would_replace { shown.draw(page, StatusCode::CONFLICT) } else { shown.answer(page, posted) };
    let answer = if room.draft.is_none() { begun(answer) } else { answer };
    Ok((cookies, answer).into_response())
}

/// What is stored at once, each under the name of its page.
pub(super) struct Words(Vec<(String, Fields)>);

impl Words {
    /// Takes the words for those of a page.
    pub(super) fn of(page: EoiPage, fields: Fields) -> Self {
        Self(vec![(page.word().to_owned(), fields)])
    }

    /// Puts the words of a page aside.
    pub(super) fn aside(page: EoiPage, fields: &Fields) -> Self {
        Self(vec![(tabs::aside(page.word()), fields.clone())])
    }

    /// Takes the words for those of the page, and clears what was put aside for it.
    fn decided(draft: &EoiDraft, page: EoiPage, fields: &Fields) -> Self {
        let cleared = tabs::put_aside(draft, page.word()).map(|_| (tabs::aside(page.word()), Fields::default()));
        Self([(page.word().to_owned(), fields.clone())].into_iter().chain(cleared).collect())
    }

    /// Stores nothing, so that a draft begins empty.
    pub(super) fn none() -> Self {
        Self(Vec::new())
    }
}

/// Stores what was typed, in a new draft if there is none, and gives the secret of the draft.
pub(super) async fn store_page(state: &AppState, room: &Room, words: Words) -> Result<Secret, StoreError> {
    let now = state.clock.now();
    let known = room.draft.as_ref().map(|draft| draft.id).zip(room.secret.clone());
    let is_new = known.is_none();
    let (id, secret) =
        known.unwrap_or_else(|| (EoiId::new(&*state.clock, &*state.entropy), Secret::new(&*state.entropy)));
    let hash = secret.hash();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            if is_new {
                write.add_eoi_draft(id, &hash, now).await?;
            }
            for (page, fields) in words.0 {
                write.set_eoi_draft_page(id, &page, &fields, now).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    work.await?;
    Ok(secret)
}

/// What a page says besides its fields.
enum Note {
    /// Nothing.
    None,
    /// The words may not be stored; this is the fingerprint of those that the page showed first.
    Unstored(String),
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
            return self.draw(page, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let next = if self.from == CHECK { walk.unfinished() } else { page.after() };
        Redirect::to(&address_of(next)).into_response()
    }

    /// Draws the page with the stored words and what was put aside.
    fn draw(&self, page: EoiPage, status: StatusCode) -> Response {
        self.draw_with(page, status, Note::None)
    }

    /// Draws the page again with the words that may not be stored.
    fn draw_again(&self, page: EoiPage, posted: &Fields) -> Response {
        let note = Note::Unstored(posted.text(tabs::SHOWN).to_owned());
        later(self.draw_with(page, StatusCode::SERVICE_UNAVAILABLE, note))
    }

    fn draw_with(&self, page: EoiPage, status: StatusCode, note: Note) -> Response {
        let walk = self.room.walk(self.draft);
        let Some(step) = walk.step(page) else { return PageError::NotFound.into_response() };
        let nothing = Fields::default();
        let form = Form { step, fields: self.draft.get(page.word()).unwrap_or(&nothing) };
        let errors = step.refusals.iter().map(|refusal| (refusal.field.clone(), eoi::refusal(refusal))).collect();
        let back = page.before().map_or_else(|| START.to_owned(), |before| address(before.word()));
        let place = 1 + EoiPage::ALL.iter().take_while(|other| **other != page).count();
        let frame = Frame::new(self.state, self.visitor, page.label()).status(status).personal().step();
        let frame = if fields::has_count(page) { frame.with_islands() } else { frame };
        let stored = tabs::fingerprint(self.draft, page.word());
        let aside = tabs::put_aside(self.draft, page.word())
            .map(|fields| tabs::aside_notice(fields, summary::typed(fields), address(page.word()), stored.clone()));
        let (notice, shown) = match note {
            Note::None => (None, stored),
            Note::Unstored(shown) => (Some(unstored_notice()), shown),
        };
        frame.show(|| {
            view! {
                <a class="govuk-back-link" href=back>"Back"</a>
                <ErrorSummary errors=errors/>
                {notice}
                <p class="fm-progress">{format!("Page {place} of {}", EoiPage::ALL.len())}</p>
                <h1 class="govuk-heading-l">{page.label()}</h1>
                <form method="post" action=address(page.word()) novalidate>
                    <input type="hidden" name=tabs::SHOWN value=shown/>
                    {(self.from == CHECK).then(|| view! { <input type="hidden" name="from" value=CHECK/> })}
                    {fields::fields(form)}
                    <div class="govuk-button-group">
                        <button class="govuk-button" type="submit">"Save and continue"</button>
                        <button class="govuk-button govuk-button--secondary" type="submit" name="save" value="yes">
                            "Save and come back later"
                        </button>
                    </div>
                </form>
                {aside}
                <p class="fm-kept">"What you type is kept each time you continue."</p>
            }
        })
    }
}
