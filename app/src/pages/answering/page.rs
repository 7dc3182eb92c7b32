//! One page of questions: opened, and stored as it is typed.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    fields::Fields,
    language::Language,
    questionnaire::{Page, Questionnaire},
    vocabulary::Word as _,
};
use serde::Deserialize;
use store::StoreError;

use super::{Along, Answering, Form, Stored, asked_for, attach};
use crate::{
    attachments::Inspected,
    error::PageError,
    pages::drafts::{
        Begun, FROM, Showing, kept, not_kept,
        tabs::{Coming, Words},
    },
    state::AppState,
    visitor::Visitor,
};

/// Where a page was opened from and how much of it is shown.
#[derive(Debug, Default, Deserialize)]
pub struct Opened {
    /// `check` when somebody changes an answer from the check page, to which the page then leads back.
    from: Option<String>,
    /// How many places are shown at least.
    places: Option<usize>,
    /// The language that a link asks for.
    language: Option<String>,
}

impl Opened {
    /// Says where the page was opened from.
    pub(super) fn from(&self) -> &str {
        self.from.as_deref().unwrap_or_default()
    }

    /// Gives how many places are shown at least.
    pub(super) fn places(&self) -> usize {
        self.places.unwrap_or(1)
    }

    /// Gives the language that a link asks for; nothing, if it asks for none that is known.
    pub fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::from_word)
    }
}

/// Keeps of what was posted what belongs to the questions of a page; nothing, if there is no such page.
pub fn own_fields(questionnaire: &Questionnaire, page: &str, posted: &Fields) -> Option<Fields> {
    let asked = questionnaire.page(page)?;
    let mut fields = posted.clone();
    // What a draft has of files is what the store has, whatever is posted.
    let typed = |name: &str| asked.questions.iter().any(|question| question.owns(name) && !question.kind.is_attached());
    fields.retain(typed);
    Some(fields)
}

/// Says whether a question of a page asks for files.
pub fn takes_files(questionnaire: &Questionnaire, page: &str) -> bool {
    questionnaire.page(page).is_some_and(Page::asks_for_files)
}

/// Opens a page, or leads to the one that has to be done first.
pub fn show<R: Answering>(
    (state, visitor): (&AppState, &Visitor),
    room: &R,
    page: &str,
    (opened, new): (&Opened, &Begun),
) -> Result<Response, PageError> {
    if let Some(lost) = room.held().lost_at_once(state, visitor, new) {
        return Ok(lost);
    }
    if room.held().is_submitted() {
        return Ok(room.held().to_receipt());
    }
    let draft = room.held().typed();
    let walk = room.walk(&draft);
    if !walk.may_visit(page) {
        return Ok(room.to(walk.unfinished()));
    }
    let step = walk.step(page).ok_or(PageError::NotFound)?;
    let form = Form { state, visitor, room, draft: &draft, opened, refused: &[] };
    Ok(form.draw(step, Showing::Stored(StatusCode::OK)))
}

/// Stores what was typed on a page and the files that came with it, and leads on or says what has to be put right.
///
/// # Errors
/// What the room says that could not be stored; words that the store was too busy for are drawn again.
pub async fn take<R: Answering>(
    (state, visitor): (&AppState, &Visitor),
    room: &R,
    cookies: CookieJar,
    (page, fields): (&str, Fields),
    (posted, files): (&Fields, Vec<Inspected>),
) -> Result<Response, StoreError> {
    let draft = room.held().typed();
    let Some(coming) = Coming::of(&draft, page, &fields, posted) else {
        return Ok(not_kept());
    };
    let words = coming.words(&draft, page, fields.clone());
    let asking = room.questionnaire().page(page);
    let files = state.scanner.look_through(asked_for(asking, files)).await;
    let along = Along::of(state, asking, posted, files);
    let (has_changed, unstored) = (along.changes(), along.unstored());
    let stored = room.store(state, words.clone(), along).await;
    let shown = if stored.is_ok() { words } else { Words::of(page, fields) };
    let mut typed = shown.added_to(&draft);
    let opened = Opened { from: Some(posted.text(FROM).to_owned()), ..Opened::default() };
    match stored {
        Ok(Stored { secret, holder, refused }) => {
            let listed =
                if has_changed { attach(state, room.questionnaire(), holder, &mut typed).await } else { Ok(()) };
            let refused = if listed.is_ok() { refused } else { unstored };
            let form = Form { state, visitor, room, draft: &typed, opened: &opened, refused: &refused };
            let answer = match (listed, coming) {
                // All is stored, and only the secret leads to it: the browser gets it with the words.
                (Err(cause), _) => {
                    tracing::error!(cause = %cause, "the files of a page could not be listed once they were stored");
                    let again = form.draw_again(page, posted);
                    again.unwrap_or_else(|| Redirect::to(&room.address(page)).into_response())
                }
                (Ok(()), Coming::ByItself) => kept(&typed, page),
                (Ok(()), Coming::Beside) => form.draw_both(page),
                (Ok(()), Coming::InPlace) => form.answer(page, posted),
            };
            Ok(room.held().give(state, cookies, &secret, answer))
        }
        Err(StoreError::Unavailable(cause)) => {
            tracing::error!(cause = %cause, "a page of answers could not be stored");
            let form = Form { state, visitor, room, draft: &typed, opened: &opened, refused: &unstored };
            form.draw_again(page, posted).ok_or(StoreError::Unavailable(cause))
        }
        Err(error) => Err(error),
    }
}

/// Stores the words of a page in the draft that this browser holds or in a new one, beside its own if it has any there, and
/// leads to where they stand.
pub async fn begun_with<R: Answering>(
    state: &AppState,
    room: &R,
    cookies: CookieJar,
    (page, fields): (&str, Option<Fields>),
) -> Result<Response, StoreError> {
    let begin = room.held().desk.begin.clone();
    let (words, next) = match (room.held().typed().remove(page), fields) {
        (_, None) => (Words::none(), begin),
        (Some(stored), Some(fields)) if stored != fields => (Words::aside(page, fields), room.address(page)),
        (_, Some(fields)) => (Words::of(page, fields), begin),
    };
    let Stored { secret, .. } = room.store(state, words, Along::default()).await?;
    let cookies = cookies.add(room.held().desk.give(state, &secret));
    Ok((cookies, Redirect::to(&next)).into_response())
}
