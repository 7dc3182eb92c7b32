//! One language: how far each page is, the file for translators, and giving the language up.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    editing::Edit,
    language::Language,
    translation::{Piece, Progress, Translated},
};
use leptos::prelude::*;

use super::find;
use crate::{
    error::PageError,
    pages::{
        answering::address_in,
        staff::{
            file_form::{errors, file_form},
            questionnaire::{Room, STATE, conflict},
        },
    },
    parts::{Caption, ErrorSummary, Frame, Table},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::questionnaire::translation::progress,
};

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, language)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    Ok(draw((&state, &staff), &room, find(&language)?, Told::Nothing))
}

/// What a page about a language tells first.
pub(super) enum Told {
    /// Nothing.
    Nothing,
    /// Why a file was not read.
    NotRead(String),
    /// What was taken of a file, in sentences.
    Taken(Vec<String>),
}

/// Draws the page about a language.
pub(super) fn draw((state, staff): (&AppState, &Staff), room: &Room, language: Language, told: Told) -> Response {
    let title = format!("{}: {}", language.name(), room.consultation.title);
    let (wrong, taken) = match told {
        Told::Nothing => (None, Vec::new()),
        Told::NotRead(why) => (Some(why), Vec::new()),
        Told::Taken(sentences) => (None, sentences),
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let whole = room.questionnaire.progress(language);
    let is_begun = room.questionnaire.languages().contains(&language);
    Frame::new(state, &staff.visitor, title.clone()).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("/languages")>"Languages"</a>
            <ErrorSummary errors=errors(wrong.as_ref())/>
            <h1 class="govuk-heading-l">{title}</h1>
            {notice(taken)}
            <p class="govuk-body">{progress(whole)} "."</p>
            {pages(room, language)}
            {preview(room, language)}
            <h2 class="govuk-heading-m">"Translate in a file"</h2>
            <p class="govuk-body">
                "The file has one row for each text: where it stands, the English words, and what they are in the other language. "
                "Translators fill in the last column and leave the others as they are."
            </p>
            <p class="govuk-body">
                <a class="govuk-link" href=room.language_address(language, "/translations")>"Download the file (CSV)"</a>
            </p>
            {file_form(
                room.language_address(language, "/translations"),
                "The file that was downloaded here, filled in. Texts that are empty in it stay as they are.",
                wrong,
            )}
            {is_begun.then(|| give_up(room, language))}
        }
    })
}

fn notice(sentences: Vec<String>) -> Option<impl IntoView> {
    let lines =
        sentences.into_iter().map(|sentence| view! { <p class="govuk-body">{sentence}</p> }).collect::<Vec<_>>();
    (!lines.is_empty()).then(|| view! { <div class="govuk-inset-text" role="status">{lines}</div> })
}

fn pages(room: &Room, language: Language) -> impl IntoView + use<> {
    let caption = Caption::Spoken("How far each page is".into());
    let mut table = Table::new("Pages", caption, "Page").words("Texts");
    for page in &room.questionnaire.pages {
        let address = room.language_address(language, &format!("/pages/{}", page.id));
        let name = view! { <a class="govuk-link" href=address>{page.title.clone()}</a> };
        table = table.row(name, [progress(Progress::of(&page.pieces(language))).into_any()]);
    }
    table.draw()
}

fn preview(room: &Room, language: Language) -> Option<impl IntoView + use<>> {
    let first = room.questionnaire.pages.first()?;
    let address = address_in(&room.address(&format!("/preview/{}", first.id)), language);
    Some(view! { <p class="govuk-body"><a class="govuk-link" href=address>"Preview what people will see"</a></p> })
}

fn give_up(room: &Room, language: Language) -> impl IntoView + use<> {
    view! {
        <h2 class="govuk-heading-m">"Give this language up"</h2>
        <p class="govuk-body">"Everything that was translated into it goes. You can take that back as the last step of the questionnaire."</p>
        <form method="post" action=room.language_address(language, "/remove")>
            <input type="hidden" name=STATE value=room.state()/>
            <button class="govuk-button govuk-button--warning" type="submit">{format!("Remove {}", language.name())}</button>
        </form>
    }
}

pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, language)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let language = find(&language)?;
    let nothing = |piece: Piece| (piece.place, Translated { of: piece.original, text: String::new() });
    let pieces = room.questionnaire.pieces(language).into_iter().map(nothing).collect();
    match room.take(&state, &staff, fields.text(STATE), &Edit::Translate { language, pieces }).await {
        Ok(_) => Ok(Redirect::to(&room.address("/languages")).into_response()),
        Err(why) => conflict::not_taken(why, &state, &staff, &slug).await,
    }
}
