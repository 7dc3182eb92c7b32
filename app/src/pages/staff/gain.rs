//! The rules of the guided check on biodiversity net gain: written in revisions, reviewed, ended, and tried before everybody sees them.
//!
//! Every role reads them. Whoever writes minutes and pages writes rules.

mod forms;
mod list;
mod one;
mod step;
mod trying;

use axum::{Router, routing::get};
use domain::{gain::RuleSet, permission::Action};
use store::StoredRules;

use crate::{error::PageError, state::AppState, visitor::Staff};

/// Where the list is.
pub(super) const ADDRESS: &str = "/staff/biodiversity-net-gain";

/// Makes the addresses of rules.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/biodiversity-net-gain", get(list::show))
        .route("/staff/biodiversity-net-gain/new", get(step::show_new).post(step::add))
        .route("/staff/biodiversity-net-gain/{number}", get(one::show))
        .route("/staff/biodiversity-net-gain/{number}/try", get(trying::show))
        .route("/staff/biodiversity-net-gain/{number}/{step}", get(step::show).post(step::take))
}

/// All rules as they stand.
struct Room {
    all: Vec<StoredRules>,
}

impl Room {
    /// Enters the room of those who may do something here.
    async fn enter(state: &AppState, staff: &Staff, action: Action) -> Result<Self, PageError> {
        staff.may(action)?;
        Ok(Self { all: state.store.list_gain_rules().await? })
    }

    fn find(&self, number: &str) -> Result<&StoredRules, PageError> {
        let number: i64 = number.parse().map_err(|_| PageError::NotFound)?;
        self.all.iter().find(|stored| stored.number == number).ok_or(PageError::NotFound)
    }

    /// Counts how many times somebody has written any rules.
    fn steps(&self) -> i64 {
        self.all.iter().map(|stored| stored.step).max().unwrap_or_default()
    }

    /// Gives the number that the next set gets.
    fn next(&self) -> i64 {
        self.all.last().map_or(1, |stored| stored.number + 1)
    }

    /// Finds rules of another set that the check uses on some day of these.
    fn overlapped(&self, number: Option<i64>, rules: &RuleSet) -> Option<String> {
        let is_other = |stored: &&StoredRules| Some(stored.number) != number && stored.is_shown;
        let mut others = self.all.iter().filter(is_other);
        others.find(|stored| stored.rules.overlaps(rules)).map(|stored| stored.rules.title.clone())
    }
}

/// Gives the address of a set of rules, or of something below.
fn address_of(number: i64, below: &str) -> String {
    format!("{ADDRESS}/{number}{below}")
}
