//! Signing out, which ends the session here and not only in the browser.

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use store::StoreError;

use crate::{cookie::SecretCookie, error::PageError, state::AppState};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Ends the session, if there is one, and leads home.
pub(super) async fn sign_out(State(state): State<AppState>, cookies: CookieJar) -> Result<Response, PageError> {
    let cookie = SecretCookie::session(&state.site);
    if let Some(secret) = cookie.read(&cookies) {
        let hash = secret.hash();
        let write = state.store.write(move |mut write| Box::pin(async move { write.remove_session(&hash).await }));
        let removed: Result<(), StoreError> = write.await;
        removed?;
    }
    // Not "cookies": those also hold the way back to a response that the same person has not sent yet.
    let clear = [(CLEAR_SITE_DATA, HeaderValue::from_static("\"storage\""))];
    Ok((clear, CookieJar::new().add(cookie.take_back()), Redirect::to("/")).into_response())
}
