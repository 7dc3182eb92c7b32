//! What each panel said beside what all of them come to together: a chart and its table.

use leptos::prelude::*;

use super::{
    super::{Caption, Chart, ChartRow, Table},
    PoolSection,
};
use crate::{
    analysis::run::PoolFigures,
    words::{analysis, numbers, published::percent, staff::WITHHELD},
};

/// What the pool is called among the panels.
const POOLED: &str = "Pooled";

/// Draws the chart, the table and what the figures mean.
pub(super) fn draw(section: &PoolSection<'_>, figures: &PoolFigures) -> impl IntoView + use<> {
    view! {
        <section class="fm-figure">
            <h3 class="fm-figure__title">"Each group, and all of them pooled"</h3>
            {chart(section, figures).draw()}
            {table(section, figures).draw()}
            <p class="fm-figure__note">{note(section)}</p>
        </section>
    }
}

fn chart(section: &PoolSection<'_>, figures: &PoolFigures) -> Chart {
    let (pool, labels) = (section.pool, section.labels());
    let description = format!(
        "For each of {} priorities a bar for each group and one for the pool, with its range. The table below has the same figures.",
        pool.priorities.len()
    );
    let chart = Chart::new("pool", "Each group, and all of them pooled", description);
    pool.priorities.iter().enumerate().fold(chart, |chart, (place, priority)| {
        let panels = labels.iter().zip(&pool.panels).enumerate();
        let chart = panels.fold(chart, |chart, (number, (label, panel))| {
            let share = panel.shares[place];
            chart.row(ChartRow {
                label: label.clone(),
                said: percent(share),
                share: Some(share),
                range: None,
                mark: None,
                begins: (number == 0).then(|| priority.clone()),
            })
        });
        let share = figures.shares[place];
        chart.row(ChartRow {
            label: POOLED.to_owned(),
            said: percent(share),
            share: Some(share),
            range: pool.ranges.get(place).copied(),
            mark: None,
            begins: None,
        })
    })
}

fn table(section: &PoolSection<'_>, figures: &PoolFigures) -> Table {
    let pool = section.pool;
    let name = "Each group, and all of them pooled";
    let table = Table::new(name, Caption::Spoken(format!("{name}, the highest of the pool first")), "Priority");
    let table =
        section.labels().into_iter().fold(table, Table::numbers).numbers(POOLED).numbers("Range").words("Place");
    let columns = pool.panels.len() + 3;
    let row = |table: Table, (place, priority): (usize, &String)| {
        let panels = pool.panels.iter().map(|panel| percent(panel.shares[place]));
        let range = pool.ranges.get(place).map_or_else(String::new, |(from, to)| {
            format!("{} to {}", percent(*from).trim_end_matches('%'), percent(*to))
        });
        let stands = pool.places.as_ref().and_then(|places| places.get(place));
        let stands = stands.map_or_else(|| WITHHELD.to_owned(), |place| analysis::place(*place));
        let cells = panels.chain([percent(figures.shares[place]), range, stands]);
        table.row(priority.clone(), cells.map(IntoAny::into_any))
    };
    let table = pool.priorities.iter().enumerate().fold(table, row);
    pool.withheld.iter().fold(table, |table, label| table.row(label.clone(), (0..columns).map(|_| WITHHELD.into_any())))
}

fn note(section: &PoolSection<'_>) -> String {
    let answered = section.pool.panels.iter().zip(section.labels()).map(|(panel, label)| match panel.answered {
        Some(answered) => format!("{} of ‘{label}’", numbers::whole(answered)),
        None => format!("a number of ‘{label}’ that is withheld"),
    });
    let answered = analysis::list(&answered.collect::<Vec<_>>());
    let withheld = if section.pool.withheld.is_empty() {
        ""
    } else {
        " A priority that is withheld for any group is withheld for all of them together, and so are the places, which would tell of it."
    };
    let failed = section.pool.draws.map_or(0, |draws| draws.failed);
    format!(
        "The question was answered by {answered}. The pooled share of a priority is the sum of its shares, each times the weight of its group. The range is \
         what came out in 95 of 100 re-runs with similar people in every group; {} of the re-runs could not be used. The place says where a priority could \
         stand as surely as that.{withheld}",
        numbers::whole(failed),
    )
}
