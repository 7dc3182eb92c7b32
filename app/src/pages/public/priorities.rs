//! What the strategy might put first: all of it, and each with what people said, what was decided and what was done.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{consultation::Phase, priority::PriorityKind, vocabulary::Word};
use leptos::prelude::*;
use store::StoredPriority;

use super::breadcrumbs;
use crate::{
    error::PageError,
    parts::{Frame, Metadata, decisions},
    priorities::{Asked, Done, Figures, Trail, address},
    rich_text,
    state::AppState,
    visitor::Visitor,
    words::{
        Labelled, dates,
        moderation::TITLE as RESPONSES,
        priorities::{self as words, INTRODUCTION, TITLE},
    },
};

/// Lists the priorities by kind, those that are none any more apart.
pub(super) async fn list(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let today = state.today();
    let all = state.store.list_public_priorities().await?;
    let (current, ended): (Vec<_>, Vec<_>) = all.iter().partition(|stored| stored.profile.holds_on(today));
    Ok(Frame::new(&state, &visitor, TITLE).listed(Metadata::page("/priorities", INTRODUCTION)).show(|| {
        let of_kind = |kind: &PriorityKind| {
            let of_kind: Vec<_> = current.iter().filter(|stored| stored.priority.kind == *kind).copied().collect();
            section(words::together(*kind), &of_kind)
        };
        view! {
            <h1 class="govuk-heading-xl">{TITLE}</h1>
            <p class="govuk-body-l">{INTRODUCTION}</p>
            {all.is_empty().then(|| view! { <p class="fm-empty">"No priorities are written down here yet."</p> })}
            {PriorityKind::ALL.iter().map(of_kind).collect_view()}
            {section("No longer priorities", &ended)}
        }
    }))
}

fn section(heading: &'static str, priorities: &[&StoredPriority]) -> Option<AnyView> {
    let line = |stored: &&StoredPriority| {
        let (code, title) = (stored.priority.code.clone(), stored.priority.title.clone());
        view! { <li><a class="govuk-link" href=address(&code)>{title}</a> <span class="govuk-hint">" " {code}</span></li> }
    };
    let lines = priorities.iter().map(line).collect_view();
    (!priorities.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{heading}</h2>
            <ul class="govuk-list">{lines}</ul>
        }
        .into_any()
    })
}

/// Shows a priority.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let stored = state.store.find_priority(&code).await?.filter(|stored| stored.profile.is_public);
    let StoredPriority { priority, profile, .. } = stored.ok_or(PageError::NotFound)?;
    let trail = Trail::find(&state, &code).await?;
    let now = state.clock.now();
    let ended = profile.ended.as_ref().filter(|_| !profile.holds_on(state.today())).map(|ended| {
        view! {
            <div class="govuk-inset-text">
                <p class="govuk-body">{words::ended(ended.on)}</p>
                <p class="govuk-body fm-words">{ended.reason.clone()}</p>
            </div>
        }
    });
    let about = (!profile.about.is_empty())
        .then(|| view! { <div class="fm-prose" inner_html=rich_text::html(&profile.about)></div> });
    let description = rich_text::spoken(&profile.about);
    let description = if description.is_empty() { INTRODUCTION } else { &description };
    let metadata = Metadata::article(address(&code), description);
    let caption = format!("{} {}", priority.kind.label(), priority.code);
    Ok(Frame::new(&state, &visitor, priority.title.clone()).listed(metadata).show(|| {
        let asked = trail.asked.iter().map(|asked| said(asked, asked.consultation.phase(now))).collect_view();
        view! {
            {breadcrumbs("/priorities", TITLE)}
            <span class="govuk-caption-xl">{caption}</span>
            <h1 class="govuk-heading-xl">{priority.title.clone()}</h1>
            {ended}
            {about}
            <h2 class="govuk-heading-l">"What people said"</h2>
            {trail.asked.is_empty().then(|| view! { <p class="fm-empty">"No consultation has asked about it yet."</p> })}
            {asked}
            <h2 class="govuk-heading-l">"What was decided"</h2>
            {decisions(&trail.decisions)}
            <h2 class="govuk-heading-l">"What was done"</h2>
            {done(&trail)}
        }
    }))
}

/// Says what came out of a consultation that asked, or how it stands.
fn said(asked: &Asked, phase: Phase) -> AnyView {
    let Asked { consultation, figures, has_responses, .. } = asked;
    let about = format!("/consultations/{}", consultation.slug);
    let responses = has_responses.then(|| {
        let href = format!("{about}/responses");
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{RESPONSES}</a></p> }
    });
    let came_out = match (figures, phase) {
        (Some(figures), _) => came_out(figures, &about),
        (None, Phase::Open) => {
            let until = format!("You can answer until {}.", dates::moment(consultation.closes_at));
            view! { <p class="govuk-body">{until}</p> }.into_any()
        }
        (None, Phase::Upcoming) => {
            let from = format!("You can answer from {}.", dates::moment(consultation.opens_at));
            view! { <p class="govuk-body">{from}</p> }.into_any()
        }
        (None, Phase::Closed) => {
            view! { <p class="govuk-body">"It has closed. No figures for this priority are published."</p> }.into_any()
        }
    };
    view! {
        <h3 class="govuk-heading-m"><a class="govuk-link" href=about.clone()>{consultation.title.clone()}</a></h3>
        {came_out}
        {responses}
    }
    .into_any()
}

fn came_out(figures: &Figures, about: &str) -> AnyView {
    let edition = format!("edition {} of the results", figures.edition);
    let results = figures.priority.address.clone();
    view! {
        <p class="govuk-body">{words::figures(figures)}</p>
        <p class="govuk-hint">
            {words::of_whom(figures)} " From " <a class="govuk-link" href=results>{edition}</a> ", which says how far they can be trusted. "
            <a class="govuk-link" href=format!("{about}/paper")>"What was asked"</a>
        </p>
    }
    .into_any()
}

fn done(trail: &Trail) -> AnyView {
    let line = |done: &Done| {
        let (href, title) = (done.address.clone(), done.title.clone());
        view! { <li><a class="govuk-link" href=href>{title}</a> ": " {words::done(done)}</li> }
    };
    let lines: Vec<_> = trail.asked.iter().flat_map(|asked| &asked.replies).map(line).collect();
    if lines.is_empty() {
        view! { <p class="fm-empty">"Nothing that was done about it is published yet."</p> }.into_any()
    } else {
        view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> }.into_any()
    }
}
