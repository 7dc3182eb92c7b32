//! The page that gives the link for coming back, and mails it to whoever asks.

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

use crate::{
    parts::{ErrorSummary, FieldError, Frame},
    state::AppState,
    visitor::Visitor,
};

/// What to say of an address that is none.
const WRONG: &str = "Enter an email address like name@example.org";

/// What became of the request to mail the link.
pub enum Sent {
    /// Nobody asked.
    NotAsked,
    /// It is on its way.
    Yes,
    /// The address was wrong; this is what was typed.
    Refused(String),
}

/// The page for coming back.
pub struct Saved {
    /// What is kept and for how long.
    pub words: String,
    /// How to carry on in this browser.
    pub here: &'static str,
    /// The whole address for carrying on elsewhere.
    pub link: String,
    /// The address for carrying on now.
    pub begin: String,
    /// The address to which the request to mail the link is posted.
    pub action: String,
    /// What became of that request.
    pub sent: Sent,
}

impl Saved {
    /// The field for the address to which the link is mailed.
    pub const EMAIL: &'static str = "email";

    /// Draws the page.
    pub fn draw(self, state: &AppState, visitor: &Visitor) -> Response {
        let is_refused = matches!(self.sent, Sent::Refused(_));
        let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        let errors = if is_refused { vec![(Self::EMAIL.to_owned(), WRONG.to_owned())] } else { Vec::new() };
        let Self { words, here, link, begin, action, sent } = self;
        Frame::new(state, visitor, "Your answers are saved").status(status).personal().step().show(|| {
            view! {
                <ErrorSummary errors=errors/>
                <h1 class="govuk-heading-l">"Your answers are saved"</h1>
                <p class="govuk-body">{words}</p>
                <p class="govuk-body">{here} " To carry on elsewhere, use this link:"</p>
                <p class="govuk-inset-text"><a class="govuk-link fm-long-link" href=link.clone()>{link.clone()}</a></p>
                <p class="govuk-body">"Anybody who has the link can see and change your answers, so keep it to yourself."</p>
                {state.site.sends_mail.then(|| mail_form(action, sent))}
                <p class="govuk-body"><a class="govuk-button" href=begin>"Carry on now"</a></p>
            }
        })
    }
}

fn mail_form(action: String, sent: Sent) -> AnyView {
    let (typed, message) = match sent {
        Sent::Yes => {
            return view! { <p class="govuk-body" role="status">"We have sent the link to your email address."</p> }
                .into_any();
        }
        Sent::NotAsked => (String::new(), None),
        Sent::Refused(typed) => (typed, Some(WRONG.to_owned())),
    };
    let is_wrong = message.is_some();
    let group = if is_wrong { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" };
    let wrong = if is_wrong { " govuk-input--error" } else { "" };
    view! {
        <form method="post" action=action novalidate>
            <div class=group>
                <label class="govuk-label govuk-label--m" for=Saved::EMAIL>"Send the link to an email address"</label>
                <FieldError name=Saved::EMAIL.to_owned() message=message/>
                <input
                    class=format!("govuk-input govuk-!-width-two-thirds{wrong}")
                    id=Saved::EMAIL
                    name=Saved::EMAIL
                    type="email"
                    autocomplete="email"
                    spellcheck="false"
                    value=typed
                    aria-describedby=is_wrong.then(|| format!("{}-error", Saved::EMAIL))
                />
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Send the link"</button>
        </form>
    }
    .into_any()
}
