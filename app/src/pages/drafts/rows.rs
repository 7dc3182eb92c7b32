//! Parts of a check page: one answer with its change link, and the notice that something changed.

use leptos::prelude::*;

/// Draws what was asked, what was answered, and the link that changes it.
pub fn answer_row(asked: String, said: Vec<String>, change: String) -> AnyView {
    let answer = if said.is_empty() {
        view! { <span class="fm-no-answer">"Left blank"</span> }.into_any()
    } else {
        said.into_iter().map(|line| view! { <p class="fm-words">{line}</p> }).collect_view().into_any()
    };
    let about = format!(" your answer to ‘{asked}’");
    view! {
        <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{asked}</dt>
            <dd class="govuk-summary-list__value">{answer}</dd>
            <dd class="govuk-summary-list__actions">
                <a class="govuk-link" href=change>"Change" <span class="govuk-visually-hidden">{about}</span></a>
            </dd>
        </div>
    }
    .into_any()
}

/// Says that the answers are not those that were shown when the button was pressed.
pub fn changed_notice() -> impl IntoView {
    view! {
        <div class="govuk-notification-banner" role="alert" aria-labelledby="changed-title">
            <div class="govuk-notification-banner__header">
                <h2 class="govuk-notification-banner__title" id="changed-title">"Not sent yet"</h2>
            </div>
            <div class="govuk-notification-banner__content">
                <p class="govuk-notification-banner__heading">
                    "Your answers changed after this page was shown, perhaps in another tab. Check them and send them again."
                </p>
            </div>
        </div>
    }
}
