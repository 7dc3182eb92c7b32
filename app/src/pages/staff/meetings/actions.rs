//! What a meeting heard of the actions of earlier ones.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    fields::Fields,
    question::Question,
    record::{ActionState, ActionUpdate, OpenAction, SENTENCE_LIMIT, open_actions},
    vocabulary::Word,
};
use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, lines},
        form::Showing,
    },
    posted::Posted,
    records::{of_group, owed},
    state::AppState,
    visitor::Staff,
    words::dates,
};

/// Finds the actions of a group that are open when a meeting begins, as far as staff have written.
pub(super) async fn open(state: &AppState, stored: &store::StoredMeeting) -> Result<Vec<OpenAction>, PageError> {
    let drafts = state.store.list_minutes_drafts(stored.group.id).await?;
    Ok(open_actions(&of_group(&drafts, |text| text), Some(stored.meeting.held_on)))
}

fn field(action: &OpenAction) -> String {
    format!("{}-{}", action.key.meeting, action.key.number)
}

fn questions(open: &[OpenAction]) -> Vec<Question> {
    let asked = |one: &OpenAction| {
        let id = field(one);
        let what = format!(
            "Action {} of {}: {} ({})",
            one.action.number,
            dates::day(one.asked_on),
            one.action.words,
            owed(&one.action)
        );
        let note = lines(&format!("{id}-note"), "What did the meeting hear of it?", SENTENCE_LIMIT).optional();
        let note = match &one.note {
            Some(before) => note.hint(&format!("Before, it was said: {before}")),
            None => note,
        };
        [choice(&id, &what, all::<ActionState>()), note]
    };
    open.iter().flat_map(asked).collect()
}

fn filled(open: &[OpenAction], updates: &[ActionUpdate]) -> Fields {
    let pairs = open.iter().flat_map(|one| {
        let update = updates.iter().find(|update| update.action == one.key);
        let state = update.map_or(ActionState::Open, |update| update.state).word().to_owned();
        let note = update.map(|update| update.note.clone()).unwrap_or_default();
        [(field(one), state), (format!("{}-note", field(one)), note)]
    });
    Fields::new(pairs.collect::<Vec<_>>())
}

fn draw(desk: &Desk<'_>, open: &[OpenAction], fields: &Fields, showing: Showing<&'static str>) -> Response {
    let intro = if open.is_empty() {
        view! { <p class="fm-empty">"No action of an earlier meeting was open when this one began."</p> }.into_any()
    } else {
        view! {
            <p class="govuk-body">
                "These were open when the meeting began. An action of which nothing is said here goes on to the next meeting."
            </p>
        }
        .into_any()
    };
    desk.form(("Actions of earlier meetings", "/actions"), questions(open), (vec![intro], None), (fields, showing))
}

/// Shows the form.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let open = open(&state, &desk.stored).await?;
    Ok(draw(&desk, &open, &filled(&open, &desk.text().updates), Showing::Opened))
}

/// Stores what the meeting heard.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let open = open(&state, &desk.stored).await?;
    let questions = questions(&open);
    let told = Told::new(&questions, &fields);
    if told.is_refused() {
        return Ok(draw(&desk, &open, &fields, Showing::Refused(told.refusals(&questions))));
    }
    let update = |one: &OpenAction| {
        let state = told.chosen(&field(one)).and_then(ActionState::from_word)?;
        let note = told.needed_words(&format!("{}-note", field(one)));
        // That an action goes on needs no words.
        (state != ActionState::Open || !note.is_empty()).then_some(ActionUpdate { action: one.key, state, note })
    };
    let is_asked = |known: &ActionUpdate| open.iter().any(|one| one.key == known.action);
    let unasked = desk.text().updates.iter().filter(|known| !is_asked(known)).cloned();
    let updates: Vec<ActionUpdate> = unasked.chain(open.iter().filter_map(update)).collect();
    let stored = desk.store(&fields, |text| text.updates.clone(), |text| text.updates.clone_from(&updates)).await;
    let next = desk.address("");
    desk.after(stored, next, |desk, showing| draw(desk, &open, &fields, showing)).await
}
