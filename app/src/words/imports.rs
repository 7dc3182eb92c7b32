//! Words about files with many responses: why one cannot be read, what is wrong with a cell, and what a column can hold.

use domain::{
    question::{AnswerOption, Expected, NOT_TICKED, Question, QuestionKind, TICKED},
    questionnaire::Questionnaire,
};

use super::{capital, numbers, questionnaire::conditions::clause, refusals};
use crate::imports::{Explained, MOST_COLUMNS, MOST_ROWS, Matter, NotRead, Remark};

/// The most names that a sentence lists.
const LISTED: usize = 12;
/// What can stand in a column of ticks.
const TICKS: &str = "1 where it was chosen, and 0 or nothing where it was not";
/// How a day is written.
const DAYS: &str = "a day like 2026-04-07 or 7/4/2026, with the day before the month";

/// Says why a file was not read and what to do.
pub fn not_read(wrong: &NotRead) -> String {
    match wrong {
        NotRead::Empty => "Choose a file that has something in it".to_owned(),
        NotRead::TooLarge => "Choose a smaller file, with at most 2 MB, or make two of it".to_owned(),
        NotRead::TooManyRows => {
            format!("Make two files of it. A file can have up to {} responses", numbers::whole(MOST_ROWS as u64))
        }
        NotRead::Workbook => {
            "Save the sheet as ‘CSV UTF-8’ and choose that file. This one is the workbook of a spreadsheet".to_owned()
        }
        NotRead::NotUtf8 { line } => {
            format!("Save the file again as ‘CSV UTF-8’. In line {line} there are letters that cannot be read")
        }
        NotRead::OddQuotes => {
            "Check the quotation marks in the file. One of them has no partner, so that cells would run together"
                .to_owned()
        }
        NotRead::NoRows => "Choose a file with responses. There is nothing below the headings of this one".to_owned(),
        NotRead::NoColumn { heading } => format!("Add a column with the heading ‘{heading}’ and fill it in every row"),
        NotRead::NoQuestions => {
            "Give the columns the headings of the empty file on this page. None of them belongs to a question"
                .to_owned()
        }
        NotRead::TooManyColumns => {
            format!(
                "Check how the columns are parted. A file can have up to {} of them",
                numbers::whole(MOST_COLUMNS as u64)
            )
        }
        NotRead::NoPrivate { heading } => format!(
            "Add a column with the heading ‘{heading}’, with {TICKED} for each place that is not to be shown in public. Without \
             it all of them could be"
        ),
        NotRead::HeadingTwice { heading } => {
            format!("Give each column a heading of its own. There are several with ‘{heading}’")
        }
    }
}

/// Says what there is to say of a cell, and what to do.
pub fn say(remark: &Remark, questionnaire: &Questionnaire) -> String {
    match &remark.matter {
        Matter::Misread(expected) => expected_words(expected),
        Matter::Refused { reason, asked } => refusals::say(reason, asked),
        Matter::NotChosenBefore => "Rank only what was chosen in the question before, each once".to_owned(),
        Matter::NothingAnswered => "Fill in the answer, or write blank here. The answer is missing".to_owned(),
        Matter::AnsweredAfterAll => "Write answered here, or take the answer out. There is one".to_owned(),
        Matter::NoHeading => "Give the column a heading, or empty the cell".to_owned(),
        Matter::NumberTwice { first } => format!("Give each sheet a number of its own. Row {first} has this one too"),
        Matter::NumberTaken { reference } => {
            format!("Take the row out, or give it another number. Response {reference} has this one already")
        }
        Matter::Broken => {
            "Type it again with an apostrophe in front. The spreadsheet took it for a formula, or could not show it"
                .to_owned()
        }
        Matter::NotAsked => match reason(&remark.column, questionnaire) {
            Some(reason) => format!("Stored as not asked, because the question is shown only when {reason}"),
            None => "Stored as not asked, because of an earlier answer".to_owned(),
        },
        Matter::Asked => "Stored as left blank, because the answers before it lead to this question".to_owned(),
        Matter::NoFiles => "Stored as left blank, because a sheet has the names of files and not the files".to_owned(),
        Matter::SameAs { first } => {
            format!("The same as row {first}. If it is the same person, take one of the two out")
        }
    }
}

/// Says when the question of a column is shown.
fn reason(column: &str, questionnaire: &Questionnaire) -> Option<String> {
    let page = questionnaire.pages.iter().find(|page| page.questions.iter().any(|question| question.owns(column)))?;
    let question = page.questions.iter().find(|question| question.owns(column))?;
    let conditions: Vec<String> = [&page.shown_when, &question.shown_when]
        .into_iter()
        .flatten()
        .map(|condition| clause(condition, questionnaire))
        .collect();
    (!conditions.is_empty()).then(|| conditions.join(", and "))
}

fn expected_words(expected: &Expected) -> String {
    match expected {
        Expected::OneOf(names) => format!("Write one of {}", list(names.iter().map(String::as_str))),
        Expected::Tick => format!("Write {TICKED} or {NOT_TICKED}, or leave it empty, and give only one answer"),
        Expected::Day => format!("Write {DAYS}"),
        Expected::NothingUnless(label) => format!("Leave it empty, or choose ‘{label}’ too"),
        Expected::Shown(shown) => format!("Leave it empty. The form shows {shown} here, and the file something else"),
    }
}

fn list<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = names.len().saturating_sub(LISTED);
    let listed = names.take(LISTED).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{listed}, and {more} more") } else { listed }
}

/// Says what can stand in a column.
pub fn allowed(column: &Explained<'_>) -> String {
    let Explained { heading, question, .. } = column;
    let is = |part: &str| heading.ends_with(part);
    match &question.kind {
        _ if is(".shown") => "Nothing; it tells people what was compared".to_owned(),
        _ if is(".words") => "Words, where that answer was chosen".to_owned(),
        QuestionKind::SingleChoice(kind) => one_of(&kind.options),
        QuestionKind::YesNo(kind) => one_of(&kind.options),
        QuestionKind::Matrix(kind) => one_of(&kind.options),
        QuestionKind::Ranking(kind) => one_of(&kind.options),
        QuestionKind::BestWorst(kind) => one_of(&kind.options),
        QuestionKind::Pairwise(kind) => {
            let neither = if kind.no_preference.is_some() { "; or no-preference" } else { "" };
            format!("{}{neither}", one_of(&kind.options))
        }
        QuestionKind::MultipleChoice(_) => capital(TICKS),
        QuestionKind::Rating(_) if column.column > 0 => capital(TICKS),
        QuestionKind::Rating(kind) => format!("A number from {} to {}", kind.least, kind.most),
        QuestionKind::Points(kind) => format!("A whole number. All of them together are {}", kind.total),
        QuestionKind::Number(kind) => {
            let unit = kind.unit.as_ref().map(|unit| format!(" of {unit}")).unwrap_or_default();
            format!("A number{unit}, without the unit")
        }
        QuestionKind::Date(_) => capital(DAYS),
        QuestionKind::Text(kind) => words(kind.limit),
        QuestionKind::TextList(kind) => words(kind.limit),
        QuestionKind::Postcode => "A postcode or the first half of one; only the first half is kept".to_owned(),
        QuestionKind::Places(_) if is(".where") => {
            "A postcode, a grid reference, a name, or three or more grid references with commas between them".to_owned()
        }
        QuestionKind::Places(kind) if is(".kind") => one_of(&kind.options),
        QuestionKind::Places(_) if is(".private") => format!("{TICKED} where it is not to be shown in public"),
        QuestionKind::Places(_) => "Words".to_owned(),
        QuestionKind::Files(_) => "Nothing; files cannot be brought in with a sheet".to_owned(),
        QuestionKind::Contact(_) | QuestionKind::Information(_) => String::new(),
    }
}

fn words(limit: usize) -> String {
    format!("Words, up to {} characters", numbers::whole(limit as u64))
}

fn one_of(options: &[AnswerOption]) -> String {
    let option = |option: &AnswerOption| format!("{} ({})", option.id, option.label);
    format!("One of: {}", options.iter().map(option).collect::<Vec<_>>().join("; "))
}

/// Says whether a question can be left blank in a file: all of them, but not how and when a response came.
pub fn needed(question: &Question) -> &'static str {
    if question.required { "Has to be filled" } else { "May be empty" }
}
