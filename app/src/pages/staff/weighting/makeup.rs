//! Who responded, beside who lives here.

use leptos::prelude::*;

use super::{Shown, few_rule};
use crate::{
    analysis::{LevelMakeup, Makeup, Report},
    parts::{Caption, Table},
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
    let table = Table::new(title.clone(), Caption::Title(title), "Group")
        .numbers("Respondents")
        .numbers("Share of respondents")
        .numbers("Share of people who live here");
    let table = if shown == Shown::Both { table.numbers("Each counts as") } else { table };
    let table = makeup.levels.iter().fold(table, |table, level| table.row(level.label.clone(), cells(level)));
    let note = format!(
        "Source of the population counts: {}. Without a known {name}: {}, left out of the shares of respondents.",
        makeup.source,
        analysis::respondents(makeup.unknown),
    );
    view! {
        <div class="fm-figure">
            {table.draw()}
            <p class="fm-figure__note">{note}</p>
        </div>
    }
}

/// Gives the cells of a level; the last is shown only where the answers are weighted.
fn cells(level: &LevelMakeup) -> [AnyView; 4] {
    let [respondents, share, weight] = match level.counted {
        Some(counted) => [
            analysis::people(counted.respondents),
            counted.share.map(numbers::percent).unwrap_or_default(),
            counted.mean_weight.map(analysis::tenths).unwrap_or_default(),
        ],
        None => [WITHHELD; 3].map(str::to_owned),
    };
    [respondents, share, numbers::percent(level.population), weight].map(IntoAny::into_any)
}
