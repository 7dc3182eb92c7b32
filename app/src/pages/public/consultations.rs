//! The list of consultations, by phase.

use axum::{extract::State, response::Response};
use domain::{
    consultation::{Consultation, Phase},
    ids::ConsultationId,
    invitation::Admission,
    time::Moment,
};
use leptos::prelude::*;

use super::{moment, replies::Answered};
use crate::{
    error::PageError,
    pages::feeds::FEED,
    parts::{Frame, Metadata},
    state::AppState,
    visitor::Visitor,
    words::{Labelled, feeds, replies::TITLE},
};

/// What the page begins with.
const INTRODUCTION: &str = "We ask what matters to you before anything is decided.";

/// Consultations by phase, each list with what comes soonest first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ByPhase {
    /// Those that take answers, the first to close first.
    pub open: Vec<Consultation>,
    /// Those to come, the first to open first.
    pub upcoming: Vec<Consultation>,
    /// Those that are over, the last to close first.
    pub closed: Vec<Consultation>,
}

impl ByPhase {
    pub fn new(all: Vec<Consultation>, now: Moment) -> Self {
        let mut sorted = Self::default();
        for consultation in all {
            match consultation.phase(now) {
                Phase::Open => sorted.open.push(consultation),
                Phase::Upcoming => sorted.upcoming.push(consultation),
                Phase::Closed => sorted.closed.push(consultation),
            }
        }
        sorted.open.sort_by_key(|consultation| consultation.closes_at);
        sorted.upcoming.sort_by_key(|consultation| consultation.opens_at);
        sorted.closed.sort_by_key(|consultation| std::cmp::Reverse(consultation.closes_at));
        sorted
    }
}

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let with_results = state.store.list_consultations_with_results().await?;
    let now = state.clock.now();
    let with_replies = state.store.list_consultations_with_replies().await?;
    let consultations = ByPhase::new(state.store.list_published_consultations().await?, now);
    let told = Told { with_results, with_replies, now };
    let metadata = Metadata::page("/consultations", INTRODUCTION).feed(feeds::title(&state.site.name), FEED);
    Ok(Frame::new(&state, &visitor, "Consultations").listed(metadata).show(|| {
        view! {
            <h1 class="govuk-heading-xl">"Consultations"</h1>
            <p class="govuk-body-l">{INTRODUCTION}</p>
            {open(&consultations.open, &told)}
            {others("Opening later", Phase::Upcoming, &consultations.upcoming, &told)}
            {others("Closed", Phase::Closed, &consultations.closed, &told)}
            <p class="govuk-body">
                <a class="govuk-link" href="/priorities">"What came out for each priority, what was decided and what was done"</a>
            </p>
            {alerts()}
        }
    }))
}

/// Leads to the alerts about consultations.
pub(super) fn alerts() -> impl IntoView {
    view! {
        <p class="govuk-body">
            <a class="govuk-link" href="/alerts?about=consultations">"Get an email when a consultation opens or has results"</a>
        </p>
    }
}

/// What was told of consultations that are over.
struct Told {
    with_results: Vec<ConsultationId>,
    with_replies: Vec<ConsultationId>,
    now: Moment,
}

fn open(consultations: &[Consultation], told: &Told) -> impl IntoView + use<> {
    let list = if consultations.is_empty() {
        view! { <p class="govuk-body">"No consultation is open at the moment."</p> }.into_any()
    } else {
        listing(Phase::Open, consultations, told)
    };
    view! {
        <h2 class="govuk-heading-l">"Open now"</h2>
        {list}
    }
}

/// Draws a list with its heading, and with ways to the results and the replies of those that have some.
fn others(
    heading: &'static str,
    phase: Phase,
    consultations: &[Consultation],
    told: &Told,
) -> Option<impl IntoView + use<>> {
    (!consultations.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-l">{heading}</h2>
            {listing(phase, consultations, told)}
        }
    })
}

fn listing(phase: Phase, consultations: &[Consultation], told: &Told) -> AnyView {
    let items = consultations.iter().map(|consultation| {
        let results = told.with_results.contains(&consultation.id);
        let results = results.then(|| way(consultation, "results", "Results"));
        let answered = Answered::of(consultation, told.with_replies.contains(&consultation.id), told.now);
        let replies = answered.is_public.then(|| way(consultation, "replies", TITLE));
        view! {
            <li class="fm-listing__item">
                <h3 class="fm-listing__title">
                    <a class="govuk-link" href=format!("/consultations/{}", consultation.slug)>
                        {consultation.title.clone()}
                    </a>
                </h3>
                <p class="govuk-body govuk-!-margin-bottom-1">{consultation.summary.clone()}</p>
                <p class="fm-listing__meta">
                    <span>{consultation.kind.label()}</span>
                    {(consultation.admission == Admission::Invited).then(|| view! { <span>"By invitation"</span> })}
                    <span>{when(phase, consultation)}</span>
                    {results}
                    {replies}
                    {answered.mark()}
                </p>
            </li>
        }
    });
    view! { <ul class="fm-listing">{items.collect_view()}</ul> }.into_any()
}

/// Leads to a page of a consultation from the list.
fn way(consultation: &Consultation, page: &'static str, words: &'static str) -> impl IntoView + use<> {
    let address = format!("/consultations/{}/{page}", consultation.slug);
    let spoken = format!(" of {}", consultation.title);
    view! {
        <span>
            <a class="govuk-link" href=address>{words}<span class="govuk-visually-hidden">{spoken}</span></a>
        </span>
    }
}

/// Says when a consultation closes, opens or closed, whichever matters in its phase.
pub(super) fn when(phase: Phase, consultation: &Consultation) -> impl IntoView + use<> {
    let (words, at) = match phase {
        Phase::Upcoming => ("Opens on ", consultation.opens_at),
        Phase::Open => ("Closes on ", consultation.closes_at),
        Phase::Closed => ("Closed on ", consultation.closes_at),
    };
    view! { {words} {moment(at)} }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone, Utc};
    use domain::consultation::ConsultationKind;
    use uuid::Uuid;

    use super::*;

    fn now() -> Moment {
        Utc.with_ymd_and_hms(2026, 3, 10, 12, 0, 0).unwrap()
    }

    fn consultation(opens: i64, closes: i64) -> Consultation {
        Consultation {
            id: ConsultationId(Uuid::nil()),
            slug: format!("{opens}-{closes}"),
            title: String::new(),
            summary: String::new(),
            kind: ConsultationKind::EarlySurvey,
            opens_at: now() + TimeDelta::days(opens),
            closes_at: now() + TimeDelta::days(closes),
            admission: Admission::Everyone,
        }
    }

    #[test]
    fn what_comes_soonest_stands_first_and_what_closed_last_too() {
        let days = [(-9, 9), (-9, 2), (5, 20), (3, 30), (-40, -30), (-40, -2)];
        let sorted = ByPhase::new(days.map(|(opens, closes)| consultation(opens, closes)).into(), now());
        let slugs = |list: &[Consultation]| list.iter().map(|found| found.slug.clone()).collect::<Vec<_>>();
        assert_eq!(slugs(&sorted.open), ["-9-2", "-9-9"]);
        assert_eq!(slugs(&sorted.upcoming), ["3-30", "5-20"]);
        assert_eq!(slugs(&sorted.closed), ["-40--2", "-40--30"]);
    }
}
