//! One page of a form as it is drawn, with what was typed, what has to be put right, and what was put aside.
//!
//! What is asked on it comes from the form that it belongs to.

use axum::{http::StatusCode, response::Response};
use domain::{draft::Draft, fields::Fields, language::Language};
use leptos::prelude::*;

use super::{Desk, Rows, later, tabs, unstored_notice};
use crate::{
    islands::KeepWords,
    parts::{ErrorSummary, Frame, Scripts, spoken},
    state::AppState,
    visitor::Visitor,
};

/// The last part of a check page's address, and what the form of a page that was opened from there carries along.
pub const CHECK: &str = "check";
/// The field that says where a page was opened from.
pub const FROM: &str = "from";

/// The id of the form itself.
pub const FORM: &str = "page-form";

/// One page of a form.
pub struct PageForm<'a> {
    /// Where the form is.
    pub desk: &'a Desk,
    /// The name of the page.
    pub page: &'a str,
    /// Its title.
    pub title: String,
    /// The language of its title, if it is not English.
    pub spoken_in: Option<Language>,
    /// What leads to it in other languages.
    pub languages: Option<AnyView>,
    /// The address of the page before.
    pub back: String,
    /// Which page it is, and of how many.
    pub number: (usize, usize),
    /// What is said above everything else.
    pub note: Option<AnyView>,
    /// What is said above the fields.
    pub intro: Vec<AnyView>,
    /// Where it was opened from.
    pub from: &'a str,
    /// The names of the fields and the messages.
    pub errors: Vec<(String, String)>,
    /// The fields.
    pub fields: Vec<AnyView>,
    /// Whether one of them takes files.
    pub takes_files: bool,
    /// What was typed on every page.
    pub draft: &'a Draft,
    /// Reads what was put aside by what was asked.
    pub aside: &'a dyn Fn(&Fields) -> Rows,
    /// What is said of keeping below the form.
    pub kept: &'static str,
    /// Whether it has islands.
    pub scripts: Scripts,
}

/// How a page is answered.
#[derive(Clone, Debug)]
pub enum Showing {
    /// With what is stored, under a status.
    Stored(StatusCode),
    /// With words that may not be stored, and the digest of those that the page showed first.
    Unstored(String),
}

impl Showing {
    /// Makes the showing of words that may not be stored.
    pub fn unstored(posted: &Fields) -> Self {
        Self::Unstored(posted.text(tabs::SHOWN).to_owned())
    }
}

impl PageForm<'_> {
    /// Draws the page.
    pub fn draw(self, state: &AppState, visitor: &Visitor, showing: Showing) -> Response {
        let stored = tabs::digest_of(self.draft, self.page);
        let action = self.desk.page(self.page);
        let aside = tabs::put_aside(self.draft, self.page)
            .map(|fields| tabs::aside_notice(fields, (self.aside)(fields), action.clone(), stored.clone()));
        let (status, notice, shown) = match showing {
            Showing::Stored(status) => (status, None, stored),
            Showing::Unstored(shown) => (StatusCode::SERVICE_UNAVAILABLE, Some(unstored_notice()), shown),
        };
        let is_unstored = notice.is_some();
        let encoding = self.takes_files.then_some("multipart/form-data");
        let (number, count) = self.number;
        let frame = Frame::new(state, visitor, self.title.clone()).status(status).scripts(self.scripts);
        let page = frame.personal().step().show(|| {
            view! {
                <a class="govuk-back-link" href=self.back>"Back"</a>
                {self.languages}
                {self.note}
                <ErrorSummary errors=self.errors/>
                {notice}
                <p class="fm-progress">{format!("Page {number} of {count}")}</p>
                {spoken(self.spoken_in, view! { <h1 class="govuk-heading-l">{self.title}</h1> })}
                {self.intro}
                <form method="post" action=action id=FORM enctype=encoding novalidate>
                    <input type="hidden" name=tabs::SHOWN value=shown/>
                    {(self.from == CHECK).then(|| view! { <input type="hidden" name=FROM value=CHECK/> })}
                    {self.fields}
                    <div class="govuk-button-group">
                        <button class="govuk-button" type="submit">"Save and continue"</button>
                        <button class="govuk-button govuk-button--secondary" type="submit" name="save" value="yes">
                            "Save and come back later"
                        </button>
                    </div>
                </form>
                {aside}
                <p class="fm-kept">{self.kept}</p>
                {(self.scripts == Scripts::Islands).then(|| view! {
                    <KeepWords form=FORM.to_owned() shown=tabs::SHOWN.to_owned()/>
                })}
            }
        });
        if is_unstored { later(page) } else { page }
    }
}
