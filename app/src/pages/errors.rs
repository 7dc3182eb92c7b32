//! The page around every failure, whichever layer it comes from.

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::Response,
};
use leptos::prelude::*;

use crate::{
    error::{Incident, PageError},
    parts::Frame,
    state::AppState,
    visitor::Visitor,
};

/// Answers for addresses that are not there.
pub async fn not_found() -> PageError {
    PageError::NotFound
}

/// Draws a page around a failure that has none.
pub async fn draw(State(state): State<AppState>, visitor: Visitor, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let has_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"text/html"));
    if has_page || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let incident = response.extensions().get::<Incident>().copied();
    let (heading, advice) = words(status);
    let mut page = Frame::new(&state, &visitor, heading).status(status).show(|| {
        let number = incident.map(|incident| {
            view! {
                <p class="govuk-body">
                    "If you contact us about this, quote " <code>{incident.0.to_string()}</code> "."
                </p>
            }
        });
        view! {
            <h1 class="govuk-heading-l">{heading}</h1>
            <p class="govuk-body">{advice}</p>
            {number}
            <p class="govuk-body"><a class="govuk-link" href="/">"Go to the home page"</a></p>
        }
    });
    keep_headers(&response, &mut page);
    page
}

/// Keeps what the failing layer said for machines, such as when to try again and which methods there are.
fn keep_headers(from: &Response, to: &mut Response) {
    for name in [header::RETRY_AFTER, header::ALLOW, header::CONNECTION] {
        if let Some(value) = from.headers().get(&name) {
            to.headers_mut().insert(name, value.clone());
        }
    }
}

fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::NOT_FOUND => (
            "Page not found",
            "Check the web address. If you followed a link, the page may have moved or been removed.",
        ),
        StatusCode::FORBIDDEN => (
            "You cannot do this",
            "Your session may have ended, or the request came from another site. Go back, reload the page and try again.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => ("Page not found", "This address cannot be opened in this way."),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "That is too much to send at once",
            "Go back, make the longest text shorter and send it again. Your browser still has what you typed.",
        ),
        StatusCode::TOO_MANY_REQUESTS => ("Too many tries", "Wait a few minutes and try again."),
        StatusCode::SERVICE_UNAVAILABLE => (
            "Sorry, we cannot store this at the moment",
            "Nothing was lost: go back in your browser, wait a minute and send it again.",
        ),
        status if status.is_server_error() => {
            ("Sorry, there is a problem with the service", "Try again later. What you saved before is still there.")
        }
        _ => ("That request cannot be understood", "Go back, reload the page and try again."),
    }
}
