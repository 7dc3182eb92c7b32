//! What can be translated of each kind of question and of the head of a page.

use super::{PieceName, Translations, UNIT, Worded};
use crate::{
    question::{AnswerOption, Question, QuestionKind},
    questionnaire::Page,
};

type Pieces<'a> = Vec<(PieceName, &'a mut String)>;

impl Worded for Page {
    fn pieces_mut(&mut self) -> Pieces<'_> {
        named("title", &mut self.title).chain(optional("intro", &mut self.intro)).collect()
    }

    fn translations(&self) -> &Translations {
        &self.translations
    }
}

impl Worded for Question {
    fn pieces_mut(&mut self) -> Pieces<'_> {
        let own = named("text", &mut self.text).chain(optional("hint", &mut self.hint));
        own.chain(of_kind(&mut self.kind)).collect()
    }

    fn translations(&self) -> &Translations {
        &self.translations
    }
}

fn of_kind(kind: &mut QuestionKind) -> Pieces<'_> {
    match kind {
        QuestionKind::SingleChoice(kind) => options("option", &mut kind.options).collect(),
        QuestionKind::MultipleChoice(kind) => options("option", &mut kind.options).collect(),
        QuestionKind::YesNo(kind) => options("option", &mut kind.options).collect(),
        QuestionKind::Ranking(kind) => options("option", &mut kind.options).collect(),
        QuestionKind::Points(kind) => options("option", &mut kind.options).collect(),
        QuestionKind::Places(kind) => options("option", &mut kind.options).collect(),
        QuestionKind::Matrix(kind) => {
            options("row", &mut kind.rows).chain(options("option", &mut kind.options)).collect()
        }
        QuestionKind::BestWorst(kind) => named("best", &mut kind.best_label)
            .chain(named("worst", &mut kind.worst_label))
            .chain(options("option", &mut kind.options))
            .collect(),
        QuestionKind::Pairwise(kind) => {
            options("option", &mut kind.options).chain(optional("no-preference", &mut kind.no_preference)).collect()
        }
        QuestionKind::Rating(kind) => {
            let labels = kind.labels.iter_mut().map(|(point, label)| (format!("point.{point}"), label));
            labels.chain(optional("dont-know", &mut kind.dont_know)).collect()
        }
        QuestionKind::Number(kind) => optional(UNIT, &mut kind.unit).collect(),
        QuestionKind::TextList(kind) => named("label", &mut kind.label).collect(),
        QuestionKind::Contact(kind) => {
            named("updates", &mut kind.updates_label).chain(named("interview", &mut kind.interview_label)).collect()
        }
        QuestionKind::Information(kind) => optional("link", &mut kind.link_text).collect(),
        QuestionKind::Date(_) | QuestionKind::Text(_) | QuestionKind::Postcode | QuestionKind::Files(_) => Vec::new(),
    }
}

fn named<'a>(name: &str, words: &'a mut String) -> impl Iterator<Item = (PieceName, &'a mut String)> + use<'a> {
    std::iter::once((name.to_owned(), words))
}

/// Gives a piece under its name, if there is one.
fn optional<'a>(
    name: &str,
    words: &'a mut Option<String>,
) -> impl Iterator<Item = (PieceName, &'a mut String)> + use<'a> {
    let name = name.to_owned();
    words.as_mut().map(|words| (name, words)).into_iter()
}

fn options<'a>(part: &'a str, options: &'a mut [AnswerOption]) -> impl Iterator<Item = (PieceName, &'a mut String)> {
    options.iter_mut().flat_map(move |AnswerOption { id, label, hint, .. }| {
        let label = std::iter::once((format!("{part}.{id}.label"), label));
        label.chain(hint.as_mut().map(|hint| (format!("{part}.{id}.hint"), hint)))
    })
}
