//! Choosing a file of counts, which is kept until its margins are stored or it is left.

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    counts::CountedMargin, fields::Fields, ids::LoadingId, permission::Action, question::files::size_words,
    refusal::Refusal,
};
use exchange::counts::{Content, Loaded, MOST_BYTES, NotRead, read as read_counts};
use leptos::prelude::*;
use store::{Loading, StoreError};

use super::{ADDRESS, HEADING, LOAD, made::made};
use crate::{
    error::PageError,
    pages::staff::file_form::{errors, file_field, posted_file},
    parts::{ErrorSummary, Frame},
    reading::read_file,
    state::AppState,
    visitor::Staff,
    words::margins as words,
};
use export::cell;

const TITLE: &str = "Load population counts from a file";

pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::LoadMargins)?;
    Ok(draw(&state, &staff, None))
}

/// Reads the file and keeps it, so that it can be said at leisure what to make of it.
pub(super) async fn read(State(state): State<AppState>, staff: Staff, request: Request) -> Result<Response, PageError> {
    staff.may(Action::LoadMargins)?;
    let bytes = posted_file(request, &state).await;
    let (read, bytes) = read_file(move || (read_counts(&bytes), bytes)).await?;
    if let Err(wrong) = read {
        return Ok(draw(&state, &staff, Some(&wrong)));
    }
    let id = LoadingId::new(&*state.clock, &*state.entropy);
    let by = (staff.account.id, state.clock.now());
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_loading(id, by, &bytes).await }));
    let kept: Result<(), StoreError> = work.await;
    kept?;
    Ok(Redirect::to(&address(id, "")).into_response())
}

/// Leaves a file of which nothing is to be stored.
pub(super) async fn leave(
    State(state): State<AppState>,
    staff: Staff,
    Path(loading): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::LoadMargins)?;
    let id = LoadingId(loading.parse().map_err(|_| PageError::NotFound)?);
    let left = state.store.write(move |mut write| Box::pin(async move { write.remove_loading(id).await })).await;
    let left: Result<u64, StoreError> = left;
    left?;
    Ok(Redirect::to(ADDRESS).into_response())
}

/// Gives the address of a loading.
pub(super) fn address(id: LoadingId, below: &str) -> String {
    format!("{LOAD}/{id}{below}")
}

/// A file that is kept, and what was read from it.
pub(super) struct Room {
    pub(super) loading: Loading,
    pub(super) loaded: Loaded,
}

impl Room {
    /// Enters with the file that an address names, for those who may load counts; none, once it was stored or left.
    pub(super) async fn enter(state: &AppState, staff: &Staff, loading: &str) -> Result<Option<Self>, PageError> {
        staff.may(Action::LoadMargins)?;
        let id = LoadingId(loading.parse().map_err(|_| PageError::NotFound)?);
        let Some(loading) = state.store.find_loading(id).await? else { return Ok(None) };
        let (read, file) = read_file(move || (read_counts(&loading.file), loading)).await?;
        let mut loaded =
            read.map_err(|_| PageError::Broken("a file of counts that was read cannot be read".to_owned()))?;
        if let Content::Margins(margins) = &mut loaded.content {
            margins.iter_mut().for_each(unmark);
        }
        Ok(Some(Self { loading: file, loaded }))
    }

    /// Makes the margins that were chosen away from the threads that answer requests, or says what has to be put right.
    pub(super) async fn make(
        self,
        fields: Fields,
    ) -> Result<(Self, Result<Vec<CountedMargin>, Vec<Refusal>>), PageError> {
        let making = move || {
            let made = made(&self.loaded, &fields);
            (self, made)
        };
        read_file(making).await
    }

    pub(super) fn address(&self, below: &str) -> String {
        address(self.loading.id, below)
    }
}

/// Gives the words of a margin that was downloaded here as they were before they were made safe for spreadsheets.
fn unmark(margin: &mut CountedMargin) {
    let plain = |words: &mut String| *words = cell::read(words).to_owned();
    plain(&mut margin.name);
    plain(&mut margin.provenance.source);
    for level in &mut margin.levels {
        plain(&mut level.code);
        plain(&mut level.label);
    }
}

/// Leads to what is stored, from a file that was stored or left.
pub(super) fn gone() -> Response {
    Redirect::to(ADDRESS).into_response()
}

/// Says that nothing was stored, because a level is stored already.
pub(super) fn changed(state: &AppState, staff: &Staff) -> Response {
    const CHANGED: &str = "The counts were not stored";
    Frame::new(state, &staff.visitor, CHANGED).status(StatusCode::CONFLICT).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{HEADING}</a>
            <h1 class="govuk-heading-l">{CHANGED}</h1>
            <p class="govuk-body">
                "Somebody else stored some of them at the same time, or two lines of the file come to the same. "
                "What was stored before is as it was."
            </p>
            <p class="govuk-body"><a class="govuk-link" href=LOAD>"Load the file again"</a></p>
        }
    })
}

/// Draws the way to leave a file.
pub(super) fn leaving(room: &Room) -> impl IntoView + use<> {
    view! {
        <form method="post" action=room.address("/leave")>
            <button class="fm-link-button" type="submit">"Leave this file, and store nothing"</button>
        </form>
    }
}

fn draw(state: &AppState, staff: &Staff, wrong: Option<&NotRead>) -> Response {
    let message = wrong.map(words::not_read);
    let status = if message.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let formats = words::FORMATS.map(|format| view! { <li>{format}</li> }).collect_view();
    let hint = format!("At most {}. What a file is, is told by what stands in it.", size_words(MOST_BYTES as u64));
    Frame::new(state, &staff.visitor, TITLE).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{HEADING}</a>
            <ErrorSummary errors=errors(message.as_ref())/>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">"These files can be read:"</p>
            <ul class="govuk-list govuk-list--bullet">{formats}</ul>
            <p class="govuk-body">
                "After reading you choose the areas, the year and the bands of age, and see them beside the answers of your surveys. "
                "Nothing is stored before that."
            </p>
            <form method="post" action=LOAD enctype="multipart/form-data" novalidate>
                {file_field(hint, message)}
                <button class="govuk-button" type="submit">"Read the file"</button>
            </form>
        }
    })
}
