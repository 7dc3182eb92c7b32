//! Opening the form of a step and taking it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{fields::Fields, permission::Action};
use store::StoreError;

use super::{
    super::{Room, address_of},
    Desk, Kind,
};
use crate::{
    error::PageError,
    pages::staff::{
        form::{STATE, Showing, Written},
        kept::NOT_SAVED,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::rounds::fault as say_fault,
};

/// Which step an address names: of a round, of a new one, or of an authority in one.
#[derive(Clone, Copy)]
enum Named<'a> {
    New,
    OfRound(&'a str, &'a str),
    OfTurn(&'a str, &'a str, &'a str),
}

impl Named<'_> {
    async fn desk<'r>(self, state: &'r AppState, staff: &'r Staff, room: &'r Room) -> Result<Desk<'r>, PageError> {
        let (number, kind) = match self {
            Self::New => return Desk::enter(state, staff, room, None, Kind::Write).await,
            Self::OfRound(number, word) => (number, Kind::of_round(word)?),
            Self::OfTurn(number, authority, word) => (number, Kind::of_turn(word, room.numbered(authority)?.id)?),
        };
        Desk::enter(state, staff, room, Some(room.find(number)?), kind).await
    }
}

async fn open(state: &AppState, staff: &Staff, named: Named<'_>) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, Action::WriteInvolvement).await?;
    let desk = named.desk(state, staff, &room).await?;
    let fields = if desk.hindrance().is_none() { desk.filled() } else { Fields::default() };
    Ok(desk.draw(&fields, Showing::Opened))
}

async fn done(state: &AppState, staff: &Staff, named: Named<'_>, fields: &Fields) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, Action::WriteInvolvement).await?;
    let desk = named.desk(state, staff, &room).await?;
    if let Some(fault) = desk.hindrance() {
        return Ok(desk.draw(fields, Showing::Changed(format!("{}. Nothing was saved.", say_fault(fault)))));
    }
    if fields.text(STATE) != desk.state() {
        return Ok(desk.draw(fields, Showing::Changed(NOT_SAVED.to_owned())));
    }
    let step = match desk.read(fields) {
        Ok(step) => step,
        Err(refusals) => return Ok(desk.draw(fields, Showing::Refused(refusals))),
    };
    match desk.take(step).await {
        Ok(number) => {
            tracing::info!(account = %staff.account.id, round = number, step = desk.kind.word(), "somebody wrote down what supporting authorities were given or said");
            Ok(Redirect::to(&address_of(number, "")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(state, staff, Action::WriteInvolvement).await?;
            let desk = named.desk(state, staff, &room).await?;
            Ok(desk.draw(fields, Showing::Changed(NOT_SAVED.to_owned())))
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows the form of a new round.
pub(in super::super) async fn show_new(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    open(&state, &staff, Named::New).await
}

/// Adds a round.
pub(in super::super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    done(&state, &staff, Named::New, &fields).await
}

/// Shows the form of a step.
pub(in super::super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, word)): Path<(String, String)>,
) -> Result<Response, PageError> {
    open(&state, &staff, Named::OfRound(&number, &word)).await
}

/// Takes a step.
pub(in super::super) async fn take(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, word)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    done(&state, &staff, Named::OfRound(&number, &word), &fields).await
}

/// Shows the form of a step with one authority.
pub(in super::super) async fn show_turn(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, authority, word)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    open(&state, &staff, Named::OfTurn(&number, &authority, &word)).await
}

/// Takes a step with one authority.
pub(in super::super) async fn take_turn(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, authority, word)): Path<(String, String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    done(&state, &staff, Named::OfTurn(&number, &authority, &word), &fields).await
}
