//! What is asked of whoever screens, settles or scores a proposal, and what they said.

use std::collections::BTreeMap;

use domain::{
    fields::Fields,
    question::{AnswerOption, Question},
    sift::{SENTENCE_LIMIT, ScreenLine, Screened, SiftStep, Standing, Verdict},
    vocabulary::Word,
};
use leptos::prelude::*;

use super::{
    step::{Desk, Kind, NotTaken},
    tables::screen_table,
};
use crate::{
    pages::staff::{
        asking::{Asks, Told, all, choice, each, line, lines, option},
        scoring::{self, pairs_of_scores, read_scores},
    },
    words::Labelled,
};

const SETTLED: &str = "settled";
const REASON: &str = "reason";
/// What ends the name of the field with the note on a question.
const NOTE: &str = "-note";

fn note(id: &str) -> String {
    format!("{id}{NOTE}")
}

/// Lists the questions of the version by which a proposal is screened, each with room for a note.
pub(super) fn screen_questions(desk: &Desk<'_>) -> Vec<Question> {
    let sieve = desk.sifted().screened_by(&desk.room.sieves).1;
    let pair = |question: &domain::sift::SiftQuestion| {
        let asked = choice(&question.id, &question.text, all::<Verdict>());
        let asked = match &question.help {
            Some(help) => asked.hint(help),
            None => asked,
        };
        let place = sieve.questions.iter().position(|other| other.id == question.id).map_or(0, |place| place + 1);
        [asked, line(&note(&question.id), &format!("Note on question {place}"), SENTENCE_LIMIT).optional()]
    };
    sieve.questions.iter().flat_map(pair).collect()
}

/// Fills the form with what this person said before.
pub(super) fn screened(desk: &Desk<'_>) -> Fields {
    let screenings = desk.sifted().screenings();
    let pairs =
        own(desk, &screenings).into_iter().flat_map(|standing| &standing.judged.answers).flat_map(|(id, said)| {
            let noted = (note(id), said.note.clone().unwrap_or_default());
            [(id.clone(), said.verdict.word().to_owned()), noted]
        });
    Fields::new(pairs)
}

fn own<'s, 'a, T>(desk: &Desk<'_>, standing: &'s [Standing<'a, T>]) -> Option<&'s Standing<'a, T>> {
    standing.iter().find(|standing| standing.account == Some(desk.staff.account.id))
}

/// Reads what was said to each question.
pub(super) fn read_screen(desk: &Desk<'_>, told: &Told) -> Result<SiftStep, NotTaken> {
    let sieve = desk.sifted().screened_by(&desk.room.sieves).1;
    let said = |id: &String| {
        let verdict = told.chosen(id).and_then(Verdict::from_word)?;
        Some((id.clone(), Screened { verdict, note: told.words(&note(id)) }))
    };
    let answers: BTreeMap<String, Screened> =
        sieve.questions.iter().filter_map(|question| said(&question.id)).collect();
    refused(told, &screen_questions(desk))?;
    Ok(desk.sifted().screen(desk.staff.account.id, answers, &desk.room.sieves)?)
}

/// Stops where something has to be put right, before what is left is judged as a whole.
fn refused(told: &Told, questions: &[Question]) -> Result<(), NotTaken> {
    if told.is_refused() { Err(NotTaken::Typed(told.clone().refusals(questions))) } else { Ok(()) }
}

/// Asks what is to hold on each question on which the two differ.
pub(super) fn settle_questions(desk: &Desk<'_>) -> Vec<Question> {
    let open = desk.sifted().open_questions(&desk.room.sieves);
    let rows: Vec<AnswerOption> = open.iter().map(|question| option(&question.id, &question.text)).collect();
    let verdicts = [Verdict::Yes, Verdict::No].map(|verdict| option(verdict.word(), verdict.label())).to_vec();
    let settled = Question { required: true, ..each(SETTLED, "What holds on each question?", rows, verdicts) };
    vec![settled, lines(REASON, "Why?", SENTENCE_LIMIT)]
}

/// Reads what settles it.
pub(super) fn read_settle(desk: &Desk<'_>, told: &Told) -> Result<SiftStep, NotTaken> {
    refused(told, &settle_questions(desk))?;
    let verdict = |(id, word): (String, String)| Some((id, Verdict::from_word(&word)?));
    let verdicts = told.each(SETTLED).into_iter().filter_map(verdict).collect();
    let said = (verdicts, told.needed_words(REASON));
    Ok(desk.sifted().settle(desk.staff.account.id, said, &desk.room.sieves)?)
}

/// Asks for a score on each criterion of the version by which a proposal is scored.
pub(super) fn score_questions(desk: &Desk<'_>) -> Vec<Question> {
    scoring::score_questions(&desk.sifted().scored_by(&desk.room.sieves).1.criteria)
}

/// Fills the form with what this person gave before.
pub(super) fn scored(desk: &Desk<'_>) -> Fields {
    let scorings = desk.sifted().scorings();
    Fields::new(own(desk, &scorings).into_iter().flat_map(|standing| pairs_of_scores(&standing.judged.answers)))
}

/// Reads the scores.
pub(super) fn read_score(desk: &Desk<'_>, told: &Told) -> Result<SiftStep, NotTaken> {
    refused(told, &score_questions(desk))?;
    let answers = read_scores(&desk.sifted().scored_by(&desk.room.sieves).1.criteria, told);
    Ok(desk.sifted().score(desk.staff.account.id, answers, &desk.room.sieves)?)
}

/// Says above a form what has to be known for it.
pub(super) fn intro(desk: &Desk<'_>, kind: Kind) -> Option<AnyView> {
    let (sifted, sieves) = (desk.sifted(), &desk.room.sieves);
    let alone =
        "Judge it for yourself. Nobody who screens or scores it sees what you said before two people have finished.";
    let version = |used: i64| {
        (used != sieves.newest().0)
            .then(|| format!(" It was begun with version {used} of the questions, and is finished with it."))
    };
    match kind {
        Kind::Screen => {
            Some(view! { <p class="govuk-body">{alone} {version(sifted.screened_by(sieves).0)}</p> }.into_any())
        }
        Kind::Score => {
            Some(view! { <p class="govuk-body">{alone} {version(sifted.scored_by(sieves).0)}</p> }.into_any())
        }
        Kind::Settle => {
            let is_own = sifted.screenings().iter().any(|standing| standing.account == Some(desk.staff.account.id));
            let how = if is_own {
                "You are one of the two, so it holds once the other has agreed with it on the page of the proposal."
            } else {
                "You settle it as a third person, and it holds at once."
            };
            let lines = sifted.screen_lines(sieves, None);
            let open: Vec<ScreenLine<'_>> = lines.into_iter().filter(ScreenLine::is_open).collect();
            let table = (!sifted.open_questions(sieves).is_empty())
                .then(|| screen_table(&open, ["One".to_owned(), "The other".to_owned()]));
            Some(view! { {table} <p class="govuk-body">{how}</p> }.into_any())
        }
        _ => None,
    }
}
