//! What was read from a file: how much, the whole report, what is to be put right, and every question.

use axum::response::Response;
use domain::{
    editing::Kind,
    language::Language,
    questionnaire::{Fault, Page, Questionnaire},
};
use exchange::{Imported, Note, Outcome};
use leptos::prelude::*;

use super::{DOCUMENT, Room, STATE};
use crate::{
    parts::Frame,
    state::AppState,
    visitor::Staff,
    words::{Labelled, exchange as words, faults, numbers, questionnaire::asked, questionnaire::conditions::sentence},
};

/// Draws what was read, with the buttons to use it or not.
pub(super) fn draw(state: &AppState, staff: &Staff, room: &Room, imported: &Imported, document: String) -> Response {
    let title = "Check what was read".to_owned();
    let questionnaire = &imported.questionnaire;
    Frame::new(state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("/bring-in")>"Choose another file"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{summary(imported)}</p>
            {report(imported)}
            {to_put_right(questionnaire)}
            <h2 class="govuk-heading-m">"The questions"</h2>
            {questionnaire.pages.iter().zip(1..).map(|(page, number)| self::page(questionnaire, page, number)).collect_view()}
            <h2 class="govuk-heading-m">"Use it"</h2>
            <p class="govuk-body">{replaced(room)}</p>
            <form method="post" action=room.address("/bring-in/use") novalidate>
                <input type="hidden" name=STATE value=room.state()/>
                <input type="hidden" name=DOCUMENT value=document/>
                <div class="govuk-button-group">
                    <button class="govuk-button" type="submit">"Use this questionnaire"</button>
                    <a class="govuk-link" href=room.address("/bring-in")>"Choose another file"</a>
                </div>
            </form>
        }
    })
}

fn summary(imported: &Imported) -> String {
    let count = |number: usize, one, many| numbers::count(u64::try_from(number).unwrap_or(u64::MAX), one, many);
    let pages = count(imported.questionnaire.pages.len(), "page", "pages");
    let asked = imported.questionnaire.questions().filter(|question| question.kind.is_asked()).count();
    let asked = count(asked, "question", "questions");
    let title = if imported.title.is_empty() { String::new() } else { format!(" called ‘{}’", imported.title) };
    let languages: Vec<&str> = imported.questionnaire.languages().into_iter().map(Language::name).collect();
    let spoken = if languages.is_empty() {
        String::new()
    } else {
        format!(" There are words in other languages: {}.", languages.join(", "))
    };
    format!("This is {}{title}. {pages} and {asked} were read.{spoken}", words::format(imported.format))
}

/// Says what using it does to what is there.
fn replaced(room: &Room) -> &'static str {
    match (&room.version, room.questionnaire.pages.is_empty()) {
        (Some(_), _) => {
            "This replaces the whole questionnaire that you are writing. The published version stays as it is until you publish: \
             the page for publishing then shows for each question what that does to the answers that are there. You can undo it."
        }
        (None, false) => "This replaces the whole questionnaire that you are writing. You can undo it.",
        (None, true) => "You can change everything afterwards.",
    }
}

fn report(imported: &Imported) -> AnyView {
    if imported.report.is_empty() {
        return view! { <p class="govuk-body">"Everything in the file was brought over as it is."</p> }.into_any();
    }
    let sections = [Outcome::LeftOut, Outcome::Changed, Outcome::Unknown].map(|outcome| section(imported, outcome));
    sections.collect_view().into_any()
}

/// Draws the notes of one kind: each sentence once, with all the places that it is about.
fn section(imported: &Imported, outcome: Outcome) -> Option<AnyView> {
    let mut sentences: Vec<(String, Vec<String>)> = Vec::new();
    for note in imported.report.iter().filter(|note| note.reason.outcome() == outcome) {
        let (said, place) = (words::say(&note.reason), place(imported, note));
        match sentences.iter_mut().find(|(known, _)| *known == said) {
            Some((_, places)) => places.push(place),
            None => sentences.push((said, vec![place])),
        }
    }
    let items: Vec<_> = sentences
        .into_iter()
        .map(|(said, places)| {
            let places: Vec<String> = places.into_iter().filter(|place| !place.is_empty()).collect();
            let places = (!places.is_empty()).then(|| format!(" ({})", places.join(", ")));
            view! { <li>{said} {places}</li> }
        })
        .collect();
    let heading = words::heading(outcome);
    (!items.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{heading}</h2>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
        }
        .into_any()
    })
}

/// Names where something stood, and what is asked there.
fn place(imported: &Imported, note: &Note) -> String {
    let code = &note.place.code;
    let question = note.place.question.as_deref().and_then(|id| imported.questionnaire.question(id));
    match question.filter(|question| !question.text.is_empty()) {
        Some(question) => format!("{code}: ‘{}’", question.text),
        None => code.clone(),
    }
}

fn to_put_right(questionnaire: &Questionnaire) -> Option<AnyView> {
    let found = questionnaire.check();
    let item = |fault: &Fault| {
        let page = fault.page.as_deref().and_then(|page| questionnaire.page(page)).map(|page| page.title.as_str());
        let question = fault.question.as_deref().map(|question| asked(questionnaire, question));
        let place = question.or(page).map(|place| format!("‘{place}’: ")).unwrap_or_default();
        view! { <li>{place} {faults::say(&fault.problem)}</li> }
    };
    (!found.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"To put right before publishing"</h2>
            <ul class="govuk-list govuk-list--bullet">{found.iter().map(item).collect_view()}</ul>
        }
        .into_any()
    })
}

fn page(questionnaire: &Questionnaire, page: &Page, number: usize) -> AnyView {
    let questions = page.questions.iter().map(|question| {
        let options: Vec<&str> = question.kind.options().iter().map(|option| option.label.as_str()).collect();
        let options = (!options.is_empty()).then(|| format!(": {}", options.join(", ")));
        let needed = question.required.then_some(". Has to be answered");
        let condition = question.shown_when.as_ref().map(|condition| {
            view! { <p class="fm-outline__about">{sentence(condition, questionnaire)}</p> }
        });
        view! {
            <li class="fm-outline__question">
                <h4 class="govuk-heading-s govuk-!-margin-bottom-1">{question.text.clone()}</h4>
                <p class="fm-outline__about">{Kind::of(&question.kind).label()} {options} {needed}</p>
                {condition}
            </li>
        }
    });
    view! {
        <section class="fm-outline">
            <h3 class="govuk-heading-s">{format!("Page {number}: {}", page.title)}</h3>
            {page.shown_when.as_ref().map(|condition| view! { <p class="govuk-body">{sentence(condition, questionnaire)}</p> })}
            <ol class="fm-outline__questions">{questions.collect_view()}</ol>
        </section>
    }
    .into_any()
}
