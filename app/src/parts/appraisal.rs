//! What the team's scores come to, beside the weighting and apart from it: for the staff of a run and for the readers of an edition.

use domain::criterion::{Criterion, MOST_SCORE};
use leptos::prelude::*;

use super::{Caption, Table, details};
use crate::{
    appraisal::{Appraisal, AppraisedPriority},
    words::{
        appraisal::{APART, HALF_OR_DOUBLE, PUBLIC_SUPPORT, places, sights, support_meaning, weight},
        numbers,
        scoring::{formula, out_of_a_hundred},
    },
};

/// What stands where there is no score and no value.
const NONE: &str = "Not scored";
/// What stands where a criterion does not count for a priority.
const LEFT_OUT: &str = "Left out";

/// Draws criteria with what their scores mean and their swing points; those of public support last, where it is one of them.
pub fn criteria_table(title: &str, criteria: &[Criterion], support: Option<u32>) -> AnyView {
    let table = Table::new(title, Caption::Title(title.to_owned()), "Criterion")
        .words("What 0 means")
        .words(format!("What {MOST_SCORE} means"))
        .numbers("Swing points");
    let criterion = |table: Table, criterion: &Criterion| {
        let points = numbers::whole(criterion.points);
        let cells = [criterion.lowest.clone().into_any(), criterion.highest.clone().into_any(), points.into_any()];
        table.row(criterion.name.clone(), cells)
    };
    let table = criteria.iter().fold(table, criterion);
    let table = match support {
        Some(points) => {
            let cells = ["Low support".into_any(), "High support".into_any(), numbers::whole(points).into_any()];
            table.row(PUBLIC_SUPPORT, cells)
        }
        None => table,
    };
    table.draw().into_any()
}

/// Draws what the scores come to; `more` stands below it.
pub fn appraisal_section(appraisal: &Appraisal, more: Option<AnyView>) -> AnyView {
    let waits = appraisal.priorities.iter().filter(|priority| priority.value.is_none()).count();
    let waits = (waits > 0).then(|| {
        let count = numbers::count(waits, "priority has", "priorities have");
        view! { <p class="govuk-body">{format!("{count} no value: two people have not scored it, or could not tell.")}</p> }
    });
    let sights = sights(&appraisal.sights).map(|words| view! { <p class="fm-figure__note">{words}</p> });
    let criteria = &appraisal.criteria;
    let means = view! {
        {criteria_table("The criteria", &criteria.scored, criteria.support)}
        {criteria.support.map(|_| view! { <p class="govuk-body">{format!("{}.", support_meaning())}</p> })}
        {scores(appraisal)}
    };
    view! {
        <section class="fm-figure">
            <h2 class="fm-figure__title">"What the team scored"</h2>
            <p class="govuk-body">{APART}</p>
            {values(appraisal)}
            {waits}
            <p class="fm-figure__note">{formula()} " " {HALF_OR_DOUBLE}</p>
            {sights}
            {details("The criteria, their swing points and the mean of each score", means)}
            {more}
        </section>
    }
    .into_any()
}

/// Draws the value of each priority and its place.
fn values(appraisal: &Appraisal) -> impl IntoView + use<> {
    let table =
        Table::new("What the team scored", Caption::Spoken("The value of each priority".to_owned()), "Priority")
            .numbers("Value out of 100")
            .numbers("Place")
            .words("Place with half or double points");
    let row = |table: Table, priority: &AppraisedPriority| {
        let or_none = |words: Option<String>| words.unwrap_or_else(|| NONE.to_owned()).into_any();
        let place = priority.place.map(numbers::whole);
        table.row(
            priority.label.clone(),
            [or_none(priority.value.map(out_of_a_hundred)), or_none(place), or_none(places(priority))],
        )
    };
    appraisal.priorities.iter().fold(table, row).draw()
}

/// Draws the mean score of each priority on each criterion.
fn scores(appraisal: &Appraisal) -> impl IntoView + use<> {
    let criteria = &appraisal.criteria;
    let title = "The mean of both scores".to_owned();
    let heading = |name: &str, points: u32| format!("{name}, {} of all points", weight(points, criteria));
    let table = Table::new(title.clone(), Caption::Title(title), "Priority");
    let table = criteria
        .scored
        .iter()
        .fold(table, |table, criterion| table.numbers(heading(&criterion.name, criterion.points)));
    let table = match criteria.support {
        Some(points) => table.numbers(heading(PUBLIC_SUPPORT, points)),
        None => table,
    };
    let row = |table: Table, priority: &AppraisedPriority| {
        let support = criteria.support.map(|_| priority.support);
        let mean = |mean: Option<f64>| match mean {
            Some(mean) => format!("{mean:.1}"),
            None if priority.value.is_none() => NONE.to_owned(),
            None => LEFT_OUT.to_owned(),
        };
        table.row(
            priority.label.clone(),
            priority.means.iter().copied().chain(support).map(|score| mean(score).into_any()),
        )
    };
    appraisal.priorities.iter().fold(table, row).draw()
}
