//! The page around every failure, whichever layer it comes from.

use axum::{
    extract::{FromRequestParts, OriginalUri, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use leptos::prelude::*;

use crate::{
    error::{Incident, PageError, SentFromElsewhere},
    pages::{PROBLEM, staff},
    parts::Frame,
    posted::brings_files,
    state::AppState,
    visitor::Visitor,
};

/// Answers for addresses that are not there.
pub async fn not_found() -> PageError {
    PageError::NotFound
}

/// Draws a page around a failure that has none.
pub async fn draw(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let asked = Asked::new(&request);
    let sent = asked.sent;
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let has_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html") || kind == PROBLEM);
    if has_page || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let visitor = asked.visitor(&state, status).await;
    let incident = response.extensions().get::<Incident>().copied();
    let words = match response.extensions().get() {
        Some(SentFromElsewhere) => SENT_FROM_ELSEWHERE,
        None if status == StatusCode::FORBIDDEN && visitor.staff.is_none() => SIGNED_OUT,
        None => words(status, sent),
    };
    let way = match status {
        _ if words == SIGNED_OUT => ("/staff/sign-in".to_owned(), "Sign in"),
        StatusCode::MISDIRECTED_REQUEST => (state.site.address("/"), HOME),
        _ => ("/".to_owned(), HOME),
    };
    let mut page = page(&state, &visitor, status, (words, way), incident);
    keep_headers(&response, &mut page);
    page
}

/// Whether something was sent that could be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sent {
    /// A page was only asked for.
    Nothing,
    /// A form was sent.
    Form,
    /// A form was sent with files.
    Files,
    /// A file was sent that is to be a layer of the map.
    Layer,
}

/// What has to be kept of a request to know its visitor when it has failed.
struct Asked {
    sent: Sent,
    path: OriginalUri,
    cookies: Vec<HeaderValue>,
}

impl Asked {
    fn new(request: &Request) -> Self {
        let path = request.extensions().get::<OriginalUri>().cloned();
        let sent = match request.uri().path() {
            staff::MAP => Sent::Layer,
            _ if brings_files(request.headers()) => Sent::Files,
            _ => Sent::Form,
        };
        Self {
            sent: if request.method().is_safe() { Sent::Nothing } else { sent },
            path: path.unwrap_or_else(|| OriginalUri(request.uri().clone())),
            cookies: request.headers().get_all(header::COOKIE).iter().cloned().collect(),
        }
    }

    /// Finds the visitor, without the database when it may be the very thing that is not there.
    async fn visitor(self, state: &AppState, status: StatusCode) -> Visitor {
        let (mut parts, ()) = Request::new(()).into_parts();
        if status != StatusCode::SERVICE_UNAVAILABLE {
            parts.headers.extend(self.cookies.into_iter().map(|cookie| (header::COOKIE, cookie)));
        }
        parts.extensions.insert(self.path);
        let Ok(visitor) = Visitor::from_request_parts(&mut parts, state).await;
        visitor
    }
}

fn page(
    state: &AppState,
    visitor: &Visitor,
    status: StatusCode,
    ((heading, advice), (address, way)): (Words, Way),
    incident: Option<Incident>,
) -> Response {
    Frame::new(state, visitor, heading).status(status).show(|| {
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
            <p class="govuk-body"><a class="govuk-link" href=address>{way}</a></p>
        }
    })
}

/// Keeps what the failing layer said for machines, such as when to try again and which methods there are.
fn keep_headers(from: &Response, to: &mut Response) {
    let kept =
        [header::RETRY_AFTER, header::ALLOW, header::CONNECTION, header::CONTENT_RANGE, header::WWW_AUTHENTICATE];
    for name in kept {
        if let Some(value) = from.headers().get(&name) {
            to.headers_mut().insert(name, value.clone());
        }
    }
}

/// A heading, and what to do now.
type Words = (&'static str, &'static str);

/// An address that leads on, and the words of its link.
type Way = (String, &'static str);

const HOME: &str = "Go to the home page";

const MAYBE_NOT_STORED: &str = "Sorry, we may not have stored what you sent";

/// Going back asks the server for the page again, which has only what was stored; reloading sends the words again.
const SEND_AGAIN: &str = "Keep this page open and do not go back. Wait a minute and reload the page: when your browser asks whether to send the form again, say yes.";

const SENT_FROM_ELSEWHERE: Words = (
    "Send this from our own page",
    "What you sent did not come from a page of this site, so we did not take it. Go back, reload the page and send it again, or start from the home page.",
);

/// Only a form can be refused to somebody who is not signed in: a page that is asked for leads to the sign-in by itself.
const SIGNED_OUT: Words = (
    "You are not signed in any more",
    "Your session has ended, so we did not take what you sent. Keep this page open and sign in in another tab. Then reload this page: when your browser asks whether to send the form again, say yes.",
);

fn words(status: StatusCode, sent: Sent) -> Words {
    match status {
        StatusCode::NOT_FOUND => (
            "Page not found",
            "Check the web address. If you followed a link, the page may have moved or been removed.",
        ),
        StatusCode::FORBIDDEN => (
            "You cannot do this",
            "Your account may not open this page. If you need it for your work, ask an administrator.",
        ),
        StatusCode::MISDIRECTED_REQUEST => {
            ("This site has another address", "The link below leads to it. Save that one if you use this site often.")
        }
        StatusCode::CONFLICT => (
            "This cannot be done any more",
            "Somebody has changed what stands there. Go back, reload the page and see.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => ("Page not found", "This address cannot be opened in this way."),
        StatusCode::PAYLOAD_TOO_LARGE if sent == Sent::Layer => (
            "The file is too large",
            "We did not read it. A layer of the map may have a file of up to 5 MB. In QGIS, choose Vector, Geometry Tools, Simplify to make it smaller. Then go back in your browser and choose the smaller file.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE if sent == Sent::Files => (
            "The files are too large together",
            "We did not store what you sent. Go back in your browser. If it still shows what you typed, copy it somewhere safe. Then choose fewer or smaller files and send it again.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "That is too much to send at once",
            "We did not store what you sent. Go back in your browser. If it still shows what you typed, copy it somewhere safe, make the longest text shorter and send it again.",
        ),
        StatusCode::UNAUTHORIZED => (
            "This export needs its key",
            "Put the key behind the address, or give it as the password. Whoever made the export can renew it with a new key.",
        ),
        StatusCode::TOO_MANY_REQUESTS => ("Too many tries", "Wait a few minutes and try again."),
        StatusCode::SERVICE_UNAVAILABLE if sent != Sent::Nothing => (MAYBE_NOT_STORED, SEND_AGAIN),
        StatusCode::SERVICE_UNAVAILABLE => {
            ("Sorry, we cannot show this page at the moment", "Wait a minute and open it again.")
        }
        status if status.is_server_error() && sent != Sent::Nothing => (MAYBE_NOT_STORED, SEND_AGAIN),
        status if status.is_server_error() => ("Sorry, there is a problem with the service", "Try again later."),
        _ => ("That request cannot be understood", "Go back, reload the page and try again."),
    }
}
