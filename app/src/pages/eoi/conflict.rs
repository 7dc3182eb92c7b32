//! Words that arrive after the same form was sent, and beginning another one.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{eoi::EoiPage, fields::Fields, vocabulary::Word};

use super::{COOKIE, Room, START, address, page::store_page, summary};
use crate::{
    error::PageError,
    pages::drafts::{SentBefore, cookie},
    posted::Posted,
    state::AppState,
    visitor::Visitor,
};

/// Tells somebody that it was sent before, and offers to begin another one with the words of this page.
pub(super) fn sent_before(state: &AppState, visitor: &Visitor, page: &str, fields: &Fields) -> Response {
    let page = SentBefore {
        heading: "You have sent this expression of interest already",
        begin_words: "Begin a new expression of interest with these words",
        receipt: address("receipt"),
        begin: address("new"),
        page,
        fields,
        rows: summary::typed(fields),
    };
    page.draw(state, visitor)
}

/// Begins another expression of interest, with the words of one page if there are any.
///
/// One that was not sent yet is never given up for it: it takes the words if it has none on that page.
pub(super) async fn begin_again(
    State(state): State<AppState>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &cookies).await?;
    let room = if room.is_submitted() { Room::default() } else { room };
    let page = EoiPage::from_word(posted.text("page"));
    let page = page.filter(|page| !room.typed().contains_key(page.word()));
    let mut fields = posted;
    fields.retain(|name| page.is_some_and(|page| page.fields().contains(&name)));
    let secret = store_page(&state, &room, page.map(|page| (page, fields))).await?;
    let cookies = cookies.add(cookie::give(&state, COOKIE, &secret));
    Ok((cookies, Redirect::to(&format!("{START}/respond"))).into_response())
}
