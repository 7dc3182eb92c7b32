//! The list of priorities by kind, in the order in which everybody reads them.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{permission::Action, priority::PriorityKind, vocabulary::Word};
use leptos::prelude::*;
use store::StoredPriority;

use super::{ADDRESS, TITLE, address_of};
use crate::{
    error::PageError,
    pages::staff::kept::row_button,
    parts::{Caption, Frame, Table},
    state::AppState,
    visitor::{Staff, may},
    words::{dates, priorities::together},
};

/// Shows the list.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::ReadMinutes)?;
    let all = state.store.list_stored_priorities().await?;
    let may_write = may(&staff.account, Action::WritePriorities);
    let new = may_write
        .then(|| view! { <a class="govuk-button" href=format!("{ADDRESS}/new")>"Write down a new priority"</a> });
    let of_kind = |kind: &PriorityKind| {
        let of_kind: Vec<_> = all.iter().filter(|stored| stored.priority.kind == *kind).collect();
        (!of_kind.is_empty()).then(|| table(*kind, &of_kind, may_write))
    };
    let tables: Vec<AnyView> = PriorityKind::ALL.iter().filter_map(of_kind).collect();
    let empty = all.is_empty().then(|| {
        view! {
            <p class="fm-empty">
                "No priority is written down. Options of a questionnaire can point at priorities, so that answers become a weighting of them."
            </p>
        }
    });
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">
                "What the strategy might put first. Options of questions point at them, decisions of meetings are about them, and the page of each leads to all of it. "
                <a class="govuk-link" href="/priorities">"See what everybody reads"</a>
            </p>
            {empty}
            {tables}
            {new}
        }
    }))
}

fn table(kind: PriorityKind, priorities: &[&StoredPriority], may_write: bool) -> AnyView {
    let caption = Caption::Title(together(kind).to_owned());
    let table = Table::new(together(kind), caption, "Priority").words("Code").words("Who reads of it");
    let table = if may_write { table.words("Order") } else { table };
    let row = |table: Table, (place, stored): (usize, &&StoredPriority)| {
        let StoredPriority { priority, profile, .. } = stored;
        let title = priority.title.clone();
        let name = if may_write {
            view! { <a class="govuk-link" href=address_of(&priority.code, "")>{title}</a> }.into_any()
        } else {
            title.into_any()
        };
        let readers = match (&profile.ended, profile.is_public) {
            (_, false) => "Staff".to_owned(),
            (None, true) => "Everybody".to_owned(),
            (Some(ended), true) => format!("Everybody; one until {}", dates::day(ended.on)),
        };
        let up = may_write.then(|| {
            let action = address_of(&priority.code, "/up");
            (place > 0).then(|| row_button(action, "Move up", &priority.title, None)).into_any()
        });
        table.row(name, [priority.code.clone().into_any(), readers.into_any()].into_iter().chain(up))
    };
    priorities.iter().enumerate().fold(table, row).draw().into_any()
}

/// Moves a priority above the one before it.
pub(super) async fn move_up(
    State(state): State<AppState>,
    staff: Staff,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::WritePriorities)?;
    state.store.find_priority(&code).await?.ok_or(PageError::NotFound)?;
    tracing::info!(account = %staff.account.id, priority = code, "somebody moved a priority");
    state.store.write(move |mut write| Box::pin(async move { write.move_priority_up(&code).await })).await?;
    Ok(Redirect::to(ADDRESS).into_response())
}
