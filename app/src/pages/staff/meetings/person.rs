//! The form of somebody who came to a meeting or was expected.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    fields::Fields,
    question::Question,
    record::{LINE_LIMIT, MOST_PEOPLE, Part, Person, Presence, RecordText},
    refusal::{Reason, Refusal},
    vocabulary::Word,
};

use super::desk::{Desk, number};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, all, choice, line, tick, ticked},
        form::Showing,
        kept::unmade,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const NAME: &str = "name";
const ORGANISATION: &str = "organisation";
const PART: &str = "part";
const INSTEAD_OF: &str = "instead-of";
const PRESENCE: &str = "presence";
const WHEN: &str = "when";
const NAMED: &str = "named";

fn questions() -> Vec<Question> {
    vec![
        line(NAME, "Name", LINE_LIMIT),
        line(ORGANISATION, "Organisation", LINE_LIMIT).optional().hint("For whom they came."),
        choice(PART, "As what did they come?", all::<Part>()),
        line(INSTEAD_OF, "Whom did they stand in for?", LINE_LIMIT).optional().hint("Only of a substitute."),
        choice(PRESENCE, "Were they there?", all::<Presence>()),
        line(WHEN, "For which part of the meeting?", LINE_LIMIT)
            .optional()
            .hint("Only of whoever was there for a part of it. For example, until item 3, or from 10:40."),
        tick(NAMED, "Their name in public", "Everybody may read their name")
            .hint("Without this, their name is taken out wherever it stands in the minutes."),
    ]
}

fn filled(person: &Person) -> Fields {
    let pairs = [
        (NAME, person.name.clone()),
        (ORGANISATION, person.organisation.clone().unwrap_or_default()),
        (PART, person.part.word().to_owned()),
        (INSTEAD_OF, person.instead_of.clone().unwrap_or_default()),
        (PRESENCE, person.presence.map(Word::word).unwrap_or_default().to_owned()),
        (WHEN, person.when.clone().unwrap_or_default()),
    ];
    let pairs = pairs.into_iter().map(|(name, value)| (name.to_owned(), value));
    Fields::new(pairs.chain(ticked(NAMED, person.is_named)))
}

fn read(fields: &Fields) -> Result<Person, Vec<Refusal>> {
    let questions = questions();
    let mut told = Told::new(&questions, fields);
    let part = told.chosen(PART).and_then(Part::from_word);
    let presence = told.chosen(PRESENCE).and_then(Presence::from_word);
    if part == Some(Part::Substitute) && told.words(INSTEAD_OF).is_none() {
        told.refuse(INSTEAD_OF, Reason::Missing);
    }
    if presence == Some(Presence::InPart) && told.words(WHEN).is_none() {
        told.refuse(WHEN, Reason::Missing);
    }
    match part {
        Some(part) if !told.is_refused() => Ok(Person {
            number: 0,
            name: told.needed_words(NAME),
            organisation: told.words(ORGANISATION),
            part,
            instead_of: told.words(INSTEAD_OF).filter(|_| part == Part::Substitute),
            presence,
            when: told.words(WHEN).filter(|_| presence == Some(Presence::InPart)),
            is_named: told.is_ticked(NAMED),
        }),
        _ => Err(told.refusals(&questions)),
    }
}

fn find(text: &RecordText, number: u32) -> Option<&Person> {
    text.people.iter().find(|person| person.number == number)
}

fn draw(desk: &Desk<'_>, person: Option<&Person>, fields: &Fields, showing: Showing<&'static str>) -> Response {
    let (title, rest) = match person {
        None => ("Add somebody".to_owned(), "/people/new".to_owned()),
        Some(person) => (person.name.clone(), format!("/people/{}", person.number)),
    };
    let remove = person.map(|person| {
        let action = desk.address(&format!("/people/{}/remove", person.number));
        unmade("them from the list", "Whoever was expected and did not come stays on the list.", action)
    });
    desk.form((&title, &rest), questions(), (Vec::new(), remove), (fields, showing))
}

/// Shows the form of somebody new.
pub(super) async fn show_new(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    Ok(draw(&desk, None, &Fields::default(), Showing::Opened))
}

/// Adds somebody.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let person = match read(&fields) {
        Ok(_) if desk.text().people.len() >= MOST_PEOPLE => {
            let full = Refusal::new(NAME, Reason::TooMany { at_most: MOST_PEOPLE, chosen: MOST_PEOPLE + 1 });
            return Ok(draw(&desk, None, &fields, Showing::Refused(vec![full])));
        }
        Ok(person) => person,
        Err(refusals) => return Ok(draw(&desk, None, &fields, Showing::Refused(refusals))),
    };
    let stored = desk
        .store(
            &fields,
            |text| text.people.clone(),
            |text| {
                let number = text.next_number();
                text.people.push(Person { number, ..person.clone() });
            },
        )
        .await;
    let next = desk.address("/people");
    desk.after(stored, next, |desk, showing| draw(desk, None, &fields, showing)).await
}

/// Shows the form of somebody.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, person)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let person = find(desk.text(), number(&person)?).ok_or(PageError::NotFound)?;
    Ok(draw(&desk, Some(person), &filled(person), Showing::Opened))
}

/// Changes what is written of somebody.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, person)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let number = number(&person)?;
    let written = match read(&fields) {
        Ok(written) => written,
        Err(refusals) => return Ok(draw(&desk, find(desk.text(), number), &fields, Showing::Refused(refusals))),
    };
    let of_them = |text: &RecordText| find(text, number).cloned();
    let stored = desk
        .store(&fields, of_them, |text| {
            for person in text.people.iter_mut().filter(|person| person.number == number) {
                *person = Person { number, ..written.clone() };
            }
        })
        .await;
    let next = desk.address("/people");
    desk.after(stored, next, |desk, showing| draw(desk, find(desk.text(), number), &fields, showing)).await
}

/// Takes somebody from the list.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, person)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let number = number(&person)?;
    let of_them = |text: &RecordText| find(text, number).cloned();
    let stored = desk.store(&fields, of_them, |text| text.people.retain(|person| person.number != number)).await;
    let next = desk.address("/people");
    desk.after(stored, next, |desk, showing| draw(desk, find(desk.text(), number), &fields, showing)).await
}
