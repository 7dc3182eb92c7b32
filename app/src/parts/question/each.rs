//! A list to choose from for each row of a table, for staff: what is offered is too long for radio buttons beside each other.

use domain::question::{AnswerOption, Matrix};
use leptos::prelude::*;

use super::{
    Asked,
    select::{Line, select},
};

/// Draws a table with a list to choose from for each row.
pub fn each_field(asked: Asked<'_>, kind: &Matrix) -> AnyView {
    let line = |row: &AnswerOption| Line { part: row.id.clone(), label: row.label.clone(), nothing: "Not chosen" };
    let rows = kind.rows.iter().map(|row| select(asked, line(row), &kind.options)).collect_view();
    asked.fieldset(asked.id(), view! { <ul class="fm-options">{rows}</ul> }.into_any())
}
