//! Who responded beside who lives here, margin by margin.

use leptos::prelude::*;

use super::super::{Caption, Chart, ChartRow, Table};
use crate::{
    analysis::run::{PublishedLevel, PublishedMargin},
    words::{
        analysis,
        published::{self, or_withheld, percent},
    },
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
    let table = margin
        .levels
        .iter()
        .fold(table, |table, level| table.row(level.label.clone(), published::level(level).map(IntoAny::into_any)));
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
            <p class="fm-figure__note">{published::margin_note(margin)}</p>
        </section>
    }
}

fn row(level: &PublishedLevel) -> ChartRow {
    ChartRow {
        label: level.label.clone(),
        said: or_withheld(level.share, percent),
        share: level.share,
        range: None,
        mark: Some(level.population),
        begins: None,
    }
}
