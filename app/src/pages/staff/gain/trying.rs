//! The check with a set of rules that may not be shown to everybody yet.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::permission::Action;

use super::{Room, address_of};
use crate::{error::PageError, pages::public::gain::Desk, posted::InAddress, state::AppState, visitor::Staff};

/// Shows the step that an address asks for.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(number): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, Action::ReadMinutes).await?;
    let tried = room.find(&number)?;
    let address = address_of(tried.number, "/try");
    let desk = Desk { state: &state, visitor: &staff.visitor, address, tried: Some(tried) };
    Ok(desk.answer(&fields, &room.all))
}
