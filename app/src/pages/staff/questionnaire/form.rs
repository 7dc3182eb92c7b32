//! A form of these rooms: what is asked, what was typed, and what has to be put right or was changed by others.

use axum::{http::StatusCode, response::Response};
use domain::{fields::Fields, question::Question, refusal::Refusal};
use leptos::prelude::*;

use super::{
    Room, STATE,
    conflict::{self, Now},
};
use crate::{
    pages::staff::asking::{draw, messages, scripts},
    parts::{ErrorSummary, Frame},
    state::AppState,
    visitor::Staff,
};

/// One form.
pub(super) struct Form<'a> {
    /// What it is drawn with.
    pub(super) state: &'a AppState,
    /// Who asks for it.
    pub(super) staff: &'a Staff,
    /// The questionnaire that it changes.
    pub(super) room: &'a Room,
    /// Its heading.
    pub(super) title: String,
    /// What is said above the fields.
    pub(super) intro: Vec<AnyView>,
    /// Where it goes.
    pub(super) action: String,
    /// Fields that nobody sees.
    pub(super) hidden: Vec<(&'static str, String)>,
    /// What is asked.
    pub(super) questions: Vec<Question>,
}

/// How a form is drawn.
pub(super) enum Showing {
    /// As it is opened.
    Opened,
    /// With what has to be put right; nothing was stored.
    Refused(Vec<Refusal>),
    /// With what others have changed meanwhile; nothing was stored.
    Changed(Now),
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
        let back = self.room.address("");
        let hidden =
            self.hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        let errors = messages(&self.questions, &refusals);
        let frame = Frame::new(self.state, &self.staff.visitor, self.title.clone());
        frame.status(status).scripts(scripts(&self.questions)).show(|| {
            view! {
                <a class="govuk-back-link" href=back>"Questionnaire"</a>
                <ErrorSummary errors=errors/>
                <h1 class="govuk-heading-l">{self.title}</h1>
                {now.map(|now| conflict::notice(self.room, now))}
                {self.intro}
                <form method="post" action=self.action novalidate>
                    <input type="hidden" name=STATE value=drawn_from/>
                    {hidden.collect_view()}
                    {draw(&self.questions, fields, &refusals)}
                    <button class="govuk-button" type="submit">"Save"</button>
                </form>
            }
        })
    }
}
