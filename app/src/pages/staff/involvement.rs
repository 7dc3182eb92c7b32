//! The involvement register: who takes part in preparing the strategy, how they are meant to, and how they did.
//!
//! Whoever writes it sees everything. Everybody else who reads it sees no name of a person, no contact and no notes.

mod file;
mod filter;
mod forms;
mod list;
mod one;
mod recorded;
mod step;

use axum::{
    Router,
    routing::{get, post},
};
use domain::{
    ids::StakeholderId,
    involvement::{Personal, StakeholderStep, Taken},
    permission::Action,
};
use store::{StoreError, StoredStakeholder};

use crate::{
    error::PageError,
    state::AppState,
    visitor::{Staff, may},
    words::involvement::Access,
};

/// Where the list is.
pub(super) const ADDRESS: &str = "/staff/involvement";

/// Makes the addresses of the register.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/involvement", get(list::show))
        .route("/staff/involvement/file", get(file::save))
        .route("/staff/involvement/new", get(step::show_new).post(step::add))
        .route("/staff/involvement/{number}", get(one::show))
        .route("/staff/involvement/{number}/put-back", post(one::put_back))
        .route("/staff/involvement/{number}/{step}", get(step::show).post(step::take))
        .route("/staff/involvement/{number}/involvements/{record}", get(step::show_record).post(step::take_record))
        .route("/staff/involvement/{number}/involvements/{record}/put-back", post(one::put_back_record))
        .route(
            "/staff/involvement/{number}/involvements/{record}/take-out",
            get(step::show_take_out_record).post(step::take_out_record),
        )
}

/// Gives the address of a stakeholder, or of something below.
pub(super) fn address_of(number: i64, below: &str) -> String {
    format!("{ADDRESS}/{number}{below}")
}

/// Says what of people somebody may see.
pub(super) fn access(staff: &Staff) -> Access {
    if may(&staff.account, Action::WriteInvolvement) { Access::Whole } else { Access::WithoutPeople }
}

async fn find(state: &AppState, number: &str) -> Result<StoredStakeholder, PageError> {
    let number = number.parse().map_err(|_| PageError::NotFound)?;
    state.store.find_stakeholder(number).await?.ok_or(PageError::NotFound)
}

/// A step that is to be taken, with what leads to the stakeholder where that changes with it.
struct Next {
    step: StakeholderStep,
    personal: Option<Personal>,
}

/// Takes a step of a stakeholder after so many others.
async fn take(
    state: &AppState,
    staff: &Staff,
    (id, after): (StakeholderId, usize),
    Next { step, personal }: Next,
) -> Result<(), StoreError> {
    let taken = Taken { step, account: Some(staff.account.id), at: state.clock.now() };
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_stakeholder_step(id, after, &taken).await?;
            match personal {
                Some(personal) => write.set_personal(id, &personal).await,
                None => Ok(()),
            }
        })
    });
    work.await
}
