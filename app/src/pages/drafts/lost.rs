//! What to say when the browser did not keep the secret of a draft, or keeps one that leads to nothing any more.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use leptos::prelude::*;

use crate::{parts::Frame, state::AppState, visitor::Visitor};

/// What is said in the address of the page after the first one.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Begun {
    begun: Option<String>,
}

impl Begun {
    /// Says whether the browser has just been given the secret of a new draft.
    pub fn is_new(&self) -> bool {
        self.begun.is_some()
    }
}

/// Says in the address that a redirect leads to that a draft has just begun.
pub fn begun(mut response: Response) -> Response {
    let target = response.headers().get(header::LOCATION).and_then(|target| target.to_str().ok());
    let marked = target.map(|target| {
        let (path, part) =
            target.split_once('#').map_or((target, String::new()), |(path, part)| (path, format!("#{part}")));
        let sign = if path.contains('?') { '&' } else { '?' };
        format!("{path}{sign}begun=yes{part}")
    });
    if let Some(marked) = marked.and_then(|marked| HeaderValue::try_from(marked).ok()) {
        response.headers_mut().insert(header::LOCATION, marked);
    }
    response
}

/// Why a browser leads to no draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It sent no secret.
    NoCookie,
    /// The draft of its secret is not there any more.
    Gone,
}

impl Lost {
    /// Draws the page that says what happened and what can be done.
    pub fn draw(self, state: &AppState, visitor: &Visitor, begin: String) -> Response {
        let (heading, happened, advice) = match self {
            Self::NoCookie => (
                "Your browser did not keep your place",
                "This form needs a cookie, and your browser did not send one. Without it we cannot tell which answers are \
                 yours, and nothing was sent.",
                "Allow cookies for this site and begin again. If you have a link for coming back, you can open that in \
                 a browser that allows cookies.",
            ),
            Self::Gone => (
                "We no longer have these answers",
                "Nothing was sent. We delete answers that nobody has touched for 28 days, and these are not there any more.",
                "If your browser still shows them when you go back, copy what you need before you begin again.",
            ),
        };
        Frame::new(state, visitor, heading).status(StatusCode::CONFLICT).personal().show(|| {
            view! {
                <h1 class="govuk-heading-l">{heading}</h1>
                <p class="govuk-body">{happened}</p>
                <p class="govuk-body">{advice}</p>
                <p class="govuk-body"><a class="govuk-link" href=begin>"Begin again"</a></p>
            }
        })
    }
}
