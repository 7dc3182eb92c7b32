//! The home page: what the strategy is, how far it is, and what anyone can do now.

use axum::{extract::State, response::Response};
use domain::{
    article::ArticleKind,
    consultation::{Consultation, Phase},
    front::{Front, HomePart},
    strategy::{Fact, Progress, Step, Strategy},
};
use leptos::prelude::*;
use store::{MeetingRecord, PageRequest, Readers, RecordFilter, ShownArticle};

use super::{
    articles,
    consultations::{ByPhase, when},
    listing,
};
use crate::{
    error::PageError,
    pages::feeds::FEED,
    parts::{Frame, Metadata},
    state::AppState,
    visitor::Visitor,
    words::{Labelled, feeds},
};

/// How many records of meetings the page shows.
const LATEST: PageRequest = PageRequest { number: 1, size: 3 };
/// How many news it shows.
const NEWS: usize = 3;

/// What the parts of the page are drawn of.
struct Home {
    strategy: Option<Strategy>,
    consultations: ByPhase,
    pages: Vec<ShownArticle>,
    news: Vec<ShownArticle>,
    latest: Vec<MeetingRecord>,
}

pub(super) async fn show(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let Front { strategy, home: parts, .. } = state.store.find_front().await?.front;
    let now = state.clock.now();
    let (mut news, pages): (Vec<_>, Vec<_>) =
        state.store.list_shown_articles(now).await?.into_iter().partition(|one| one.stored.kind == ArticleKind::News);
    articles::order(&mut news);
    news.truncate(NEWS);
    let filter = RecordFilter { group: None, readers: Readers::Everyone };
    let home = Home {
        strategy,
        consultations: ByPhase::new(state.store.list_published_consultations().await?, now),
        pages,
        news,
        latest: state.store.list_records(&filter, LATEST).await?.rows,
    };
    let (name, summary) = match &home.strategy {
        Some(strategy) => (strategy.title.as_str(), strategy.summary.as_str()),
        None => (state.site.name.as_str(), feeds::EVERYTHING),
    };
    let metadata = Metadata::page("/", summary).titled(name).feed(feeds::title(&state.site.name), FEED);
    Ok(Frame::new(&state, &visitor, "Home").listed(metadata).show(|| {
        view! {
            {introduction(&state.site.name, home.strategy.as_ref())}
            {parts.into_iter().map(|one| part(&home, one)).collect_view()}
            <p class="govuk-body"><a class="govuk-link" href="/feeds">"Hear of what is new by feed or in your calendar"</a></p>
            <p class="govuk-body"><a class="govuk-link" href="/alerts">"Get an email when something new is published"</a></p>
        }
    }))
}

/// Draws a part of the page; nothing where there is nothing to say.
fn part(home: &Home, part: HomePart) -> Option<AnyView> {
    let strategy = home.strategy.as_ref();
    let words = |words: Option<&String>| words.map(|words| section(part.label(), words.clone()));
    match part {
        HomePart::Consultations => Some(have_your_say(&home.consultations).into_any()),
        HomePart::Landowners => Some(landowners(strategy).into_any()),
        HomePart::Aims => aims(strategy?),
        HomePart::Facts => facts(strategy?),
        HomePart::Steps => steps(strategy?),
        HomePart::Map => words(strategy?.map.as_ref()),
        HomePart::Leadership => words(strategy?.leadership.as_ref()),
        HomePart::Pages => listed(part, &home.pages, ("/pages", "All pages")),
        HomePart::News => listed(part, &home.news, ("/news", "All news")),
        HomePart::Minutes => Some(latest_minutes(&home.latest).into_any()),
    }
}

/// Lists pages or news, with a way to all of them.
fn listed(part: HomePart, all: &[ShownArticle], (href, words): (&'static str, &'static str)) -> Option<AnyView> {
    (!all.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-l">{part.label()}</h2>
            {articles::lines(all)}
            <p class="govuk-body"><a class="govuk-link" href=href>{words}</a></p>
        }
        .into_any()
    })
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
        <h2 class="govuk-heading-l">{HomePart::Consultations.label()}</h2>
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

fn aims(strategy: &Strategy) -> Option<AnyView> {
    (!strategy.aims.is_empty()).then(|| {
        let aims = strategy.aims.iter().map(|aim| view! { <li>{aim.clone()}</li> }).collect_view();
        view! {
            <h2 class="govuk-heading-l">{HomePart::Aims.label()}</h2>
            <ul class="govuk-list govuk-list--bullet">{aims}</ul>
        }
        .into_any()
    })
}

fn facts(strategy: &Strategy) -> Option<AnyView> {
    (!strategy.facts.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-l">{HomePart::Facts.label()}</h2>
            <dl class="fm-facts">{strategy.facts.iter().map(fact).collect_view()}</dl>
        }
        .into_any()
    })
}

fn steps(strategy: &Strategy) -> Option<AnyView> {
    (!strategy.steps.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-l">{HomePart::Steps.label()}</h2>
            <ol class="fm-stages">{strategy.steps.iter().map(step).collect_view()}</ol>
        }
        .into_any()
    })
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
    let modifier = match step.progress {
        Progress::Done => " fm-stages__stage--done",
        Progress::Current => " fm-stages__stage--now",
        Progress::Next => "",
    };
    view! {
        <li class=format!("fm-stages__stage{modifier}")>
            <strong class="fm-stages__name">{step.title.clone()}</strong>
            <span>{step.progress.label()} ". " {step.summary.clone()}</span>
        </li>
    }
}

fn section(heading: &'static str, words: String) -> AnyView {
    view! {
        <h2 class="govuk-heading-l">{heading}</h2>
        <p class="govuk-body">{words}</p>
    }
    .into_any()
}

fn landowners(strategy: Option<&Strategy>) -> impl IntoView + use<> {
    let words = strategy.and_then(|strategy| strategy.landowners.clone());
    view! {
        <h2 class="govuk-heading-l">{HomePart::Landowners.label()}</h2>
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
        <h2 class="govuk-heading-l">{HomePart::Minutes.label()}</h2>
        {records}
        <p class="govuk-body"><a class="govuk-link" href="/documents">"Documents of the strategy and its groups"</a></p>
    }
}
