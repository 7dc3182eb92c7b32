//! Radio buttons and tick boxes, with a field for words beside the options that ask for them.

use domain::question::{AnswerOption, MultipleChoice, SingleChoice, YesNo};
use leptos::prelude::*;

use super::{Asked, InputExtra, field_id, input};

pub(super) fn single(asked: Asked<'_>, kind: &SingleChoice) -> AnyView {
    let items = options(asked, &kind.options, "radio", "govuk-radios");
    asked.fieldset(asked.id(), view! { <div class="govuk-radios">{items}</div> }.into_any())
}

pub(super) fn multiple(asked: Asked<'_>, kind: &MultipleChoice) -> AnyView {
    let items = options(asked, &kind.options, "checkbox", "govuk-checkboxes");
    asked.fieldset(asked.id(), view! { <div class="govuk-checkboxes">{items}</div> }.into_any())
}

/// Draws yes and no beside each other; no divider parts "don't know" from them, because it would stand in the row.
pub(super) fn yes_no(asked: Asked<'_>, kind: &YesNo) -> AnyView {
    let item = |(index, option)| item(asked, option, index, "radio", "govuk-radios");
    let items = kind.options.iter().enumerate().map(item).collect_view();
    asked.fieldset(asked.id(), view! { <div class="govuk-radios govuk-radios--inline">{items}</div> }.into_any())
}

fn options(asked: Asked<'_>, options: &[AnswerOption], kind: &'static str, class: &'static str) -> Vec<AnyView> {
    let mut items = Vec::new();
    for (index, option) in options.iter().enumerate() {
        if option.alone && index > 0 {
            items.push(view! { <div class=format!("{class}__divider")>"or"</div> }.into_any());
        }
        items.push(item(asked, option, index, kind, class));
    }
    items
}

fn item(asked: Asked<'_>, option: &AnswerOption, index: usize, kind: &'static str, class: &'static str) -> AnyView {
    // The first control carries the id of the question, so that the error summary leads to it.
    let id = field_id(&if index == 0 { asked.id().to_owned() } else { asked.name(format!("{}.option", option.id)) });
    let hint_id = format!("{id}-item-hint");
    let hint = option.hint.clone().map(|hint| {
        view! { <div id=hint_id.clone() class=format!("govuk-hint {class}__hint")>{hint}</div> }
    });
    let described = option.hint.is_some().then(|| hint_id.clone());
    let words = option.asks_words.then(|| words_field(asked, option, class));
    view! {
        <div class=format!("{class}__item")>
            <input
                class=format!("{class}__input")
                id=id.clone()
                name=asked.id().to_owned()
                type=kind
                value=option.id.clone()
                checked=asked.fields.has(asked.id(), &option.id)
                aria-describedby=described
            />
            <label class=format!("govuk-label {class}__label") for=id>{option.label.clone()}</label>
            {hint}
        </div>
        {words}
    }
    .into_any()
}

fn words_field(asked: Asked<'_>, option: &AnswerOption, class: &'static str) -> AnyView {
    let name = asked.name(&option.id);
    let label = format!("{}: say what, if you choose it", option.label);
    let field = input(&asked, &name, label, "govuk-!-width-two-thirds", InputExtra::default());
    view! { <div class=format!("{class}__conditional")><div class="govuk-form-group">{field}</div></div> }.into_any()
}
