//! One list to choose from for each rank: it works with a keyboard, a screen reader and a finger alike.

use domain::question::Ranking;
use leptos::prelude::*;

use super::{Asked, SelectRow};

pub(super) fn ranking(asked: Asked<'_>, kind: &Ranking) -> AnyView {
    let rows = kind.ranks().map(|rank| row(asked, kind, rank)).collect_view();
    asked.fieldset(asked.id(), view! { <ol class="fm-options">{rows}</ol> }.into_any())
}

fn row(asked: Asked<'_>, kind: &Ranking, rank: usize) -> AnyView {
    let name = asked.name(rank);
    SelectRow {
        label: format!("Number {rank}"),
        nothing: "Not ranked",
        offered: kind.options.iter().map(|option| (option.id.as_str(), option.label.as_str())).collect(),
        chosen: asked.fields.typed(&name),
        message: asked.error(&name),
        name,
    }
    .draw()
}
