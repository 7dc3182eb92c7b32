//! Trying out the draft of a questionnaire: whoever has its link answers it as a respondent will, and sends a test response.
//!
//! What is asked is the draft as it is written now. Nothing of this is a response, and all of it goes with the draft.

mod attachment;
mod carried;
mod check;
mod ended;
mod page;
mod saved;
mod sent;
mod start;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequestParts, RawPathParams},
    http::request::Parts,
    middleware::map_response,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use domain::{
    consultation::Consultation,
    fields::Fields,
    ids::{RevisionId, TestResponseId},
    order::OrderSeed,
    questionnaire::{PageId, Questionnaire},
    time::Moment,
};
use leptos::prelude::AnyView;
use store::{Holder, Revision, StoreError, TestResponse};

use self::{
    carried::{carried, left_behind},
    ended::ended,
};
use super::{
    answering::{Along, Answering, Reading, Stored, attach},
    drafts::{Desk, Held, Keep, tabs::Words},
    unlisted,
};
use crate::{error::PageError, posted::ATTACHED_BODY_LIMIT, secret::Secret, state::AppState, visitor::Visitor};

/// How many test responses a draft takes, begun or sent.
pub const LIMIT: i64 = 500;

/// The addresses of trying out.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/test/{link}", get(start::show))
        .route("/test/{link}/respond", get(start::begin))
        .route("/test/{link}/respond/check", get(check::show).post(check::send))
        .route("/test/{link}/respond/receipt", get(sent::show))
        .route("/test/{link}/respond/saved", get(saved::show))
        .route("/test/{link}/respond/new", post(sent::begin_again))
        .route("/test/{link}/respond/forget", post(saved::forget))
        .route("/test/{link}/respond/attachments/{attachment}", get(attachment::download))
        .route(
            "/test/{link}/respond/{page}",
            get(page::show).post(page::save).layer(DefaultBodyLimit::max(ATTACHED_BODY_LIMIT)),
        )
        .route("/test/{link}/resume/{secret}", get(saved::offer).post(saved::resume))
        .route_layer(map_response(unlisted))
}

/// Gives the address to which the secret of a link leads.
pub fn address(link: &Secret) -> String {
    format!("/test/{}", link.expose())
}

/// All that trying out needs to know: what is asked now, and what this browser holds.
struct Room {
    now: Moment,
    consultation: Consultation,
    revision: RevisionId,
    questionnaire: Questionnaire,
    /// What is asked, as whoever asks reads it.
    reading: Reading,
    held: Held<TestResponse>,
    /// What stands on other pages than it is stored on, because the draft has changed since.
    moved: Vec<(PageId, Fields)>,
}

impl Room {
    /// Finds the draft to which a link leads and what was typed of it; nothing, if the link leads nowhere.
    async fn enter(state: &AppState, link: &str, cookies: &CookieJar) -> Result<Option<Self>, PageError> {
        let link = Secret::from_outside(link);
        let Some(slug) = state.store.find_tested(&link.hash()).await? else { return Ok(None) };
        let Some(consultation) = state.store.find_consultation(&slug).await? else { return Ok(None) };
        let id = consultation.id;
        let Some(draft) = state.store.find_questionnaire_draft(id).await? else { return Ok(None) };
        let find = async |hash: Vec<u8>| {
            let found = state.store.find_test_draft(&hash).await?;
            Ok(found.filter(|draft| draft.of.consultation == id))
        };
        let mut held = Held::find(state, desk(&link, &slug), cookies, find).await?;
        let (now, moved) = (state.clock.now(), Vec::new());
        let Revision { id: revision, questionnaire, .. } = draft.revision;
        if let Some(kept) = &mut held.kept {
            let (holder, stored) = (Holder::Test(kept.stored.of.id), &mut kept.stored);
            attach(state, &questionnaire, holder, &mut stored.draft).await?;
        }
        let (language, order) = match &held.kept {
            Some(kept) => (kept.stored.of.language, kept.stored.of.order),
            None => (None, Some(OrderSeed::new(&*state.entropy))),
        };
        let reading = Reading::new(&questionnaire, language, order);
        let mut room = Self { now, consultation, revision, questionnaire, reading, held, moved };
        room.carry(&Fields::default());
        Ok(Some(room))
    }

    /// Keeps to the language and the order that a form was drawn in, or goes on in the language that it asks for; a test
    /// response keeps to its own order.
    fn drawn_as(mut self, posted: &Fields) -> Self {
        self.reading = self.reading.drawn_as(&self.questionnaire, posted, self.held.kept.is_some());
        self
    }

    /// Puts what was typed with the pages that ask for it now, and with it words that came in from a page that asked for them
    /// before.
    fn carry(&mut self, strays: &Fields) {
        let typed = self.held.typed();
        let carried = carried(&typed, strays, &self.questionnaire);
        let moved = carried.iter().filter(|(page, fields)| typed.get(*page) != Some(*fields));
        self.moved.extend(moved.map(|(page, fields)| (page.clone(), fields.clone())));
        self.moved.extend(left_behind(&typed, &self.questionnaire));
        if let Some(kept) = &mut self.held.kept {
            kept.stored.draft = carried;
        }
    }
}

/// Finds the room of an address, for pages that are only asked for; a link that leads nowhere is answered with a page that says so.
impl FromRequestParts<AppState> for Room {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let Ok(visitor) = Visitor::from_request_parts(parts, state).await;
        let named = RawPathParams::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        let link = named.iter().find(|(name, _)| *name == "link").map_or("", |(_, link)| link);
        match Self::enter(state, link, &CookieJar::from_headers(&parts.headers)).await {
            Ok(Some(room)) => Ok(room),
            Ok(None) => Err(ended(state, &visitor, &Fields::default())),
            Err(error) => Err(error.into_response()),
        }
    }
}

impl Answering for Room {
    type Of = TestResponse;

    fn held(&self) -> &Held<TestResponse> {
        &self.held
    }

    fn reading(&self) -> &Reading {
        &self.reading
    }

    fn version(&self) -> String {
        self.revision.to_string()
    }

    fn home(&self) -> String {
        self.held.desk.begin.trim_end_matches(RESPOND).to_owned()
    }

    fn note(&self) -> Option<AnyView> {
        None
    }

    async fn store(&self, state: &AppState, words: Words, along: Along) -> Result<Stored, StoreError> {
        let known = self.held.kept.as_ref().map(|kept| &kept.stored.of);
        let language = self.reading.language;
        let is_other = known.is_some_and(|known| known.language != language);
        let id = known.map_or_else(|| TestResponseId::new(&*state.clock, &*state.entropy), |known| known.id);
        let new = known.is_none().then_some(TestResponse {
            id,
            consultation: self.consultation.id,
            order: self.reading.order,
            language: self.reading.language,
            remark: None,
        });
        let secret = self.held.secret(state);
        let (hash, now, holder) = (secret.hash(), self.now, Holder::Test(id));
        let pages: Vec<_> = self.moved.iter().cloned().chain(words.into_pages()).collect();
        let work = state.store.write(move |mut write| {
            Box::pin(async move {
                if let Some(new) = new {
                    write.add_test_response(&new, &hash, LIMIT, now).await?;
                }
                if is_other {
                    write.set_test_language(id, language).await?;
                }
                for (page, fields) in pages {
                    write.set_test_page(id, &page, &fields, now).await?;
                }
                along.write(&mut write, holder, now).await
            })
        });
        let refused = work.await?;
        Ok(Stored { secret, holder, refused })
    }
}

/// The last part of the address above the pages of a test.
const RESPOND: &str = "/respond";

/// Gives where a draft is tried out.
fn desk(link: &Secret, slug: &str) -> Desk {
    let start = address(link);
    Desk {
        begin: format!("{start}{RESPOND}"),
        resume: format!("{start}/resume"),
        cookie: format!("test-{slug}"),
        keep: Keep::Weeks,
    }
}
