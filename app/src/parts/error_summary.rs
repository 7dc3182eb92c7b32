//! The list of all that has to be put right, at the top of a refused page.

use leptos::prelude::*;

use super::field_id;

/// A summary of errors, each leading to its field; nothing if there are none.
#[component]
pub fn ErrorSummary(
    /// The names of the fields and the messages.
    errors: Vec<(String, String)>,
) -> impl IntoView {
    (!errors.is_empty()).then(|| {
        let items = errors.into_iter().map(|(field, message)| {
            view! { <li><a href=format!("#{}", field_id(&field))>{message}</a></li> }
        });
        view! {
            <div class="govuk-error-summary" role="alert" aria-labelledby="error-summary-title" tabindex="-1">
                <h2 class="govuk-error-summary__title" id="error-summary-title">"There is a problem"</h2>
                <div class="govuk-error-summary__body">
                    <ul class="govuk-list govuk-error-summary__list">{items.collect_view()}</ul>
                </div>
            </div>
        }
    })
}
