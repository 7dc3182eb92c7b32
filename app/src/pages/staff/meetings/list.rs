//! The staff's list of meetings: those to come first, then those that were, with what their old titles say wrongly.

use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use domain::permission::Action;
use leptos::prelude::*;
use store::{Page, PageRequest, Readers, StoredMeeting, When};

use super::{ADDRESS, TITLE, listed::BROUGHT_IN};
use crate::{
    error::PageError,
    pages::{
        listing::{on_list, page_request},
        public::shown_status,
    },
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::{Staff, may},
    words::{dates, meetings, numbers},
};

const PAGE_SIZE: u32 = 25;
/// How many meetings to come are shown.
const COMING: PageRequest = PageRequest { number: 1, size: 50 };

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadMinutes)?;
    let groups = state.store.list_groups().await?;
    let group = groups.iter().find(|group| group.slug == fields.text("group"));
    let (of, today) = (group.map(|group| group.id), state.today());
    let request = page_request(fields.text("page"), PAGE_SIZE);
    let past = on_list(state.store.list_stored_meetings((of, When::Before(today)), Readers::Staff, request).await?)?;
    let coming = state.store.list_stored_meetings((of, When::From(today)), Readers::Staff, COMING).await?;
    let new = may(&staff.account, Action::WriteMinutes).then(|| {
        view! { <a class="govuk-button" href="/staff/meetings/new">"Write down a new meeting"</a> }
    });
    let base = group.map_or_else(|| format!("{ADDRESS}?"), |group| format!("{ADDRESS}?group={}&", group.slug));
    let options = groups.iter().map(|one| {
        let is_chosen = group.is_some_and(|group| group.id == one.id);
        view! { <option value=one.slug.clone() selected=is_chosen>{one.name.clone()}</option> }
    });
    let options = options.collect_view();
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <ul class="govuk-list">
                <li><a class="govuk-link" href="/staff/groups">"Groups and their members"</a></li>
                <li><a class="govuk-link" href=BROUGHT_IN>"Minutes from another site"</a></li>
            </ul>
            {new}
            <form class="fm-filters" method="get" action=ADDRESS>
                <div class="fm-filters__fields">
                    <div class="govuk-form-group">
                        <label class="govuk-label" for="group">"Group"</label>
                        <select class="govuk-select" id="group" name="group">
                            <option value="">"All groups"</option>
                            {options}
                        </select>
                    </div>
                </div>
                <button class="govuk-button govuk-button--secondary" type="submit">"Show meetings"</button>
            </form>
            <h2 class="govuk-heading-m">"To come"</h2>
            {table(&coming, "Meetings to come, the next first", "No meeting is written down that is to come.", today)}
            <h2 class="govuk-heading-m">"Held"</h2>
            <p class="fm-count">{numbers::count(past.total, "meeting", "meetings")}</p>
            {table(&past, "Meetings that were held, the latest first", "No meeting is written down that was held.", today)}
            <Pagination current=past.request.number count=past.count() base=base/>
        }
    }))
}

fn table(found: &Page<StoredMeeting>, caption: &str, none: &'static str, today: NaiveDate) -> AnyView {
    if found.rows.is_empty() {
        return view! { <p class="fm-empty">{none}</p> }.into_any();
    }
    let table = Table::new(caption.to_owned(), Caption::Spoken(caption.to_owned()), "Meeting")
        .words("Date")
        .words("Minutes")
        .words("To check");
    found.rows.iter().fold(table, |table, stored| row(table, stored, today)).draw().into_any()
}

fn row(table: Table, stored: &StoredMeeting, today: NaiveDate) -> Table {
    let StoredMeeting { meeting, group, arrangements, minutes, .. } = stored;
    let held_on = meeting.held_on;
    let source = minutes.as_ref().and_then(|minutes| minutes.source.as_ref());
    let warnings = source.map(|source| source.warnings(held_on)).unwrap_or_default();
    let mut notes: Vec<String> = warnings.iter().map(|warning| meetings::source_warning(warning, held_on)).collect();
    if arrangements.called_off.is_some() {
        notes.push("It was called off.".to_owned());
    } else if !stored.is_public() && held_on >= today {
        notes.push("Nobody but staff knows of it.".to_owned());
    } else if minutes.is_none() && held_on < today {
        notes.push("There are no minutes.".to_owned());
    }
    let notes: Vec<_> = notes.into_iter().map(|note| view! { <li>{note}</li> }).collect();
    let to_check = if notes.is_empty() {
        view! { <span class="fm-no-answer">"Nothing"</span> }.into_any()
    } else {
        view! { <ul class="govuk-list">{notes}</ul> }.into_any()
    };
    let status = minutes.as_ref().map(|minutes| shown_status(minutes.status));
    let href = super::desk::below(stored, "");
    table.row(
        view! { <a class="govuk-link" href=href>{group.name.clone()}</a> },
        [
            view! { <time class="fm-together" datetime=held_on.to_string()>{dates::day(held_on)}</time> }.into_any(),
            status.into_any(),
            to_check,
        ],
    )
}
