//! A choice of one among many, as a list that unfolds.

use domain::question::SingleChoice;
use leptos::prelude::*;

use super::{Asked, FieldError, FieldErrorProps, describe, field_id};

/// Draws a choice among so many that radio buttons would fill the page.
pub fn pick_field(asked: Asked<'_>, kind: &SingleChoice) -> AnyView {
    let name = asked.id().to_owned();
    let (id, message, chosen) = (field_id(&name), asked.error(&name), asked.typed(&name));
    let class = if message.is_some() { "govuk-select govuk-select--error" } else { "govuk-select" };
    let described = describe(&name, asked.question.hint.is_some(), message.is_some());
    let options = kind.options.iter().map(|option| {
        view! { <option value=option.id.clone() selected=option.id == chosen>{option.label.clone()}</option> }
    });
    view! {
        <div class=asked.group_class()>
            <label class="govuk-label govuk-label--m" for=id.clone()>{asked.words()}</label>
            {asked.hint()}
            {FieldError(FieldErrorProps { name: name.clone(), message })}
            <select class=class id=id name=name aria-describedby=described>
                <option value="">{if asked.question.required { "Choose one" } else { "None" }}</option>
                {options.collect_view()}
            </select>
        </div>
    }
    .into_any()
}
