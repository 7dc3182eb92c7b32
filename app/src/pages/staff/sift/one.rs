//! One proposal: what it says, where it comes from, what two people said about it, what was decided, and every step.

mod judged;

use std::collections::BTreeSet;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    permission::Action,
    sift::{Fate, SiftFault, SiftStep, Sifted},
};
use leptos::prelude::*;
use store::{StoreError, StoredProposal};

use self::judged::{decided, scoring, screening};
use super::{Room, list::stands, log};
use crate::{
    error::PageError,
    pages::staff::{
        comments::{People, coder},
        form::STATE,
    },
    parts::{Frame, SummaryRow, summary_list},
    posted::Posted,
    state::AppState,
    visitor::{Staff, may},
    words::{
        Labelled,
        sift::{self as words, TITLE},
    },
};

/// What is said to whoever pressed a button of a page that is not as it was.
const CHANGED: &str = "Somebody has added to this proposal since you opened this page. Nothing was done";

/// Shows the page.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    page(&state, &staff, &room, &number, None).await
}

/// Agrees with what the other of the two settled.
pub(super) async fn agree(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let account = staff.account.id;
    press(&state, &staff, (&slug, &number), &fields, |_, stored| Ok(vec![(stored, stored.sifted.agree(account)?)]))
        .await
}

/// Puts a proposal back that was merged or taken out.
pub(super) async fn put_back(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    press(&state, &staff, (&slug, &number), &fields, |room, stored| {
        let (step, given) = stored.sifted.put_back()?;
        let from_other = given.and_then(|(other, step)| Some((room.numbered(other)?, step)));
        Ok([(stored, step)].into_iter().chain(from_other).collect())
    })
    .await
}

type Steps<'a> = Result<Vec<(&'a StoredProposal, SiftStep)>, SiftFault>;

/// Takes the steps that a button stands for, if the page is as it was.
async fn press(
    state: &AppState,
    staff: &Staff,
    (slug, number): (&str, &str),
    fields: &Fields,
    steps: impl for<'r> FnOnce(&'r Room, &'r StoredProposal) -> Steps<'r>,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, Action::CodeComments).await?;
    let stored = room.find(number)?;
    if fields.text(STATE) != stored.sifted.entries.len().to_string() {
        return page(state, staff, &room, number, Some((StatusCode::CONFLICT, CHANGED))).await;
    }
    let steps = match steps(&room, stored) {
        Ok(steps) => steps,
        Err(fault) => {
            return page(state, staff, &room, number, Some((StatusCode::UNPROCESSABLE_ENTITY, words::fault(fault))))
                .await;
        }
    };
    match room.take(state, staff, steps).await {
        Ok(()) => Ok(Redirect::to(&room.address_of(stored.sifted.number, "")).into_response()),
        Err(StoreError::Changed) => {
            let room = Room::enter(state, staff, slug, Action::CodeComments).await?;
            page(state, staff, &room, number, Some((StatusCode::CONFLICT, CHANGED))).await
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
    let stored = room.find(number)?;
    let (sifted, reader) = (&stored.sifted, coder(staff));
    let people = People::find(state).await?;
    let meetings = state.store.list_public_meetings().await?;
    let gone = gone(state, room, sifted).await?;
    let status = fault.map_or(StatusCode::OK, |(status, _)| status);
    let title = format!("Proposal {}: {}", sifted.number, sifted.proposal.title);
    Ok(Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>{TITLE}</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {fault.map(|(_, fault)| view! { <p class="govuk-inset-text" role="alert">{fault} "."</p> })}
            <blockquote class="govuk-inset-text fm-words">{sifted.proposal.words.clone()}</blockquote>
            {about(room, sifted, &gone)}
            {doors(room, sifted, staff)}
            {screening(room, sifted, (&people, reader))}
            {scoring(room, sifted, (&people, reader))}
            {decided(sifted, &people, &meetings)}
            {log::draw((sifted, &room.sieves), &people, reader)}
        }
    }))
}

/// Gives a proposal with those that were merged into it.
fn family<'a>(room: &'a Room, sifted: &'a Sifted) -> Vec<&'a Sifted> {
    let others = room.proposals.iter().map(|stored| &stored.sifted);
    [sifted].into_iter().chain(others.filter(|other| other.fate() == Fate::Merged(sifted.number))).collect()
}

/// Lists the numbers of the comments that a proposal comes from.
fn comments(room: &Room, sifted: &Sifted) -> BTreeSet<i64> {
    family(room, sifted).into_iter().flat_map(|one| one.proposal.comments.iter().copied()).collect()
}

/// Lists those comments that are not there any more, because a response was withdrawn or erased.
async fn gone(state: &AppState, room: &Room, sifted: &Sifted) -> Result<BTreeSet<i64>, PageError> {
    let mut gone = BTreeSet::new();
    for number in comments(room, sifted) {
        if state.store.find_comment(room.consultation.id, number).await?.is_none() {
            gone.insert(number);
        }
    }
    Ok(gone)
}

fn about(room: &Room, sifted: &Sifted, gone: &BTreeSet<i64>) -> AnyView {
    let proposal = &sifted.proposal;
    let family = family(room, sifted);
    let merged = &family[1..];
    let comment = |number: i64| {
        if gone.contains(&number) {
            return view! { <div>{format!("Comment {number}, which is not there any more")}</div> }.into_any();
        }
        let href = format!("/staff/consultations/{}/comments/{number}", room.consultation.slug);
        view! { <div><a class="govuk-link" href=href>{format!("Comment {number}")}</a></div> }.into_any()
    };
    let elsewhere = family.iter().filter_map(|one| one.proposal.elsewhere.clone());
    let elsewhere = elsewhere.map(|words| view! { <div class="fm-words">{words}</div> }).collect_view();
    let from = view! { {comments(room, sifted).into_iter().map(comment).collect_view()} {elsewhere} };
    let link = |number: i64, title: &str| {
        view! { <div><a class="govuk-link" href=room.address_of(number, "")>{format!("{number}: {title}")}</a></div> }
    };
    let stage = stands(sifted, room);
    let fate = match sifted.fate() {
        Fate::Stands => ().into_any(),
        Fate::Merged(into) => {
            link(into, room.numbered(into).map_or("", |other| &other.sifted.proposal.title)).into_any()
        }
        Fate::TakenOut(reason) => view! { <div class="fm-words">{reason.to_owned()}</div> }.into_any(),
    };
    let public = if proposal.is_public { "May be told in public" } else { "For the staff alone" };
    let mut rows = vec![
        SummaryRow::new("Kind", proposal.kind.label()),
        SummaryRow::new("Comes from", from),
        SummaryRow::new("Where it stands", view! { {stage} {fate} }),
        SummaryRow::new("Public or not", public),
    ];
    if !merged.is_empty() {
        let links = merged.iter().map(|other| link(other.number, &other.proposal.title)).collect_view();
        rows.push(SummaryRow::new("Merged into it", links));
    }
    summary_list(rows)
}

/// Leads to what this person can do with it now.
fn doors(room: &Room, sifted: &Sifted, staff: &Staff) -> Option<AnyView> {
    let account = coder(staff)?;
    let (number, sieves) = (sifted.number, &room.sieves);
    let state = || view! { <input type="hidden" name=STATE value=sifted.entries.len().to_string()/> };
    let button = |below: &str, label: &'static str| {
        view! {
            <form method="post" action=room.address_of(number, below)>
                {state()}
                <button class="govuk-button govuk-button--secondary" type="submit">{label}</button>
            </form>
        }
    };
    if sifted.fate() != Fate::Stands {
        return Some(button("/put-back", "Put it back").into_any());
    }
    let can = |judged: Result<(), SiftFault>| matches!(judged, Ok(()) | Err(SiftFault::Unsaid));
    let main = [
        ("/screen", "Screen it", can(sifted.may_screen(account))),
        ("/settle", "Settle where they differ", can(sifted.may_settle(account, sieves))),
        ("/score", "Score it", can(sifted.may_score(account, sieves))),
    ];
    let main = main.into_iter().filter(|(.., can)| *can).map(|(below, label, _)| {
        view! { <a class="govuk-button" href=room.address_of(number, below)>{label}</a> }
    });
    let agree = sifted.agree(account).is_ok().then(|| button("/agree", "Agree with what was settled"));
    let may_decide = may(&staff.account, Action::DecideProposals) && sifted.passage(sieves).is_some();
    let write = if sifted.words_stay() {
        "Change where it comes from, or whether it may be told"
    } else {
        "Change what it says"
    };
    let ways = [
        ("/decide", "Record what is decided", may_decide),
        ("/interest", "Say whether you have an interest", true),
        ("/write", write, true),
        ("/merge", "Merge it into another", true),
        ("/take-out", "Take it out", true),
    ];
    let ways = ways.into_iter().filter(|(.., can)| *can).map(|(below, label, _)| {
        view! { <li><a class="govuk-link" href=room.address_of(number, below)>{label}</a></li> }
    });
    Some(
        view! {
            <div class="govuk-button-group">{main.collect_view()} {agree}</div>
            <ul class="govuk-list">{ways.collect_view()}</ul>
        }
        .into_any(),
    )
}
