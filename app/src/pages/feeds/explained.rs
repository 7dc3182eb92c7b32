//! The page that says what feeds and calendars are for, where they are, and how programs read this site.

use axum::{extract::State, response::Response};
use domain::group::Group;
use leptos::prelude::*;

use super::{FEED, calendar_of, feed_of};
use crate::{
    api::ROOT,
    error::PageError,
    parts::{Frame, Metadata},
    state::AppState,
    visitor::Visitor,
};

const INTRODUCTION: &str =
    "Ways to hear of what is new here without looking at this site again and again. You need no account.";

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let groups = state.store.list_groups().await?;
    Ok(Frame::new(&state, &visitor, "Feeds and data").listed(Metadata::page("/feeds", INTRODUCTION)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">"Feeds and data"</h1>
            <p class="govuk-body-l">{INTRODUCTION}</p>
            <p class="govuk-body">
                "If you would rather be told by email, " <a class="govuk-link" href="/alerts">"ask for email alerts"</a> "."
            </p>
            {news(&state, &groups)}
            {calendars(&state, &groups)}
            {data()}
        }
    }))
}

fn news(state: &AppState, groups: &[Group]) -> impl IntoView + use<> {
    view! {
        <h2 class="govuk-heading-l">"What is new"</h2>
        <p class="govuk-body">
            "A feed lists what was published, the newest first. Give its address to a feed reader, such as the one in many mail programs, and it "
            "shows you each new consultation, agenda, set of minutes, document and result. The feeds are in the Atom format."
        </p>
        {addresses(state, "Feed: ", (FEED.to_owned(), "Everything".to_owned()), groups, feed_of)}
    }
}

fn calendars(state: &AppState, groups: &[Group]) -> impl IntoView + use<> {
    view! {
        <h2 class="govuk-heading-l">"Meetings in your calendar"</h2>
        <p class="govuk-body">
            "Add one of these addresses to your calendar program as a calendar from the internet. It then shows the meetings, and notices when "
            "one is moved or called off. The page of each meeting has a file for that meeting alone, which does not change any more once you have "
            "opened it."
        </p>
        {addresses(state, "Calendar: ", ("/meetings.ics".to_owned(), "Meetings of all groups".to_owned()), groups, calendar_of)}
    }
}

/// Leads to what programs read.
fn data() -> impl IntoView {
    let lists = [
        ("consultations", "Consultations, with the editions of their results"),
        ("meetings", "Meetings, with their agendas and minutes"),
        ("documents", "Documents, with their versions"),
        ("groups", "Groups"),
    ];
    let lists = lists.map(|(list, words)| {
        view! { <li><a class="govuk-link" href=format!("{ROOT}/{list}")>{words}</a></li> }
    });
    view! {
        <h2 class="govuk-heading-l">"Data for programs"</h2>
        <p class="govuk-body">
            "Whoever writes programs can read what is published here as JSON, without a key. "
            <a class="govuk-link" href="/api/openapi.json">"The description of all addresses"</a>
            " is in the OpenAPI format. Lists are given page by page, and each page has the address of the next. Ask as often as you need; send back the "
            <code>"ETag"</code> " of the last answer to be told when nothing has changed."
        </p>
        <ul class="govuk-list govuk-list--bullet">{lists.collect_view()}</ul>
        <p class="govuk-body">
            "Agendas and minutes can be taken away as files from their pages. What people answered is published as open data with the results of each "
            <a class="govuk-link" href="/consultations">"consultation"</a> "."
        </p>
    }
}

/// Lists an address for all and one for each group, written out so that people can copy them; links say what kind they lead to.
fn addresses(
    state: &AppState,
    kind: &'static str,
    all: (String, String),
    groups: &[Group],
    of: fn(&Group) -> String,
) -> impl IntoView + use<> {
    let each = groups.iter().map(|group| (of(group), group.name.clone()));
    let rows = std::iter::once(all).chain(each).map(|(path, name)| {
        let whole = state.site.address(&path);
        view! {
            <li>
                <a class="govuk-link" href=path><span class="govuk-visually-hidden">{kind}</span> {name}</a>
                <br/>
                <code class="fm-long-link">{whole}</code>
            </li>
        }
    });
    view! { <ul class="govuk-list govuk-list--spaced">{rows.collect_view()}</ul> }
}
