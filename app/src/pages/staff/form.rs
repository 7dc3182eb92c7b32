//! The forms of rooms in which several people write: what is asked, what was typed, and what has to be put right or was
//! changed by others.
//!
//! Each form names the state that it was drawn from, so that of two people who write at the same time the second is told.

use std::convert::Infallible;

use axum::{http::StatusCode, response::Response};
use domain::{fields::Fields, question::Question, refusal::Refusal};
use leptos::prelude::*;
use store::StoreError;

use super::{
    asking::{Boxes, draw_with, messages},
    sign_in::ADDRESS as SIGN_IN,
};
use crate::{
    error::PageError,
    parts::{ErrorSummary, Frame, scripts, shown_id},
    state::AppState,
    visitor::Staff,
    words::writing as words,
};

/// The field of the button that shows how Markdown will look and stores nothing.
pub(super) const PREVIEW: &str = "preview";

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
    /// With how its Markdown will look; nothing was stored.
    Previewed,
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
        self.draw_rich(&[], fields, showing)
    }

    /// Draws the form with what was typed, where some questions ask for Markdown.
    pub(super) fn draw_rich(self, rich: &[&str], fields: &Fields, showing: Showing<W::Now>) -> Response {
        let boxes = Boxes { rich, are_shown: matches!(showing, Showing::Previewed) };
        let is_typed = !matches!(showing, Showing::Opened);
        let (status, refusals, now) = match showing {
            Showing::Opened | Showing::Previewed => (StatusCode::OK, Vec::new(), None),
            Showing::Refused(refusals) => (StatusCode::UNPROCESSABLE_ENTITY, refusals, None),
            Showing::Changed(now) => (StatusCode::CONFLICT, Vec::new(), Some(now)),
        };
        // A refused form is still one of the state that it was first drawn from: what others did since has not been shown.
        let drawn_from =
            if refusals.is_empty() && !boxes.are_shown { self.room.state() } else { fields.text(STATE).to_owned() };
        let (back, back_words) = self.room.home();
        let hidden =
            self.hidden.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
        let errors = messages(&self.questions, &refusals);
        let buttons = (!self.questions.is_empty()).then(|| {
            view! {
                <div class="govuk-button-group">
                    <button class="govuk-button" type="submit">"Save"</button>
                    {preview(&boxes, &self.questions, &self.action)}
                    {self.more}
                </div>
            }
        });
        let frame = Frame::new(self.state, &self.staff.visitor, self.title.clone());
        let frame = frame.status(status).scripts(scripts(&self.questions));
        let writes = boxes.first(&self.questions).is_some();
        let frame = if writes { frame.writing() } else { frame };
        let (account, sign_in) = (writes.then(|| self.staff.account.id.to_string()), writes.then_some(SIGN_IN));
        let is_typed = (writes && is_typed).then_some("yes");
        frame.show(|| {
            view! {
                <a class="govuk-back-link" href=back>{back_words}</a>
                <ErrorSummary errors=errors/>
                <h1 class="govuk-heading-l">{self.title}</h1>
                {now.map(|now| self.room.notice(now))}
                {self.intro}
                <form
                    method="post"
                    action=self.action.clone()
                    novalidate
                    data-account=account
                    data-sign-in=sign_in
                    data-typed=is_typed
                >
                    <input type="hidden" name=STATE value=drawn_from/>
                    {hidden.collect_view()}
                    {draw_with(&self.questions, fields, &refusals, &boxes)}
                    {buttons}
                </form>
            }
        })
    }
}

/// Draws the button that shows how Markdown will look: it works without a script, and leads to the first box.
fn preview(boxes: &Boxes<'_>, questions: &[Question], action: &str) -> Option<AnyView> {
    let first = boxes.first(questions)?;
    let action = format!("{action}#{}", shown_id(&first.id));
    let button = view! {
        <button
            class="govuk-button govuk-button--secondary"
            type="submit"
            name=PREVIEW
            value="yes"
            formaction=action
            formnovalidate
        >
            {words::PREVIEW}
        </button>
    };
    Some(button.into_any())
}
