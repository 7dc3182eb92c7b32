//! One table for each question: the priorities in order, with bars.

use leptos::prelude::*;
use weighting::quality::Gate;

use super::{
    Shown,
    reasons::{say_question, whole},
};
use crate::{
    analysis::{Figure, Figures, Finding, Method, Report, Row},
    parts::{Caption, Table},
    words::{analysis, numbers, staff::WITHHELD},
};

/// Draws what the colours of the bars mean.
pub(in super::super) fn key(is_weighted: bool) -> impl IntoView {
    let swatch = |class: &'static str, words: &'static str| {
        view! {
            <li>
                <svg class="fm-key__swatch" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
                    <rect class=class width="14" height="14"></rect>
                </svg>
                {words}
            </li>
        }
    };
    let weighted = is_weighted.then(|| swatch("fm-bars__weighted", "Weighted"));
    view! { <ul class="fm-key">{weighted} {swatch("fm-bars__unweighted", "Unweighted")}</ul> }
}

/// Draws the findings of a question.
pub(super) fn draw(finding: &Finding, report: &Report) -> impl IntoView + use<> {
    let (answered, residents) = (analysis::people(finding.answered), analysis::people(report.residents));
    let note = format!(
        "Of the people who chose to respond, {answered} of {residents} residents answered this question.{} {}",
        say_cost(finding).unwrap_or_default(),
        measure(finding.scale.method),
    );
    let reason = say_question(finding, report).map(|words| view! { <p class="govuk-body">{words}</p> });
    let text = finding.scale.text.clone();
    let content = if finding.rows.is_empty() {
        view! { <p class="fm-empty">"Nobody answered this question."</p> }.into_any()
    } else if finding.is_withheld() {
        ().into_any()
    } else {
        table(finding).into_any()
    };
    view! {
        <section class="fm-figure">
            <h3 class="fm-figure__title">{text}</h3>
            {reason}
            {content}
            <p class="fm-figure__note">{note}</p>
        </section>
    }
}

/// Says what weighting costs for a question, and whether its weighted figures need care.
fn say_cost(finding: &Finding) -> Option<String> {
    let (cost, gate) = (finding.cost?, finding.gate()?);
    let worth = format!(
        " Weighted, they are worth {} respondents who all count the same (design effect {}).",
        whole(cost.effective),
        analysis::tenths(cost.design_effect),
    );
    match gate {
        Gate::Green => Some(worth),
        Gate::Amber => Some(format!("{worth} Use the weighted figures with care.")),
        Gate::Red => None,
    }
}

/// Says what the main figure and the one beside it are.
fn measure(method: Method) -> &'static str {
    match method {
        Method::Choosing => {
            "The figures are the share of those who chose each. Beside them, each person has one vote, split over what \
             they chose."
        }
        Method::Ranking { .. } => {
            "The figures are shares of ranking points: a first place gives most points, what was not ranked gives none. \
             Beside them is the share of people who put each first."
        }
        Method::Points => "The figures are the mean share of points that people gave to each.",
    }
}

/// Names the figure beside the main one.
fn second_name(method: Method, shown: Shown) -> Option<&'static str> {
    match (method, shown) {
        (Method::Choosing, Shown::Unweighted) => Some("One vote split"),
        (Method::Choosing, Shown::Both) => Some("One vote split, weighted"),
        (Method::Ranking { .. }, Shown::Unweighted) => Some("Put first"),
        (Method::Ranking { .. }, Shown::Both) => Some("Put first, weighted"),
        (Method::Points, _) => None,
    }
}

fn table(finding: &Finding) -> impl IntoView + use<> {
    let shown = Shown::of_question(finding);
    let label = finding.scale.text.clone();
    let caption = Caption::Spoken(format!("{label} Highest first"));
    let mut headings = vec!["Unweighted"];
    if shown == Shown::Both {
        headings.extend(["Weighted", "Change in rank"]);
    }
    headings.extend(second_name(finding.scale.method, shown));
    let width = headings.len();
    let table = Table::new(label, caption, "Priority").drawings();
    let table = headings.into_iter().fold(table, Table::numbers);
    finding.rows.iter().fold(table, |table, row| table.row(row.label.clone(), drawn(row, width))).draw()
}

fn drawn(row: &Row, width: usize) -> Vec<AnyView> {
    let bars = row.figures.map(|figures| bars(figures.main)).into_any();
    let cells = row.figures.map_or_else(|| vec![WITHHELD.to_owned(); width], cells);
    std::iter::once(bars).chain(cells.into_iter().map(IntoAny::into_any)).collect()
}

fn cells(figures: Figures) -> Vec<String> {
    let mut cells = vec![numbers::percent(figures.main.unweighted)];
    if let (Some(weighted), Some(rank)) = (figures.main.weighted, figures.weighted_rank) {
        cells.extend([numbers::percent(weighted), analysis::change(figures.unweighted_rank, rank)]);
    }
    cells.extend(figures.second.map(|second| numbers::percent(second.leading())));
    cells
}

/// Draws the weighted share above the unweighted one.
fn bars(figure: Figure) -> impl IntoView {
    let width = |share: f64| format!("{:.1}", (share * 100.0).clamp(0.0, 100.0));
    let weighted = figure.weighted.map(|share| {
        view! { <rect class="fm-bars__weighted" x="0" y="2" width=width(share) height="9"></rect> }
    });
    let (top, height) = if figure.weighted.is_some() { ("12", "6") } else { ("4", "12") };
    view! {
        <svg class="fm-bars__drawing" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="fm-bars__ground" x="0" y="0" width="100" height="20"></rect>
            {weighted}
            <rect class="fm-bars__unweighted" x="0" y=top width=width(figure.unweighted) height=height></rect>
        </svg>
    }
}
