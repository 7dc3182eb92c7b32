//! The check page before something is sent: the summaries, what has to be known, and the button that sends.

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

use super::{Desk, held::DIGEST, later, page_form::CHECK, unstored_notice};
use crate::{
    parts::{ErrorSummary, Frame},
    state::AppState,
    visitor::Visitor,
};

/// What a check page says besides the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    None,
    /// The answers are not those that were shown when the button was pressed.
    Changed,
    /// A field of the page itself has to be put right.
    Refused,
    /// The store was away when the button was pressed.
    Unstored,
}

/// A check page.
pub struct Check<'a> {
    /// Where the form is.
    pub desk: &'a Desk,
    /// The title of the page.
    pub title: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// The name of the last page, to which one can go back.
    pub back: Option<&'a str>,
    /// What is said above everything else.
    pub note: Option<AnyView>,
    /// What was answered, page by page.
    pub summaries: Vec<AnyView>,
    /// The digest of what is shown.
    pub digest: String,
    /// The names of fields of the page itself and the messages.
    pub errors: Vec<(String, String)>,
    /// Fields of the page itself.
    pub fields: Option<AnyView>,
    /// What the button does.
    pub send: &'static str,
    /// What happens when it is pressed.
    pub promise: &'static str,
}

impl Check<'_> {
    /// Draws the page.
    pub fn draw(self, state: &AppState, visitor: &Visitor, note: Note) -> Response {
        let status = match note {
            Note::None => StatusCode::OK,
            Note::Changed => StatusCode::CONFLICT,
            Note::Refused => StatusCode::UNPROCESSABLE_ENTITY,
            Note::Unstored => StatusCode::SERVICE_UNAVAILABLE,
        };
        let back = self.back.map(|page| {
            view! { <a class="govuk-back-link" href=self.desk.page(page)>"Back"</a> }
        });
        let page = Frame::new(state, visitor, self.title).status(status).personal().step().show(|| {
            view! {
                {back}
                {self.note}
                <ErrorSummary errors=self.errors/>
                {(note == Note::Changed).then(changed_notice)}
                {(note == Note::Unstored).then(unstored_notice)}
                <h1 class="govuk-heading-l">{self.heading}</h1>
                {self.summaries}
                <form method="post" action=self.desk.page(CHECK) novalidate>
                    <input type="hidden" name=DIGEST value=self.digest/>
                    {self.fields}
                    <h2 class="govuk-heading-m">{self.send}</h2>
                    <p class="govuk-body">{self.promise}</p>
                    <button class="govuk-button" type="submit">{self.send}</button>
                </form>
            }
        });
        if note == Note::Unstored { later(page) } else { page }
    }
}

/// Says that the answers are not those that were shown when the button was pressed.
fn changed_notice() -> impl IntoView {
    view! {
        <div class="govuk-notification-banner" role="alert" aria-labelledby="changed-title">
            <div class="govuk-notification-banner__header">
                <h2 class="govuk-notification-banner__title" id="changed-title">"Not sent yet"</h2>
            </div>
            <div class="govuk-notification-banner__content">
                <p class="govuk-notification-banner__heading">
                    "Your answers changed after this page was shown, perhaps in another tab. Check them and send them again."
                </p>
            </div>
        </div>
    }
}
