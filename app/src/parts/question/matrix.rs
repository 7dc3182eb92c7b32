//! A row of radio buttons for each statement, each row a group of its own, so that it reads well aloud and on a phone.

use domain::question::{AnswerOption, Matrix};
use leptos::prelude::*;

use super::{Asked, describe, field_id};

pub(super) fn matrix(asked: Asked<'_>, kind: &Matrix) -> AnyView {
    let rows = kind.rows.iter().map(|statement| row(asked, kind, statement)).collect_view();
    asked.fieldset(asked.id(), view! { <div class="fm-matrix">{rows}</div> }.into_any())
}

fn row(asked: Asked<'_>, kind: &Matrix, statement: &AnswerOption) -> AnyView {
    let name = asked.name(&statement.id);
    let described = describe(&name, false, asked.error(&name).is_some());
    let choices = kind.options.iter().enumerate().map(|(index, option)| choice(asked, &name, option, index));
    view! {
        <fieldset class="govuk-fieldset fm-matrix__row" aria-describedby=described>
            <legend class="govuk-fieldset__legend fm-matrix__statement">{statement.label.clone()}</legend>
            {asked.own_error(&name)}
            <div class="govuk-radios govuk-radios--small fm-matrix__choices">{choices.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

fn choice(asked: Asked<'_>, name: &str, option: &AnswerOption, index: usize) -> AnyView {
    let id = field_id(&if index == 0 { name.to_owned() } else { format!("{name}.{}", option.id) });
    view! {
        <div class="govuk-radios__item">
            <input
                class="govuk-radios__input"
                id=id.clone()
                name=name.to_owned()
                type="radio"
                value=option.id.clone()
                checked=asked.fields.has(name, &option.id)
            />
            <label class="govuk-label govuk-radios__label" for=id>{option.label.clone()}</label>
        </div>
    }
    .into_any()
}
