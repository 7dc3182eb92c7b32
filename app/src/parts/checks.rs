//! What would change a weighting, drawn alike for those who weigh and for everybody.

use leptos::prelude::*;

use super::{Caption, Table, details};
use crate::{
    analysis::run::{CheckOutcome, Swapped},
    words::analysis,
};

/// One check: what was changed, what came of it, and why nothing did.
pub type CheckLine<'a> = (&'a str, Option<&'a CheckOutcome>, Option<&'a str>);

/// Draws a headline with the checks behind it, and a note below them.
pub fn checks_table<'a>(
    headline: String,
    checks: impl Iterator<Item = CheckLine<'a>>,
    note: Option<impl IntoView + 'static>,
) -> AnyView {
    let table = Table::new("Checks", Caption::Spoken("What each check changes".to_owned()), "If")
        .words("The first stay the same")
        .words("What moves most")
        .numbers("Ranks that change");
    let row = |table: Table, (what, outcome, refusal): CheckLine<'_>| {
        table.row(what.to_owned(), analysis::check_cells(outcome, refusal).map(IntoAny::into_any))
    };
    let drawn = checks.fold(table, row).draw();
    view! {
        <p class="govuk-body"><strong>{headline}</strong> " Each check changes one decision of the plan and works everything out again."</p>
        {details("See each check", view! { {drawn} {note} })}
    }
    .into_any()
}

/// Says what it would take for tiers to change places.
pub fn swap_list(swaps: &[Swapped]) -> AnyView {
    let list = swaps.iter().map(|swap| view! { <li>{analysis::swap(swap)}</li> }).collect_view();
    view! {
        <p class="govuk-body">{analysis::NOT_SEEN}</p>
        <ul class="govuk-list govuk-list--bullet">{list}</ul>
    }
    .into_any()
}
