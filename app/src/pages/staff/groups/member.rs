//! The form of somebody who belongs to a group.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    group::{MEMBER_LIMIT, Member, MemberRole},
    ids::{GroupId, MemberId},
    permission::Action,
    question::Question,
    refusal::{DatePart, Reason, Refusal},
    vocabulary::Word,
};
use store::{StoreError, StoredMember};

use super::Room;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, date, line, parts_of_day, tick, ticked},
        form::{self, Form, Showing},
        kept::{CHANGED, Kept, unmade},
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const NAME: &str = "name";
const ORGANISATION: &str = "organisation";
const ROLE: &str = "role";
const NAMED: &str = "named";
const SINCE: &str = "since";
const UNTIL: &str = "until";
/// What is said to whoever changes somebody who was removed meanwhile.
const GONE: &str = "Somebody has removed this member since you opened the page. Saving adds them again.";

fn questions() -> Vec<Question> {
    vec![
        line(NAME, "Name", MEMBER_LIMIT),
        line(ORGANISATION, "Organisation", MEMBER_LIMIT).optional().hint("For whom they belong to the group."),
        choice(ROLE, "What is their part in the group?", all::<MemberRole>()),
        date(SINCE, "First day"),
        date(UNTIL, "Last day").optional().hint(
            "Leave this blank as long as they belong to the group. Whoever goes stays in the list of former members.",
        ),
        tick(NAMED, "Their name in public", "Everybody may read their name")
            .hint("Ask them first. Without this, everybody reads their organisation and their part alone."),
    ]
}

fn filled(member: &Member) -> Fields {
    let pairs = [
        (NAME, member.name.clone()),
        (ORGANISATION, member.organisation.clone().unwrap_or_default()),
        (ROLE, member.role.word().to_owned()),
    ];
    let pairs =
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(parts_of_day(SINCE, member.since));
    let until = member.until.into_iter().flat_map(|day| parts_of_day(UNTIL, day));
    Fields::new(pairs.chain(until).chain(ticked(NAMED, member.is_named)))
}

fn read(fields: &Fields, (id, group): (MemberId, GroupId)) -> Result<Member, Vec<Refusal>> {
    let questions = questions();
    let mut told = Told::new(&questions, fields);
    let (since, until) = (told.date(SINCE), told.date(UNTIL));
    if let Some((earliest, _)) = since.zip(until).filter(|(since, until)| until < since) {
        told.refuse(&DatePart::Day.field(UNTIL), Reason::TooEarly { earliest });
    }
    let role = told.chosen(ROLE).and_then(MemberRole::from_word);
    match (role, since) {
        (Some(role), Some(since)) if !told.is_refused() => Ok(Member {
            id,
            group,
            name: told.needed_words(NAME),
            organisation: told.words(ORGANISATION),
            role,
            is_named: told.is_ticked(NAMED),
            since,
            until,
        }),
        _ => Err(told.refusals(&questions)),
    }
}

/// What the form is of: nobody yet, or somebody who is written down.
struct Desk<'a> {
    state: &'a AppState,
    staff: &'a Staff,
    room: &'a Room,
    member: Option<&'a StoredMember>,
}

impl Desk<'_> {
    fn address(&self) -> String {
        match self.member {
            None => self.room.address("/members/new"),
            Some(stored) => self.room.address_of(&stored.member),
        }
    }

    fn draw(&self, fields: &Fields, showing: Showing<&'static str>) -> Response {
        let kept = Kept {
            home: (self.room.address(""), "The group"),
            revision: self.member.map(|stored| stored.revision.to_string()).unwrap_or_default(),
        };
        let remove = self.member.map(|stored| {
            let action = format!("{}/remove", self.room.address_of(&stored.member));
            unmade(
                "this member",
                "Whoever goes gets a last day instead, and stays in the list of former members.",
                action,
            )
        });
        let title = match self.member {
            None => format!("Add a member of the {}", self.room.group().name),
            Some(stored) => format!("Change {}", stored.member.name),
        };
        let form = Form {
            state: self.state,
            staff: self.staff,
            room: &kept,
            title,
            intro: Vec::new(),
            action: self.address(),
            hidden: Vec::new(),
            questions: questions(),
            more: remove,
        };
        form.draw(fields, showing)
    }
}

/// Shows the form of somebody new.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let desk = Desk { state: &state, staff: &staff, room: &room, member: None };
    Ok(desk.draw(&Fields::default(), Showing::Opened))
}

/// Adds somebody.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let desk = Desk { state: &state, staff: &staff, room: &room, member: None };
    let member = match read(&fields, (MemberId::new(&*state.clock, &*state.entropy), room.group().id)) {
        Ok(member) => member,
        Err(refusals) => return Ok(desk.draw(&fields, Showing::Refused(refusals))),
    };
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_member(&member).await }));
    after((&state, &staff), (&slug, None), &fields, work.await, CHANGED).await
}

/// Shows the form of somebody.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, member)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let stored = room.find(&member)?;
    let desk = Desk { state: &state, staff: &staff, room: &room, member: Some(stored) };
    Ok(desk.draw(&filled(&stored.member), Showing::Opened))
}

/// Changes what is known of somebody.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, member)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let Ok(stored) = room.find(&member) else {
        let desk = Desk { state: &state, staff: &staff, room: &room, member: None };
        return Ok(desk.draw(&fields, Showing::Changed(GONE)));
    };
    let desk = Desk { state: &state, staff: &staff, room: &room, member: Some(stored) };
    let written = match read(&fields, (stored.member.id, room.group().id)) {
        Ok(written) => written,
        Err(refusals) => return Ok(desk.draw(&fields, Showing::Refused(refusals))),
    };
    let seen = form::seen(&fields);
    let work = state.store.write(move |mut write| Box::pin(async move { write.set_member(&written, seen).await }));
    after((&state, &staff), (&slug, Some(&member)), &fields, work.await, CHANGED).await
}

/// Removes somebody who was written down by mistake.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, member)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let (id, seen) = (room.find(&member)?.member.id, form::seen(&fields));
    let work = state.store.write(move |mut write| Box::pin(async move { write.remove_member(id, seen).await }));
    let words = "Nobody was removed: somebody has changed this since you opened the page.";
    after((&state, &staff), (&slug, Some(&member)), &fields, work.await, words).await
}

/// Leads back to the group, or shows the form to whoever was not the first.
async fn after(
    (state, staff): (&AppState, &Staff),
    (slug, member): (&str, Option<&str>),
    fields: &Fields,
    done: Result<(), StoreError>,
    words: &'static str,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, Action::WriteMinutes).await?;
    match done {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, group = slug, "somebody wrote down who belongs to a group");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(StoreError::Changed) => {
            let found = member.and_then(|member| room.find(member).ok());
            let words = if found.is_none() { GONE } else { words };
            Ok(Desk { state, staff, room: &room, member: found }.draw(fields, Showing::Changed(words)))
        }
        Err(error) => Err(error.into()),
    }
}
