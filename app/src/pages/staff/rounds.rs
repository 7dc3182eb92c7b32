//! What supporting authorities are given, by when they have to say something, what came back, and what they were answered.
//!
//! Whoever reads the involvement register reads this, and whoever writes there writes here.

mod deadlines;
mod forms;
mod list;
mod one;
mod step;
mod turns;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    ids::{RoundId, StakeholderId},
    involvement::{StakeholderRole, Taken},
    permission::Action,
    round::RoundStep,
};
use store::{StoreError, StoredRound, StoredStakeholder};

pub(super) use self::deadlines::next;
use super::involvement::access;
use crate::{
    error::PageError,
    state::AppState,
    visitor::Staff,
    words::involvement::{Access, name},
};

/// Where the list is.
pub(super) const ADDRESS: &str = "/staff/supporting-authorities";

/// Makes the addresses of rounds.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/supporting-authorities", get(list::show))
        .route("/staff/supporting-authorities/deadlines.ics", get(deadlines::save))
        .route("/staff/supporting-authorities/new", get(step::show_new).post(step::add))
        .route("/staff/supporting-authorities/{number}", get(one::show))
        .route("/staff/supporting-authorities/{number}/put-back", post(one::put_back))
        .route("/staff/supporting-authorities/{number}/{step}", get(step::show).post(step::take))
        .route(
            "/staff/supporting-authorities/{number}/authorities/{authority}/{step}",
            get(step::show_turn).post(step::take_turn),
        )
}

/// All that these pages need to know.
struct Room {
    rounds: Vec<StoredRound>,
    stakeholders: Vec<StoredStakeholder>,
    access: Access,
}

impl Room {
    /// Enters the room of those who may do something here.
    async fn enter(state: &AppState, staff: &Staff, action: Action) -> Result<Self, PageError> {
        staff.may(action)?;
        let rounds = state.store.list_rounds().await?;
        Ok(Self { rounds, stakeholders: state.store.list_stakeholders().await?, access: access(staff) })
    }

    fn find(&self, number: &str) -> Result<&StoredRound, PageError> {
        let number: i64 = number.parse().map_err(|_| PageError::NotFound)?;
        self.rounds.iter().find(|stored| stored.given.number == number).ok_or(PageError::NotFound)
    }

    /// Gives the number that the next round gets.
    fn next(&self) -> i64 {
        self.rounds.last().map_or(1, |stored| stored.given.number + 1)
    }

    fn authority(&self, id: StakeholderId) -> Option<&StoredStakeholder> {
        self.stakeholders.iter().find(|stored| stored.id == id)
    }

    /// Finds an authority by the number that it has in the register.
    fn numbered(&self, number: &str) -> Result<&StoredStakeholder, PageError> {
        let number: i64 = number.parse().map_err(|_| PageError::NotFound)?;
        self.stakeholders.iter().find(|stored| stored.registered.number == number).ok_or(PageError::NotFound)
    }

    /// Names an authority.
    fn name(&self, id: StakeholderId) -> String {
        self.authority(id).map(|stored| name(&stored.registered, self.access)).unwrap_or_default()
    }

    /// Lists the supporting authorities to which something can be given.
    fn supporting(&self) -> impl Iterator<Item = &StoredStakeholder> {
        let is_one = |stored: &&StoredStakeholder| {
            stored.registered.stakeholder.role == StakeholderRole::SupportingAuthority
                && stored.registered.taken_out().is_none()
        };
        self.stakeholders.iter().filter(is_one)
    }
}

/// Gives the address of a round, or of something below.
fn address_of(number: i64, below: &str) -> String {
    format!("{ADDRESS}/{number}{below}")
}

/// Takes a step of a round after so many others.
async fn take(
    state: &AppState,
    staff: &Staff,
    (id, after): (RoundId, usize),
    step: RoundStep,
) -> Result<(), StoreError> {
    let taken = Taken { step, account: Some(staff.account.id), at: state.clock.now() };
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.add_round_step(id, after, &taken).await }));
    work.await
}
