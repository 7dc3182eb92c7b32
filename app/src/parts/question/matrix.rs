//! A row of radio buttons for each statement, each row a group of its own, so that it reads well aloud and on a phone.

use domain::question::{AnswerOption, Matrix};
use leptos::prelude::*;

use super::{
    Asked,
    radios::{self, radio},
};

pub(super) fn matrix(asked: Asked<'_>, kind: &Matrix) -> AnyView {
    let rows = kind.rows.iter().map(|statement| row(asked, kind, statement)).collect_view();
    asked.fieldset(asked.id(), view! { <div class="fm-matrix">{rows}</div> }.into_any())
}

fn row(asked: Asked<'_>, kind: &Matrix, statement: &AnswerOption) -> AnyView {
    let name = asked.name(&statement.id);
    let choice = |(index, option): (usize, &AnswerOption)| {
        let id = radios::id(&name, index, &option.id);
        radio(asked, &name, id, option.id.clone(), option.label.clone())
    };
    let choices = kind.options.iter().enumerate().map(choice).collect();
    radios::row(asked, &name, statement.label.clone(), choices)
}
