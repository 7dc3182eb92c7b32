//! The expression of interest: what it is, its pages, a check, a receipt, and a page that says how far we are.
//!
//! Each post stores what was typed before it is judged. The form belongs to whoever holds its secret, which is in a
//! cookie and in the links for coming back and for following the case; nothing else leads to it.

mod check;
mod conflict;
mod fields;
mod form;
mod page;
mod receipt;
mod resume;
mod start;
mod status;
mod submit;
mod summary;

use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::CookieJar;
use domain::{
    eoi::{EoiDraft, EoiPage, EoiWalk, Terms},
    extent::Extent,
    vocabulary::Word,
};
use store::DraftEoi;

use super::drafts::{Lost, cookie};
use crate::{error::PageError, secret::Secret, state::AppState, words::eoi::TEXT_VERSION};

/// The address of the page that says what an expression of interest is.
const START: &str = "/expressions-of-interest";
/// The name of the cookie that holds the secret.
pub const COOKIE: &str = "eoi-draft";
/// The last part of the check page's address.
const CHECK: &str = "check";

/// The addresses of the expression of interest.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(START, get(start::show))
        .route("/expressions-of-interest/respond", get(begin))
        .route("/expressions-of-interest/respond/check", get(check::show).post(submit::submit))
        .route("/expressions-of-interest/respond/receipt", get(receipt::show))
        .route("/expressions-of-interest/respond/saved", get(resume::show_saved).post(resume::send_link))
        .route("/expressions-of-interest/respond/new", post(conflict::begin_again))
        .route("/expressions-of-interest/respond/forget", post(resume::forget))
        .route("/expressions-of-interest/respond/{page}", get(page::show).post(page::save))
        .route("/expressions-of-interest/resume/{secret}", get(resume::offer).post(resume::resume))
        .route("/expressions-of-interest/status/{secret}", get(status::show))
}

/// All that the form needs to know: what was typed so far, by whom, and what the strategy sets.
#[derive(Default)]
struct Room {
    secret: Option<Secret>,
    draft: Option<DraftEoi>,
    strategy_area: Option<Extent>,
    lost: Lost,
}

impl Room {
    /// Finds the draft of whoever asks; a secret that fits no draft counts as none.
    async fn enter(state: &AppState, cookies: &CookieJar) -> Result<Self, PageError> {
        let secret = cookie::secret(state, COOKIE, cookies);
        let draft = match &secret {
            Some(secret) => state.store.find_eoi_draft(&secret.hash()).await?,
            None => None,
        };
        let strategy_area = state.store.find_strategy_area().await?;
        let lost = if secret.is_some() { Lost::Gone } else { Lost::NoCookie };
        Ok(Self { secret: secret.filter(|_| draft.is_some()), draft, strategy_area, lost })
    }

    /// Gives what was typed so far.
    fn typed(&self) -> EoiDraft {
        self.draft.as_ref().map(|draft| draft.draft.clone()).unwrap_or_default()
    }

    fn terms(&self) -> Terms<'_> {
        Terms { strategy_area: self.strategy_area.as_ref(), text_version: TEXT_VERSION }
    }

    fn walk(&self, draft: &EoiDraft) -> EoiWalk {
        EoiWalk::new(draft, &self.terms())
    }

    fn is_submitted(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.submitted_at.is_some())
    }
}

/// Gives the address of a page of the form.
fn address(page: &str) -> String {
    format!("{START}/respond/{page}")
}

/// Gives the address of the page after some, which is the check when there is none.
fn address_of(page: Option<EoiPage>) -> String {
    address(page.map_or(CHECK, Word::word))
}

/// Leads to where somebody left off, or to the first page.
async fn begin(State(state): State<AppState>, cookies: CookieJar) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    if room.is_submitted() {
        return Ok(Redirect::to(&address("receipt")).into_response());
    }
    Ok(Redirect::to(&address_of(room.walk(&room.typed()).unfinished())).into_response())
}
