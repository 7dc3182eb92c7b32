//! The forms of rooms in which several people write: what is asked, what was typed, and what has to be put right or was
//! changed by others.
//!
//! Each form names the state that it was drawn from, so that of two people who write at the same time the second is told.

use std::convert::Infallible;

use axum::{http::StatusCode, response::Response};
use domain::{fields::Fields, question::Question, refusal::Refusal};
use leptos::prelude::*;
use store::StoreError;

use super::asking::{draw, messages};
use crate::{
    error::PageError,
    parts::{ErrorSummary, Frame, scripts},
    state::AppState,
    visitor::Staff,
};

/// The field with the state that a form was drawn from.
pub(super) const STATE: &str = "state";

/// Reads the revision that a form was drawn from; none that there is, where it does not say.
pub(super) fn seen(fields: &Fields) -> i64 {
    fields.text(STATE).parse().unwrap_or(-1)
}

/// What forms change.
pub(super) trait Written {
    /// What somebody has to see who typed while somebody else wrote.
    type Now;

    /// Gives the address to which a form leads back, and its words.
    fn home(&self) -> (String, &'static str);

    /// Names the state in which it is: no two that differ have the same name.
    fn state(&self) -> String;

    /// Tells that somebody else has written, and shows what stands there now.
    fn notice(&self, now: Self::Now) -> AnyView;
}

/// One form.
pub(super) struct Form<'a, W> {
    /// What it is drawn with.
    pub(super) state: &'a AppState,
    /// Who asks for it.
    pub(super) staff: &'a Staff,
    /// What it changes.
    pub(super) room: &'a W,
    /// Its heading.
    pub(super) title: String,
    /// What is said above the fields.
    pub(super) intro: Vec<AnyView>,
    /// Where it goes.
    pub(super) action: String,
    /// Fields that nobody sees.
    pub(super) hidden: Vec<(&'static str, String)>,
    /// What is asked; nothing, where nothing can be changed.
    pub(super) questions: Vec<Question>,
    /// What can be done besides saving.
    pub(super) more: Option<AnyView>,
}

/// How a form is drawn.
pub(super) enum Showing<Now> {
    /// As it is opened.
    Opened,
    /// With what has to be put right; nothing was stored.
    Refused(Vec<Refusal>),
    /// With what others have changed meanwhile; nothing was stored.
    Changed(Now),
}

/// Why a form was not stored.
pub(super) enum NotStored<Refused = Infallible> {
    /// Somebody else has written first.
    Changed,
    /// What it changes does not allow it.
    Refused(Refused),
    /// It could not be stored.
    Failed(PageError),
}

impl NotStored {
    /// Passes where somebody else has written first, and fails where it could not be stored.
    pub(super) fn only_changed(self) -> Result<(), PageError> {
        match self {
            Self::Changed => Ok(()),
            Self::Failed(error) => Err(error),
            Self::Refused(never) => match never {},
        }
    }
}

impl<Refused> From<StoreError> for NotStored<Refused> {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Changed => Self::Changed,
            error => Self::Failed(error.into()),
        }
    }
}

impl<W: Written> Form<'_, W> {
    /// Draws the form with what was typed.
    pub(super) fn draw(self, fields: &Fields, showing: Showing<W::Now>) -> Response {
        let (status, refusals, now) = match showing {
            Showing::Opened => (StatusCode::OK, Vec::new(), None),
            Showing::Refused(refusals) => (StatusCode::UNPROCESSABLE_ENTITY, refusals, None),
            Showing::Changed(now) => (StatusCode::CONFLICT, Vec::new(), Some(now)),
        };
        // A refused form is still one of the state that it was first drawn from: what others did since has not been shown.
        let drawn_from = if refusals.is_empty() { self.room.state() } else { fields.text(STATE).to_owned() };
        let (back, back_words) = self.room.home();
        let hidden =
            self.hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        let errors = messages(&self.questions, &refusals);
        let buttons = (!self.questions.is_empty()).then(|| {
            view! {
                <div class="govuk-button-group">
                    <button class="govuk-button" type="submit">"Save"</button>
                    {self.more}
                </div>
            }
        });
        let frame = Frame::new(self.state, &self.staff.visitor, self.title.clone());
        frame.status(status).scripts(scripts(&self.questions)).show(|| {
            view! {
                <a class="govuk-back-link" href=back>{back_words}</a>
                <ErrorSummary errors=errors/>
                <h1 class="govuk-heading-l">{self.title}</h1>
                {now.map(|now| self.room.notice(now))}
                {self.intro}
                <form method="post" action=self.action novalidate>
                    <input type="hidden" name=STATE value=drawn_from/>
                    {hidden.collect_view()}
                    {draw(&self.questions, fields, &refusals)}
                    {buttons}
                </form>
            }
        })
    }
}
