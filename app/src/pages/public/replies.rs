//! "We asked, you said, we did": the replies to a consultation, each public version at an address of its own, and when they are due.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use domain::{
    consultation::Consultation,
    reply::{Due, due},
    time::{Moment, in_england},
};
use leptos::prelude::*;
use serde::Serialize;
use store::{ExpectedDay, ReplyVersion, StoredReply};

use super::{breadcrumbs, contact, moment};
use crate::{
    error::PageError,
    parts::{Frame, Metadata, expected_days, reply},
    released::Released,
    replies::{ReadReply, Sources, address, anchor, resting},
    state::AppState,
    visitor::Visitor,
    words::replies::{self as words, TITLE},
};

/// What everybody knows of the replies to a consultation.
pub(super) struct Answered {
    /// Whether a reply is public.
    pub is_public: bool,
    /// When they are due as long as none is; nothing before the closing.
    pub due: Option<Due>,
    /// The day on which that is asked, in England.
    today: NaiveDate,
}

impl Answered {
    /// Says where the replies to a consultation stand.
    pub(super) fn of(consultation: &Consultation, is_public: bool, now: Moment) -> Self {
        let due = due(consultation, now).filter(|_| !is_public);
        Self { is_public, due, today: in_england(now).date_naive() }
    }

    /// Marks replies that are overdue.
    pub(super) fn mark(&self) -> Option<AnyView> {
        let Some(Due::Overdue { day, .. }) = self.due else { return None };
        let since = format!(" since {}", crate::words::dates::day(day));
        Some(view! { <span><strong class="govuk-tag govuk-tag--red">"Overdue"</strong> {since}</span> }.into_any())
    }

    /// Leads to the replies, or says when they are due.
    pub(super) fn say(&self, consultation: &Consultation, days: &[ExpectedDay]) -> Option<AnyView> {
        let href = address(&consultation.slug);
        if self.is_public {
            return Some(view! { <p class="govuk-body"><a class="govuk-link" href=href>{TITLE}</a></p> }.into_any());
        }
        let (due, today) = (self.due.map(words::due)?, self.today);
        let mark = self.mark().map(|mark| view! { <p class="govuk-body">{mark}</p> });
        Some(view! { {mark} <p class="govuk-body">{due}</p> {expected_days(days, today)} }.into_any())
    }
}

/// The public versions of the replies to a consultation.
struct Found {
    consultation: Consultation,
    replies: Vec<StoredReply>,
    answered: Answered,
}

impl Found {
    /// Finds them; nothing while nothing is to be said of them.
    async fn find(state: &AppState, slug: &str) -> Result<Self, PageError> {
        let consultation = state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)?;
        state.store.find_current_version(consultation.id).await?.ok_or(PageError::NotFound)?;
        let mut replies = state.store.list_replies(consultation.id).await?;
        replies.retain(|reply| !reply.versions.is_empty());
        let is_public = replies.iter().any(|reply| reply.public().is_some());
        let answered = Answered::of(&consultation, is_public, state.clock.now());
        if replies.is_empty() && answered.due.is_none() {
            return Err(PageError::NotFound);
        }
        Ok(Self { consultation, replies, answered })
    }

    /// Reads what the replies rest on.
    async fn sources(&self, state: &AppState) -> Result<Sources, PageError> {
        let mut replies = Vec::new();
        for version in self.replies.iter().flat_map(|reply| &reply.versions) {
            replies.push(&version.public.reply);
        }
        Sources::find(state, &self.consultation, &replies).await
    }
}

/// Shows all replies.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let found = Found::find(&state, &slug).await?;
    let sources = found.sources(&state).await?;
    let days = state.store.list_expected_days(found.consultation.id).await?;
    let title = format!("{TITLE}: {}", found.consultation.title);
    let data = format!("{}.json", address(&slug));
    let data = found.answered.is_public.then(|| {
        view! {
            <p class="govuk-body fm-screen-only">
                <a class="govuk-link" href=data download="">"Download all of this as data (JSON)"</a>
            </p>
        }
    });
    let metadata = Metadata::article(address(&slug), words::DESCRIPTION);
    Ok(Frame::new(&state, &visitor, title).listed(metadata).show(|| {
        let sections = found.replies.iter().map(|reply| section(&found.consultation, &sources, reply)).collect_view();
        let due = (!found.answered.is_public).then(|| found.answered.say(&found.consultation, &days));
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            <span class="govuk-caption-xl">{found.consultation.title.clone()}</span>
            <h1 class="govuk-heading-xl">{TITLE}</h1>
            <p class="govuk-body">
                <a class="govuk-link" href=format!("/consultations/{slug}")>"About the consultation"</a>
            </p>
            {due}
            {contents(&found.replies)}
            {sections}
            {data}
            <p class="govuk-body">"If you want to ask about it, write to " {contact(&state)} "."</p>
        }
    }))
}

fn contents(replies: &[StoredReply]) -> Option<AnyView> {
    let line = |reply: &StoredReply| {
        let public = &reply.public()?.public.reply;
        let href = format!("#{}", anchor(reply.number));
        let deed = words::deed(public.deed, public.day());
        Some(view! { <li><a class="govuk-link" href=href>{public.title.clone()}</a> ": " {deed}</li> })
    };
    let lines: Vec<_> = replies.iter().filter_map(line).collect();
    (lines.len() > 1).then(|| view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> }.into_any())
}

fn section(consultation: &Consultation, sources: &Sources, stored: &StoredReply) -> Option<AnyView> {
    let newest = stored.versions.first()?;
    let id = anchor(stored.number);
    let content = match &newest.taken_back {
        Some((at, reason)) => view! {
            <p class="govuk-body">"This reply was taken back on " {moment(*at)} ", for this reason:"</p>
            <blockquote class="govuk-inset-text fm-words">{reason.clone()}</blockquote>
        }
        .into_any(),
        None => view! {
            {reply(&sources.read(&newest.public), &consultation.slug)}
            {history(consultation, stored)}
        }
        .into_any(),
    };
    Some(
        view! {
            <section id=id>
                <hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible"/>
                <h2 class="govuk-heading-m">{newest.public.reply.title.clone()}</h2>
                {content}
            </section>
        }
        .into_any(),
    )
}

/// Says since when a reply is public, and what changed in it.
fn history(consultation: &Consultation, stored: &StoredReply) -> AnyView {
    let line = |place: usize, version: &ReplyVersion| {
        let at = moment(version.published_at);
        let changes = (!version.public.changes.is_empty()).then(|| format!(": {}", version.public.changes));
        let verb = if version.version == 1 { "Published on " } else { "Changed on " };
        let earlier = (place > 0).then(|| {
            let href = format!("{}/{}/{}", address(&consultation.slug), stored.number, version.version);
            view! { " " <a class="govuk-link" href=href>{format!("Read version {}", version.version)}</a> }
        });
        view! { <li>{verb} {at} {changes} {earlier}</li> }
    };
    let lines = stored.versions.iter().enumerate().filter(|(_, version)| version.taken_back.is_none());
    let lines = lines.map(|(place, version)| line(place, version)).collect_view();
    view! { <ul class="govuk-list govuk-hint">{lines}</ul> }.into_any()
}

/// Leads from each priority of an edition on which a reply rests to that reply.
pub(super) async fn done(
    state: &AppState,
    consultation: &Consultation,
    released: &Released,
) -> Result<Option<AnyView>, PageError> {
    let replies = state.store.list_replies(consultation.id).await?;
    let line = |(code, number, title): (String, i64, String)| {
        let item = released.results.items.iter().find(|item| item.priority == code)?;
        let href = format!("{}#{}", address(&consultation.slug), anchor(number));
        let (label, what) = (format!("{}: ", item.label), format!("What we did about this: {title}"));
        Some(view! { <li>{label} <a class="govuk-link" href=href>{what}</a></li> })
    };
    let lines: Vec<_> = resting(&replies, released.edition).into_iter().filter_map(line).collect();
    Ok((!lines.is_empty()).then(|| view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> }.into_any()))
}

/// Shows a public version of a reply, as it was.
pub(super) async fn version(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, number, version)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let found = Found::find(&state, &slug).await?;
    let parsed = number.parse::<i64>().ok().zip(version.parse::<i64>().ok());
    let (number, version) = parsed.ok_or(PageError::NotFound)?;
    let stored = found.replies.iter().find(|reply| reply.number == number).ok_or(PageError::NotFound)?;
    let version = stored.versions.iter().find(|one| one.version == version).ok_or(PageError::NotFound)?;
    let sources = found.sources(&state).await?;
    let all = format!("{}#{}", address(&slug), anchor(number));
    let read = sources.read(&version.public);
    let (status, title) = match &version.taken_back {
        None => (StatusCode::OK, read.title.clone()),
        Some(_) => (StatusCode::GONE, "This reply was taken back".to_owned()),
    };
    let is_newest = stored.public().is_some_and(|newest| newest.version == version.version);
    let content = match &version.taken_back {
        Some((at, reason)) => view! {
            <p class="govuk-body">"It was taken back on " {moment(*at)} ", for this reason:"</p>
            <blockquote class="govuk-inset-text fm-words">{reason.clone()}</blockquote>
        }
        .into_any(),
        None => view! {
            <p class="govuk-body">{format!("Version {}, published on ", version.version)} {moment(version.published_at)} "."</p>
            {(!is_newest).then(|| view! { <p class="govuk-inset-text">"It has changed since."</p> })}
            {reply(&read, &slug)}
        }
        .into_any(),
    };
    let path = format!("{}/{number}/{}", address(&slug), version.version);
    let metadata = Metadata::article(path, &read.did);
    Ok(Frame::new(&state, &visitor, title.clone()).status(status).listed(metadata).show(|| {
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            <span class="govuk-caption-l">{found.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body"><a class="govuk-link" href=all>{TITLE}</a></p>
            {content}
        }
    }))
}

/// All that is public, as data.
#[derive(Serialize)]
struct Document {
    consultation: String,
    title: String,
    due_by: NaiveDate,
    replies: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    number: i64,
    version: i64,
    published_at: Moment,
    changes: String,
    taken_back_at: Option<Moment>,
    taken_back_reason: Option<String>,
    /// What it says, unless it was taken back.
    reply: Option<ReadReply>,
}

/// Gives all that is public, as data.
pub(super) async fn data(State(state): State<AppState>, Path(slug): Path<String>) -> Result<Response, PageError> {
    let found = Found::find(&state, &slug).await?;
    let sources = found.sources(&state).await?;
    let line = |stored: &StoredReply| {
        let version = stored.versions.first()?;
        let taken_back = version.taken_back.clone();
        Some(Line {
            number: stored.number,
            version: version.version,
            published_at: version.published_at,
            changes: version.public.changes.clone(),
            reply: taken_back.is_none().then(|| sources.read(&version.public)),
            taken_back_at: taken_back.as_ref().map(|(at, _)| *at),
            taken_back_reason: taken_back.map(|(_, reason)| reason),
        })
    };
    let document = Document {
        due_by: domain::reply::due_on(&found.consultation),
        replies: found.replies.iter().filter_map(line).collect(),
        title: found.consultation.title,
        consultation: slug,
    };
    let mut response = Json(document).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}
