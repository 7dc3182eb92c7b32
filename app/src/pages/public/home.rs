//! The home page: what the strategy is, how far it is, and what anyone can do now.

use axum::{extract::State, response::Response};
use domain::{
    consultation::{Consultation, Phase},
    strategy::{Fact, Progress, Step, Strategy},
};
use leptos::prelude::*;
use store::{MeetingRecord, PageRequest, Readers, RecordFilter};

use super::{
    consultations::{ByPhase, when},
    listing,
};
use crate::{
    error::PageError,
    pages::feeds::FEED,
    parts::{Frame, Metadata},
    state::AppState,
    visitor::Visitor,
    words::feeds,
};

/// How many records of meetings the page shows.
const LATEST: PageRequest = PageRequest { number: 1, size: 3 };

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let strategy = state.store.find_strategy().await?;
    let consultations = ByPhase::new(state.store.list_published_consultations().await?, state.clock.now());
    let filter = RecordFilter { group: None, readers: Readers::Everyone };
    let latest = state.store.list_records(&filter, LATEST).await?.rows;
    let (name, summary) = match &strategy {
        Some(strategy) => (strategy.title.as_str(), strategy.summary.as_str()),
        None => (state.site.name.as_str(), feeds::EVERYTHING),
    };
    let metadata = Metadata::page("/", summary).titled(name).feed(feeds::title(&state.site.name), FEED);
    Ok(Frame::new(&state, &visitor, "Home").listed(metadata).show(|| {
        view! {
            {introduction(&state.site.name, strategy.as_ref())}
            {have_your_say(&consultations)}
            {landowners(strategy.as_ref())}
            {strategy.as_ref().map(about)}
            {latest_minutes(&latest)}
        }
    }))
}

fn introduction(site: &str, strategy: Option<&Strategy>) -> impl IntoView + use<> {
    let title = strategy.map_or(site, |strategy| &strategy.title).to_owned();
    let summary = strategy.map(|strategy| view! { <p class="govuk-body-l">{strategy.summary.clone()}</p> });
    view! {
        <h1 class="govuk-heading-xl">{title}</h1>
        {summary}
    }
}

fn have_your_say(consultations: &ByPhase) -> impl IntoView + use<> {
    let open = consultations.open.iter().map(|consultation| card(Phase::Open, consultation));
    let upcoming = consultations.upcoming.iter().map(|consultation| card(Phase::Upcoming, consultation));
    let cards: Vec<_> = open.chain(upcoming).collect();
    let nothing = consultations.open.is_empty().then(|| {
        view! { <p class="govuk-body">"No consultation is open at the moment."</p> }
    });
    let cards = (!cards.is_empty()).then(|| view! { <ul class="fm-cards">{cards}</ul> });
    view! {
        <h2 class="govuk-heading-l">"Have your say"</h2>
        {nothing}
        {cards}
        <p class="govuk-body">
            <a class="govuk-link" href="/consultations">"All consultations, including those that have closed"</a>
        </p>
    }
}

fn card(phase: Phase, consultation: &Consultation) -> AnyView {
    let address = format!("/consultations/{}", consultation.slug);
    let title = consultation.title.clone();
    let class = if phase == Phase::Open { "fm-card fm-card--open" } else { "fm-card" };
    let button = (phase == Phase::Open).then(|| {
        view! {
            <a class="govuk-button govuk-!-margin-bottom-0" href=address.clone()>
                "Take part" <span class="govuk-visually-hidden">{format!(" in ‘{title}’")}</span>
            </a>
        }
    });
    view! {
        <li class=class>
            <h3 class="fm-card__title"><a class="govuk-link" href=address.clone()>{title.clone()}</a></h3>
            <p class="fm-card__text">{consultation.summary.clone()}</p>
            <p class="fm-card__meta">{when(phase, consultation)}</p>
            {button}
        </li>
    }
    .into_any()
}

fn about(strategy: &Strategy) -> impl IntoView + use<> {
    let aims = strategy.aims.iter().map(|aim| view! { <li>{aim.clone()}</li> }).collect_view();
    let aims = (!strategy.aims.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-l">"What the strategy will do"</h2>
            <ul class="govuk-list govuk-list--bullet">{aims}</ul>
        }
    });
    let facts = (!strategy.facts.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-l">"Why it is needed"</h2>
            <dl class="fm-facts">{strategy.facts.iter().map(fact).collect_view()}</dl>
        }
    });
    let steps = (!strategy.steps.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-l">"How far the work is"</h2>
            <ol class="fm-stages">{strategy.steps.iter().map(step).collect_view()}</ol>
        }
    });
    let map = strategy.map.clone().map(|words| section("The map", words));
    let leadership = strategy.leadership.clone().map(|words| section("Who prepares it", words));
    view! { {aims} {facts} {steps} {map} {leadership} }
}

fn fact(fact: &Fact) -> impl IntoView + use<> {
    view! {
        <div class="fm-facts__fact">
            <dt>{fact.meaning.clone()}</dt>
            <dd class="fm-facts__number">{fact.figure.clone()}</dd>
        </div>
    }
}

fn step(step: &Step) -> impl IntoView + use<> {
    let (modifier, words) = match step.progress {
        Progress::Done => (" fm-stages__stage--done", "Done"),
        Progress::Current => (" fm-stages__stage--now", "Happening now"),
        Progress::Next => ("", "Still to come"),
    };
    view! {
        <li class=format!("fm-stages__stage{modifier}")>
            <strong class="fm-stages__name">{step.title.clone()}</strong>
            <span>{words} ". " {step.summary.clone()}</span>
        </li>
    }
}

fn section(heading: &'static str, words: String) -> impl IntoView {
    view! {
        <h2 class="govuk-heading-l">{heading}</h2>
        <p class="govuk-body">{words}</p>
    }
}

fn landowners(strategy: Option<&Strategy>) -> impl IntoView + use<> {
    let words = strategy.and_then(|strategy| strategy.landowners.clone());
    view! {
        <h2 class="govuk-heading-l">"If you farm, own or manage land"</h2>
        {words.map(|words| view! { <p class="govuk-body">{words}</p> })}
        <p class="govuk-body">
            <a class="govuk-link" href="/expressions-of-interest">"Tell us about your land"</a>
        </p>
    }
}

fn latest_minutes(latest: &[MeetingRecord]) -> impl IntoView + use<> {
    let records = if latest.is_empty() {
        view! { <p class="govuk-body">"No minutes have been published yet."</p> }.into_any()
    } else {
        view! {
            {listing(latest)}
            <p class="govuk-body"><a class="govuk-link" href="/minutes">"All minutes"</a></p>
        }
        .into_any()
    };
    view! {
        <h2 class="govuk-heading-l">"Latest minutes"</h2>
        {records}
        <p class="govuk-body"><a class="govuk-link" href="/documents">"Documents of the strategy and its groups"</a></p>
        <p class="govuk-body"><a class="govuk-link" href="/feeds">"Hear of what is new by feed or in your calendar"</a></p>
        <p class="govuk-body"><a class="govuk-link" href="/alerts">"Get an email when something new is published"</a></p>
    }
}
