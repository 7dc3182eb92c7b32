//! The expression of interest: what it is, its pages, a check, a receipt, and a page that says where it stands.
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
    ids::EoiId,
    strategy_area::StrategyArea,
    vocabulary::Word,
};

use super::drafts::{CHECK, Desk, Held, Keep};
use crate::{error::PageError, state::AppState, words::eoi::TEXT_VERSION};

/// The address of the page that says what an expression of interest is.
const START: &str = "/expressions-of-interest";
/// The name of the cookie that holds the secret.
pub const COOKIE: &str = "eoi-draft";

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
struct Room {
    held: Held<EoiId>,
    strategy_area: Option<StrategyArea>,
}

impl Room {
    /// Finds the draft of whoever asks.
    async fn enter(state: &AppState, cookies: &CookieJar) -> Result<Self, PageError> {
        let find = async |hash: Vec<u8>| state.store.find_eoi_draft(&hash).await;
        let held = Held::find(state, desk(), cookies, find).await?;
        Ok(Self { held, strategy_area: state.store.find_strategy_area().await? })
    }

    /// Makes the room of somebody who has typed nothing yet.
    fn empty() -> Self {
        Self { held: Held::nothing(desk()), strategy_area: None }
    }

    fn terms(&self) -> Terms<'_> {
        Terms { strategy_area: self.strategy_area.as_ref(), text_version: TEXT_VERSION }
    }

    fn walk(&self, draft: &EoiDraft) -> EoiWalk {
        EoiWalk::new(draft, &self.terms())
    }
}

/// Gives where the form is.
fn desk() -> Desk {
    Desk {
        begin: format!("{START}/respond"),
        resume: format!("{START}/resume"),
        cookie: COOKIE.to_owned(),
        keep: Keep::UntilClosed,
    }
}

/// Gives the address of a page of the form.
fn address(page: &str) -> String {
    desk().page(page)
}

/// Leads to a page of the form, and to the check when there is none left.
fn to(page: Option<EoiPage>) -> Response {
    Redirect::to(&address(page.map_or(CHECK, Word::word))).into_response()
}

/// Leads to where somebody left off, or to the first page.
async fn begin(State(state): State<AppState>, cookies: CookieJar) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    if room.held.is_submitted() {
        return Ok(room.held.to_receipt());
    }
    Ok(to(room.walk(&room.held.typed()).unfinished()))
}
