//! What other weights of panels would give: how much of all weights puts each priority where, and how far one would have to change.

use leptos::prelude::*;

use super::{
    super::{Caption, Table, details, strip},
    PoolSection,
};
use crate::{
    analysis::run::{Acceptability, PoolFigures},
    words::{analysis, numbers, pooling},
};

/// Draws what other weights would give.
pub(super) fn draw(section: &PoolSection<'_>, figures: &PoolFigures) -> impl IntoView + use<> {
    let priorities = &section.pool.priorities;
    let first = |acceptability: &Acceptability| -> Vec<f64> {
        acceptability.ranks.iter().map(|ranks| ranks.first().copied().unwrap_or_default()).collect()
    };
    let within = pooling::firsts(priorities, &first(&figures.within), "within the agreed limits");
    let overall = pooling::firsts(priorities, &first(&figures.overall), "that there could be");
    let strips = priorities.iter().zip(&figures.within.ranks).map(|(priority, ranks)| {
        let often = pooling::in_hundred(ranks.first().copied().unwrap_or_default());
        strip(format!("{priority}: first for {often}"), ranks)
    });
    let drawn = figures.within.drawn.or(figures.overall.drawn).map(|drawn| {
        let words = format!(
            "There are too many groups to count all weights, so {} were drawn evenly, from the seed of the plan.",
            numbers::whole(drawn)
        );
        view! { <p class="govuk-body">{words}</p> }
    });
    view! {
        <h3 class="govuk-heading-s">"What other weights would give"</h3>
        <p class="govuk-body"><strong>{within}</strong> " " {overall}</p>
        <p class="govuk-body">
            "Each strip shows for how much of the weights within the agreed limits a priority comes out at each place, from the first on the left to the last on the right."
        </p>
        <ul class="govuk-list">{strips.collect_view()}</ul>
        {details("See for how much of the weights, in numbers", tables(section, figures))}
        {drawn}
        <ul class="govuk-list govuk-list--bullet">{changes(section, figures)}</ul>
    }
}

fn tables(section: &PoolSection<'_>, figures: &PoolFigures) -> impl IntoView + use<> {
    view! {
        {table(section, &figures.within, "Of the weights within the agreed limits")}
        {table(section, &figures.overall, "Of all weights that there could be")}
    }
}

/// Draws how much puts each priority at each place, and the weights that typically put it first.
fn table(section: &PoolSection<'_>, acceptability: &Acceptability, name: &str) -> impl IntoView + use<> {
    let labels = section.labels();
    let table = Table::new(name, Caption::Title(name.to_owned()), "Priority");
    let places = 1..=section.pool.priorities.len();
    let table = places.fold(table, |table, place| table.numbers(format!("Place {place}")));
    let table = table.words("First typically for");
    let typical = |weights: &Vec<f64>| {
        let each =
            weights.iter().zip(&labels).map(|(weight, label)| format!("‘{label}’ {}", numbers::percent(*weight)));
        analysis::list(&each.collect::<Vec<_>>())
    };
    let rows = section.pool.priorities.iter().zip(acceptability.ranks.iter().zip(&acceptability.typical));
    let table = rows.fold(table, |table, (priority, (ranks, weights))| {
        let typical = weights.as_ref().map_or_else(|| "No weights".to_owned(), typical);
        let cells = ranks.iter().map(|share| numbers::percent(*share)).chain([typical]);
        table.row(priority.clone(), cells.map(IntoAny::into_any))
    });
    table.draw()
}

/// Says how far each weight would have to change, what comes first without each panel, and what the log pool puts first.
fn changes(section: &PoolSection<'_>, figures: &PoolFigures) -> Vec<AnyView> {
    let priorities = &section.pool.priorities;
    let mut said = Vec::new();
    for (place, (panel, label)) in section.pool.panels.iter().zip(section.labels()).enumerate() {
        let change = figures.changes.get(place).copied().flatten();
        said.push(pooling::change(&label, panel.stake.weight, change, priorities));
        let without = figures.without.get(place).and_then(Option::as_deref);
        said.extend(pooling::without(&label, without, priorities));
    }
    said.extend(figures.log_shares.as_ref().and_then(|shares| pooling::multiplied(shares, priorities)));
    said.into_iter().map(|said| view! { <li>{said}</li> }.into_any()).collect()
}
