//! Putting entries of the library into a questionnaire, as one step.
//!
//! Names stay as they are if they are free. What one thing asks of another still does so afterwards: of what comes with it,
//! or of what was there before under the same name. A condition on something that is neither is left out.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::{EditError, Kind, names, references};
use crate::{
    library::{Content, Entry, Item},
    question::Question,
    questionnaire::{Page, QuestionId, Questionnaire, RESERVED_PAGES, Roles},
    routing::Condition,
};

impl Questionnaire {
    pub(super) fn add_from_library(
        &mut self,
        after: Option<&str>,
        entries: &[Entry],
        used: &BTreeSet<QuestionId>,
    ) -> Result<(), EditError> {
        let place = after.map_or(Ok(0), |page| self.place_of_page(page).map(|place| place + 1))?;
        let (onto, pages, roles) = (Vec::new(), Vec::new(), Roles::default());
        let mut added = Added { questionnaire: self, place, onto, pages, own_page: None, roles };
        for entry in in_order(entries) {
            added.entry(entry);
        }
        let Added { onto, pages, roles, .. } = added;
        let new_names = self.names_for(onto.iter().chain(pages.iter().flat_map(|page| &page.questions)), used);
        let onto = Page { questions: onto, ..no_page() };
        let mut added: Vec<Page> = std::iter::once(onto).chain(pages).collect();
        for page in &mut added {
            self.settle(page, place, &new_names);
        }
        let onto = added.remove(0).questions;
        if place > 0 {
            self.pages[place - 1].questions.extend(onto);
        }
        for (number, mut page) in added.into_iter().enumerate() {
            page.id = names::free(&page.id, |name| self.page(name).is_some() || RESERVED_PAGES.contains(&name));
            self.pages.insert(place + number, page);
        }
        self.take_roles(&roles, &new_names);
        Ok(())
    }

    /// Gives each question that is added a name: its own, unless a question of any version has it.
    fn names_for<'a>(
        &self,
        questions: impl Iterator<Item = &'a Question>,
        used: &BTreeSet<QuestionId>,
    ) -> BTreeMap<QuestionId, QuestionId> {
        let old: Vec<&QuestionId> = questions.map(|question| &question.id).collect();
        let mut new_names: BTreeMap<QuestionId, QuestionId> = BTreeMap::new();
        for id in &old {
            let is_taken = |name: &str| {
                let is_anothers = name != id.as_str() && old.iter().any(|other| *other == name);
                is_anothers || used.contains(name) || self.question(name).is_some()
            };
            let own = names::free(id, |name| is_taken(name) || new_names.values().any(|given| given == name));
            new_names.insert((*id).clone(), own);
        }
        new_names
    }

    /// Gives a page that is added its new names, and leaves out conditions on what is not asked before it.
    fn settle(&self, page: &mut Page, place: usize, new_names: &BTreeMap<QuestionId, QuestionId>) {
        let stays = |condition: &Condition| {
            let asked = condition.questions();
            asked.into_iter().all(|asked| new_names.contains_key(asked) || self.tells(asked, condition, place))
        };
        page.shown_when.take_if(|condition| !stays(condition));
        for question in &mut page.questions {
            question.shown_when.take_if(|condition| !stays(condition));
            if let Some(new) = new_names.get(&question.id) {
                question.id.clone_from(new);
            }
        }
        for (old, new) in new_names.iter().filter(|(old, new)| old != new) {
            references::rename(page, old, new);
        }
    }

    /// Says whether a question before a place can decide a condition that was written for one of the same name.
    fn tells(&self, asked: &str, condition: &Condition, place: usize) -> bool {
        let before = self.pages[..place].iter().flat_map(|page| &page.questions).find(|question| question.id == asked);
        before.is_some_and(|question| offers(condition, question))
    }

    /// Lets added questions have the roles that no question has yet.
    fn take_roles(&mut self, roles: &Roles, new_names: &BTreeMap<QuestionId, QuestionId>) {
        let new = roles.filter_map(|question| new_names.get(question).cloned());
        self.roles = std::mem::take(&mut self.roles).or(new);
    }
}

/// What is added, under the names of the library.
struct Added<'a> {
    questionnaire: &'a Questionnaire,
    /// How many pages stand before what is added.
    place: usize,
    /// Questions for the end of the page before.
    onto: Vec<Question>,
    pages: Vec<Page>,
    /// Which of the pages was made for questions that have none.
    own_page: Option<usize>,
    roles: Roles,
}

impl Added<'_> {
    fn entry(&mut self, entry: &Entry) {
        let (mut own, roles) = self.apart(entry);
        let content = own.questions.split_off(entry.item.needs.len());
        for need in own.questions {
            if !self.has(&need.id) && !self.is_asked_before(&need) {
                self.question(need, &entry.title);
            }
        }
        let new: Vec<Question> = content.into_iter().filter(|question| !self.has(&question.id)).collect();
        match &entry.item.content {
            Content::Question(_) => new.into_iter().for_each(|question| self.question(question, &entry.title)),
            Content::Page(page) if new.is_empty() && !page.questions.is_empty() => {}
            Content::Page(page) => {
                self.pages.push(Page { questions: new, shown_when: own.shown_when, ..(**page).clone() });
            }
        }
        self.roles = std::mem::take(&mut self.roles).or(roles);
    }

    /// Gives what an entry needs and its own questions as one page; those that have the name of another question that was
    /// added before get another.
    fn apart(&self, entry: &Entry) -> (Page, Roles) {
        let Item { content, roles, needs, .. } = &entry.item;
        let shown_when = match content {
            Content::Page(page) => page.shown_when.clone(),
            Content::Question(_) => None,
        };
        let questions = needs.iter().chain(content.questions()).cloned().collect();
        let (mut own, mut roles) = (Page { shown_when, questions, ..no_page() }, roles.clone());
        for place in 0..own.questions.len() {
            let question = &own.questions[place];
            let old = question.id.clone();
            if self.added().all(|known| known.id != old || is_same(known, question)) {
                continue;
            }
            let is_taken = |name: &str| self.has(name) || own.questions.iter().any(|other| other.id == name);
            let new = names::next(&old, is_taken);
            own.questions[place].id.clone_from(&new);
            references::rename(&mut own, &old, &new);
            references::rename_roles(&mut roles, &old, &new);
        }
        (own, roles)
    }

    /// Puts a question at the end of the page before; one that waits for an answer from there or later goes to a page after
    /// it, because a page is drawn before its own answers are known.
    fn question(&mut self, question: Question, title: &str) {
        let asked_for = question.shown_when.iter().flat_map(Condition::questions);
        let asked_for: Vec<&str> = asked_for.chain(question.kind.options_from()).collect();
        let waits_for = |questions: &[Question]| questions.iter().any(|known| asked_for.contains(&known.id.as_str()));
        let here = self.place.checked_sub(1).map(|place| &self.questionnaire.pages[place]);
        let waits_in = |pages: &[Page]| pages.iter().any(|page| waits_for(&page.questions));
        let waits_here = here.is_none_or(|page| waits_for(&page.questions)) || waits_for(&self.onto);
        if !waits_here && !waits_in(&self.pages) {
            self.onto.push(question);
        } else if let Some(page) = self.own_page.filter(|page| !waits_in(&self.pages[*page..])) {
            self.pages[page].questions.push(question);
        } else {
            let id = names::from_words(title, "page");
            self.own_page = Some(self.pages.len());
            self.pages.push(Page { id, title: title.to_owned(), questions: vec![question], ..no_page() });
        }
    }

    fn added(&self) -> impl Iterator<Item = &Question> {
        self.onto.iter().chain(self.pages.iter().flat_map(|page| &page.questions))
    }

    fn has(&self, id: &str) -> bool {
        self.added().any(|question| question.id == id)
    }

    /// Says whether a question is there that can stand in for one that is needed.
    fn is_asked_before(&self, need: &Question) -> bool {
        let mut before = self.questionnaire.pages[..self.place].iter().flat_map(|page| &page.questions);
        let offers = |known: &Question, id: &str| known.kind.offered().any(|option| option.id == id);
        before.any(|known| {
            known.id == need.id
                && Kind::of(&known.kind) == Kind::of(&need.kind)
                && need.kind.offered().all(|option| offers(known, &option.id))
        })
    }
}

/// Puts entries that rest on others after these, and leaves the order as it is otherwise.
fn in_order(entries: &[Entry]) -> Vec<&Entry> {
    let mut waiting: Vec<&Entry> = entries.iter().collect();
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let rests_on = |entry: &Entry, other: &Entry| {
            let asked_for = entry.item.needs.iter().map(|need| &need.id).chain(entry.item.shown_by.keys());
            let own = other.item.content.questions();
            entry.id != other.id && asked_for.into_iter().any(|id| own.iter().any(|question| question.id == *id))
        };
        let first = waiting.iter().position(|entry| !waiting.iter().any(|other| rests_on(entry, other)));
        // Entries that rest on each other in a circle keep the order in which they were chosen.
        ordered.push(waiting.remove(first.unwrap_or(0)));
    }
    ordered
}

/// Says whether a question offers what a condition on one of its name looks for.
fn offers(condition: &Condition, question: &Question) -> bool {
    match condition {
        Condition::Chose { question: asked, any_of } => {
            let is_there = |id: &String| question.kind.options().iter().any(|option| option.id == *id);
            *asked != question.id || any_of.iter().all(is_there)
        }
        Condition::ChoseAtLeast { .. } | Condition::Number { .. } => true,
        Condition::All(parts) | Condition::Any(parts) => parts.iter().all(|part| offers(part, question)),
        Condition::Not(part) => offers(part, question),
    }
}

/// Says whether two questions of one name ask the same.
fn is_same(one: &Question, other: &Question) -> bool {
    (&one.text, &one.kind) == (&other.text, &other.kind)
}

fn no_page() -> Page {
    Page::new(String::new(), String::new())
}
