//! Words that could not be stored because the database was away: shown again, to be sent again.
//!
//! A write whose answer was lost may be stored all the same, so that nothing here says that it is not.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::fields::Fields;
use leptos::prelude::*;

use super::{DIGEST, FROM, hidden, kept::Rows, tabs, words};
use crate::{
    error::PageError,
    pages::{
        answering::{DRAWN_IN, LANGUAGE, ORDER, VERSION},
        respond::LEAVE_EMPTY,
    },
    parts::Frame,
    state::AppState,
    visitor::Visitor,
};

/// When a browser may try again, in seconds.
const SOON: HeaderValue = HeaderValue::from_static("30");
/// The fields that forms carry unseen, which nobody typed.
const UNSEEN: [&str; 15] = [
    DIGEST,
    LEAVE_EMPTY,
    FROM,
    "attach",
    "detach",
    "confirmed",
    "save",
    "page",
    "text_version",
    VERSION,
    ORDER,
    LANGUAGE,
    DRAWN_IN,
    "add-place",
    tabs::SHOWN,
];

/// Gives the answer of a handler, or the posted words with a form that posts them again if the store was away.
pub fn or_give_back(
    answer: Result<Response, PageError>,
    state: &AppState,
    visitor: &Visitor,
    action: &str,
    posted: &Fields,
) -> Response {
    match answer {
        Ok(response) => response,
        Err(PageError::Unavailable(error)) => {
            // Making the answer writes the cause to the log, as for every other page.
            drop(PageError::Unavailable(error).into_response());
            give_back(state, visitor, action, posted)
        }
        Err(error) => error.into_response(),
    }
}

fn give_back(state: &AppState, visitor: &Visitor, action: &str, posted: &Fields) -> Response {
    const HEADING: &str = "Sorry, we may not have stored this";
    let frame = Frame::new(state, visitor, HEADING).status(StatusCode::SERVICE_UNAVAILABLE);
    let rows = typed(posted);
    later(frame.personal().show(|| {
        view! {
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                "The service has a problem. Keep this page open, wait a minute and send it again with the button below."
            </p>
            {(!rows.is_empty()).then(|| words("What you typed", rows))}
            <form method="post" action=action.to_owned()>
                {hidden(posted)}
                <button class="govuk-button" type="submit">"Send it again"</button>
            </form>
        }
    }))
}

/// Gives what somebody typed or chose, under the names of its fields: their words are in the store, which is away.
pub fn typed(posted: &Fields) -> Rows {
    let seen = posted.pairs().filter(|(name, value)| !UNSEEN.contains(name) && !value.trim().is_empty());
    seen.map(|(name, value)| (name.to_owned(), vec![value.to_owned()])).collect()
}

/// Says on a page that shows the words again that they may not be stored.
pub fn unstored_notice() -> impl IntoView {
    view! {
        <div class="govuk-notification-banner" role="alert" aria-labelledby="unstored-title">
            <div class="govuk-notification-banner__header">
                <h2 class="govuk-notification-banner__title" id="unstored-title">"Not stored yet"</h2>
            </div>
            <div class="govuk-notification-banner__content">
                <p class="govuk-notification-banner__heading">
                    "The service has a problem, and we may not have stored this page. What you typed is still here. Wait a "
                    "minute and press the button again."
                </p>
            </div>
        </div>
    }
}

/// Tells a browser when to try again.
pub fn later(mut response: Response) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, SOON);
    response
}
