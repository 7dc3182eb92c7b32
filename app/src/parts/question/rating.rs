//! A scale as radio buttons: in a row where there is room, below each other on a phone.

use domain::question::{DONT_KNOW, Rating};
use leptos::prelude::*;

use super::{
    Asked, field_id,
    radios::{self, radio},
};

pub(super) fn rating(asked: Asked<'_>, kind: &Rating) -> AnyView {
    let points = kind.points().enumerate().map(|(index, point)| item(asked, kind, index, point)).collect_view();
    let unknown = kind.dont_know.clone().map(|label| {
        let id = field_id(&asked.name(DONT_KNOW));
        view! {
            <div class="govuk-radios__divider">"or"</div>
            {radio(asked, asked.id(), id, DONT_KNOW.to_owned(), label)}
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

fn item(asked: Asked<'_>, kind: &Rating, index: usize, point: u8) -> AnyView {
    let id = radios::id(asked.id(), index, point);
    let words =
        kind.labels.get(&point).cloned().map(|words| view! { " " <span class="fm-rating__words">{words}</span> });
    let label = view! {
        <strong class="fm-rating__point">{point.to_string()}</strong>
        {words}
    };
    radio(asked, asked.id(), id, point.to_string(), label)
}
