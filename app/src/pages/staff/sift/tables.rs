//! The tables of what two people said to each question, and gave on each criterion.

use domain::sift::{MOST_SCORE, Score, ScoreLine, ScreenLine, Screened};
use leptos::prelude::*;

use crate::{
    parts::{Caption, Table},
    words::{Labelled, numbers, sift::score},
};

/// What stands where nothing can be shown.
const NOTHING: &str = "–";

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

/// Draws what each of the two gave on each criterion.
pub(super) fn score_table(lines: &[ScoreLine<'_>], who: [String; 2]) -> AnyView {
    let caption = Caption::Spoken("What each of the two gave on each criterion".to_owned());
    let [first, second] = who;
    let table = Table::new("Scoring", caption, "Criterion")
        .numbers("Swing points")
        .words(first)
        .words(second)
        .numbers("Mean")
        .words("Where they differ");
    let given = |given: Option<Score>| given.map_or_else(|| NOTHING.to_owned(), score).into_any();
    let row = |table: Table, line: &ScoreLine<'_>| {
        let mean = line.mean().map_or_else(|| NOTHING.to_owned(), |mean| format!("{mean:.1}"));
        let differs = if line.is_apart() { "Two or more apart" } else { "" };
        let points = numbers::whole(line.criterion.points);
        table.row(
            line.criterion.name.clone(),
            [points.into_any(), given(line.first), given(line.second), mean.into_any(), differs.into_any()],
        )
    };
    lines.iter().fold(table, row).draw().into_any()
}

/// Says how a value is made of the scores.
pub(super) fn formula() -> String {
    format!(
        "The value is the sum of swing points × mean score, divided by {MOST_SCORE} × the sum of the swing points, out of 100. \
         It counts only criteria that both scored."
    )
}
