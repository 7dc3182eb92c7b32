//! What the answers to a question are used for in counting: first the use, then what each answer stands for in it.

mod choosing;
mod offered;

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    editing::Edit,
    fields::Fields,
    question::{AnswerOption, Question},
    questionnaire::{OptionId, QuestionId},
    refusal::{Reason, Refusal},
    uses::{Gap, Use, gaps},
};
use leptos::prelude::*;
use serde::Deserialize;

use self::offered::Offered;
use super::{
    NotTaken, Room, STATE, conflict,
    conflict::Now,
    form::{Form, Showing},
};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Told, each, option},
        margins::LOAD,
    },
    parts::SummaryRow,
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::questionnaire::uses as words,
};

/// The field that names the use.
const FOR: &str = "for";
/// The field with what each answer stands for.
const CODES: &str = "codes";

/// The use that was chosen in the first form.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Chosen {
    #[serde(rename = "for")]
    used_for: Option<String>,
    /// Whether the first form was sent at all: without a choice nothing else of it comes.
    sent: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, question)): Path<(String, QuestionId)>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let offered = Offered::find(&state).await?;
    let question = room.questionnaire.question(&question).ok_or(PageError::NotFound)?;
    match chosen.used_for.filter(|word| !word.is_empty()) {
        None => {
            let refusals = chosen.sent.map(|_| Refusal::new(FOR, Reason::Missing)).into_iter().collect::<Vec<_>>();
            Ok(choosing::draw(&state, &staff, &room, (question, &offered), &refusals))
        }
        Some(word) => {
            let possible = offered.uses(&room.questionnaire, question);
            let used_for = possible
                .into_iter()
                .filter(has_codes)
                .find(|used_for| used_for.word() == word)
                .ok_or(PageError::NotFound)?;
            let form = form(&state, &staff, &room, (question, &offered), &used_for);
            Ok(form.draw(&filled(&room, question, &offered, &used_for), Showing::Opened))
        }
    }
}

pub(super) async fn set(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, id)): Path<(String, QuestionId)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let offered = Offered::find(&state).await?;
    let word = fields.text(FOR);
    let known = room.questionnaire.question(&id);
    let used_for = known.and_then(|known| {
        offered.uses(&room.questionnaire, known).into_iter().find(|used_for| used_for.word() == word)
    });
    let codes = match (known, &used_for) {
        (Some(known), Some(used_for)) => match read(&room, known, &offered, (used_for, &fields)) {
            Ok(codes) => codes,
            Err(refusals) => {
                let form = form(&state, &staff, &room, (known, &offered), used_for);
                return Ok(form.draw(&fields, Showing::Refused(refusals)));
            }
        },
        (Some(_), None) if word.is_empty() => BTreeMap::new(),
        _ => return conflict::step(&state, &staff, &slug).await,
    };
    let edit = Edit::SetUse { question: id.clone(), used_for: used_for.clone(), codes };
    match room.take(&state, &staff, fields.text(STATE), &edit).await {
        Ok(_) => Ok(Redirect::to(&room.address(&format!("#question-{id}"))).into_response()),
        Err(NotTaken::Failed(error)) => Err(error),
        Err(_) => {
            let room = Room::enter(&state, &staff, &slug).await?;
            match (room.questionnaire.question(&id), used_for) {
                (Some(known), Some(used_for)) if has_codes(&used_for) => {
                    let now = Now::There(vec![SummaryRow::said("What it is used for", lines(&room, known))]);
                    let form = form(&state, &staff, &room, (known, &offered), &used_for);
                    Ok(form.draw(&fields, Showing::Changed(now)))
                }
                _ => conflict::step(&state, &staff, &slug).await,
            }
        }
    }
}

/// Says what a question is used for, line by line.
pub(super) fn lines(room: &Room, question: &Question) -> Vec<String> {
    let options = question.kind.options();
    let line = |used_for: Use| {
        let counting = options.iter().filter(|option| used_for.code(option).is_some()).count();
        words::line(&used_for, counting, options.len())
    };
    room.questionnaire.uses(question).into_iter().map(line).collect()
}

/// Gives the address of the first form of a question that is used for something or may be.
pub(super) fn address(room: &Room, question: &Question) -> Option<String> {
    let may_be_used =
        [Use::Segment, Use::Organisation, Use::Priorities].iter().any(|used_for| used_for.suits(&question.kind));
    let is_shown = may_be_used || !room.questionnaire.uses(question).is_empty();
    is_shown.then(|| form_address(room, question))
}

fn form_address(room: &Room, question: &Question) -> String {
    room.address(&format!("/questions/{}/use", question.id))
}

/// Finds what a weighting would need besides.
pub(super) async fn missing(state: &AppState, room: &Room) -> Result<Vec<Gap>, PageError> {
    let offered = Offered::find(state).await?;
    Ok(gaps(&room.questionnaire, &offered.levels(), &offered.priorities))
}

/// Draws what a weighting would need besides, which forbids nothing.
pub(super) fn list_missing(room: &Room, missing: &[Gap]) -> Option<AnyView> {
    let item = |gap: &Gap| {
        let load = matches!(gap, Gap::NoCounts { .. })
            .then(|| view! { " " <a class="govuk-link" href=LOAD>"Load population counts"</a> });
        view! { <li>{words::gap(gap, &room.questionnaire)} {load}</li> }
    };
    let items = missing.iter().map(item).collect_view();
    let drawn = || {
        view! {
            <h2 class="govuk-heading-s govuk-!-margin-bottom-1">"Before answers can be weighted"</h2>
            <p class="govuk-body">
                "Answers can be read and counted without this. Whoever answers before it is put right is not sorted anew afterwards."
            </p>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
        }
        .into_any()
    };
    (!missing.is_empty()).then(drawn)
}

/// Says whether answers stand for something in a use; words do not.
fn has_codes(used_for: &Use) -> bool {
    *used_for != Use::Organisation
}

/// Says what a use does, and from which other question it would be taken.
fn said(room: &Room, question: &Question, used_for: &Use) -> String {
    let taken = room.questionnaire.roles.question(used_for).filter(|other| **other != question.id);
    let taken = taken.and_then(|other| room.questionnaire.question(other));
    let taken = taken.map(|other| format!(" ‘{}’ says it now, and would not be used for it any more.", other.text));
    format!("{}{}", words::hint(used_for), taken.unwrap_or_default())
}

/// Says for what a question would not be used any more, if it is used for anything else.
fn lost(room: &Room, question: &Question, used_for: &Use) -> Option<AnyView> {
    let others = room.questionnaire.uses(question).into_iter().filter(|other| other != used_for);
    let others: Vec<String> = others.map(|other| format!("‘{}’", words::label(&other))).collect();
    let words = || format!("It would not be used any more for: {}.", others.join(", "));
    (!others.is_empty()).then(|| view! { <p class="govuk-body">{words()}</p> }.into_any())
}

fn heading(question: &Question) -> String {
    format!("What is ‘{}’ used for?", question.text)
}

/// Makes the second form: what each answer stands for.
fn form<'a>(
    state: &'a AppState,
    staff: &'a Staff,
    room: &'a Room,
    (question, offered): (&Question, &Offered),
    used_for: &Use,
) -> Form<'a> {
    let intro = view! {
        <h2 class="govuk-heading-m">{words::label(used_for)}</h2>
        <p class="govuk-body">{said(room, question, used_for)}</p>
        {lost(room, question, used_for)}
    };
    Form {
        state,
        staff,
        room,
        title: heading(question),
        intro: vec![intro.into_any()],
        action: form_address(room, question),
        hidden: vec![(FOR, used_for.word())],
        questions: asked(room, question, offered, used_for),
        more: None,
    }
}

fn asked(room: &Room, question: &Question, offered: &Offered, used_for: &Use) -> Vec<Question> {
    let rows = question.kind.options().iter().map(|each| option(&each.id, &each.label)).collect();
    let codes = offered.codes(&room.questionnaire, question, used_for);
    vec![Question {
        hint: Some(words::nothing(used_for).to_owned()),
        ..each(CODES, words::each(used_for), rows, codes)
    }]
}

/// Fills the second form with what stands there, or with what each answer seems to stand for where nothing does.
fn filled(room: &Room, question: &Question, offered: &Offered, used_for: &Use) -> Fields {
    let codes = offered.codes(&room.questionnaire, question, used_for);
    let is_used = room.questionnaire.uses(question).contains(used_for);
    let options = question.kind.options();
    let codes = if is_used {
        options.iter().map(|option| used_for.code(option).map(str::to_owned)).collect()
    } else {
        offered::likely(&codes, options)
    };
    let pairs = options.iter().zip(codes).filter_map(|(option, code)| Some((format!("{CODES}.{}", option.id), code?)));
    Fields::new(pairs)
}

/// Reads what each answer stands for.
fn read(
    room: &Room,
    question: &Question,
    offered: &Offered,
    (used_for, fields): (&Use, &Fields),
) -> Result<BTreeMap<OptionId, String>, Vec<Refusal>> {
    let asked = asked(room, question, offered, used_for);
    let mut told = Told::new(&asked, fields);
    let chosen = told.each(CODES);
    let field = |option: &AnswerOption| format!("{CODES}.{}", option.id);
    let options = question.kind.options();
    if let (true, Some(first)) = (chosen.is_empty(), options.first()) {
        told.refuse(&field(first), Reason::Missing);
    }
    for (place, option) in options.iter().enumerate().filter(|_| *used_for == Use::Priorities) {
        let is_again = options[..place].iter().any(|before| chosen.get(&before.id) == chosen.get(&option.id));
        if let (true, Some(code)) = (is_again, chosen.get(&option.id)) {
            told.refuse(&field(option), Reason::RankedTwice { option: offered.title(code) });
        }
    }
    let refusals = told.refusals(&asked);
    if refusals.is_empty() {
        Ok(offered::resolved(chosen, &offered.codes(&room.questionnaire, question, used_for)))
    } else {
        Err(refusals)
    }
}
