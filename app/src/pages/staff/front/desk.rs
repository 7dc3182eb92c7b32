//! The front of the site on the desk of whoever composes it, and how a part of it is stored.

use axum::response::{IntoResponse, Redirect, Response};
use domain::{fields::Fields, front::Front, permission::Action, question::Question};
use leptos::prelude::*;
use store::StoredFront;

use super::{ADDRESS, TITLE};
use crate::{
    error::PageError,
    pages::staff::{
        form::{self, Form, NotStored, Showing},
        kept::{CHANGED, Kept},
    },
    state::AppState,
    visitor::Staff,
};

/// The front at a revision, with who has it on the desk.
pub(super) struct Desk<'a> {
    pub(super) state: &'a AppState,
    pub(super) staff: &'a Staff,
    pub(super) stored: StoredFront,
}

impl<'a> Desk<'a> {
    /// Opens the front for those who may do something here.
    pub(super) async fn open(state: &'a AppState, staff: &'a Staff, action: Action) -> Result<Self, PageError> {
        staff.may(action)?;
        Ok(Self { state, staff, stored: state.store.find_front().await? })
    }

    pub(super) fn front(&self) -> &Front {
        &self.stored.front
    }

    /// Draws a form of a part of the front.
    pub(super) fn form(
        &self,
        (title, rest): (&str, &str),
        questions: Vec<Question>,
        more: Option<AnyView>,
        (fields, showing): (&Fields, Showing<&'static str>),
    ) -> Response {
        let kept = Kept { home: (ADDRESS.to_owned(), TITLE), revision: self.stored.revision.to_string() };
        let form = Form {
            state: self.state,
            staff: self.staff,
            room: &kept,
            title: title.to_owned(),
            intro: Vec::new(),
            action: format!("{ADDRESS}{rest}"),
            hidden: Vec::new(),
            questions,
            more,
        };
        form.draw(fields, showing)
    }

    /// Stores a part of the front that was drawn from the revision that the fields name. What others have composed since stays, unless it
    /// is this part.
    pub(super) async fn store<P: PartialEq>(
        &self,
        fields: &Fields,
        part: impl Fn(&Front) -> P,
        change: impl FnOnce(&mut Front),
    ) -> Result<(), NotStored> {
        let then = self.state.store.find_front_revision(form::seen(fields)).await?.ok_or(NotStored::Changed)?;
        if part(&then.front) != part(self.front()) {
            return Err(NotStored::Changed);
        }
        let mut front = self.stored.front.clone();
        change(&mut front);
        let (next, stamp) = (self.stored.revision + 1, self.staff.stamp(self.state));
        let work = self
            .state
            .store
            .write(move |mut write| Box::pin(async move { write.add_front_revision((&front, next), stamp).await }));
        work.await?;
        self.state.navigation.forget();
        tracing::info!(account = %self.staff.account.id, revision = next, "somebody composed the front of the site");
        Ok(())
    }

    /// Leads back to a part of the overview after it was stored, or draws its form again with what was typed.
    pub(super) async fn after(
        self,
        stored: Result<(), NotStored>,
        anchor: &str,
        again: impl FnOnce(&Desk<'a>, Showing<&'static str>) -> Response,
    ) -> Result<Response, PageError> {
        let Err(error) = stored else { return Ok(Redirect::to(&format!("{ADDRESS}{anchor}")).into_response()) };
        error.only_changed()?;
        let desk = Desk::open(self.state, self.staff, Action::WriteMinutes).await?;
        Ok(again(&desk, Showing::Changed(CHANGED)))
    }
}
