//! Population counts by which respondents are weighted: what is stored, loading it from files, and removing it.

mod asked;
mod check;
mod choose;
mod file;
mod load;
mod made;
mod remove;
mod suggested;

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    response::Response,
    routing::{get, post},
};
use domain::{counts::CountedMargin, permission::Action};
use leptos::prelude::*;
use store::StoredMargin;

use crate::{
    error::PageError,
    parts::{Caption, Frame, SummaryRow, Table, summary_list},
    posted::COUNTS_BODY_LIMIT,
    state::AppState,
    visitor::Staff,
    words::{analysis, dates, margins as words, numbers},
};

/// The address of what is stored.
pub(super) const ADDRESS: &str = "/staff/margins";
/// The address at which counts are loaded.
pub(super) const LOAD: &str = "/staff/margins/load";
const HEADING: &str = "Population counts";

/// Makes the addresses of population counts.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(ADDRESS, get(show))
        .route("/staff/margins.csv", get(file::download))
        .route(LOAD, get(load::show).post(load::read).layer(DefaultBodyLimit::max(COUNTS_BODY_LIMIT)))
        .route("/staff/margins/load/{loading}", get(choose::show).post(choose::choose))
        .route("/staff/margins/load/{loading}/check", get(check::show).post(check::store))
        .route("/staff/margins/load/{loading}/leave", post(load::leave))
        .route("/staff/margins/remove/{margin}", get(remove::ask).post(remove::remove))
}

/// Names a margin as a heading.
fn heading(margin: &str) -> String {
    format!("By {}", analysis::margin(margin))
}

async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::LoadMargins)?;
    let margins = state.store.list_margins().await?;
    Ok(Frame::new(&state, &staff.visitor, HEADING).show(|| {
        let content = if margins.is_empty() {
            view! { <p class="fm-empty">"No population counts have been loaded yet. Without them, answers are not weighted."</p> }
                .into_any()
        } else {
            let listed = margins.iter().map(draw).collect_view();
            view! {
                {listed}
                <p class="govuk-body"><a class="govuk-link" href="/staff/margins.csv">"Download all counts (CSV)"</a></p>
            }
            .into_any()
        };
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                "How many people live here, by age, sex or area. Residents who answer are weighted so that they look like these people. "
                "Where a question says one of these of somebody, the answers are held against the counts below."
            </p>
            <a class="govuk-button" href=LOAD>"Load counts from a file"</a>
            {content}
        }
    }))
}

fn draw(stored: &StoredMargin) -> impl IntoView + use<> {
    let StoredMargin { margin, loaded } = stored;
    let title = heading(&margin.name);
    let by = |(at, by): &(_, Option<String>)| {
        format!("{} by {}", dates::moment(*at), by.as_deref().unwrap_or("somebody without an account here"))
    };
    let facts = [
        ("Source", margin.provenance.source.clone()),
        ("Reference date", margin.provenance.reference_date.map_or_else(|| "Not said".to_owned(), dates::day)),
        ("Rounded", words::rounding(margin.provenance.rounding)),
        ("Loaded", loaded.as_ref().map_or_else(|| "Not from a file".to_owned(), by)),
    ];
    let facts = facts.into_iter().map(|(name, words)| SummaryRow::new(name, words));
    let remove = format!("{ADDRESS}/remove/{}", file::in_address(&margin.name));
    view! {
        <section class="fm-figure">
            <h2 class="govuk-heading-m">{title.clone()}</h2>
            {levels(margin, title.clone())}
            {summary_list(facts)}
            <p class="govuk-body">
                <a class="govuk-link" href=remove>"Remove" <span class="govuk-visually-hidden">" the counts " {title.to_lowercase()}</span></a>
            </p>
        </section>
    }
}

/// Draws the levels of a margin with their counts and areas.
fn levels(margin: &CountedMargin, title: String) -> impl IntoView + use<> {
    let caption = Caption::Spoken(format!("Counts {}", title.to_lowercase()));
    let table = Table::new(title, caption, "Group").words("Code").numbers("People").numbers("Share").words("Areas");
    let total = margin.total();
    let table = margin.levels.iter().fold(table, |table, level| {
        let areas = match &level.areas[..] {
            [] => "Not said".to_owned(),
            [only] => only.clone(),
            several => numbers::count(several.len() as u64, "area", "areas"),
        };
        table.row(
            level.label.clone(),
            [
                level.code.clone().into_any(),
                numbers::whole(level.people).into_any(),
                share(level.people, total).into_any(),
                areas.into_any(),
            ],
        )
    });
    table.draw()
}

/// Says a count as a share of all, in tenths of a percent, since both are whole numbers.
fn share(people: u64, total: u64) -> String {
    let tenths = (u128::from(people) * 1000 + u128::from(total) / 2).checked_div(u128::from(total)).unwrap_or(0);
    format!("{}.{}%", tenths / 10, tenths % 10)
}
