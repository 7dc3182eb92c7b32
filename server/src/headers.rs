//! The headers of every response: what browsers may do with it, and how long anybody may keep it.

use app::{parts::ScriptNonce, state::AppState};
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

/// What each response says, whatever it is.
const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Not no-referrer: forms without script need to know where they came from.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"),
    ),
];
/// Keeps browsers to HTTPS for a year.
const HTTPS_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");
/// For pages that are the same for everybody: kept, but asked for again each time.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
/// For everything that may be about somebody.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");

/// Adds the headers.
pub(crate) async fn add(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let has_cookie = request.headers().contains_key(header::COOKIE);
    let mut response = next.run(request).await;
    let nonce = response.extensions_mut().remove::<ScriptNonce>();
    let is_personal = has_cookie || response.headers().contains_key(header::SET_COOKIE);
    let may_be_kept = !is_personal && is_html(&response);
    let headers = response.headers_mut();
    headers.extend(ALWAYS.map(|(name, value)| (Some(name), value)));
    if let Ok(policy) = HeaderValue::try_from(policy(nonce.as_ref())) {
        // A file that somebody gave has a stricter policy of its own.
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    if state.site.is_secure() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS_ONLY);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(if may_be_kept { ASK_AGAIN } else { NOT_KEPT });
    response
}

fn is_html(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Writes the policy of a page: scripts by their nonce, and none at all where the page has none.
fn policy(nonce: Option<&ScriptNonce>) -> String {
    let scripts = nonce.map_or_else(String::new, |ScriptNonce(nonce)| {
        format!("script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; ")
    });
    format!(
        "default-src 'none'; {scripts}style-src 'self'; \
         img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
         base-uri 'none'; object-src 'none'; manifest-src 'self'"
    )
}
