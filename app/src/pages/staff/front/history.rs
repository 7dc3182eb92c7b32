//! What stood on the front before, and going back to it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::permission::Action;
use leptos::prelude::*;
use store::StoredFront;

use super::{ADDRESS, TITLE, desk::Desk};
use crate::{
    error::PageError,
    pages::staff::{
        form::{NotStored, STATE},
        runs::say_who,
    },
    parts::{Caption, Frame, Table},
    posted::Posted,
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates},
};

/// How many revisions are listed.
const LISTED: u32 = 50;

/// Lists what was composed, the newest first.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, Action::ReadMinutes).await?;
    let may_write = may(&staff.account, Action::WriteMinutes);
    let mut revisions = state.store.list_front_revisions(LISTED + 1).await?;
    if revisions.last().is_some_and(|first| first.revision == 1) {
        revisions.extend(state.store.find_front_revision(0).await?);
    }
    let title = "What stood there before";
    let list = if revisions.is_empty() {
        view! { <p class="fm-empty">"Nothing has been changed yet."</p> }.into_any()
    } else {
        table(&desk, &revisions, may_write)
    };
    Ok(Frame::new(&state, &staff.visitor, title).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{TITLE}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">"Each change is kept. Going back is a change too, so that it can be undone in its turn."</p>
            {list}
        }
    }))
}

/// Says what differs between two revisions.
fn changed(before: &StoredFront, after: &StoredFront) -> String {
    let (before, after) = (&before.front, &after.front);
    let mut said = Vec::new();
    if before.strategy != after.strategy {
        said.push("the words about the strategy".to_owned());
    }
    if before.home != after.home {
        let names: Vec<&str> = after.home.iter().map(|part| part.label()).collect();
        said.push(format!("the home page: {}", names.join(", ")));
    }
    if before.ways != after.ways {
        let names: Vec<&str> = after.ways.iter().map(|way| way.words.as_str()).collect();
        said.push(format!("the navigation: {}", names.join(", ")));
    }
    if said.is_empty() { "Nothing".to_owned() } else { said.join("; ") }
}

fn table(desk: &Desk<'_>, revisions: &[StoredFront], may_write: bool) -> AnyView {
    let table = Table::new("Changes", Caption::Spoken("Changes, the newest first".to_owned()), "When");
    let table = table.words("Who").words("What changed");
    let table = if may_write { table.words("Go back") } else { table };
    let row = |table: Table, pair: &[StoredFront]| {
        let [after, before] = pair else { return table };
        let when = after.written_at.map(dates::moment).unwrap_or_default();
        let back = may_write.then(|| {
            let action = format!("{ADDRESS}/history/{}/restore", before.revision);
            let hidden = format!(" the change of {when}");
            view! {
                <form method="post" action=action>
                    <input type="hidden" name=STATE value=desk.stored.revision/>
                    <button class="fm-link-button" type="submit">
                        "Go back to before" <span class="govuk-visually-hidden">{hidden}</span>
                    </button>
                </form>
            }
            .into_any()
        });
        let cells = [say_who(after.by.as_deref()).into_any(), changed(before, after).into_any()];
        table.row(when.clone(), cells.into_iter().chain(back))
    };
    revisions.windows(2).fold(table, row).draw().into_any()
}

/// Goes back to a revision.
pub(super) async fn restore(
    State(state): State<AppState>,
    staff: Staff,
    Path(revision): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, Action::WriteMinutes).await?;
    let revision: i64 = revision.parse().map_err(|_| PageError::NotFound)?;
    let earlier = state.store.find_front_revision(revision).await?.ok_or(PageError::NotFound)?.front;
    let stored = desk.store(&fields, Clone::clone, |front| *front = earlier).await;
    // Whoever was not the first finds what was changed meanwhile in the list.
    stored.or_else(NotStored::only_changed)?;
    Ok(Redirect::to(&format!("{ADDRESS}/history")).into_response())
}
