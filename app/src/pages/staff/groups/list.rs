//! The list of groups.

use axum::{extract::State, response::Response};
use domain::permission::Action;
use leptos::prelude::*;
use store::StoredGroup;

use super::{ADDRESS, TITLE};
use crate::{
    error::PageError,
    parts::{Caption, Frame, Table},
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates},
};

/// Shows the list.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::ReadMinutes)?;
    let groups = state.store.list_stored_groups().await?;
    let today = state.today();
    let new = may(&staff.account, Action::WriteMinutes).then(|| {
        view! { <a class="govuk-button" href=format!("{ADDRESS}/new")>"Write down a new group"</a> }
    });
    let row = |table: Table, StoredGroup { group, charter, .. }: &StoredGroup| {
        let meets = match charter.ended_on {
            Some(ended) if !charter.meets_on(today) => format!("until {}", dates::day(ended)),
            _ => "Yes".to_owned(),
        };
        let href = format!("{ADDRESS}/{}", group.slug);
        table.row(
            view! { <a class="govuk-link" href=href>{group.name.clone()}</a> },
            [group.kind.label().into_any(), meets.into_any()],
        )
    };
    let content = if groups.is_empty() {
        view! { <p class="fm-empty">"No group is written down. Begin with the one that advises on the strategy as a whole."</p> }
            .into_any()
    } else {
        let caption = Caption::Spoken("Groups by name".to_owned());
        let table = Table::new(TITLE, caption, "Group").words("Kind").words("Meets");
        groups.iter().fold(table, row).draw().into_any()
    };
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">"The boards, panels and groups whose minutes are published here. Everybody reads what each is for and who belongs to it."</p>
            {content}
            {new}
        }
    }))
}
