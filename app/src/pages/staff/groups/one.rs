//! One group: what it works by, who belongs to it, and what is worth thinking over.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    group::{Member, gaps},
    permission::Action,
};
use leptos::prelude::*;
use store::StoredGroup;

use super::{ADDRESS, Room, TITLE};
use crate::{
    error::PageError,
    parts::{Frame, MembersFor, SummaryRow, members, summary_list},
    rich_text,
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates, groups::gap},
};

/// Shows a group.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadMinutes).await?;
    let today = state.today();
    let may_write = may(&staff.account, Action::WriteMinutes);
    let charter = &room.stored.charter;
    let belonging: Vec<Member> = room.members.iter().map(|stored| charter.within(stored.member.clone())).collect();
    let thought = if charter.meets_on(today) { gaps(&belonging, today) } else { Vec::new() };
    let gaps: Vec<_> = thought.into_iter().map(|each| view! { <li>{gap(each)}</li> }).collect();
    let gaps = (!gaps.is_empty()).then(|| {
        view! { <div class="govuk-inset-text"><ul class="govuk-list">{gaps}</ul></div> }
    });
    let change_member = |member: &Member| room.address_of(member);
    let readers = MembersFor::Staff(may_write.then_some(&change_member));
    let actions = may_write.then(|| {
        view! {
            <div class="govuk-button-group">
                <a class="govuk-button" href=room.address("/members/new")>"Add a member"</a>
                <a class="govuk-link" href=room.address("/change")>"Change what the group is and works by"</a>
            </div>
        }
    });
    let public = format!("/groups/{}", room.group().slug);
    let name = room.group().name.clone();
    Ok(Frame::new(&state, &staff.visitor, name.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{TITLE}</a>
            <h1 class="govuk-heading-l">{name}</h1>
            <p class="govuk-body"><a class="govuk-link" href=public>"See it as everybody does"</a></p>
            {about(&room.stored)}
            <h2 class="govuk-heading-m">"Terms of reference"</h2>
            {terms(&room.stored)}
            <h2 class="govuk-heading-m">"Members"</h2>
            {gaps}
            {members(&belonging, today, &readers)}
            {actions}
        }
    }))
}

fn about(stored: &StoredGroup) -> impl IntoView + use<> {
    let StoredGroup { group, charter, .. } = stored;
    let ended = charter.ended_on.map(|ended| SummaryRow::new("Last day", dates::day(ended)));
    let rows = [
        SummaryRow::new("What it is for", group.purpose.clone()),
        SummaryRow::new("Kind", group.kind.label()),
        SummaryRow::new("Why it publishes its papers", charter.basis.label()),
    ];
    summary_list(rows.into_iter().chain(ended))
}

fn terms(StoredGroup { charter, .. }: &StoredGroup) -> AnyView {
    if charter.terms.is_empty() {
        view! { <p class="fm-empty">"None are written down."</p> }.into_any()
    } else {
        view! { <div class="fm-prose" inner_html=rich_text::html(&charter.terms)></div> }.into_any()
    }
}
