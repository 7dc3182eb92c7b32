//! All counts as a file that can be loaded again.

use axum::{extract::State, response::Response};
use domain::{
    counts::{CountedLevel, CountedMargin},
    permission::Action,
};
use url::form_urlencoded::byte_serialize;

use crate::{
    error::PageError,
    pages::staff::export::{csv_file, row_of},
    state::AppState,
    visitor::Staff,
};

const HEADINGS: [&str; 9] =
    ["area_code", "area_name", "variable", "category", "count", "source", "reference_date", "rounding", "label"];

pub(super) async fn download(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::LoadMargins)?;
    let margins = state.store.list_margins().await?;
    let rows = margins.iter().flat_map(|stored| rows(&stored.margin));
    csv_file("population-counts.csv", std::iter::once(row_of(HEADINGS)).chain(rows))
}

fn rows(margin: &CountedMargin) -> Vec<Vec<String>> {
    let provenance = &margin.provenance;
    let date = provenance.reference_date.map(|day| day.to_string()).unwrap_or_default();
    let rounding = provenance.rounding.map(|rounding| rounding.to_string()).unwrap_or_default();
    let row = |level: &CountedLevel| {
        let areas = level.areas.join(" ");
        let people = level.people.to_string();
        // Several areas have no name together.
        row_of([&areas, "", &margin.name, &level.code, &people, &provenance.source, &date, &rounding, &level.label])
    };
    margin.levels.iter().map(row).collect()
}

/// Writes the name of a margin as a part of an address.
pub(super) fn in_address(name: &str) -> String {
    byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20")
}
