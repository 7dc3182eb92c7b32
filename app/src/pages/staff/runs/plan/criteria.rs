//! The part of the form that asks by what the team scores priorities. Left blank as a whole, it scores nothing.

use domain::{
    criterion::MOST_POINTS,
    fields::Fields,
    plan::{Criteria, CriteriaFault, MOST_CRITERIA},
    question::Question,
    refusal::Reason,
};
use leptos::prelude::*;

use super::super::super::{
    asking::{Asks, Told, number, tick, ticked},
    scoring::{POINTS, asked_of_criterion, criterion, pairs_of_criterion, words_of_criterion},
};
use crate::{
    parts::criteria_table,
    words::appraisal::{USUAL, advice, support_meaning},
};

/// The fields: whether public support counts, and with how many points.
const SUPPORT: &str = "public-support";
const SUPPORT_POINTS: &str = "public-support-points";
/// The button that fills the usual criteria in.
pub(super) const FILL: &str = "fill";

/// Gives the ids of the criteria that a form has room for.
fn ids() -> impl Iterator<Item = String> {
    (1..=MOST_CRITERIA).map(|place| format!("c{place}"))
}

/// Lists the names of the fields of a criterion.
fn names(place: usize, id: &str) -> Vec<String> {
    asked_of_criterion(place, id).into_iter().map(|question| question.id).collect()
}

pub(super) fn questions() -> Vec<Question> {
    let mut questions: Vec<Question> =
        ids().enumerate().flat_map(|(place, id)| asked_of_criterion(place + 1, &id)).collect();
    let points = "Swing points of public support";
    questions.extend([
        tick(SUPPORT, "Does public support count as a criterion?", "Public support is one of the criteria")
            .hint(&format!("Nobody scores it. {}.", support_meaning())),
        number(SUPPORT_POINTS, points, 0, MOST_POINTS)
            .optional()
            .hint("How much the step from low to high support matters beside the other swings."),
    ]);
    questions
}

/// Says whether anything of this part is filled in.
pub(super) fn is_filled(fields: &Fields) -> bool {
    questions().iter().any(|question| fields.is_filled(&question.id))
}

/// Reads the criteria out of a form; none, where all of this is blank.
pub(super) fn read(told: &mut Told, fields: &Fields) -> Option<Criteria> {
    if !is_filled(fields) {
        return None;
    }
    let (mut scored, mut is_whole) = (Vec::new(), true);
    for (place, id) in ids().enumerate() {
        if !names(place, &id).iter().any(|name| fields.is_filled(name)) {
            continue;
        }
        if !fields.is_filled(&id) {
            told.refuse(&id, Reason::Missing);
        }
        let read = criterion(told, &id);
        is_whole &= read.is_some();
        scored.extend(read);
    }
    let (is_ticked, points) = (told.is_ticked(SUPPORT), told.number(SUPPORT_POINTS));
    if is_ticked && points.is_none() {
        told.refuse(SUPPORT_POINTS, Reason::Missing);
    }
    if !is_ticked && fields.is_filled(SUPPORT_POINTS) {
        told.refuse(SUPPORT, Reason::Missing);
    }
    // Nothing can be said of swings of which one cannot be read.
    is_whole.then_some(Criteria { scored, support: points.filter(|_| is_ticked) })
}

/// Says which field of the form a fault is put right in, and how.
pub(super) fn say_fault(fault: &CriteriaFault) -> (String, Reason) {
    let first = || ids().next().unwrap_or_default();
    match fault {
        CriteriaFault::NothingScored => (first(), Reason::Missing),
        CriteriaFault::TooMany { given } => (first(), Reason::TooMany { at_most: MOST_CRITERIA, chosen: *given }),
        CriteriaFault::Unsaid { criterion } => (criterion.clone(), Reason::Missing),
        CriteriaFault::TooManyPoints { criterion } => {
            let field =
                criterion.as_ref().map_or(SUPPORT_POINTS.to_owned(), |criterion| format!("{criterion}{POINTS}"));
            (field, Reason::TooLarge { most: MOST_POINTS.to_string() })
        }
        CriteriaFault::NoPoints => (format!("{}{POINTS}", first()), Reason::NoMostPoints { most: MOST_POINTS }),
    }
}

/// Fills this part of the form in as a plan has it.
pub(super) fn filled(criteria: &Criteria) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = criteria.scored.iter().flat_map(pairs_of_criterion).collect();
    fields.extend(ticked(SUPPORT, criteria.support.is_some()));
    fields.extend(criteria.support.map(|points| (SUPPORT_POINTS.to_owned(), points.to_string())));
    fields
}

/// Adds the usual criteria to what was typed, where it is blank; their swing points are for the team to find.
pub(super) fn with_usual(fields: &Fields) -> Fields {
    let is_blank = |(place, id): &(usize, String)| !names(*place, id).iter().any(|name| fields.is_filled(name));
    let is_new = |name: &str| !ids().any(|id| fields.text(&id) == name);
    let usual = USUAL.into_iter().filter(|(name, _)| is_new(name));
    let added: Vec<(String, String)> = ids()
        .enumerate()
        .filter(is_blank)
        .zip(usual)
        .flat_map(|((_, id), (name, meanings))| words_of_criterion(&id, name, meanings))
        .collect();
    let mut kept = fields.clone();
    kept.retain(|name| name != FILL && added.iter().all(|(added, _)| added != name));
    Fields::new(kept.pairs().map(|(name, value)| (name.to_owned(), value.to_owned())).chain(added))
}

/// Says what to think over before the criteria are signed.
pub(super) fn draw_advice(criteria: &Criteria) -> Option<impl IntoView + use<>> {
    let advice: Vec<_> = advice(criteria).into_iter().map(|words| view! { <li>{words}</li> }).collect();
    (!advice.is_empty()).then(|| {
        view! {
            <p class="govuk-body">"Think over the swing points of the criteria before you sign:"</p>
            <ul class="govuk-list govuk-list--bullet">{advice}</ul>
        }
    })
}

/// Draws the criteria of a plan as they are.
pub(super) fn describe(criteria: &Criteria) -> impl IntoView + use<> {
    view! {
        {criteria_table("Criteria that the team scores", &criteria.scored, criteria.support)}
        {draw_advice(criteria)}
    }
}
