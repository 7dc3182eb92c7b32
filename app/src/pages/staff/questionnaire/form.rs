//! The forms of the questionnaire.

use leptos::prelude::*;

use super::{
    Room,
    conflict::{self, Now},
};
use crate::pages::staff::form::{self, Written};

/// A form of the questionnaire.
pub(super) type Form<'a> = form::Form<'a, Room>;
/// How a form of the questionnaire is drawn.
pub(super) type Showing = form::Showing<Now>;

impl Written for Room {
    type Now = Now;

    fn home(&self) -> (String, &'static str) {
        (self.address(""), "Questionnaire")
    }

    fn state(&self) -> String {
        self.state()
    }

    fn notice(&self, now: Now) -> AnyView {
        conflict::notice(self, now)
    }
}
