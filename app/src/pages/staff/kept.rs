//! What forms change that have a revision: a group, somebody in it, a meeting, a part of its agenda or minutes.

use leptos::prelude::*;

use super::form::{STATE, Written};
use crate::parts::details;

/// Something that a form changes.
pub(super) struct Kept {
    /// Where the form leads back to.
    pub(super) home: (String, &'static str),
    /// The revision that it was drawn from; empty for something new.
    pub(super) revision: String,
}

impl Written for Kept {
    type Now = &'static str;

    fn home(&self) -> (String, &'static str) {
        self.home.clone()
    }

    fn state(&self) -> String {
        self.revision.clone()
    }

    fn notice(&self, now: &'static str) -> AnyView {
        view! {
            <p class="govuk-inset-text" role="alert">
                {now} " What you typed is below and is not saved. " <a class="govuk-link" href=self.home.0.clone()>"See what stands there now"</a>
                ", and save again if yours still holds."
            </p>
        }
        .into_any()
    }
}

/// Draws the way to undo that something was written down, folded because it is for mistakes alone. Its button is of the form that it stands
/// in, so that it says which state was seen.
pub(super) fn unmade(what: &str, instead: &'static str, action: String) -> AnyView {
    let label = format!("Remove {what}");
    let content = view! {
        <p class="govuk-body">"This is for mistakes, and cannot be undone. " {instead}</p>
        <button class="govuk-button govuk-button--warning" type="submit" formaction=action formnovalidate>{label.clone()}</button>
    };
    details(label, content.into_any()).into_any()
}

/// Draws a button among the words of a list that changes one of its entries, with the revision that was seen where that matters.
pub(super) fn row_button(action: String, words: &'static str, name: &str, revision: Option<i64>) -> AnyView {
    let hidden = format!(" ‘{name}’");
    let seen = revision.map(|revision| view! { <input type="hidden" name=STATE value=revision/> });
    view! {
        <form method="post" action=action>
            {seen}
            <button class="fm-link-button" type="submit">{words} <span class="govuk-visually-hidden">{hidden}</span></button>
        </form>
    }
    .into_any()
}

/// What is said to whoever was not the first, where nothing else is said of what they typed.
pub(super) const NOT_SAVED: &str =
    "Somebody has changed this since you opened this page. What you typed is below and is not saved.";
/// What is said to whoever pressed a button of a page that is not as it was.
pub(super) const NOT_DONE: &str = "Somebody has changed this since you opened this page. Nothing was done";
/// What is said to whoever was not the first.
pub(super) const CHANGED: &str = "Somebody has changed this since you opened the page.";
