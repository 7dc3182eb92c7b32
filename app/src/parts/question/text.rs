//! What is typed into a field: one line, several lines, several short texts, a postcode and a number.

use domain::question::{Number, Text, TextList};
use leptos::prelude::*;

use super::{Asked, InputExtra, input};
use crate::parts::LongText;

/// The longest one-line text that a narrow field suits, in characters.
const SHORT: usize = 40;

/// The most characters of what staff answer in a few paragraphs; what may be longer is written as a text of its own.
const LONG: usize = 20_000;

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

pub(super) fn number(asked: Asked<'_>, kind: &Number) -> AnyView {
    // The number keys of some phones have neither a minus nor a point.
    let is_below_zero = kind.least.is_none_or(|least| least < 0.into());
    let input_mode = match (is_below_zero, kind.decimals) {
        (true, _) => None,
        (false, 0) => Some("numeric"),
        (false, _) => Some("decimal"),
    };
    let (suffix, spellcheck) = (kind.unit.clone(), Some("false"));
    one_line(asked, "govuk-input--width-10", InputExtra { suffix, input_mode, spellcheck, ..InputExtra::default() })
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
        rows: if kind.limit > LONG { 16 } else { 6 },
        limit: Some(kind.limit),
        name,
    };
    view! { <div class=asked.group_class()>{field.draw()}</div> }.into_any()
}
