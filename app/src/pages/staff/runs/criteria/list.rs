//! The list of priorities with how far their scoring is, and the criteria that they are scored on.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    criterion::ScoreLine,
    ids::AccountId,
    permission::Action,
    plan::{Criteria, SIGNATURES},
};
use leptos::prelude::*;

use super::{Listed, Room, scorer};
use crate::{
    error::PageError,
    parts::{Caption, Frame, Table, criteria_table},
    state::AppState,
    visitor::Staff,
    words::appraisal::support_meaning,
};

/// Shows the list.
pub(in super::super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadWeighting).await?;
    let reader = scorer(&staff);
    let title = format!("Score the priorities of {}", room.consultation.title);
    let content = match &room.plan {
        None => view! {
            <p class="fm-empty">
                {format!("No plan with criteria is fixed. Write the criteria into the plan, and have {SIGNATURES} people sign it.")}
            </p>
        }
        .into_any(),
        Some((plan, criteria)) => view! {
            <p class="govuk-body">
                "Two people score each priority on each criterion, each for themselves. What one gave is shown to others when two people have scored it. "
                "If they are two or more apart, they talk about it, and whoever sees it otherwise then changes their own scores and says why."
            </p>
            <p class="govuk-body">
                "Score before you look at figures. Looking is noted with your address, and results tell how many scorings were made before it. "
                "What the scores come to stands with each run of the plan, beside the weighting."
            </p>
            {table(&room, criteria, reader)}
            {criteria_table(&format!("Criteria of plan {}", plan.number), &criteria.scored, criteria.support)}
            {criteria.support.map(|_| view! { <p class="govuk-body">{format!("{}.", support_meaning())}</p> })}
        }
        .into_any(),
    };
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=super::address(&slug, "weigh")>"Weigh the answers"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {content}
        }
    }))
}

fn table(room: &Room, criteria: &Criteria, reader: Option<AccountId>) -> impl IntoView + use<> {
    let table = Table::new("Priorities", Caption::Title("Priorities".to_owned()), "Priority").words("How far it is");
    let table = if reader.is_some() { table.words("For you") } else { table };
    let row = |table: Table, listed: &Listed| {
        let href = room.address(&format!("/{}", listed.place));
        let name = view! { <a class="govuk-link" href=href>{listed.label.clone()}</a> };
        let own = reader.map(|reader| say_own(listed, reader).into_any());
        table.row(name, [say_stage(listed, criteria).into_any()].into_iter().chain(own))
    };
    room.priorities.iter().fold(table, row).draw()
}

/// Says how many have scored a priority, and where they are far apart once both have.
fn say_stage(listed: &Listed, criteria: &Criteria) -> String {
    let scored = &listed.scored;
    match scored.both().count() {
        0 => "Nobody has scored it".to_owned(),
        1 => "One person has scored it".to_owned(),
        _ => {
            let lines = scored.lines(criteria, None);
            let apart: Vec<&str> =
                lines.iter().filter(|line| line.is_apart()).map(|line| line.criterion.name.as_str()).collect();
            let untold = lines.iter().any(|line: &ScoreLine<'_>| line.both().is_none());
            let apart =
                if apart.is_empty() { String::new() } else { format!(", two or more apart on {}", apart.join(", ")) };
            let untold = if untold { ", and could not tell all" } else { "" };
            format!("Two people have scored it{apart}{untold}")
        }
    }
}

/// Says what somebody has done with a priority or could do.
fn say_own(listed: &Listed, reader: AccountId) -> &'static str {
    match (listed.scored.own(reader), listed.scored.may_score(reader)) {
        (Some(_), _) => "You have scored it",
        (None, Ok(_)) => "To score",
        (None, Err(_)) => "Two others score it",
    }
}
