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

use super::{CHECK, COOKIE, Room, START, address, address_of, conflict, fields, form::Form};
use crate::{
    error::PageError,
    pages::drafts::cookie,
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
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let page = EoiPage::from_word(&page).ok_or(PageError::NotFound)?;
    let room = Room::enter(&state, &cookies).await?;
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
) -> Result<Response, PageError> {
    let page = EoiPage::from_word(&page).ok_or(PageError::NotFound)?;
    let room = Room::enter(&state, &cookies).await?;
    let mut fields = posted.clone();
    fields.retain(|name| page.fields().contains(&name));
    if room.is_submitted() {
        return Ok(conflict::sent_before(&state, &visitor, page.word(), &fields));
    }
    let secret = match store_page(&state, &room, Some((page, fields.clone()))).await {
        Ok(secret) => secret,
        Err(StoreError::Changed) => return Ok(conflict::sent_before(&state, &visitor, page.word(), &fields)),
        Err(error) => return Err(error.into()),
    };
    let cookies = cookies.add(cookie::give(&state, COOKIE, &secret));
    let mut draft = room.typed();
    draft.insert(page.word().to_owned(), fields);
    let shown = Shown { state: &state, visitor: &visitor, room: &room, draft: &draft, from: posted.text("from") };
    Ok((cookies, shown.answer(page, &posted)).into_response())
}

/// Stores what was typed on a page, if any, in a new draft if there is none, and gives the secret of the draft.
pub(super) async fn store_page(
    state: &AppState,
    room: &Room,
    words: Option<(EoiPage, Fields)>,
) -> Result<Secret, StoreError> {
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
            match words {
                Some((page, fields)) => write.set_eoi_draft_page(id, page.word(), &fields, now).await,
                None => Ok(()),
            }
        })
    });
    let stored: Result<(), StoreError> = work.await;
    stored.map(|()| secret)
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

    fn draw(&self, page: EoiPage, status: StatusCode) -> Response {
        let walk = self.room.walk(self.draft);
        let Some(step) = walk.step(page) else { return PageError::NotFound.into_response() };
        let nothing = Fields::default();
        let form = Form { step, fields: self.draft.get(page.word()).unwrap_or(&nothing) };
        let errors = step.refusals.iter().map(|refusal| (refusal.field.clone(), eoi::refusal(refusal))).collect();
        let back = page.before().map_or_else(|| START.to_owned(), |before| address(before.word()));
        let place = 1 + EoiPage::ALL.iter().take_while(|other| **other != page).count();
        let frame = Frame::new(self.state, self.visitor, page.label()).status(status).personal().step();
        let frame = if fields::has_count(page) { frame.with_islands() } else { frame };
        frame.show(|| {
            view! {
                <a class="govuk-back-link" href=back>"Back"</a>
                <ErrorSummary errors=errors/>
                <p class="fm-progress">{format!("Page {place} of {}", EoiPage::ALL.len())}</p>
                <h1 class="govuk-heading-l">{page.label()}</h1>
                <form method="post" action=address(page.word()) novalidate>
                    {(self.from == CHECK).then(|| view! { <input type="hidden" name="from" value=CHECK/> })}
                    {fields::fields(form)}
                    <div class="govuk-button-group">
                        <button class="govuk-button" type="submit">"Save and continue"</button>
                        <button class="govuk-button govuk-button--secondary" type="submit" name="save" value="yes">
                            "Save and come back later"
                        </button>
                    </div>
                </form>
                <p class="fm-kept">"What you type is kept each time you continue."</p>
            }
        })
    }
}
