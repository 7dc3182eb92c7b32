//! Words that arrive when they cannot be taken: after the same response was sent, or after the consultation closed.
//!
//! The words come back in the page, so that nobody has to type them again.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{consultation::Phase, fields::Fields, questionnaire::Page};
use leptos::prelude::*;
use store::StoreError;

use super::{Room, cookie_name, page::new_draft};
use crate::{
    error::PageError,
    pages::drafts::{SentBefore, cookie, words},
    parts::Frame,
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::dates,
};

/// Tells somebody that the response was sent before, and offers to begin another with the words of this page.
pub(super) fn sent_before(state: &AppState, visitor: &Visitor, room: &Room, page: &str, fields: &Fields) -> Response {
    let asked = room.version.questionnaire.page(page);
    let page = SentBefore {
        heading: "You have sent this response already",
        begin_words: "Begin a new response with these words",
        receipt: room.address("receipt"),
        begin: room.address("new"),
        page,
        fields,
        rows: asked.map(|asked| rows(asked, fields)).unwrap_or_default(),
    };
    page.draw(state, visitor)
}

/// Tells somebody that the consultation has closed, and gives the words back.
pub(super) fn too_late(state: &AppState, visitor: &Visitor, room: &Room, asked: &Page, fields: &Fields) -> Response {
    let consultation = &room.consultation;
    let heading = match room.phase {
        Phase::Upcoming => "This consultation has not opened yet",
        Phase::Open | Phase::Closed => "This consultation has closed",
    };
    let closed = format!("It closed on {}.", dates::moment(consultation.closes_at));
    let contact = state.site.contact_email.clone();
    Frame::new(state, visitor, heading).status(StatusCode::CONFLICT).personal().show(|| {
        view! {
            <h1 class="govuk-heading-l">{heading}</h1>
            <p class="govuk-body">{(room.phase == Phase::Closed).then_some(closed)}</p>
            <p class="govuk-body">
                "Your response was not sent. You can copy what you typed from below. If you think that we should still "
                "have it, write to " <a class="govuk-link" href=format!("mailto:{contact}")>{contact.clone()}</a> "."
            </p>
            {words(rows(asked, fields))}
        }
    })
}

/// Ends the draft of this browser and begins another, with the words of one page if there are any.
pub(super) async fn begin_again(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, PageError> {
    let nobody = CookieJar::new();
    let room = Room::enter(&state, &slug, &nobody).await?;
    if room.phase != Phase::Open {
        return Ok(Redirect::to(&format!("/consultations/{slug}")).into_response());
    }
    let page = posted.text("page").to_owned();
    let mut fields = posted;
    let asked = room.version.questionnaire.page(&page);
    fields.retain(|name| asked.is_some_and(|asked| asked.questions.iter().any(|question| question.owns(name))));
    let (secret, response, now) = (Secret::new(&*state.entropy), new_draft(&state, &room), state.clock.now());
    let hash = secret.hash();
    let keeps_words = asked.is_some();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_draft(&response, &hash).await?;
            if keeps_words {
                write.set_draft_page(response.id, &page, &fields, now).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    work.await?;
    let cookies = cookies.add(cookie::give(&state, &cookie_name(&slug), &secret));
    Ok((cookies, Redirect::to(&format!("/consultations/{slug}/respond"))).into_response())
}

/// Gives what was typed, question by question.
fn rows(asked: &Page, fields: &Fields) -> Vec<(String, Vec<String>)> {
    let typed = asked.questions.iter().filter_map(|question| {
        let values = fields.pairs().filter(|(name, value)| question.owns(name) && !value.trim().is_empty());
        let values: Vec<_> = values.map(|(_, value)| value.to_owned()).collect();
        (!values.is_empty()).then(|| (question.text.clone(), values))
    });
    typed.collect()
}
