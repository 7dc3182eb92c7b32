//! What would come of a file: how many responses, what has to be put right, what is worth knowing, and the button.

use std::collections::BTreeMap;

use axum::{http::StatusCode, response::Response};
use domain::vocabulary::Word;
use leptos::prelude::*;
use store::Import;

use super::{Room, VERSION};
use crate::{
    imports::{Reading, Remark},
    parts::{Caption, ErrorSummary, Frame, Table},
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates, imports as words, numbers},
};

/// The most remarks of one sort on the page; the file has more of them.
const MOST: usize = 100;
/// The place of the first thing to put right.
const TO_PUT_RIGHT: &str = "to-put-right";
/// The place of the button.
const ADD: &str = "add";

/// Draws what was read.
pub(super) fn draw(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    import: &Import,
    reading: &Reading,
    status: StatusCode,
) -> Response {
    let title = "Check what was read";
    let errors = match status {
        StatusCode::UNPROCESSABLE_ENTITY => {
            vec![(TO_PUT_RIGHT.to_owned(), "Put the file right and choose it again. Nothing was added".to_owned())]
        }
        StatusCode::CONFLICT => {
            let place = if reading.is_ready() { ADD } else { TO_PUT_RIGHT };
            vec![(place.to_owned(), "The questions were published anew. Check again what was read".to_owned())]
        }
        _ => Vec::new(),
    };
    Frame::new(state, &staff.visitor, title).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Choose another file"</a>
            <ErrorSummary errors=errors/>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{summary(reading)}</p>
            {columns(reading)}
            {remarks(room, import, reading)}
            {reading.is_ready().then(|| add_form(room, import, reading))}
        }
    })
}

fn count(number: usize) -> String {
    numbers::count(number as u64, "response", "responses")
}

fn summary(reading: &Reading) -> String {
    let read = format!("{} in the file. Nothing is stored yet.", are(reading.count));
    if reading.refused == 0 {
        return format!("{read} {}", ways(reading));
    }
    let refused = numbers::count(reading.refused as u64, "row has", "rows have");
    format!(
        "{read} {refused} something to put right. A file is added as a whole or not at all, so that nobody has to find out later \
         which part of it was: put it right in your spreadsheet, save it and choose it again."
    )
}

fn are(number: usize) -> String {
    if number == 1 { "There is 1 response".to_owned() } else { format!("There are {}", count(number)) }
}

/// Says by which ways and on which days the responses came.
fn ways(reading: &Reading) -> String {
    let mut ways: BTreeMap<&str, (&str, u64)> = BTreeMap::new();
    for row in &reading.rows {
        ways.entry(row.channel.word()).or_insert((row.channel.label(), 0)).1 += 1;
    }
    let ways: Vec<_> = ways.values().map(|(label, number)| format!("{label}: {}", numbers::whole(*number))).collect();
    let days = reading.rows.iter().map(|row| row.received_on);
    let days = days.clone().min().zip(days.max()).map(|(first, last)| {
        if first == last {
            format!(" All of them came on {}.", dates::day(first))
        } else {
            format!(" They came from {} to {}.", dates::day(first), dates::day(last))
        }
    });
    format!("{}.{}", ways.join(", "), days.unwrap_or_default())
}

fn columns(reading: &Reading) -> impl IntoView + use<> {
    let listed = |headings: &[String]| {
        let more = headings.len().saturating_sub(MOST);
        let more = (more > 0).then(|| view! { <li>{format!("and {} more", numbers::whole(more as u64))}</li> });
        let listed = headings.iter().take(MOST).map(|heading| view! { <li>{heading.clone()}</li> }).collect_view();
        view! { {listed} {more} }
    };
    let unread = (!reading.unread.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Columns that were not read"</h2>
            <p class="govuk-body">"These headings belong to no question. If one of them should, correct it."</p>
            <ul class="govuk-list govuk-list--bullet">{listed(&reading.unread)}</ul>
        }
    });
    let missing = (!reading.missing.is_empty()).then(|| {
        let number = numbers::count(reading.missing.len() as u64, "column is", "columns are");
        view! {
            <details class="govuk-details">
                <summary class="govuk-details__summary">
                    <span class="govuk-details__summary-text">{format!("{number} not in the file")}</span>
                </summary>
                <div class="govuk-details__text">
                    <p>"What they would hold is stored as left blank, or as not chosen where other columns of the question are there."</p>
                    <ul class="govuk-list govuk-list--bullet">{listed(&reading.missing)}</ul>
                </div>
            </details>
        }
    });
    view! { {unread} {missing} }
}

fn remarks(room: &Room, import: &Import, reading: &Reading) -> Option<AnyView> {
    let (refusals, others): (Vec<_>, Vec<_>) = reading.remarks.iter().partition(|remark| remark.matter.is_refusal());
    if refusals.is_empty() && others.is_empty() {
        return None;
    }
    Some(
        view! {
            {section(room, "To put right", Some(TO_PUT_RIGHT), &refusals, reading.refusals)}
            {section(room, "Worth knowing", None, &others, reading.notes)}
            <p class="govuk-body">
                <a class="govuk-link" href=format!("{}/report.csv", room.page(import.id))>"Download this as a file (CSV)"</a>
            </p>
        }
        .into_any(),
    )
}

fn section(
    room: &Room,
    heading: &'static str,
    id: Option<&'static str>,
    remarks: &[&Remark],
    all: usize,
) -> Option<AnyView> {
    let more = all.saturating_sub(MOST);
    let caption = Caption::Spoken("Remarks in the order of the file; the headings are row 1".to_owned());
    let table =
        Table::new(heading, caption, "Where").words("Column").words("What stands there").words("What to do or know");
    let row = |table: Table, remark: &&Remark| {
        let said = words::say(remark, &room.version.questionnaire);
        table.row(
            format!("Row {}", numbers::whole(remark.row as u64)),
            [remark.column.clone().into_any(), remark.typed.clone().into_any(), said.into_any()],
        )
    };
    let table = remarks.iter().take(MOST).fold(table, row);
    (!remarks.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m" id=id tabindex=id.map(|_| "-1")>{heading}</h2>
            {table.draw()}
            {(more > 0).then(|| view! { <p class="govuk-body">{format!("And {} more.", numbers::whole(more as u64))}</p> })}
        }
        .into_any()
    })
}

fn add_form(room: &Room, import: &Import, reading: &Reading) -> impl IntoView + use<> {
    let add = format!("Add {}", count(reading.count));
    view! {
        <form method="post" action=room.page(import.id) novalidate>
            <input type="hidden" name=VERSION value=room.version.id.to_string()/>
            <div class="govuk-button-group">
                <button class="govuk-button" type="submit" id=ADD>{add}</button>
                <a class="govuk-link" href=room.address("")>"Choose another file"</a>
            </div>
        </form>
    }
}
