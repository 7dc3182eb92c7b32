//! One proposal: what it says, where it comes from, what two people said about it, what was decided, and every step.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    ids::AccountId,
    permission::Action,
    sift::{DecidedAt, Fate, SiftFault, SiftStage, SiftStep, Sifted, Standing},
};
use leptos::prelude::*;
use store::{MeetingRecord, StoreError, StoredProposal};

use super::{
    Room,
    log::{self, last, signed},
    tables::{formula, score_table, screen_table},
};
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
        Labelled, meetings,
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
        let giver = given.and_then(|(other, step)| Some((room.numbered(other)?, step)));
        Ok([(stored, step)].into_iter().chain(giver).collect())
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
    let status = fault.map_or(StatusCode::OK, |(status, _)| status);
    let title = format!("Proposal {}: {}", sifted.number, sifted.proposal.title);
    Ok(Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>{TITLE}</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {fault.map(|(_, fault)| view! { <p class="govuk-inset-text" role="alert">{fault} "."</p> })}
            <blockquote class="govuk-inset-text fm-words">{sifted.proposal.words.clone()}</blockquote>
            {about(room, sifted)}
            {doors(room, sifted, staff)}
            {screening(room, sifted, (&people, reader))}
            {scoring(room, sifted, (&people, reader))}
            {decided(sifted, &people, &meetings)}
            {log::draw(sifted, &people, reader)}
        }
    }))
}

fn about(room: &Room, sifted: &Sifted) -> AnyView {
    let proposal = &sifted.proposal;
    let merged = room.proposals.iter().filter(|other| other.sifted.fate() == Fate::Merged(sifted.number));
    let mut comments = proposal.comments.clone();
    let merged: Vec<&Sifted> = merged.map(|stored| &stored.sifted).collect();
    comments.extend(merged.iter().flat_map(|other| &other.proposal.comments));
    comments.sort_unstable();
    comments.dedup();
    let comment = |number: &i64| {
        let href = format!("/staff/consultations/{}/comments/{number}", room.consultation.slug);
        view! { <div><a class="govuk-link" href=href>{format!("Comment {number}")}</a></div> }
    };
    let elsewhere = [sifted].into_iter().chain(merged.iter().copied()).filter_map(|one| one.proposal.elsewhere.clone());
    let elsewhere = elsewhere.map(|words| view! { <div class="fm-words">{words}</div> }).collect_view();
    let from = view! { {comments.iter().map(comment).collect_view()} {elsewhere} };
    let link = |number: i64, title: &str| {
        view! { <div><a class="govuk-link" href=room.address_of(number, "")>{format!("{number}: {title}")}</a></div> }
    };
    let stage = sifted.stage(&room.sieves).label();
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
    let ways = [
        ("/decide", "Record what is decided", may_decide),
        ("/interest", "Say whether you have an interest", true),
        ("/write", "Change what it says", true),
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

/// Says how two people judged it, or who has and that it is shown when both have.
fn judged<T>(
    sifted: &Sifted,
    standing: &[Standing<'_, T>],
    (people, reader): (&People, Option<AccountId>),
    table: impl FnOnce([String; 2]) -> AnyView,
) -> AnyView {
    let who: Vec<String> = standing.iter().map(|standing| people.say(standing.account)).collect();
    let is_seen = standing.iter().any(|standing| sifted.may_see(&sifted.entries[standing.place], reader));
    let version = standing.first().map(|standing| {
        view! { <p class="govuk-body">{format!("Version {} of the questions and criteria.", standing.judged.version)}</p> }
    });
    let waits = (standing.len() == 1).then(|| {
        let said = format!("{} has finished. What they said is shown to others once a second person has.", who[0]);
        view! { <p class="govuk-body">{said}</p> }
    });
    let column = |hand| {
        let of = standing.iter().find(|standing| standing.judged.hand == hand);
        of.map_or_else(|| "Nobody yet".to_owned(), |standing| people.say(standing.account))
    };
    let columns = [domain::coding::Hand::First, domain::coding::Hand::Second].map(column);
    view! { {waits} {is_seen.then(|| table(columns))} {version} }.into_any()
}

fn screening(room: &Room, sifted: &Sifted, (people, reader): (&People, Option<AccountId>)) -> AnyView {
    let standing = sifted.screenings();
    let interests = sifted.entries.iter().filter_map(|entry| match &entry.step {
        SiftStep::Declared(Some(interest))
            if entry.account.is_none_or(|account| sifted.interest_of(account) == Some(Some(interest))) =>
        {
            Some(view! { <li class="fm-words">{format!("{}: {interest}", people.say(entry.account))}</li> })
        }
        _ => None,
    });
    let interests: Vec<_> = interests.collect();
    let interests = (!interests.is_empty()).then(|| {
        view! { <h3 class="govuk-heading-s">"Interests declared"</h3> <ul class="govuk-list govuk-list--bullet">{interests}</ul> }
    });
    let drawn = if standing.is_empty() {
        view! { <p class="govuk-body">"Nobody has screened it."</p> }.into_any()
    } else {
        let lines = sifted.screen_lines(&room.sieves, reader);
        judged(sifted, &standing, (people, reader), |who| screen_table(&lines, who))
    };
    let settled = last(sifted, |step| matches!(step, SiftStep::Settled(_))).zip(sifted.settlement());
    let settled = settled.map(|(entry, (settlement, holds))| {
        let waits = if holds { "" } else { " It holds once the other of the two agrees." };
        let verdicts: Vec<String> = settlement.verdicts.values().map(|verdict| verdict.label().to_owned()).collect();
        let said = format!(
            "Settled by {} ({}): {}.{waits}",
            signed(entry, people),
            verdicts.join(", "),
            settlement.reason.trim_end_matches('.')
        );
        view! { <p class="govuk-body">{said}</p> }
    });
    let passage = sifted
        .passage(&room.sieves)
        .map(|passage| view! { <p class="govuk-body"><strong>{passage.label()} "."</strong></p> });
    view! {
        <h2 class="govuk-heading-m">"Screening"</h2>
        {drawn} {settled} {passage} {interests}
    }
    .into_any()
}

fn scoring(room: &Room, sifted: &Sifted, (people, reader): (&People, Option<AccountId>)) -> Option<AnyView> {
    let standing = sifted.scorings();
    if standing.is_empty() && sifted.stage(&room.sieves) != SiftStage::ToScore {
        return None;
    }
    let drawn = if standing.is_empty() {
        view! { <p class="govuk-body">"Nobody has scored it."</p> }.into_any()
    } else {
        let lines = sifted.score_lines(&room.sieves, reader);
        judged(sifted, &standing, (people, reader), |who| score_table(&lines, who))
    };
    let value = sifted.is_scored().then(|| {
        let lines = sifted.score_lines(&room.sieves, None);
        let left: Vec<&str> =
            lines.iter().filter(|line| line.both().is_none()).map(|line| line.criterion.name.as_str()).collect();
        let left = if left.is_empty() { String::new() } else { format!(" Left out: {}.", left.join(", ")) };
        let value = sifted.value(&room.sieves).map_or_else(
            || "No value, because there is no criterion that both scored.".to_owned(),
            |value| format!("Value {} of 100.", words::value(value)),
        );
        view! { <p class="govuk-body"><strong>{value}</strong> {left} " " {formula()}</p> }
    });
    Some(view! { <h2 class="govuk-heading-m">"Scoring"</h2> {drawn} {value} }.into_any())
}

/// Tells every decision, the newest first, and where each was taken.
fn decided(sifted: &Sifted, people: &People, records: &[MeetingRecord]) -> Option<AnyView> {
    let decisions = sifted.entries.iter().rev().filter_map(|entry| match &entry.step {
        SiftStep::Decided(decision) => Some((entry, decision)),
        _ => None,
    });
    let place = |decided_at: &DecidedAt| match decided_at {
        DecidedAt::Elsewhere { .. } => words::elsewhere(decided_at).into_any(),
        DecidedAt::Meeting { meeting, item } => match records.iter().find(|record| record.meeting.id == *meeting) {
            None => format!("Item {item} of a meeting whose minutes are not public any more").into_any(),
            Some(record) => {
                let title = meetings::title(&record.group, record.minutes.kind, record.meeting.held_on);
                let href = format!("/meetings/{}", record.meeting.slug);
                view! { <a class="govuk-link" href=href>{title}</a> {format!(", item {item}")} }.into_any()
            }
        },
    };
    let drawn = decisions.enumerate().map(|(place_in, (entry, decision))| {
        let heading = if place_in == 0 { words::course(decision) } else { format!("Before: {}", words::course(decision)) };
        let reason = (!decision.reason.is_empty()).then(|| {
            view! { <p class="govuk-body">{format!("It took the place of the decision before: {}", decision.reason)}</p> }
        });
        view! {
            <h3 class="govuk-heading-s">{heading}</h3>
            <p class="govuk-body fm-words">{decision.words.clone()}</p>
            <p class="govuk-body">{place(&decision.decided_at)} ". Recorded by " {signed(entry, people)} "."</p>
            {reason}
        }
    });
    let drawn: Vec<_> = drawn.collect();
    (!drawn.is_empty()).then(|| view! { <h2 class="govuk-heading-m">"Decision"</h2> {drawn} }.into_any())
}
