//! What is withheld from the public: passages, each with its reason, taken out wherever they stand.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    fields::Fields,
    permission::Action,
    question::Question,
    record::{SENTENCE_LIMIT, Withheld, WithholdingReason},
    refusal::{Reason, Refusal},
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
    state::AppState,
    visitor::Staff,
};

/// How many passages one record may have.
const MOST: usize = 40;
/// How many a form has room for besides those that there are.
const MORE: usize = 2;

fn passage(place: usize) -> String {
    format!("passage{place}")
}

fn reason(place: usize) -> String {
    format!("reason{place}")
}

fn count(stored: &[Withheld], fields: &Fields) -> usize {
    let typed = (1..=MOST).rev().find(|place| fields.is_filled(&passage(*place))).unwrap_or(0);
    (stored.len().max(typed) + MORE).min(MOST)
}

fn questions(count: usize) -> Vec<Question> {
    let asked = |place: usize| {
        [
            lines(&passage(place), &format!("Words {place}"), SENTENCE_LIMIT).optional(),
            choice(&reason(place), &format!("Why are words {place} withheld?"), all::<WithholdingReason>()).optional(),
        ]
    };
    (1..=count).flat_map(asked).collect()
}

fn filled(stored: &[Withheld]) -> Fields {
    let pairs = (1..).zip(stored).flat_map(|(place, one)| {
        [(passage(place), one.passage.clone()), (reason(place), one.reason.word().to_owned())]
    });
    Fields::new(pairs.collect::<Vec<_>>())
}

fn read(fields: &Fields, count: usize) -> Result<Vec<Withheld>, Vec<Refusal>> {
    let questions = questions(count);
    let mut told = Told::new(&questions, fields);
    let mut withheld = Vec::new();
    for place in 1..=count {
        let Some(words) = told.words(&passage(place)) else { continue };
        if !words.chars().any(char::is_alphanumeric) {
            told.refuse(&passage(place), Reason::NoLetters);
        }
        match told.chosen(&reason(place)).and_then(WithholdingReason::from_word) {
            Some(reason) => withheld.push(Withheld { passage: words, reason }),
            None => told.refuse(&reason(place), Reason::Missing),
        }
    }
    if told.is_refused() { Err(told.refusals(&questions)) } else { Ok(withheld) }
}

fn draw(desk: &Desk<'_>, fields: &Fields, showing: Showing<&'static str>) -> Response {
    let questions = questions(count(&desk.text().withheld, fields));
    let intro = view! {
        <p class="govuk-body">
            "Copy the words as they stand. Wherever they stand in the " {desk.name()} ", everybody reads the reason in their place: on the page, in every file, and from then on in every version that is out already."
        </p>
        <p class="govuk-body">
            "A name of somebody on the list of people is withheld by unticking it there. To withhold a whole item, say so in the item."
        </p>
    };
    desk.form(("Words that are withheld", "/withheld"), questions, (vec![intro.into_any()], None), (fields, showing))
}

/// Shows the form.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::WriteMinutes).await?;
    Ok(draw(&desk, &filled(&desk.text().withheld), Showing::Opened))
}

/// Stores them.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::WriteMinutes).await?;
    let withheld = match read(&fields, count(&desk.text().withheld, &fields)) {
        Ok(withheld) => withheld,
        Err(refusals) => return Ok(draw(&desk, &fields, Showing::Refused(refusals))),
    };
    let stored = desk.store(&fields, |text| text.withheld.clone(), |text| text.withheld.clone_from(&withheld)).await;
    let next = desk.address("");
    desk.after(stored, next, |desk, showing| draw(desk, &fields, showing)).await
}
