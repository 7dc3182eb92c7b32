//! Every set of rules, with the days on which it holds, and whether it has to be reviewed.

use axum::{extract::State, response::Response};
use domain::permission::Action;
use leptos::prelude::*;
use store::StoredRules;

use super::{ADDRESS, Room, address_of};
use crate::{
    error::PageError,
    pages::public::gain::ADDRESS as CHECK,
    parts::{Caption, Frame, Table},
    state::AppState,
    visitor::{Staff, may},
    words::{
        capital, dates,
        gain::{RULES, period, stands, within},
    },
};

/// Shows the page.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, Action::ReadMinutes).await?;
    let new = may(&staff.account, Action::WriteMinutes)
        .then(|| view! { <a class="govuk-button" href=format!("{ADDRESS}/new")>"Add a set of rules"</a> });
    Ok(Frame::new(&state, &staff.visitor, RULES).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{RULES}</h1>
            <p class="govuk-body">
                "What the check for developers says follows from these rules. " <a class="govuk-link" href=CHECK>"See the check"</a>
                {format!(". Rules that nobody has reviewed for {} are not used: the check says so and gives no result.", within())}
            </p>
            {new}
            {table(&room, &state)}
        }
    }))
}

fn table(room: &Room, state: &AppState) -> AnyView {
    if room.all.is_empty() {
        return view! { <p class="fm-empty">"No rules are written down yet."</p> }.into_any();
    }
    let caption = Caption::Spoken("Rules with the days on which they hold".to_owned());
    let table =
        Table::new("Rules", caption, "Rules").words("Applications").words("Reviewed on").words("Where they stand");
    let row = |table: Table, stored: &StoredRules| {
        let rules = &stored.rules;
        let title = format!("{}: {}", stored.number, rules.title);
        table.row(
            view! { <a class="govuk-link" href=address_of(stored.number, "")>{title}</a> },
            [
                capital(&period(rules)).into_any(),
                dates::day(rules.reviewed_on).into_any(),
                stands(rules, stored.is_shown, state.today()).into_any(),
            ],
        )
    };
    room.all.iter().fold(table, row).draw().into_any()
}
