//! What short words stand for, a line for each.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    fields::Fields,
    permission::Action,
    question::Question,
    record::{Acronym, SENTENCE_LIMIT},
    refusal::{Reason, Refusal},
};

use super::desk::Desk;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, lines},
        form::Showing,
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const LINES: &str = "acronyms";

fn questions() -> Vec<Question> {
    let hint = "One on each line, with a colon: LNRS: Local Nature Recovery Strategy";
    vec![lines(LINES, "What do short words stand for?", 4 * SENTENCE_LIMIT).optional().hint(hint)]
}

fn filled(acronyms: &[Acronym]) -> Fields {
    let lines: Vec<String> = acronyms.iter().map(|one| format!("{}: {}", one.short, one.long)).collect();
    Fields::new([(LINES, lines.join("\n"))])
}

fn read(fields: &Fields) -> Result<Vec<Acronym>, Vec<Refusal>> {
    let questions = questions();
    let mut told = Told::new(&questions, fields);
    let mut acronyms: Vec<Acronym> = Vec::new();
    for line in told.needed_words(LINES).lines().map(str::trim).filter(|line| !line.is_empty()) {
        let parts = line.split_once(':').map(|(short, long)| (short.trim(), long.trim()));
        match parts.filter(|(short, long)| !short.is_empty() && !long.is_empty()) {
            Some((short, _)) if acronyms.iter().any(|one| one.short == short) => {
                told.refuse(LINES, Reason::LineTwice { line: short.to_owned() });
            }
            Some((short, long)) => acronyms.push(Acronym { short: short.to_owned(), long: long.to_owned() }),
            None => told.refuse(LINES, Reason::NoColon { line: line.to_owned() }),
        }
    }
    if told.is_refused() { Err(told.refusals(&questions)) } else { Ok(acronyms) }
}

fn draw(desk: &Desk<'_>, fields: &Fields, showing: Showing<&'static str>) -> Response {
    desk.form(("Short words", "/acronyms"), questions(), (Vec::new(), None), (fields, showing))
}

/// Shows the form.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::WriteMinutes).await?;
    Ok(draw(&desk, &filled(&desk.text().acronyms), Showing::Opened))
}

/// Stores them.
pub(super) async fn change(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind)): Path<(String, String)>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::WriteMinutes).await?;
    let acronyms = match read(&fields) {
        Ok(acronyms) => acronyms,
        Err(refusals) => return Ok(draw(&desk, &fields, Showing::Refused(refusals))),
    };
    let stored = desk.store(&fields, |text| text.acronyms.clone(), |text| text.acronyms.clone_from(&acronyms)).await;
    let next = desk.address("");
    desk.after(stored, next, |desk, showing| draw(desk, &fields, showing)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_short_word_a_colon_and_what_it_stands_for() {
        let read = |lines: &str| read(&Fields::new([(LINES, lines)]));
        let found = read("LNRS: Local Nature Recovery Strategy\n\n BNG :  Biodiversity: net gain ").unwrap();
        let acronym = |short: &str, long: &str| Acronym { short: short.to_owned(), long: long.to_owned() };
        assert_eq!(
            found,
            [acronym("LNRS", "Local Nature Recovery Strategy"), acronym("BNG", "Biodiversity: net gain")]
        );
        assert_eq!(read("").unwrap(), []);
        for odd in ["LNRS", "LNRS:", ": x", "A: b\nA: c"] {
            assert_eq!(read(odd).unwrap_err().len(), 1, "{odd}");
        }
    }
}
