//! The first form of a use: what the answers to a question are used for.

use axum::{http::StatusCode, response::Response};
use domain::{
    fields::Fields,
    question::{AnswerOption, Question},
    refusal::Refusal,
};
use leptos::prelude::*;

use super::{FOR, Offered, Room, STATE, form_address, has_codes, heading, lines, lost, said};
use crate::{
    pages::staff::asking::{self, choice, messages, option},
    parts::{ErrorSummary, Frame},
    state::AppState,
    visitor::Staff,
    words::questionnaire::uses as words,
};

/// The field that says that the form was sent.
const SENT: &str = "sent";

/// Draws the form, perhaps as one that was sent without a choice.
pub(super) fn draw(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    (question, offered): (&Question, &Offered),
    refusals: &[Refusal],
) -> Response {
    let heading = heading(question);
    let uses = offered.uses(&room.questionnaire, question);
    let options: Vec<_> = uses
        .iter()
        .filter(|used_for| has_codes(used_for))
        .map(|used_for| AnswerOption {
            hint: Some(said(room, question, used_for)),
            ..option(&used_for.word(), &words::label(used_for))
        })
        .collect();
    let has_options = !options.is_empty();
    let asked = [choice(FOR, "What are its answers used for?", options)];
    let stands = lines(room, question);
    let address = form_address(room, question);
    let fields = Fields::new(room.questionnaire.uses(question).first().map(|used_for| (FOR, used_for.word())));
    let at_once = |word: String, words: String| {
        view! {
            <form method="post" action=address.clone() novalidate>
                <input type="hidden" name=STATE value=room.state()/>
                <input type="hidden" name=FOR value=word/>
                <button class="govuk-button govuk-button--secondary" type="submit">{words}</button>
            </form>
        }
    };
    let nothing = (!stands.is_empty()).then(|| at_once(String::new(), "Use it for nothing".to_owned()));
    let standing = room.questionnaire.uses(question);
    let wordy = uses
        .iter()
        .filter(|used_for| !has_codes(used_for) && !standing.contains(used_for))
        .map(|used_for| {
            let button = at_once(used_for.word(), format!("Use it {}", lowered(&words::label(used_for))));
            view! {
                <p class="govuk-body">{said(room, question, used_for)}</p>
                {lost(room, question, used_for)}
                {button}
            }
        })
        .collect_view();
    let form = has_options.then(|| {
        view! {
            <form method="get" action=address.clone()>
                <input type="hidden" name=SENT value="yes"/>
                {asking::draw(&asked, &fields, refusals)}
                <button class="govuk-button" type="submit">"Continue"</button>
            </form>
        }
    });
    let stands = if stands.is_empty() {
        vec!["It is used for nothing: its answers are read and exported".to_owned()]
    } else {
        stands
    };
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let errors = messages(&asked, refusals);
    Frame::new(state, &staff.visitor, heading.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Questionnaire"</a>
            <ErrorSummary errors=errors/>
            <h1 class="govuk-heading-l">{heading}</h1>
            {stands.into_iter().map(|line| view! { <p class="govuk-body">{line} "."</p> }).collect_view()}
            {nothing}
            {wordy}
            {form}
        }
    })
}

/// Gives words as they stand within a sentence.
fn lowered(words: &str) -> String {
    words.replacen('T', "t", 1)
}
