//! The groups that advise on the strategy: all of them, and each with what it works by, who belongs to it and what it left on record.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::group::{Group, Member};
use leptos::prelude::*;
use store::{DocumentFilter, PageRequest, RecordFilter, StoredGroup};

use super::{breadcrumbs, day, listing, readers, without_minutes};
use crate::{
    error::PageError,
    pages::{
        alerts::alerts_of,
        feeds::{calendar_of, feed_of},
    },
    parts::{Frame, MembersFor, Metadata, SummaryRow, members, summary_list},
    rich_text,
    state::AppState,
    visitor::Visitor,
    words::{Labelled, feeds, groups},
};

/// How many of the latest records of its meetings the page of a group has.
const LATEST: PageRequest = PageRequest { number: 1, size: 5 };

/// What the list begins with.
const INTRODUCTION: &str = "Who advises on the strategy, what each group is for, and who belongs to it.";

/// Lists the groups, those that meet no more apart.
pub(super) async fn list(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let today = state.today();
    let all = state.store.list_stored_groups().await?;
    let (current, ended): (Vec<_>, Vec<_>) = all.iter().partition(|group| group.charter.meets_on(today));
    Ok(Frame::new(&state, &visitor, "Groups").listed(Metadata::page("/groups", INTRODUCTION)).show(|| {
        let ended = (!ended.is_empty()).then(|| {
            view! {
                <h2 class="govuk-heading-m">"Groups that meet no more"</h2>
                {cards(&ended)}
            }
        });
        view! {
            <h1 class="govuk-heading-xl">"Groups"</h1>
            <p class="govuk-body-l">{INTRODUCTION}</p>
            {all.is_empty().then(|| view! { <p class="fm-empty">"No groups are written down here yet."</p> })}
            {(!current.is_empty()).then(|| view! { <h2 class="govuk-heading-m">"Groups that meet"</h2> })}
            {cards(&current)}
            {ended}
            <p class="govuk-body"><a class="govuk-link" href="/involvement">"Who took part in preparing the strategy"</a></p>
        }
    }))
}

fn cards(groups: &[&StoredGroup]) -> impl IntoView + use<> {
    let card = |StoredGroup { group, .. }: &&StoredGroup| {
        view! {
            <div class="fm-card">
                <h3 class="fm-card__title">
                    <a class="govuk-link" href=address(group)>{group.name.clone()}</a>
                </h3>
                <p class="fm-card__meta">{group.kind.label()}</p>
                <p class="govuk-body">{group.purpose.clone()}</p>
            </div>
        }
    };
    view! { <div class="fm-cards">{groups.iter().map(card).collect_view()}</div> }
}

/// Gives the address of the page of a group.
pub(super) fn address(group: &Group) -> String {
    format!("/groups/{}", group.slug)
}

/// Leads to what tells of the group by itself.
fn keeping_up(group: &Group) -> impl IntoView + use<> {
    view! {
        <h2 class="govuk-heading-l">"Keep up with this group"</h2>
        <p class="govuk-body">
            "Give " <a class="govuk-link" href=feed_of(group)>"the address of its feed"</a>
            " to a feed reader to see new agendas, minutes and documents. Give "
            <a class="govuk-link" href=calendar_of(group)>"the address of its calendar"</a>
            " to your calendar program to see its meetings. "
            <a class="govuk-link" href="/feeds">"How feeds and calendars work"</a>
        </p>
        <p class="govuk-body"><a class="govuk-link" href=alerts_of(group)>"Get emails about this group"</a></p>
    }
}

/// Shows a group.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let StoredGroup { group, charter, .. } = state.store.find_group(&slug).await?.ok_or(PageError::NotFound)?;
    let today = state.today();
    let stored = state.store.list_members(group.id).await?;
    let belonging: Vec<Member> = stored.into_iter().map(|stored| charter.within(stored.member)).collect();
    let filter = RecordFilter { group: Some(group.slug.clone()), readers: readers(&visitor) };
    let latest = state.store.list_records(&filter, LATEST).await?;
    let others = without_minutes(&state, Some(group.id)).await?;
    let ended = charter.ended_on.filter(|_| !charter.meets_on(today)).map(|ended| {
        view! { <p class="govuk-inset-text">"This group meets no more. Its last day was " {day(ended)} "."</p> }
    });
    let of_group = DocumentFilter { group: Some(group.slug.clone()), ..DocumentFilter::default() };
    let one = PageRequest { number: 1, size: 1 };
    let has_documents = state.store.list_documents(&of_group, one).await?.total > 0;
    let documents = has_documents.then(|| {
        let all = format!("/documents?group={}", group.slug);
        view! {
            <h2 class="govuk-heading-l">"Documents"</h2>
            <p class="govuk-body"><a class="govuk-link" href=all>{format!("Documents of the {}", group.name)}</a></p>
        }
    });
    let terms = (!charter.terms.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-l">"Terms of reference"</h2>
            <div class="fm-prose" inner_html=rich_text::html(&charter.terms)></div>
        }
    });
    let records = if latest.rows.is_empty() {
        view! { <p class="fm-empty">"No minutes of this group have been published here yet."</p> }.into_any()
    } else {
        let all = format!("/minutes?group={}", group.slug);
        view! {
            {listing(&latest.rows)}
            <p class="govuk-body"><a class="govuk-link" href=all>{format!("All minutes of the {}", group.name)}</a></p>
        }
        .into_any()
    };
    let metadata =
        Metadata::page(address(&group), &group.purpose).feed(feeds::group_title(&group.name), feed_of(&group));
    Ok(Frame::new(&state, &visitor, group.name.clone()).listed(metadata).show(|| {
        view! {
            {breadcrumbs("/groups", "Groups")}
            <h1 class="govuk-heading-xl">{group.name.clone()}</h1>
            {ended}
            <p class="govuk-body-l">{group.purpose.clone()}</p>
            {summary_list([
                SummaryRow::new("Kind of group", group.kind.label()),
                SummaryRow::new("Why it publishes its papers", groups::basis(charter.basis)),
            ])}
            <h2 class="govuk-heading-l">"Members"</h2>
            {members(&belonging, today, &MembersFor::Everybody)}
            {terms}
            {others}
            <h2 class="govuk-heading-m">"Latest minutes"</h2>
            {records}
            {documents}
            {keeping_up(&group)}
        }
    }))
}
