//! What is due next: on the staff home, and as a calendar to be saved.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{
    permission::Action,
    round::{Deadline, deadlines},
};
use leptos::prelude::*;

use super::{ADDRESS, Room, address_of};
use crate::{
    error::PageError,
    feeds::{self, CALENDAR, Reminder},
    pages::saved_file,
    state::AppState,
    visitor::{Staff, may},
    words::{dates, rounds as words},
};

impl Room {
    /// Lists what is due, the first first.
    pub(super) fn deadlines(&self, state: &AppState) -> Vec<Deadline> {
        deadlines(self.rounds.iter().map(|stored| &stored.given), state.today())
    }

    /// Says what is due from whom.
    pub(super) fn say(&self, deadline: &Deadline) -> String {
        let round = self.rounds.iter().find(|stored| stored.given.number == deadline.round);
        let title = round.map_or("", |stored| &stored.given.round.title);
        words::due(deadline.due, &self.name(deadline.authority), title)
    }
}

/// Draws what is due next, for those who may read it.
pub(in super::super) async fn next(state: &AppState, staff: &Staff) -> Result<Option<AnyView>, PageError> {
    if !may(&staff.account, Action::ReadInvolvement) {
        return Ok(None);
    }
    let rounds = state.store.list_rounds().await?;
    let first = deadlines(rounds.iter().map(|stored| &stored.given), state.today()).into_iter().next();
    // Nearly always there is none, and then the register need not be read.
    let Some(deadline) = first else { return Ok(None) };
    let room = Room::enter(state, staff, Action::ReadInvolvement).await?;
    let stand = words::stand(deadline.window.stand(state.today()));
    let notice = view! {
        <p class="govuk-inset-text">
            <a class="govuk-link" href=ADDRESS>"Supporting authorities"</a> ": due by " {dates::day(deadline.window.last)} ". "
            {room.say(&deadline)} ". " {stand} "."
        </p>
    };
    Ok(Some(notice.into_any()))
}

/// Gives what is due as a calendar.
pub(super) async fn save(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, Action::ReadInvolvement).await?;
    let reminder = |deadline: Deadline| Reminder {
        name: format!("{:?}-{}-{}", deadline.due, deadline.round, deadline.authority).to_lowercase(),
        day: deadline.window.last,
        summary: room.say(&deadline),
        about: words::counting(deadline.window),
        page: state.site.address(&address_of(deadline.round, "")),
    };
    let reminders: Vec<Reminder> = room.deadlines(&state).into_iter().map(reminder).collect();
    let written = feeds::reminders(words::TITLE, &reminders, state.clock.now());
    tracing::info!(account = %staff.account.id, file = "deadlines", "somebody took a file");
    Ok((saved_file(CALENDAR, "deadlines.ics"), written).into_response())
}
