//! One test response: what was answered of the draft as it was then, and what was said of the questions.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::TestResponseId;
use leptos::prelude::*;
use store::Holder;
use uuid::Uuid;

use super::{Room, is_of_now};
use crate::{
    error::PageError,
    pages::{
        given::{self, Reader},
        given_file,
    },
    parts::{Frame, SummaryRow, summary_list},
    state::AppState,
    visitor::Staff,
    words::dates,
};

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, test)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let (consultation, id): (_, Uuid) = (room.consultation.id, test.parse().map_err(|_| PageError::NotFound)?);
    let found = state.store.find_sent_test(consultation, TestResponseId(id)).await?;
    let test = found.ok_or(PageError::NotFound)?;
    let answered = state.store.find_tested_questionnaire(consultation, test.revision).await?;
    let changed = match (is_of_now(&room, &test), &answered) {
        (true, _) => None,
        (false, Some(_)) => {
            Some("The questionnaire has changed since this was sent. The questions are shown as they were then.")
        }
        (false, None) => Some(
            "The questionnaire has changed since this was sent. How it was then is not kept, because steps were taken back, so \
             that the answers are shown with the questions as they are now.",
        ),
    };
    let asked = answered.as_ref().unwrap_or(&room.questionnaire);
    let pages = given::given(asked, &test.outcomes, Reader::Tested);
    let remark = test.remark.iter().flat_map(|remark| remark.lines()).map(str::to_owned).collect();
    let rows = [
        SummaryRow::new("Sent", dates::moment(test.sent_at)),
        SummaryRow::said("What was unclear or did not work", remark),
    ];
    let attachments = room.address(&format!("/test/responses/{id}/attachments"));
    let title = format!("Test response of {}", dates::moment(test.sent_at));
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("/test")>"Test the questionnaire"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {changed.map(|changed| view! { <p class="govuk-inset-text">{changed}</p> })}
            {summary_list(rows)}
            {given::warning(&pages, &state.scanner)}
            {given::draw(pages, &attachments)}
        }
    }))
}

/// Gives a file of a test response.
pub(super) async fn download(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, test, attachment)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let id = TestResponseId(test.parse().map_err(|_| PageError::NotFound)?);
    state.store.find_sent_test(room.consultation.id, id).await?.ok_or(PageError::NotFound)?;
    given_file(&state, Holder::Test(id), &attachment).await
}
