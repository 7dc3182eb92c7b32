//! Words that arrive when they cannot be taken, given back so that nobody has to type them again.

use axum::{http::StatusCode, response::Response};
use domain::fields::Fields;
use leptos::prelude::*;

use super::Desk;
use crate::{
    parts::{Frame, SummaryRow, summary_list},
    state::AppState,
    visitor::Visitor,
};

/// What was asked, each with what was typed there.
pub type Rows = Vec<(String, Vec<String>)>;

/// The page for words that arrive after the same form was sent.
pub struct SentBefore<'a> {
    /// The heading.
    pub heading: &'static str,
    /// The words on the button that begins anew with what was typed, where that can be.
    pub begin_words: Option<&'static str>,
    /// The words that lead to the page that says what was sent.
    pub receipt_words: &'static str,
    /// Where the form is.
    pub desk: &'a Desk,
    /// The page that was posted.
    pub page: &'a str,
    /// What was posted.
    pub fields: &'a Fields,
    /// What was posted, by what was asked.
    pub rows: Rows,
}

impl SentBefore<'_> {
    /// Says that it was sent before, and offers to begin another one with the words of this page.
    pub fn draw(self, state: &AppState, visitor: &Visitor) -> Response {
        let frame = Frame::new(state, visitor, self.heading).status(StatusCode::CONFLICT);
        let begin = self.begin_words.map(|begin_words| {
            view! {
                <form method="post" action=self.desk.page("new")>
                    <input type="hidden" name="page" value=self.page.to_owned()/>
                    {hidden(self.fields)}
                    <button class="govuk-button" type="submit">{begin_words}</button>
                </form>
            }
        });
        let typed = (!self.rows.is_empty()).then(|| {
            view! {
                <p class="govuk-body">"What you have just typed was not added to it. It is below."</p>
                {words("What you typed on this page", self.rows)}
                {begin}
            }
        });
        frame.personal().show(|| {
            view! {
                <h1 class="govuk-heading-l">{self.heading}</h1>
                <p class="govuk-body">"You cannot change it here any more."</p>
                <p class="govuk-body"><a class="govuk-link" href=self.desk.page("receipt")>{self.receipt_words}</a></p>
                {typed}
            }
        })
    }
}

/// The page for a press of the button that sends, after something else was sent under the same form.
pub struct SentOtherwise<'a> {
    /// The heading.
    pub heading: &'static str,
    /// The words on the button that begins anew, where that can be.
    pub begin_words: Option<&'static str>,
    /// Where the form is.
    pub desk: &'a Desk,
    /// The address that was typed for the reference, if any.
    pub email: String,
    /// What was sent, by what was asked.
    pub sent: Rows,
}

impl SentOtherwise<'_> {
    /// Says that something else was sent, shows it, and says what became of what was typed.
    pub fn draw(self, state: &AppState, visitor: &Visitor) -> Response {
        let contact = state.site.contact_email.clone();
        let receipt = self.desk.page("receipt");
        let frame = Frame::new(state, visitor, self.heading).status(StatusCode::CONFLICT);
        let email = (!self.email.is_empty()).then(|| {
            view! {
                <p class="govuk-body">
                    "We did not send the reference to " <strong>{self.email}</strong> " this time. You can copy it from "
                    <a class="govuk-link" href=receipt.clone()>"the page with your reference"</a> "."
                </p>
            }
        });
        frame.personal().show(|| {
            view! {
                <h1 class="govuk-heading-l">{self.heading}</h1>
                <p class="govuk-body">
                    "It was sent with other answers than the page showed when you pressed the button, perhaps from another "
                    "tab. What was sent stays as it is, and nothing was added to it."
                </p>
                {email}
                <p class="govuk-body"><a class="govuk-link" href=receipt>"See your reference"</a></p>
                <p class="govuk-body">
                    "If something in it is wrong, write to "
                    <a class="govuk-link" href=format!("mailto:{contact}")>{contact.clone()}</a>
                    " and quote your reference."
                </p>
                {(!self.sent.is_empty()).then(|| words("The answers that were sent", self.sent))}
                {self.begin_words.map(|begin_words| view! {
                    <form method="post" action=self.desk.page("new")>
                        <button class="govuk-button govuk-button--secondary" type="submit">{begin_words}</button>
                    </form>
                })}
            }
        })
    }
}

/// Shows what was typed, by what was asked, under a heading.
pub fn words(heading: &'static str, rows: Rows) -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">{heading}</h2>
        {summary_list(rows.into_iter().map(|(asked, values)| SummaryRow::said(asked, values)))}
    }
}

/// Carries fields along unseen.
pub fn hidden(fields: &Fields) -> Vec<AnyView> {
    let field = |(name, value): (&str, &str)| {
        view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> }.into_any()
    };
    fields.pairs().map(field).collect()
}
