//! A list to choose from on a line with its label: one of several such lines.

use leptos::prelude::*;

use super::{FieldError, FieldErrorProps, describe, field_id};

/// A list to choose from, with what was chosen before.
pub struct SelectRow<'a> {
    /// The name of the field.
    pub name: String,
    /// What it is chosen for.
    pub label: String,
    /// What choosing nothing is called.
    pub nothing: &'static str,
    /// What is offered: the value that is posted and what people read.
    pub offered: Vec<(&'a str, &'a str)>,
    /// What was chosen.
    pub chosen: &'a str,
    /// What has to be put right.
    pub message: Option<String>,
}

impl SelectRow<'_> {
    /// Draws the line.
    pub fn draw(self) -> AnyView {
        let Self { name, label, nothing, offered, chosen, message } = self;
        let id = field_id(&name);
        let class = if message.is_some() { "govuk-select govuk-select--error" } else { "govuk-select" };
        let described = describe(&name, false, message.is_some());
        let options = offered.into_iter().map(|(value, words)| {
            view! { <option value=value.to_owned() selected=value == chosen>{words.to_owned()}</option> }
        });
        view! {
            <li class="fm-options__row">
                <label class="govuk-label fm-options__label" for=id.clone()>{label}</label>
                <div class="fm-options__control">
                    {FieldError(FieldErrorProps { name: name.clone(), message })}
                    <select class=class id=id name=name aria-describedby=described>
                        <option value="">{nothing}</option>
                        {options.collect_view()}
                    </select>
                </div>
            </li>
        }
        .into_any()
    }
}
