//! Signing in: one message for whatever is wrong, in the same time, and only so many tries.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use domain::{ids::AccountId, password, time::Moment};
use leptos::prelude::*;
use store::StoreError;

use crate::{
    cookie::SecretCookie,
    error::PageError,
    network::Network,
    parts::{ErrorSummary, Frame, Input, InputExtra, PASSWORD, safe_url},
    passwords::PasswordError,
    posted::{InAddress, Posted},
    secret::Secret,
    state::AppState,
    throttle::Throttle,
    visitor::Visitor,
    words::staff::{BUSY_SIGN_IN, WRONG_SIGN_IN},
};

/// How many wrong tries one account has from one network in [`WINDOW`], in this process.
const TRIES: usize = 10;
const WINDOW: TimeDelta = TimeDelta::minutes(5);
/// [`WINDOW`] for the header that says when to come back.
const COME_BACK: HeaderValue = HeaderValue::from_static("300");
/// When to come back while others are signing in.
const SOON: HeaderValue = HeaderValue::from_static("5");
/// Where it is.
pub(super) const ADDRESS: &str = "/staff/sign-in";

/// Where a sign-in leads that was not asked for by another page.
const HOME: &str = "/staff";

/// Makes the address of the sign-in, with its own count of wrong tries.
pub(super) fn routes() -> Router<AppState> {
    let throttle = Arc::new(Throttle::new(TRIES, WINDOW));
    Router::new().route(ADDRESS, get(show).post(sign_in)).layer(Extension(throttle))
}

async fn show(State(state): State<AppState>, visitor: Visitor, InAddress(fields): InAddress) -> Response {
    let next = local_path(fields.text("next"));
    if visitor.staff.is_some() {
        return Redirect::to(&next).into_response();
    }
    page(&state, &visitor, StatusCode::OK, "", &next)
}

async fn sign_in(
    State(state): State<AppState>,
    Extension(throttle): Extension<Arc<Throttle>>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    cookies: CookieJar,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let email = fields.text("email").to_lowercase();
    let next = local_path(fields.text("next"));
    let now = state.clock.now();
    let network = network.map(|Extension(network)| network);
    // Counted for each network, so that a stranger who guesses elsewhere does not shut out whose account it is.
    let tries = format!("{email} {}", network.map(Network::key).unwrap_or_default());
    if !throttle.admit(&tries, now) {
        return Ok(too_many());
    }
    match judge(&state, &email, fields.typed("password"), network).await {
        Ok(Some(account)) => {
            throttle.take_back(&tries, now);
            let cookie = SecretCookie::session(&state.site);
            let secret = begin(&state, account, cookie.read(&cookies), now).await?;
            let cookies = CookieJar::new().add(cookie.give(&secret));
            Ok((cookies, Redirect::to(&next)).into_response())
        }
        Ok(None) => Ok(page(&state, &visitor, StatusCode::UNPROCESSABLE_ENTITY, fields.typed("email"), &next)),
        Err(PageError::Status(StatusCode::SERVICE_UNAVAILABLE)) => {
            throttle.take_back(&tries, now);
            let page = page(&state, &visitor, StatusCode::SERVICE_UNAVAILABLE, fields.typed("email"), &next);
            Ok(([(header::RETRY_AFTER, SOON)], page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// Judges an address and a password in the same time whatever is wrong.
async fn judge(
    state: &AppState,
    email: &str,
    typed: &str,
    from: Option<Network>,
) -> Result<Option<AccountId>, PageError> {
    let account = state.store.find_account(email).await?;
    let hash = account.as_ref().filter(|_| typed.len() <= password::MOST_BYTES).map(|a| a.password_hash.clone());
    let is_right = state.passwords.is_right(typed.to_owned(), hash, from).await;
    match is_right {
        Ok(true) => Ok(account.map(|account| account.id)),
        Ok(false) => Ok(None),
        Err(PasswordError::Busy) => Err(PageError::Status(StatusCode::SERVICE_UNAVAILABLE)),
        Err(error) => Err(PageError::Broken(error.to_string())),
    }
}

/// Begins a session under a new secret and ends the one that the browser had, which others may know.
async fn begin(state: &AppState, account: AccountId, old: Option<Secret>, now: Moment) -> Result<Secret, StoreError> {
    let secret = Secret::new(&*state.entropy);
    let (hash, old) = (secret.hash(), old.map(|old| old.hash()));
    let write = state.store.write(move |mut write| {
        Box::pin(async move {
            if let Some(old) = old {
                write.remove_session(&old).await?;
            }
            write.add_session(&hash, account, now).await
        })
    });
    let _: () = write.await?;
    Ok(secret)
}

/// Keeps an address only if it leads to a page of this site.
fn local_path(next: &str) -> String {
    let is_plain = next.starts_with('/') && next.bytes().all(|byte| byte.is_ascii_graphic());
    let path = safe_url(next).filter(|_| is_plain);
    path.unwrap_or_else(|| HOME.to_owned())
}

fn too_many() -> Response {
    let mut response = StatusCode::TOO_MANY_REQUESTS.into_response();
    response.headers_mut().insert(header::RETRY_AFTER, COME_BACK);
    response
}

fn page(state: &AppState, visitor: &Visitor, status: StatusCode, email: &str, next: &str) -> Response {
    let said = match status {
        StatusCode::UNPROCESSABLE_ENTITY => Some(WRONG_SIGN_IN),
        StatusCode::SERVICE_UNAVAILABLE => Some(BUSY_SIGN_IN),
        _ => None,
    };
    let next = next.to_owned();
    let errors = said.iter().map(|said| ("email".to_owned(), (*said).to_owned())).collect::<Vec<_>>();
    let [email, password] = inputs(email, said);
    Frame::new(state, visitor, "Staff sign in").status(status).personal().show(move || {
        view! {
            <ErrorSummary errors=errors/>
            <h1 class="govuk-heading-l">"Staff sign in"</h1>
            <form method="post" action=ADDRESS novalidate>
                <input type="hidden" name="next" value=next/>
                {email.in_group()}
                {password.in_group()}
                <button class="govuk-button" type="submit">"Sign in"</button>
            </form>
        }
    })
}

/// Makes both fields, both marked when something is wrong: which of them it is, is not said.
fn inputs(typed: &str, said: Option<&'static str>) -> [Input; 2] {
    const WIDTH: &str = "govuk-!-width-two-thirds";
    let email = Input {
        name: "email".to_owned(),
        label: "Email address".to_owned(),
        width: WIDTH,
        typed: typed.to_owned(),
        message: said.map(str::to_owned),
        extra: InputExtra { autocomplete: Some("username"), ..InputExtra::email() },
    };
    let password = InputExtra {
        kind: PASSWORD,
        autocomplete: Some("current-password"),
        spellcheck: Some("false"),
        autocapitalize: Some("none"),
        is_marked: said.is_some(),
        ..InputExtra::default()
    };
    let password = Input {
        name: "password".to_owned(),
        label: "Password".to_owned(),
        width: WIDTH,
        typed: String::new(),
        message: None,
        extra: password,
    };
    [email, password]
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn a_sign_in_leads_only_to_pages_of_this_site() {
        assert_eq!(local_path("/staff/responses/ABC"), "/staff/responses/ABC");
        for trick in
            ["", "//evil.example", "/\\evil.example", "https:evil", "https://evil.example", "/a\r\nb: c", "/a b"]
        {
            assert_eq!(local_path(trick), "/staff", "{trick}");
        }
    }
}
