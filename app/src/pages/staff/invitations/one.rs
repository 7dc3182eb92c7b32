//! What is done with invitations that were made: sent again, brought back to mind, taken back.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::ids::InvitationId;
use leptos::prelude::*;
use store::{Mail, StoreError, StoredInvitation};

use super::{Made, Room, Said, Wanted, draw, list};
use crate::{
    error::PageError,
    pages::{drafts::digest::written, staff::form::STATE},
    parts::Frame,
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

/// Gives an invitation a new link, and sends it if there is an address.
pub(super) async fn again(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, invitation)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let stored = find(&state, &room, &invitation).await?;
    let is_as_shown = written(&stored.token_hash) == fields.text(STATE);
    if !is_as_shown || !stored.invitation.may_be_sent() || !room.takes_invitations() {
        return draw(&state, &staff, &room, Wanted::default(), Said::Changed).await;
    }
    let old = stored.token_hash.clone();
    let made = room.linked(&state, stored);
    let mail = room.mail(&state, &made);
    let is_mailed = mail.is_some();
    if renew(&state, &room, vec![(old, made.stored.clone(), mail)]).await? == 0 {
        return draw(&state, &staff, &room, Wanted::default(), Said::Changed).await;
    }
    tracing::info!(account = %staff.account.id, consultation = slug, is_mailed, "somebody gave an invitation a new link");
    if is_mailed {
        return Ok(Redirect::to(&room.address("")).into_response());
    }
    Ok(link(&state, &staff, &room, &made))
}

/// Sends a new link to everybody who has not used theirs and got no email today.
pub(super) async fn remind(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let today = room.now.date_naive();
    let mut waiting = state.store.list_addressed_invitations(room.consultation.id).await?;
    waiting.retain(|stored| stored.invitation.may_be_reminded(today));
    let is_as_shown = !waiting.is_empty() && waiting.len().to_string() == fields.text(STATE);
    if !is_as_shown || !room.takes_invitations() || !state.site.sends_mail {
        return draw(&state, &staff, &room, Wanted::default(), Said::Changed).await;
    }
    let renewed = waiting.into_iter().map(|stored| {
        let old = stored.token_hash.clone();
        let made = room.linked(&state, stored);
        let mail = room.mail(&state, &made);
        (old, made.stored, mail)
    });
    let renewed = renewed.collect();
    let count = renew(&state, &room, renewed).await?;
    tracing::info!(account = %staff.account.id, consultation = slug, count, "somebody reminded those who were invited");
    Ok(Redirect::to(&room.address("")).into_response())
}

/// Takes an invitation back.
pub(super) async fn revoke(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, invitation)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let stored = find(&state, &room, &invitation).await?;
    let (consultation, id, today) = (room.consultation.id, stored.id, room.now.date_naive());
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_invitation_revoked(consultation, id, today).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, consultation = slug, "somebody took an invitation back");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(StoreError::Changed) => draw(&state, &staff, &room, Wanted::default(), Said::Changed).await,
        Err(error) => Err(error.into()),
    }
}

async fn find(state: &AppState, room: &Room, invitation: &str) -> Result<StoredInvitation, PageError> {
    let id = invitation.parse().map_err(|_| PageError::NotFound)?;
    state.store.find_invitation(room.consultation.id, InvitationId(id)).await?.ok_or(PageError::NotFound)
}

/// Puts new links in place of old ones, with the emails that carry them, and gives their number; one that was used or given
/// another link meanwhile is passed over.
async fn renew(
    state: &AppState,
    room: &Room,
    renewed: Vec<(Vec<u8>, StoredInvitation, Option<Mail>)>,
) -> Result<usize, StoreError> {
    let today = room.now.date_naive();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            let mut count = 0;
            for (old, StoredInvitation { id, token_hash, .. }, mail) in renewed {
                match write.set_invitation_link((id, &old), &token_hash, mail.as_ref().map(|_| today)).await {
                    Ok(()) => count += 1,
                    Err(StoreError::Changed) => continue,
                    Err(error) => return Err(error),
                }
                if let Some(mail) = mail {
                    write.add_mail(&mail).await?;
                }
            }
            Ok(count)
        })
    });
    work.await
}

/// Shows a link that is not sent by email, once.
fn link(state: &AppState, staff: &Staff, room: &Room, made: &Made) -> Response {
    const HEADING: &str = "The new link";
    let (whom, link) = (list::name(&made.stored.invitation), made.link.clone());
    Frame::new(state, &staff.visitor, HEADING).personal().show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Invitations"</a>
            <span class="govuk-caption-l">{whom}</span>
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                "Copy it now: we do not store it, and cannot show it again once you have left this page. The link before it has stopped "
                "working."
            </p>
            <p class="govuk-inset-text fm-long-link">{link}</p>
        }
    })
}
