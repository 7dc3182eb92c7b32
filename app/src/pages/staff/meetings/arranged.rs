//! The form of a meeting: whose it is, when and where, and whether everybody knows of it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    group::Group,
    ids::MeetingId,
    meeting::{Arrangements, JOINING_LIMIT, Meeting, PLACE_LIMIT, meeting_slug},
    permission::Action,
    question::Question,
    refusal::{DatePart, Reason, Refusal},
};
use leptos::prelude::*;
use store::{StoreError, StoredMeeting};

use super::{
    ADDRESS, TITLE,
    desk::{below, find},
};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, choice, date, line, lines, option, parts_of_day},
        form::{self, Form, Showing},
        kept::{CHANGED, Kept, unmade},
    },
    posted::{InAddress, Posted},
    state::AppState,
    visitor::Staff,
};

/// The field with the identity that a new meeting gets, so that a form that is sent twice adds one.
const ID: &str = "id";
const GROUP: &str = "group";
const DAY: &str = "day";
const STARTS: &str = "starts";
const ENDS: &str = "ends";
const PLACE: &str = "place";
const JOINING: &str = "joining";
const CALLED_OFF: &str = "called-off";
/// How long a time of day may be, with a letter to spare.
const TIME_LIMIT: usize = 8;
/// How many meetings of one group on one day have a name in addresses.
const MOST_ON_A_DAY: usize = 9;

fn questions(groups: Option<&[Group]>) -> Vec<Question> {
    let of_a_new_one = groups.map(|groups| {
        choice(GROUP, "Which group meets?", groups.iter().map(|group| option(&group.slug, &group.name)).collect())
    });
    let called_off = groups.is_none().then(|| {
        lines(CALLED_OFF, "Why is it not held?", JOINING_LIMIT)
            .optional()
            .hint("Only if it was called off. Everybody who knows of the meeting reads the reason.")
    });
    let of_each = [
        date(DAY, "Day of the meeting"),
        line(STARTS, "When does it begin?", TIME_LIMIT).optional().hint("For example, 10:00 or 14:30"),
        line(ENDS, "When does it end?", TIME_LIMIT).optional(),
        line(PLACE, "Where is it?", PLACE_LIMIT).optional().hint("A room and an address, or ‘Online’."),
        lines(JOINING, "How can people come, watch or ask a question?", JOINING_LIMIT)
            .optional()
            .hint("Everybody can read this. Do not write a private link or a passcode here."),
    ];
    of_a_new_one.into_iter().chain(of_each).chain(called_off).collect()
}

fn filled(stored: &StoredMeeting) -> Fields {
    let Arrangements { starts, ends, place, joining, called_off, .. } = &stored.arrangements;
    let time = |time: &Option<chrono::NaiveTime>| time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
    let pairs = [
        (STARTS, time(starts)),
        (ENDS, time(ends)),
        (PLACE, place.clone()),
        (JOINING, joining.clone()),
        (CALLED_OFF, called_off.clone().unwrap_or_default()),
    ];
    let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
    Fields::new(pairs.chain(parts_of_day(DAY, stored.meeting.held_on)))
}

/// What a form says of a meeting.
struct Arranged {
    group: Option<String>,
    held_on: chrono::NaiveDate,
    arrangements: Arrangements,
}

fn read(fields: &Fields, questions: &[Question], before: &Arrangements) -> Result<Arranged, Vec<Refusal>> {
    let mut told = Told::new(questions, fields);
    let (starts, ends) = (told.time(STARTS), told.time(ENDS));
    if ends.is_some() && told.words(STARTS).is_none() {
        told.refuse(STARTS, Reason::Missing);
    }
    if starts.zip(ends).is_some_and(|(starts, ends)| ends <= starts) {
        told.refuse(ENDS, Reason::NotAfter { other: "When does it begin?".to_owned() });
    }
    let group = told.chosen(GROUP).map(str::to_owned);
    match told.date(DAY) {
        Some(held_on) if !told.is_refused() => Ok(Arranged {
            group,
            held_on,
            arrangements: Arrangements {
                starts,
                ends,
                place: told.needed_words(PLACE),
                joining: told.needed_words(JOINING),
                announced_at: before.announced_at,
                called_off: told.words(CALLED_OFF),
            },
        }),
        _ => Err(told.refusals(questions)),
    }
}

/// Gives the names in addresses that a meeting can have, in the order in which they are tried.
pub(super) fn names(held_on: chrono::NaiveDate, group: &Group) -> impl Iterator<Item = String> {
    let first = meeting_slug(held_on, &group.slug);
    (1..=MOST_ON_A_DAY).map(move |place| if place == 1 { first.clone() } else { format!("{first}-{place}") })
}

fn form_of_new(state: &AppState, staff: &Staff, groups: &[Group], fields: &Fields, refusals: Vec<Refusal>) -> Response {
    let id = identity(state, fields);
    let kept = Kept { home: (ADDRESS.to_owned(), TITLE), revision: String::new() };
    let intro = "Nobody but staff knows of it until you announce it or publish its agenda.";
    let form = Form {
        state,
        staff,
        room: &kept,
        title: "Write down a new meeting".to_owned(),
        intro: vec![view! { <p class="govuk-body">{intro}</p> }.into_any()],
        action: "/staff/meetings/new".to_owned(),
        hidden: vec![(ID, id.to_string())],
        questions: questions(Some(groups)),
        more: None,
    };
    form.draw(fields, if refusals.is_empty() { Showing::Opened } else { Showing::Refused(refusals) })
}

/// Gives the identity that a form was drawn with, or a new one.
fn identity(state: &AppState, fields: &Fields) -> MeetingId {
    fields.text(ID).parse().map_or_else(|_| MeetingId::new(&*state.clock, &*state.entropy), MeetingId)
}

/// Lists the groups that still meet.
async fn groups(state: &AppState) -> Result<Vec<Group>, PageError> {
    let today = state.today();
    let stored = state.store.list_stored_groups().await?;
    Ok(stored.into_iter().filter(|stored| stored.charter.meets_on(today)).map(|stored| stored.group).collect())
}

/// Shows the form of a new meeting.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    InAddress(asked): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let chosen = Fields::new([(GROUP, asked.text(GROUP))]);
    Ok(form_of_new(&state, &staff, &groups(&state).await?, &chosen, Vec::new()))
}

/// Adds a meeting.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let groups = groups(&state).await?;
    let arranged = match read(&fields, &questions(Some(&groups)), &Arrangements::default()) {
        Ok(arranged) => arranged,
        Err(refusals) => return Ok(form_of_new(&state, &staff, &groups, &fields, refusals)),
    };
    let group = groups.iter().find(|group| Some(&group.slug) == arranged.group.as_ref()).ok_or(PageError::NotFound)?;
    let id = identity(&state, &fields);
    for slug in names(arranged.held_on, group) {
        let meeting = Meeting { id, group: group.id, held_on: arranged.held_on, slug: slug.clone() };
        let arrangements = arranged.arrangements.clone();
        let work = state.store.write(move |mut write| {
            Box::pin(async move {
                write.add_meeting(&meeting).await?;
                write.set_meeting(&meeting, &arrangements, 0).await
            })
        });
        match work.await {
            Ok(()) => {
                tracing::info!(account = %staff.account.id, meeting = %id, "somebody wrote down a meeting");
                return Ok(Redirect::to(&format!("/staff/meetings/{slug}")).into_response());
            }
            Err(StoreError::Taken) => {
                let meetings = state.store.list_meetings_of(group.id).await?;
                if let Some(known) = meetings.iter().find(|known| known.meeting.id == id) {
                    return Ok(Redirect::to(&below(known, "")).into_response());
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    let refusals = vec![Refusal::new(DatePart::Day.field(DAY), Reason::NameTaken)];
    Ok(form_of_new(&state, &staff, &groups, &fields, refusals))
}

async fn form(
    (state, staff): (&AppState, &Staff),
    stored: &StoredMeeting,
    fields: &Fields,
    showing: Showing<&'static str>,
) -> Result<Response, PageError> {
    let kept = Kept { home: (below(stored, ""), "The meeting"), revision: stored.revision.to_string() };
    let is_bare = stored.arrangements.announced_at.is_none() && stored.minutes.is_none();
    let agenda = state.store.find_record_draft(stored.meeting.id, domain::record::RecordKind::Agenda).await?;
    let remove = (is_bare && agenda.is_none()).then(|| {
        unmade(
            "this meeting",
            "A meeting that is not held stays here with the reason, so that everybody who looks for it finds that.",
            below(stored, "/remove"),
        )
    });
    let form = Form {
        state,
        staff,
        room: &kept,
        title: "Change when and where the meeting is".to_owned(),
        intro: Vec::new(),
        action: below(stored, "/change"),
        hidden: Vec::new(),
        questions: questions(None),
        more: remove,
    };
    Ok(form.draw(fields, showing))
}

/// Shows the form of a meeting.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let stored = find(&state, &staff, &slug, Action::WriteMinutes).await?;
    form((&state, &staff), &stored, &filled(&stored), Showing::Opened).await
}

/// Changes a meeting; where its day is another one, its address is too, and the former leads there.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let stored = find(&state, &staff, &slug, Action::WriteMinutes).await?;
    let arranged = match read(&fields, &questions(None), &stored.arrangements) {
        Ok(arranged) => arranged,
        Err(refusals) => return form((&state, &staff), &stored, &fields, Showing::Refused(refusals)).await,
    };
    let seen = form::seen(&fields);
    let is_moved = arranged.held_on != stored.meeting.held_on;
    let names: Vec<String> =
        if is_moved { names(arranged.held_on, &stored.group).collect() } else { vec![slug.clone()] };
    for name in names {
        let meeting = Meeting { held_on: arranged.held_on, slug: name.clone(), ..stored.meeting.clone() };
        let arrangements = arranged.arrangements.clone();
        let work = state
            .store
            .write(move |mut write| Box::pin(async move { write.set_meeting(&meeting, &arrangements, seen).await }));
        match work.await {
            Ok(()) => {
                tracing::info!(account = %staff.account.id, meeting = %stored.meeting.id, "somebody changed a meeting");
                return Ok(Redirect::to(&format!("/staff/meetings/{name}")).into_response());
            }
            Err(StoreError::Taken) => {}
            Err(StoreError::Changed) => {
                let stored = find(&state, &staff, &slug, Action::WriteMinutes).await?;
                return form((&state, &staff), &stored, &fields, Showing::Changed(CHANGED)).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    let refusals = vec![Refusal::new(DatePart::Day.field(DAY), Reason::NameTaken)];
    form((&state, &staff), &stored, &fields, Showing::Refused(refusals)).await
}

/// Lets everybody know of a meeting.
pub(super) async fn announce(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let stored = find(&state, &staff, &slug, Action::WriteMinutes).await?;
    let (id, at) = (stored.meeting.id, state.clock.now());
    let work = state.store.write(move |mut write| Box::pin(async move { write.set_announced(id, at).await }));
    work.await?;
    tracing::info!(account = %staff.account.id, meeting = %id, "somebody announced a meeting");
    Ok(Redirect::to(&below(&stored, "")).into_response())
}

/// Removes a meeting that nobody but staff knows of and of which nothing is written.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let stored = find(&state, &staff, &slug, Action::WriteMinutes).await?;
    let (id, seen) = (stored.meeting.id, form::seen(&fields));
    let work = state.store.write(move |mut write| Box::pin(async move { write.remove_meeting(id, seen).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, meeting = %id, "somebody removed a meeting");
            Ok(Redirect::to(ADDRESS).into_response())
        }
        Err(StoreError::Changed) => {
            let stored = find(&state, &staff, &slug, Action::WriteMinutes).await?;
            let words = "The meeting was not removed: somebody has changed it since you opened the page, announced it or begun to write.";
            form((&state, &staff), &stored, &fields, Showing::Changed(words)).await
        }
        Err(error) => Err(error.into()),
    }
}
