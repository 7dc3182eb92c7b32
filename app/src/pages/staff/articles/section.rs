//! The form of a section: its heading, its words, and the picture beside it.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    article::{ArticleKind, ArticleText, CAPTION_LIMIT, MOST_SECTIONS, Picture, Section, TITLE_LIMIT, WORDS_LIMIT},
    fields::Fields,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
};
use store::StoredDocument;

use super::desk::Desk;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, choice, line, lines, option},
        form::{PREVIEW, Showing},
        kept::{CHANGED, unmade},
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::dates,
};

const HEADING: &str = "heading";
/// What is written as Markdown.
pub(super) const WORDS: &str = "words";
const PICTURE: &str = "picture";
const ALTERNATIVE: &str = "alternative";
const CAPTION: &str = "caption";

/// The published documents that are pictures.
async fn pictures(state: &AppState) -> Result<Vec<StoredDocument>, PageError> {
    Ok(state.store.list_published_pictures().await?)
}

fn questions(kind: ArticleKind, pictures: &[StoredDocument]) -> Vec<Question> {
    let (heading, words) = match kind {
        ArticleKind::Questions => ("The question", "The answer"),
        _ => ("Heading", "Words"),
    };
    let heading = line(HEADING, heading, TITLE_LIMIT);
    let heading = if kind == ArticleKind::Questions { heading } else { heading.optional() };
    let mut questions = vec![heading, lines(WORDS, words, WORDS_LIMIT).optional()];
    if !pictures.is_empty() {
        let picture = |StoredDocument { document, .. }: &StoredDocument| {
            option(&document.slug, &format!("{}, {}", document.title, dates::day(document.dated)))
        };
        questions.extend([
            choice(PICTURE, "Picture", pictures.iter().map(picture).collect())
                .optional()
                .hint("A picture that is published among the documents."),
            line(ALTERNATIVE, "What does the picture show?", CAPTION_LIMIT)
                .optional()
                .hint("For whoever does not see it. Leave it blank if the picture only adorns."),
            line(CAPTION, "What stands below the picture?", CAPTION_LIMIT)
                .optional()
                .hint("For example, who took it and where."),
        ]);
    }
    questions
}

fn filled(section: &Section, pictures: &[StoredDocument]) -> Fields {
    let picture = section.picture.as_ref();
    let known = picture.and_then(|picture| pictures.iter().find(|known| known.document.id == picture.document));
    Fields::new([
        (HEADING, section.heading.as_str()),
        (WORDS, section.words.as_str()),
        (PICTURE, known.map_or("", |known| known.document.slug.as_str())),
        (ALTERNATIVE, picture.map_or("", |picture| picture.alternative.as_str())),
        (CAPTION, picture.map_or("", |picture| picture.caption.as_str())),
    ])
}

/// Gives the picture of a section that cannot be chosen, because its document is not published now. It comes back with that.
fn hidden(section: &Section, pictures: &[StoredDocument]) -> Option<Picture> {
    let is_offered = |picture: &Picture| pictures.iter().any(|known| known.document.id == picture.document);
    section.picture.clone().filter(|picture| !is_offered(picture))
}

fn read(fields: &Fields, kind: ArticleKind, pictures: &[StoredDocument]) -> Result<Section, Vec<Refusal>> {
    let questions = questions(kind, pictures);
    let mut told = Told::new(&questions, fields);
    let (heading, words) = (told.needed_words(HEADING), told.needed_words(WORDS));
    let chosen = told.chosen(PICTURE).and_then(|slug| pictures.iter().find(|known| known.document.slug == slug));
    let picture = chosen.map(|known| Picture {
        document: known.document.id,
        alternative: told.needed_words(ALTERNATIVE),
        caption: told.needed_words(CAPTION),
    });
    if picture.is_none() && [ALTERNATIVE, CAPTION].iter().any(|field| told.words(field).is_some()) {
        told.refuse(PICTURE, Reason::Missing);
    }
    if heading.is_empty() && words.is_empty() && picture.is_none() {
        told.refuse(WORDS, Reason::Missing);
    }
    if told.is_refused() { Err(told.refusals(&questions)) } else { Ok(Section { number: 0, heading, words, picture }) }
}

fn draw(
    desk: &Desk<'_>,
    section: Option<&Section>,
    pictures: &[StoredDocument],
    (fields, showing): (&Fields, Showing<&'static str>),
) -> Response {
    let (title, rest) = match section {
        None => ("Add a section", "/sections/new".to_owned()),
        Some(section) => ("Change a section", format!("/sections/{}", section.number)),
    };
    let remove = section.map(|section| {
        let action = desk.address(&format!("/sections/{}/remove", section.number));
        unmade("this section", "Versions that are published stay as they are.", action)
    });
    let questions = questions(desk.stored.kind, pictures);
    desk.form((title, &rest), questions, (Vec::new(), remove), (fields, showing))
}

/// Shows the form of a new section.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let pictures = pictures(&state).await?;
    Ok(draw(&desk, None, &pictures, (&Fields::default(), Showing::Opened)))
}

/// Adds a section below the others.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let pictures = pictures(&state).await?;
    if fields.is_filled(PREVIEW) {
        return Ok(draw(&desk, None, &pictures, (&fields, Showing::Previewed)));
    }
    let section = match read(&fields, desk.stored.kind, &pictures) {
        Ok(_) if desk.text().sections.len() >= MOST_SECTIONS => {
            let full = Refusal::new(WORDS, Reason::TooMany { at_most: MOST_SECTIONS, chosen: MOST_SECTIONS + 1 });
            return Ok(draw(&desk, None, &pictures, (&fields, Showing::Refused(vec![full]))));
        }
        Ok(section) => section,
        Err(refusals) => return Ok(draw(&desk, None, &pictures, (&fields, Showing::Refused(refusals)))),
    };
    // A form that is sent twice is not stored twice: a section more is a change of the list that it was drawn from.
    let stored = desk
        .store(&fields, numbers, |text| {
            let number = text.next_number();
            text.sections.push(Section { number, ..section.clone() });
        })
        .await;
    let next = desk.address("#sections");
    desk.after(stored, next, |desk, showing| draw(desk, None, &pictures, (&fields, showing))).await
}

/// Gives the numbers of the sections of a text in their order.
fn numbers(text: &ArticleText) -> Vec<u32> {
    text.sections.iter().map(|section| section.number).collect()
}

fn number(typed: &str) -> Result<u32, PageError> {
    typed.parse().map_err(|_| PageError::NotFound)
}

fn of(text: &ArticleText, number: u32) -> Option<&Section> {
    text.sections.iter().find(|section| section.number == number)
}

/// Shows the form of a section.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, section)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let pictures = pictures(&state).await?;
    let section = of(desk.text(), number(&section)?).ok_or(PageError::NotFound)?;
    Ok(draw(&desk, Some(section), &pictures, (&filled(section, &pictures), Showing::Opened)))
}

/// Changes a section.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, section)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let (pictures, number) = (pictures(&state).await?, number(&section)?);
    let Some(known) = of(desk.text(), number) else {
        return Ok(draw(&desk, None, &pictures, (&fields, Showing::Changed(CHANGED))));
    };
    if fields.is_filled(PREVIEW) {
        return Ok(draw(&desk, Some(known), &pictures, (&fields, Showing::Previewed)));
    }
    let section = match read(&fields, desk.stored.kind, &pictures) {
        Ok(section) => Section { picture: section.picture.or_else(|| hidden(known, &pictures)), ..section },
        Err(refusals) => return Ok(draw(&desk, Some(known), &pictures, (&fields, Showing::Refused(refusals)))),
    };
    let of_this = |text: &ArticleText| of(text, number).cloned();
    let stored = desk
        .store(&fields, of_this, |text| {
            if let Some(known) = text.sections.iter_mut().find(|known| known.number == number) {
                *known = Section { number, ..section.clone() };
            }
        })
        .await;
    let next = desk.address("#sections");
    desk.after(stored, next, |desk, showing| draw(desk, of(desk.text(), number), &pictures, (&fields, showing))).await
}

/// Moves a section one place up.
pub(super) async fn move_it(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, section)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let (number, next) = (number(&section)?, desk.address("#sections"));
    let stored = desk.store(&fields, numbers, |text| text.move_up(number)).await;
    // Whoever was not the first finds the order as it is now, and can move on from there.
    desk.after(stored, next.clone(), |_, _| Redirect::to(&next).into_response()).await
}

/// Removes a section.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, section)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
    let (pictures, number) = (pictures(&state).await?, number(&section)?);
    let known = of(desk.text(), number).ok_or(PageError::NotFound)?;
    let filled = filled(known, &pictures);
    let of_this = |text: &ArticleText| of(text, number).cloned();
    let stored = desk.store(&fields, of_this, |text| text.sections.retain(|section| section.number != number)).await;
    let next = desk.address("#sections");
    desk.after(stored, next, |desk, showing| draw(desk, of(desk.text(), number), &pictures, (&filled, showing))).await
}
