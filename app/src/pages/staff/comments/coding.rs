//! Saving the tags that a coder has chosen, and going on to the next comment.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{coding::Change, fields::Fields, permission::Action};
use store::{CodingChange, StoreError};

use super::{
    Asked,
    filter::Filter,
    one::{self, LATER, STEP, Said, Shown},
};
use crate::{
    error::PageError,
    pages::staff::form::STATE,
    posted::{InAddress, Posted},
    state::AppState,
    visitor::Staff,
    words::comments::coding_fault,
};

/// What is said to whoever was not the first to save.
const CHANGED: &str = "Somebody has tagged this comment since the page was drawn. What is there now is below";
/// What is said to whoever chose from tags that are not those of now.
const TAGS_CHANGED: &str = "Somebody has changed the tags since the page was drawn. They are below as they are now, with what you \
                            chose from them";

/// Saves the tags.
pub(super) async fn save(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    InAddress(filter): InAddress,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &staff, (&slug, &number), &filter, Action::CodeComments).await?;
    if fields.text(STATE) != shown.room.version.to_string() {
        let fault = Some((StatusCode::CONFLICT, TAGS_CHANGED));
        return one::draw(&state, &staff, &shown, Said { fields: Some(fields), fault, ..Said::default() }).await;
    }
    let chosen = one::chosen(&fields);
    let is_finished = !fields.has(STEP, LATER);
    let change = match shown.coded.tag(staff.account.id, &chosen, &shown.room.frame, is_finished) {
        Ok(change) => change,
        Err(fault) => {
            let fault = Some((StatusCode::UNPROCESSABLE_ENTITY, coding_fault(fault)));
            let said = Said { fields: Some(fields), fault, ..Said::default() };
            return one::draw(&state, &staff, &shown, said).await;
        }
    };
    if let Some(refused) = add(&state, &staff, &shown, (&filter, fields), change).await? {
        return Ok(refused);
    }
    go_on(&state, &staff, &shown, is_finished).await
}

/// Adds a change, or gives the page that says why nothing was saved.
pub(super) async fn add(
    state: &AppState,
    staff: &Staff,
    shown: &Shown,
    (filter, fields): (&Fields, Fields),
    change: Change,
) -> Result<Option<Response>, PageError> {
    let (comment, account) = (shown.comment.id, staff.account.id);
    let coding = CodingChange { comment, change, frame_version: shown.room.version, account, now: state.clock.now() };
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_coding_change(&coding).await }));
    let added: Result<(), StoreError> = work.await;
    match added {
        Ok(()) => Ok(None),
        Err(StoreError::Taken | StoreError::Changed) => {
            let number = shown.comment.number.to_string();
            let slug = shown.room.consultation.slug.as_str();
            let shown = Shown::find(state, staff, (slug, &number), filter, Action::CodeComments).await?;
            let fault = Some((StatusCode::CONFLICT, CHANGED));
            let said = Said { fields: Some(fields), fault, ..Said::default() };
            one::draw(state, staff, &shown, said).await.map(Some)
        }
        Err(error) => Err(error.into()),
    }
}

/// Leads to the next comment of the filter, or back to the list at its end; one that is not finished stays open.
async fn go_on(state: &AppState, staff: &Staff, shown: &Shown, is_finished: bool) -> Result<Response, PageError> {
    if !is_finished {
        return Ok(Redirect::to(&shown.address("")).into_response());
    }
    let Shown { room, comment, filter, .. } = shown;
    // Without its stage, because a comment that was coded is not among those to code any more.
    let order = Filter { stage: None, ..filter.clone() };
    let asked = Asked::find(state, &room.consultation).await?;
    let matching = order.matching(state, staff, room, &asked).await?;
    let next = matching.next(comment.number, one::next_stage(filter), staff.account.id, room);
    let below = next.map(|number| format!("/{number}")).unwrap_or_default();
    Ok(Redirect::to(&room.address(&format!("{below}?{}", filter.query()))).into_response())
}
