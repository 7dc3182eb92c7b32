//! The involvements of a stakeholder, those that stand and those that were taken out.

use domain::involvement::{Involvement, Registered, Written};
use leptos::prelude::*;

use super::{address_of, one::button};
use crate::{
    pages::staff::evidence::Sources,
    parts::{SummaryRow, details, summary_list},
    words::{
        Labelled, dates,
        involvement::{Access, listed},
    },
};

/// Says when somebody was involved.
pub(super) fn when(involvement: &Involvement) -> String {
    let since = dates::day(involvement.since);
    match involvement.until {
        Some(until) if until != involvement.since => format!("{since} to {}", dates::day(until)),
        _ => since,
    }
}

fn title(involvement: &Involvement) -> String {
    format!("{}, {}", involvement.way.label(), when(involvement))
}

/// Draws the involvements that stand, the latest first.
pub(super) fn recorded(registered: &Registered, sources: &Sources, access: Access) -> AnyView {
    let involvements = registered.involvements();
    if involvements.is_empty() {
        return view! { <p class="fm-empty">"Nothing is recorded yet."</p> }.into_any();
    }
    let changes = access == Access::Whole && registered.taken_out().is_none();
    let one = |written: Written<'_>| {
        let Written { number, involvement, .. } = written;
        let ways = changes.then(|| {
            let link = |below: &str, word: &'static str| {
                let href = address_of(registered.number, &format!("/involvements/{number}{below}"));
                view! {
                    <li>
                        <a class="govuk-link" href=href>
                            {word} <span class="govuk-visually-hidden">{format!(" involvement {number}")}</span>
                        </a>
                    </li>
                }
            };
            view! { <ul class="govuk-list">{link("", "Change it")} {link("/take-out", "Take it out")}</ul> }
        });
        view! {
            <h3 class="govuk-heading-s">{format!("{number}: {}", title(involvement))}</h3>
            {about(involvement, sources)}
            {ways}
        }
    };
    involvements.into_iter().map(one).collect_view().into_any()
}

fn about(involvement: &Involvement, sources: &Sources) -> AnyView {
    let said = |words: &Option<String>| words.iter().cloned().collect();
    summary_list([
        SummaryRow::new("In which aspects", listed(involvement.aspects.iter().copied())),
        SummaryRow::new("Evidence", sources.links(&involvement.evidence)),
        SummaryRow::said("What they said", said(&involvement.said)),
        SummaryRow::said("What became of it", said(&involvement.became)),
    ])
}

/// Draws the involvements that were taken out, folded, each with its reason.
pub(super) fn taken_out(registered: &Registered, access: Access) -> Option<AnyView> {
    let back = access == Access::Whole && registered.taken_out().is_none();
    let gone = registered.recorded().into_iter().filter_map(|written| Some((written, written.taken_out?)));
    let one = |(written, reason): (Written<'_>, &str)| {
        let number = written.number;
        let below = format!("/involvements/{number}/put-back");
        let button = back.then(|| button(registered, &below, format!("Put involvement {number} back")));
        view! {
            <p class="govuk-body">{format!("{number}: {}. Taken out: {reason}", title(written.involvement))}</p>
            {button}
        }
    };
    let gone: Vec<_> = gone.map(one).collect();
    (!gone.is_empty()).then(|| details("Involvements that were taken out", gone).into_any())
}
