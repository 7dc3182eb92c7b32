//! Answering a consultation: one page at a time, a check of all answers, and a receipt.
//!
//! Each post stores what was typed before it is judged. The draft belongs to whoever holds its secret, which is in a
//! cookie and in the link for coming back; nothing else leads to it.

mod again;
pub(in crate::pages) mod assisted;
mod attachment;
mod check;
mod conflict;
mod copy;
pub(in crate::pages) mod invited;
mod marks;
mod page;
mod receipt;
mod resume;
mod submit;
mod withdraw;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use domain::{
    consultation::{Consultation, Phase},
    fields::Fields,
    ids::VersionId,
    invitation::Barrier,
    language::Language,
    order::OrderSeed,
    response::Response as Answered,
    time::Moment,
};
use leptos::prelude::AnyView;
use store::{Holder, StoreError, Version};

pub use self::marks::LEAVE_EMPTY;
use super::{
    answering::{Along, Answering, Opened, Reading, Stored, VERSION, attach},
    drafts::{Begun, Desk, Held, Keep, tabs::Words},
};
use crate::{error::PageError, posted::ATTACHED_BODY_LIMIT, state::AppState, visitor::Visitor};

/// The addresses of answering.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/consultations/{slug}/respond", get(begin))
        .route("/consultations/{slug}/respond/check", get(check::show).post(submit::submit))
        .route("/consultations/{slug}/respond/receipt", get(receipt::show))
        .route("/consultations/{slug}/respond/answers", get(copy::show))
        .route("/consultations/{slug}/respond/answers.txt", get(copy::download))
        .route("/consultations/{slug}/respond/saved", get(resume::show_saved).post(resume::send_link))
        .route("/consultations/{slug}/respond/new", post(again::begin_again))
        .route("/consultations/{slug}/respond/forget", post(resume::forget))
        .route("/consultations/{slug}/respond/attachments/{attachment}", get(attachment::download))
        .route(
            "/consultations/{slug}/respond/{page}",
            get(page::show).post(page::save).layer(DefaultBodyLimit::max(ATTACHED_BODY_LIMIT)),
        )
        .route("/resume/{slug}/{secret}", get(resume::offer).post(resume::resume))
        .merge(invited::routes())
        .merge(withdraw::routes())
}

/// All that answering a consultation needs to know: the consultation, the version that is answered, and the draft.
struct Room {
    now: Moment,
    consultation: Consultation,
    version: Version,
    /// Where it stands for whoever asks: for answers that staff type in it is open for good.
    phase: Phase,
    /// What keeps answers from being sent although it is open.
    barrier: Option<Barrier>,
    /// What is asked, as whoever asks reads it.
    reading: Reading,
    held: Held<Answered>,
}

impl Room {
    /// Finds the consultation and the draft of whoever asks; a draft of another consultation counts as none.
    async fn enter(state: &AppState, slug: &str, cookies: &CookieJar) -> Result<Self, PageError> {
        let consultation = state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)?;
        let now = state.clock.now();
        let id = consultation.id;
        let find = async |hash: Vec<u8>| {
            let found = state.store.find_draft(&hash).await?;
            Ok(found.filter(|draft| draft.of.consultation == id))
        };
        let mut held = Held::find(state, desk(slug), cookies, find).await?;
        let version = match &held.kept {
            Some(kept) => state.store.find_version(kept.stored.of.version).await?,
            None => state.store.find_current_version(id).await?,
        };
        let mut version = version.ok_or(PageError::NotFound)?;
        if let Some(kept) = &mut held.kept {
            let (holder, stored) = (Holder::Response(kept.stored.of.id), &mut kept.stored);
            attach(state, &version.questionnaire, holder, &mut stored.draft).await?;
        }
        let phase = if is_assisted(&held) { Phase::Open } else { consultation.phase(now) };
        if is_assisted(&held) {
            version.questionnaire = version.questionnaire.without_required();
        }
        let (language, order) = match &held.kept {
            Some(kept) => (kept.stored.of.language, kept.stored.of.order),
            None => (None, Some(OrderSeed::new(&*state.entropy))),
        };
        let draft = held.kept.as_ref().map(|kept| &kept.stored.of).filter(|_| !held.is_submitted());
        let has_invitation = match draft {
            Some(draft) if draft.is_invited => state.store.has_invitation(draft.id).await?,
            _ => false,
        };
        let barrier = consultation.admission.barrier(draft, has_invitation).filter(|_| !held.is_submitted());
        let reading = Reading::new(&version.questionnaire, language, order);
        Ok(Self { now, consultation, version, phase, barrier, reading, held })
    }

    /// Puts the questions into a language that is asked for; without one they stay as they are.
    fn in_language(mut self, language: Option<Language>) -> Self {
        self.reading = self.reading.in_language(&self.version.questionnaire, language);
        self
    }

    /// Keeps to the version, the order and the language that a form was drawn from, which may not be the newest by now, or
    /// goes on in the language that it asks for; a draft keeps to its own version and order.
    async fn with_version_of(mut self, state: &AppState, posted: &Fields) -> Result<Self, PageError> {
        let drawn = posted.text(VERSION).parse().map(VersionId).ok();
        if let (None, Some(id)) = (&self.held.kept, drawn.filter(|id| *id != self.version.id)) {
            let version = state.store.find_version(id).await?;
            let own = version.filter(|version| version.consultation == self.consultation.id);
            if let Some(own) = own {
                self.reading = Reading::new(&own.questionnaire, self.reading.language, self.reading.order);
                self.version = own;
            }
        }
        self.reading = self.reading.drawn_as(&self.version.questionnaire, posted, self.held.kept.is_some());
        Ok(self)
    }

    /// Says whether answers can be sent from here.
    fn takes_answers(&self) -> bool {
        self.phase == Phase::Open && self.barrier.is_none()
    }

    /// Says whether somebody else can answer after what was sent here, without an invitation.
    fn takes_others(&self) -> bool {
        self.phase == Phase::Open && self.consultation.admission.barrier(None, false).is_none()
    }

    /// Says whether staff type the answers in for somebody.
    fn is_assisted(&self) -> bool {
        is_assisted(&self.held)
    }

    /// Says whether there are words that were not sent and cannot be sent now.
    fn is_stranded(&self) -> bool {
        !self.takes_answers() && self.held.kept.is_some() && !self.held.is_submitted()
    }

    /// Gives where to look while no answers are taken: at what was typed, or at what the consultation is.
    fn elsewhere(&self) -> String {
        if self.is_stranded() { self.address("saved") } else { format!("/consultations/{}", self.consultation.slug) }
    }
}

impl Answering for Room {
    type Of = Answered;

    fn held(&self) -> &Held<Answered> {
        &self.held
    }

    fn reading(&self) -> &Reading {
        &self.reading
    }

    fn version(&self) -> String {
        self.version.id.to_string()
    }

    fn home(&self) -> String {
        format!("/consultations/{}", self.consultation.slug)
    }

    fn note(&self) -> Option<AnyView> {
        assisted::note(self)
    }

    async fn store(&self, state: &AppState, words: Words, along: Along) -> Result<Stored, StoreError> {
        page::store_words(state, self, words, along).await
    }
}

fn is_assisted(held: &Held<Answered>) -> bool {
    held.kept.as_ref().is_some_and(|kept| kept.stored.of.is_assisted())
}

/// Gives where a consultation is answered.
fn desk(slug: &str) -> Desk {
    Desk {
        begin: format!("/consultations/{slug}/respond"),
        resume: format!("/resume/{slug}"),
        cookie: format!("draft-{slug}"),
        keep: Keep::Weeks,
    }
}

/// Leads to where somebody left off, or to the first page.
async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(opened): Query<Opened>,
    Query(new): Query<Begun>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    if let Some(lost) = room.held.lost_at_once(&state, &visitor, &new) {
        return Ok(lost);
    }
    if room.held.is_submitted() {
        return Ok(room.held.to_receipt());
    }
    if room.is_stranded() {
        return Ok(Redirect::to(&room.elsewhere()).into_response());
    }
    Ok(room.to_in(room.walk(&room.held.typed()).unfinished(), opened.language()))
}
