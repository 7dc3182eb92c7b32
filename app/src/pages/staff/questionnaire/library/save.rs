//! Saving a question or a page to the library, under a title and with what it is for.
//!
//! A title that is there already is offered as the next version of that entry, and nothing of the old one is lost.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    ids::EntryId,
    library::{Content, Item},
    question::Question,
    refusal::{Reason, Refusal},
};
use leptos::prelude::*;
use store::{SavedEntry, StoreError};

use super::super::{
    Room, STATE,
    conflict::Now,
    form::{Form, Showing},
};
use crate::{
    error::PageError,
    pages::staff::asking::{Asks, Told, line, lines, tick},
    parts::SummaryRow,
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::questionnaire::library::decided,
};

const TITLE_LIMIT: usize = 80;
const PURPOSE_LIMIT: usize = 300;
const TITLE: &str = "title";
const PURPOSE: &str = "purpose";
/// The field that says that a title which is there gets another version.
const AGAIN: &str = "again";
/// The field with the version that was offered.
const NEXT: &str = "next";

/// What is saved: what it holds, and where its form is.
struct Target {
    item: Item,
    address: String,
}

impl Target {
    fn page(room: &Room, page: &str) -> Result<Self, PageError> {
        let item = Item::of_page(&room.questionnaire, page).ok_or(PageError::NotFound)?;
        Ok(Self { item, address: room.address(&format!("/pages/{page}/save")) })
    }

    fn question(room: &Room, question: &str) -> Result<Self, PageError> {
        let item = Item::of_question(&room.questionnaire, question).ok_or(PageError::NotFound)?;
        Ok(Self { item, address: room.address(&format!("/questions/{question}/save")) })
    }

    /// Gives the words of what is saved.
    fn words(&self) -> &str {
        match &self.item.content {
            Content::Page(page) => &page.title,
            Content::Question(question) => &question.text,
        }
    }
}

pub(in super::super) async fn show_page(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, page)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let target = Target::page(&room, &page)?;
    Ok(open(&state, &staff, &room, &target))
}

pub(in super::super) async fn show_question(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, question)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let target = Target::question(&room, &question)?;
    Ok(open(&state, &staff, &room, &target))
}

pub(in super::super) async fn save_page(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, page)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let target = Target::page(&room, &page)?;
    save(&state, &staff, &room, target, &fields).await
}

pub(in super::super) async fn save_question(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, question)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let target = Target::question(&room, &question)?;
    save(&state, &staff, &room, target, &fields).await
}

/// Draws the link to the form.
pub(in super::super) fn link(address: String) -> AnyView {
    view! { <p class="govuk-body"><a class="govuk-link" href=address>"Save to the library"</a></p> }.into_any()
}

fn open(state: &AppState, staff: &Staff, room: &Room, target: &Target) -> Response {
    let title: String = target.words().chars().take(TITLE_LIMIT).collect();
    form(state, staff, room, target, None).draw(&Fields::new([(TITLE, title)]), Showing::Opened)
}

async fn save(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    target: Target,
    fields: &Fields,
) -> Result<Response, PageError> {
    if fields.text(STATE) != room.state() {
        let now = vec![SummaryRow::said("What would be saved", vec![target.words().to_owned()])];
        return Ok(form(state, staff, room, &target, None).draw(fields, Showing::Changed(Now::There(now))));
    }
    let questions = questions(None);
    let mut told = Told::new(&questions, fields);
    let (title, purpose) = (told.needed_words(TITLE), told.needed_words(PURPOSE));
    let known = state.store.find_library_entry_of(&title).await?;
    let next = known.as_ref().map(|known| known.version + 1);
    let agreed = fields.text(NEXT).parse().ok().filter(|_| fields.is_filled(AGAIN));
    if let Some(next) = next.filter(|next| agreed != Some(*next)) {
        told.refuse(TITLE, Reason::InLibrary { next });
    }
    let refusals = told.refusals(&questions);
    if !refusals.is_empty() {
        return Ok(form(state, staff, room, &target, next).draw(fields, Showing::Refused(refusals)));
    }
    let saved = SavedEntry {
        id: known.map_or_else(|| EntryId::new(&*state.clock, &*state.entropy), |known| known.id),
        version: next.unwrap_or(1),
        title,
        purpose,
        item: target.item.clone(),
        account: Some(staff.account.id),
        made_at: state.clock.now(),
        removed_at: None,
    };
    let (id, version) = (saved.id, saved.version);
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_library_entry(&saved).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, entry = %id, version, "somebody saved an entry of the library");
            Ok(Redirect::to(&room.address("/library")).into_response())
        }
        // Somebody has saved under this title in this very moment.
        Err(StoreError::Taken) => {
            let next = version + 1;
            let taken = vec![Refusal::new(TITLE, Reason::InLibrary { next })];
            Ok(form(state, staff, room, &target, Some(next)).draw(fields, Showing::Refused(taken)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks for the title and the purpose, and where the title is there, whether this is its next version.
fn questions(next: Option<u32>) -> Vec<Question> {
    let again = next.map(|next| {
        let question = tick(AGAIN, "The library has this title already", &format!("Save this as version {next}"));
        question.hint("The versions before it are kept. The list shows the newest.")
    });
    let title = line(TITLE, "Title", TITLE_LIMIT).hint("What your team will look for.");
    let purpose = lines(PURPOSE, "What is it for?", PURPOSE_LIMIT).hint("One sentence.");
    [title, purpose].into_iter().chain(again).collect()
}

fn form<'a>(state: &'a AppState, staff: &'a Staff, room: &'a Room, target: &Target, next: Option<u32>) -> Form<'a> {
    let Item { needs, shown_by, .. } = &target.item;
    let mut said = vec![format!("You are saving ‘{}’ as it is now.", target.words())];
    said.extend(
        needs.iter().map(|need| format!("‘{}’ is saved with it, because its options come from there.", need.text)),
    );
    let deciding = shown_by.iter().filter(|(id, _)| needs.iter().all(|need| need.id != **id));
    said.extend(deciding.map(|(_, words)| decided(words)));
    let intro = view! { <p class="govuk-body">{said.join(" ")}</p> };
    Form {
        state,
        staff,
        room,
        title: "Save to the library".to_owned(),
        intro: vec![intro.into_any()],
        action: target.address.clone(),
        // The tick is for the version that was offered and for no other.
        hidden: next.map(|next| (NEXT, next.to_string())).into_iter().collect(),
        questions: questions(next),
        more: None,
    }
}
