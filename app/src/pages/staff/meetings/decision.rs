//! What a decision is about: the priorities and consultations that it leads to.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    fields::Fields,
    question::Question,
    record::{Decision, RecordText},
};
use leptos::prelude::*;

use super::desk::{Desk, number};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, choices, option},
        form::Showing,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const PRIORITIES: &str = "priorities";
const CONSULTATIONS: &str = "consultations";

async fn questions(state: &AppState) -> Result<Vec<Question>, PageError> {
    let priorities = state.store.list_priorities().await?;
    let priorities = priorities.iter().map(|one| option(&one.code, &one.title)).collect::<Vec<_>>();
    let consultations = state.store.list_published_consultations().await?;
    let consultations = consultations.iter().map(|one| option(&one.id.to_string(), &one.title)).collect::<Vec<_>>();
    let asked = [
        (PRIORITIES, "Which priorities is it about?", priorities),
        (CONSULTATIONS, "Which consultations is it about?", consultations),
    ];
    let asked = asked.into_iter().filter(|(_, _, options)| !options.is_empty());
    Ok(asked.map(|(id, text, options)| choices(id, text, options).optional()).collect())
}

fn find(text: &RecordText, number: u32) -> Option<&Decision> {
    text.items.iter().flat_map(|item| &item.decisions).find(|decision| decision.number == number)
}

fn filled(decision: &Decision) -> Fields {
    let priorities = decision.priorities.iter().map(|code| (PRIORITIES, code.clone()));
    let consultations = decision.consultations.iter().map(|id| (CONSULTATIONS, id.to_string()));
    Fields::new(priorities.chain(consultations))
}

fn draw(
    desk: &Desk<'_>,
    (number, questions): (u32, Vec<Question>),
    fields: &Fields,
    showing: Showing<&'static str>,
) -> Response {
    let words = find(desk.text(), number).map(|decision| decision.words.clone());
    let words =
        words.map(|words| view! { <blockquote class="govuk-inset-text fm-words">{words}</blockquote> }.into_any());
    let none = questions.is_empty().then(|| {
        view! { <p class="fm-empty">"There are no priorities and no consultations yet that a decision can lead to."</p> }.into_any()
    });
    let intro = words.into_iter().chain(none).collect();
    let rest = format!("/decisions/{number}");
    desk.form((&format!("What decision {number} is about"), &rest), questions, (intro, None), (fields, showing))
}

/// Shows the form.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, decision)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let number = number(&decision)?;
    let fields = filled(find(desk.text(), number).ok_or(PageError::NotFound)?);
    Ok(draw(&desk, (number, questions(&state).await?), &fields, Showing::Opened))
}

/// Stores what a decision is about.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, decision)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let (number, questions) = (number(&decision)?, questions(&state).await?);
    find(desk.text(), number).ok_or(PageError::NotFound)?;
    let told = Told::new(&questions, &fields);
    if told.is_refused() {
        return Ok(draw(&desk, (number, questions.clone()), &fields, Showing::Refused(told.refusals(&questions))));
    }
    let (priorities, consultations) = (told.all_chosen(PRIORITIES), told.all_chosen(CONSULTATIONS));
    let consultations: Vec<_> =
        consultations.iter().filter_map(|id| id.parse().ok().map(domain::ids::ConsultationId)).collect();
    let of_this = |text: &RecordText| find(text, number).cloned();
    let stored = desk
        .store(&fields, of_this, |text| {
            let decisions = text.items.iter_mut().flat_map(|item| &mut item.decisions);
            for decision in decisions.filter(|decision| decision.number == number) {
                decision.priorities.clone_from(&priorities);
                decision.consultations.clone_from(&consultations);
            }
        })
        .await;
    let next = desk.address("");
    desk.after(stored, next, |desk, showing| draw(desk, (number, questions), &fields, showing)).await
}
