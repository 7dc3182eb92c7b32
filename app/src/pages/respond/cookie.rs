//! The cookie that holds the secret of a draft, one for each consultation.

use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use time::Duration;

use crate::{secret::Secret, state::AppState};

/// How long a browser keeps the secret: as long as an untouched draft is kept.
const KEPT_FOR: Duration = Duration::days(28);

fn name(state: &AppState, slug: &str) -> String {
    let prefix = if state.site.is_secure() { "__Host-" } else { "" };
    format!("{prefix}draft-{slug}")
}

/// Reads the secret that the browser sent.
pub(super) fn secret(state: &AppState, slug: &str, cookies: &CookieJar) -> Option<Secret> {
    cookies.get(&name(state, slug)).map(|cookie| Secret::from_outside(cookie.value()))
}

/// Makes the cookie that gives a browser the secret.
pub(super) fn give(state: &AppState, slug: &str, secret: &Secret) -> Cookie<'static> {
    let mut cookie = Cookie::new(name(state, slug), secret.expose().to_owned());
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(state.site.is_secure());
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(KEPT_FOR);
    cookie
}
