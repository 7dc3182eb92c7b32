//! Words: one line, several lines, several short texts, and a postcode.

use domain::question::{Text, TextList};
use leptos::prelude::*;

use super::{Asked, FieldError, FieldErrorProps, InputExtra, describe, field_id, input};
use crate::{
    islands::CharacterCount,
    parts::{TextArea, TextAreaProps},
};

/// The longest one-line text that a narrow field suits, in characters.
const SHORT: usize = 40;

pub(super) fn text(asked: Asked<'_>, kind: &Text) -> AnyView {
    if kind.multiline {
        return area(asked, kind);
    }
    let width = if kind.limit <= SHORT { "govuk-input--width-20" } else { "" };
    one_line(asked, width, InputExtra::default())
}

pub(super) fn postcode(asked: Asked<'_>) -> AnyView {
    let extra = InputExtra { autocomplete: Some("postal-code"), spellcheck: Some("false"), ..InputExtra::default() };
    one_line(asked, "govuk-input--width-10", extra)
}

pub(super) fn list(asked: Asked<'_>, kind: &TextList) -> AnyView {
    let field = |number: usize| {
        let label = format!("{} {number}", kind.label);
        let field = input(&asked, &asked.name(number), label, "govuk-!-width-two-thirds", InputExtra::default());
        view! { <div class="govuk-form-group">{field}</div> }
    };
    asked.fieldset(asked.id(), (1..=kind.at_most).map(field).collect_view().into_any())
}

fn one_line(asked: Asked<'_>, width: &'static str, extra: InputExtra) -> AnyView {
    let extra = InputExtra { label_class: "govuk-label govuk-label--m", hint: asked.question.hint.clone(), ..extra };
    let field = input(&asked, asked.id(), asked.words(), width, extra);
    view! { <div class=asked.group_class()>{field}</div> }.into_any()
}

fn area(asked: Asked<'_>, kind: &Text) -> AnyView {
    let name = asked.id().to_owned();
    let id = field_id(&name);
    let message = asked.error(&name);
    let count = format!("{id}-count");
    let described = describe(&name, asked.question.hint.is_some(), message.is_some());
    let described = described.map_or_else(|| count.clone(), |described| format!("{described} {count}"));
    let is_wrong = message.is_some();
    let text = asked.typed(&name);
    view! {
        <div class=asked.group_class()>
            <label class="govuk-label govuk-label--m" for=id.clone()>{asked.words()}</label>
            {asked.hint()}
            {FieldError(FieldErrorProps { name: name.clone(), message })}
            {TextArea(TextAreaProps { id: id.clone(), name, text, rows: 6, described_by: Some(described), is_wrong })}
            <CharacterCount field=id limit=kind.limit/>
        </div>
    }
    .into_any()
}
