//! The code frame: its tags by family with how often each counts, what is not in use any more, and the steps that led here.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    code_frame::{CodeFrame, Fate, FrameStep, StepKind, Tag},
    coding::{self, TagCount},
    ids::ResponseId,
    permission::Action,
};
use leptos::prelude::*;
use store::{FrameVersion, StoreError};

use super::{People, Room, coder, numbers::NOT_ALL};
use crate::{
    error::PageError,
    pages::staff::form::{NotStored, STATE},
    parts::{Caption, Frame, Table, details},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{Labelled, comments::frame_fault, dates, numbers},
};

/// Why a frame was not changed.
pub(super) type NotTaken = NotStored<domain::code_frame::FrameFault>;

const UNDO_IN_USE: &str =
    "The step cannot be undone, because comments have been tagged with what it added. Retire the tags instead";
const CHANGED: &str = "Somebody else has changed the tags since the page was drawn. They are below as they are now";

impl Room {
    /// Takes a step from the version that a form was drawn from.
    pub(super) async fn take(
        &self,
        state: &AppState,
        staff: &Staff,
        drawn_from: &str,
        step: &FrameStep,
    ) -> Result<(), NotTaken> {
        if drawn_from != self.version.to_string() {
            return Err(NotStored::Changed);
        }
        let frame = self.frame.take(step, self.version + 1).map_err(NotStored::Refused)?;
        Ok(self.add_version(state, staff, (frame, step.kind(), Some(self.version))).await?)
    }

    async fn add_version(
        &self,
        state: &AppState,
        staff: &Staff,
        (frame, step, undo_to): (CodeFrame, StepKind, Option<i64>),
    ) -> Result<(), StoreError> {
        let (version, made_at) = (self.version + 1, state.clock.now());
        let version = FrameVersion { version, frame, step, undo_to, account: Some(staff.account.id), made_at };
        let id = self.consultation.id;
        let work =
            state.store.write(move |mut write| Box::pin(async move { write.add_code_frame(id, &version).await }));
        let added: Result<(), StoreError> = work.await;
        added.map_err(|error| if matches!(error, StoreError::Taken) { StoreError::Changed } else { error })
    }
}

/// Shows the frame.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    draw(&state, &staff, &room, None).await
}

/// Undoes the last step, which makes a version of its own.
pub(super) async fn undo(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
    let Some(to) = room.undo_to.filter(|_| fields.text(STATE) == room.version.to_string()) else {
        return draw(&state, &staff, &room, Some((StatusCode::CONFLICT, CHANGED))).await;
    };
    let versions = state.store.list_code_frames(room.consultation.id).await?;
    let before = versions.into_iter().find(|version| version.version == to);
    let (frame, undo_to) = before.map_or((CodeFrame::default(), None), |before| (before.frame, before.undo_to));
    for tag in room.frame.beyond(&frame) {
        if state.store.count_taggings(room.consultation.id, &tag.id).await? > 0 {
            return draw(&state, &staff, &room, Some((StatusCode::UNPROCESSABLE_ENTITY, UNDO_IN_USE))).await;
        }
    }
    match room.add_version(&state, &staff, (frame, StepKind::Undo, undo_to)).await {
        Ok(()) => Ok(Redirect::to(&room.address("/tags")).into_response()),
        Err(StoreError::Changed) => {
            let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
            draw(&state, &staff, &room, Some((StatusCode::CONFLICT, CHANGED))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Answers a step that was taken from the page of a tag or a file: back to the frame, or with why it was not.
pub(super) async fn answer(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    taken: Result<(), NotTaken>,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, Action::CodeComments).await?;
    match taken {
        Ok(()) => Ok(Redirect::to(&room.address("/tags")).into_response()),
        Err(NotStored::Changed) => draw(state, staff, &room, Some((StatusCode::CONFLICT, CHANGED))).await,
        Err(NotStored::Refused(fault)) => {
            draw(state, staff, &room, Some((StatusCode::UNPROCESSABLE_ENTITY, frame_fault(fault)))).await
        }
        Err(NotStored::Failed(error)) => Err(error),
    }
}

async fn draw(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    said: Option<(StatusCode, &'static str)>,
) -> Result<Response, PageError> {
    let (comments, coded) = room.all(state).await?;
    let with = comments.iter().filter_map(|comment| {
        coded.get(&comment.id).map(|coded| (comment.response, comment.segment.as_deref(), coded))
    });
    let with: Vec<(ResponseId, Option<&str>, &coding::Coded)> = with.collect();
    let counts = coding::counts(with, coder(staff), &room.frame);
    let (versions, people) = (state.store.list_code_frames(room.consultation.id).await?, People::find(state).await?);
    let is_coder = coder(staff).is_some();
    let title = format!("Tags for {}", room.consultation.title);
    let status = said.map_or(StatusCode::OK, |(status, _)| status);
    Ok(Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        let families = room.frame.families().into_iter().map(|(family, tags)| {
            let heading = family.unwrap_or("Tags without a family").to_owned();
            view! { <h2 class="govuk-heading-m">{heading.clone()}</h2> {table(&heading, &tags, (room, &counts, is_coder))} }
        });
        view! {
            <a class="govuk-back-link" href=room.address("")>"Comments"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {said.map(|(_, words)| view! { <p class="govuk-inset-text" role="alert">{words} ". Nothing was changed."</p> })}
            <p class="govuk-body">
                "Each change makes a new version of the tags. What was tagged under an older version stays, and says so."
            </p>
            {is_coder.then(|| view! { <p class="govuk-body">{NOT_ALL}</p> })}
            {is_coder.then(|| steps(room))}
            {families.collect_view()}
            {room.frame.in_use().next().is_none().then(|| view! { <p class="fm-empty">"There are no tags in use."</p> })}
            {out_of_use(room, is_coder)}
            {history(&versions, &people)}
        }
    }))
}

fn steps(room: &Room) -> impl IntoView + use<> {
    let undo = room.undo_to.map(|_| {
        view! {
            <form method="post" action=room.address("/tags/undo")>
                <input type="hidden" name=STATE value=room.version.to_string()/>
                <button class="govuk-button govuk-button--secondary" type="submit">"Undo the last step"</button>
            </form>
        }
    });
    view! {
        <p class="govuk-body"><a class="govuk-button" href=room.address("/tags/new")>"Add a tag"</a></p>
        {undo}
        <ul class="govuk-list">
            <li><a class="govuk-link" href=room.address("/tags.csv")>"Download the tags (CSV)"</a></li>
            <li><a class="govuk-link" href=room.address("/tags/load")>"Load tags from a file"</a></li>
        </ul>
    }
}

fn table(
    heading: &str,
    tags: &[&Tag],
    (room, counts, is_coder): (&Room, &BTreeMap<&str, TagCount>, bool),
) -> impl IntoView + use<> {
    let caption = Caption::Spoken(format!("{heading}, with how often each tag counts"));
    let table = Table::new(heading.to_owned(), caption, "Tag").words("Description").numbers("Comments");
    let row = |table: Table, tag: &&Tag| {
        let name = tag.words.name.clone();
        let name = if is_coder {
            view! { <a class="govuk-link" href=room.address(&format!("/tags/{}", tag.id))>{name}</a> }.into_any()
        } else {
            name.into_any()
        };
        let count = counts.get(tag.id.as_str()).map_or(0, |count| count.comments);
        table.row(name, [tag.words.description.clone().into_any(), numbers::whole(count).into_any()])
    };
    tags.iter().fold(table, row).draw()
}

/// Lists the tags that cannot be set any more.
fn out_of_use(room: &Room, is_coder: bool) -> Option<AnyView> {
    let line = |tag: &Tag| {
        let name = tag.words.name.clone();
        match &tag.fate {
            Fate::InUse => None,
            Fate::MergedInto(_) => {
                let into = room.say(room.frame.counts_for(&tag.id));
                Some(view! { <li>{format!("‘{name}’ was merged into ‘{into}’")}</li> }.into_any())
            }
            Fate::Retired => {
                let action = room.address(&format!("/tags/{}/restore", tag.id));
                let restore = is_coder.then(|| {
                    view! {
                        <form method="post" action=action>
                            <input type="hidden" name=STATE value=room.version.to_string()/>
                            <button class="fm-link-button" type="submit">
                                "Use it again" <span class="govuk-visually-hidden">{format!(": {name}")}</span>
                            </button>
                        </form>
                    }
                });
                Some(view! { <li>{format!("‘{name}’ was retired")} {restore}</li> }.into_any())
            }
        }
    };
    let lines: Vec<_> = room.frame.tags.iter().filter_map(line).collect();
    (!lines.is_empty()).then(|| {
        view! { <h2 class="govuk-heading-m">"Not in use any more"</h2> <ul class="govuk-list govuk-list--spaced">{lines}</ul> }.into_any()
    })
}

fn history(versions: &[FrameVersion], people: &People) -> Option<AnyView> {
    let line = |version: &FrameVersion| {
        let (who, when) = (people.say(version.account), dates::moment(version.made_at));
        format!("Version {}: {} by {who}, {when}", version.version, lower(version.step.label()))
    };
    (!versions.is_empty()).then(|| {
        let lines = versions.iter().map(|version| view! { <li>{line(version)}</li> }).collect_view();
        details("All versions", view! { <ul class="govuk-list">{lines}</ul> }).into_any()
    })
}

/// Writes words that begin a sentence as they stand within one.
fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
