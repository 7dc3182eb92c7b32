//! Invitations: who may answer, whom the team invites, and what became of each link.
//!
//! Nothing here leads to a response: an invitation says that it was used and in which month, and no more. Links are shown once,
//! as they are made, because only their hashes are stored.

mod add;
mod admission;
mod list;
mod one;

use axum::{
    Router,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use domain::{
    consultation::{Consultation, Phase},
    fields::Fields,
    ids::{self, InvitationId},
    invitation::Invitation,
    permission::Action,
    refusal::Refusal,
    time::Moment,
};
use leptos::prelude::*;
use serde::Deserialize;
use store::{InvitationCount, Mail, StoredInvitation};

use super::{asking::messages, find_consultation};
use crate::{
    error::PageError,
    pages::{
        drafts,
        listing::{on_list, page_request},
        respond::invited::address,
    },
    parts::{ErrorSummary, Frame, scripts},
    secret::Secret,
    state::AppState,
    visitor::Staff,
    words::mail,
};

const PAGE_SIZE: u32 = 25;

/// Makes the addresses of invitations.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/invitations", get(show).post(admission::set))
        .route("/staff/consultations/{slug}/invitations/check", post(add::check))
        .route("/staff/consultations/{slug}/invitations/add", post(add::add))
        .route("/staff/consultations/{slug}/invitations/links", post(add::links))
        .route("/staff/consultations/{slug}/invitations/remind", post(one::remind))
        .route("/staff/consultations/{slug}/invitations/{invitation}/again", post(one::again))
        .route("/staff/consultations/{slug}/invitations/{invitation}/revoke", post(one::revoke))
}

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
struct Wanted {
    /// The page of the list.
    page: Option<String>,
}

/// All that these pages need to know.
struct Room {
    now: Moment,
    consultation: Consultation,
    /// Whether there is something to answer.
    is_published: bool,
    count: InvitationCount,
}

/// A link as it is made, with the invitation that it leads to.
struct Made {
    stored: StoredInvitation,
    link: String,
}

impl Room {
    async fn enter(state: &AppState, staff: &Staff, slug: &str) -> Result<Self, PageError> {
        staff.may(Action::WriteQuestionnaires)?;
        let consultation = find_consultation(state, slug).await?;
        let is_published = state.store.find_current_version(consultation.id).await?.is_some();
        let count = state.store.count_invitations(consultation.id).await?;
        Ok(Self { now: state.clock.now(), consultation, is_published, count })
    }

    fn address(&self, below: &str) -> String {
        format!("/staff/consultations/{}/invitations{below}", self.consultation.slug)
    }

    /// Says whether people can be invited: not where nobody is, not before there is something to answer, and not after the
    /// closing.
    fn takes_invitations(&self) -> bool {
        self.is_published && self.would_invite()
    }

    /// Says whether people could be invited once the questionnaire is published.
    fn would_invite(&self) -> bool {
        self.consultation.admission.takes_invitations() && self.consultation.phase(self.now) != Phase::Closed
    }

    /// Makes an invitation with its link.
    fn make(&self, state: &AppState, address: Option<String>, label: Option<String>) -> Made {
        let id = InvitationId(ids::unordered(&*state.entropy));
        let invitation = Invitation { address, label, made_on: self.now.date_naive(), ..Invitation::default() };
        self.linked(state, StoredInvitation { id, token_hash: Vec::new(), invitation })
    }

    /// Gives an invitation a new link.
    fn linked(&self, state: &AppState, stored: StoredInvitation) -> Made {
        let secret = Secret::new(&*state.entropy);
        let link = state.site.address(&address(&self.consultation.slug, &secret));
        Made { stored: StoredInvitation { token_hash: secret.hash(), ..stored }, link }
    }

    /// Makes the email with a link; nothing, where there is no address or no mail is sent.
    fn mail(&self, state: &AppState, made: &Made) -> Option<Mail> {
        let recipient = made.stored.invitation.address.clone().filter(|_| state.site.sends_mail)?;
        let subject = mail::invitation_subject(&self.consultation);
        let body = mail::invitation_body(&self.consultation, &made.link, &state.site);
        Some(drafts::mail(state, recipient, (subject, body)))
    }
}

/// What is said on the page besides what is always there.
enum Said<'a> {
    Nothing,
    /// What has to be put right in what was typed.
    Refused(&'a Fields, Vec<Refusal>),
    /// Somebody else was quicker, or the same form was sent before.
    Changed,
}

async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    draw(&state, &staff, &room, wanted, Said::Nothing).await
}

async fn draw(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    wanted: Wanted,
    said: Said<'_>,
) -> Result<Response, PageError> {
    let request = page_request(wanted.page.as_deref().unwrap_or_default(), PAGE_SIZE);
    let found = on_list(state.store.list_invitations(room.consultation.id, request).await?)?;
    let today = room.now.date_naive();
    let addressed = state.store.list_addressed_invitations(room.consultation.id).await?;
    let waiting = addressed.iter().filter(|stored| stored.invitation.may_be_reminded(today)).count();
    let nothing = Fields::default();
    let (status, fields, refusals) = match &said {
        Said::Nothing => (StatusCode::OK, &nothing, &[][..]),
        Said::Refused(fields, refusals) => (StatusCode::UNPROCESSABLE_ENTITY, *fields, refusals.as_slice()),
        Said::Changed => (StatusCode::CONFLICT, &nothing, &[][..]),
    };
    let asked: Vec<_> =
        [admission::questions(), add::questions(), add::link_questions()].into_iter().flatten().collect();
    let title = format!("Invitations to {}", room.consultation.title);
    let frame = Frame::new(state, &staff.visitor, title.clone()).status(status).scripts(scripts(&asked));
    Ok(frame.show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <ErrorSummary errors=messages(&asked, refusals)/>
            <h1 class="govuk-heading-l">{title}</h1>
            {matches!(said, Said::Changed).then(changed)}
            {admission::form(room, (fields, refusals))}
            {(room.would_invite() && !room.is_published).then(|| view! {
                <p class="govuk-inset-text">"Publish the questionnaire first. Until then nobody can be invited."</p>
            })}
            {room.takes_invitations().then(|| add::forms(room, (fields, refusals)))}
            {list::draw(state, room, &found, waiting)}
        }
    }))
}

fn changed() -> impl IntoView {
    view! {
        <p class="govuk-inset-text" role="alert">
            "Nothing was done, because something has changed since the page was drawn: perhaps somebody else was quicker, or the same "
            "form was sent before. What is there now is below."
        </p>
    }
}
