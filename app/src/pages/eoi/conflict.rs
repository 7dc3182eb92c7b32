//! Words that arrive after the same form was sent, and beginning another one.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{eoi::EoiPage, fields::Fields, vocabulary::Word};

use super::{Room, address, desk, page::store_words, summary};
use crate::{
    error::PageError,
    pages::drafts::{Rows, SentBefore, SentOtherwise, or_give_back, tabs::Words},
    posted::Posted,
    state::AppState,
    visitor::Visitor,
};

const SENT: &str = "You have sent this expression of interest already";

/// Tells somebody that it was sent before, and offers to begin another one with the words of this page.
pub(super) fn sent_before(state: &AppState, visitor: &Visitor, page: &str, fields: &Fields) -> Response {
    let page = SentBefore {
        heading: SENT,
        begin_words: Some("Begin a new expression of interest with these words"),
        receipt_words: "See your reference",
        desk: &desk(),
        page,
        fields,
        rows: summary::typed(fields),
    };
    page.draw(state, visitor)
}

/// Tells somebody that it was sent with other words than those that the check page showed.
///
/// What was sent names a person, and so it is not shown again here.
pub(super) fn sent_otherwise(state: &AppState, visitor: &Visitor) -> Response {
    let page = SentOtherwise {
        heading: SENT,
        begin_words: Some("Begin another expression of interest"),
        desk: &desk(),
        email: String::new(),
        sent: Rows::new(),
    };
    page.draw(state, visitor)
}

/// Begins another expression of interest, with the words of one page if there are any.
///
/// One that was not sent yet is never given up for it: it takes the words, beside its own if it has any on that page.
pub(super) async fn begin_again(
    State(state): State<AppState>,
    visitor: Visitor,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let begun = begin(&state, cookies, &posted).await;
    or_give_back(begun, &state, &visitor, &address("new"), &posted)
}

async fn begin(state: &AppState, cookies: CookieJar, posted: &Fields) -> Result<Response, PageError> {
    let room = Room::enter(state, &cookies).await?;
    let room = if room.held.is_submitted() { Room::empty() } else { room };
    let page = EoiPage::from_word(posted.text("page"));
    let (words, next) = match page {
        None => (Words::none(), desk().begin),
        Some(page) => {
            let mut fields = posted.clone();
            fields.retain(|name| page.fields().contains(&name));
            put(&room, page, fields)
        }
    };
    let secret = store_words(state, &room, words).await?;
    let cookies = cookies.add(room.held.desk.give(state, &secret));
    Ok((cookies, Redirect::to(&next)).into_response())
}

/// Says where words go: to their page if it has none, among its ticks if they are ticks alone, and beside it otherwise.
fn put(room: &Room, page: EoiPage, fields: Fields) -> (Words, String) {
    let next = desk().begin;
    match room.held.typed().get(page.word()) {
        Some(stored) if *stored != fields && is_ticks(&fields) => {
            (Words::of(page.word(), with_ticks(stored, &fields)), next)
        }
        Some(stored) if *stored != fields => (Words::aside(page.word(), fields), address(page.word())),
        _ => (Words::of(page.word(), fields), next),
    }
}

/// Says whether only interests were chosen, as by the button that asks to correct the map.
fn is_ticks(fields: &Fields) -> bool {
    fields.pairs().all(|(name, _)| name == "interests")
}

fn with_ticks(stored: &Fields, ticks: &Fields) -> Fields {
    let new = ticks.pairs().filter(|(name, value)| !stored.has(name, value));
    Fields::new(stored.pairs().chain(new))
}
