//! What is due, and every round with how many authorities have said something.

use axum::{extract::State, response::Response};
use domain::{
    permission::Action,
    round::{Deadline, Given, Turn},
};
use leptos::prelude::*;
use store::StoredRound;

use super::{ADDRESS, Room, address_of};
use crate::{
    error::PageError,
    pages::staff::involvement::ADDRESS as REGISTER,
    parts::{Caption, Frame, Table},
    state::AppState,
    visitor::{Staff, may},
    words::{
        Labelled, dates, involvement,
        rounds::{TITLE, stand},
    },
};

/// Shows the page.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, Action::ReadInvolvement).await?;
    let new = may(&staff.account, Action::WriteInvolvement).then(|| {
        view! { <a class="govuk-button" href=format!("{ADDRESS}/new")>"Write down what they are given"</a> }
    });
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">
                "Supporting authorities are given the draft before the public is consulted on it, and the final strategy before it is published. \
                 From then on each has 28 days. The day on which it gets it is the first of them: what is given on 15 January can be answered until 11 February."
            </p>
            {new}
            <ul class="govuk-list">
                <li><a class="govuk-link" href=REGISTER>{involvement::TITLE}</a></li>
            </ul>
            <h2 class="govuk-heading-m">"What is due"</h2>
            {due(&room, &state)}
            <h2 class="govuk-heading-m">"What they were given"</h2>
            {rounds(&room)}
        }
    }))
}

fn due(room: &Room, state: &AppState) -> AnyView {
    let deadlines = room.deadlines(state);
    if deadlines.is_empty() {
        return view! { <p class="fm-empty">"Nothing is due."</p> }.into_any();
    }
    let caption = Caption::Spoken("What is due, the first day first".to_owned());
    let table = Table::new("What is due", caption, "Last day").words("What").words("Where it stands");
    let row = |table: Table, deadline: &Deadline| {
        let href = address_of(deadline.round, "");
        let what = view! { <a class="govuk-link" href=href>{room.say(deadline)}</a> };
        table.row(
            dates::day(deadline.window.last),
            [what.into_any(), stand(deadline.window.stand(state.today())).into_any()],
        )
    };
    let file = format!("{ADDRESS}/deadlines.ics");
    view! {
        {deadlines.iter().fold(table, row).draw()}
        <p class="govuk-body"><a class="govuk-link" href=file>"Save these days for a calendar program (ICS)"</a></p>
    }
    .into_any()
}

fn rounds(room: &Room) -> AnyView {
    if room.rounds.is_empty() {
        return view! { <p class="fm-empty">"Nothing is written down yet."</p> }.into_any();
    }
    let caption = Caption::Spoken("What supporting authorities were given, the newest first".to_owned());
    let table =
        Table::new("What they were given", caption, "What").words("Kind").words("Given on").words("Where it stands");
    let row = |table: Table, stored: &StoredRound| {
        let given = &stored.given;
        let href = address_of(given.number, "");
        table.row(
            view! { <a class="govuk-link" href=href>{format!("{}: {}", given.number, given.round.title)}</a> },
            [
                given.round.kind.label().into_any(),
                dates::day(given.round.given_on).into_any(),
                stands(given).into_any(),
            ],
        )
    };
    room.rounds.iter().rev().fold(table, row).draw().into_any()
}

fn stands(given: &Given) -> String {
    if given.taken_out().is_some() {
        return "Taken out".to_owned();
    }
    let turns = given.turns();
    let said = |turn: &&Turn<'_>| turn.opinion.is_some();
    let objects = |turn: &&Turn<'_>| turn.opinion.is_some_and(|opinion| opinion.stance.has_grounds());
    let (came, objections) = (turns.iter().filter(said).count(), turns.iter().filter(objects).count());
    let of = turns.len();
    format!("{came} of {of} have answered, {objections} with an objection or a notice")
}
