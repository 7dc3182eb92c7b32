//! The form with the words of one page in a language: each English text with what it is there.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    editing::Edit,
    fields::Fields,
    language::Language,
    question::{Question, QuestionKind, Text},
    questionnaire::Page,
    translation::{Piece, Place, Translated},
};

use super::find;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, tick},
        questionnaire::{
            NotTaken, Room, STATE,
            conflict::Now,
            form::{Form, Showing},
        },
    },
    posted::PostedLong,
    state::AppState,
    visitor::Staff,
    words::questionnaire::translation::piece as what,
};

/// The most characters of a text in another language: twice the longest text in English.
pub(super) const LIMIT: usize = 4_000;
/// The longest English text, in characters, whose translation is written on one line.
const ONE_LINE: usize = 80;

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, language, page)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let language = find(&language)?;
    let page = room.questionnaire.page(&page).ok_or(PageError::NotFound)?;
    let said = |piece: &Piece| Some((field(&piece.place), piece.translated.as_ref()?.text.clone()));
    let fields = Fields::new(page.pieces(language).iter().filter_map(said));
    Ok(form(&state, &staff, &room, language, page).draw(&fields, Showing::Opened))
}

pub(super) async fn set(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, language, page)): Path<(String, String, String)>,
    PostedLong(fields): PostedLong,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let language = find(&language)?;
    let page = room.questionnaire.page(&page).ok_or(PageError::NotFound)?;
    let pieces = page.pieces(language);
    let asked = questions(&pieces);
    let told = Told::new(&asked, &fields);
    let said = pieces.into_iter().map(|piece| said(&told, piece)).collect();
    let refusals = told.refusals(&asked);
    if !refusals.is_empty() {
        return Ok(form(&state, &staff, &room, language, page).draw(&fields, Showing::Refused(refusals)));
    }
    match room.take(&state, &staff, fields.text(STATE), &Edit::Translate { language, pieces: said }).await {
        Ok(_) => Ok(Redirect::to(&room.language_address(language, "")).into_response()),
        Err(NotTaken::Failed(error)) => Err(error),
        Err(_) => {
            let room = Room::enter(&state, &staff, &slug).await?;
            let page = room.questionnaire.page(&page.id).ok_or(PageError::NotFound)?;
            Ok(form(&state, &staff, &room, language, page).draw(&fields, Showing::Changed(Now::There(Vec::new()))))
        }
    }
}

/// Gives what somebody says a piece is; one that is stale stays so while its words stay, unless they say that they are right.
fn said(told: &Told, piece: Piece) -> (Place, Translated) {
    let text = told.words(&field(&piece.place)).unwrap_or_default();
    let is_same = !told.is_ticked(&right(&piece.place));
    // A form may lose line ends and blanks of what stood there, which is no sign that somebody has looked at it.
    let is_unchanged = |before: &str| before.split_whitespace().eq(text.split_whitespace());
    match piece.translated.filter(|translated| is_unchanged(&translated.text) && is_same) {
        Some(translated) => (piece.place, translated),
        None => (piece.place, Translated { of: piece.original, text }),
    }
}

/// Names the field of a piece.
fn field(place: &Place) -> String {
    format!("said.{place}")
}

/// Names the box by which somebody says that a stale piece is right.
fn right(place: &Place) -> String {
    format!("right.{place}")
}

fn questions(pieces: &[Piece]) -> Vec<Question> {
    pieces.iter().flat_map(asked).collect()
}

fn asked(piece: &Piece) -> Vec<Question> {
    let said = piece.translated.as_ref().map_or("", |translated| &translated.text);
    let is_long = |words: &str| words.chars().count() > ONE_LINE || words.contains('\n');
    let kind = QuestionKind::Text(Text { limit: LIMIT, multiline: is_long(&piece.original) || is_long(said) });
    let question = Question::new(field(&piece.place), piece.original.clone(), kind);
    let before = piece.translated.as_ref().filter(|_| piece.is_stale()).map(|translated| &translated.of);
    let Some(before) = before else { return vec![question.hint(what(piece))] };
    let hint = format!("{}. When it was translated, the English words were ‘{before}’.", what(piece));
    let still =
        tick(&right(&piece.place), "Is the translation above still right?", "It says what the English words say now");
    vec![question.hint(&hint), still]
}

fn form<'a>(state: &'a AppState, staff: &'a Staff, room: &'a Room, language: Language, page: &Page) -> Form<'a> {
    let title = format!("{}: {}", language.name(), page.title);
    let action = room.language_address(language, &format!("/pages/{}", page.id));
    // Drawn as if each were needed, so that not every one of them says that it can be left out.
    let drawn = |question: Question| Question { required: true, ..question };
    let questions = questions(&page.pieces(language)).into_iter().map(drawn).collect();
    Form { state, staff, room, title, intro: Vec::new(), action, hidden: Vec::new(), questions, more: None }
}
