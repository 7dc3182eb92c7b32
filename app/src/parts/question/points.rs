//! A small number field for each option that can be given points.

use domain::question::{AnswerOption, Points};
use leptos::prelude::*;

use super::{Asked, FieldError, FieldErrorProps, describe, field_id};
use crate::islands::PointsLeft;

pub(super) fn points(asked: Asked<'_>, kind: &Points) -> AnyView {
    let rows = kind.options.iter().map(|option| row(asked, option)).collect_view();
    let fields = view! {
        <ul class="fm-options">{rows}</ul>
        <PointsLeft fields=format!("{}.", asked.id()) total=kind.total/>
    };
    asked.fieldset(asked.id(), fields.into_any())
}

fn row(asked: Asked<'_>, option: &AnswerOption) -> AnyView {
    let name = asked.name(&option.id);
    let id = field_id(&name);
    let message = asked.error(&name);
    let wrong = if message.is_some() { " govuk-input--error" } else { "" };
    let described = describe(&name, false, message.is_some());
    view! {
        <li class="fm-options__row">
            <label class="govuk-label fm-options__label" for=id.clone()>{option.label.clone()}</label>
            <div class="fm-options__control">
                {FieldError(FieldErrorProps { name: name.clone(), message })}
                <input
                    class=format!("govuk-input govuk-input--width-2{wrong}")
                    id=id
                    name=name.clone()
                    type="text"
                    inputmode="numeric"
                    value=asked.typed(&name)
                    aria-describedby=described
                />
            </div>
        </li>
    }
    .into_any()
}
