//! Opening the form of a step and taking it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{fields::Fields, permission::Action};
use store::{StoreError, StoredStakeholder};

use super::{
    super::{address_of, find},
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
    words::involvement::fault as say_fault,
};

/// What is said to whoever adds somebody while somebody else did.
const ADDED: &str = "A stakeholder was added since you opened this page. What you typed is below and is not saved. Save again if yours is another one.";

/// Finds the stakeholder of an address; none, where it is of a new one.
async fn named(state: &AppState, number: Option<&str>) -> Result<Option<StoredStakeholder>, PageError> {
    match number {
        Some(number) => Ok(Some(find(state, number).await?)),
        None => Ok(None),
    }
}

async fn open(state: &AppState, staff: &Staff, number: Option<&str>, kind: Kind) -> Result<Response, PageError> {
    staff.may(Action::WriteInvolvement)?;
    let stored = named(state, number).await?;
    let desk = Desk::enter(state, staff, stored.as_ref(), kind).await?;
    let fields = if desk.hindrance().is_none() { desk.filled() } else { Fields::default() };
    Ok(desk.draw(&fields, Showing::Opened))
}

async fn done(
    state: &AppState,
    staff: &Staff,
    number: Option<&str>,
    kind: Kind,
    fields: &Fields,
) -> Result<Response, PageError> {
    staff.may(Action::WriteInvolvement)?;
    let stored = named(state, number).await?;
    let desk = Desk::enter(state, staff, stored.as_ref(), kind).await?;
    let changed = if number.is_some() { NOT_SAVED } else { ADDED };
    if let Some(fault) = desk.hindrance() {
        return Ok(desk.draw(fields, Showing::Changed(format!("{}. Nothing was saved.", say_fault(fault)))));
    }
    if fields.text(STATE) != desk.state() {
        return Ok(desk.draw(fields, Showing::Changed(changed.to_owned())));
    }
    let next = match desk.read(fields) {
        Ok(next) => next,
        Err(refusals) => return Ok(desk.draw(fields, Showing::Refused(refusals))),
    };
    match desk.take(next).await {
        Ok(number) => {
            tracing::info!(account = %staff.account.id, stakeholder = number, step = kind.below(), "somebody wrote in the involvement register");
            Ok(Redirect::to(&address_of(number, "")).into_response())
        }
        Err(StoreError::Changed) => {
            let stored = named(state, number).await?;
            let desk = Desk::enter(state, staff, stored.as_ref(), kind).await?;
            Ok(desk.draw(fields, Showing::Changed(changed.to_owned())))
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows the form of a new stakeholder.
pub(in super::super) async fn show_new(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    open(&state, &staff, None, Kind::Write).await
}

/// Adds a stakeholder.
pub(in super::super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    done(&state, &staff, None, Kind::Write, &fields).await
}

/// Shows the form of a step.
pub(in super::super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, word)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::WriteInvolvement)?;
    open(&state, &staff, Some(&number), Kind::find(&word)?).await
}

/// Takes a step.
pub(in super::super) async fn take(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, word)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteInvolvement)?;
    done(&state, &staff, Some(&number), Kind::find(&word)?, &fields).await
}

/// Shows the form of an involvement.
pub(in super::super) async fn show_record(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, record)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::WriteInvolvement)?;
    open(&state, &staff, Some(&number), Kind::involve(&record)?).await
}

/// Writes an involvement down, or changes it.
pub(in super::super) async fn take_record(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, record)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteInvolvement)?;
    done(&state, &staff, Some(&number), Kind::involve(&record)?, &fields).await
}

/// Shows the form by which an involvement is taken out.
pub(in super::super) async fn show_take_out_record(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, record)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::WriteInvolvement)?;
    open(&state, &staff, Some(&number), Kind::take_out_record(&record)?).await
}

/// Takes an involvement out.
pub(in super::super) async fn take_out_record(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, record)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteInvolvement)?;
    done(&state, &staff, Some(&number), Kind::take_out_record(&record)?, &fields).await
}
