//! A scale as radio buttons: in a row where there is room, below each other on a phone.

use domain::question::{DONT_KNOW, Rating};
use leptos::prelude::*;

use super::{Asked, field_id};

pub(super) fn rating(asked: Asked<'_>, kind: &Rating) -> AnyView {
    let points = kind.points().map(|point| item(asked, kind, point)).collect_view();
    let unknown = kind.dont_know.clone().map(|label| {
        let id = field_id(&asked.name(DONT_KNOW));
        view! {
            <div class="govuk-radios__divider">"or"</div>
            {radio(asked, id, DONT_KNOW.to_owned(), label.into_any())}
        }
    });
    let fields = view! {
        <div class="govuk-radios">
            <div class="fm-rating">{points}</div>
            {unknown}
        </div>
    };
    asked.fieldset(asked.id(), fields.into_any())
}

fn item(asked: Asked<'_>, kind: &Rating, point: u8) -> AnyView {
    // The first control carries the id of the question, so that the error summary leads to it.
    let is_first = kind.points().next() == Some(point);
    let id = field_id(&if is_first { asked.id().to_owned() } else { asked.name(point) });
    let words =
        kind.labels.get(&point).cloned().map(|words| view! { " " <span class="fm-rating__words">{words}</span> });
    let label = view! {
        <strong class="fm-rating__point">{point.to_string()}</strong>
        {words}
    };
    radio(asked, id, point.to_string(), label.into_any())
}

fn radio(asked: Asked<'_>, id: String, value: String, label: AnyView) -> AnyView {
    let is_chosen = asked.fields.has(asked.id(), &value);
    view! {
        <div class="govuk-radios__item">
            <input
                class="govuk-radios__input"
                id=id.clone()
                name=asked.id().to_owned()
                type="radio"
                value=value
                checked=is_chosen
            />
            <label class="govuk-label govuk-radios__label" for=id>{label}</label>
        </div>
    }
    .into_any()
}
