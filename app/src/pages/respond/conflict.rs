//! Words that arrive when they cannot be taken: after the same response was sent, or after the consultation closed.
//!
//! The words come back in the page, so that nobody has to type them again.

use axum::{http::StatusCode, response::Response};
use domain::{consultation::Phase, draft::Draft, fields::Fields, invitation::Barrier, questionnaire::Page};
use leptos::prelude::*;

use super::{Room, check::EMAIL};
use crate::{
    error::PageError,
    pages::{
        answering::{Answering, carried},
        drafts::{Rows, SentBefore, SentOtherwise, forget_form, tabs, words},
        given::{self, Reader, typed_rows},
    },
    parts::Frame,
    state::AppState,
    visitor::Visitor,
    words::dates,
};

const SENT: &str = "You have sent this response already";

/// Tells somebody that the response was sent before, and offers to begin another with the words of this page, where
/// that can be.
pub(super) fn sent_before(state: &AppState, visitor: &Visitor, room: &Room, page: &str, fields: &Fields) -> Response {
    let asked = room.questionnaire().page(page);
    let carried = carried(room, fields);
    let page = SentBefore {
        heading: SENT,
        begin_words: room.takes_others().then_some("Begin a new response with these words"),
        receipt_words: "See your reference",
        desk: &room.held.desk,
        page,
        fields: &carried,
        rows: asked.map(|asked| typed_rows(asked, fields)).unwrap_or_default(),
    };
    page.draw(state, visitor)
}

/// Tells somebody that the response was sent with other answers than those that the check page showed.
pub(super) async fn sent_otherwise(
    state: &AppState,
    visitor: &Visitor,
    room: &Room,
    posted: &Fields,
) -> Result<Response, PageError> {
    let reference = room.held.receipt().map_or("", |receipt| &receipt.reference);
    let stored = state.store.find_response(reference).await?;
    let sent =
        stored.map(|stored| given::rows(given::given(room.questionnaire(), &stored.outcomes, Reader::Respondent)));
    let page = SentOtherwise {
        heading: SENT,
        begin_words: room.takes_others().then_some("Begin another response"),
        desk: &room.held.desk,
        email: posted.text(EMAIL).to_owned(),
        sent: sent.unwrap_or_default(),
    };
    Ok(page.draw(state, visitor))
}

/// Tells somebody that no answers are taken, and gives back all words: those of the draft and those of this post.
pub(super) fn too_late(state: &AppState, visitor: &Visitor, room: &Room, posted: Option<(&str, &Fields)>) -> Response {
    let status = if posted.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let mut draft = room.held.typed();
    if let Some((page, fields)) = posted {
        let page = if draft.get(page).is_some_and(|stored| stored != fields) { tabs::aside(page) } else { page.into() };
        draft.insert(page, fields.clone());
    }
    let (heading, when) = closing(room);
    let contact = state.site.contact_email.clone();
    let typed = all_rows(room, &draft);
    let keeps = room.held.kept.is_some();
    Frame::new(state, visitor, heading).status(status).personal().show(|| {
        view! {
            <h1 class="govuk-heading-l">{heading}</h1>
            <p class="govuk-body">{when}</p>
            <p class="govuk-body">"Your response was not sent."</p>
            {(!typed.is_empty()).then(|| view! {
                <p class="govuk-body">
                    "What you typed is below, and you can copy it. If you think that we should still have it, write to "
                    <a class="govuk-link" href=format!("mailto:{contact}")>{contact.clone()}</a> "."
                </p>
                {keeps.then(|| view! {
                    <p class="govuk-body">"We delete answers that were saved when nobody has touched them for 28 days."</p>
                })}
                {words("What you typed", typed)}
            })}
            {(keeps && room.phase == Phase::Open).then(|| forget_form(&room.held.desk, "Copy what you want to keep first."))}
        }
    })
}

fn closing(room: &Room) -> (&'static str, String) {
    let (opens, closes) = (room.consultation.opens_at, room.consultation.closes_at);
    if let (Phase::Open, Some(barrier)) = (room.phase, room.barrier) {
        let (heading, why) = kept_out(barrier);
        return (heading, why.to_owned());
    }
    match room.phase {
        Phase::Upcoming => ("This consultation has not opened yet", format!("It opens on {}.", dates::moment(opens))),
        Phase::Open | Phase::Closed => {
            ("This consultation has closed", format!("It closed on {}.", dates::moment(closes)))
        }
    }
}

fn kept_out(barrier: Barrier) -> (&'static str, &'static str) {
    match barrier {
        Barrier::NotInvited => (
            "You need an invitation to answer",
            "Only people who are invited can answer this consultation here. If you have an invitation, open its link in this \
             browser: you can then go on with what you typed.",
        ),
        Barrier::InvitationGone => (
            "These answers have lost their invitation",
            "The invitation with which they were begun is not theirs any more: somebody began anew with it, or it was taken back. \
             If you have an invitation, open its link in this browser: you can then go on with what you typed.",
        ),
    }
}

/// Gives all that was typed, page by page, whether or not routing shows it, with what was put aside.
fn all_rows(room: &Room, draft: &Draft) -> Rows {
    let typed = |page: &Page| {
        let fields = [draft.get(&page.id), tabs::put_aside(draft, &page.id)];
        fields.into_iter().flatten().flat_map(|fields| typed_rows(page, fields)).collect::<Rows>()
    };
    room.questionnaire().pages.iter().flat_map(typed).collect()
}
