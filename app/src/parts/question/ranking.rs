//! One list to choose from for each rank: it works with a keyboard, a screen reader and a finger alike.

use domain::question::Ranking;
use leptos::prelude::*;

use super::{Asked, FieldError, FieldErrorProps, describe, field_id};

pub(super) fn ranking(asked: Asked<'_>, kind: &Ranking) -> AnyView {
    let rows = kind.ranks().map(|rank| row(asked, kind, rank)).collect_view();
    asked.fieldset(asked.id(), view! { <ol class="fm-options">{rows}</ol> }.into_any())
}

fn row(asked: Asked<'_>, kind: &Ranking, rank: usize) -> AnyView {
    let name = asked.name(rank);
    let id = field_id(&name);
    let message = asked.error(&name);
    let class = if message.is_some() { "govuk-select govuk-select--error" } else { "govuk-select" };
    let described = describe(&name, false, message.is_some());
    let typed = asked.typed(&name);
    let options = kind.options.iter().map(|option| {
        view! { <option value=option.id.clone() selected=option.id == typed>{option.label.clone()}</option> }
    });
    view! {
        <li class="fm-options__row">
            <label class="govuk-label fm-options__label" for=id.clone()>{format!("Number {rank}")}</label>
            <div class="fm-options__control">
                {FieldError(FieldErrorProps { name: name.clone(), message })}
                <select class=class id=id name=name aria-describedby=described>
                    <option value="">"Not ranked"</option>
                    {options.collect_view()}
                </select>
            </div>
        </li>
    }
    .into_any()
}
