//! The library: what Folkmoot brings and what the team has saved, to be found by words and added as one step.

pub(super) mod remove;
pub(super) mod save;

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    editing::Edit,
    fields::Fields,
    ids::EntryId,
    library::{Collection, Entry, included},
    question::{AnswerOption, Question},
    questionnaire::{PageId, Questionnaire},
    refusal::{Reason, Refusal},
};
use leptos::prelude::*;
use serde::Deserialize;
use store::StoreError;

use super::{Room, STATE, added, conflict};
use crate::{
    error::PageError,
    pages::staff::asking::{self, Asks, choice, choices, messages},
    parts::{ErrorSummary, Frame},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{numbers::whole, questionnaire::library::about},
};

/// The field with the words that are looked for.
const WORDS: &str = "words";
/// The field that names the page after which something is added.
const AFTER: &str = "after";
/// What stands in it for the place before all pages; no page has such a name.
const FIRST: &str = "~first";
/// The name of the list of what the team has saved.
const OWN: &str = "own";

/// What of the library is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    words: Option<String>,
    removed: Option<String>,
}

/// What is offered: the lists of entries that hold the words that are looked for.
struct Offered {
    words: String,
    own: Collection,
    included: Vec<Collection>,
    /// How many entries there are without looking for words.
    all: usize,
}

impl Offered {
    async fn find(state: &AppState, words: &str) -> Result<Self, StoreError> {
        let saved = state.store.list_library().await?;
        let own = Collection {
            id: OWN.to_owned(),
            title: "Saved by your team".to_owned(),
            purpose: String::new(),
            entries: saved.iter().map(store::SavedEntry::entry).collect(),
        };
        let all = own.entries.len() + included().iter().map(|collection| collection.entries.len()).sum::<usize>();
        let found = |collection: &Collection| {
            let entries = collection.entries.iter().filter(|entry| entry.has_words(words)).cloned().collect();
            Collection { entries, ..collection.clone() }
        };
        let included = included().iter().map(found).filter(|collection| !collection.entries.is_empty()).collect();
        Ok(Self { words: words.to_owned(), own: found(&own), included, all })
    }

    fn lists(&self) -> impl Iterator<Item = &Collection> {
        std::iter::once(&self.own).chain(&self.included).filter(|collection| !collection.entries.is_empty())
    }

    fn count(&self) -> usize {
        self.lists().map(|collection| collection.entries.len()).sum()
    }

    /// Gives what was ticked, or what has to be put right.
    fn chosen(&self, fields: &Fields) -> Result<Vec<Entry>, Refusal> {
        let mut chosen = Vec::new();
        for collection in [&self.own].into_iter().chain(&self.included) {
            for ticked in fields.all(&collection.id) {
                let entry = collection.entries.iter().find(|entry| value(collection, entry) == ticked);
                chosen.push(entry.ok_or_else(|| Refusal::new(&collection.id, Reason::NotOffered))?.clone());
            }
        }
        let first = self.lists().next().map_or(OWN, |collection| &collection.id);
        if chosen.is_empty() { Err(Refusal::new(first, Reason::NothingChosen)) } else { Ok(chosen) }
    }

    fn questions(&self, questionnaire: &Questionnaire) -> Vec<Question> {
        let mut questions: Vec<Question> = self.lists().map(list).collect();
        questions.extend((!questionnaire.pages.is_empty()).then(|| place(questionnaire)));
        questions
    }
}

/// Names what is ticked; what the team saves may get another version between two looks.
fn value(collection: &Collection, entry: &Entry) -> String {
    if collection.id == OWN { format!("{}.{}", entry.id, entry.version) } else { entry.id.clone() }
}

fn list(collection: &Collection) -> Question {
    let option = |entry: &Entry| AnswerOption {
        hint: Some(about(entry)),
        ..asking::option(&value(collection, entry), &entry.title)
    };
    let question = choices(&collection.id, &collection.title, collection.entries.iter().map(option).collect());
    if collection.purpose.is_empty() { question } else { question.hint(&collection.purpose) }
}

fn place(questionnaire: &Questionnaire) -> Question {
    let after = |(page, number): (&domain::questionnaire::Page, usize)| {
        asking::option(&page.id, &format!("After page {number}: {}", page.title))
    };
    let first = asking::option(FIRST, "Before all pages");
    let options = std::iter::once(first).chain(questionnaire.pages.iter().zip(1..).map(after)).collect();
    choice(AFTER, "Where do they go?", options).hint(
        "Pages go after the page that you choose, and questions to its end. A question that needs the answer to another goes to a page after that one.",
    )
}

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let offered = Offered::find(&state, asked.words.as_deref().unwrap_or_default()).await?;
    let removed = match asked.removed.and_then(|id| id.parse().ok()) {
        Some(id) => state.store.find_library_entry(EntryId(id)).await?.filter(|entry| entry.removed_at.is_some()),
        None => None,
    };
    let last = room.questionnaire.pages.last().map(|page| (AFTER, page.id.as_str()));
    let page = Drawn { room: &room, offered: &offered, fields: &Fields::new(last), refusals: &[] };
    Ok(page.draw(&state, &staff, removed.map(|entry| entry.title)))
}

pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let offered = Offered::find(&state, fields.text(WORDS)).await?;
    let entries = match offered.chosen(&fields) {
        Ok(entries) => entries,
        Err(refusal) => {
            let page = Drawn { room: &room, offered: &offered, fields: &fields, refusals: &[refusal] };
            return Ok(page.draw(&state, &staff, None));
        }
    };
    let after: Option<PageId> = Some(fields.text(AFTER).to_owned()).filter(|after| !after.is_empty() && after != FIRST);
    match room.take(&state, &staff, fields.text(STATE), &Edit::AddFromLibrary { after, entries }).await {
        Ok(new) => Ok(Redirect::to(&room.address(&first_new(&room.questionnaire, &new))).into_response()),
        Err(why) => conflict::not_taken(why, &state, &staff, &slug).await,
    }
}

/// Leads to the first thing that was added, so that nobody has to look for it.
fn first_new(before: &Questionnaire, after: &Questionnaire) -> String {
    added(before, after).map(|question| format!("#question-{}", question.id)).unwrap_or_default()
}

/// The page with all that is offered.
struct Drawn<'a> {
    room: &'a Room,
    offered: &'a Offered,
    fields: &'a Fields,
    refusals: &'a [Refusal],
}

impl Drawn<'_> {
    fn draw(&self, state: &AppState, staff: &Staff, removed: Option<String>) -> Response {
        let Self { room, offered, fields, refusals } = *self;
        let questions = offered.questions(&room.questionnaire);
        let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        // A refused page is still one of the state that it was first drawn from.
        let drawn_from = if refusals.is_empty() { room.state() } else { fields.text(STATE).to_owned() };
        let removed = removed.map(|title| {
            view! { <p class="govuk-inset-text">{format!("‘{title}’ is not in the library any more. Questionnaires that use it stay as they are.")}</p> }
        });
        Frame::new(state, &staff.visitor, "Add from the library").status(status).show(|| {
            view! {
                <a class="govuk-back-link" href=room.address("")>"Questionnaire"</a>
                <ErrorSummary errors=messages(&questions, refusals)/>
                <h1 class="govuk-heading-l">"Add from the library"</h1>
                {removed}
                <p class="govuk-body">
                    "Choose pages and questions that are ready to use. They are added in one step, which you can undo, and you can change them afterwards."
                </p>
                {search(offered)}
                {found(offered)}
                {(offered.count() > 0).then(|| view! {
                    <form method="post" action=room.address("/library") novalidate>
                        <input type="hidden" name=STATE value=drawn_from/>
                        <input type="hidden" name=WORDS value=offered.words.clone()/>
                        {asking::draw(&questions, fields, refusals)}
                        <button class="govuk-button" type="submit">"Add to this questionnaire"</button>
                    </form>
                })}
                {removing(room, offered)}
            }
        })
    }
}

fn search(offered: &Offered) -> impl IntoView + use<> {
    view! {
        <form class="fm-filters" method="get" role="search" aria-label="Search the library">
            <div class="fm-filters__fields">
                <div class="govuk-form-group">
                    <label class="govuk-label" for=WORDS>"Words in titles and questions"</label>
                    <input class="govuk-input" id=WORDS name=WORDS type="search" value=offered.words.clone()/>
                </div>
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Search"</button>
        </form>
    }
}

/// Says how much was found, and where it comes from.
fn found(offered: &Offered) -> AnyView {
    let (count, all) = (offered.count(), offered.all);
    if count == 0 {
        return view! { <p class="fm-empty">"Nothing in the library has these words. Change or clear them to see more."</p> }
            .into_any();
    }
    let said = if offered.words.trim().is_empty() {
        format!("The library has {} pages and questions.", whole(all as u64))
    } else {
        format!("{} of {} pages and questions have these words.", whole(count as u64), whole(all as u64))
    };
    let whose = if offered.own.entries.is_empty() {
        "All of them come from Folkmoot. To save your own, open a page or a question of a questionnaire and choose ‘Save to the library’."
    } else {
        "Those saved by your team come first, those from Folkmoot after them."
    };
    view! { <p class="govuk-body">{said} " " {whose}</p> }.into_any()
}

/// Draws the ways to remove what the team has saved.
fn removing(room: &Room, offered: &Offered) -> Option<AnyView> {
    let entries = &offered.own.entries;
    let links = entries.iter().map(|entry| {
        let address = room.address(&format!("/library/{}/remove", entry.id));
        view! { <li><a class="govuk-link" href=address>{format!("Remove ‘{}’", entry.title)}</a></li> }
    });
    (!entries.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Remove what your team has saved"</h2>
            <ul class="govuk-list">{links.collect_view()}</ul>
        }
        .into_any()
    })
}
