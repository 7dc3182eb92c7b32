//! How published figures were worked out, and where to get them to check.

use leptos::prelude::*;

use super::super::{SummaryRow, summary_list};
use crate::{
    released::{Basis, Released},
    words::{Labelled, dates, numbers, published::PLANNED},
};

/// Draws how the figures were worked out, and the files that they can be checked with.
pub(super) fn draw(released: &Released, address: Option<&str>) -> impl IntoView + use<> {
    let files = address.map(|address| {
        view! {
            <ul class="govuk-list govuk-list--bullet">
                <li><a class="govuk-link" href=format!("{address}/weighting.csv") download="">"The weighting as a table (CSV)"</a></li>
                <li><a class="govuk-link" href=format!("{address}/scorecard.csv") download="">"The scorecard: the same with each segment (CSV)"</a></li>
                <li><a class="govuk-link" href=format!("{address}/results.json") download="">"Every figure of this page (JSON)"</a></li>
            </ul>
        }
    });
    view! {
        <h2 class="govuk-heading-m">"Check these figures"</h2>
        <p class="govuk-body">{PLANNED}</p>
        {summary_list(rows(released))}
        {files}
    }
}

fn rows(released: &Released) -> Vec<SummaryRow> {
    let basis = &released.basis;
    let people = &released.results.respondents;
    let fixed = basis.fixed_at.map(|at| format!(", fixed on {}", dates::moment(at))).unwrap_or_default();
    let frozen = people
        .frozen
        .map(|frozen| format!("{}, ", numbers::count(frozen, "response", "responses")))
        .unwrap_or_default();
    let missing = people.missing.filter(|missing| *missing > 0);
    let mut rows = vec![
        SummaryRow::new("Plan", format!("Plan {}{fixed}, seed {}", basis.plan, basis.seed)),
        SummaryRow::new("Why it is planned so", view! { <span class="fm-words">{basis.reasons.clone()}</span> }),
        SummaryRow::new(
            "Responses",
            format!("{frozen}frozen on {} (freeze {})", dates::moment(basis.frozen_at), basis.freeze),
        ),
    ];
    rows.extend(missing.map(|missing| {
        SummaryRow::new(
            "Deleted since",
            format!("{}, not in these figures", numbers::count(missing, "response", "responses")),
        )
    }));
    rows.extend(people.left_out.filter(|left_out| *left_out > 0).map(|left_out| {
        let count = numbers::count(left_out, "response", "responses");
        SummaryRow::new("Left out with a campaign", format!("{count}, not in these figures"))
    }));
    rows.extend(people.campaigns.iter().map(|campaign| {
        let words = format!("{}. {}", campaign.treatment.label(), campaign.reason);
        SummaryRow::new(format!("Campaign ‘{}’", campaign.name), words)
    }));
    rows.extend([
        SummaryRow::new("Fingerprint of the responses", fingerprint(&basis.responses_hash)),
        SummaryRow::new("Worked out by", worked_out(basis)),
    ]);
    rows.extend(
        released.results.without_counts.as_ref().map(|_| {
            SummaryRow::new("Counts of people", "Left out: together they would give fewer than 10 people away.")
        }),
    );
    rows
}

fn worked_out(basis: &Basis) -> String {
    format!("Folkmoot {}, run {}", basis.code_version, basis.run)
}

/// Draws a fingerprint, which breaks where the line ends.
fn fingerprint(hash: &str) -> impl IntoView + use<> {
    view! { <span class="fm-long-link">{hash.to_owned()}</span> }
}
