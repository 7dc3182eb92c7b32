//! The fields of screening questions and criteria: what is asked, what stands there, and what was written.

use domain::{
    question::Question,
    refusal::Reason,
    sift::{Criterion, MOST_POINTS, MOST_SCORE, SENTENCE_LIMIT, SiftQuestion, TITLE_LIMIT, Verdict},
    vocabulary::Word,
};
use leptos::prelude::*;

use crate::{
    pages::staff::asking::{Asks, Told, choice, line, number, option},
    words::Labelled,
};

const HELP: &str = "-help";
const THROUGH: &str = "-through";
const LOWEST: &str = "-lowest";
const HIGHEST: &str = "-highest";
/// What ends the name of the field with the points of a criterion.
pub(super) const POINTS: &str = "-points";

/// Says what has to be known for writing questions.
pub(super) fn intro_questions() -> AnyView {
    view! {
        <p class="govuk-body">
            "Saving makes the next version. What was screened with an older one stays, and says so. To take a question away, clear its words; for one that asks something \
             else, clear it and write a new one, so that answers are not mixed."
        </p>
    }
    .into_any()
}

/// Says what has to be known for writing criteria, and how swing points are found.
pub(super) fn intro_criteria() -> AnyView {
    view! {
        <p class="govuk-body">
            {format!("Say for each criterion what 0 and what {MOST_SCORE} mean. Then find the swing points. Imagine a proposal that has 0 on all of them: which one would you \
             rather raise to {MOST_SCORE} than any other? That swing gets {MOST_POINTS} points. Ask of each other one how much its swing from 0 to {MOST_SCORE} matters beside that, \
             and give it so many. Weigh the swing, not the word: a criterion that sounds important matters little where proposals hardly differ in it.")}
        </p>
        <p class="govuk-body">"Saving makes the next version. What was scored with an older one stays, and says so."</p>
    }
    .into_any()
}

/// Asks for one screening question.
pub(super) fn asked_of_question(place: usize, id: &str) -> Vec<Question> {
    let verdicts = [Verdict::Yes, Verdict::No].map(|verdict| option(verdict.word(), verdict.label())).to_vec();
    vec![
        line(id, &format!("Question {place}"), SENTENCE_LIMIT).optional(),
        line(&format!("{id}{HELP}"), &format!("Help for question {place}"), SENTENCE_LIMIT).optional(),
        choice(
            &format!("{id}{THROUGH}"),
            &format!("Which answer to question {place} lets a proposal through?"),
            verdicts,
        )
        .optional(),
    ]
}

/// Asks for one criterion.
pub(super) fn asked_of_criterion(place: usize, id: &str) -> Vec<Question> {
    vec![
        line(id, &format!("Criterion {place}"), TITLE_LIMIT).optional(),
        line(&format!("{id}{LOWEST}"), &format!("What 0 means on criterion {place}"), SENTENCE_LIMIT).optional(),
        line(&format!("{id}{HIGHEST}"), &format!("What {MOST_SCORE} means on criterion {place}"), SENTENCE_LIMIT)
            .optional(),
        number(&format!("{id}{POINTS}"), &format!("Swing points of criterion {place}"), 0, MOST_POINTS).optional(),
    ]
}

/// Reads a question; one without words is none.
pub(super) fn question(told: &mut Told, id: &str) -> Option<SiftQuestion> {
    let text = told.words(id)?;
    let field = format!("{id}{THROUGH}");
    let Some(lets_through) = told.chosen(&field).and_then(Verdict::from_word) else {
        told.refuse(&field, Reason::Missing);
        return None;
    };
    Some(SiftQuestion { id: id.to_owned(), text, help: told.words(&format!("{id}{HELP}")), lets_through })
}

/// Reads a criterion; one without a name is none.
pub(super) fn criterion(told: &mut Told, id: &str) -> Option<Criterion> {
    let name = told.words(id)?;
    let mut needed = |end: &str| {
        let field = format!("{id}{end}");
        let words = told.words(&field);
        if words.is_none() {
            told.refuse(&field, Reason::Missing);
        }
        words
    };
    let (lowest, highest) = (needed(LOWEST), needed(HIGHEST));
    let field = format!("{id}{POINTS}");
    let points = told.number(&field);
    if points.is_none() {
        told.refuse(&field, Reason::Missing);
    }
    Some(Criterion { id: id.to_owned(), name, lowest: lowest?, highest: highest?, points: points? })
}

/// Gives the fields of a question as a filled form has them.
pub(super) fn pairs_of_question(question: &SiftQuestion) -> Vec<(String, String)> {
    let SiftQuestion { id, text, help, lets_through } = question.clone();
    let help = help.unwrap_or_default();
    vec![(format!("{id}{HELP}"), help), (format!("{id}{THROUGH}"), lets_through.word().to_owned()), (id, text)]
}

/// Gives the fields of a criterion as a filled form has them.
pub(super) fn pairs_of_criterion(criterion: &Criterion) -> Vec<(String, String)> {
    let Criterion { id, name, lowest, highest, points } = criterion.clone();
    let points = (format!("{id}{POINTS}"), points.to_string());
    vec![(format!("{id}{LOWEST}"), lowest), (format!("{id}{HIGHEST}"), highest), points, (id, name)]
}
