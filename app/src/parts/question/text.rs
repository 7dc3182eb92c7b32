//! Words: one line, several lines, several short texts, and a postcode.

use domain::question::{Text, TextList};
use leptos::prelude::*;

use super::{Asked, InputExtra, input};
use crate::parts::LongText;

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
    let field = LongText {
        label: asked.words(),
        label_class: "govuk-label govuk-label--m",
        hint: asked.question.hint.clone(),
        typed: asked.typed(&name),
        message: asked.error(&name),
        rows: 6,
        limit: Some(kind.limit),
        name,
    };
    view! { <div class=asked.group_class()>{field.draw()}</div> }.into_any()
}
