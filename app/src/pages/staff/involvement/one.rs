//! One stakeholder: who it is, how they will be involved, how they were, what is missing, and every step.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    involvement::{Intention, InvolvementFault, Registered, StakeholderKind, StakeholderRole, StakeholderStep, Taken},
    permission::Action,
};
use leptos::prelude::*;
use store::{StoreError, StoredStakeholder};

use super::{
    ADDRESS, Next, access, address_of, find,
    list::lines,
    recorded::{recorded, taken_out},
    take,
};
use crate::{
    error::PageError,
    pages::staff::{comments::People, evidence::Sources, form::STATE, kept::NOT_DONE, rounds::ADDRESS as ROUNDS},
    parts::{Frame, SummaryRow, details, summary_list},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{
        Labelled, dates,
        involvement::{Access, TITLE, fault as say_fault, listed, numbered, step},
        rounds,
    },
};

type Fault = Option<(StatusCode, &'static str)>;

/// Shows the page.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadInvolvement)?;
    let stored = find(&state, &number).await?;
    page(&state, &staff, &stored.registered, None).await
}

/// Puts a stakeholder back who was taken out.
pub(super) async fn put_back(
    State(state): State<AppState>,
    staff: Staff,
    Path(number): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    press(&state, &staff, &number, &fields, Registered::put_back).await
}

/// Puts an involvement back that was taken out.
pub(super) async fn put_back_record(
    State(state): State<AppState>,
    staff: Staff,
    Path((number, record)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteInvolvement)?;
    let record = record.parse().map_err(|_| PageError::NotFound)?;
    press(&state, &staff, &number, &fields, |registered| registered.put_back_involvement(record)).await
}

/// Takes the step that a button stands for, if the page is as it was.
async fn press(
    state: &AppState,
    staff: &Staff,
    number: &str,
    fields: &Fields,
    step: impl FnOnce(&Registered) -> Result<StakeholderStep, InvolvementFault>,
) -> Result<Response, PageError> {
    staff.may(Action::WriteInvolvement)?;
    let StoredStakeholder { id, registered } = find(state, number).await?;
    let seen = registered.entries.len();
    if fields.text(STATE) != seen.to_string() {
        return page(state, staff, &registered, Some((StatusCode::CONFLICT, NOT_DONE))).await;
    }
    let step = match step(&registered) {
        Ok(step) => step,
        Err(fault) => {
            let fault = (StatusCode::UNPROCESSABLE_ENTITY, say_fault(fault));
            return page(state, staff, &registered, Some(fault)).await;
        }
    };
    match take(state, staff, (id, seen), Next { step, personal: None }).await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, stakeholder = number, "somebody put something of the involvement register back");
            Ok(Redirect::to(&address_of(registered.number, "")).into_response())
        }
        Err(StoreError::Changed) => {
            let stored = find(state, number).await?;
            page(state, staff, &stored.registered, Some((StatusCode::CONFLICT, NOT_DONE))).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(state: &AppState, staff: &Staff, registered: &Registered, fault: Fault) -> Result<Response, PageError> {
    let sources = Sources::find(state).await?;
    let people = People::find(state).await?;
    let access = access(staff);
    let status = fault.map_or(StatusCode::OK, |(status, _)| status);
    let title = numbered(registered, access);
    let gone = registered.taken_out().map(|reason| {
        view! { <p class="govuk-inset-text">"Taken out: " {reason.to_owned()}</p> }
    });
    Ok(Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{TITLE}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {fault.map(|(_, fault)| view! { <p class="govuk-inset-text" role="alert">{fault} "."</p> })}
            {gone}
            {about(registered, access)}
            {doors(registered, access)}
            <h2 class="govuk-heading-m">"How they will be involved"</h2>
            {intended(registered, &people)}
            <h2 class="govuk-heading-m">"How they were involved"</h2>
            {recorded(registered, &sources, access)}
            {taken_out(registered, access)}
            {log(registered, &people)}
        }
    }))
}

fn about(registered: &Registered, access: Access) -> AnyView {
    let stakeholder = registered.stakeholder;
    let mut rows =
        vec![SummaryRow::new("Kind", stakeholder.kind.label()), SummaryRow::new("Role", stakeholder.role.label())];
    if access == Access::Whole {
        let said = |words: &Option<String>| words.iter().cloned().collect();
        rows.push(SummaryRow::said("Contact", said(&registered.personal.contact)));
        rows.push(SummaryRow::said("Notes for staff", said(&registered.personal.notes)));
    }
    if stakeholder.kind == StakeholderKind::Organisation {
        let public = if stakeholder.is_named { "Everybody may read its name" } else { "For the staff alone" };
        rows.push(SummaryRow::new("Its name in public", public));
    }
    if stakeholder.role == StakeholderRole::SupportingAuthority {
        let link = view! { <a class="govuk-link" href=ROUNDS>{rounds::TITLE}</a> };
        rows.push(SummaryRow::new("What it was given", link));
    }
    let gaps = registered.gaps();
    if !gaps.is_empty() {
        rows.push(SummaryRow::new("What is missing", lines(gaps)));
    }
    summary_list(rows)
}

/// Draws a button that takes a step at once.
pub(super) fn button(registered: &Registered, below: &str, label: String) -> impl IntoView + use<> {
    let state = registered.entries.len().to_string();
    view! {
        <form method="post" action=address_of(registered.number, below)>
            <input type="hidden" name=STATE value=state/>
            <button class="govuk-button govuk-button--secondary" type="submit">{label}</button>
        </form>
    }
}

/// Leads to what can be done with them now.
fn doors(registered: &Registered, access: Access) -> Option<AnyView> {
    if access != Access::Whole {
        return None;
    }
    let link = |(below, words): (&str, &'static str)| {
        let href = address_of(registered.number, below);
        view! { <li><a class="govuk-link" href=href>{words}</a></li> }
    };
    let forget = ("/forget", "Delete contact and notes for good");
    if registered.taken_out().is_some() {
        let back = button(registered, "/put-back", "Put back".to_owned());
        return Some(view! { {back} <ul class="govuk-list">{link(forget)}</ul> }.into_any());
    }
    let plan = if registered.intention().is_none() {
        "Say how they will be involved"
    } else {
        "Look at how they will be involved"
    };
    let ways = [("/change", "Change who this is"), ("/plan", plan), ("/take-out", "Take out of the register"), forget];
    let add = address_of(registered.number, "/involvements/new");
    Some(
        view! {
            <a class="govuk-button" href=add>"Add an involvement"</a>
            <ul class="govuk-list">{ways.map(link).into_iter().collect_view()}</ul>
        }
        .into_any(),
    )
}

fn intention(intention: &Intention) -> AnyView {
    summary_list([
        SummaryRow::new("In which aspects", listed(intention.aspects.iter().copied())),
        SummaryRow::new("How", listed(intention.ways.iter().copied())),
        SummaryRow::said("What else", intention.words.iter().cloned().collect()),
    ])
}

/// Draws how they will be involved, and each version before.
fn intended(registered: &Registered, people: &People) -> AnyView {
    let mut versions = registered.intentions();
    let Some((newest, standing)) = versions.pop() else {
        return view! { <p class="fm-empty">"This is not written yet."</p> }.into_any();
    };
    let again = versions.last().is_some_and(|(_, before)| *before == standing);
    let when = if again { "Looked at again and left as it was" } else { "Written" };
    let older = versions.iter().rev().map(|(taken, before)| {
        view! { <p class="govuk-body">{signed(taken, people)}</p> {intention(before)} }
    });
    let older: Vec<_> = older.collect();
    let older = (!older.is_empty()).then(|| details("Versions before", older));
    view! {
        {intention(standing)}
        <p class="govuk-body">{when} ": " {signed(newest, people)} "."</p>
        {older}
    }
    .into_any()
}

fn signed(taken: &Taken<StakeholderStep>, people: &People) -> String {
    format!("{}, {}", people.say(taken.account), dates::moment(taken.at))
}

fn log(registered: &Registered, people: &People) -> AnyView {
    let line = |taken: &Taken<StakeholderStep>| {
        let said = format!("{} ({}).", step(&taken.step).trim_end_matches('.'), signed(taken, people));
        view! { <li>{said}</li> }
    };
    let lines = registered.entries.iter().map(line).collect_view();
    details("Every step, by whom and when", view! { <ol class="govuk-list govuk-list--number">{lines}</ol> }).into_any()
}
