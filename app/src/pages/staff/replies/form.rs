//! The form of a reply, new or written before.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{fields::Fields, ids::ReplyId, permission::Action};
use leptos::prelude::*;
use store::{ReplyName, StoreError, StoredReply};

use super::{
    super::{
        comments::coder,
        form::{Form, NotStored, STATE, Showing, Written},
    },
    Room, state_of,
    written::{fields as fields_of, questions, read},
};
use crate::{
    error::PageError,
    parts::reply as draw_reply,
    posted::{InAddress, Posted},
    replies::Sources,
    state::AppState,
    visitor::Staff,
    words::replies::TITLE,
};

/// One reply in its room; none, while it is new.
struct Desk<'a> {
    room: &'a Room,
    stored: Option<&'a StoredReply>,
}

impl Written for Desk<'_> {
    type Now = AnyView;

    fn home(&self) -> (String, &'static str) {
        (self.room.address(""), TITLE)
    }

    fn state(&self) -> String {
        // A new one is drawn from the number that it would get, so that nobody adds one twice by pressing twice.
        self.stored.map_or_else(|| self.room.next.to_string(), state_of)
    }

    fn notice(&self, now: AnyView) -> AnyView {
        view! {
            <div class="govuk-inset-text">
                <p class="govuk-body">
                    "Somebody else has written since you opened this page. What you typed is below and is not saved. This is what stands there now:"
                </p>
                {now}
            </div>
        }
        .into_any()
    }
}

impl Desk<'_> {
    fn form<'d>(&'d self, state: &'d AppState, staff: &'d Staff) -> Form<'d, Self> {
        let (title, action) = match self.stored {
            Some(stored) => {
                (format!("Change ‘{}’", stored.reply.title), self.room.address(&format!("/{}/write", stored.number)))
            }
            None => ("Write a reply".to_owned(), self.room.address("/new")),
        };
        let intro = view! {
            <p class="govuk-body">"It is not public until somebody publishes it. You see it as everybody will before that."</p>
        };
        Form {
            state,
            staff,
            room: self,
            title,
            intro: vec![intro.into_any()],
            action,
            hidden: Vec::new(),
            questions: questions(self.room, coder(staff)),
            more: None,
        }
    }
}

/// Shows the form of a new reply, with what the address chooses.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::PublishReplies).await?;
    Ok(Desk { room: &room, stored: None }.form(&state, &staff).draw(&fields, Showing::Opened))
}

/// Adds a reply.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    save(&state, &staff, (&slug, None), &fields).await
}

/// Shows the form of a reply.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::PublishReplies).await?;
    let stored = room.find(&number)?;
    let fields = fields_of(&stored.reply, &room);
    Ok(Desk { room: &room, stored: Some(stored) }.form(&state, &staff).draw(&fields, Showing::Opened))
}

/// Writes a reply again.
pub(super) async fn set(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    save(&state, &staff, (&slug, Some(&number)), &fields).await
}

async fn save(
    state: &AppState,
    staff: &Staff,
    (slug, number): (&str, Option<&str>),
    fields: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, Action::PublishReplies).await?;
    let stored = number.map(|number| room.find(number)).transpose()?;
    let desk = Desk { room: &room, stored };
    let today = state.today();
    let reply = match read(&room, fields, today) {
        Ok(reply) => reply,
        Err(refusals) => return Ok(desk.form(state, staff).draw(fields, Showing::Refused(refusals))),
    };
    let is_new = stored.is_none();
    let name = stored.map_or_else(
        || ReplyName {
            id: ReplyId::new(&*state.clock, &*state.entropy),
            consultation: room.consultation().id,
            number: room.next,
        },
        |stored| room.name(stored),
    );
    let revision = stored.map_or(0, |stored| stored.revision);
    let stamp = staff.stamp(state);
    let done: Result<(), NotStored> = if fields.text(STATE) == desk.state() {
        let work = state.store.write(move |mut write| {
            Box::pin(async move {
                if is_new {
                    write.add_reply(name, &reply, stamp).await
                } else {
                    write.set_reply(name, revision, &reply, stamp).await
                }
            })
        });
        let stored: Result<(), StoreError> = work.await;
        stored.map_err(NotStored::from)
    } else {
        Err(NotStored::Changed)
    };
    match done {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, consultation = slug, reply = name.number, "somebody wrote a reply");
            Ok(Redirect::to(&room.address(&format!("/{}", name.number))).into_response())
        }
        Err(NotStored::Changed) => changed(state, staff, (slug, number), fields).await,
        Err(NotStored::Failed(error)) => Err(error),
    }
}

/// Shows what was typed beside what somebody else has written meanwhile.
async fn changed(
    state: &AppState,
    staff: &Staff,
    (slug, number): (&str, Option<&str>),
    fields: &Fields,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, Action::PublishReplies).await?;
    let stored = number.map(|number| room.find(number)).transpose()?;
    let newest = stored.or_else(|| room.replies.iter().max_by_key(|reply| reply.number));
    let now = match newest {
        None => ().into_any(),
        Some(newest) => {
            let sources = Sources::find(state, room.consultation(), &[&newest.reply]).await?;
            draw_reply(&sources.read(&super::one::as_public(&room, newest, String::new())), slug)
        }
    };
    Ok(Desk { room: &room, stored }.form(state, staff).draw(fields, Showing::Changed(now)))
}
