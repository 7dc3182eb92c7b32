//! Changing a questionnaire step by step: what an officer does to it, each step whole or refused.
//!
//! A step gives a new questionnaire and leaves the old one as it was, so that steps can be taken back by keeping what was
//! before. A step may leave something unfinished; [`Questionnaire::check`] tells what before it is published. It never
//! leaves a condition or a role that asks for what is gone.

mod bringing_in;
mod kinds;
mod library;
pub mod names;
mod options;
mod references;
mod step;
#[cfg(test)]
mod tests;
mod using;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    language::Language,
    library::Entry,
    question::Question,
    questionnaire::{OptionId, Page, PageId, QuestionId, Questionnaire},
    routing::Condition,
    translation::{Place, Translated},
    uses::Use,
};

pub use self::{
    bringing_in::{Names, Renamed},
    kinds::Kind,
    options::{ALONE, IN_WORDS, NO_ANSWER, read_options, write_options},
    references::User,
    step::Step,
};

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Adds an empty page, after another or first of all.
    AddPage {
        /// The page before it.
        after: Option<PageId>,
        /// Its heading.
        title: String,
        /// The paragraph under the heading.
        intro: Option<String>,
    },
    /// Sets what a page says and when it is shown.
    SetPage {
        /// The page.
        page: PageId,
        /// Its heading.
        title: String,
        /// The paragraph under the heading.
        intro: Option<String>,
        /// When it is shown.
        shown_when: Option<Condition>,
    },
    /// Moves a page past its neighbour.
    MovePage {
        /// The page.
        page: PageId,
        /// Past which neighbour.
        way: Way,
    },
    /// Copies a page with its questions, which get names of their own, and puts the copy after it.
    CopyPage {
        /// The page.
        page: PageId,
    },
    /// Removes a page with its questions.
    RemovePage {
        /// The page.
        page: PageId,
    },
    /// Adds a question to a page, after another or first of all; its name is made from its words.
    AddQuestion {
        /// The page.
        page: PageId,
        /// The question before it.
        after: Option<QuestionId>,
        /// The question, whose own name does not count.
        question: Box<Question>,
    },
    /// Sets a question anew under its name; its words in other languages stay, as far as it has such words.
    SetQuestion {
        /// The question.
        question: Box<Question>,
    },
    /// Sets what the answers to a question are used for in counting, in the place of what they were used for before.
    SetUse {
        /// The question.
        question: QuestionId,
        /// What its answers are used for, if for anything.
        used_for: Option<Use>,
        /// What its options stand for in that use; those that are not named stand for nothing.
        codes: BTreeMap<OptionId, String>,
    },
    /// Moves a question past its neighbour, and at the end of its page to the next one.
    MoveQuestion {
        /// The question.
        question: QuestionId,
        /// Past which neighbour.
        way: Way,
    },
    /// Copies a question and puts the copy after it.
    CopyQuestion {
        /// The question.
        question: QuestionId,
    },
    /// Removes a question.
    RemoveQuestion {
        /// The question.
        question: QuestionId,
    },
    /// Puts entries of the library into the questionnaire: questions at the end of a page, pages after it.
    AddFromLibrary {
        /// The page; none to put everything before all others.
        after: Option<PageId>,
        /// The entries.
        entries: Vec<Entry>,
    },
    /// Says what pieces are in another language.
    Translate {
        /// The language.
        language: Language,
        /// Each piece with what it is there; empty words take a translation away.
        pieces: Vec<(Place, Translated)>,
    },
    /// Puts a whole questionnaire in the place of this one.
    Replace {
        /// What the other one is called.
        title: String,
        /// The other one, whose names are those of [`Questionnaire::told_apart`].
        questionnaire: Box<Questionnaire>,
    },
}

/// In which direction something is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// Why a step was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The page is not there any more.
    NoSuchPage {
        /// The page.
        page: PageId,
    },
    /// The question is not there any more.
    NoSuchQuestion {
        /// The question.
        question: QuestionId,
    },
    /// There is nothing to move past.
    AtTheEnd,
    /// The answers to the question cannot be used so.
    CannotBeUsed {
        /// The question.
        question: QuestionId,
    },
    /// Others ask for the answer to what would be removed.
    InUse {
        /// The question that is asked for.
        question: QuestionId,
        /// Who asks for it.
        users: Vec<User>,
    },
}

impl Questionnaire {
    /// Takes a step; `used` are the names that questions of any version had, which are never given again.
    pub fn edited(&self, edit: &Edit, used: &BTreeSet<QuestionId>) -> Result<Self, EditError> {
        let mut new = self.clone();
        match edit {
            Edit::AddPage { after, title, intro } => new.add_page(after.as_deref(), title, intro.clone())?,
            Edit::SetPage { page, title, intro, shown_when } => {
                let page = new.page_mut(page)?;
                page.title.clone_from(title);
                page.intro.clone_from(intro);
                page.shown_when.clone_from(shown_when);
                page.keep_translations();
            }
            Edit::MovePage { page, way } => {
                let place = new.place_of_page(page)?;
                let neighbour = neighbour(place, *way, new.pages.len()).ok_or(EditError::AtTheEnd)?;
                new.pages.swap(place, neighbour);
            }
            Edit::CopyPage { page } => new.copy_page(page, used)?,
            Edit::RemovePage { page } => {
                let removed = new.pages.remove(new.place_of_page(page)?);
                removed.questions.iter().try_for_each(|question| new.is_free(&question.id))?;
            }
            Edit::AddQuestion { page, after, question } => {
                let id = new.name_for(&question.text, used);
                new.insert_question(page, after.as_deref(), Question { id, ..(**question).clone() })?;
            }
            Edit::SetQuestion { question } => {
                let (page, place) = new.place_of_question(&question.id)?;
                let own = &mut new.pages[page].questions[place];
                let translations = std::mem::take(&mut own.translations);
                *own = Question { translations, ..(**question).clone() };
                own.keep_translations();
            }
            Edit::SetUse { question, used_for, codes } => new.set_use(question, used_for.as_ref(), codes)?,
            Edit::MoveQuestion { question, way } => new.move_question(question, *way)?,
            Edit::CopyQuestion { question } => {
                let (page, place) = new.place_of_question(question)?;
                let copied = new.pages[page].questions[place].clone();
                let id = new.name_for(&copied.text, used);
                new.pages[page].questions.insert(place + 1, Question { id, ..copied });
            }
            Edit::RemoveQuestion { question } => {
                let (page, place) = new.place_of_question(question)?;
                new.pages[page].questions.remove(place);
                new.is_free(question)?;
            }
            Edit::AddFromLibrary { after, entries } => new.add_from_library(after.as_deref(), entries, used)?,
            Edit::Translate { language, pieces } => new.translate(*language, pieces),
            Edit::Replace { questionnaire, .. } => {
                new.clone_from(questionnaire);
                new.keep_translations();
            }
        }
        Ok(new)
    }

    /// Gives questions names of their own, because from now on they ask something else; what rests on their answers rests on
    /// those to the new ones.
    pub fn renewed(&self, questions: &[QuestionId], used: &BTreeSet<QuestionId>) -> Result<Self, EditError> {
        let mut new = self.clone();
        for old in questions {
            let (page, place) = new.place_of_question(old)?;
            let id = names::next(old, |name| used.contains(name) || new.question(name).is_some());
            new.pages[page].questions[place].id.clone_from(&id);
            new.pages.iter_mut().for_each(|page| references::rename(page, old, &id));
            references::rename_roles(&mut new.roles, old, &id);
        }
        Ok(new)
    }

    fn add_page(&mut self, after: Option<&str>, title: &str, intro: Option<String>) -> Result<(), EditError> {
        let place = after.map_or(Ok(0), |page| self.place_of_page(page).map(|place| place + 1))?;
        let id = self.page_name_for(title);
        self.pages.insert(place, Page { intro, ..Page::new(id, title) });
        Ok(())
    }

    fn copy_page(&mut self, page: &str, used: &BTreeSet<QuestionId>) -> Result<(), EditError> {
        let place = self.place_of_page(page)?;
        let mut copied = self.pages[place].clone();
        copied.id = self.page_name_for(&copied.title);
        let mut renamed = Vec::new();
        let mut used = used.clone();
        for question in &mut copied.questions {
            let id = self.name_for(&question.text, &used);
            used.insert(id.clone());
            renamed.push((std::mem::replace(&mut question.id, id.clone()), id));
        }
        // Within the copy, what asked for a question of the page asks for its copy.
        for (old, new) in &renamed {
            references::rename(&mut copied, old, new);
        }
        self.pages.insert(place + 1, copied);
        Ok(())
    }

    fn insert_question(&mut self, page: &str, after: Option<&str>, question: Question) -> Result<(), EditError> {
        let page = self.page_mut(page)?;
        let place = match after {
            None => 0,
            Some(before) => {
                let place = page.questions.iter().position(|question| question.id == before);
                place.ok_or_else(|| EditError::NoSuchQuestion { question: before.to_owned() })? + 1
            }
        };
        page.questions.insert(place, question);
        Ok(())
    }

    fn move_question(&mut self, question: &str, way: Way) -> Result<(), EditError> {
        let (page, place) = self.place_of_question(question)?;
        if let Some(neighbour) = neighbour(place, way, self.pages[page].questions.len()) {
            self.pages[page].questions.swap(place, neighbour);
            return Ok(());
        }
        let next = neighbour(page, way, self.pages.len()).ok_or(EditError::AtTheEnd)?;
        let moved = self.pages[page].questions.remove(place);
        let into = &mut self.pages[next].questions;
        into.insert(if way == Way::Down { 0 } else { into.len() }, moved);
        Ok(())
    }

    fn place_of_page(&self, page: &str) -> Result<usize, EditError> {
        let place = self.pages.iter().position(|known| known.id == page);
        place.ok_or_else(|| EditError::NoSuchPage { page: page.to_owned() })
    }

    fn page_mut(&mut self, page: &str) -> Result<&mut Page, EditError> {
        let place = self.place_of_page(page)?;
        Ok(&mut self.pages[place])
    }

    fn place_of_question(&self, question: &str) -> Result<(usize, usize), EditError> {
        let place_in = |page: &Page| page.questions.iter().position(|known| known.id == question);
        let place = self.pages.iter().enumerate().find_map(|(page, known)| Some((page, place_in(known)?)));
        place.ok_or_else(|| EditError::NoSuchQuestion { question: question.to_owned() })
    }

    fn is_free(&self, question: &str) -> Result<(), EditError> {
        let users = references::users(self, question);
        if users.is_empty() {
            return Ok(());
        }
        Err(EditError::InUse { question: question.to_owned(), users })
    }
}

fn neighbour(place: usize, way: Way, count: usize) -> Option<usize> {
    match way {
        Way::Up => place.checked_sub(1),
        Way::Down => Some(place + 1).filter(|next| *next < count),
    }
}
