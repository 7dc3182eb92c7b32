//! The form of an item: what it is called, what was said of it, decided and is to be done, and whether everybody can read it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    permission::Action,
    question::Question,
    record::{DISCUSSION_LIMIT, Item, LINE_LIMIT, MOST_ITEMS, RecordKind, RecordText, WithholdingReason},
    refusal::{Reason, Refusal},
    vocabulary::Word,
};
use leptos::prelude::*;

use super::{
    desk::{Desk, number},
    outcomes::{self, Written},
};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, line, lines, option},
        form::{PREVIEW, Showing},
        kept::unmade,
    },
    posted::{InAddress, Posted},
    state::AppState,
    visitor::Staff,
};

const TITLE: &str = "title";
const PRESENTER: &str = "presenter";
/// What is written as Markdown.
pub(super) const DISCUSSION: &str = "discussion";
const READERS: &str = "readers";
/// The answer that lets everybody read an item.
const EVERYBODY: &str = "everybody";
/// The field of the button that saves and asks for more.
const MORE: &str = "more";

fn questions(kind: RecordKind, outcomes: &outcomes::Asked) -> Vec<Question> {
    let (discussion, hint) = match kind {
        RecordKind::Agenda => {
            ("What should everybody know before?", "What the item is about, and what the group is asked to do.")
        }
        RecordKind::Minutes => {
            ("What was said?", "What a reader needs in order to understand what was decided, and why.")
        }
    };
    let mut readers = vec![option(EVERYBODY, "Yes")];
    readers.extend(
        all::<WithholdingReason>().into_iter().map(|one| option(&one.id, &format!("No: {}", lowered(&one.label)))),
    );
    let mut questions = vec![
        line(TITLE, "What is the item called?", LINE_LIMIT),
        line(PRESENTER, "Who introduces it?", LINE_LIMIT).optional(),
        lines(DISCUSSION, discussion, DISCUSSION_LIMIT).optional().hint(hint),
    ];
    if kind == RecordKind::Minutes {
        questions.extend(outcomes::questions(outcomes));
    }
    questions.push(
        choice(READERS, "Can everybody read this item?", readers)
            .hint("Of an item that not everybody can read, its title and the reason are published, and nothing else."),
    );
    questions
}

fn lowered(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn filled(item: &Item) -> Fields {
    let pairs = [
        (TITLE, item.title.clone()),
        (PRESENTER, item.presenter.clone().unwrap_or_default()),
        (DISCUSSION, item.discussion.clone()),
        (READERS, item.exempt.map_or(EVERYBODY, Word::word).to_owned()),
    ];
    let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
    Fields::new(pairs.chain(outcomes::filled(item)))
}

/// What a form says of an item.
struct Said {
    title: String,
    presenter: Option<String>,
    discussion: String,
    exempt: Option<WithholdingReason>,
    written: Written,
}

fn read(fields: &Fields, kind: RecordKind, asked: &outcomes::Asked) -> Result<Said, Vec<Refusal>> {
    let questions = questions(kind, asked);
    let mut told = Told::new(&questions, fields);
    let written = if kind == RecordKind::Minutes { outcomes::read(&mut told, asked) } else { Written::default() };
    if told.is_refused() {
        return Err(told.refusals(&questions));
    }
    Ok(Said {
        title: told.needed_words(TITLE),
        presenter: told.words(PRESENTER),
        discussion: told.needed_words(DISCUSSION),
        exempt: told.chosen(READERS).and_then(WithholdingReason::from_word),
        written,
    })
}

impl Said {
    /// Writes into a text what the form says of an item; adds the item where there is none of this number.
    fn write(&self, text: &mut RecordText, number: Option<u32>) {
        let known = number.and_then(|number| text.items.iter().position(|item| item.number == number));
        let place = known.unwrap_or_else(|| {
            let number = number.unwrap_or_else(|| text.next_number());
            text.items.push(Item::new(number, &self.title, None));
            text.items.len() - 1
        });
        let before = text.items[place].clone();
        let (decisions, actions) = self.written.numbered(&before, text);
        text.items[place] = Item {
            number: before.number,
            title: self.title.clone(),
            presenter: self.presenter.clone(),
            discussion: self.discussion.clone(),
            decisions,
            actions,
            exempt: self.exempt,
        };
    }
}

fn draw(desk: &Desk<'_>, item: Option<&Item>, fields: &Fields, showing: Showing<&'static str>) -> Response {
    let counts = outcomes::Asked::of(item, fields, fields.is_filled(MORE));
    let (title, rest) = match item {
        None => ("Add an item".to_owned(), "/items/new".to_owned()),
        Some(item) => (format!("Item: {}", item.title), format!("/items/{}", item.number)),
    };
    let more = (desk.kind == RecordKind::Minutes).then(|| {
        view! {
            <button class="govuk-button govuk-button--secondary" type="submit" name=MORE value="yes">
                "Save, and write another decision or action"
            </button>
        }
    });
    let remove = item.map(|item| {
        let action = desk.address(&format!("/items/{}/remove", item.number));
        unmade("this item", "What was written of it is lost.", action)
    });
    let actions = view! { {more} {remove} };
    let intro = item.filter(|item| !item.decisions.is_empty()).map(|item| links(desk, item));
    let questions = questions(desk.kind, &counts);
    desk.form((&title, &rest), questions, (intro.into_iter().collect(), Some(actions.into_any())), (fields, showing))
}

/// Leads to what each decision is about.
fn links(desk: &Desk<'_>, item: &Item) -> AnyView {
    let line = |decision: &domain::record::Decision| {
        let href = desk.address(&format!("/decisions/{}", decision.number));
        let about = decision.priorities.len() + decision.consultations.len();
        view! {
            <li>
                <a class="govuk-link" href=href>{format!("What decision {} is about", decision.number)}</a>
                {format!(" ({})", crate::words::numbers::count(about, "link", "links"))}
            </li>
        }
    };
    let lines = item.decisions.iter().map(line).collect_view();
    view! { <ul class="govuk-list">{lines}</ul> }.into_any()
}

/// Shows the form of a new item.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::WriteMinutes).await?;
    Ok(draw(&desk, None, &Fields::new([(READERS, EVERYBODY)]), Showing::Opened))
}

/// Adds an item.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::WriteMinutes).await?;
    if fields.is_filled(PREVIEW) {
        return Ok(draw(&desk, None, &fields, Showing::Previewed));
    }
    let said = match read(&fields, desk.kind, &outcomes::Asked::of(None, &fields, false)) {
        Ok(_) if desk.text().items.len() >= MOST_ITEMS => {
            let full = Refusal::new(TITLE, Reason::TooMany { at_most: MOST_ITEMS, chosen: MOST_ITEMS + 1 });
            return Ok(draw(&desk, None, &fields, Showing::Refused(vec![full])));
        }
        Ok(said) => said,
        Err(refusals) => return Ok(draw(&desk, None, &fields, Showing::Refused(refusals))),
    };
    // A form that is sent twice is not stored twice: an item more is a change of the list that it was drawn from.
    let stored = desk.store(&fields, numbers, |text| said.write(text, None)).await;
    let added = stored.as_ref().ok().and_then(|text| text.items.last()).filter(|_| fields.is_filled(MORE));
    let next =
        added.map_or_else(|| desk.address(""), |item| desk.address(&format!("/items/{}?{MORE}=yes", item.number)));
    desk.after(stored, next, |desk, showing| draw(desk, None, &fields, showing)).await
}

/// Gives the numbers of the items of a text in their order.
fn numbers(text: &RecordText) -> Vec<u32> {
    text.items.iter().map(|item| item.number).collect()
}

/// Shows the form of an item.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind, item)): Path<(String, String, String)>,
    InAddress(asked): InAddress,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::WriteMinutes).await?;
    let item = desk.text().item(number(&item)?).ok_or(PageError::NotFound)?;
    let more = asked.is_filled(MORE).then(|| (MORE.to_owned(), "yes".to_owned()));
    let filled = filled(item);
    let pairs = filled.pairs().map(|(name, value)| (name.to_owned(), value.to_owned()));
    Ok(draw(&desk, Some(item), &Fields::new(pairs.chain(more)), Showing::Opened))
}

/// Changes an item.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind, item)): Path<(String, String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::WriteMinutes).await?;
    let number = number(&item)?;
    let item = desk.text().item(number);
    if number > desk.text().last_number {
        return Err(PageError::NotFound);
    }
    if fields.is_filled(PREVIEW) {
        return Ok(draw(&desk, item, &fields, Showing::Previewed));
    }
    let said = match read(&fields, desk.kind, &outcomes::Asked::of(item, &fields, false)) {
        Ok(said) => said,
        Err(refusals) => return Ok(draw(&desk, item, &fields, Showing::Refused(refusals))),
    };
    let of_this = |text: &RecordText| text.item(number).cloned();
    let stored = desk.store(&fields, of_this, |text| said.write(text, Some(number))).await;
    let next =
        if fields.is_filled(MORE) { desk.address(&format!("/items/{number}?{MORE}=yes")) } else { desk.address("") };
    desk.after(stored, next, |desk, showing| draw(desk, desk.text().item(number), &fields, showing)).await
}

/// Moves an item up or down.
pub(super) async fn move_it(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind, item)): Path<(String, String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::WriteMinutes).await?;
    let (number, is_up) = (number(&item)?, fields.text("to") == "up");
    let next = desk.address("#items");
    let stored = desk.store(&fields, numbers, |text| text.move_item(number, is_up)).await;
    // Whoever was not the first finds the order as it is now, and can move on from there.
    desk.after(stored, next.clone(), |_, _| Redirect::to(&next).into_response()).await
}

/// Removes an item.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind, item)): Path<(String, String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::WriteMinutes).await?;
    let number = number(&item)?;
    desk.text().item(number).ok_or(PageError::NotFound)?;
    let of_this = |text: &RecordText| text.item(number).cloned();
    let next = desk.address("#items");
    let stored = desk
        .store(&fields, of_this, |text| {
            text.items.retain(|item| item.number != number);
            for declaration in text.declarations.iter_mut().filter(|one| one.item == Some(number)) {
                declaration.item = None;
            }
        })
        .await;
    desk.after(stored, next, |desk, showing| draw(desk, desk.text().item(number), &fields, showing)).await
}
