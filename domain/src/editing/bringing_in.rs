//! Bringing in a whole questionnaire: names that published questions have are not taken for others.
//!
//! A name under which people have answered means that question for ever. What is brought in may have the same names by chance,
//! or because it is a newer wording of the same questionnaire; only the second keeps them.

use std::collections::BTreeSet;

use super::{names, references};
use crate::{
    changes::{Change, Class, changes},
    questionnaire::{QuestionId, Questionnaire},
};

/// Where the names of a questionnaire come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// From here: the same name means the same question, whose words may have been mended.
    Ours,
    /// From elsewhere: the same name is chance, unless the same is asked in the same words.
    Others,
}

/// A question that has got another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The name that it had.
    pub from: QuestionId,
    /// The name that it has.
    pub to: QuestionId,
}

impl Questionnaire {
    /// Gives names of their own to questions that have the name of another one that was published; `used` are the names that
    /// questions of any version had.
    #[must_use]
    pub fn told_apart(
        &self,
        published: Option<&Self>,
        used: &BTreeSet<QuestionId>,
        from: Names,
    ) -> (Self, Vec<Renamed>) {
        let mut new = self.clone();
        let mut renamed = Vec::new();
        let taken: BTreeSet<QuestionId> = self.questions().map(|question| question.id.clone()).collect();
        let changes = published.map(|published| changes(published, self)).unwrap_or_default();
        let is_published = |id: &str| published.is_some_and(|published| published.question(id).is_some());
        let is_the_same = |id: &str| is_published(id) && may_keep(&changes, id, from);
        for old in taken.iter().filter(|id| used.contains(*id) && !is_the_same(id)) {
            let to = names::next(old, |name| used.contains(name) || new.question(name).is_some());
            for page in &mut new.pages {
                page.questions.iter_mut().filter(|question| question.id == *old).for_each(|question| {
                    question.id.clone_from(&to);
                });
                references::rename(page, old, &to);
            }
            references::rename_roles(&mut new.roles, old, &to);
            renamed.push(Renamed { from: old.clone(), to });
        }
        (new, renamed)
    }
}

/// Says whether a question that was published under its name is still the same one.
fn may_keep(changes: &[Change], id: &str, from: Names) -> bool {
    match (changes.iter().find(|change| change.question == id).map(|change| &change.class), from) {
        (None | Some(Class::Shown | Class::Translated { .. } | Class::Used), _)
        | (Some(Class::Wording | Class::OptionsAdded { .. }), Names::Ours) => true,
        (Some(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn asking(questions: &[Value]) -> Questionnaire {
        let page = json!({ "id": "page", "title": "Page", "questions": questions });
        serde_json::from_value(json!({ "pages": [page], "roles": { "segment": "coast" } })).unwrap()
    }

    fn coast(text: &str) -> Value {
        json!({ "id": "coast", "text": text, "kind": { "yes_no": {} } })
    }

    fn why(text: &str) -> Value {
        let when = json!({ "chose": { "question": "coast", "any_of": ["yes"] } });
        json!({ "id": "why", "text": text, "shown_when": when, "kind": { "text": { "limit": 20 } } })
    }

    fn why_in_polish() -> Value {
        let mut polish = why("Why?");
        polish["translations"] = json!({ "pl": { "text": { "of": "Why?", "text": "Dlaczego?" } } });
        polish
    }

    fn names_after(new: &[Value], used: &[&str], from: Names) -> Vec<String> {
        let published = asking(&[coast("The coast?"), why("Why?")]);
        let used = used.iter().map(|name| (*name).to_owned()).collect();
        let (told, renamed) = asking(new).told_apart(Some(&published), &used, from);
        assert_eq!(told.check(), []);
        for Renamed { from, to } in &renamed {
            assert!(told.question(from).is_none() && told.question(to).is_some());
        }
        told.questions().map(|question| question.id.clone()).collect()
    }

    #[test]
    fn the_same_question_keeps_its_name_wherever_it_comes_from() {
        for from in [Names::Ours, Names::Others] {
            assert_eq!(names_after(&[coast("The coast?"), why("Why?")], &["coast", "why"], from), ["coast", "why"]);
            assert_eq!(names_after(&[coast("The coast?"), why_in_polish()], &["coast", "why"], from), ["coast", "why"]);
        }
    }

    #[test]
    fn other_words_are_mended_ones_only_where_the_name_is_ours() {
        let new = [coast("Do you go to the coast?"), why("Why?")];
        assert_eq!(names_after(&new, &["coast", "why"], Names::Ours), ["coast", "why"]);
        assert_eq!(names_after(&new, &["coast", "why"], Names::Others), ["coast-2", "why"]);
    }

    #[test]
    fn what_asks_something_else_or_was_asked_long_ago_gets_a_name_of_its_own() {
        let other = json!({ "id": "why", "text": "Why?", "kind": { "text_list": { "limit": 9, "at_most": 2, "label": "Why" } } });
        assert_eq!(names_after(&[coast("The coast?"), other], &["coast", "why"], Names::Ours), ["coast", "why-2"]);
        let old = json!({ "id": "old", "text": "Old?", "kind": "postcode" });
        assert_eq!(
            names_after(&[coast("The coast?"), old.clone()], &["coast", "old"], Names::Ours),
            ["coast", "old-2"]
        );
        assert_eq!(names_after(&[coast("The coast?"), old], &["coast"], Names::Others), ["coast", "old"]);
    }
}
