//! The addresses of feeds, calendars and what search engines ask for, and the page that explains them to people.
//!
//! Nobody is asked who they are here, so that every answer is the same for everybody.

mod explained;

use axum::{
    Router,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
    routing::get,
};
use chrono::TimeDelta;
use domain::group::Group;
use store::{PageRequest, Readers, StoredGroup, StoredMeeting, When};
use uuid::Uuid;

use super::{public::FoundMeeting, revalidated::revalidated};
use crate::{
    error::PageError,
    feeds::{self, ATOM, About, CALENDAR, MOST, MOST_ADDRESSES, SITEMAP},
    state::AppState,
    visitor::Visitor,
    words::feeds as words,
};

/// The address of the feed of everything.
pub const FEED: &str = "/feed.atom";
/// For how long meetings that were held stay in a calendar.
const KEPT: TimeDelta = TimeDelta::days(366);
/// How many meetings a calendar has at most.
const MEETINGS: PageRequest = PageRequest { number: 1, size: 1_000 };
const TEXT: &str = "text/plain; charset=utf-8";

/// Makes the routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/feeds", get(explained::show))
        .route("/feed.atom", get(everything))
        .route("/groups/{slug}/feed.atom", get(of_group))
        .route("/meetings.ics", get(meetings))
        .route("/groups/{slug}/meetings.ics", get(meetings_of_group))
        .route("/meetings/{slug}/calendar.ics", get(meeting))
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(sitemap))
        .route("/sitemaps/{number}", get(part_of_sitemap))
}

/// Gives the address of the feed of a group.
pub fn feed_of(group: &Group) -> String {
    format!("/groups/{}/feed.atom", group.slug)
}

/// Gives the address of the calendar of a group.
pub fn calendar_of(group: &Group) -> String {
    format!("/groups/{}/meetings.ics", group.slug)
}

async fn everything(State(state): State<AppState>, asked: HeaderMap) -> Result<Response, PageError> {
    let about = About {
        id: state.site.address(FEED),
        title: words::title(&state.site.name),
        subtitle: words::EVERYTHING.to_owned(),
        path: FEED.to_owned(),
        page: "/".to_owned(),
    };
    let entries = feeds::newest(&state, None, MOST).await?;
    Ok(revalidated(&asked, ATOM, feeds::atom(&state.site, &about, &entries)?))
}

async fn of_group(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    asked: HeaderMap,
) -> Result<Response, PageError> {
    let StoredGroup { group, .. } = state.store.find_group(&slug).await?.ok_or(PageError::NotFound)?;
    let about = About {
        id: Uuid::new_v5(&group.id.0, FEED.as_bytes()).urn().to_string(),
        title: words::group_title(&group.name),
        subtitle: words::OF_GROUP.to_owned(),
        path: feed_of(&group),
        page: format!("/groups/{}", group.slug),
    };
    let entries = feeds::newest(&state, Some(group.id), MOST).await?;
    Ok(revalidated(&asked, ATOM, feeds::atom(&state.site, &about, &entries)?))
}

async fn meetings(State(state): State<AppState>, asked: HeaderMap) -> Result<Response, PageError> {
    calendar(&state, &asked, None).await
}

async fn meetings_of_group(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    asked: HeaderMap,
) -> Result<Response, PageError> {
    let StoredGroup { group, .. } = state.store.find_group(&slug).await?.ok_or(PageError::NotFound)?;
    calendar(&state, &asked, Some(&group)).await
}

async fn calendar(state: &AppState, asked: &HeaderMap, group: Option<&Group>) -> Result<Response, PageError> {
    let since = When::From(state.today() - KEPT);
    let found =
        state.store.list_stored_meetings((group.map(|group| group.id), since), Readers::Everyone, MEETINGS).await?;
    let name = group.map_or_else(|| words::MEETINGS.to_owned(), |group| words::group_meetings(&group.name));
    Ok(written(state, asked, &name, &found.rows))
}

/// Gives one meeting; whoever comes by a former address is led on.
async fn meeting(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    asked: HeaderMap,
) -> Result<Response, PageError> {
    match FoundMeeting::find(&state, &Visitor::anybody(), &slug, "/calendar.ics").await? {
        Ok(FoundMeeting { stored, .. }) => {
            let name = words::group_meetings(&stored.group.name);
            Ok(written(&state, &asked, &name, &[stored]))
        }
        Err(elsewhere) => Ok(elsewhere),
    }
}

fn written(state: &AppState, asked: &HeaderMap, name: &str, meetings: &[StoredMeeting]) -> Response {
    revalidated(asked, CALENDAR, feeds::calendar(&state.site, name, meetings).into_bytes())
}

async fn robots(State(state): State<AppState>, asked: HeaderMap) -> Response {
    let sitemap = state.site.address("/sitemap.xml");
    let rules = format!("User-agent: *\nDisallow: /staff\n\nSitemap: {sitemap}\n");
    revalidated(&asked, TEXT, rules.into_bytes())
}

/// Lists all addresses, or where there are more than one file may have, the parts of the list.
async fn sitemap(State(state): State<AppState>, asked: HeaderMap) -> Result<Response, PageError> {
    let addresses = feeds::addresses(&state).await?;
    let parts = addresses.len().div_ceil(MOST_ADDRESSES);
    let origin = &state.site.origin;
    let written = if parts > 1 { feeds::index(origin, parts) } else { feeds::urlset(origin, &addresses) };
    Ok(revalidated(&asked, SITEMAP, written?))
}

async fn part_of_sitemap(
    State(state): State<AppState>,
    Path(number): Path<String>,
    asked: HeaderMap,
) -> Result<Response, PageError> {
    let number: usize = number.parse().map_err(|_| PageError::NotFound)?;
    let addresses = feeds::addresses(&state).await?;
    let part = number.checked_sub(1).and_then(|before| addresses.chunks(MOST_ADDRESSES).nth(before));
    let written = feeds::urlset(&state.site.origin, part.ok_or(PageError::NotFound)?)?;
    Ok(revalidated(&asked, SITEMAP, written))
}
