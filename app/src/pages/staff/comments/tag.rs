//! The page of one tag: how it is called, and merging or retiring it; and the page of a new one.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    code_frame::{DESCRIPTION_LIMIT, Fate, FrameFault, FrameStep, NAME_LIMIT, Tag, TagWords},
    fields::Fields,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
};
use leptos::prelude::*;

use super::{
    Room,
    frame::{NotTaken, answer},
};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, choice, draw, line, lines, messages, option},
        form::{NotStored, STATE},
    },
    parts::{ErrorSummary, Frame, scripts},
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const NAME: &str = "name";
const DESCRIPTION: &str = "description";
const FAMILY: &str = "family";
const INTO: &str = "into";

fn questions() -> Vec<Question> {
    vec![
        line(NAME, "Name", NAME_LIMIT),
        lines(DESCRIPTION, "When to set it", DESCRIPTION_LIMIT)
            .optional()
            .hint("What belongs to it, and what does not."),
        line(FAMILY, "Family", NAME_LIMIT).optional().hint("The heading under which it stands, such as Habitats."),
    ]
}

fn read(fields: &Fields) -> Result<TagWords, Vec<Refusal>> {
    let questions = questions();
    let told = Told::new(&questions, fields);
    let words =
        TagWords { name: told.needed_words(NAME), description: told.words(DESCRIPTION), family: told.words(FAMILY) };
    let refusals = told.refusals(&questions);
    if refusals.is_empty() { Ok(words) } else { Err(refusals) }
}

/// Shows the form of a new tag.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
    Ok(page(&state, &staff, &room, None, (&Fields::default(), &[])))
}

/// Adds a tag.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
    match read(&fields) {
        Ok(words) => write(&state, &staff, &room, None, (&fields, FrameStep::Add(words))).await,
        Err(refusals) => Ok(page(&state, &staff, &room, None, (&fields, &refusals))),
    }
}

/// Shows the page of a tag in use.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, tag)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
    let tag = find(&room, &tag)?;
    let TagWords { name, description, family } = tag.words.clone();
    let pairs = [(NAME, name), (DESCRIPTION, description.unwrap_or_default()), (FAMILY, family.unwrap_or_default())];
    Ok(page(&state, &staff, &room, Some(tag), (&Fields::new(pairs), &[])))
}

/// Renames or describes a tag.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, tag)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::CodeComments).await?;
    let tag = find(&room, &tag)?;
    match read(&fields) {
        Ok(words) => {
            let step = FrameStep::Change(tag.id.clone(), words);
            write(&state, &staff, &room, Some(tag), (&fields, step)).await
        }
        Err(refusals) => Ok(page(&state, &staff, &room, Some(tag), (&fields, &refusals))),
    }
}

fn find<'a>(room: &'a Room, tag: &str) -> Result<&'a Tag, PageError> {
    room.frame.tag(tag).filter(|tag| tag.fate == Fate::InUse).ok_or(PageError::NotFound)
}

/// Takes a step with words that were typed; what is wrong with a name stands beside it.
async fn write(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    tag: Option<&Tag>,
    (fields, step): (&Fields, FrameStep),
) -> Result<Response, PageError> {
    match room.take(state, staff, fields.text(STATE), &step).await {
        Ok(()) => Ok(Redirect::to(&room.address("/tags")).into_response()),
        Err(NotStored::Refused(FrameFault::NameTaken)) => {
            Ok(page(state, staff, room, tag, (fields, &[Refusal::new(NAME, Reason::NameTaken)])))
        }
        Err(other) => answer(state, staff, &room.consultation.slug, Err(other)).await,
    }
}

/// Merges a tag into the one that was chosen.
pub(super) async fn merge(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, tag)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let into = fields.text(INTO).to_owned();
    step(&state, &staff, &slug, &fields, FrameStep::Merge(tag, into)).await
}

/// Retires a tag.
pub(super) async fn retire(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, tag)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    step(&state, &staff, &slug, &fields, FrameStep::Retire(tag)).await
}

/// Takes a retired tag into use again.
pub(super) async fn restore(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, tag)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    step(&state, &staff, &slug, &fields, FrameStep::Restore(tag)).await
}

async fn step(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    fields: &Fields,
    step: FrameStep,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, Action::CodeComments).await?;
    let taken: Result<(), NotTaken> = room.take(state, staff, fields.text(STATE), &step).await;
    answer(state, staff, slug, taken).await
}

fn page(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    tag: Option<&Tag>,
    (fields, refusals): (&Fields, &[Refusal]),
) -> Response {
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let questions = questions();
    let (title, action) = match tag {
        Some(tag) => (format!("The tag ‘{}’", tag.words.name), room.address(&format!("/tags/{}", tag.id))),
        None => ("Add a tag".to_owned(), room.address("/tags/new")),
    };
    // A refused form is still one of the version that it was first drawn from.
    let drawn_from = if refusals.is_empty() { room.version.to_string() } else { fields.text(STATE).to_owned() };
    let frame = Frame::new(state, &staff.visitor, title.clone()).status(status).scripts(scripts(&questions));
    frame.show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("/tags")>"Tags"</a>
            <ErrorSummary errors=messages(&questions, refusals)/>
            <h1 class="govuk-heading-l">{title}</h1>
            <form method="post" action=action novalidate>
                <input type="hidden" name=STATE value=drawn_from/>
                {draw(&questions, fields, refusals)}
                <button class="govuk-button" type="submit">"Save"</button>
            </form>
            {tag.map(|tag| ends(room, tag))}
        }
    })
}

/// Draws the forms that take a tag out of use.
fn ends(room: &Room, tag: &Tag) -> impl IntoView + use<> {
    let others = room.frame.in_use().filter(|other| other.id != tag.id);
    let others: Vec<_> = others.map(|other| option(&other.id, &other.words.name)).collect();
    let state = || view! { <input type="hidden" name=STATE value=room.version.to_string()/> };
    let merge = (!others.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Merge it into another"</h2>
            <p class="govuk-body">"What was tagged with it counts for the other tag from then on, and still says how it was tagged."</p>
            <form method="post" action=room.address(&format!("/tags/{}/merge", tag.id)) novalidate>
                {state()}
                {draw(&[choice(INTO, "Into which tag?", others)], &Fields::default(), &[])}
                <button class="govuk-button govuk-button--secondary" type="submit">"Merge"</button>
            </form>
        }
    });
    view! {
        {merge}
        <h2 class="govuk-heading-m">"Retire it"</h2>
        <p class="govuk-body">"It cannot be set any more. What was tagged with it stays and counts."</p>
        <form method="post" action=room.address(&format!("/tags/{}/retire", tag.id))>
            {state()}
            <button class="govuk-button govuk-button--secondary" type="submit">"Retire"</button>
        </form>
    }
}
