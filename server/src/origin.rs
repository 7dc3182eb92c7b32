//! Who may ask: requests for this site's own address only, and changes from this site's own pages only.
//!
//! The check of the host keeps links and cookies from being made for a foreign address; the check of the origin keeps
//! other sites from posting in the name of a visitor.

use std::sync::Arc;

use app::{
    error::{PageError, SentFromElsewhere},
    pages::alerts::END,
};
use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::assets;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// What a client may do at all.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST");

/// The address of this site, against which requests are held.
#[derive(Clone, Debug)]
pub(crate) struct OwnAddress(Arc<str>);

impl OwnAddress {
    /// Takes an origin as browsers write it.
    pub(crate) fn new(origin: &str) -> Self {
        Self(origin.into())
    }

    fn is_host(&self, host: &str) -> bool {
        let (usual_port, own) = match self.0.split_once("://") {
            Some(("https", own)) => (":443", own),
            Some((_, own)) => (":80", own),
            None => return false,
        };
        host.strip_suffix(usual_port).unwrap_or(host).eq_ignore_ascii_case(own)
    }
}

/// Refuses requests for any other host, but for assets: the page that tells the right address has its looks too.
pub(crate) async fn refuse_other_hosts(State(own): State<OwnAddress>, request: Request, next: Next) -> Response {
    let named = only(request.headers(), &header::HOST);
    let written = request.uri().authority();
    let is_ours = named.is_some_and(|host| own.is_host(host)) && written.is_none_or(|host| own.is_host(host.as_str()));
    let is_asset = request.uri().path().starts_with(assets::FOLDER);
    if is_ours || is_asset { next.run(request).await } else { StatusCode::MISDIRECTED_REQUEST.into_response() }
}

/// Refuses methods that no page has.
pub(crate) async fn refuse_other_methods(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::POST) {
        return next.run(request).await;
    }
    (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, METHODS)]).into_response()
}

/// Refuses changes that another site's page sends in the name of a visitor.
pub(crate) async fn refuse_other_sites(State(own): State<OwnAddress>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_from_here(&own, request.headers()) || ends_alert(&request) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, Extension(SentFromElsewhere)).into_response()
}

/// Refuses addresses with a NUL in them: no page has one, and PostgreSQL takes it in no text.
pub(crate) async fn refuse_nul(request: Request, next: Next) -> Response {
    let uri = request.uri();
    let has_nul = uri.path().contains("%00") || uri.query().is_some_and(|query| query.contains("%00"));
    if has_nul { PageError::NotFound.into_response() } else { next.run(request).await }
}

/// Whoever sends email for others posts that an alert ends, and comes from no page (RFC 8058). The secret in the address is what lets
/// them; no cookie has a part in it.
fn ends_alert(request: &Request) -> bool {
    request.uri().path().starts_with(END)
}

/// Browsers that do not send Sec-Fetch-Site send Origin with every post.
fn is_from_here(own: &OwnAddress, headers: &HeaderMap) -> bool {
    if headers.contains_key(SEC_FETCH_SITE) {
        return matches!(only(headers, &SEC_FETCH_SITE), Some("same-origin" | "none"));
    }
    only(headers, &header::ORIGIN) == Some(&*own.0)
}

/// Gives the value of a header that stands there exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let (first, second) = (values.next(), values.next());
    first.filter(|_| second.is_none()).and_then(|value| value.to_str().ok())
}
