//! Who responded, beside who lives here.

use leptos::prelude::*;

use super::{Shown, few_rule};
use crate::{
    analysis::{LevelMakeup, Makeup, Report},
    words::{analysis, numbers, staff::WITHHELD},
};

/// Draws a table for each margin.
pub(super) fn draw(report: &Report) -> impl IntoView + use<> {
    let shown = Shown::of(report);
    let tables = report.makeup.iter().map(|makeup| table(makeup, shown)).collect_view();
    (!report.makeup.is_empty() && report.residents > 0).then(|| {
        view! {
            <h2 class="govuk-heading-l">"Who responded and who lives here"</h2>
            <p class="govuk-body">{few_rule("group")}</p>
            {tables}
        }
    })
}

fn table(makeup: &Makeup, shown: Shown) -> impl IntoView + use<> {
    let name = analysis::margin(&makeup.margin);
    let title = format!("By {name}");
    let region = title.clone();
    let heading = |words: &'static str| {
        view! { <th class="govuk-table__header govuk-table__header--numeric" scope="col">{words}</th> }
    };
    let rows = makeup.levels.iter().map(|level| row(level, shown)).collect_view();
    let note = format!(
        "Source of the population counts: {}. Without a known {name}: {}, left out of the shares of respondents.",
        makeup.source,
        analysis::respondents(makeup.unknown),
    );
    view! {
        <div class="fm-figure">
            <div class="fm-scroll" role="region" aria-label=region tabindex="0">
                <table class="govuk-table">
                    <caption class="fm-figure__title">{title}</caption>
                    <thead class="govuk-table__head">
                        <tr class="govuk-table__row">
                            <th class="govuk-table__header" scope="col">"Group"</th>
                            {heading("Respondents")}
                            {heading("Share of respondents")}
                            {heading("Share of people who live here")}
                            {(shown == Shown::Both).then(|| heading("Each counts as"))}
                        </tr>
                    </thead>
                    <tbody class="govuk-table__body">{rows}</tbody>
                </table>
            </div>
            <p class="fm-figure__note">{note}</p>
        </div>
    }
}

fn row(level: &LevelMakeup, shown: Shown) -> impl IntoView + use<> {
    let cell = |words: String| view! { <td class="govuk-table__cell govuk-table__cell--numeric">{words}</td> };
    let [respondents, share, weight] = match level.counted {
        Some(counted) => [
            analysis::people(counted.respondents),
            counted.share.map(numbers::percent).unwrap_or_default(),
            counted.mean_weight.map(analysis::tenths).unwrap_or_default(),
        ],
        None => [WITHHELD; 3].map(str::to_owned),
    };
    let weight = (shown == Shown::Both).then(|| cell(weight));
    view! {
        <tr class="govuk-table__row">
            <th class="govuk-table__header" scope="row">{level.label.clone()}</th>
            {cell(respondents)}
            {cell(share)}
            {cell(numbers::percent(level.population))}
            {weight}
        </tr>
    }
}
