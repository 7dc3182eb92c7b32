//! Answering a consultation: one page at a time, a check of all answers, and a receipt.
//!
//! Each post stores what was typed before it is judged. The draft belongs to whoever holds its secret, which is in a
//! cookie and in the link for coming back; nothing else leads to it.

mod again;
mod check;
mod conflict;
mod form;
mod page;
mod receipt;
mod resume;
mod submit;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use domain::{
    consultation::{Consultation, Phase},
    draft::{Draft, Walk},
    fields::Fields,
    ids::VersionId,
    response::{ResponseStatus, Submission},
    time::Moment,
};
use store::{DraftResponse, Version};

use super::drafts::{Lost, cookie, digest};
use crate::{error::PageError, secret::Secret, state::AppState};

/// The field with the version of the questionnaire that a form was drawn from.
const VERSION: &str = "form-version";
/// The name under which a draft keeps what was typed on the check page.
const CHECK: &str = "check";

/// The addresses of answering.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/consultations/{slug}/respond", get(begin))
        .route("/consultations/{slug}/respond/check", get(check::show).post(submit::submit))
        .route("/consultations/{slug}/respond/receipt", get(receipt::show))
        .route("/consultations/{slug}/respond/saved", get(resume::show_saved).post(resume::send_link))
        .route("/consultations/{slug}/respond/new", post(again::begin_again))
        .route("/consultations/{slug}/respond/forget", post(resume::forget))
        .route("/consultations/{slug}/respond/{page}", get(page::show).post(page::save))
        .route("/resume/{slug}/{secret}", get(resume::offer).post(resume::resume))
}

/// All that answering a consultation needs to know: the consultation, the version that is answered, and the draft.
struct Room {
    now: Moment,
    consultation: Consultation,
    version: Version,
    phase: Phase,
    secret: Option<Secret>,
    draft: Option<DraftResponse>,
    lost: Lost,
}

impl Room {
    /// Finds the consultation and the draft of whoever asks; a secret that fits no draft counts as none.
    async fn enter(state: &AppState, slug: &str, cookies: &CookieJar) -> Result<Self, PageError> {
        let consultation = state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)?;
        let now = state.clock.now();
        let phase = consultation.phase(now);
        let secret = cookie::secret(state, &cookie_name(slug), cookies);
        let draft = match &secret {
            Some(secret) => state.store.find_draft(&secret.hash()).await?,
            None => None,
        };
        let draft = draft.filter(|draft| draft.response.consultation == consultation.id);
        let version = match &draft {
            Some(draft) => state.store.find_version(draft.response.version).await?,
            None => state.store.find_current_version(consultation.id).await?,
        };
        let version = version.ok_or(PageError::NotFound)?;
        let lost = if secret.is_some() { Lost::Gone } else { Lost::NoCookie };
        Ok(Self { now, consultation, version, phase, secret: secret.filter(|_| draft.is_some()), draft, lost })
    }

    /// Keeps to the version that a form was drawn from, which may not be the newest by now; a draft keeps to its own.
    async fn with_version_of(mut self, state: &AppState, posted: &Fields) -> Result<Self, PageError> {
        let drawn = posted.text(VERSION).parse().map(VersionId).ok();
        if let (None, Some(id)) = (&self.draft, drawn.filter(|id| *id != self.version.id)) {
            let version = state.store.find_version(id).await?;
            let own = version.filter(|version| version.consultation == self.consultation.id);
            self.version = own.unwrap_or(self.version);
        }
        Ok(self)
    }

    /// Gives what was typed so far.
    fn typed(&self) -> Draft {
        self.draft.as_ref().map(|draft| draft.draft.clone()).unwrap_or_default()
    }

    fn walk(&self, draft: &Draft) -> Walk<'_> {
        Walk::new(&self.version.questionnaire, draft)
    }

    fn is_submitted(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.response.status == ResponseStatus::Submitted)
    }

    /// Says whether there are words that were not sent and cannot be sent now.
    fn is_stranded(&self) -> bool {
        self.phase != Phase::Open && self.draft.is_some() && !self.is_submitted()
    }

    /// Gives where to look while no answers are taken: at what was typed, or at what the consultation is.
    fn elsewhere(&self) -> String {
        if self.is_stranded() { self.address("saved") } else { format!("/consultations/{}", self.consultation.slug) }
    }

    fn address(&self, page: &str) -> String {
        format!("/consultations/{}/respond/{page}", self.consultation.slug)
    }
}

/// Names the cookie of a consultation's drafts.
fn cookie_name(slug: &str) -> String {
    format!("draft-{slug}")
}

/// Makes the fingerprint of a submission, of its answers and contacts.
fn fingerprint(room: &Room, submission: &Submission) -> Vec<u8> {
    let contacts: Vec<_> = submission.contacts.iter().map(|c| (c.email.as_str(), c.updates, c.interview)).collect();
    digest::digest(room.secret.as_ref(), &serde_json::json!({ "answers": submission.outcomes, "contacts": contacts }))
}

/// Leads to where somebody left off, or to the first page.
async fn begin(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    if room.is_submitted() {
        return Ok(Redirect::to(&room.address("receipt")).into_response());
    }
    if room.is_stranded() {
        return Ok(Redirect::to(&room.elsewhere()).into_response());
    }
    let draft = room.typed();
    let next = room.walk(&draft).unfinished().map_or(CHECK, |step| &step.page.id).to_owned();
    Ok(Redirect::to(&room.address(&next)).into_response())
}
