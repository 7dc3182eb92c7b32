//! Words that arrive when they cannot be taken, given back so that nobody has to type them again.

use axum::{http::StatusCode, response::Response};
use domain::fields::Fields;
use leptos::prelude::*;

use crate::{parts::Frame, state::AppState, visitor::Visitor};

/// The page for words that arrive after the same form was sent.
pub struct SentBefore<'a> {
    /// The heading.
    pub heading: &'static str,
    /// The words on the button that begins anew.
    pub begin_words: &'static str,
    /// The address of the receipt.
    pub receipt: String,
    /// The address that begins anew with the words of this page.
    pub begin: String,
    /// The page that was posted.
    pub page: &'a str,
    /// What was posted.
    pub fields: &'a Fields,
    /// What was posted, by what was asked.
    pub rows: Vec<(String, Vec<String>)>,
}

impl SentBefore<'_> {
    /// Says that it was sent before, and offers to begin another one with the words of this page.
    pub fn draw(self, state: &AppState, visitor: &Visitor) -> Response {
        let frame = Frame::new(state, visitor, self.heading).status(StatusCode::CONFLICT);
        frame.personal().show(|| {
            view! {
                <h1 class="govuk-heading-l">{self.heading}</h1>
                <p class="govuk-body">
                    "It cannot be changed any more. What you have just typed was not added to it; it is kept below."
                </p>
                <p class="govuk-body"><a class="govuk-link" href=self.receipt>"See your reference"</a></p>
                {(!self.rows.is_empty()).then(|| words(self.rows))}
                <form method="post" action=self.begin>
                    <input type="hidden" name="page" value=self.page.to_owned()/>
                    {hidden(self.fields)}
                    <button class="govuk-button" type="submit">{self.begin_words}</button>
                </form>
            }
        })
    }
}

/// Shows what was typed, by what was asked.
pub fn words(rows: Vec<(String, Vec<String>)>) -> impl IntoView {
    let rows = rows.into_iter().map(|(asked, values)| {
        let values = values.into_iter().map(|value| view! { <p class="fm-words">{value}</p> }).collect_view();
        view! {
            <div class="govuk-summary-list__row">
                <dt class="govuk-summary-list__key">{asked}</dt>
                <dd class="govuk-summary-list__value">{values}</dd>
            </div>
        }
    });
    view! {
        <h2 class="govuk-heading-m">"What you typed on this page"</h2>
        <dl class="govuk-summary-list">{rows.collect_view()}</dl>
    }
}

fn hidden(fields: &Fields) -> Vec<AnyView> {
    let field = |(name, value): (&str, &str)| {
        view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> }.into_any()
    };
    fields.pairs().map(field).collect()
}
