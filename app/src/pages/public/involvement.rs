//! Who took part in preparing the strategy: the organisations that may be named, with the aspects in which each was involved, and how and when.
//!
//! It shows nobody without an involvement, and of a stakeholder neither what they said nor what leads to them.

use axum::{extract::State, response::Response};
use domain::{
    involvement::{Registered, StakeholderKind, StakeholderRole},
    vocabulary::Word,
};
use leptos::prelude::*;

use crate::{
    error::PageError,
    parts::{Caption, Frame, Metadata, Table},
    state::AppState,
    visitor::Visitor,
    words::{Labelled, dates, involvement::listed},
};

const TITLE: &str = "Who took part";
/// What the page begins with.
const INTRODUCTION: &str = "Organisations that took part in preparing the strategy, and in which parts of it.";

/// Shows the page.
pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let all = state.store.list_stakeholders().await?;
    let mut named: Vec<Registered> = all.into_iter().map(|stored| stored.registered).filter(is_public).collect();
    named.sort_by_key(|registered| registered.personal.name.to_lowercase());
    let of_role = |role: &StakeholderRole| {
        let of_role: Vec<&Registered> =
            named.iter().filter(|registered| registered.stakeholder.role == *role).collect();
        (!of_role.is_empty()).then(|| table(*role, &of_role))
    };
    let tables: Vec<AnyView> = StakeholderRole::ALL.iter().filter_map(of_role).collect();
    let is_empty = tables.is_empty();
    Ok(Frame::new(&state, &visitor, TITLE).listed(Metadata::page("/involvement", INTRODUCTION)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">{TITLE}</h1>
            <p class="govuk-body-l">{INTRODUCTION}</p>
            <p class="govuk-body">
                "Only organisations that may be named are on this list. People who took part are not, and others may have taken part too."
            </p>
            {is_empty.then(|| view! { <p class="fm-empty">"No organisation is named here yet."</p> })}
            {tables}
        }
    }))
}

/// Says whether everybody may read that an organisation took part.
fn is_public(registered: &Registered) -> bool {
    let stakeholder = registered.stakeholder;
    stakeholder.is_named
        && stakeholder.kind == StakeholderKind::Organisation
        && registered.taken_out().is_none()
        && !registered.involvements().is_empty()
}

fn table(role: StakeholderRole, named: &[&Registered]) -> AnyView {
    let caption = Caption::Title(role.label().to_owned());
    let table = Table::new(role.label(), caption, "Organisation").words("Parts of the strategy").words("How and when");
    let row = |table: Table, registered: &&Registered| {
        let mut lines: Vec<String> = Vec::new();
        for written in registered.involvements() {
            let line = format!("{}, {}", written.involvement.way.label(), dates::month(written.involvement.since));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        let lines = lines.into_iter().map(|line| view! { <div>{line}</div> }).collect_view().into_any();
        table.row(registered.personal.name.clone(), [listed(registered.aspects()).into_any(), lines])
    };
    named.iter().fold(table, row).draw().into_any()
}
