//! Words that stay folded until somebody wants to read them.

use leptos::prelude::*;

/// Folds content behind a line that says what it is.
pub fn details(summary: impl Into<String>, content: impl IntoAny) -> impl IntoView {
    view! {
        <details class="govuk-details">
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{summary.into()}</span>
            </summary>
            <div class="govuk-details__text">{content.into_any()}</div>
        </details>
    }
}
