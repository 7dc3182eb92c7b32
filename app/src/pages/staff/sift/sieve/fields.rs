//! The fields of screening questions, and what has to be known for writing these and criteria.

use domain::{
    question::Question,
    refusal::Reason,
    sift::{SENTENCE_LIMIT, SiftQuestion, Verdict},
    vocabulary::Word,
};
use leptos::prelude::*;

use crate::{
    pages::staff::asking::{Asks, Told, choice, line, option},
    words::{Labelled, scoring::how_to_weigh},
};

const HELP: &str = "-help";
const THROUGH: &str = "-through";

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
        <p class="govuk-body">{how_to_weigh("proposal")}</p>
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

/// Gives the fields of a question as a filled form has them.
pub(super) fn pairs_of_question(question: &SiftQuestion) -> Vec<(String, String)> {
    let SiftQuestion { id, text, help, lets_through } = question.clone();
    let help = help.unwrap_or_default();
    vec![(format!("{id}{HELP}"), help), (format!("{id}{THROUGH}"), lets_through.word().to_owned()), (id, text)]
}
