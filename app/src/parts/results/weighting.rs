//! The weighting: its chart and table, and where each priority could stand.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::super::{Caption, Chart, ChartRow, Table, details, strip};
use crate::{
    analysis::run::{Published, PublishedItem},
    priorities,
    released::Released,
    replies::priority_anchor,
    words::{
        analysis, numbers,
        published::{percent, range, support, weighting_note},
        staff::WITHHELD,
    },
};

/// How many columns of figures a priority has.
const COLUMNS: usize = 5;

/// Draws the chart of the weighting, what its shapes mean, and its table.
pub(super) fn draw(released: &Released, address: Option<&str>, priorities: &BTreeSet<String>) -> AnyView {
    let results = &released.results;
    if results.items.is_empty() {
        return view! {
            <h2 class="govuk-heading-m">{results.text.clone()}</h2>
            <p class="govuk-body">"Too few people answered for any figure to be published."</p>
        }
        .into_any();
    }
    let file = address.map(|address| {
        let href = format!("{address}/weighting.csv");
        view! { <p class="govuk-body"><a class="govuk-link" href=href download="">"Download this table (CSV)"</a></p> }
    });
    view! {
        <section class="fm-figure">
            <h2 class="fm-figure__title">{results.text.clone()}</h2>
            {key(results)}
            {chart(results).draw()}
            {table(results, priorities).draw()}
            {file}
            <p class="fm-figure__note">{weighting_note(results)}</p>
        </section>
    }
    .into_any()
}

/// Says what the shapes of the chart mean.
fn key(results: &Published) -> impl IntoView + use<> {
    let is_weighted = results.weights.refusal.is_none();
    let bar = if is_weighted { "Weight" } else { "Share, everybody counted once" };
    let mark = is_weighted.then(|| {
        view! {
            <li>
                <svg class="fm-key__swatch" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
                    <circle class="fm-chart__mark" cx="7" cy="7" r="5"></circle>
                </svg>
                "Unweighted"
            </li>
        }
    });
    view! {
        <ul class="fm-key">
            <li>
                <svg class="fm-key__swatch" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
                    <rect class="fm-bars__weighted" width="14" height="14"></rect>
                </svg>
                {bar}
            </li>
            <li>
                <svg class="fm-key__swatch" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
                    <line class="fm-bars__interval" x1="0" x2="14" y1="7" y2="7"></line>
                    <line class="fm-bars__interval" x1="1" x2="1" y1="2" y2="12"></line>
                    <line class="fm-bars__interval" x1="13" x2="13" y1="2" y2="12"></line>
                </svg>
                "Range"
            </li>
            {mark}
        </ul>
    }
}

fn chart(results: &Published) -> Chart {
    let is_weighted = results.weights.refusal.is_none();
    let description = format!(
        "A bar for each of {} priorities, the highest first, with its range. The table below has the same figures.",
        results.items.len()
    );
    let chart = Chart::new("weighting", results.text.clone(), description);
    let mut before = 0;
    results.items.iter().fold(chart, |chart, item| {
        let begins = (item.tier != before).then(|| say_tier(results, item.tier));
        before = item.tier;
        chart.row(ChartRow {
            label: item.label.clone(),
            said: percent(item.weight),
            share: Some(item.weight),
            range: Some(item.range),
            mark: is_weighted.then_some(item.unweighted),
            begins,
        })
    })
}

/// Says what the priorities of a tier have in common.
fn say_tier(results: &Published, tier: usize) -> String {
    match results.items.iter().filter(|item| item.tier == tier).count() {
        1 if tier == 1 => "Clearly first".to_owned(),
        1 => "Clearly after those above".to_owned(),
        together => format!("These {together} cannot be told apart"),
    }
}

fn table(results: &Published, priorities: &BTreeSet<String>) -> Table {
    let caption = Caption::Spoken(format!("{} Highest first", results.text));
    let table = Table::new(results.text.clone(), caption, "Priority")
        .words("Place")
        .numbers("Weight")
        .numbers("Range")
        .numbers("Unweighted")
        .words("Support");
    let table = results.items.iter().fold(table, |table, item| table.row(anchored(item, priorities), cells(item)));
    results
        .withheld
        .iter()
        .fold(table, |table, label| table.row(label.clone(), (0..COLUMNS).map(|_| WITHHELD.into_any())))
}

/// Names a priority at a place to which links lead, and leads to its page if it has one.
fn anchored(item: &PublishedItem, priorities: &BTreeSet<String>) -> AnyView {
    let (id, label) = (priority_anchor(&item.priority), item.label.clone());
    if priorities.contains(&item.priority) {
        view! { <a class="govuk-link" id=id href=priorities::address(&item.priority)>{label}</a> }.into_any()
    } else {
        view! { <span id=id>{label}</span> }.into_any()
    }
}

fn cells(item: &PublishedItem) -> [AnyView; COLUMNS] {
    [
        together(analysis::place(item.ranks)),
        percent(item.weight).into_any(),
        together(range(item.range)),
        percent(item.unweighted).into_any(),
        support(item).into_any(),
    ]
}

/// Keeps words on one line.
fn together(words: String) -> AnyView {
    view! { <span class="fm-together">{words}</span> }.into_any()
}

/// Draws how often each priority came out at each place.
pub(super) fn places(released: &Released) -> Option<impl IntoView + use<>> {
    let items = &released.results.items;
    let most = items.iter().map(|item| item.rank_probabilities.len()).max().filter(|most| *most > 1)?;
    let of_item = |item: &PublishedItem| {
        let often = numbers::percent(item.top_probability);
        let said = match released.basis.top {
            1 => format!("first in {often} of re-runs"),
            top => format!("among the first {top} in {often} of re-runs"),
        };
        strip(format!("{}: {said}", item.label), &item.rank_probabilities)
    };
    let table =
        Table::new("Places", Caption::Spoken("How often each priority came out at each place".to_owned()), "Priority");
    let table = (1..=most).fold(table, |table, place| table.numbers(format!("Place {place}")));
    let table = items.iter().fold(table, |table, item| {
        table.row(item.label.clone(), item.rank_probabilities.iter().map(|often| numbers::percent(*often).into_any()))
    });
    Some(view! {
        <h2 class="govuk-heading-m">"Where each priority could stand"</h2>
        <p class="govuk-body">
            "If similar people had responded, the order could have been another. Each strip shows how often a priority came out at each place, "
            "from the first on the left to the last on the right."
        </p>
        <ul class="govuk-list">{items.iter().map(of_item).collect_view()}</ul>
        {details("See how often, in numbers", table.draw())}
    })
}
