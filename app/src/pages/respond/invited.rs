//! The link of an invitation: what it is for, and beginning with it.
//!
//! Opening the link changes nothing, because programs that check email open links too. Beginning gives the invitation to a draft
//! in this browser; sending that draft uses it.

mod said;

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Path, State},
    http::StatusCode,
    middleware::map_response,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use domain::{
    consultation::{Consultation, Phase},
    fields::Fields,
    invitation::{Barrier, Standing},
    response::Response as Answered,
};
use store::{FoundInvitation, StoreError};

use super::{Room, desk, page::new_draft};
use crate::{
    error::PageError,
    network::Network,
    pages::{
        drafts::{Kept, begun, or_give_back},
        unlisted,
    },
    posted::Posted,
    secret::Secret,
    state::AppState,
    throttle::Throttle,
    visitor::Visitor,
};

/// How many links that lead nowhere may be tried from one network in [`WINDOW`], in this process.
const TRIES: usize = 20;
const WINDOW: TimeDelta = TimeDelta::hours(1);

/// The field by which somebody says whether they want to begin anew, or to go on with what this browser holds.
const ANEW: &str = "anew";
const YES: &str = "yes";
const NO: &str = "no";

/// Makes the addresses of invitations, with their own count of wrong tries.
pub(super) fn routes() -> Router<AppState> {
    let throttle = Arc::new(Throttle::new(TRIES, WINDOW));
    Router::new()
        .route("/invited/{slug}/{secret}", get(show).post(begin))
        .layer(Extension(throttle))
        .route_layer(map_response(unlisted))
}

/// Gives the address to which the secret of an invitation leads.
pub fn address(slug: &str, secret: &Secret) -> String {
    format!("/invited/{slug}/{}", secret.expose())
}

/// An invitation as whoever opens its link finds it.
struct Door {
    consultation: Consultation,
    phase: Phase,
    found: FoundInvitation,
    standing: Standing,
    /// What this browser holds of the consultation.
    room: Room,
}

/// Why a link leads to no invitation.
enum Shut {
    Unknown,
    /// There is nothing to answer yet.
    Unpublished,
    TooOften,
}

impl Door {
    async fn find(
        state: &AppState,
        slug: &str,
        secret: &Secret,
        cookies: &CookieJar,
        (throttle, network): (&Throttle, &str),
    ) -> Result<Result<Self, Shut>, PageError> {
        let now = state.clock.now();
        let consultation = state.store.find_consultation(slug).await?;
        let found = match &consultation {
            Some(consultation) => state.store.find_invited(consultation.id, &secret.hash()).await?,
            None => None,
        };
        let (Some(consultation), Some(found)) = (consultation, found) else {
            // Many share a network: wrong tries of one must not shut out others, whose links are right.
            let is_admitted = throttle.admit(network, now);
            return Ok(Err(if is_admitted { Shut::Unknown } else { Shut::TooOften }));
        };
        if state.store.find_current_version(consultation.id).await?.is_none() {
            return Ok(Err(Shut::Unpublished));
        }
        let room = Room::enter(state, slug, cookies).await?;
        let standing = Standing::of(&found.stored.invitation, found.begun.is_some());
        let phase = consultation.phase(now);
        Ok(Ok(Self { consultation, phase, found, standing, room }))
    }

    /// Gives what this browser holds and has not sent.
    fn unsent(&self) -> Option<&Kept<Answered>> {
        self.room.held.kept.as_ref().filter(|kept| kept.stored.receipt.is_none())
    }

    /// Says whether the draft that was begun with the invitation is in this browser.
    fn is_here(&self) -> bool {
        self.unsent().is_some_and(|kept| self.found.begun == Some(kept.stored.of.id))
    }

    /// Gives the draft in this browser that the invitation can be for: one that has none, or has lost it.
    fn joined(&self) -> Option<&Kept<Answered>> {
        let has_lost = self.room.barrier == Some(Barrier::InvitationGone);
        self.unsent().filter(|kept| !kept.stored.of.is_assisted() && (has_lost || !kept.stored.of.is_invited))
    }
}

async fn show(
    State(state): State<AppState>,
    Extension(throttle): Extension<Arc<Throttle>>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Path((slug, secret)): Path<(String, String)>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let (secret, network) = (Secret::from_outside(secret), key(network));
    Ok(match Door::find(&state, &slug, &secret, &cookies, (&throttle, &network)).await? {
        Err(shut) => said::shut(&state, &visitor, &shut),
        Ok(door) if door.is_here() && door.phase == Phase::Open => Redirect::to(&desk(&slug).begin).into_response(),
        Ok(door) => said::draw(&state, &visitor, &door, (&address(&slug, &secret), StatusCode::OK)),
    })
}

async fn begin(
    State(state): State<AppState>,
    Extension(throttle): Extension<Arc<Throttle>>,
    network: Option<Extension<Network>>,
    visitor: Visitor,
    Path((slug, secret)): Path<(String, String)>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let (secret, network) = (Secret::from_outside(secret), key(network));
    let begun = take(&state, &visitor, (&slug, &secret), cookies, (&throttle, &network), &posted).await;
    or_give_back(begun, &state, &visitor, &address(&slug, &secret), &posted)
}

async fn take(
    state: &AppState,
    visitor: &Visitor,
    (slug, secret): (&str, &Secret),
    cookies: CookieJar,
    count: (&Throttle, &str),
    posted: &Fields,
) -> Result<Response, PageError> {
    let door = match Door::find(state, slug, secret, &cookies, count).await? {
        Err(shut) => return Ok(said::shut(state, visitor, &shut)),
        Ok(door) => door,
    };
    let refused = |door: &Door| said::draw(state, visitor, door, (&address(slug, secret), StatusCode::CONFLICT));
    let may_begin = match door.standing {
        Standing::Fresh => true,
        Standing::Begun => posted.is_filled(ANEW) || door.is_here(),
        Standing::Used | Standing::Revoked => false,
    };
    if door.phase != Phase::Open || !may_begin {
        return Ok(refused(&door));
    }
    if door.is_here() {
        return Ok(Redirect::to(&desk(slug).begin).into_response());
    }
    let fresh = Room::enter(state, slug, &CookieJar::new()).await?;
    match give(state, &door, &fresh, posted.text(ANEW) == YES).await {
        Ok(secret) => Ok(begun(desk(slug).carry_on(state, &secret, cookies))),
        Err(StoreError::Changed) => match Door::find(state, slug, secret, &cookies, count).await? {
            Err(shut) => Ok(said::shut(state, visitor, &shut)),
            Ok(door) => Ok(refused(&door)),
        },
        Err(error) => Err(error.into()),
    }
}

/// Gives the invitation to the draft in this browser, or to a new one, and gives the secret of that.
async fn give(state: &AppState, door: &Door, fresh: &Room, is_anew: bool) -> Result<Secret, StoreError> {
    let (invitation, from, now) = (door.found.stored.id, door.found.begun, fresh.now);
    if let Some(kept) = door.joined().filter(|_| !is_anew) {
        let id = kept.stored.of.id;
        let work = state.store.write(move |mut write| {
            Box::pin(async move {
                write.set_draft_invited(id, now).await?;
                write.set_invitation_begun(invitation, (from, id)).await
            })
        });
        let given: Result<(), StoreError> = work.await;
        return given.map(|()| kept.secret.clone());
    }
    let draft = Answered { is_invited: true, ..new_draft(state, fresh) };
    let secret = Secret::new(&*state.entropy);
    let hash = secret.hash();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_draft(&draft, &hash, now).await?;
            write.set_invitation_begun(invitation, (from, draft.id)).await
        })
    });
    let given: Result<(), StoreError> = work.await;
    given.map(|()| secret)
}

fn key(network: Option<Extension<Network>>) -> String {
    network.map(|Extension(network)| network.key()).unwrap_or_default()
}
