//! Who responded beside who lives here, margin by margin.

use leptos::prelude::*;

use super::{
    super::{Caption, Chart, ChartRow, Table},
    WHY_WITHHELD, or_withheld, percent,
};
use crate::{
    analysis::run::{PublishedLevel, PublishedMargin},
    words::{analysis, numbers, staff::WITHHELD},
};

/// Draws a chart and a table for each margin.
pub(super) fn draw(margins: &[PublishedMargin]) -> impl IntoView + use<> {
    let figures = margins.iter().map(figure).collect_view();
    (!margins.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Who responded and who lives here"</h2>
            {figures}
        }
    })
}

fn figure(margin: &PublishedMargin) -> impl IntoView + use<> {
    let name = format!("By {}", analysis::margin(&margin.margin));
    let chart = Chart::new(
        format!("makeup-{}", margin.margin.replace('_', "-")),
        name.clone(),
        "A bar for each group’s share of those who responded, and a hollow mark for its share of the people who live here. The table below has the same figures.",
    );
    let chart = margin.levels.iter().fold(chart, |chart, level| chart.row(row(level)));
    let table = Table::new(name.clone(), Caption::Spoken(name.clone()), "Group")
        .numbers("Respondents")
        .numbers("Of respondents")
        .numbers("Weighted")
        .numbers("Of people who live here");
    let table = margin.levels.iter().fold(table, |table, level| {
        let people = or_withheld(level.respondents, numbers::whole);
        let cells = [people, or_withheld(level.share, percent), or_withheld(level.weighted, percent)];
        table.row(level.label.clone(), cells.into_iter().chain([percent(level.population).into_any()]))
    });
    view! {
        <section class="fm-figure">
            <h3 class="fm-figure__title">{name}</h3>
            <ul class="fm-key">
                <li>
                    <svg class="fm-key__swatch" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
                        <rect class="fm-bars__weighted" width="14" height="14"></rect>
                    </svg>
                    "Of respondents"
                </li>
                <li>
                    <svg class="fm-key__swatch" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
                        <circle class="fm-chart__mark" cx="7" cy="7" r="5"></circle>
                    </svg>
                    "Of people who live here"
                </li>
            </ul>
            {chart.draw()}
            {table.draw()}
            <p class="fm-figure__note">{note(margin)}</p>
        </section>
    }
}

fn row(level: &PublishedLevel) -> ChartRow {
    ChartRow {
        label: level.label.clone(),
        said: level.share.map_or_else(|| WITHHELD.to_owned(), percent),
        share: level.share,
        range: None,
        mark: Some(level.population),
        begins: None,
    }
}

fn note(margin: &PublishedMargin) -> String {
    let base = if margin.is_of_known { "those who told us" } else { "all residents who responded" };
    let unknown = match margin.unknown {
        Some(people) => format!("{} did not tell us.", numbers::count(people, "resident", "residents")),
        None => "The number of residents who did not tell us is withheld.".to_owned(),
    };
    let is_withheld = margin.unknown.is_none() || margin.levels.iter().any(|level| level.respondents.is_none());
    let why = if is_withheld { WHY_WITHHELD } else { "" };
    format!("Counts of people who live here: {}. Shares of respondents are of {base}. {unknown} {why}", margin.source)
}
