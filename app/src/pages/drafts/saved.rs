//! The page that gives the link for coming back, and mails it to whoever asks.

use axum::{http::StatusCode, response::Response};
use leptos::prelude::*;

use super::{Desk, later};
use crate::{
    parts::{ErrorSummary, Frame, Input, InputExtra},
    state::AppState,
    visitor::Visitor,
};

/// What to say of an address that is none.
const WRONG: &str = "Enter an email address like name@example.org";

/// What to say when too many links were asked for.
const TOO_OFTEN: &str =
    "Too many links were asked for. Copy the link on this page instead, or ask for an email again in an hour";

/// What became of the request to mail the link.
pub enum Sent {
    /// No link is mailed.
    NotOffered,
    /// Nobody asked.
    NotAsked,
    /// It is on its way.
    Yes,
    /// The address was wrong; this is what was typed.
    Refused(String),
    /// Too many links were asked for; this is what was typed.
    TooOften(String),
    /// The request could not be stored; this is what was typed.
    Unstored(String),
}

impl Sent {
    fn wrong(&self) -> Option<&'static str> {
        match self {
            Self::Refused(_) => Some(WRONG),
            Self::TooOften(_) => Some(TOO_OFTEN),
            Self::NotOffered | Self::NotAsked | Self::Yes | Self::Unstored(_) => None,
        }
    }
}

/// The page for coming back.
pub struct Saved<'a> {
    /// The heading.
    pub heading: &'static str,
    /// What is kept and for how long.
    pub words: String,
    /// How to carry on in this browser.
    pub here: &'static str,
    /// The whole address for carrying on elsewhere.
    pub link: String,
    /// Where the form is.
    pub desk: &'a Desk,
    /// What became of the request to mail the link.
    pub sent: Sent,
}

impl Saved<'_> {
    /// The field for the address to which the link is mailed.
    pub const EMAIL: &'static str = "email";

    /// Draws the page.
    pub fn draw(self, state: &AppState, visitor: &Visitor) -> Response {
        let is_unstored = matches!(self.sent, Sent::Unstored(_));
        let status = match &self.sent {
            Sent::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Sent::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Sent::Unstored(_) => StatusCode::SERVICE_UNAVAILABLE,
            Sent::NotOffered | Sent::NotAsked | Sent::Yes => StatusCode::OK,
        };
        let is_offered = state.site.sends_mail && !matches!(self.sent, Sent::NotOffered);
        let wrong = self.sent.wrong().map(|message| (Self::EMAIL.to_owned(), message.to_owned()));
        let errors: Vec<_> = wrong.into_iter().collect();
        let Self { heading, words, here, link, desk, sent } = self;
        let page = Frame::new(state, visitor, heading).status(status).personal().step().show(|| {
            view! {
                <ErrorSummary errors=errors/>
                {is_unstored.then(unstored_mail)}
                <h1 class="govuk-heading-l">{heading}</h1>
                <p class="govuk-body">{words}</p>
                <p class="govuk-body">{here} " To carry on elsewhere, use this link:"</p>
                <p class="govuk-inset-text"><a class="govuk-link fm-long-link" href=link.clone()>{link.clone()}</a></p>
                <p class="govuk-body">"Anybody who has the link can see and change your answers, so keep it to yourself."</p>
                {is_offered.then(|| mail_form(desk.page("saved"), sent))}
                <p class="govuk-body"><a class="govuk-button" href=desk.begin.clone()>"Carry on now"</a></p>
                {forget_form(desk, "Copy the link first.")}
            }
        });
        if is_unstored { later(page) } else { page }
    }
}

/// Offers to let this browser forget the form, after what has to be done first.
pub fn forget_form(desk: &Desk, first: &'static str) -> impl IntoView + use<> {
    view! {
        <h2 class="govuk-heading-m">"If you share this computer"</h2>
        <p class="govuk-body">
            {first} " Then let this browser forget the form, so that nobody else opens it here."
        </p>
        <form method="post" action=desk.page("forget")>
            <button class="govuk-button govuk-button--secondary" type="submit">"Forget it on this computer"</button>
        </form>
    }
}

fn unstored_mail() -> impl IntoView {
    view! {
        <p class="govuk-body" role="alert">
            "The service has a problem, and we may not have taken your request to send the link. What you saved before is \
             still stored. Wait a minute and ask again."
        </p>
    }
}

/// The page after a browser has forgotten a form.
pub struct Forgotten {
    /// The whole address for carrying on, if something is there to carry on with.
    pub link: Option<String>,
}

impl Forgotten {
    /// Draws the page.
    pub fn draw(self, state: &AppState, visitor: &Visitor) -> Response {
        const HEADING: &str = "This browser has forgotten the form";
        let link = self.link.map(|link| {
            view! {
                <p class="govuk-body">
                    "What you typed is still stored, and only this link leads to it. Keep it if you want to come back, and \
                     do not leave this page open:"
                </p>
                <p class="govuk-inset-text"><span class="fm-long-link">{link}</span></p>
            }
        });
        Frame::new(state, visitor, HEADING).personal().show(|| {
            view! {
                <h1 class="govuk-heading-l">{HEADING}</h1>
                {link}
                <p class="govuk-body">
                    "The history of the browser may still hold addresses of pages that you opened. If you opened the link in \
                     this browser, delete it there."
                </p>
            }
        })
    }
}

fn mail_form(action: String, sent: Sent) -> AnyView {
    let message = sent.wrong().map(str::to_owned);
    let typed = match sent {
        Sent::Yes => {
            return view! { <p class="govuk-body" role="status">"The link is on its way to your email address."</p> }
                .into_any();
        }
        Sent::NotOffered | Sent::NotAsked => String::new(),
        Sent::Refused(typed) | Sent::TooOften(typed) | Sent::Unstored(typed) => typed,
    };
    let field = Input {
        name: Saved::EMAIL.to_owned(),
        label: "Send the link to an email address".to_owned(),
        width: "govuk-!-width-two-thirds",
        typed,
        message,
        extra: InputExtra { label_class: "govuk-label govuk-label--m", ..InputExtra::email() },
    };
    view! {
        <form method="post" action=action novalidate>
            {field.in_group()}
            <button class="govuk-button govuk-button--secondary" type="submit">"Send the link"</button>
        </form>
    }
    .into_any()
}
