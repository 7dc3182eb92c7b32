//! Publishing the results of a run: one person writes what they say, another releases them, and they can be taken back.

mod desk;
mod drawn;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{fields::Fields, permission::Action, publication::may_release};
use sha2::{Digest, Sha256};
use store::{Publication, StoreError};

use self::{
    desk::{Desk, STATE},
    drawn::page,
};
use super::{
    super::{asking::Told, shown::Shown},
    warn,
};
use crate::{error::PageError, posted::Posted, state::AppState, visitor::Staff};

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let desk = match enter(&state, &staff, (&slug, &number)).await? {
        Ok(desk) => desk,
        Err(warned) => return Ok(warned),
    };
    Ok(page(&state, &staff, &desk, &desk.fields(), &Shown::AsIs))
}

pub(super) async fn write(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::PublishResults)?;
    let desk = Desk::find(&state, &slug, &number).await?;
    let questions = desk.questions();
    let told = Told::new(&questions, &fields);
    let (summary, changes) = (told.needed_words(desk::SUMMARY), told.needed_words(desk::CHANGES));
    let refusals = told.refusals(&questions);
    if desk.hindrance.is_some() || desk.is_public() || fields.text(STATE) != desk.state() {
        return draw(&state, &staff, &desk, &fields, &Shown::Changed).await;
    }
    if !refusals.is_empty() {
        return draw(&state, &staff, &desk, &fields, &Shown::Refused(refusals)).await;
    }
    let is_new = desk.open().is_none();
    let publication = Publication { summary, changes, ..desk.publication(&state) };
    let stamp = staff.stamp(&state);
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            if is_new {
                write.add_publication(&publication, stamp).await
            } else {
                write.set_publication(&publication, stamp).await
            }
        })
    });
    after(&state, &staff, (&slug, &number), &fields, work.await, "somebody wrote what published results say").await
}

pub(super) async fn give_up(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::PublishResults)?;
    let desk = match enter(&state, &staff, (&slug, &number)).await? {
        Ok(desk) => desk,
        Err(warned) => return Ok(warned),
    };
    let Some(publication) = desk.open().filter(|_| fields.text(STATE) == desk.state()).cloned() else {
        return Ok(page(&state, &staff, &desk, &desk.fields(), &Shown::Moved));
    };
    let stamp = staff.stamp(&state);
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.remove_publication(&publication, stamp).await }));
    after(&state, &staff, (&slug, &number), &fields, work.await, "somebody gave up publishing results").await
}

pub(super) async fn release(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::PublishResults)?;
    let desk = match enter(&state, &staff, (&slug, &number)).await? {
        Ok(desk) => desk,
        Err(warned) => return Ok(warned),
    };
    let signed = desk.open().filter(|_| desk.hindrance.is_none() && fields.text(STATE) == desk.state());
    let signed = signed.filter(|open| may_release(&open.standing, open.writer, staff.account.id).is_ok());
    let Some(publication) = signed.cloned() else {
        return Ok(page(&state, &staff, &desk, &desk.fields(), &Shown::Moved));
    };
    let stamp = staff.stamp(&state);
    let released = desk.released(&publication, stamp.at);
    let document = serde_json::to_string(&released)
        .map_err(|error| PageError::Broken(format!("results cannot be released: {error}")))?;
    let hash = Sha256::digest(&document).to_vec();
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.set_publication_released(&publication, (&document, &hash), stamp).await })
    });
    after(&state, &staff, (&slug, &number), &fields, work.await, "somebody released results").await
}

pub(super) async fn take_back(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::TakeBackResults)?;
    let desk = Desk::find(&state, &slug, &number).await?;
    let public = desk.of_run().filter(|_| desk.is_public()).cloned();
    let Some(publication) = public.filter(|_| fields.text(STATE) == desk.state()) else {
        return draw(&state, &staff, &desk, &desk.fields(), &Shown::Moved).await;
    };
    let questions = [desk::why()];
    let told = Told::new(&questions, &fields);
    let reason = told.needed_words(desk::REASON);
    let refusals = told.refusals(&questions);
    if !refusals.is_empty() {
        return draw(&state, &staff, &desk, &fields, &Shown::Refused(refusals)).await;
    }
    let stamp = staff.stamp(&state);
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.set_publication_taken_back(&publication, &reason, stamp).await })
    });
    after(&state, &staff, (&slug, &number), &fields, work.await, "somebody took published results back").await
}

/// Finds what the results of a run are published from, or gives the page that says first what looking at figures means.
async fn enter(
    state: &AppState,
    staff: &Staff,
    (slug, number): (&str, &str),
) -> Result<Result<Desk, Response>, PageError> {
    let desk = Desk::find(state, slug, number).await?;
    let warned = warn(state, staff, &desk.weighing.consultation, Some(desk.run.number)).await?;
    Ok(warned.map_or(Ok(desk), Err))
}

/// Draws the page with its figures, or the one that says first what looking at them means. What changes no figure is done without a look.
async fn draw(
    state: &AppState,
    staff: &Staff,
    desk: &Desk,
    fields: &Fields,
    shown: &Shown,
) -> Result<Response, PageError> {
    let warned = warn(state, staff, &desk.weighing.consultation, Some(desk.run.number)).await?;
    Ok(warned.unwrap_or_else(|| page(state, staff, desk, fields, shown)))
}

/// Leads back to the page after a step, or shows what stands there where somebody else was first.
async fn after(
    state: &AppState,
    staff: &Staff,
    (slug, number): (&str, &str),
    fields: &Fields,
    done: Result<(), StoreError>,
    said: &'static str,
) -> Result<Response, PageError> {
    match done {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, consultation = slug, run = number, "{said}");
            Ok(Redirect::to(&super::address(slug, &format!("runs/{number}/publication"))).into_response())
        }
        Err(StoreError::Changed) => {
            let desk = Desk::find(state, slug, number).await?;
            draw(state, staff, &desk, fields, &Shown::Changed).await
        }
        Err(error) => Err(error.into()),
    }
}
