//! What every question of radio buttons in rows or cards is made of: one button, and one row with a group of its own.

use leptos::prelude::*;

use super::{Asked, describe, field_id};

/// Gives the id of a button; the first carries that of its group, so that the error summary leads to it.
pub(super) fn id(name: &str, index: usize, part: impl std::fmt::Display) -> String {
    field_id(&if index == 0 { name.to_owned() } else { format!("{name}.{part}") })
}

/// Draws a button, chosen if its value was posted, which nothing may be.
pub(super) fn radio(asked: Asked<'_>, name: &str, id: String, value: String, label: impl IntoAny) -> AnyView {
    let is_chosen = asked.fields.pairs().any(|(field, posted)| field == name && posted.trim() == value);
    view! {
        <div class="govuk-radios__item">
            <input
                class="govuk-radios__input"
                id=id.clone()
                name=name.to_owned()
                type="radio"
                value=value
                checked=is_chosen
            />
            <label class="govuk-label govuk-radios__label" for=id>{label.into_any()}</label>
        </div>
    }
    .into_any()
}

/// Draws a statement with its buttons beside each other, or below on a phone.
pub(super) fn row(asked: Asked<'_>, name: &str, statement: String, radios: Vec<AnyView>) -> AnyView {
    let described = describe(name, false, asked.error(name).is_some());
    view! {
        <fieldset class="govuk-fieldset fm-matrix__row" aria-describedby=described>
            <legend class="govuk-fieldset__legend fm-matrix__statement">{statement}</legend>
            {asked.own_error(name)}
            <div class="govuk-radios govuk-radios--small fm-matrix__choices">{radios}</div>
        </fieldset>
    }
    .into_any()
}
