//! The form of a document: what it is, what it is for, and the day that it bears.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    document::{Accessibility, Document, PURPOSE_LIMIT, TITLE_LIMIT},
    fields::Fields,
    group::Group,
    ids::DocumentId,
    language::Language,
    permission::Action,
    question::{AnswerOption, Question},
    refusal::{Reason, Refusal},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{StoreError, StoredDocument};

use super::{ADDRESS, CHANGED, Kept, Room, TITLE, of_meeting::OfMeeting};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, MOST_BUTTONS, Told, all, choice, date, line, lines, option, parts_of_day},
        form::{self, Form, Showing},
        naming,
    },
    parts::details,
    posted::{InAddress, Posted},
    state::AppState,
    visitor::Staff,
    words::{dates, meetings},
};

const NAME: &str = "title";
const SLUG: &str = "address";
const PURPOSE: &str = "purpose";
const DATED: &str = "dated";
const GROUP: &str = "group";
const LANGUAGE: &str = "language";
const ACCESSIBILITY: &str = "accessibility";
const SUPERSEDES: &str = "supersedes";
/// The name in addresses that the form of a new document has itself.
const RESERVED: &str = "new";
/// The answer that is none of the others.
const NONE: &str = "none";

/// What can be chosen in the form.
struct Offered {
    groups: Vec<Group>,
    documents: Vec<StoredDocument>,
}

impl Offered {
    async fn find(state: &AppState, but: Option<DocumentId>) -> Result<Self, PageError> {
        let groups = state.store.list_groups().await?;
        let mut documents = state.store.list_published_documents().await?;
        documents.retain(|other| Some(other.document.id) != but);
        // One that was withdrawn since stays the one whose place is taken.
        if let Some(but) = but
            && let Some(document) = state.store.find_document_by_id(but).await?
            && let Some(other) = document.document.supersedes
            && !documents.iter().any(|known| known.document.id == other)
        {
            documents.extend(state.store.find_document_by_id(other).await?);
        }
        Ok(Self { groups, documents })
    }

    /// Lists what is asked; its name in addresses only as long as it is new.
    fn questions(&self, is_new: bool) -> Vec<Question> {
        let group = |group: &Group| option(&group.slug, &group.name);
        let document = |StoredDocument { document, .. }: &StoredDocument| {
            option(&document.slug, &format!("{}, {}", document.title, dates::day(document.dated)))
        };
        let languages = Language::ALL.iter().map(|language| option(language.word(), language.name()));
        let mut questions = vec![
            line(NAME, "What is the document called?", TITLE_LIMIT),
            lines(PURPOSE, "What is it for?", PURPOSE_LIMIT).hint("One paragraph that anybody understands."),
            date(DATED, "Which day does it bear?")
                .hint("The day on the document itself, not the day on which you publish it."),
            or_none(GROUP, "Which group is it of?", "No group", self.groups.iter().map(group).collect()),
            choice(ACCESSIBILITY, "Can everybody read the file, also with a screen reader?", all::<Accessibility>()),
            choice(LANGUAGE, "Which language is it in, if not English?", languages.collect()).optional(),
        ];
        if is_new {
            questions.insert(1, naming::question(SLUG, "gain-plan-template", "title"));
        }
        if !self.documents.is_empty() {
            let others = self.documents.iter().map(document).collect();
            let other = or_none(SUPERSEDES, "Does it take the place of another document?", "No other document", others);
            questions.push(other.hint("A newer file of the same document is a new version of it instead."));
        }
        questions
    }

    /// Reads what a form says of a document that has an id and a name in addresses, unless the latter is to be made of its title.
    fn read(&self, fields: &Fields, (id, slug): (DocumentId, Option<&str>)) -> Result<Document, Vec<Refusal>> {
        let questions = self.questions(slug.is_none());
        let mut told = Told::new(&questions, fields);
        let title = told.needed_words(NAME);
        let slug = slug.map_or_else(|| naming::read(&mut told, SLUG, &title), str::to_owned);
        if slug == RESERVED {
            told.refuse(SLUG, Reason::NameTaken);
        }
        let group = told.chosen(GROUP).and_then(|slug| self.groups.iter().find(|group| group.slug == slug));
        let other =
            told.chosen(SUPERSEDES).and_then(|slug| self.documents.iter().find(|other| other.document.slug == slug));
        let (group, supersedes) = (group.map(|group| group.id), other.map(|other| other.document.id));
        let language = told.chosen(LANGUAGE).and_then(Language::from_word);
        let accessibility = told.chosen(ACCESSIBILITY).and_then(Accessibility::from_word);
        let (purpose, dated) = (told.needed_words(PURPOSE), told.date(DATED));
        match accessibility.zip(dated) {
            Some((accessibility, dated)) if !told.is_refused() => {
                Ok(Document { id, slug, title, purpose, dated, language, accessibility, group, supersedes })
            }
            _ => Err(told.refusals(&questions)),
        }
    }

    fn filled(&self, document: &Document) -> Fields {
        let group = self.groups.iter().find(|group| Some(group.id) == document.group);
        let other = self.documents.iter().find(|other| Some(other.document.id) == document.supersedes);
        let pairs = [
            (NAME, document.title.clone()),
            (PURPOSE, document.purpose.clone()),
            (GROUP, group.map_or(none_of(self.groups.len()), |group| group.slug.as_str()).to_owned()),
            (ACCESSIBILITY, document.accessibility.word().to_owned()),
            (LANGUAGE, document.language.map(|language| language.word().to_owned()).unwrap_or_default()),
            (SUPERSEDES, other.map_or(none_of(self.documents.len()), |other| other.document.slug.as_str()).to_owned()),
        ];
        let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
        Fields::new(pairs.chain(parts_of_day(DATED, document.dated)))
    }
}

/// Asks for one of several things or none of them: as an answer of its own, or in a list that unfolds where there are many.
fn or_none(id: &str, text: &str, none: &str, mut options: Vec<AnswerOption>) -> Question {
    if none_of(options.len()).is_empty() {
        return choice(id, text, options).optional();
    }
    options.insert(0, option(NONE, none));
    choice(id, text, options)
}

/// Gives what a filled form has where none of so many things is chosen.
fn none_of(options: usize) -> &'static str {
    if options < MOST_BUTTONS { NONE } else { "" }
}

fn form<'a>(
    (state, staff): (&'a AppState, &'a Staff),
    kept: &'a Kept,
    offered: &Offered,
    title: String,
    action: String,
) -> Form<'a, Kept> {
    Form {
        state,
        staff,
        room: kept,
        title,
        intro: Vec::new(),
        action,
        hidden: Vec::new(),
        questions: offered.questions(kept.revision.is_empty()),
        more: None,
    }
}

fn form_of_new<'a>(
    who: (&'a AppState, &'a Staff),
    kept: &'a Kept,
    offered: &Offered,
    of: Option<&OfMeeting>,
) -> Form<'a, Kept> {
    let form = form(who, kept, offered, "Write down a new document".to_owned(), format!("{ADDRESS}/new"));
    let hidden = of.map(OfMeeting::hidden).into_iter().collect();
    let intro = of.map(|of| {
        let name = meetings::meeting(&of.stored.group.name, of.stored.meeting.held_on);
        view! { <p class="govuk-body">{format!("It belongs to the {name}.")}</p> }.into_any()
    });
    Form { hidden, intro: intro.into_iter().collect(), ..form }
}

fn new_one(of: Option<&OfMeeting>) -> Kept {
    let home = match of {
        Some(of) => (format!("/staff/meetings/{}/papers", of.stored.meeting.slug), "Papers and files"),
        None => (ADDRESS.to_owned(), TITLE),
    };
    Kept { home, revision: String::new() }
}

/// Shows the form of a new document, perhaps of one that is for a meeting.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    InAddress(asked): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let offered = Offered::find(&state, None).await?;
    let of = OfMeeting::find(&state, &asked).await?;
    let group = of.as_ref().map_or(none_of(offered.groups.len()), |of| of.group().slug.as_str());
    let usual = [
        (GROUP, group),
        (SUPERSEDES, none_of(offered.documents.len())),
        (ACCESSIBILITY, Accessibility::NotChecked.word()),
    ];
    let usual = usual.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let known = of.iter().flat_map(|of| of.filled((NAME, PURPOSE, DATED)));
    let (filled, kept) = (Fields::new(usual.chain(known)), new_one(of.as_ref()));
    Ok(form_of_new((&state, &staff), &kept, &offered, of.as_ref()).draw(&filled, Showing::Opened))
}

/// Adds a document as a draft.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let of = OfMeeting::find(&state, &fields).await?;
    let (kept, offered) = (new_one(of.as_ref()), Offered::find(&state, None).await?);
    let document = match offered.read(&fields, (DocumentId::new(&*state.clock, &*state.entropy), None)) {
        Ok(document) => document,
        Err(refusals) => {
            let form = form_of_new((&state, &staff), &kept, &offered, of.as_ref());
            return Ok(form.draw(&fields, Showing::Refused(refusals)));
        }
    };
    let next = format!("{ADDRESS}/{}", document.slug);
    let stamp = staff.stamp(&state);
    let paper = of.as_ref().map(|of| ((of.stored.meeting.id, document.id), of.kind));
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_document(&document).await?;
            match paper {
                Some((ids, kind)) => write.add_meeting_paper(ids, (kind, None), stamp).await,
                None => Ok(()),
            }
        })
    });
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, "somebody wrote down a document");
            Ok(Redirect::to(&next).into_response())
        }
        Err(StoreError::Taken) => {
            let taken = Showing::Refused(vec![Refusal::new(SLUG, Reason::NameTaken)]);
            let suggested = naming::suggested(&fields, SLUG, NAME);
            Ok(form_of_new((&state, &staff), &kept, &offered, of.as_ref()).draw(&suggested, taken))
        }
        Err(error) => Err(error.into()),
    }
}

/// Shows the form of a document.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let offered = Offered::find(&state, Some(room.document().id)).await?;
    Ok(draw((&state, &staff), &room, &offered, &offered.filled(room.document()), Showing::Opened))
}

fn draw(
    who: (&AppState, &Staff),
    room: &Room,
    offered: &Offered,
    fields: &Fields,
    showing: Showing<&'static str>,
) -> Response {
    let kept = room.kept();
    let remove = room.stored.status.may_be_removed().then(|| {
        let content = view! {
            <p class="govuk-body">"Nobody outside has seen it. This cannot be undone."</p>
            <button class="govuk-button govuk-button--warning" type="submit" formaction=room.address("/remove") formnovalidate>"Remove this draft"</button>
        };
        details("Remove this draft", content.into_any()).into_any()
    });
    let title = format!("Change ‘{}’", room.document().title);
    let form = form(who, &kept, offered, title, room.address("/change"));
    Form { more: remove, ..form }.draw(fields, showing)
}

/// Changes how a document is described.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let offered = Offered::find(&state, Some(room.document().id)).await?;
    let document = match offered.read(&fields, (room.document().id, Some(&slug))) {
        Ok(document) => document,
        Err(refusals) => return Ok(draw((&state, &staff), &room, &offered, &fields, Showing::Refused(refusals))),
    };
    let seen = form::seen(&fields);
    let work = state.store.write(move |mut write| Box::pin(async move { write.set_document(&document, seen).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, document = slug, "somebody changed a document");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
            Ok(draw((&state, &staff), &room, &offered, &fields, Showing::Changed(CHANGED)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes a document that was never published.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let (id, seen) = (room.document().id, form::seen(&fields));
    let work = state.store.write(move |mut write| Box::pin(async move { write.remove_document(id, seen).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, document = slug, "somebody removed the draft of a document");
            Ok(Redirect::to(ADDRESS).into_response())
        }
        Err(StoreError::Changed) => {
            let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
            let offered = Offered::find(&state, Some(room.document().id)).await?;
            let words =
                "The draft was not removed: somebody has changed it since you opened the page, or it is public.";
            Ok(draw((&state, &staff), &room, &offered, &fields, Showing::Changed(words)))
        }
        Err(error) => Err(error.into()),
    }
}
