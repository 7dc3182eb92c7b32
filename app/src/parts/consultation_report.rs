//! A consultation report as a page: its contents, then section by section. The public page and the preview of staff are this one drawing.

use leptos::prelude::*;

use super::{Caption, SummaryRow, Table, safe_url, summary_list};
use crate::{
    blocks::{Block, BlockLink, BlockTable, Section},
    consultation_report::ConsultationReport,
};

/// Draws a report below its heading; links are written out on paper, and those to pages of this site begin with its origin there.
pub fn consultation_report(report: &ConsultationReport, origin: &str) -> AnyView {
    let line = |section: &Section| {
        let href = format!("#{}", section.anchor);
        view! { <li><a class="govuk-link" href=href>{section.heading.clone()}</a></li> }
    };
    let contents = report.sections.iter().map(line).collect_view();
    let sections = report.sections.iter().map(|one| section(one, origin)).collect_view();
    view! {
        <div class="fm-report">
            <nav class="fm-screen-only" aria-labelledby="contents">
                <h2 class="govuk-heading-m" id="contents">"Contents"</h2>
                <ul class="govuk-list govuk-list--bullet">{contents}</ul>
            </nav>
            {sections}
        </div>
    }
    .into_any()
}

fn section(section: &Section, origin: &str) -> impl IntoView + use<> {
    let blocks = section.blocks().iter().map(|one| block(one, origin)).collect_view();
    view! {
        <section id=section.anchor.clone()>
            <h2 class="govuk-heading-l govuk-!-margin-top-8">{section.heading.clone()}</h2>
            {blocks}
        </section>
    }
}

fn block(block: &Block, origin: &str) -> AnyView {
    match block {
        Block::Heading(words) => view! { <h3 class="govuk-heading-m">{words.clone()}</h3> }.into_any(),
        Block::Words(words) => view! { <p class="govuk-body fm-words">{words.clone()}</p> }.into_any(),
        Block::List(lines) => {
            let lines = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
            view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> }.into_any()
        }
        Block::Facts(facts) => {
            let row = |(name, value): &(String, String)| {
                SummaryRow::new(name.clone(), view! { <span class="fm-long-link">{value.clone()}</span> })
            };
            summary_list(facts.iter().map(row))
        }
        Block::Table(report_table) => table(report_table),
        Block::Link(report_link) => link(report_link, origin),
    }
}

fn table(table: &BlockTable) -> AnyView {
    let mut columns = table.columns.iter();
    let first = columns.next().cloned().unwrap_or_default();
    let drawn = Table::new(table.caption.clone(), Caption::Title(table.caption.clone()), first);
    let drawn = columns.fold(drawn, |drawn, column| drawn.numbers(column.clone()));
    let row = |drawn: Table, cells: &Vec<String>| {
        let mut cells = cells.iter().cloned();
        drawn.row(cells.next().unwrap_or_default(), cells.map(IntoAny::into_any))
    };
    let drawn = table.rows.iter().fold(drawn, row).draw();
    let base = table.base.clone();
    view! { <div class="fm-figure">{drawn} <p class="fm-figure__note">{base}</p></div> }.into_any()
}

fn link(link: &BlockLink, origin: &str) -> AnyView {
    let BlockLink { before, words, address } = link.clone();
    let Some(href) = safe_url(&address) else {
        return view! { <p class="govuk-body">{before} {words}</p> }.into_any();
    };
    // An address that is the words already needs no writing out.
    let on_paper =
        (!href.ends_with(&words)).then(|| if href.starts_with('/') { format!("{origin}{href}") } else { href.clone() });
    view! { <p class="govuk-body">{before} <a class="govuk-link" href=href data-address=on_paper>{words}</a></p> }
        .into_any()
}
