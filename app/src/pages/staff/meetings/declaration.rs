//! The form of an interest that somebody declared.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    fields::Fields,
    question::Question,
    record::{Conduct, Declaration, LINE_LIMIT, RecordText, SENTENCE_LIMIT},
    refusal::Refusal,
    vocabulary::Word,
};

use super::desk::{Desk, number};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, line, lines, option},
        form::Showing,
        kept::unmade,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const WHO: &str = "who";
const INTEREST: &str = "interest";
const ITEM: &str = "item";
const CONDUCT: &str = "conduct";
/// The answer that an interest is in the meeting as a whole.
const WHOLE: &str = "whole";

fn questions(text: &RecordText) -> Vec<Question> {
    let items = text.items.iter().map(|item| option(&item.number.to_string(), &item.title));
    let items = std::iter::once(option(WHOLE, "The meeting as a whole")).chain(items).collect();
    vec![
        line(WHO, "Who declared an interest?", LINE_LIMIT),
        lines(INTEREST, "Which interest?", SENTENCE_LIMIT),
        choice(ITEM, "What is it an interest in?", items),
        choice(CONDUCT, "What did they do?", all::<Conduct>()).hint("For as long as that was talked about."),
    ]
}

fn filled(declaration: &Declaration) -> Fields {
    let item = declaration.item.map_or_else(|| WHOLE.to_owned(), |number| number.to_string());
    Fields::new([
        (WHO, declaration.who.clone()),
        (INTEREST, declaration.interest.clone()),
        (ITEM, item),
        (CONDUCT, declaration.conduct.word().to_owned()),
    ])
}

fn read(fields: &Fields, text: &RecordText) -> Result<Declaration, Vec<Refusal>> {
    let questions = questions(text);
    let told = Told::new(&questions, fields);
    let item = told.chosen(ITEM).and_then(|item| item.parse().ok());
    match told.chosen(CONDUCT).and_then(Conduct::from_word) {
        Some(conduct) if !told.is_refused() => Ok(Declaration {
            number: 0,
            who: told.needed_words(WHO),
            interest: told.needed_words(INTEREST),
            item,
            conduct,
        }),
        _ => Err(told.refusals(&questions)),
    }
}

fn find(text: &RecordText, number: u32) -> Option<&Declaration> {
    text.declarations.iter().find(|declaration| declaration.number == number)
}

fn draw(
    desk: &Desk<'_>,
    declaration: Option<&Declaration>,
    fields: &Fields,
    showing: Showing<&'static str>,
) -> Response {
    let (title, rest) = match declaration {
        None => ("Add a declaration of interest", "/declarations/new".to_owned()),
        Some(declaration) => ("Declaration of interest", format!("/declarations/{}", declaration.number)),
    };
    let remove = declaration.map(|declaration| {
        let action = desk.address(&format!("/declarations/{}/remove", declaration.number));
        unmade("this declaration", "What was written of it is lost.", action)
    });
    desk.form((title, &rest), questions(desk.text()), (Vec::new(), remove), (fields, showing))
}

/// Shows the form of a new declaration.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    Ok(draw(&desk, None, &Fields::default(), Showing::Opened))
}

/// Adds a declaration.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let written = match read(&fields, desk.text()) {
        Ok(written) => written,
        Err(refusals) => return Ok(draw(&desk, None, &fields, Showing::Refused(refusals))),
    };
    let stored = desk
        .store(
            &fields,
            |text| text.declarations.clone(),
            |text| {
                let number = text.next_number();
                text.declarations.push(Declaration { number, ..written.clone() });
            },
        )
        .await;
    let next = desk.address("#declarations");
    desk.after(stored, next, |desk, showing| draw(desk, None, &fields, showing)).await
}

/// Shows the form of a declaration.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, declaration)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let declaration = find(desk.text(), number(&declaration)?).ok_or(PageError::NotFound)?;
    Ok(draw(&desk, Some(declaration), &filled(declaration), Showing::Opened))
}

/// Changes a declaration.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, declaration)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let number = number(&declaration)?;
    let written = match read(&fields, desk.text()) {
        Ok(written) => written,
        Err(refusals) => return Ok(draw(&desk, find(desk.text(), number), &fields, Showing::Refused(refusals))),
    };
    let of_this = |text: &RecordText| find(text, number).cloned();
    let stored = desk
        .store(&fields, of_this, |text| {
            for declaration in text.declarations.iter_mut().filter(|one| one.number == number) {
                *declaration = Declaration { number, ..written.clone() };
            }
        })
        .await;
    let next = desk.address("#declarations");
    desk.after(stored, next, |desk, showing| draw(desk, find(desk.text(), number), &fields, showing)).await
}

/// Removes a declaration.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, declaration)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let number = number(&declaration)?;
    let of_this = |text: &RecordText| find(text, number).cloned();
    let stored = desk.store(&fields, of_this, |text| text.declarations.retain(|one| one.number != number)).await;
    let next = desk.address("#declarations");
    desk.after(stored, next, |desk, showing| draw(desk, find(desk.text(), number), &fields, showing)).await
}
