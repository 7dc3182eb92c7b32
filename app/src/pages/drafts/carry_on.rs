//! The page behind a link for coming back: nothing changes until somebody says that they want to carry on here.

use axum::response::Response;
use leptos::prelude::*;

use crate::{parts::Frame, state::AppState, visitor::Visitor};

/// The question whether this browser should carry on with the answers of a link.
pub struct CarryOn {
    /// The address to which the answer is posted.
    pub action: String,
    /// The link to other answers that this browser holds and that are not sent yet.
    pub other: Option<String>,
}

impl CarryOn {
    /// Draws the page.
    pub fn draw(self, state: &AppState, visitor: &Visitor) -> Response {
        const HEADING: &str = "Carry on with these answers?";
        let other = self.other.map(|link| {
            view! {
                <p class="govuk-body">
                    "This browser holds other answers to the same form, which are not sent yet. To come back to those later, "
                    "keep this link before you carry on:"
                </p>
                <p class="govuk-inset-text"><a class="govuk-link fm-long-link" href=link.clone()>{link.clone()}</a></p>
            }
        });
        Frame::new(state, visitor, HEADING).personal().step().show(|| {
            view! {
                <h1 class="govuk-heading-l">{HEADING}</h1>
                <p class="govuk-body">"The link that you opened leads to answers that were begun before."</p>
                <p class="govuk-body">
                    "Whoever sent you the link can read and change what you type here. If you did not get it from yourself "
                    "or from somebody whom you trust, do not carry on."
                </p>
                {other}
                <form method="post" action=self.action>
                    <button class="govuk-button" type="submit">"Carry on"</button>
                </form>
            }
        })
    }
}
