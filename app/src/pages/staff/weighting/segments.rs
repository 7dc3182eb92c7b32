//! What other respondents than residents answered, never blended with them.

use leptos::prelude::*;
use weighting::disclosure::{Published, THRESHOLD};

use crate::{
    analysis::{Breakdown, Report, SegmentSize},
    pages::staff::labels::Labels,
    parts::{Caption, Table},
    words::numbers,
};

/// What stands in place of a figure on too few people.
const TOO_FEW: &str = "Too few";

/// Draws the sizes of the segments and a table for each question.
pub(super) fn draw(report: &Report, labels: &Labels) -> impl IntoView + use<> {
    let name = |size: &SegmentSize| labels.segment(size.segment.as_deref());
    let names: Vec<String> = report.segments.iter().map(name).collect();
    let sizes = report.segments.iter().zip(&names).map(|(segment, name)| {
        let size = match segment.respondents {
            Published::Shown(people) => format!("about {}", numbers::whole(people)),
            Published::Suppressed => format!("fewer than {THRESHOLD}"),
        };
        view! { <li>{name.clone()} ": " {size}</li> }
    });
    let sizes = sizes.collect_view();
    // A segment without any figure would only add an empty column to each table.
    let shown: Vec<usize> = (0..names.len()).filter(|index| is_shown(report, *index)).collect();
    let tables = report.breakdowns.iter().filter(|_| !shown.is_empty()).map(|each| table(each, &names, &shown));
    let tables = tables.collect_view();
    (!report.segments.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-l">"Other respondents"</h2>
            <p class="govuk-body">
                {format!("These answers are unweighted and are not part of the figures above. Counts are rounded to 5, and \
                    a figure on fewer than {THRESHOLD} people is not shown.")}
            </p>
            <ul class="govuk-list govuk-list--bullet">{sizes}</ul>
            {tables}
        }
    })
}

fn is_shown(report: &Report, segment: usize) -> bool {
    matches!(report.segments[segment].respondents, Published::Shown(_))
}

fn table(breakdown: &Breakdown, names: &[String], shown: &[usize]) -> impl IntoView + use<> {
    let title = breakdown.scale.text.clone();
    let region = format!("{title}, other respondents");
    let table = Table::new(region, Caption::Title(title), "Priority");
    let table = shown.iter().fold(table, |table, &segment| table.numbers(names[segment].clone()));
    let table = breakdown.rows.iter().fold(table, |table, (option, shares)| {
        let share = |&segment: &usize| shares[segment].map_or_else(|| TOO_FEW.to_owned(), numbers::percent).into_any();
        table.row(breakdown.scale.options[*option].label.clone(), shown.iter().map(share))
    });
    view! { <div class="fm-figure">{table.draw()}</div> }
}
