//! The cookie that holds the secret of a draft, one for each form.

use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use time::Duration;

use crate::{secret::Secret, state::AppState};

/// How long a browser keeps the secret: as long as an untouched draft is kept.
const KEPT_FOR: Duration = Duration::days(28);

/// How long a browser is asked to keep the secret of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// As long as an untouched draft is kept.
    Weeks,
    /// Until the browser is closed, because the form shows who somebody is.
    UntilClosed,
}

fn full_name(state: &AppState, name: &str) -> String {
    let prefix = if state.site.is_secure() { "__Host-" } else { "" };
    format!("{prefix}{name}")
}

/// Reads the secret that the browser sent under a name.
pub fn secret(state: &AppState, name: &str, cookies: &CookieJar) -> Option<Secret> {
    cookies.get(&full_name(state, name)).map(|cookie| Secret::from_outside(cookie.value()))
}

/// Makes the cookie that gives a browser the secret.
pub fn give(state: &AppState, name: &str, secret: &Secret, keep: Keep) -> Cookie<'static> {
    let mut cookie = bare(state, name, secret.expose().to_owned());
    if keep == Keep::Weeks {
        cookie.set_max_age(KEPT_FOR);
    }
    cookie
}

/// Makes the cookie that takes the secret out of a browser.
pub fn take_back(state: &AppState, name: &str) -> Cookie<'static> {
    let mut cookie = bare(state, name, String::new());
    cookie.set_max_age(Duration::ZERO);
    cookie
}

fn bare(state: &AppState, name: &str, value: String) -> Cookie<'static> {
    let mut cookie = Cookie::new(full_name(state, name), value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(state.site.is_secure());
    cookie.set_same_site(SameSite::Lax);
    cookie
}
