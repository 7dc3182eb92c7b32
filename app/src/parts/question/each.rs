//! A list to choose from for each row of a table, for staff: what is offered is too long for radio buttons beside each other.

use domain::question::{AnswerOption, Matrix};
use leptos::prelude::*;

use super::{Asked, SelectRow};

/// Draws a table with a list to choose from for each row.
pub fn each_field(asked: Asked<'_>, kind: &Matrix) -> AnyView {
    let rows = kind.rows.iter().map(|each| row(asked, kind, each)).collect_view();
    asked.fieldset(asked.id(), view! { <ul class="fm-options">{rows}</ul> }.into_any())
}

fn row(asked: Asked<'_>, kind: &Matrix, each: &AnswerOption) -> AnyView {
    let name = asked.name(&each.id);
    SelectRow {
        label: each.label.clone(),
        nothing: "Nothing",
        offered: kind.options.iter().map(|option| (option.id.as_str(), option.label.as_str())).collect(),
        chosen: asked.fields.typed(&name),
        message: asked.error(&name),
        name,
    }
    .draw()
}
