//! The form of a group: what it is, what it works by, and how long it meets.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use domain::{
    fields::Fields,
    group::{Charter, Group, GroupKind, NAME_LIMIT, PURPOSE_LIMIT, StatutoryBasis, TERMS_LIMIT},
    ids::GroupId,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
    vocabulary::Word,
};
use store::{StoreError, StoredGroup};

use super::{ADDRESS, Room, TITLE};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, date, line, lines, parts_of_day},
        form::{self, Form, PREVIEW, Showing},
        kept::{CHANGED, Kept, unmade},
        naming,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const NAME: &str = "name";
const SLUG: &str = "address";
const KIND: &str = "kind";
const PURPOSE: &str = "purpose";
const BASIS: &str = "basis";
const TERMS: &str = "terms";
const ENDED: &str = "ended";
/// The name in addresses that the form of a new group has itself.
const RESERVED: &str = "new";

/// Lists what is asked of a group; its name in addresses only as long as it is new.
fn questions(is_new: bool) -> Vec<Question> {
    let mut questions = of_every_group();
    if is_new {
        questions.insert(1, naming::question(SLUG, "advisory-board", "name"));
    }
    questions
}

fn of_every_group() -> Vec<Question> {
    vec![
        line(NAME, "What is the group called?", NAME_LIMIT),
        choice(KIND, "What kind of group is it?", all::<GroupKind>()),
        lines(PURPOSE, "What is it for?", PURPOSE_LIMIT).hint("One paragraph that anybody understands."),
        choice(BASIS, "By what law does it publish its papers?", all::<StatutoryBasis>()),
        lines(TERMS, "Terms of reference", TERMS_LIMIT).optional().hint("Everybody can read them."),
        date(ENDED, "Last day").optional().hint("Leave this blank as long as the group meets."),
    ]
}

fn filled(stored: &StoredGroup) -> Fields {
    let StoredGroup { group, charter, .. } = stored;
    let pairs = [
        (NAME, group.name.clone()),
        (KIND, group.kind.word().to_owned()),
        (PURPOSE, group.purpose.clone()),
        (BASIS, charter.basis.word().to_owned()),
        (TERMS, charter.terms.clone()),
    ];
    let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
    Fields::new(pairs.chain(charter.ended_on.into_iter().flat_map(|day| parts_of_day(ENDED, day))))
}

/// Reads what a form says of a group that has an id and a name in addresses, unless the latter is to be made of its name.
fn read(fields: &Fields, (id, slug): (GroupId, Option<&str>)) -> Result<(Group, Charter), Vec<Refusal>> {
    let questions = questions(slug.is_none());
    let mut told = Told::new(&questions, fields);
    let name = told.needed_words(NAME);
    let slug = slug.map_or_else(|| naming::read(&mut told, SLUG, &name), str::to_owned);
    if slug == RESERVED {
        told.refuse(SLUG, Reason::NameTaken);
    }
    let (kind, basis) = (told.chosen(KIND), told.chosen(BASIS));
    let (kind, basis) = (kind.and_then(GroupKind::from_word), basis.and_then(StatutoryBasis::from_word));
    let (purpose, terms) = (told.needed_words(PURPOSE), told.needed_words(TERMS));
    let ended_on: Option<NaiveDate> = told.date(ENDED);
    match (kind, basis) {
        (Some(kind), Some(basis)) if !told.is_refused() => {
            Ok((Group { id, slug, name, kind, purpose }, Charter { basis, terms, ended_on }))
        }
        _ => Err(told.refusals(&questions)),
    }
}

fn form<'a>(state: &'a AppState, staff: &'a Staff, kept: &'a Kept, title: &str, action: String) -> Form<'a, Kept> {
    Form {
        state,
        staff,
        room: kept,
        title: title.to_owned(),
        intro: Vec::new(),
        action,
        hidden: Vec::new(),
        questions: questions(kept.revision.is_empty()),
        more: None,
    }
}

fn new_one() -> Kept {
    Kept { home: (ADDRESS.to_owned(), TITLE), revision: String::new() }
}

fn form_of_new<'a>(state: &'a AppState, staff: &'a Staff, kept: &'a Kept) -> Form<'a, Kept> {
    form(state, staff, kept, "Write down a new group", format!("{ADDRESS}/new"))
}

/// Shows the form of a new group.
pub(super) async fn show_new(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let usual = Fields::new([(BASIS, StatutoryBasis::Voluntary.word())]);
    Ok(form_of_new(&state, &staff, &new_one()).draw_rich(&[TERMS], &usual, Showing::Opened))
}

/// Adds a group.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let kept = new_one();
    let again = |showing| form_of_new(&state, &staff, &kept).draw_rich(&[TERMS], &fields, showing);
    if fields.is_filled(PREVIEW) {
        return Ok(again(Showing::Previewed));
    }
    let (group, charter) = match read(&fields, (GroupId::new(&*state.clock, &*state.entropy), None)) {
        Ok(read) => read,
        Err(refusals) => return Ok(again(Showing::Refused(refusals))),
    };
    let next = format!("{ADDRESS}/{}", group.slug);
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_group(&group).await?;
            write.set_group(&group, &charter, 0).await
        })
    });
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, "somebody wrote down a group");
            Ok(Redirect::to(&next).into_response())
        }
        Err(StoreError::Taken) => {
            let taken = Showing::Refused(vec![Refusal::new(SLUG, Reason::NameTaken)]);
            Ok(form_of_new(&state, &staff, &kept).draw_rich(&[TERMS], &naming::suggested(&fields, SLUG, NAME), taken))
        }
        Err(error) => Err(error.into()),
    }
}

fn kept(room: &Room) -> Kept {
    Kept { home: (room.address(""), "The group"), revision: room.stored.revision.to_string() }
}

/// Shows the form of a group.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    draw(&state, &staff, &room, &filled(&room.stored), Showing::Opened).await
}

async fn draw(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    fields: &Fields,
    showing: Showing<&'static str>,
) -> Result<Response, PageError> {
    let kept = kept(room);
    let meetings = state.store.count_meetings(room.group().id).await?;
    let documents = state.store.count_documents(room.group().id).await?;
    let remove = (meetings == 0 && documents == 0 && room.members.is_empty()).then(|| {
        unmade(
            "this group",
            "A group that meets no more gets a last day instead, and stays on the list.",
            room.address("/remove"),
        )
    });
    let form = form(state, staff, &kept, &format!("Change the {}", room.group().name), room.address("/change"));
    Ok(Form { more: remove, ..form }.draw_rich(&[TERMS], fields, showing))
}

/// Changes a group.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    if fields.is_filled(PREVIEW) {
        return draw(&state, &staff, &room, &fields, Showing::Previewed).await;
    }
    let (group, charter) = match read(&fields, (room.group().id, Some(&slug))) {
        Ok(read) => read,
        Err(refusals) => return draw(&state, &staff, &room, &fields, Showing::Refused(refusals)).await,
    };
    let seen = form::seen(&fields);
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.set_group(&group, &charter, seen).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, group = slug, "somebody changed a group");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
            draw(&state, &staff, &room, &fields, Showing::Changed(CHANGED)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes a group that has no members and no documents and never met.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let (id, seen) = (room.group().id, form::seen(&fields));
    let work = state.store.write(move |mut write| Box::pin(async move { write.remove_group(id, seen).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, group = slug, "somebody removed a group");
            Ok(Redirect::to(ADDRESS).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
            let words = "The group was not removed: somebody has changed it since you opened the page, or it has a member, a meeting or a document.";
            draw(&state, &staff, &room, &fields, Showing::Changed(words)).await
        }
        Err(error) => Err(error.into()),
    }
}
