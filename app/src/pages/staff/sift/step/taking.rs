//! Opening the form of a step and taking it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{fields::Fields, permission::Action};
use store::StoreError;

use super::{super::Room, Desk, Kind, NotTaken};
use crate::{
    error::PageError,
    pages::staff::form::{STATE, Showing, Written},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::sift::fault as say_fault,
};

/// What is said to whoever was not the first.
const CHANGED: &str =
    "Somebody has added to this proposal since you opened this page. What you typed is below and is not saved.";

async fn open(
    state: &AppState,
    staff: &Staff,
    (slug, number): (&str, &str),
    kind: Kind,
    action: Action,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, action).await?;
    let desk = Desk::enter(state, staff, &room, number, kind).await?;
    let fields = if desk.hindrance().is_none() { desk.filled() } else { Fields::default() };
    Ok(desk.draw(state, &fields, Showing::Opened))
}

async fn done(
    state: &AppState,
    staff: &Staff,
    (slug, number): (&str, &str),
    (kind, action): (Kind, Action),
    fields: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, action).await?;
    let desk = Desk::enter(state, staff, &room, number, kind).await?;
    if let Some(fault) = desk.hindrance() {
        return Ok(desk.draw(state, fields, Showing::Changed(format!("{}. Nothing was saved.", say_fault(fault)))));
    }
    if fields.text(STATE) != desk.state() {
        return Ok(desk.draw(state, fields, Showing::Changed(CHANGED.to_owned())));
    }
    let steps = match desk.read(fields) {
        Ok(steps) => steps,
        Err(NotTaken::Typed(refusals)) => return Ok(desk.draw(state, fields, Showing::Refused(refusals))),
        Err(NotTaken::Fault(fault)) => {
            return Ok(desk.draw(state, fields, Showing::Changed(format!("{}. Nothing was saved.", say_fault(fault)))));
        }
    };
    let next = desk.next(steps.first().map(|(_, step)| step));
    match room.take(state, staff, steps).await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, consultation = slug, proposal = number, step = kind.word(), "somebody sifted");
            Ok(Redirect::to(&next).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(state, staff, slug, action).await?;
            let desk = Desk::enter(state, staff, &room, number, kind).await?;
            Ok(desk.draw(state, fields, Showing::Changed(CHANGED.to_owned())))
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows the form of a step.
pub(in super::super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number, word)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::CodeComments)?;
    open(&state, &staff, (&slug, &number), Kind::find(&word)?, Action::CodeComments).await
}

/// Takes a step.
pub(in super::super) async fn take(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number, word)): Path<(String, String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::CodeComments)?;
    done(&state, &staff, (&slug, &number), (Kind::find(&word)?, Action::CodeComments), &fields).await
}

/// Shows the form of a decision.
pub(in super::super) async fn show_decide(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    open(&state, &staff, (&slug, &number), Kind::Decide, Action::DecideProposals).await
}

/// Records a decision.
pub(in super::super) async fn decide(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    done(&state, &staff, (&slug, &number), (Kind::Decide, Action::DecideProposals), &fields).await
}
