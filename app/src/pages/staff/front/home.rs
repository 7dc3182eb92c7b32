//! What the home page shows, and in which order.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    front::{Front, HomePart},
    moving::move_up,
    permission::Action,
    vocabulary::Word,
};

use super::{ADDRESS, desk::Desk};
use crate::{error::PageError, posted::Posted, state::AppState, visitor::Staff};

/// Where the parts are on the overview.
const ANCHOR: &str = "#home";

async fn change(
    (state, staff): (&AppState, &Staff),
    fields: &Fields,
    apply: impl FnOnce(&mut Front),
) -> Result<Response, PageError> {
    let desk = Desk::open(state, staff, Action::WriteMinutes).await?;
    let stored = desk.store(fields, |front| front.home.clone(), apply).await;
    // Whoever was not the first finds the parts as they are now, and can go on from there.
    desk.after(stored, ANCHOR, |_, _| Redirect::to(&format!("{ADDRESS}{ANCHOR}")).into_response()).await
}

fn part(typed: &str) -> Result<HomePart, PageError> {
    HomePart::from_word(typed).ok_or(PageError::NotFound)
}

/// Moves a part one place up.
pub(super) async fn move_it(
    State(state): State<AppState>,
    staff: Staff,
    Path(typed): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let part = part(&typed)?;
    let apply = |front: &mut Front| {
        if let Some(place) = front.home.iter().position(|shown| *shown == part) {
            move_up(&mut front.home, place);
        }
    };
    change((&state, &staff), &fields, apply).await
}

/// Shows a part or hides it.
pub(super) async fn toggle(
    State(state): State<AppState>,
    staff: Staff,
    Path(typed): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let part = part(&typed)?;
    change((&state, &staff), &fields, |front| front.toggle(part)).await
}
