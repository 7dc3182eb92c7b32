//! Signing out, which ends the session here and not only in the browser.

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use store::StoreError;

use crate::{error::PageError, secret::Secret, state::AppState, visitor::session_cookie};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Ends the session, if there is one, and leads home.
pub(super) async fn sign_out(State(state): State<AppState>, cookies: CookieJar) -> Result<Response, PageError> {
    let name = session_cookie(&state);
    if let Some(cookie) = cookies.get(name) {
        let hash = Secret::from_outside(cookie.value()).hash();
        let write = state.store.write(move |mut write| Box::pin(async move { write.remove_session(&hash).await }));
        let removed: Result<(), StoreError> = write.await;
        removed?;
    }
    let secure = state.site.is_secure();
    let gone = Cookie::build((name, "")).path("/").http_only(true).secure(secure).same_site(SameSite::Lax).removal();
    // Not "cookies": those also hold the way back to a response that the same person has not sent yet.
    let clear = [(CLEAR_SITE_DATA, HeaderValue::from_static("\"storage\""))];
    Ok((clear, CookieJar::new().add(gone), Redirect::to("/")).into_response())
}
