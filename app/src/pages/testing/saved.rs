//! Coming back to a test that is not sent.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;

use super::Room;
use crate::{
    error::PageError,
    pages::drafts::{Begun, Saved, Sent},
    secret::Secret,
    state::AppState,
    visitor::Visitor,
};

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    room: Room,
    Query(new): Query<Begun>,
) -> Result<Response, PageError> {
    if let Some(lost) = room.held.lost_at_once(&state, &visitor, &new) {
        return Ok(lost);
    }
    let Some(link) = room.held.link(&state) else {
        return Ok(Redirect::to(&room.held.desk.begin).into_response());
    };
    let page = Saved {
        heading: "Your test answers are saved",
        words:
            "They are not sent yet. We delete answers that nobody has touched for 28 days, and all of them when the \
                questionnaire is published."
                .to_owned(),
        here: "To carry on in this browser, open the link to the test again.",
        link,
        desk: &room.held.desk,
        sent: Sent::NotOffered,
    };
    Ok(page.draw(&state, &visitor))
}

/// Lets this browser forget the test, which only its link for coming back leads to then.
pub(super) async fn forget(
    State(state): State<AppState>,
    visitor: Visitor,
    room: Room,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    Ok(room.held.forget(&state, &visitor, cookies))
}

/// Asks whoever opens a link for coming back whether this browser should carry on with what it leads to.
pub(super) async fn offer(
    State(state): State<AppState>,
    visitor: Visitor,
    room: Room,
    Path((_, secret)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    room.find(&state, &secret).await?;
    Ok(room.held.offer(&state, &visitor, &secret))
}

/// Lets this browser carry on with what a link leads to.
pub(super) async fn resume(
    State(state): State<AppState>,
    room: Room,
    Path((_, secret)): Path<(String, String)>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let secret = Secret::from_outside(secret);
    room.find(&state, &secret).await?;
    Ok(room.held.desk.carry_on(&state, &secret, cookies))
}

impl Room {
    /// Refuses a secret that leads to no test of this draft.
    async fn find(&self, state: &AppState, secret: &Secret) -> Result<(), PageError> {
        let found = state.store.find_test_draft(&secret.hash()).await?;
        found.filter(|draft| draft.of.consultation == self.consultation.id).map(drop).ok_or(PageError::NotFound)
    }
}
