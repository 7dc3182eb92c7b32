//! A closed list of choices as radio buttons or tick boxes, from the words of an enum and their labels.

use domain::fields::Fields;
use leptos::prelude::*;

use super::{FieldError, FieldErrorProps, describe, field_id};
use crate::words::Labelled;

/// A field for one or several choices, with what was chosen before.
pub struct Choices<'a> {
    /// The name of the field.
    pub name: &'static str,
    /// What is asked.
    pub legend: String,
    /// Help below what is asked.
    pub hint: Option<String>,
    /// What is offered.
    pub offered: Vec<Choice>,
    /// What was typed on the page.
    pub fields: &'a Fields,
    /// What has to be put right.
    pub message: Option<String>,
    /// A field for words, below the choice with this word.
    pub beside: Option<(&'static str, AnyView)>,
}

/// One choice.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The stable word that is posted.
    pub word: &'static str,
    /// What people read.
    pub label: &'static str,
    /// Help below the label.
    pub hint: Option<&'static str>,
}

/// The two looks that a list of choices has.
#[derive(Clone, Copy)]
struct Look {
    kind: &'static str,
    class: &'static str,
}

impl Choice {
    /// Gives every choice of an enum, in its order.
    pub fn all<W: Labelled>() -> Vec<Self> {
        W::ALL.iter().map(|choice| Self { word: choice.word(), label: choice.label(), hint: choice.hint() }).collect()
    }
}

impl Choices<'_> {
    /// Draws the list for one choice.
    pub fn radios(self) -> AnyView {
        self.draw(Look { kind: "radio", class: "govuk-radios" })
    }

    /// Draws the list for any number of choices.
    pub fn tick_boxes(self) -> AnyView {
        self.draw(Look { kind: "checkbox", class: "govuk-checkboxes" })
    }

    fn draw(mut self, look: Look) -> AnyView {
        let described = describe(self.name, self.hint.is_some(), self.message.is_some());
        let is_wrong = self.message.is_some();
        let group = if is_wrong { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" };
        let hint_id = format!("{}-hint", field_id(self.name));
        let hint = self.hint.take().map(|hint| view! { <div id=hint_id class="govuk-hint">{hint}</div> });
        let mut items = Vec::new();
        for index in 0..self.offered.len() {
            items.push(self.item(index, look));
        }
        view! {
            <div class=group>
                <fieldset class="govuk-fieldset" aria-describedby=described>
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{self.legend}</legend>
                    {hint}
                    {FieldError(FieldErrorProps { name: self.name.to_owned(), message: self.message })}
                    <div class=look.class>{items}</div>
                </fieldset>
            </div>
        }
        .into_any()
    }

    fn item(&mut self, index: usize, look: Look) -> AnyView {
        let Look { kind, class } = look;
        let Choice { word, label, hint } = self.offered[index];
        let name = self.name;
        // The first control carries the id of the field, so that the error summary leads to it.
        let id = field_id(&if index == 0 { name.to_owned() } else { format!("{name}-{word}") });
        let hint_id = format!("{id}-item-hint");
        let described = hint.map(|_| hint_id.clone());
        let hint = hint.map(|hint| view! { <div id=hint_id class=format!("govuk-hint {class}__hint")>{hint}</div> });
        let beside = self.beside.take_if(|(beside, _)| *beside == word);
        let beside = beside.map(|(_, field)| view! { <div class=format!("{class}__conditional")>{field}</div> });
        view! {
            <div class=format!("{class}__item")>
                <input
                    class=format!("{class}__input")
                    id=id.clone()
                    name=name
                    type=kind
                    value=word
                    checked=self.fields.has(name, word)
                    aria-describedby=described
                />
                <label class=format!("govuk-label {class}__label") for=id>{label}</label>
                {hint}
            </div>
            {beside}
        }
        .into_any()
    }
}
