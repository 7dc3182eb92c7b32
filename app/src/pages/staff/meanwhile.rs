//! What stands above a form when somebody else has written while it was being filled in.

use leptos::prelude::*;

use crate::parts::{SummaryRow, summary_list};

/// Tells who wrote and what to do, and shows what stands there now beside what was typed.
pub(super) fn notice(words: String, now: Vec<SummaryRow>) -> AnyView {
    let rows = (!now.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"What is there now"</h2>
            {summary_list(now)}
            <h2 class="govuk-heading-m">"What you typed"</h2>
        }
    });
    view! {
        <div class="govuk-warning-text">
            <span class="govuk-warning-text__icon" aria-hidden="true">"!"</span>
            <strong class="govuk-warning-text__text">
                <span class="govuk-visually-hidden">"Warning "</span>
                {words}
            </strong>
        </div>
        {rows}
    }
    .into_any()
}
