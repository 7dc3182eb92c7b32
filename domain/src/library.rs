//! The library: questions and pages that are ready to be put into a questionnaire, with what each is for.
//!
//! What Folkmoot brings is here, as documents that are part of the program; what a team saves is kept by the store in the
//! same shape. How an entry gets into a questionnaire is told in `editing`.

mod included;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    question::Question,
    questionnaire::{Page, QuestionId, Questionnaire, Roles},
};

pub use self::included::{included, public_survey};

/// A page or a question that is ready to be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its stable name.
    pub id: String,
    /// Which version of it this is, from 1.
    pub version: u32,
    /// What it is called in lists.
    pub title: String,
    /// What it is for, in one sentence.
    pub purpose: String,
    /// What it holds.
    pub item: Item,
}

/// Entries that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// Its stable name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is for, in one sentence.
    pub purpose: String,
    /// Its pages and then its questions, in the order in which they are asked.
    pub entries: Vec<Entry>,
}

/// What an entry holds, with all that it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The page or the question itself.
    pub content: Content,
    /// What its questions are for, besides being read.
    #[serde(default)]
    pub roles: Roles,
    /// The questions from which its own take their options; it cannot be asked without them.
    #[serde(default)]
    pub needs: Vec<Question>,
    /// The words of the questions whose answers decide whether it is shown; it can be asked of everybody without them.
    #[serde(default)]
    pub shown_by: BTreeMap<QuestionId, String>,
}

/// A page or a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A page with its questions.
    Page(Box<Page>),
    /// A question.
    Question(Box<Question>),
}

/// Where a question comes from; one that was changed since says nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The entry.
    pub id: String,
    /// Its version.
    pub version: u32,
}

impl Entry {
    /// Says where its questions come from.
    pub fn origin(&self) -> Origin {
        Origin { id: self.id.clone(), version: self.version }
    }

    /// Says whether each of some words occurs in its title, its purpose or what it asks, in any case.
    pub fn has_words(&self, words: &str) -> bool {
        let options =
            |question: &Question| question.kind.offered().map(|option| option.label.clone()).collect::<Vec<_>>();
        let asked = self.item.content.questions().iter().flat_map(|question| {
            [vec![question.text.clone()], question.hint.iter().cloned().collect(), options(question)].concat()
        });
        let heading = match &self.item.content {
            Content::Page(page) => page.title.clone(),
            Content::Question(_) => String::new(),
        };
        let all = [self.title.clone(), self.purpose.clone(), heading].into_iter().chain(asked);
        let all = all.collect::<Vec<_>>().join("\n").to_lowercase();
        words.split_whitespace().all(|word| all.contains(&word.to_lowercase()))
    }
}

impl Content {
    /// Gives its questions, in order.
    pub fn questions(&self) -> &[Question] {
        match self {
            Self::Page(page) => &page.questions,
            Self::Question(question) => std::slice::from_ref(question),
        }
    }

    /// Lists the questions whose answers decide what of it is shown.
    pub fn decided_by(&self) -> Vec<&str> {
        let of_page = match self {
            Self::Page(page) => page.shown_when.as_ref(),
            Self::Question(_) => None,
        };
        let conditions = of_page.into_iter().chain(self.questions().iter().filter_map(|q| q.shown_when.as_ref()));
        conditions.flat_map(crate::routing::Condition::questions).collect()
    }

    fn has(&self, question: &str) -> bool {
        self.questions().iter().any(|own| own.id == question)
    }
}

impl Item {
    /// Takes a page out of a questionnaire, with all that it rests on.
    pub fn of_page(questionnaire: &Questionnaire, page: &str) -> Option<Self> {
        Some(Self::new(questionnaire, Content::Page(Box::new(questionnaire.page(page)?.clone()))))
    }

    /// Takes a question out of a questionnaire, with all that it rests on.
    pub fn of_question(questionnaire: &Questionnaire, question: &str) -> Option<Self> {
        Some(Self::new(questionnaire, Content::Question(Box::new(questionnaire.question(question)?.clone()))))
    }

    fn new(questionnaire: &Questionnaire, content: Content) -> Self {
        let sources = content.questions().iter().filter_map(|question| question.kind.options_from());
        let mut needs: Vec<Question> = Vec::new();
        for source in sources.filter(|source| !content.has(source)).filter_map(|source| questionnaire.question(source))
        {
            if needs.iter().all(|known| known.id != source.id) {
                needs.push(Question { shown_when: None, ..source.clone() });
            }
        }
        let words = |id: &str| Some((id.to_owned(), questionnaire.question(id)?.text.clone()));
        let shown_by = content.decided_by().into_iter().filter(|id| !content.has(id)).filter_map(words).collect();
        let roles = questionnaire.roles.filter_map(|question| content.has(question).then(|| question.clone()));
        Self { content, roles, needs, shown_by }
    }
}
