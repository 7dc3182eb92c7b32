//! The cookies of this site. Each holds a secret, is hidden from scripts, and lasts until the browser is closed.
//!
//! What a secret leads to and how long it lasts is known where it is given out.

use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};

use crate::{secret::Secret, state::Site};

/// A cookie that holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretCookie {
    name: String,
    is_secure: bool,
}

impl SecretCookie {
    /// Names a cookie; on HTTPS its prefix makes browsers hold it to this host.
    pub fn new(site: &Site, name: &str) -> Self {
        let is_secure = site.is_secure();
        let prefix = if is_secure { "__Host-" } else { "" };
        Self { name: format!("{prefix}{name}"), is_secure }
    }

    /// Names the cookie that keeps staff signed in.
    pub fn session(site: &Site) -> Self {
        Self::new(site, "session")
    }

    /// Gives the name under which browsers keep it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads the secret that a browser sent.
    pub fn read(&self, cookies: &CookieJar) -> Option<Secret> {
        cookies.get(&self.name).map(|cookie| Secret::from_outside(cookie.value()))
    }

    /// Makes what gives a browser the secret.
    pub fn give(self, secret: &Secret) -> Cookie<'static> {
        self.bare(secret.expose().to_owned())
    }

    /// Makes what takes the secret out of a browser.
    pub fn take_back(self) -> Cookie<'static> {
        let mut cookie = self.bare(String::new());
        cookie.make_removal();
        cookie
    }

    fn bare(self, value: String) -> Cookie<'static> {
        // Lax and not strict: a link in an email must find the person known. Changes are guarded by the origin check.
        Cookie::build((self.name, value))
            .path("/")
            .http_only(true)
            .secure(self.is_secure)
            .same_site(SameSite::Lax)
            .build()
    }
}
