//! Single keys for coders.

use leptos::prelude::*;

use crate::islands::{CodingKeys, KEYS_SWITCH};

/// Draws the switch for the boxes of a form, which only the script shows.
pub(super) fn switch(form: &str) -> AnyView {
    view! {
        <div class="govuk-checkboxes govuk-checkboxes--small fm-keys" hidden>
            <div class="govuk-checkboxes__item">
                <input class="govuk-checkboxes__input" id=KEYS_SWITCH type="checkbox" autocomplete="off"/>
                <label class="govuk-label govuk-checkboxes__label" for=KEYS_SWITCH>"Tick tags with single keys"</label>
                <div class="govuk-hint govuk-checkboxes__hint">
                    "The key stands beside each tag. Enter saves and goes to the next comment. This browser remembers it."
                </div>
            </div>
        </div>
        <CodingKeys form=form.to_owned()/>
    }
    .into_any()
}
