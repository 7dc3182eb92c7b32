//! The notice of a check page that something changed.

use leptos::prelude::*;

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
