//! Forms of the staff that are made of questions: drawn, judged and given back as those of a questionnaire are.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveTime};
use domain::{
    answer::{Answer, Answers},
    decimal::{Decimal, MOST_DECIMALS},
    fields::Fields,
    question::{AnswerOption, Date, Matrix, MultipleChoice, Number, Question, QuestionKind, SingleChoice, Text},
    questionnaire::OptionId,
    refusal::{DatePart, Reason, Refusal},
};
use leptos::prelude::*;

use crate::{
    parts::{Asked, each_field, pick_field, question_field, writing_box},
    words::{Labelled, refusals},
};

/// The option of a question that is a single tick box.
const TICKED: &str = "yes";

/// The most options of an optional choice of which each has a button; more are a list that unfolds.
pub(in crate::pages) const MOST_BUTTONS: usize = 8;

/// How many options a choice has at most of which each has a button although one is needed.
const MOST_NEEDED_BUTTONS: usize = 20;

/// Makes a question that needs an answer.
fn needed(id: &str, text: &str, kind: QuestionKind) -> Question {
    Question { required: true, ..Question::new(id, text, kind) }
}

/// Asks for one line of words.
pub(in crate::pages) fn line(id: &str, text: &str, limit: usize) -> Question {
    needed(id, text, QuestionKind::Text(Text { limit, multiline: false }))
}

/// Asks for words on several lines.
pub(in crate::pages) fn lines(id: &str, text: &str, limit: usize) -> Question {
    needed(id, text, QuestionKind::Text(Text { limit, multiline: true }))
}

/// Asks for a whole number within bounds.
pub(in crate::pages) fn number(id: &str, text: &str, least: u32, most: u32) -> Question {
    let bounds = Number { least: decimal(least), most: decimal(most), ..Number::default() };
    needed(id, text, QuestionKind::Number(bounds))
}

/// Asks for any number.
pub(in crate::pages) fn any_number(id: &str, text: &str) -> Question {
    needed(id, text, QuestionKind::Number(Number { decimals: MOST_DECIMALS, ..Number::default() }))
}

fn decimal(number: u32) -> Option<Decimal> {
    Decimal::parse(&number.to_string()).ok()
}

/// Asks for a day.
pub(in crate::pages) fn date(id: &str, text: &str) -> Question {
    needed(id, text, QuestionKind::Date(Date::default()))
}

/// Asks for one of several things.
pub(in crate::pages) fn choice(id: &str, text: &str, options: Vec<AnswerOption>) -> Question {
    needed(id, text, QuestionKind::SingleChoice(SingleChoice { options }))
}

/// Asks for some of several things.
pub(in crate::pages) fn choices(id: &str, text: &str, options: Vec<AnswerOption>) -> Question {
    needed(id, text, QuestionKind::MultipleChoice(MultipleChoice { options, at_most: None }))
}

/// Asks for one of several things for each of some rows, or nothing for it.
pub(in crate::pages) fn each(id: &str, text: &str, rows: Vec<AnswerOption>, options: Vec<AnswerOption>) -> Question {
    needed(id, text, QuestionKind::Matrix(Matrix { rows, options })).optional()
}

/// Asks for a tick; no tick is an answer too.
pub(in crate::pages) fn tick(id: &str, text: &str, label: &str) -> Question {
    choices(id, text, vec![option(TICKED, label)]).optional()
}

fn is_tick(question: &Question) -> bool {
    matches!(&question.kind, QuestionKind::MultipleChoice(kind) if matches!(&kind.options[..], [one] if one.id == TICKED))
}

/// Makes an option.
pub(in crate::pages) fn option(id: &str, label: &str) -> AnswerOption {
    AnswerOption { id: id.to_owned(), label: label.to_owned(), ..AnswerOption::default() }
}

/// Makes an option of each choice of an enum.
pub(in crate::pages) fn all<W: Labelled>() -> Vec<AnswerOption> {
    let one = |word: &W| AnswerOption { hint: word.hint().map(str::to_owned), ..option(word.word(), word.label()) };
    W::ALL.iter().map(one).collect()
}

/// What is said of a question besides its words.
pub(in crate::pages) trait Asks {
    /// Says that it may be left blank.
    fn optional(self) -> Self;
    /// Adds help.
    fn hint(self, hint: &str) -> Self;
}

impl Asks for Question {
    fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    fn hint(self, hint: &str) -> Self {
        Self { hint: Some(hint.to_owned()), ..self }
    }
}

/// What was told in a form, and what has to be put right.
#[derive(Clone)]
pub(in crate::pages) struct Told {
    answers: Answers,
    refusals: Vec<Refusal>,
}

impl Told {
    /// Judges what was typed.
    pub(in crate::pages) fn new(questions: &[Question], fields: &Fields) -> Self {
        let mut told = Self { answers: Answers::new(), refusals: Vec::new() };
        for question in questions {
            match question.judge(fields) {
                Ok(answer) => told.answers.extend(answer.map(|answer| (question.id.clone(), answer))),
                Err(refusals) => told.refusals.extend(refusals),
            }
        }
        told
    }

    /// Gives words, if there are any.
    pub(in crate::pages) fn words(&self, id: &str) -> Option<String> {
        match self.answers.get(id) {
            Some(Answer::Text(words)) => Some(words.clone()),
            _ => None,
        }
    }

    /// Gives words that are needed; none stand for them where they were refused.
    pub(in crate::pages) fn needed_words(&self, id: &str) -> String {
        self.words(id).unwrap_or_default()
    }

    /// Gives a number as it was written.
    pub(in crate::pages) fn decimal(&self, id: &str) -> Option<Decimal> {
        self.answers.get(id).and_then(Answer::number)
    }

    /// Gives a whole number.
    pub(in crate::pages) fn number<N: std::str::FromStr>(&self, id: &str) -> Option<N> {
        self.decimal(id)?.to_string().parse().ok()
    }

    /// Gives a day.
    pub(in crate::pages) fn date(&self, id: &str) -> Option<NaiveDate> {
        match self.answers.get(id) {
            Some(Answer::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// Gives a time of day, if there is one; refuses what is none.
    pub(in crate::pages) fn time(&mut self, id: &str) -> Option<NaiveTime> {
        let typed = self.words(id)?;
        let time = NaiveTime::parse_from_str(&typed, "%H:%M").ok();
        if time.is_none() {
            self.refuse(id, Reason::NotATime);
        }
        time
    }

    /// Gives what was chosen.
    pub(in crate::pages) fn chosen(&self, id: &str) -> Option<&str> {
        self.answers.get(id)?.option()
    }

    /// Gives all that was chosen.
    pub(in crate::pages) fn all_chosen(&self, id: &str) -> Vec<String> {
        let chosen = self.answers.get(id).map(Answer::options).unwrap_or_default();
        chosen.into_iter().map(str::to_owned).collect()
    }

    /// Gives what was chosen for each row of [`each`] for which anything was.
    pub(in crate::pages) fn each(&self, id: &str) -> BTreeMap<OptionId, OptionId> {
        match self.answers.get(id) {
            Some(Answer::Matrix(rows)) => rows.clone(),
            _ => BTreeMap::new(),
        }
    }

    /// Says whether the box of [`tick`] was ticked.
    pub(in crate::pages) fn is_ticked(&self, id: &str) -> bool {
        !self.all_chosen(id).is_empty()
    }

    /// Refuses what the questions alone cannot judge, unless the field was refused before.
    pub(in crate::pages) fn refuse(&mut self, field: &str, reason: Reason) {
        if !self.refusals.iter().any(|refusal| refusal.field == field) {
            self.refusals.push(Refusal::new(field, reason));
        }
    }

    /// Says whether anything has to be put right.
    pub(in crate::pages) fn is_refused(&self) -> bool {
        !self.refusals.is_empty()
    }

    /// Gives what has to be put right, in the order of the form.
    pub(in crate::pages) fn refusals(mut self, questions: &[Question]) -> Vec<Refusal> {
        let place = |refusal: &Refusal| questions.iter().position(|question| question.owns(&refusal.field));
        self.refusals.sort_by_key(place);
        self.refusals
    }
}

/// Gives the tick of [`tick`] as a filled form has it.
pub(in crate::pages) fn ticked(id: &str, is_ticked: bool) -> Option<(String, String)> {
    is_ticked.then(|| (id.to_owned(), TICKED.to_owned()))
}

/// Gives the fields of a day of [`date`] as a filled form has them.
pub(in crate::pages) fn parts_of_day(id: &str, day: NaiveDate) -> [(String, String); 3] {
    let part = |part: DatePart, number: i64| (part.field(id), number.to_string());
    [
        part(DatePart::Day, day.day().into()),
        part(DatePart::Month, day.month().into()),
        part(DatePart::Year, day.year().into()),
    ]
}

/// Which questions ask for Markdown.
#[derive(Default)]
pub(super) struct Boxes<'a> {
    /// Their ids.
    pub(super) rich: &'a [&'a str],
    /// Whether it is shown how they will look.
    pub(super) are_shown: bool,
}

impl Boxes<'_> {
    /// Gives the first of some questions that asks for Markdown.
    pub(super) fn first<'q>(&self, questions: &'q [Question]) -> Option<&'q Question> {
        questions.iter().find(|question| self.has(question))
    }

    fn has(&self, question: &Question) -> bool {
        self.rich.contains(&question.id.as_str())
    }
}

/// Draws the questions with what was typed and what has to be put right.
pub(in crate::pages) fn draw(questions: &[Question], fields: &Fields, refusals: &[Refusal]) -> Vec<AnyView> {
    draw_with(questions, fields, refusals, &Boxes::default())
}

/// Draws the questions as [`draw`] does, where some of them ask for Markdown.
pub(super) fn draw_with(
    questions: &[Question],
    fields: &Fields,
    refusals: &[Refusal],
    boxes: &Boxes<'_>,
) -> Vec<AnyView> {
    let draw = |question| {
        let asked = Asked { question, fields, refusals, marks_optional: !may_say_nothing(question), places: 1 };
        match &question.kind {
            _ if boxes.has(question) => writing_box(asked, boxes.are_shown),
            QuestionKind::Matrix(kind) => each_field(asked, kind),
            QuestionKind::SingleChoice(kind) if is_picked(question, kind) => pick_field(asked, kind),
            _ => question_field(asked),
        }
    };
    questions.iter().map(draw).collect()
}

/// Says whether a choice is a list that unfolds: one of many; sooner where it may also be left, which a button once pressed cannot.
fn is_picked(question: &Question, kind: &SingleChoice) -> bool {
    kind.options.len() > if question.required { MOST_NEEDED_BUTTONS } else { MOST_BUTTONS }
}

/// Says whether leaving it as it is is an answer too.
fn may_say_nothing(question: &Question) -> bool {
    is_tick(question) || matches!(question.kind, QuestionKind::Matrix(_))
}

/// Says what has to be put right, field by field.
pub(in crate::pages) fn messages(questions: &[Question], refusals: &[Refusal]) -> Vec<(String, String)> {
    let message = |refusal: &Refusal| {
        let asked = questions.iter().find(|question| question.owns(&refusal.field));
        (refusal.field.clone(), refusals::say(&refusal.reason, asked.map_or("", |question| &question.text)))
    };
    refusals.iter().map(message).collect()
}
