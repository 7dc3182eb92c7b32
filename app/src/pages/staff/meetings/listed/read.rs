//! The first step: a list is pasted and read.

use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    fields::Fields,
    ids::ListingId,
    meeting::{MOST_LINES, read_list},
    permission::Action,
    question::Question,
    refusal::{ListingFault, Reason, Refusal},
};
use leptos::prelude::*;

use super::{BRING_IN, add, row};
use crate::{
    error::PageError,
    pages::staff::asking::{Asks, Told, draw, lines, messages},
    pages::staff::meetings::{ADDRESS, TITLE},
    parts::{ErrorSummary, Frame},
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

/// The field with the list.
const LIST: &str = "list";
/// How long a list may be.
const LIST_LIMIT: usize = 40_000;

fn question() -> Question {
    lines(LIST, "The list", LIST_LIMIT).hint(
        "One title on each line, with the headings of months or years above them, as you copied it from the page.",
    )
}

/// Shows the form.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    page(&state, &staff, &Fields::default(), &[]).await
}

/// Reads a list and shows what each line was taken for.
pub(super) async fn read(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let questions = [question()];
    let mut told = Told::new(&questions, &fields);
    let groups = state.store.list_groups().await?;
    let listing = read_list(&told.needed_words(LIST), &groups);
    if listing.entries.len() > MOST_LINES {
        told.refuse(LIST, Reason::Listing(ListingFault::TooMany { most: MOST_LINES, given: listing.entries.len() }));
    } else if listing.entries.is_empty() {
        told.refuse(LIST, Reason::Listing(ListingFault::NoTitles));
    }
    if told.is_refused() {
        return page(&state, &staff, &fields, &told.refusals(&questions)).await;
    }
    let id = ListingId::new(&*state.clock, &*state.entropy);
    let known = row::Known::find(&state, groups).await?;
    let filled = known.filled(id, &listing);
    Ok(add::page((&state, &staff), &known, &filled, (StatusCode::OK, &[])))
}

async fn page(state: &AppState, staff: &Staff, fields: &Fields, refusals: &[Refusal]) -> Result<Response, PageError> {
    let questions = [question()];
    let groups = state.store.list_groups().await?;
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = "Bring in minutes from another site";
    let names = groups.iter().map(|group| view! { <li>{group.name.clone()}</li> }).collect_view();
    let is_without_groups = groups.is_empty();
    let form = (!is_without_groups).then(|| {
        view! {
            <p class="govuk-body">"These groups are known here. A title is of one of them if it has its name:"</p>
            <ul class="govuk-list govuk-list--bullet">{names}</ul>
            <p class="govuk-body">
                "If one is missing, " <a class="govuk-link" href="/staff/groups">"write it down first"</a> "."
            </p>
            <form method="post" action=BRING_IN novalidate>
                {draw(&questions, fields, refusals)}
                <button class="govuk-button" type="submit">"Read the list"</button>
            </form>
        }
    });
    let none = is_without_groups.then(|| {
        view! {
            <p class="fm-empty">
                "Every record of a meeting belongs to a group, and none is written down yet. "
                <a class="govuk-link" href="/staff/groups/new">"Write down the first group"</a> "."
            </p>
        }
    });
    Ok(Frame::new(state, &staff.visitor, title).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{TITLE}</a>
            <ErrorSummary errors=messages(&questions, refusals)/>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                "Copy the list of minutes from the page where it is now, and paste it here. The day, the group and the kind of each are read from its title. "
                "You see what was read, with what looks wrong, and put it right before anything is stored."
            </p>
            {none}
            {form}
        }
    }))
}
