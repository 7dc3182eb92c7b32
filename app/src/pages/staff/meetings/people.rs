//! Who was there: everybody on the list of a meeting at once.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    fields::Fields,
    question::Question,
    record::{Person, Presence, RecordText},
    vocabulary::Word,
};
use leptos::prelude::*;

use super::desk::Desk;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Told, all, each, option},
        form::Showing,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::Labelled,
};

const PRESENCE: &str = "presence";

fn questions(text: &RecordText) -> Vec<Question> {
    let row = |person: &Person| {
        let organisation = person.organisation.as_ref().map(|organisation| format!(", {organisation}"));
        option(&person.number.to_string(), &format!("{}{}", person.name, organisation.unwrap_or_default()))
    };
    if text.people.is_empty() {
        return Vec::new();
    }
    vec![each(PRESENCE, "Were they there?", text.people.iter().map(row).collect(), all::<Presence>())]
}

fn filled(text: &RecordText) -> Fields {
    let said = |person: &Person| {
        person.presence.map(|presence| (format!("{PRESENCE}.{}", person.number), presence.word().to_owned()))
    };
    Fields::new(text.people.iter().filter_map(said))
}

fn draw(desk: &Desk<'_>, fields: &Fields, showing: Showing<&'static str>) -> Response {
    let line = |person: &Person| {
        let href = desk.address(&format!("/people/{}", person.number));
        let name = if person.is_named { "" } else { ", name not published" };
        let about = format!(" {}", person.name);
        view! {
            <li>
                {format!("{}: {}{name} ", person.name, person.part.label())}
                <a class="govuk-link" href=href>"Change" <span class="govuk-visually-hidden">{about}</span></a>
            </li>
        }
    };
    let people = &desk.text().people;
    let list = if people.is_empty() {
        view! { <p class="fm-empty">"Nobody is on the list yet."</p> }.into_any()
    } else {
        view! { <ul class="govuk-list">{people.iter().map(line).collect_view()}</ul> }.into_any()
    };
    let intro = view! {
        <p class="govuk-body">"Members of the group are on the list from the start. Add whoever else came or was expected."</p>
        {list}
        <p class="govuk-body"><a class="govuk-link" href=desk.address("/people/new")>"Add somebody"</a></p>
    };
    desk.form(("Who was there", "/people"), questions(desk.text()), (vec![intro.into_any()], None), (fields, showing))
}

/// Shows the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    Ok(draw(&desk, &filled(desk.text()), Showing::Opened))
}

/// Stores who was there.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::minutes(&state, &staff, &slug).await?;
    let questions = questions(desk.text());
    let told = Told::new(&questions, &fields);
    if told.is_refused() {
        return Ok(draw(&desk, &fields, Showing::Refused(told.refusals(&questions))));
    }
    let said = told.each(PRESENCE);
    let stored = desk
        .store(
            &fields,
            |text| text.people.clone(),
            |text| {
                for person in &mut text.people {
                    person.presence = said.get(&person.number.to_string()).and_then(|word| Presence::from_word(word));
                }
            },
        )
        .await;
    let next = desk.address("");
    desk.after(stored, next, |desk, showing| draw(desk, &fields, showing)).await
}
