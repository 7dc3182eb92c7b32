//! Who may answer.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{fields::Fields, invitation::Admission, question::Question, refusal::Refusal, vocabulary::Word};
use leptos::prelude::*;
use store::StoreError;

use super::{Room, Said, Wanted, draw};
use crate::{
    error::PageError,
    pages::staff::asking::{self, Told, all, choice},
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

/// The question who may answer.
const ADMISSION: &str = "admission";
/// The field with what stood there when the form was drawn.
const FROM: &str = "from";

/// Sets who may answer.
pub(super) async fn set(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let questions = questions();
    let told = Told::new(&questions, &fields);
    let Some(to) = told.chosen(ADMISSION).and_then(Admission::from_word) else {
        let refusals = told.refusals(&questions);
        return draw(&state, &staff, &room, Wanted::default(), Said::Refused(&fields, refusals)).await;
    };
    let Some(from) = Admission::from_word(fields.text(FROM)) else {
        return draw(&state, &staff, &room, Wanted::default(), Said::Changed).await;
    };
    let id = room.consultation.id;
    let work = state.store.write(move |mut write| Box::pin(async move { write.set_admission(id, from, to).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, consultation = slug, to = to.word(), "somebody set who may answer");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(StoreError::Changed) => draw(&state, &staff, &room, Wanted::default(), Said::Changed).await,
        Err(error) => Err(error.into()),
    }
}

pub(super) fn questions() -> Vec<Question> {
    vec![choice(ADMISSION, "Who may answer on this site?", all::<Admission>())]
}

pub(super) fn form(room: &Room, (fields, refusals): (&Fields, &[Refusal])) -> impl IntoView + use<> {
    let now = room.consultation.admission;
    let standing = Fields::new([(ADMISSION, now.word())]);
    let fields = if fields.is_filled(ADMISSION) { fields } else { &standing };
    view! {
        <p class="govuk-body">
            "An invitation is a link for one person, by which one response is sent. You see that it was used and in which month, "
            "and never which response came by it. Links that were made keep working whatever you choose here."
        </p>
        <form method="post" action=room.address("") novalidate>
            <input type="hidden" name=FROM value=now.word()/>
            {asking::draw(&questions(), fields, refusals)}
            <button class="govuk-button govuk-button--secondary" type="submit">"Save who may answer"</button>
        </form>
    }
}
