//! What an article is called and is about; and the form by which one begins.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    article::{ArticleKind, ArticleText, SUMMARY_LIMIT, TITLE_LIMIT},
    fields::Fields,
    ids::ArticleId,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::StoreError;

use super::{ADDRESS, TITLE, desk::Desk};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, line, lines},
        form::{Form, Showing},
        kept::Kept,
        naming,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const NAME: &str = "title";
const SLUG: &str = "address";
const KIND: &str = "kind";
const SUMMARY: &str = "summary";
/// The name in addresses that the form of a new article has itself.
const RESERVED: &str = "new";

fn questions() -> Vec<Question> {
    vec![
        line(NAME, "What is the page called?", TITLE_LIMIT),
        lines(SUMMARY, "What is it about?", SUMMARY_LIMIT)
            .hint("One paragraph, which stands below the title and in lists."),
    ]
}

fn questions_of_new() -> Vec<Question> {
    let mut questions = questions();
    questions.insert(0, choice(KIND, "What do you write?", all::<ArticleKind>()));
    questions.push(naming::question(SLUG, "who-we-worked-with", "title"));
    questions
}

fn form_of_new(state: &AppState, staff: &Staff, fields: &Fields, refusals: Vec<Refusal>) -> Response {
    let kept = Kept { home: (ADDRESS.to_owned(), TITLE), revision: String::new() };
    let intro = "Nobody but staff sees it until you publish it. Write its sections next.";
    let form = Form {
        state,
        staff,
        room: &kept,
        title: "Write a new page".to_owned(),
        intro: vec![view! { <p class="govuk-body">{intro}</p> }.into_any()],
        action: format!("{ADDRESS}/new"),
        hidden: Vec::new(),
        questions: questions_of_new(),
        more: None,
    };
    form.draw(fields, if refusals.is_empty() { Showing::Opened } else { Showing::Refused(refusals) })
}

/// Shows the form of a new article.
pub(super) async fn show_new(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    Ok(form_of_new(&state, &staff, &Fields::default(), Vec::new()))
}

/// Begins an article.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let questions = questions_of_new();
    let mut told = Told::new(&questions, &fields);
    let title = told.needed_words(NAME);
    let slug = naming::read(&mut told, SLUG, &title);
    if slug == RESERVED {
        told.refuse(SLUG, Reason::NameTaken);
    }
    let kind = told.chosen(KIND).and_then(ArticleKind::from_word);
    let Some(kind) = kind.filter(|_| !told.is_refused()) else {
        return Ok(form_of_new(&state, &staff, &fields, told.refusals(&questions)));
    };
    let text = ArticleText { title, summary: told.needed_words(SUMMARY), ..ArticleText::default() };
    let (id, stamp) = (ArticleId::new(&*state.clock, &*state.entropy), staff.stamp(&state));
    let next = format!("{ADDRESS}/{slug}");
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.add_article((id, &slug), kind, &text, stamp).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, article = %id, "somebody began a page");
            Ok(Redirect::to(&next).into_response())
        }
        Err(StoreError::Taken) => {
            let taken = vec![Refusal::new(SLUG, Reason::NameTaken)];
            Ok(form_of_new(&state, &staff, &naming::suggested(&fields, SLUG, NAME), taken))
        }
        Err(error) => Err(error.into()),
    }
}

fn draw(desk: &Desk<'_>, fields: &Fields, showing: Showing<&'static str>) -> Response {
    desk.form(("Change what it is called", "/about"), questions(), (Vec::new(), None), (fields, showing))
}

/// Shows the form.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let ArticleText { title, summary, .. } = desk.text();
    let filled = Fields::new([(NAME, title.as_str()), (SUMMARY, summary.as_str())]);
    Ok(draw(&desk, &filled, Showing::Opened))
}

/// Changes it.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let questions = questions();
    let told = Told::new(&questions, &fields);
    if told.is_refused() {
        return Ok(draw(&desk, &fields, Showing::Refused(told.refusals(&questions))));
    }
    let (title, summary) = (told.needed_words(NAME), told.needed_words(SUMMARY));
    let stored = desk
        .store(
            &fields,
            |text| (text.title.clone(), text.summary.clone()),
            |text| {
                text.title.clone_from(&title);
                text.summary.clone_from(&summary);
            },
        )
        .await;
    let next = desk.address("");
    desk.after(stored, next, |desk, showing| draw(desk, &fields, showing)).await
}

/// Removes an article that was never published.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let id = desk.stored.id;
    let work = state.store.write(move |mut write| Box::pin(async move { write.remove_article(id).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, article = %id, "somebody removed a page that was never published");
            Ok(Redirect::to(ADDRESS).into_response())
        }
        // It was published meanwhile, which its own page says.
        Err(StoreError::Changed) => Ok(Redirect::to(&desk.address("")).into_response()),
        Err(error) => Err(error.into()),
    }
}
