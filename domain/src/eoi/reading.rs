//! Reading the fields of one page into values, while collecting everything that has to be put right.

use std::collections::BTreeSet;

use crate::{
    fields::Fields,
    refusal::{Reason, Refusal},
    vocabulary::Word,
};

/// The fields of a page and what was found wrong in them so far.
pub(super) struct Reading<'a> {
    fields: &'a Fields,
    refusals: Vec<Refusal>,
}

impl<'a> Reading<'a> {
    /// Begins to read a page.
    pub(super) fn new(fields: &'a Fields) -> Self {
        Self { fields, refusals: Vec::new() }
    }

    /// Reads words on one line; line breaks and runs of spaces become one space.
    pub(super) fn line(&mut self, field: &str, limit: usize) -> Option<String> {
        let line = self.fields.text(field).split_whitespace().collect::<Vec<_>>().join(" ");
        self.limited(field, line, limit)
    }

    /// Reads words that may have several lines.
    pub(super) fn text(&mut self, field: &str, limit: usize) -> Option<String> {
        self.limited(field, self.fields.text(field).to_owned(), limit)
    }

    /// Reads one choice.
    pub(super) fn one<W: Word>(&mut self, field: &str) -> Option<W> {
        self.parsed(field, |word| W::from_word(word).ok_or(Reason::NotOffered))
    }

    /// Reads any number of choices.
    pub(super) fn some<W: Word>(&mut self, field: &str) -> BTreeSet<W> {
        let choices: Vec<Option<W>> = self.fields.all(field).map(W::from_word).collect();
        if choices.contains(&None) {
            self.refuse(field, Reason::NotOffered);
        }
        choices.into_iter().flatten().collect()
    }

    /// Reads a value by its own rule, if anything was typed.
    pub(super) fn parsed<T>(&mut self, field: &str, parse: impl Fn(&str) -> Result<T, Reason>) -> Option<T> {
        match self.fields.text(field) {
            "" => None,
            typed => parse(typed).map_err(|reason| self.refuse(field, reason)).ok(),
        }
    }

    /// Reads the words that "other" asks for.
    pub(super) fn words_for_other(&mut self, field: &str, limit: usize) -> Option<String> {
        let words = self.line(field, limit);
        if words.is_none() && !self.is_refused(field) {
            self.refuse(field, Reason::OtherNotSaid);
        }
        words
    }

    /// Says whether a box was ticked.
    pub(super) fn is_ticked(&self, field: &str) -> bool {
        self.fields.is_filled(field)
    }

    /// Refuses a value that is not there, unless its field was refused for what is in it.
    pub(super) fn need<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.is_refused(field) {
            self.refuse(field, Reason::Missing);
        }
        value
    }

    /// Refuses a field.
    pub(super) fn refuse(&mut self, field: &str, reason: Reason) {
        self.refusals.push(Refusal::new(field, reason));
    }

    /// Gives what was read, or everything that has to be put right.
    pub(super) fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Refusal>> {
        match value {
            Some(value) if self.refusals.is_empty() => Ok(value),
            _ => Err(self.refusals),
        }
    }

    fn is_refused(&self, field: &str) -> bool {
        self.refusals.iter().any(|refusal| refusal.field == field)
    }

    fn limited(&mut self, field: &str, text: String, limit: usize) -> Option<String> {
        let typed = text.chars().count();
        if typed > limit {
            self.refuse(field, Reason::TooLong { limit, typed });
            return None;
        }
        (!text.is_empty()).then_some(text)
    }
}
