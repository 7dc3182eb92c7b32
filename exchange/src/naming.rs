//! Names for pages, questions and options that come with other names, or with words alone.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    editing::names,
    questionnaire::{RESERVED_OPTIONS, RESERVED_PAGES},
};

/// Names that were given, so that none is given twice.
#[derive(Debug, Default)]
pub struct Names {
    given: BTreeSet<String>,
    /// The last number that was put behind a name.
    numbers: BTreeMap<String, usize>,
}

impl Names {
    /// Makes names for pages, none of which is that of a page that every form has.
    pub fn of_pages() -> Self {
        Self { given: RESERVED_PAGES.map(str::to_owned).into(), ..Self::default() }
    }

    /// Makes names for the options of a question, none of which is that of another column of its.
    pub fn of_options() -> Self {
        Self { given: RESERVED_OPTIONS.map(str::to_owned).into(), ..Self::default() }
    }

    /// Makes a name from a code of the file, such as `G01Q02`, or from words where the code has no letters or digits.
    pub fn of_code(&mut self, code: &str, words: &str, instead: &str) -> String {
        // An underscore parts words in codes; a name parts them with a hyphen.
        let spaced = code.replace('_', " ");
        let name = names::from_words(&spaced, "");
        let name = if name.is_empty() { names::from_words(words, instead) } else { name };
        self.give(&name)
    }

    /// Makes a name from words.
    pub fn of_words(&mut self, words: &str, instead: &str) -> String {
        self.give(&names::from_words(words, instead))
    }

    fn give(&mut self, name: &str) -> String {
        if self.given.insert(name.to_owned()) {
            return name.to_owned();
        }
        let number = self.numbers.entry(name.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let name = format!("{name}-{number}");
            if self.given.insert(name.clone()) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_makes_a_name_and_no_name_is_given_twice() {
        let mut names = Names::default();
        assert_eq!(names.of_code("G01Q02", "Why?", "question"), "g01q02");
        assert_eq!(names.of_code("g01q02", "Why?", "question"), "g01q02-2");
        assert_eq!(names.of_code("land_use", "", "question"), "land-use");
        assert_eq!(names.of_code("—", "Why do you go there?", "question"), "why-do-you-go");
        assert_eq!(names.of_code("", "", "question"), "question");
    }

    #[test]
    fn a_page_does_not_take_the_name_of_a_page_that_every_form_has() {
        let mut pages = Names::of_pages();
        assert_eq!(pages.of_words("Check", "page"), "check-2");
        assert_eq!(pages.of_words("Check", "page"), "check-3");
    }
}
