//! One reply: as everybody will read it, and what can be done with it.

mod drawn;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    permission::Action,
    question::Question,
    refusal::Refusal,
    reply::{PublicReply, SENTENCE_LIMIT},
};
use leptos::prelude::*;
use store::{StoreError, StoredReply};

use self::drawn::{Buttons, history};
use super::{
    super::{
        asking::{Asks, Told, lines, messages},
        form::STATE,
        runs::say_who,
    },
    Room, list, say_standing, state_of,
};
use crate::{
    error::PageError,
    parts::{ErrorSummary, Frame, reply as draw_reply, scripts},
    posted::Posted,
    replies::{
        Sources, address, anchor,
        figures::{earlier, publishable},
    },
    state::AppState,
    visitor::{Staff, may},
    words::{dates, replies::TITLE},
};

const CHANGES: &str = "changes";
const REASON: &str = "reason";
/// The field with the reply whose place another takes.
pub(super) const WITH: &str = "with";

/// Where a reply is moved.
#[derive(Clone, Copy)]
pub(super) enum Towards {
    Up,
    Down,
}

impl Towards {
    /// Gives the reply that stands beside one on this side.
    pub(super) fn neighbour(self, room: &Room, place: usize) -> Option<&StoredReply> {
        match self {
            Self::Up => room.replies.get(place.checked_sub(1)?),
            Self::Down => room.replies.get(place + 1),
        }
    }
}

/// Gives a reply as it would be public now.
pub(super) fn as_public(room: &Room, stored: &StoredReply, changes: String) -> PublicReply {
    let earlier = earlier(&room.replies, &room.reported);
    let tags = publishable(&stored.reply.tags, &room.commented.frame, &room.counts(None), &earlier);
    PublicReply { reply: stored.reply.clone(), tags, changes }
}

/// Why a reply cannot be made public.
fn hindrance(state: &AppState, stored: &StoredReply, sources: &Sources) -> Option<&'static str> {
    let today = state.today();
    if !stored.has_news() {
        return Some("What is written is public. Change it first to publish it again.");
    }
    if !sources.has_figures(&stored.reply) {
        return Some("The results that it rests on were taken back. Choose other figures, or none.");
    }
    stored
        .reply
        .is_past(today)
        .then_some("The day that it names has passed. Say what has happened, or name another day.")
}

fn changes() -> Question {
    lines(CHANGES, "What changed since the version before?", SENTENCE_LIMIT)
        .hint("One sentence, which everybody reads.")
}

fn why() -> Question {
    lines(REASON, "Why is it taken back?", SENTENCE_LIMIT).hint("Everybody reads this in its place.")
}

/// What is asked of whoever publishes: nothing of a first version.
fn asked(stored: &StoredReply) -> Vec<Question> {
    if stored.versions.is_empty() { Vec::new() } else { vec![changes()] }
}

/// How the page is drawn.
enum Shown<'a> {
    AsIs,
    /// With what was typed into the form of some questions, and what has to be put right.
    Refused(&'a Fields, Vec<Refusal>),
    /// With what stands there now, which is not what somebody saw who pressed a button.
    Moved,
}

/// Shows a reply.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    page(&state, &staff, &room, &number, Shown::AsIs).await
}

/// Makes the next version of a reply public.
pub(super) async fn publish(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::PublishReplies).await?;
    let stored = room.find(&number)?;
    let sources = Sources::find(&state, room.consultation(), &[&stored.reply]).await?;
    if fields.text(STATE) != state_of(stored) || hindrance(&state, stored, &sources).is_some() {
        return page(&state, &staff, &room, &number, Shown::Moved).await;
    }
    let questions = asked(stored);
    let told = Told::new(&questions, &fields);
    let changes = told.needed_words(CHANGES);
    if told.is_refused() {
        return page(&state, &staff, &room, &number, Shown::Refused(&fields, told.refusals(&questions))).await;
    }
    let public = as_public(&room, stored, changes);
    let next = stored.versions.first().map_or(1, |version| version.version + 1);
    let (name, revision, stamp) = (room.name(stored), stored.revision, staff.stamp(&state));
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.add_reply_version(name, (revision, next), &public, stamp).await })
    });
    after(&state, &staff, (&slug, &number), work.await, "somebody published a reply").await
}

/// Takes a reply back.
pub(super) async fn take_back(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::PublishReplies).await?;
    let stored = room.find(&number)?;
    let public = stored.public().filter(|_| fields.text(STATE) == state_of(stored));
    let Some(version) = public.map(|public| public.version) else {
        return page(&state, &staff, &room, &number, Shown::Moved).await;
    };
    let questions = [why()];
    let told = Told::new(&questions, &fields);
    let reason = told.needed_words(REASON);
    if told.is_refused() {
        return page(&state, &staff, &room, &number, Shown::Refused(&fields, told.refusals(&questions))).await;
    }
    let (name, stamp) = (room.name(stored), staff.stamp(&state));
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.set_reply_taken_back(name, version, &reason, stamp).await })
    });
    after(&state, &staff, (&slug, &number), work.await, "somebody took a reply back").await
}

/// Removes a reply that was never public.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::PublishReplies).await?;
    let stored = room.find(&number)?;
    if fields.text(STATE) != state_of(stored) || !stored.versions.is_empty() {
        return page(&state, &staff, &room, &number, Shown::Moved).await;
    }
    let (name, revision, stamp) = (room.name(stored), stored.revision, staff.stamp(&state));
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.remove_reply(name, revision, stamp).await }));
    match work.await {
        Ok(()) => Ok(to_list(&room)),
        Err(error) => after(&state, &staff, (&slug, &number), Err(error), "").await,
    }
}

/// Moves a reply to the place of another.
pub(super) async fn shift(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::PublishReplies).await?;
    let stored = room.find(&number)?;
    let place = room.replies.iter().position(|reply| reply.number == stored.number).unwrap_or_default();
    let beside = [Towards::Up, Towards::Down].into_iter().filter_map(|towards| towards.neighbour(&room, place));
    let Some(other) = beside.into_iter().find(|reply| fields.text(WITH) == reply.number.to_string()) else {
        return Ok(list(&state, &staff, &room, StatusCode::CONFLICT));
    };
    let (name, from, other) = (room.name(stored), stored.place, (other.id, other.place));
    let stamp = staff.stamp(&state);
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.swap_replies(name, from, other, stamp).await }));
    match work.await {
        Ok(()) => Ok(to_list(&room)),
        Err(StoreError::Changed) => {
            let room = Room::enter(&state, &staff, &slug, Action::PublishReplies).await?;
            Ok(list(&state, &staff, &room, StatusCode::CONFLICT))
        }
        Err(error) => Err(error.into()),
    }
}

fn to_list(room: &Room) -> Response {
    Redirect::to(&room.address("")).into_response()
}

/// Leads back to the page after a step, or shows what stands there where somebody else was first.
async fn after(
    state: &AppState,
    staff: &Staff,
    (slug, number): (&str, &str),
    done: Result<(), StoreError>,
    said: &'static str,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, Action::PublishReplies).await?;
    match done {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, consultation = slug, reply = number, "{said}");
            Ok(Redirect::to(&room.address(&format!("/{number}"))).into_response())
        }
        Err(StoreError::Changed) => page(state, staff, &room, number, Shown::Moved).await,
        Err(error) => Err(error.into()),
    }
}

async fn page(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    number: &str,
    shown: Shown<'_>,
) -> Result<Response, PageError> {
    let stored = room.find(number)?;
    let sources = Sources::find(state, room.consultation(), &[&stored.reply]).await?;
    let nothing = Fields::default();
    let (status, fields, refusals) = match &shown {
        Shown::AsIs => (StatusCode::OK, &nothing, &[][..]),
        Shown::Refused(fields, refusals) => (StatusCode::UNPROCESSABLE_ENTITY, *fields, &refusals[..]),
        Shown::Moved => (StatusCode::CONFLICT, &nothing, &[][..]),
    };
    let notice = (status == StatusCode::CONFLICT).then(|| {
        view! { <p class="govuk-inset-text">"Nothing was done, because what stands here is not what you saw. Read it now, and go on from there."</p> }
    });
    let all_questions = [changes(), why()];
    let may_write = may(&staff.account, Action::PublishReplies);
    let forms = may_write.then(|| {
        let form = Buttons { room, stored, fields, refusals };
        view! { {form.publish(hindrance(state, stored, &sources))} {form.take_back()} {form.remove()} }
    });
    let events = state.store.list_reply_events(room.consultation().id).await?;
    let preview = draw_reply(&sources.read(&as_public(room, stored, String::new())), &room.consultation().slug);
    let title = stored.reply.title.clone();
    let frame = Frame::new(state, &staff.visitor, title.clone()).status(status).scripts(scripts(&all_questions));
    Ok(frame.show(|| {
        let public = stored.public().map(|_| {
            let href = format!("{}#{}", address(&room.consultation().slug), anchor(stored.number));
            view! { <p class="govuk-body"><a class="govuk-link" href=href>"See it as everybody does"</a></p> }
        });
        view! {
            <a class="govuk-back-link" href=room.address("")>{TITLE}</a>
            <ErrorSummary errors=messages(&all_questions, refusals)/>
            <span class="govuk-caption-l">{room.consultation().title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {notice}
            <p class="govuk-body">
                {say_standing(stored)} ". " {format!("Written last by {} on {}.", say_who(stored.by.as_deref()), dates::moment(stored.written_at))}
            </p>
            {public}
            <h2 class="govuk-heading-m">"As everybody will read it"</h2>
            {preview}
            {forms}
            {history(stored.number, &events)}
        }
    }))
}
