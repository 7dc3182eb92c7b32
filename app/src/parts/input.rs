//! One line of text as a form field.

use leptos::prelude::*;

use super::{FieldError, FieldErrorProps, describe, field_id};

/// The type of an input that never shows what was typed before.
pub const PASSWORD: &str = "password";

/// A field for one line of text with what was typed before.
pub struct Input {
    /// The name of the field.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// The class for its width.
    pub width: &'static str,
    /// What was typed.
    pub typed: String,
    /// What has to be put right.
    pub message: Option<String>,
    /// What differs between such fields.
    pub extra: InputExtra,
}

/// What differs between one-line fields.
pub struct InputExtra {
    /// The type of the input.
    pub kind: &'static str,
    /// The classes of the label.
    pub label_class: &'static str,
    /// Help below the label.
    pub hint: Option<String>,
    /// The unit behind the field.
    pub suffix: Option<String>,
    /// Which keys a phone shows.
    pub input_mode: Option<&'static str>,
    /// What the browser may fill in.
    pub autocomplete: Option<&'static str>,
    /// Whether the spelling is checked.
    pub spellcheck: Option<&'static str>,
    /// Whether a phone begins what is typed with a capital letter.
    pub autocapitalize: Option<&'static str>,
    /// Whether it is marked because of a message that stands at another field.
    pub is_marked: bool,
}

impl Default for InputExtra {
    fn default() -> Self {
        Self {
            kind: "text",
            label_class: "govuk-label",
            hint: None,
            suffix: None,
            input_mode: None,
            autocomplete: None,
            spellcheck: None,
            autocapitalize: None,
            is_marked: false,
        }
    }
}

impl InputExtra {
    /// Gives what differs in a field for an email address.
    pub fn email() -> Self {
        Self { kind: "email", autocomplete: Some("email"), spellcheck: Some("false"), ..Self::default() }
    }

    /// Gives what differs in a field for a telephone number.
    pub fn telephone() -> Self {
        Self { kind: "tel", autocomplete: Some("tel"), ..Self::default() }
    }
}

impl Input {
    /// Draws the field in a group of its own.
    pub fn in_group(self) -> AnyView {
        let wrong = if self.message.is_some() { " govuk-form-group--error" } else { "" };
        view! { <div class=format!("govuk-form-group{wrong}")>{self.draw()}</div> }.into_any()
    }

    /// Draws the field with its label, hint and message.
    pub fn draw(self) -> AnyView {
        let Self { name, label, width, typed, message, extra } = self;
        let id = field_id(&name);
        let wrong = if message.is_some() || extra.is_marked { " govuk-input--error" } else { "" };
        let class = format!("govuk-input {width}{wrong}");
        let described = describe(&name, extra.hint.is_some(), message.is_some());
        let shown = (extra.kind != PASSWORD).then_some(typed);
        let suffix = extra.suffix.map(|unit| (format!("{id}-unit"), unit));
        let described: Vec<String> = described.into_iter().chain(suffix.iter().map(|(id, _)| id.clone())).collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let hint = extra.hint.map(|hint| view! { <div id=format!("{id}-hint") class="govuk-hint">{hint}</div> });
        let input = view! {
            <input
                class=class
                id=id.clone()
                name=name.clone()
                type=extra.kind
                dir=(extra.kind == "text").then_some("auto")
                value=shown
                inputmode=extra.input_mode
                autocomplete=extra.autocomplete
                spellcheck=extra.spellcheck
                autocapitalize=extra.autocapitalize
                aria-describedby=described
            />
        };
        let input = match suffix {
            Some((id, unit)) => view! {
                <div class="govuk-input__wrapper">{input} <div class="govuk-input__suffix" id=id>{unit}</div></div>
            }
            .into_any(),
            None => input.into_any(),
        };
        view! {
            <label class=extra.label_class for=id.clone()>{label}</label>
            {hint}
            {FieldError(FieldErrorProps { name, message })}
            {input}
        }
        .into_any()
    }
}
