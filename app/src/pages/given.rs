//! The answers of a response that was sent, page by page as they were asked, with the reason where there is none; and what was
//! typed and not sent.

use std::{collections::BTreeMap, fmt::Write};

use domain::{
    answer::{Answer, Answers, Outcome},
    fields::Fields,
    ids::AttachmentId,
    language::{ENGLISH, Language},
    question::{Question, QuestionKind},
    questionnaire::{Page, QuestionId, Questionnaire},
};
use leptos::prelude::*;

use crate::{
    parts::{SummaryRow, spoken, summary_list},
    scanning::Scanner,
    words::{
        BLANK,
        staff::{APART, NOT_KEPT, NOT_RECORDED, SKIPPED},
    },
};

/// What is said of a question whose answer is not stored with the others, to whoever gave it.
const KEPT_APART: &str = "Kept apart from your answers, so we cannot show it here";

/// Who reads the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Staff, who see of each question why there is no answer.
    Staff,
    /// Staff again, of a test response, of which nothing personal is kept.
    Tested,
    /// Whoever gave them, who is not told of questions that were not asked.
    Respondent,
}

/// The answers to the questions of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenPage {
    title: String,
    /// The language of its title, if it is not English.
    language: Option<Language>,
    answers: Vec<Given>,
}

/// A question with its answer, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Given {
    asked: String,
    /// The language of what was asked, if it is not English.
    language: Option<Language>,
    said: Result<Vec<String>, &'static str>,
    /// The files among it, one for each line of what was said.
    files: Vec<AttachmentId>,
}

/// Puts the outcomes of a response to what was asked.
pub fn given(
    questionnaire: &Questionnaire,
    outcomes: &BTreeMap<QuestionId, Outcome>,
    reader: Reader,
) -> Vec<GivenPage> {
    let answered = |(id, outcome): (&QuestionId, &Outcome)| Some((id.clone(), outcome.answer()?.clone()));
    let answers: Answers = outcomes.iter().filter_map(answered).collect();
    let page = |page: &Page| {
        let asked = page.questions.iter().filter(|question| question.kind.is_asked());
        let answers: Vec<Given> = asked
            .filter_map(|question| {
                // A ranking of what was chosen earlier has its labels only among what this person was offered.
                let offered = questionnaire.offered(question, &answers);
                let said = said(&offered, outcomes.get(&question.id), reader)?;
                let answer = answers.get(&question.id);
                let files = answer.into_iter().flat_map(Answer::files).map(|file| file.id).collect();
                Some(Given { asked: question.text.clone(), language: question.spoken_in, said, files })
            })
            .collect();
        (!answers.is_empty()).then(|| GivenPage { title: page.title.clone(), language: page.spoken_in, answers })
    };
    questionnaire.pages.iter().filter_map(page).collect()
}

fn said(question: &Question, outcome: Option<&Outcome>, reader: Reader) -> Option<Result<Vec<String>, &'static str>> {
    Some(match (outcome, reader) {
        (Some(Outcome::Answered(answer)), _) => Ok(question.say(answer)),
        (Some(Outcome::Blank), _) => Err(BLANK),
        (None, Reader::Staff) if question.kind.is_personal() => Err(APART),
        (None, Reader::Tested) if question.kind.is_personal() => Err(NOT_KEPT),
        (None, Reader::Respondent) if question.kind.is_personal() => Err(KEPT_APART),
        (Some(Outcome::Skipped), Reader::Staff | Reader::Tested) => Err(SKIPPED),
        (None, Reader::Staff | Reader::Tested) => Err(NOT_RECORDED),
        (Some(Outcome::Skipped) | None, Reader::Respondent) => return None,
    })
}

/// Says whether there are files among the answers.
fn has_files(pages: &[GivenPage]) -> bool {
    pages.iter().flat_map(|page| &page.answers).any(|given| !given.files.is_empty())
}

/// Draws the answers, each page under its heading; files lead to an address below one that is given.
pub fn draw(pages: Vec<GivenPage>, attachments: &str) -> AnyView {
    let row = |Given { asked, language, said, files }: Given| {
        let row = match said {
            Ok(lines) if !files.is_empty() => SummaryRow::new(asked, links(lines, &files, attachments)),
            Ok(lines) => SummaryRow::said(asked, lines),
            Err(reason) => SummaryRow::new(asked, view! { <span class="fm-no-answer" lang=ENGLISH>{reason}</span> }),
        };
        row.in_language(language)
    };
    let pages = pages.into_iter().map(|page| {
        view! {
            {spoken(page.language, view! { <h2 class="govuk-heading-m">{page.title}</h2> })}
            {summary_list(page.answers.into_iter().map(row))}
        }
    });
    pages.collect_view().into_any()
}

fn links(lines: Vec<String>, files: &[AttachmentId], below: &str) -> AnyView {
    let link = |(line, id): (String, &AttachmentId)| {
        view! { <p class="fm-words"><a class="govuk-link" href=format!("{below}/{id}")>{line}</a></p> }
    };
    lines.into_iter().zip(files).map(link).collect_view().into_any()
}

/// Warns staff of what came from outside, where there is any.
pub fn warning(pages: &[GivenPage], scanner: &Scanner) -> Option<impl IntoView + use<>> {
    let words = if scanner.is_there() {
        "Files are checked for viruses when they come, since this was set up here. Open them only on a computer that checks them too."
    } else {
        "The files were not checked for viruses. Open them only on a computer that checks them."
    };
    has_files(pages).then(|| view! { <p class="govuk-inset-text">{words}</p> })
}

/// Gives each answer by what was asked.
pub fn rows(pages: Vec<GivenPage>) -> Vec<(String, Vec<String>)> {
    let answers = pages.into_iter().flat_map(|page| page.answers);
    answers.filter_map(|given| Some((given.asked, given.said.ok()?))).collect()
}

/// Writes the answers as plain text, which opens everywhere.
pub fn write(pages: &[GivenPage]) -> String {
    let mut text = String::new();
    for page in pages {
        let line = "-".repeat(page.title.chars().count());
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{}\n{line}\n", page.title);
        for given in &page.answers {
            let _ = write!(text, "\n{}\n", given.asked);
            let lines = given.said.clone().unwrap_or_else(|reason| vec![format!("({reason})")]);
            for line in lines.iter().flat_map(|said| said.lines()) {
                let _ = writeln!(text, "    {line}");
            }
        }
    }
    text
}

/// Gives what was typed on a page, question by question.
pub fn typed_rows(asked: &Page, fields: &Fields) -> Vec<(String, Vec<String>)> {
    let typed = asked.questions.iter().filter_map(|question| {
        let values = typed(question, fields);
        (!values.is_empty()).then(|| (question.text.clone(), values))
    });
    typed.collect()
}

/// Gives what was typed for a question: choices in their words if they can be read, and all else as it was typed.
fn typed(question: &Question, fields: &Fields) -> Vec<String> {
    let is_typed = matches!(question.kind, QuestionKind::Text(_) | QuestionKind::Contact(_) | QuestionKind::Places(_));
    if let (false, Ok(Some(answer))) = (is_typed, question.judge(fields)) {
        return question.say(&answer);
    }
    let values = fields.pairs().filter(|(name, value)| question.owns(name) && !value.trim().is_empty());
    values.map(|(_, value)| value.to_owned()).collect()
}
