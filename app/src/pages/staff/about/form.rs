//! A form of these rooms: what is asked, what was typed, and what has to be put right or was changed by others.

use axum::{http::StatusCode, response::Response};
use domain::{fields::Fields, question::Question, refusal::Refusal};
use leptos::prelude::*;

use super::{Room, STATE};
use crate::{
    pages::staff::{
        asking::{draw, messages, scripts},
        meanwhile,
    },
    parts::{ErrorSummary, Frame, SummaryRow},
    state::AppState,
    visitor::Staff,
    words::dates,
};

/// One form.
pub(super) struct Form<'a> {
    /// What it is drawn with.
    pub(super) state: &'a AppState,
    /// Who asks for it.
    pub(super) staff: &'a Staff,
    /// The consultation that it changes.
    pub(super) room: &'a Room,
    /// Its heading.
    pub(super) title: String,
    /// What is said above the fields.
    pub(super) intro: Vec<AnyView>,
    /// Where it goes.
    pub(super) action: String,
    /// What is asked; nothing, where nothing can be changed.
    pub(super) questions: Vec<Question>,
    /// What can be done besides saving.
    pub(super) more: Option<AnyView>,
}

/// How a form is drawn.
pub(super) enum Showing {
    /// As it is opened.
    Opened,
    /// With what has to be put right; nothing was stored.
    Refused(Vec<Refusal>),
    /// With what stands there now that somebody else has written; nothing was stored.
    Changed(Vec<SummaryRow>),
}

impl Form<'_> {
    /// Draws the form with what was typed.
    pub(super) fn draw(self, fields: &Fields, showing: Showing) -> Response {
        let (status, refusals, now) = match showing {
            Showing::Opened => (StatusCode::OK, Vec::new(), None),
            Showing::Refused(refusals) => (StatusCode::UNPROCESSABLE_ENTITY, refusals, None),
            Showing::Changed(now) => (StatusCode::CONFLICT, Vec::new(), Some(now)),
        };
        // A refused form is still one of the state that it was first drawn from: what others did since has not been shown.
        let drawn_from = if refusals.is_empty() { self.room.state() } else { fields.text(STATE).to_owned() };
        let errors = messages(&self.questions, &refusals);
        let button = (!self.questions.is_empty()).then(|| {
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
                <a class="govuk-back-link" href=self.room.address("")>"About this consultation"</a>
                <ErrorSummary errors=errors/>
                <h1 class="govuk-heading-l">{self.title}</h1>
                {now.map(|now| meanwhile::notice(told(self.room), now))}
                {self.intro}
                <form method="post" action=self.action novalidate>
                    <input type="hidden" name=STATE value=drawn_from/>
                    {draw(&self.questions, fields, &refusals)}
                    {button}
                </form>
            }
        })
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
