//! The form of one topic.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{fields::Fields, particulars::Topic, vocabulary::Word};
use leptos::prelude::*;

use super::{
    NotStored, Room,
    form::{Form, Showing},
    summary, written,
};
use crate::{
    error::PageError,
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates},
};

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, topic)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let topic = Topic::from_word(&topic).ok_or(PageError::NotFound)?;
    let fields = written::fields(topic, &room);
    Ok(form(&state, &staff, &room, topic, &fields).draw(&fields, Showing::Opened))
}

pub(super) async fn set(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, topic)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let topic = Topic::from_word(&topic).ok_or(PageError::NotFound)?;
    let written = match written::read(topic, &room, &fields) {
        Ok(written) => written,
        Err(refusals) => {
            return Ok(form(&state, &staff, &room, topic, &fields).draw(&fields, Showing::Refused(refusals)));
        }
    };
    match room.set(&state, &staff, fields.text(super::STATE), written).await {
        Ok(()) => Ok(Redirect::to(&room.address(&format!("#{}", topic.word()))).into_response()),
        Err(NotStored::Failed(error)) => Err(error),
        Err(NotStored::Changed) => {
            let room = Room::enter(&state, &staff, &slug).await?;
            let now = summary::rows(topic, &room);
            Ok(form(&state, &staff, &room, topic, &fields).draw(&fields, Showing::Changed(now)))
        }
    }
}

fn form<'a>(state: &'a AppState, staff: &'a Staff, room: &'a Room, topic: Topic, fields: &Fields) -> Form<'a> {
    let (title, action) = (topic.label().to_owned(), room.address(&format!("/{}", topic.word())));
    let (questions, intro) = (written::questions(topic, room, fields), intro(topic, room));
    Form { state, staff, room, title, intro, action, hidden: Vec::new(), questions, more: None }
}

/// Says what an officer has to know before they change a topic.
fn intro(topic: Topic, room: &Room) -> Vec<AnyView> {
    match topic {
        Topic::Times => times(room),
        Topic::Privacy => vec![
            view! {
                <p class="govuk-body">
                    "Read " <a class="govuk-link" href="/privacy">"the privacy notice of this site"</a>
                    " and compare it with what you ask and with what you will do with the answers."
                </p>
            }
            .into_any(),
        ],
        Topic::Title if room.standing.is_answered => {
            vec![say("Somebody has answered, so that the kind stays as it is.")]
        }
        Topic::Plan => vec![say("Say this before you see any answers, so that nobody can doubt the result.")],
        _ => Vec::new(),
    }
}

fn times(room: &Room) -> Vec<AnyView> {
    let (consultation, standing) = (&room.consultation, room.standing);
    let mut said = vec![say("Times are those of clocks in England.")];
    if !consultation.may_move_opening(standing) {
        said.push(say(&format!("It opened on {}, which stays.", dates::moment(consultation.opens_at))));
    }
    if !consultation.may_move_closing(standing) {
        said.push(say(&format!("It closed on {}, which stays.", dates::moment(consultation.closes_at))));
    } else if standing.is_published {
        said.push(say("If you move the closing, the public page says so, with the day on which you did it."));
    }
    said
}

fn say(words: &str) -> AnyView {
    view! { <p class="govuk-body">{words.to_owned()}</p> }.into_any()
}
