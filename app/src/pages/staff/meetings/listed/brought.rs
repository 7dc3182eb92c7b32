//! What was brought in together: which records, what looks wrong with them, and the way to take them back.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{ids::ListingId, permission::Action};
use leptos::prelude::*;
use store::{StoreError, StoredListing, StoredMeeting};

use super::{BRING_IN, BROUGHT_IN};
use crate::{
    error::PageError,
    pages::staff::{
        meetings::{ADDRESS, TITLE, desk::below},
        runs::say_who,
    },
    parts::{Caption, Frame, Table, details},
    state::AppState,
    visitor::{Staff, may},
    words::{dates, meetings, numbers},
};

/// Lists all that was brought in.
pub(super) async fn list(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::ReadMinutes)?;
    let listings = state.store.list_listings().await?;
    let title = "Minutes from other sites";
    let table = Table::new(title, Caption::Spoken("What was brought in, the newest first".to_owned()), "When")
        .words("By")
        .words("Records");
    let row = |table: Table, listing: &StoredListing| {
        let href = format!("{BROUGHT_IN}/{}", listing.id);
        let count = numbers::count(listing.count, "record", "records");
        let count = match (&listing.taken_back, listing.count) {
            (None, _) => count,
            (Some(_), 0) => "Taken back".to_owned(),
            (Some(_), _) => format!("{count}, the others taken back"),
        };
        table.row(
            view! { <a class="govuk-link" href=href>{dates::moment(listing.added_at)}</a> },
            [say_who(listing.by.as_deref()).into_any(), count.into_any()],
        )
    };
    let drawn = if listings.is_empty() {
        view! { <p class="fm-empty">"Nothing was brought in yet."</p> }.into_any()
    } else {
        listings.iter().fold(table, row).draw().into_any()
    };
    let new = may(&staff.account, Action::WriteMinutes).then(|| {
        view! { <a class="govuk-button" href=BRING_IN>"Bring in minutes from another site"</a> }
    });
    Ok(Frame::new(&state, &staff.visitor, title).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{TITLE}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {new}
            {drawn}
        }
    }))
}

async fn find(state: &AppState, typed: &str) -> Result<StoredListing, PageError> {
    let id = typed.parse().map(ListingId).map_err(|_| PageError::NotFound)?;
    state.store.find_listing(id).await?.ok_or(PageError::NotFound)
}

/// Shows what was brought in together.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(listing): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadMinutes)?;
    let listing = find(&state, &listing).await?;
    page(&state, &staff, &listing, StatusCode::OK).await
}

async fn page(
    state: &AppState,
    staff: &Staff,
    listing: &StoredListing,
    status: StatusCode,
) -> Result<Response, PageError> {
    let records = state.store.list_listed(listing.id).await?;
    let title = numbers::count(records.len(), "record from another site", "records from another site");
    let title = if records.is_empty() { "Nothing is left of what was brought in".to_owned() } else { title };
    let who = format!("Brought in by {} on {}.", say_who(listing.by.as_deref()), dates::moment(listing.added_at));
    let back = listing.taken_back.as_ref().map(|(at, by)| {
        let stayed =
            if records.is_empty() { "" } else { " What stands below was worked on here before that, and stayed." };
        let said = format!("Taken back by {} on {}.{stayed}", say_who(by.as_deref()), dates::moment(*at));
        view! { <p class="govuk-inset-text">{said}</p> }
    });
    let may_take_back = listing.taken_back.is_none() && may(&staff.account, Action::WriteMinutes);
    let take_back = may_take_back.then(|| {
        let content = view! {
            <p class="govuk-body">
                "Nobody finds them here afterwards. Records stay that have a file, whose meeting was changed or announced, that were written in here, or on which a decision rests. The list can be brought in again."
            </p>
            <form method="post" action=format!("{BROUGHT_IN}/{}/take-back", listing.id)>
                <button class="govuk-button govuk-button--warning" type="submit">"Take them back"</button>
            </form>
        };
        details("Take these records back", content)
    });
    let table = drawn(&records);
    Ok(Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{TITLE}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{who}</p>
            {back}
            {table}
            {take_back}
            <p class="govuk-body"><a class="govuk-link" href=BROUGHT_IN>"All that was brought in"</a></p>
        }
    }))
}

fn drawn(records: &[StoredMeeting]) -> Option<AnyView> {
    let caption = Caption::Spoken("Records, the latest meeting first".to_owned());
    let table = Table::new("Records", caption, "Record").words("Where it stood").words("To check").words("File");
    let row = |table: Table, stored: &StoredMeeting| {
        let StoredMeeting { meeting, group, minutes, .. } = stored;
        let name = minutes.as_ref().map_or_else(
            || meetings::meeting(&group.name, meeting.held_on),
            |minutes| meetings::title(group, minutes.kind, meeting.held_on),
        );
        let source = minutes.as_ref().and_then(|minutes| minutes.source.as_ref());
        let warnings = source.map(|source| source.warnings(meeting.held_on)).unwrap_or_default();
        let warnings =
            warnings.iter().map(|warning| view! { <li>{meetings::source_warning(warning, meeting.held_on)}</li> });
        let to_check = match warnings.len() {
            0 => view! { <span class="fm-no-answer">"Nothing"</span> }.into_any(),
            _ => view! { <ul class="govuk-list">{warnings.collect_view()}</ul> }.into_any(),
        };
        let stood = source.map(|source| {
            let under = source.heading.clone().map(|heading| format!(", under ‘{heading}’"));
            view! { {format!("‘{}’", source.title)} {under} }
        });
        let spoken = format!(" of {name}");
        let papers = below(stored, "/papers");
        table.row(
            view! { <a class="govuk-link" href=below(stored, "")>{name}</a> },
            [
                stood.into_any(),
                to_check,
                view! { <a class="govuk-link" href=papers>"Files" <span class="govuk-visually-hidden">{spoken}</span></a> }.into_any(),
            ],
        )
    };
    (!records.is_empty()).then(|| records.iter().fold(table, row).draw().into_any())
}

/// Takes back what was brought in together, as far as nothing has happened with it since.
pub(super) async fn take_back(
    State(state): State<AppState>,
    staff: Staff,
    Path(listing): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let listing = find(&state, &listing).await?;
    let (id, stamp) = (listing.id, staff.stamp(&state));
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.set_listing_taken_back(id, stamp).await }));
    match work.await {
        Ok(count) => {
            tracing::info!(account = %staff.account.id, listing = %id, count, "somebody took back minutes that were brought in");
            Ok(Redirect::to(&format!("{BROUGHT_IN}/{id}")).into_response())
        }
        Err(StoreError::Changed) => {
            let listing = find(&state, &id.to_string()).await?;
            page(&state, &staff, &listing, StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}
