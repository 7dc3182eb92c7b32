//! Saved exports: what the team lets other programs fetch under an address that stays the same.

mod fetching;
mod making;
mod one;

use axum::{
    Extension, Router,
    routing::{get, post},
};
use domain::{consultation::Consultation, time::Moment};
use leptos::prelude::*;
use store::SavedExport;

use self::fetching::Fetches;
use super::page::address;
use crate::{
    parts::{Caption, Table},
    state::AppState,
    words::{Labelled, dates},
};

/// What is said where something has not happened yet.
const NEVER: &str = "Never";

/// Makes the addresses of saved exports.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/exports/new", get(making::show).post(making::make))
        .route("/staff/consultations/{slug}/exports/{export}", get(one::show))
        .route("/staff/consultations/{slug}/exports/{export}/renew", post(one::renew))
        .route("/staff/consultations/{slug}/exports/{export}/end", post(one::end))
        .route("/exports/{export}", get(fetching::fetch))
        .layer(Extension(Fetches::shared()))
}

/// Draws the list of saved exports.
pub(super) fn list(consultation: &Consultation, saved: &[SavedExport], now: Moment) -> impl IntoView + use<> {
    let table = if saved.is_empty() {
        view! { <p class="fm-empty">"No export is saved yet."</p> }.into_any()
    } else {
        let caption = Caption::Spoken("Saved exports, the newest first".to_owned());
        let table =
            Table::new("Saved exports", caption, "Name").words("Format").words("Can be fetched").words("Last fetched");
        saved.iter().fold(table, |table, saved| row(table, consultation, saved, now)).draw().into_any()
    };
    view! {
        <h2 class="govuk-heading-m">"Saved exports for Excel and Power BI"</h2>
        <p class="govuk-body">
            "A saved export has an address that stays the same, so that a workbook or a report can fetch the newest responses "
            "by itself. Whoever has the address with its key can fetch it without signing in."
        </p>
        {table}
        <p class="govuk-body"><a class="govuk-link" href=address(consultation, "/new")>"Save an export"</a></p>
    }
}

fn row(table: Table, consultation: &Consultation, saved: &SavedExport, now: Moment) -> Table {
    let href = address(consultation, &format!("/{}", saved.of.id));
    table.row(
        view! { <a class="govuk-link" href=href>{saved.of.name.clone()}</a> },
        [saved.of.format.label().into_any(), until(saved, now).into_any(), fetched(saved).into_any()],
    )
}

/// Says until when a saved export can be fetched.
fn until(saved: &SavedExport, now: Moment) -> String {
    let day = dates::day_of(saved.of.expires_at);
    if now < saved.of.expires_at { format!("Until {day}") } else { format!("No more since {day}") }
}

/// Says when a saved export was fetched last.
fn fetched(saved: &SavedExport) -> String {
    saved.fetched_at.map_or_else(|| NEVER.to_owned(), dates::moment)
}
