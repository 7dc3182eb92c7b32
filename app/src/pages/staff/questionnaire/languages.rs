//! The words of a questionnaire in other languages: how far each is, the forms for the words, and the file for translators.

mod file;
mod language;
mod words;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Query, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{language::Language, vocabulary::Word as _};
use leptos::prelude::*;
use serde::Deserialize;

use super::Room;
use crate::{
    error::PageError,
    parts::{Caption, Frame, Table},
    posted::FILE_BODY_LIMIT,
    state::AppState,
    visitor::Staff,
    words::questionnaire::translation::progress as said,
};

/// Makes the addresses of translating.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/questionnaire/languages", get(show))
        .route("/staff/consultations/{slug}/questionnaire/languages/{language}", get(language::show))
        .route("/staff/consultations/{slug}/questionnaire/languages/{language}/remove", post(language::remove))
        .route(
            "/staff/consultations/{slug}/questionnaire/languages/{language}/pages/{page}",
            get(words::show).post(words::set),
        )
        .route(
            "/staff/consultations/{slug}/questionnaire/languages/{language}/translations",
            get(file::download).post(file::bring_in).layer(DefaultBodyLimit::max(FILE_BODY_LIMIT)),
        )
}

/// The field with the language that is opened.
const LANGUAGE: &str = "language";

/// Which language is opened.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Open {
    language: Option<String>,
}

/// Finds a language by its tag in an address.
fn find(tag: &str) -> Result<Language, PageError> {
    Language::from_word(tag).ok_or(PageError::NotFound)
}

impl Room {
    /// Gives the address of a page about a language.
    fn language_address(&self, language: Language, rest: &str) -> String {
        self.address(&format!("/languages/{}{rest}", language.tag()))
    }
}

async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Query(open): Query<Open>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    if let Some(language) = open.language.as_deref().and_then(Language::from_word) {
        return Ok(Redirect::to(&room.language_address(language, "")).into_response());
    }
    let title = format!("Languages of {}", room.consultation.title);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>"Questionnaire"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                "People can choose a language on each page, as soon as one question is wholly translated into it. A question that "
                "is not wholly translated is shown to them in English. When you change English words, what was translated of them "
                "is not shown any more until somebody has looked at it again. Buttons and messages of the site stay in English."
            </p>
            {begun(&room)}
            {others(&room)}
        }
    }))
}

fn begun(room: &Room) -> AnyView {
    let languages = room.questionnaire.languages();
    if languages.is_empty() {
        return view! { <p class="fm-empty">"Nothing is translated yet."</p> }.into_any();
    }
    let mut table =
        Table::new("Languages", Caption::Spoken("How far each language is".into()), "Language").words("Texts");
    for language in languages {
        let address = room.language_address(language, "");
        let name = view! { <a class="govuk-link" href=address>{language.name()}</a> };
        table = table.row(name, [said(room.questionnaire.progress(language)).into_any()]);
    }
    table.draw().into_any()
}

fn others(room: &Room) -> impl IntoView + use<> {
    let begun = room.questionnaire.languages();
    let others = Language::ALL.iter().filter(|language| !begun.contains(language));
    let options = others.map(|language| view! { <option value=language.tag()>{language.name()}</option> });
    view! {
        <form method="get" action=room.address("/languages")>
            <div class="govuk-form-group">
                <label class="govuk-label govuk-label--m" for=LANGUAGE>"Add a language"</label>
                <div id="language-hint" class="govuk-hint">"Easy read is English in short, simple sentences, one idea in each."</div>
                <select class="govuk-select" id=LANGUAGE name=LANGUAGE aria-describedby="language-hint">
                    {options.collect_view()}
                </select>
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Begin to translate"</button>
        </form>
    }
}

/// Says which languages are not whole, in which people read the rest in English.
pub(super) fn untranslated(room: &Room) -> Option<impl IntoView + use<>> {
    let all = &room.questionnaire;
    let languages = all.languages().into_iter().map(|language| (language, all.progress(language)));
    let items = languages.filter(|(_, progress)| !progress.is_whole()).map(|(language, progress)| {
        let address = room.language_address(language, "");
        view! { <li><a class="govuk-link" href=address>{language.name()}</a> ": " {said(progress)}</li> }
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-s govuk-!-margin-bottom-1">"Not wholly translated"</h2>
            <p class="govuk-body">"Whoever reads one of these languages reads in English what is missing in it."</p>
            <ul class="govuk-list govuk-list--bullet">{items}</ul>
        }
    })
}
