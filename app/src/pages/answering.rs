//! The pages on which a questionnaire is answered, whoever takes the answers: each page is stored as typed before it is judged,
//! and all answers are shown before they are sent.
//!
//! Where the answers go, and what becomes of those that cannot be taken, is known to the room that takes them.

mod attached;
mod check;
mod form;
mod page;
mod reading;

use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    draft::{Draft, Step, Walk},
    fields::Fields,
    language::Language,
    order::OrderSeed,
    questionnaire::Questionnaire,
    refusal::Refusal,
};
use leptos::prelude::AnyView;
use store::{Holder, StoreError};

pub use self::{
    attached::{ATTACH, Along, DETACH, asked_for, attach},
    check::{Asks, Words, checked, draw as draw_check, is_as_shown},
    form::Form,
    page::{Opened, begun_with, own_fields, show, take, takes_files},
    reading::{DRAWN_IN, LANGUAGE, Reading, address_in},
};
use super::drafts::{CHECK, Held, tabs};
use crate::{secret::Secret, state::AppState};

/// The field that names the state of the questionnaire that a form was drawn from.
pub const VERSION: &str = "form-version";
/// The field with what the order of options follows from, until there is a draft that keeps it.
pub const ORDER: &str = "form-order";

/// What became of a page that was posted.
pub struct Stored {
    /// The secret of the draft.
    pub secret: Secret,
    /// Whose files were added and taken away.
    pub holder: Holder,
    /// The files that are not kept, and why.
    pub refused: Vec<Refusal>,
}

/// A room in which a questionnaire is answered.
pub trait Answering: Sync {
    /// What a draft is a draft of.
    type Of: Send + Sync;

    /// Gives what the browser of whoever asks holds.
    fn held(&self) -> &Held<Self::Of>;

    /// Gives what is asked, as whoever asks for it reads it.
    fn reading(&self) -> &Reading;

    /// Names the state of what is asked.
    fn version(&self) -> String;

    /// Gives the address to which the first page leads back.
    fn home(&self) -> String;

    /// Says what has to be known on each page, if anything.
    fn note(&self) -> Option<AnyView>;

    /// Stores what was typed and the files that came along, in a new draft if there is none.
    fn store(
        &self,
        state: &AppState,
        words: tabs::Words,
        along: Along,
    ) -> impl Future<Output = Result<Stored, StoreError>> + Send;

    /// Gives what is asked.
    fn questionnaire(&self) -> &Questionnaire {
        &self.reading().questionnaire
    }

    /// Gives what the orders follow from in which it shows options at random, if it does.
    fn order(&self) -> Option<OrderSeed> {
        self.reading().order
    }

    /// Walks through the questionnaire with what was typed.
    fn walk<'a>(&'a self, draft: &Draft) -> Walk<'a> {
        Walk::new(self.questionnaire(), draft)
    }

    /// Gives the address of a page.
    fn address(&self, page: &str) -> String {
        self.held().desk.page(page)
    }

    /// Leads to a page of questions, and to the check when there is none left.
    fn to(&self, step: Option<&Step<'_>>) -> Response {
        self.to_in(step, None)
    }

    /// Leads to a page of questions in a language that a link asked for, and to the check when there is none left.
    fn to_in(&self, step: Option<&Step<'_>>, language: Option<Language>) -> Response {
        let address = self.address(step.map_or(CHECK, |step| &step.page.id));
        let address = language.map_or_else(|| address.clone(), |language| address_in(&address, language));
        Redirect::to(&address).into_response()
    }
}

/// Adds to the words of a page what a form has to name of the state and the order that they were typed in.
pub fn carried<R: Answering>(room: &R, fields: &Fields) -> Fields {
    let order = room.order().map(|seed| (ORDER.to_owned(), seed.to_string()));
    let words = fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let own = [(VERSION.to_owned(), room.version())].into_iter().chain(order).chain(room.reading().drawn_in_field());
    Fields::new(words.chain(own))
}
