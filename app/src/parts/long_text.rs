//! Text on several lines as a form field, with how much of it there may be.

use leptos::prelude::*;

use super::{FieldError, FieldErrorProps, TextArea, TextAreaProps, describe, field_id};
use crate::islands::CharacterCount;

/// A field for text on several lines with what was typed before.
pub struct LongText {
    /// The name of the field.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// The classes of the label.
    pub label_class: &'static str,
    /// Help below the label.
    pub hint: Option<String>,
    /// What was typed.
    pub typed: String,
    /// What has to be put right.
    pub message: Option<String>,
    /// How many lines it shows.
    pub rows: u32,
    /// How many characters it may have; no count is shown without a limit.
    pub limit: Option<usize>,
}

impl LongText {
    /// Draws the field in a group of its own.
    pub fn in_group(self) -> AnyView {
        let wrong = if self.message.is_some() { " govuk-form-group--error" } else { "" };
        view! { <div class=format!("govuk-form-group{wrong}")>{self.draw()}</div> }.into_any()
    }

    /// Draws the field with its label, hint, message and count.
    pub fn draw(self) -> AnyView {
        let Self { name, label, label_class, hint, typed, message, rows, limit } = self;
        let id = field_id(&name);
        let described = describe(&name, hint.is_some(), message.is_some());
        let count = limit.map(|_| format!("{id}-count"));
        let described: Vec<String> = described.into_iter().chain(count).collect();
        let described_by = (!described.is_empty()).then(|| described.join(" "));
        let is_wrong = message.is_some();
        let hint = hint.map(|hint| view! { <div id=format!("{id}-hint") class="govuk-hint">{hint}</div> });
        view! {
            <label class=label_class for=id.clone()>{label}</label>
            {hint}
            {FieldError(FieldErrorProps { name: name.clone(), message })}
            {TextArea(TextAreaProps { id: id.clone(), name, text: typed, rows, described_by, is_wrong, spellcheck: None })}
            {limit.map(|limit| view! { <CharacterCount field=id limit=limit/> })}
        }
        .into_any()
    }
}
