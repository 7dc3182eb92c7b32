//! What every form field has: an id, perhaps an error, and what describes it.

use domain::{language::ENGLISH, refusal::Refusal};
use leptos::prelude::*;

use crate::words::refusals;

/// Makes the id of a field from its name; dots would have to be escaped in selectors.
pub fn field_id(name: &str) -> String {
    name.replace('.', "-")
}

/// Gives the message for a field, if it was refused.
pub fn error_of(refusals: &[Refusal], name: &str, asked: &str) -> Option<String> {
    refusals.iter().find(|refusal| refusal.field == name).map(|refusal| refusals::say(&refusal.reason, asked))
}

/// Names what describes a field, for `aria-describedby`.
pub fn describe(name: &str, has_hint: bool, has_error: bool) -> Option<String> {
    let id = field_id(name);
    let parts = [has_hint.then(|| format!("{id}-hint")), has_error.then(|| format!("{id}-error"))];
    let described: Vec<String> = parts.into_iter().flatten().collect();
    (!described.is_empty()).then(|| described.join(" "))
}

/// The message beside a field.
#[component]
pub fn FieldError(
    /// The name of the field.
    name: String,
    /// The message, if there is one.
    message: Option<String>,
) -> impl IntoView {
    message.map(|message| {
        view! {
            <p lang=ENGLISH id=format!("{}-error", field_id(&name)) class="govuk-error-message">
                <span class="govuk-visually-hidden">"Error: "</span>
                {message}
            </p>
        }
    })
}
