//! Published results for everybody: what they say, how good they are, the weighting, what would change it, and who responded.
//!
//! The page of an edition and what staff see before they release it are this one drawing.

mod basis;
mod makeup;
mod weighting;

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{Caption, PoolSection, Table, Tried, appraisal_section, checks_table, details, pool_section, swap_list};
use crate::{
    analysis::run::{PublishedOther, PublishedSegment, PublishedWeights, Quality},
    released::Released,
    words::{
        analysis, numbers,
        published::{self, APART, OF_WHOM, percent},
    },
};

/// Draws published results; the address is where their files are, and none before they are released. Priorities with the codes that are
/// given lead to their pages.
pub fn published_results(
    released: &Released,
    address: Option<&str>,
    priorities: &BTreeSet<String>,
    tried: &Tried,
) -> impl IntoView + use<> {
    let results = &released.results;
    view! {
        <p class="govuk-body-l fm-words">{released.summary.clone()}</p>
        {quality(&results.weights, results.respondents.answered)}
        {weighting::draw(released, address, priorities)}
        {weighting::places(released)}
        {released.appraisal.as_ref().map(|appraisal| appraisal_section(appraisal, None))}
        {changes(released)}
        {makeup::draw(&results.margins)}
        {segments(released)}
        {pool(released, address, tried)}
        {others(&results.others)}
        {basis::draw(released, address)}
    }
}

/// Gives a figure in words, or says that it is withheld.
fn or_withheld<T>(figure: Option<T>, say: impl Fn(T) -> String) -> AnyView {
    published::or_withheld(figure, say).into_any()
}

fn quality(weights: &PublishedWeights, answered: Option<u64>) -> impl IntoView + use<> {
    let class = match weights.quality {
        Quality::Green => "govuk-tag govuk-tag--green",
        Quality::Amber => "govuk-tag govuk-tag--yellow",
        Quality::Red => "govuk-tag govuk-tag--red",
    };
    let (tag, means) = published::quality(weights.quality);
    let reason = published::quality_reason(weights, answered);
    let merged: Vec<_> = weights.merged.iter().map(|merged| view! { <li>{analysis::merged(merged)}</li> }).collect();
    let merged = (!merged.is_empty()).then(|| view! { <ul class="govuk-list govuk-list--bullet">{merged}</ul> });
    view! {
        <h2 class="govuk-heading-m">"How far the figures can be trusted"</h2>
        <p class="govuk-body"><strong class=class>{tag}</strong> " " {means} " " {reason}</p>
        {merged}
        <p class="govuk-body">{OF_WHOM}</p>
    }
}

fn changes(released: &Released) -> impl IntoView + use<> {
    let checks = &released.results.checks;
    let headline = analysis::same_top(released.basis.top, checks.same_top, checks.made);
    let seen = checks.shown.iter().filter(|check| check.outcome.is_some()).count();
    let hidden = (seen < checks.made).then(|| {
        view! {
            <p class="govuk-body">
                "Checks that leave out a few people are counted in the sentence above and are not in the table, because they would tell how these answered."
            </p>
        }
    });
    let drawn = (checks.made > 0).then(|| {
        checks_table(
            headline,
            checks.shown.iter().map(|check| (check.what.as_str(), check.outcome.as_ref(), check.refusal.as_deref())),
            hidden,
        )
    });
    let swaps = &released.results.swaps;
    let swaps = (!swaps.is_empty()).then(|| {
        view! {
            <h3 class="govuk-heading-s">"If those who did not respond think otherwise"</h3>
            {swap_list(swaps)}
        }
    });
    (drawn.is_some() || swaps.is_some()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"What would change this result"</h2>
            {drawn}
            {swaps}
        }
    })
}

fn segments(released: &Released) -> impl IntoView + use<> {
    let table = |segment: &PublishedSegment| {
        let name = published::segment(released, segment).to_owned();
        let Some(answered) = segment.answered.filter(|_| !segment.shares.is_empty()) else {
            return view! { <p class="govuk-body">{format!("{name}: too few answered for figures.")}</p> }.into_any();
        };
        let heading = format!("{name}: {}", numbers::count(answered, "answer", "answers"));
        let table = Table::new(name, Caption::Spoken(heading.clone()), "Priority").numbers("Share, unweighted");
        let row = |table: Table, (label, share): &(String, Option<f64>)| {
            table.row(label.clone(), [or_withheld(*share, percent)])
        };
        let drawn = segment.shares.iter().fold(table, row).draw();
        details(heading, drawn).into_any()
    };
    let segments = &released.results.segments;
    let tables = segments.iter().map(table).collect_view();
    (!segments.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Others who responded"</h2>
            <p class="govuk-body">{APART}</p>
            {tables}
        }
    })
}

/// Draws the pool after the groups that it is of.
fn pool(released: &Released, address: Option<&str>, tried: &Tried) -> Option<AnyView> {
    let (pool, pooling) = released.results.pool.as_ref().zip(released.basis.pooling.as_ref())?;
    let is_weighted = released.results.weights.refusal.is_none();
    let label = |code: &str| released.segment(Some(code), code).to_owned();
    let section = PoolSection { pool, pooling, is_weighted, label: &label, address, tried };
    let file = address.map(|address| {
        let href = format!("{address}/panels.csv");
        view! { <p class="govuk-body"><a class="govuk-link" href=href download="">"Download the groups and the pool (CSV)"</a></p> }.into_any()
    });
    Some(pool_section(&section, file))
}

fn others(others: &[PublishedOther]) -> impl IntoView + use<> {
    let say = |other: &PublishedOther| format!("‘{}’: {}.", other.text, analysis::order_agreement(other.tau));
    let list = others.iter().map(|other| view! { <li>{say(other)}</li> }).collect_view();
    (!others.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"What other questions say of the same priorities"</h2>
            <ul class="govuk-list govuk-list--bullet">{list}</ul>
        }
    })
}
