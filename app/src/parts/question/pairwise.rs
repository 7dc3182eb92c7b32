//! A group of radio buttons for each pair: the two options in the order in which the pair shows them.

use domain::question::{ComparedPair, NO_PREFERENCE, Pairwise};
use leptos::prelude::*;

use super::{Asked, describe, field_id};

pub(super) fn pairwise(asked: Asked<'_>, kind: &Pairwise) -> AnyView {
    let pairs = kind.pairs.iter().zip(1..).map(|(pair, number)| row(asked, kind, pair, number)).collect_view();
    asked.fieldset(asked.id(), view! { <div class="fm-matrix">{pairs}</div> }.into_any())
}

fn row(asked: Asked<'_>, kind: &Pairwise, pair: &ComparedPair, number: usize) -> AnyView {
    let name = pair.field(asked.id());
    let described = describe(&name, false, asked.error(&name).is_some());
    let sides = [&pair.left, &pair.right].map(|option| (option.clone(), kind.label(option).to_owned()));
    let neither = kind.no_preference.clone().map(|label| (NO_PREFERENCE.to_owned(), label));
    let choices = sides.into_iter().chain(neither).enumerate();
    let choices = choices.map(|(index, (value, label))| choice(asked, &name, index, value, label)).collect_view();
    view! {
        <fieldset class="govuk-fieldset fm-matrix__row" aria-describedby=described>
            <legend class="govuk-fieldset__legend fm-matrix__statement">
                {format!("Comparison {number} of {}", kind.pairs.len())}
            </legend>
            {asked.own_error(&name)}
            <div class="govuk-radios govuk-radios--small fm-matrix__choices">{choices}</div>
        </fieldset>
    }
    .into_any()
}

fn choice(asked: Asked<'_>, name: &str, index: usize, value: String, label: String) -> AnyView {
    // The first control carries the id of the group, so that the error summary leads to it.
    let id = field_id(&if index == 0 { name.to_owned() } else { format!("{name}.{index}") });
    let is_chosen = asked.fields.has(name, &value);
    view! {
        <div class="govuk-radios__item">
            <input class="govuk-radios__input" id=id.clone() name=name.to_owned() type="radio" value=value checked=is_chosen/>
            <label class="govuk-label govuk-radios__label" for=id>{label}</label>
        </div>
    }
    .into_any()
}
