//! Where a form is taken: the addresses of its pages, and the cookie and the links that lead back to a draft of it.

use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{CookieJar, cookie::Cookie};
use time::Duration;

use crate::{cookie::SecretCookie, secret::Secret, state::AppState};

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

/// The addresses of a form, and its cookie.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The address that leads to where somebody left off, above those of its pages.
    pub begin: String,
    /// The address above its links for coming back.
    pub resume: String,
    /// The name of its cookie.
    pub cookie: String,
    /// How long a browser keeps its cookie.
    pub keep: Keep,
}

impl Desk {
    /// Gives the address of a page.
    pub fn page(&self, page: &str) -> String {
        format!("{}/{page}", self.begin)
    }

    /// Gives the address that leads a browser back to the draft of a secret.
    pub fn resume(&self, secret: &Secret) -> String {
        format!("{}/{}", self.resume, secret.expose())
    }

    /// Gives the whole address for coming back to the draft of a secret.
    pub fn link(&self, state: &AppState, secret: &Secret) -> String {
        state.site.address(&self.resume(secret))
    }

    /// Reads the secret that the browser sent.
    pub fn secret(&self, state: &AppState, cookies: &CookieJar) -> Option<Secret> {
        self.secret_cookie(state).read(cookies)
    }

    /// Makes the cookie that gives a browser the secret.
    pub fn give(&self, state: &AppState, secret: &Secret) -> Cookie<'static> {
        let mut cookie = self.secret_cookie(state).give(secret);
        if self.keep == Keep::Weeks {
            cookie.set_max_age(KEPT_FOR);
        }
        cookie
    }

    /// Makes the cookie that takes the secret out of a browser.
    pub fn take_back(&self, state: &AppState) -> Cookie<'static> {
        self.secret_cookie(state).take_back()
    }

    /// Lets a browser carry on with what a secret leads to.
    pub fn carry_on(&self, state: &AppState, secret: &Secret, cookies: CookieJar) -> Response {
        (cookies.add(self.give(state, secret)), Redirect::to(&self.begin)).into_response()
    }

    fn secret_cookie(&self, state: &AppState) -> SecretCookie {
        SecretCookie::new(&state.site, &self.cookie)
    }
}
