//! Names for new pages and questions, made from their words: stable, short, and never given twice.

use std::collections::BTreeSet;

use crate::{
    questionnaire::{PageId, QuestionId, Questionnaire, RESERVED_PAGES},
    slug,
};

/// How many words of a text make a name, and how long it may be: it stands in addresses and in headings of exports.
const WORDS: usize = 4;
const LONGEST: usize = 32;

impl Questionnaire {
    /// Makes a name for a question that neither this questionnaire nor any version before it has.
    pub(super) fn name_for(&self, text: &str, used: &BTreeSet<QuestionId>) -> QuestionId {
        let is_taken = |name: &str| used.contains(name) || self.question(name).is_some();
        free(&from_words(text, "question"), is_taken)
    }

    /// Makes a name for a page that neither this questionnaire nor the form itself has.
    pub(super) fn page_name_for(&self, title: &str) -> PageId {
        free(&from_words(title, "page"), |name| self.page(name).is_some() || RESERVED_PAGES.contains(&name))
    }
}

/// Makes a name of small letters, digits and hyphens; `instead` where a text has none of these.
pub fn from_words(text: &str, instead: &str) -> String {
    let name = slug::from_words(text, WORDS, LONGEST);
    if name.is_empty() { instead.to_owned() } else { name }
}

/// Gives the name, or the first of it with a number that is free.
pub fn free(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    with_number(name, 2, is_taken)
}

/// Gives the first name with a higher number that is free: `coast-2` after `coast`, `coast-3` after `coast-2`.
pub(super) fn next(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = name.rsplit_once('-').and_then(|(stem, number)| Some((stem, number.parse::<u32>().ok()?)));
    let (stem, number) = numbered.unwrap_or((name, 1));
    with_number(stem, number.saturating_add(1), is_taken)
}

fn with_number(stem: &str, first: u32, is_taken: impl Fn(&str) -> bool) -> String {
    let mut names = (first..=u32::MAX).map(|number| format!("{stem}-{number}"));
    names.find(|name| !is_taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_of_the_first_words() {
        for (text, name) in [
            ("How often do you visit the coast?", "how-often-do-you"),
            ("Who’s there — really?", "whos-there-really"),
            ("wild-life", "wild-life"),
            ("¿?", "question"),
            ("antidisestablishmentarianism antidisestablishmentarianism", "antidisestablishmentarianism-ant"),
        ] {
            assert_eq!(from_words(text, "question"), name);
        }
    }

    #[test]
    fn a_name_that_is_taken_gets_the_next_number() {
        let taken = ["coast", "coast-2"];
        assert_eq!(free("coast", |name| taken.contains(&name)), "coast-3");
        assert_eq!(next("coast-2", |_| false), "coast-3");
        assert_eq!(next("coast", |name| taken.contains(&name)), "coast-3");
        assert_eq!(free("woods", |name| taken.contains(&name)), "woods");
    }
}
