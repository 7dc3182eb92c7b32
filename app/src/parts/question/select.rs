//! A list to choose from on a line with its label: one of several such lines.

use domain::question::AnswerOption;
use leptos::prelude::*;

use super::{Asked, FieldError, FieldErrorProps, describe, field_id};

/// What a line is about.
pub(super) struct Line {
    /// The part of the question that is chosen.
    pub(super) part: String,
    /// What it is chosen for.
    pub(super) label: String,
    /// What choosing nothing is called.
    pub(super) nothing: &'static str,
}

/// Draws a line with a list of some options.
pub(super) fn select(asked: Asked<'_>, line: Line, offered: &[AnswerOption]) -> AnyView {
    let name = asked.name(line.part);
    let (id, message, chosen) = (field_id(&name), asked.error(&name), asked.typed(&name));
    let class = if message.is_some() { "govuk-select govuk-select--error" } else { "govuk-select" };
    let described = describe(&name, false, message.is_some());
    let options = offered.iter().map(|option| {
        view! { <option value=option.id.clone() selected=option.id == chosen>{option.label.clone()}</option> }
    });
    view! {
        <li class="fm-options__row">
            <label class="govuk-label fm-options__label" for=id.clone()>{line.label}</label>
            <div class="fm-options__control">
                {FieldError(FieldErrorProps { name: name.clone(), message })}
                <select class=class id=id name=name aria-describedby=described>
                    <option value="">{line.nothing}</option>
                    {options.collect_view()}
                </select>
            </div>
        </li>
    }
    .into_any()
}
