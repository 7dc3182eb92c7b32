//! After a test response was sent: the thanks, another one, and words that came too late for it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::fields::Fields;
use leptos::prelude::*;
use store::StoreError;

use super::{
    Room,
    check::{REMARK, REMARK_LABEL},
    ended::{ended, full},
};
use crate::{
    error::PageError,
    pages::{
        answering::{Answering, begun_with, carried, own_fields},
        drafts::{CHECK, Held, SentBefore, or_give_back},
        given::typed_rows,
    },
    parts::Frame,
    posted::Posted,
    state::AppState,
    visitor::Visitor,
    words::dates,
};

const HEADING: &str = "Thank you for testing";

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor, room: Room) -> Result<Response, PageError> {
    let Some(receipt) = room.held.receipt() else {
        return Ok(Redirect::to(&room.home()).into_response());
    };
    Ok(Frame::new(&state, &visitor, HEADING).personal().step().show(|| {
        view! {
            <div class="govuk-panel govuk-panel--confirmation">
                <h1 class="govuk-panel__title">{HEADING}</h1>
                <div class="govuk-panel__body">"Your test response was sent"</div>
            </div>
            <p class="govuk-body">
                "We have stored your answers and your remark, sent on "
                <time datetime=dates::machine(receipt.submitted_at)>{dates::moment(receipt.submitted_at)}</time>
                ". They count nowhere, and are deleted when the questionnaire is published. What you gave where we ask "
                "how to reach you was not kept."
            </p>
            <form method="post" action=room.address("new")>
                <button class="govuk-button govuk-button--secondary" type="submit">"Answer it again"</button>
            </form>
        }
    }))
}

/// Begins another test response, with the words of one page if there are any.
pub(super) async fn begin_again(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(link): Path<String>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Response {
    let begun = begin(&state, &visitor, &link, cookies, &posted).await;
    or_give_back(begun, &state, &visitor, &visitor.path, &posted)
}

async fn begin(
    state: &AppState,
    visitor: &Visitor,
    link: &str,
    cookies: CookieJar,
    posted: &Fields,
) -> Result<Response, PageError> {
    let Some(mut room) = Room::enter(state, link, &cookies).await? else {
        return Ok(ended(state, visitor, posted));
    };
    if room.held.is_submitted() {
        room.held = Held::nothing(room.held.desk);
    }
    let room = room.drawn_as(posted);
    let page = posted.text("page");
    let fields =
        if page == CHECK { Some(remarks(&room, posted)) } else { own_fields(&room.questionnaire, page, posted) };
    match begun_with(state, &room, cookies, (page, fields)).await {
        Err(StoreError::Taken) => Ok(full(state, visitor, &room, posted)),
        Err(StoreError::Changed) => Ok(ended(state, visitor, posted)),
        begun => Ok(begun?),
    }
}

/// Gives the remark that was posted, after one that stands there and is not sent.
fn remarks(room: &Room, posted: &Fields) -> Fields {
    let typed = room.held.typed();
    let before = typed.get(CHECK).map(|fields| fields.text(REMARK)).filter(|before| *before != posted.text(REMARK));
    let remarks: Vec<&str> =
        before.into_iter().chain([posted.text(REMARK)]).filter(|remark| !remark.is_empty()).collect();
    Fields::new([(REMARK, remarks.join("\n\n"))])
}

/// Says that a test response was sent before, and offers to begin another with the words that came too late for it; leads to
/// the thanks, if there are none.
pub(super) fn sent_before(
    state: &AppState,
    visitor: &Visitor,
    room: &Room,
    (page, fields): (&str, &Fields),
) -> Response {
    let rows = if page == CHECK {
        let sent = room.held.kept.as_ref().and_then(|kept| kept.stored.of.remark.as_deref()).unwrap_or_default();
        let remark = fields.text(REMARK);
        if remark.is_empty() || remark == sent {
            return room.held.to_receipt();
        }
        vec![(REMARK_LABEL.to_owned(), vec![remark.to_owned()])]
    } else {
        room.questionnaire().page(page).map(|asked| typed_rows(asked, fields)).unwrap_or_default()
    };
    let carried = carried(room, fields);
    let page = SentBefore {
        heading: "You have sent this test response already",
        begin_words: Some("Begin another test with these words"),
        receipt_words: "See that it was sent",
        desk: &room.held.desk,
        page,
        fields: &carried,
        rows,
    };
    page.draw(state, visitor)
}
