//! The outline: every page with its questions, and the ways to change them.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    editing::Kind,
    question::Question,
    questionnaire::{Page, QuestionId},
};
use leptos::prelude::*;

use super::{Room, STATE, conflict::who, faults, steps::STEP, uses};
use crate::{
    error::PageError,
    parts::{ErrorSummary, Frame},
    state::AppState,
    visitor::Staff,
    words::{
        Labelled,
        questionnaire::{conditions::sentence, step},
    },
};

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    Ok(draw(&state, &staff, &room, StatusCode::OK, None))
}

/// Draws the outline, perhaps with what could not be removed and why.
pub(super) fn draw(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    status: StatusCode,
    refused: Option<(QuestionId, String)>,
) -> Response {
    let title = format!("Questionnaire of {}", room.consultation.title);
    let errors = refused.map(|(question, said)| (format!("question-{question}"), said)).into_iter().collect::<Vec<_>>();
    let pages = &room.questionnaire.pages;
    Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <ErrorSummary errors=errors/>
            <h1 class="govuk-heading-l">{title}</h1>
            {standing(room)}
            {faults::list(room, &room.questionnaire.check()).filter(|_| !pages.is_empty())}
            {pages.is_empty().then(|| view! { <p class="fm-empty">"There are no questions yet. Begin with a page."</p> })}
            <form method="post" action=room.address("") novalidate>
                <input type="hidden" name=STATE value=room.state()/>
                {history(room)}
                {add_page(room, None, if pages.is_empty() { "Add a page" } else { "Add a page before all others" })}
                {pages.iter().enumerate().map(|(place, page)| self::page(room, page, place)).collect_view()}
            </form>
        }
    })
}

/// Says what is published and what is not yet, and who wrote last.
fn standing(room: &Room) -> impl IntoView + use<> {
    let published = match &room.version {
        Some(version) => format!("Version {} is published.", version.number),
        None => "Nothing is published yet, so that nobody outside sees this consultation.".to_owned(),
    };
    let written = if room.is_changed() {
        format!("There are changes that are not published. {}", who(room))
    } else {
        "There are no changes that are not published.".to_owned()
    };
    let preview = (!room.questionnaire.pages.is_empty()).then(|| {
        view! { <li><a class="govuk-link" href=room.address("/preview")>"Preview what people will see"</a></li> }
    });
    let test = room.draft.is_some().then(|| {
        view! { <li><a class="govuk-link" href=room.address("/test")>"Test it with other people"</a></li> }
    });
    let publish = room.is_changed().then(|| {
        view! { <li><a class="govuk-link" href=room.address("/publish")>"See what publishing would do"</a></li> }
    });
    let languages = (!room.questionnaire.pages.is_empty()).then(|| {
        view! { <li><a class="govuk-link" href=room.address("/languages")>"Translate it into other languages, or into easy read"</a></li> }
    });
    let download = (!room.questionnaire.pages.is_empty()).then(|| {
        view! { <li><a class="govuk-link" href=room.address("/file")>"Download it as a file"</a></li> }
    });
    view! {
        <p class="govuk-body">{published} " " {written}</p>
        <ul class="govuk-list">
            <li><a class="govuk-link" href=format!("/staff/consultations/{}/about", room.consultation.slug)>"About this consultation"</a></li>
            <li><a class="govuk-link" href=room.address("/library")>"Add from the library"</a></li>
            <li><a class="govuk-link" href=room.address("/bring-in")>"Bring in a questionnaire from a file"</a></li>
            {languages}
            {download}
            {preview}
            {test}
            {publish}
        </ul>
    }
}

/// Draws the buttons that take the last step back and do it again.
fn history(room: &Room) -> Option<impl IntoView + use<>> {
    let draft = room.draft.as_ref()?;
    let revision = &draft.revision;
    let undo = draft.has_before.then(|| {
        let words = format!("Undo: {}", step(revision.step, &revision.subject));
        view! { <button class="govuk-button govuk-button--secondary" type="submit" name=STEP value="undo">{words}</button> }
    });
    let redo = draft.after.as_ref().map(|(after, subject)| {
        let words = format!("Redo: {}", step(*after, subject));
        view! { <button class="govuk-button govuk-button--secondary" type="submit" name=STEP value="redo">{words}</button> }
    });
    Some(view! { <div class="govuk-button-group">{undo}{redo}</div> })
}

fn page(room: &Room, page: &Page, place: usize) -> AnyView {
    let last = room.questionnaire.pages.len() - 1;
    let Page { id, title, questions, .. } = page;
    let about = format!("the page ‘{title}’");
    let mut buttons = Vec::new();
    buttons.extend((place > 0).then(|| button("page-up", id, "Move up", &about)));
    buttons.extend((place < last).then(|| button("page-down", id, "Move down", &about)));
    buttons.extend([button("page-copy", id, "Copy", &about), button("page-remove", id, "Remove", &about)]);
    let links = [("", "Change"), ("/condition", "Set when it is shown")]
        .map(|(rest, words)| link(room.address(&format!("/pages/{id}{rest}")), words, &about));
    let is_first = place == 0;
    let items = questions.iter().enumerate().map(|(number, question)| {
        let ends = (is_first && number == 0, place == last && number + 1 == questions.len());
        self::question(room, page, question, ends)
    });
    view! {
        <section class="fm-outline" id=format!("page-{id}")>
            <h2 class="govuk-heading-m">{format!("Page {}: {title}", place + 1)}</h2>
            {page.shown_when.as_ref().map(|condition| view! { <p class="govuk-body">{sentence(condition, &room.questionnaire)}</p> })}
            <p class="fm-outline__ways">{links.collect_view()}{buttons}</p>
            {questions.is_empty().then(|| view! { <p class="fm-empty">"This page has no questions yet."</p> })}
            <p class="govuk-body">{add_question(room, id, None, if questions.is_empty() { "Add a question" } else { "Add a question here" })}</p>
            <ol class="fm-outline__questions">{items.collect_view()}</ol>
        </section>
        {add_page(room, Some(id), "Add a page here")}
    }
    .into_any()
}

/// Draws a question; `ends` says whether it is the very first or the very last of the form.
fn question(room: &Room, page: &Page, question: &Question, ends: (bool, bool)) -> AnyView {
    let Question { id, text, .. } = question;
    let about = format!("‘{text}’");
    let mut buttons = Vec::new();
    buttons.extend((!ends.0).then(|| button("question-up", id, "Move up", &about)));
    buttons.extend((!ends.1).then(|| button("question-down", id, "Move down", &about)));
    buttons.extend([button("question-copy", id, "Copy", &about), button("question-remove", id, "Remove", &about)]);
    let links = [("", "Change"), ("/condition", "Set when it is shown")]
        .map(|(rest, words)| link(room.address(&format!("/questions/{id}{rest}")), words, &about));
    let using = uses::address(room, question).map(|address| link(address, "Set what it is used for", &about));
    let used_for =
        uses::lines(room, question).into_iter().map(|line| view! { <p class="fm-outline__about">{line}</p> });
    let needed = question.required.then_some(". Has to be answered");
    let condition = question.shown_when.as_ref().map(|condition| {
        view! { <p class="fm-outline__about">{sentence(condition, &room.questionnaire)}</p> }
    });
    view! {
        <li class="fm-outline__question" id=format!("question-{id}")>
            <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{text.clone()}</h3>
            <p class="fm-outline__about">{Kind::of(&question.kind).label()} {options(question)} {needed}</p>
            {used_for.collect_view()}
            {condition}
            <p class="fm-outline__ways">{links.collect_view()}{using}{buttons}</p>
            <p class="govuk-body">{add_question(room, &page.id, Some(id), "Add a question here")}</p>
        </li>
    }
    .into_any()
}

/// Says what can be chosen, as far as it fits on a line or two.
fn options(question: &Question) -> Option<String> {
    const SHOWN: usize = 4;
    let labels: Vec<&str> = question.kind.options().iter().map(|option| option.label.as_str()).collect();
    let more = labels.len().saturating_sub(SHOWN);
    let shown = labels.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!labels.is_empty()).then(|| format!(": {shown}{more}"))
}

fn button(verb: &str, what: &str, words: &'static str, about: &str) -> AnyView {
    let (value, about) = (format!("{verb} {what}"), format!(" {about}"));
    view! {
        <button class="fm-link-button" type="submit" name=STEP value=value>
            {words} <span class="govuk-visually-hidden">{about}</span>
        </button>
    }
    .into_any()
}

fn link(address: String, words: &'static str, about: &str) -> AnyView {
    let about = format!(" {about}");
    view! { <a class="govuk-link" href=address>{words} <span class="govuk-visually-hidden">{about}</span></a> }
        .into_any()
}

fn add_page(room: &Room, after: Option<&str>, words: &'static str) -> impl IntoView + use<> {
    let address = room.address(&format!("/new-page?after={}", after.unwrap_or_default()));
    let about = after.map(|after| {
        let title = room.questionnaire.page(after).map_or("", |page| &page.title);
        view! { <span class="govuk-visually-hidden">{format!(" after ‘{title}’")}</span> }
    });
    view! { <p class="govuk-body"><a class="govuk-link" href=address>{words} {about}</a></p> }
}

fn add_question(room: &Room, page: &str, after: Option<&str>, words: &'static str) -> impl IntoView + use<> {
    let after_name = after.unwrap_or_default();
    let address = room.address(&format!("/new-question?page={page}&after={after_name}"));
    let about = match after.and_then(|after| room.questionnaire.question(after)) {
        Some(question) => format!(" after ‘{}’", question.text),
        None => format!(" at the top of ‘{}’", room.questionnaire.page(page).map_or("", |page| &page.title)),
    };
    view! { <a class="govuk-link" href=address>{words} <span class="govuk-visually-hidden">{about}</span></a> }
}
