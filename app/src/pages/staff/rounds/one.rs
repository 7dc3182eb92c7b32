//! One round: what was given, where each authority stands, what each said and was answered, and every step.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    involvement::{Evidence, Taken},
    permission::Action,
    round::{Given, RoundStep, Turn, Window},
};
use leptos::prelude::*;
use store::{StoreError, StoredRound};

use super::{ADDRESS, Room, address_of, take, turns};
use crate::{
    error::PageError,
    pages::staff::{comments::People, evidence::Sources, form::STATE, kept::NOT_DONE},
    parts::{Caption, Frame, SummaryRow, Table, details, summary_list},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{
        Labelled, dates,
        involvement::Access,
        rounds::{TITLE, answered, came, counting, fault as say_fault, stand, step},
    },
};

/// Shows the page.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, Action::ReadInvolvement).await?;
    page(&state, &staff, &room, &number, None).await
}

/// Puts a round back that was taken out.
pub(super) async fn put_back(
    State(state): State<AppState>,
    staff: Staff,
    Path(number): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, Action::WriteInvolvement).await?;
    let StoredRound { id, given } = room.find(&number)?;
    let seen = given.entries.len();
    if fields.text(STATE) != seen.to_string() {
        return page(&state, &staff, &room, &number, Some((StatusCode::CONFLICT, NOT_DONE))).await;
    }
    let step = match given.put_back() {
        Ok(step) => step,
        Err(fault) => {
            let fault = (StatusCode::UNPROCESSABLE_ENTITY, say_fault(fault));
            return page(&state, &staff, &room, &number, Some(fault)).await;
        }
    };
    match take(&state, &staff, (*id, seen), step).await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, round = number, "somebody put a round back");
            Ok(Redirect::to(&address_of(given.number, "")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(&state, &staff, Action::WriteInvolvement).await?;
            page(&state, &staff, &room, &number, Some((StatusCode::CONFLICT, NOT_DONE))).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    number: &str,
    fault: Option<(StatusCode, &'static str)>,
) -> Result<Response, PageError> {
    let given = &room.find(number)?.given;
    let sources = Sources::find(state).await?;
    let people = People::find(state).await?;
    let status = fault.map_or(StatusCode::OK, |(status, _)| status);
    let title = format!("{}: {}", given.number, given.round.title);
    let gone = given.taken_out().map(|reason| {
        view! { <p class="govuk-inset-text">"Taken out: " {reason.to_owned()}</p> }
    });
    Ok(Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{TITLE}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {fault.map(|(_, fault)| view! { <p class="govuk-inset-text" role="alert">{fault} "."</p> })}
            {gone}
            {about(given, &sources)}
            {doors(given, room.access)}
            <h2 class="govuk-heading-m">"Where each authority stands"</h2>
            {overview(given, room, state)}
            {turns::draw(given, room, &sources)}
            {log(given, room, &people)}
        }
    }))
}

fn about(given: &Given, sources: &Sources) -> AnyView {
    let round = &given.round;
    let document = round.document.map(|document| {
        let evidence = Evidence { document: Some(document), ..Evidence::default() };
        SummaryRow::new("Document", sources.links(&evidence))
    });
    let rows = [
        SummaryRow::new("What it is", round.kind.label()),
        SummaryRow::new("Given on", dates::day(round.given_on)),
        SummaryRow::new("How days are counted", format!("{}.", counting(Window::beginning_with(round.given_on)))),
    ];
    summary_list(rows.into_iter().chain(document))
}

fn doors(given: &Given, access: Access) -> Option<AnyView> {
    if access != Access::Whole {
        return None;
    }
    if given.taken_out().is_some() {
        let state = given.entries.len().to_string();
        return Some(
            view! {
                <form method="post" action=address_of(given.number, "/put-back")>
                    <input type="hidden" name=STATE value=state/>
                    <button class="govuk-button govuk-button--secondary" type="submit">"Put it back"</button>
                </form>
            }
            .into_any(),
        );
    }
    let link = |below: &str, words: &'static str| {
        view! { <li><a class="govuk-link" href=address_of(given.number, below)>{words}</a></li> }
    };
    let ways = view! { {link("/change", "Change what was given, or to whom")} {link("/take-out", "Take it out")} };
    Some(view! { <ul class="govuk-list">{ways}</ul> }.into_any())
}

fn overview(given: &Given, room: &Room, state: &AppState) -> AnyView {
    let today = state.today();
    let caption = Caption::Spoken("Authorities with what came from each, by when, and what it was answered".to_owned());
    let table = Table::new("Where each authority stands", caption, "Authority")
        .words("Last day")
        .words("Where it stands")
        .words("What came")
        .words("Our answer");
    let row = |table: Table, turn: &Turn<'_>| {
        let stands =
            if turn.opinion.is_some() { "It has answered".to_owned() } else { stand(turn.window.stand(today)) };
        table.row(
            room.name(turn.authority),
            [
                dates::day(turn.window.last).into_any(),
                stands.into_any(),
                came(turn, today).into_any(),
                answered(turn, today).into_any(),
            ],
        )
    };
    given.turns().iter().fold(table, row).draw().into_any()
}

fn log(given: &Given, room: &Room, people: &People) -> AnyView {
    let line = |taken: &Taken<RoundStep>| {
        let said = step(&taken.step, |authority| room.name(authority));
        let who = format!("{}, {}", people.say(taken.account), dates::moment(taken.at));
        view! { <li>{format!("{} ({who}).", said.trim_end_matches('.'))}</li> }
    };
    let lines = given.entries.iter().map(line).collect_view();
    details("Every step, by whom and when", view! { <ol class="govuk-list govuk-list--number">{lines}</ol> }).into_any()
}
