//! The forms of what a consultation says of itself.

use leptos::prelude::*;

use super::Room;
use crate::{
    pages::staff::{
        form::{self, Written},
        meanwhile,
    },
    parts::SummaryRow,
    words::dates,
};

/// A form of the particulars.
pub(super) type Form<'a> = form::Form<'a, Room>;
/// How a form of the particulars is drawn.
pub(super) type Showing = form::Showing<Vec<SummaryRow>>;

impl Written for Room {
    type Now = Vec<SummaryRow>;

    fn home(&self) -> (String, &'static str) {
        (self.address(""), "About this consultation")
    }

    fn state(&self) -> String {
        self.state()
    }

    fn notice(&self, now: Self::Now) -> AnyView {
        meanwhile::notice(told(self), now)
    }
}

/// Says who wrote meanwhile, and what to do.
fn told(room: &Room) -> String {
    let who = room.stored.set_by.as_deref().unwrap_or("Somebody");
    let when = room.stored.set_at.map(|at| format!(" on {}", dates::moment(at))).unwrap_or_default();
    format!(
        "{who} changed what is said of this consultation{when}. What you typed is below and is not stored yet. Compare it \
         with what is there now, and save again if it is still right."
    )
}
