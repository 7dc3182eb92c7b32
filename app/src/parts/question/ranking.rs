//! One list to choose from for each rank: it works with a keyboard, a screen reader and a finger alike.

use domain::question::Ranking;
use leptos::prelude::*;

use super::{
    Asked,
    select::{Line, select},
};
use crate::islands::DragRanks;

pub(super) fn ranking(asked: Asked<'_>, kind: &Ranking) -> AnyView {
    let line = |rank: usize| Line { part: rank.to_string(), label: format!("Number {rank}"), nothing: "Not ranked" };
    let rows = kind.ranks().map(|rank| select(asked, line(rank), &kind.options)).collect_view();
    let fields = view! {
        <DragRanks fields=format!("{}.", asked.id())/>
        <ol class="fm-options">{rows}</ol>
    };
    asked.fieldset(asked.id(), fields.into_any())
}
