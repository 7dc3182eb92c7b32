//! The table of what two people said to each question.

use domain::sift::{ScreenLine, Screened};
use leptos::prelude::*;

use crate::{
    pages::staff::scoring::NOTHING,
    parts::{Caption, Table},
    words::Labelled,
};

/// Draws what each of the two said to some questions.
pub(super) fn screen_table(lines: &[ScreenLine<'_>], who: [String; 2]) -> AnyView {
    let caption = Caption::Spoken("What each of the two said to each question".to_owned());
    let [first, second] = who;
    let table = Table::new("Screening", caption, "Question").words(first).words(second).words("Where they differ");
    let row = |table: Table, line: &ScreenLine<'_>| {
        let differs = match line.settled {
            Some(settled) => format!("Settled: {}", settled.label()),
            None if line.first.is_some() && line.second.is_some() && line.is_open() => {
                "They differ, or cannot tell".to_owned()
            }
            None => String::new(),
        };
        table.row(line.question.text.clone(), [said(line.first), said(line.second), differs.into_any()])
    };
    lines.iter().fold(table, row).draw().into_any()
}

fn said(screened: Option<&Screened>) -> AnyView {
    let Some(Screened { verdict, note }) = screened else { return NOTHING.into_any() };
    let note = note.clone().map(|note| view! { <div class="fm-words">{note}</div> });
    view! { {verdict.label()} {note} }.into_any()
}
