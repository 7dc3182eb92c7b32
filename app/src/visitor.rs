//! Who asks for a page: anybody, or a member of staff with a session.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{Uri, request::Parts, uri::PathAndQuery},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use domain::{
    ids::unordered,
    permission::{self, Action, Role},
    vocabulary::Word,
};
use store::{Account, Stamp, StoreError};

use crate::{cookie::SecretCookie, error::PageError, secret::Secret, state::AppState};

/// A session ends after this long without a page.
pub const IDLE_LIMIT: TimeDelta = TimeDelta::minutes(30);
/// A session ends after this long in any case.
pub const ABSOLUTE_LIMIT: TimeDelta = TimeDelta::hours(12);
/// How old the note of the last use may grow before it is written again, so that not each page writes.
const SEEN_STEP: TimeDelta = TimeDelta::minutes(1);

/// Who asks for a page, and for which.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The path that was asked for.
    pub path: String,
    /// The member of staff, if one is signed in.
    pub staff: Option<Account>,
}

/// A member of staff; anybody else is asked to sign in first.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The account.
    pub account: Account,
    /// The same person as any page sees them.
    pub visitor: Visitor,
}

impl Staff {
    /// Refuses what the role of this person does not allow.
    pub fn may(&self, action: Action) -> Result<(), PageError> {
        if may(&self.account, action) { Ok(()) } else { Err(PageError::NotAllowed) }
    }

    /// Stamps a step that this person takes now.
    pub fn stamp(&self, state: &AppState) -> Stamp {
        Stamp { event: unordered(&*state.entropy), by: self.account.id, at: state.clock.now() }
    }
}

/// Says whether the role of an account allows something; a role that is not known allows nothing.
pub fn may(account: &Account, action: Action) -> bool {
    Role::from_word(&account.role).is_some_and(|role| permission::may(role, action))
}

impl Visitor {
    /// Somebody of whom nothing is asked, for answers that are the same for everybody.
    pub fn anybody() -> Self {
        Self { path: String::new(), staff: None }
    }

    /// Says whether this is a member of staff whose role allows something.
    pub fn may(&self, action: Action) -> bool {
        self.staff.as_ref().is_some_and(|account| may(account, action))
    }
}

fn uri(parts: &Parts) -> &Uri {
    parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |uri| &uri.0)
}

/// Gives the path and the query that were asked for, which lead back to the same page of the same list.
fn asked(parts: &Parts) -> &str {
    let uri = uri(parts);
    uri.path_and_query().map_or_else(|| uri.path(), PathAndQuery::as_str)
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        if let Err(error) = state.navigation.refresh(&state.store, &*state.clock).await {
            tracing::error!(error = ?error, "the navigation could not be read");
        }
        let path = uri(parts).path().to_owned();
        let cookies = CookieJar::from_headers(&parts.headers);
        let staff = match SecretCookie::session(&state.site).read(&cookies) {
            Some(secret) => signed_in(state, &secret).await.unwrap_or_else(|error| {
                tracing::error!(error = ?error, "a session could not be read");
                None
            }),
            None => None,
        };
        Ok(Self { path, staff })
    }
}

impl FromRequestParts<AppState> for Staff {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let Ok(visitor) = Visitor::from_request_parts(parts, state).await;
        match visitor.staff.clone() {
            Some(account) => Ok(Self { account, visitor }),
            None if parts.method.is_safe() => {
                let next: String = url::form_urlencoded::byte_serialize(asked(parts).as_bytes()).collect();
                Err(Redirect::to(&format!("/staff/sign-in?next={next}")).into_response())
            }
            None => Err(PageError::NotAllowed.into_response()),
        }
    }
}

async fn signed_in(state: &AppState, secret: &Secret) -> Result<Option<Account>, StoreError> {
    let now = state.clock.now();
    let hash = secret.hash();
    let Some(session) = state.store.find_session(&hash).await? else { return Ok(None) };
    // A session from further ahead than its limit was made before the clock was put back, and would live on for as long.
    if (now - session.seen_at).abs() > IDLE_LIMIT || (now - session.created_at).abs() > ABSOLUTE_LIMIT {
        return Ok(None);
    }
    if now - session.seen_at > SEEN_STEP {
        let seen =
            state.store.write(move |mut write| Box::pin(async move { write.set_session_seen(&hash, now).await }));
        let _: Result<(), StoreError> = seen.await;
    }
    Ok(Some(session.account))
}
