//! What a person typed into a form, field by field, before anybody judges it: with one spelling of letters and line ends, and
//! without control characters.
//!
//! A draft keeps exactly this, so that a refused page can be shown again with the same words in it.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// The fields of one posted page, in the order of the form; a name may occur more than once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads posted pairs: text becomes NFC with plain line ends, and characters that no keyboard gives are dropped.
    pub fn new<N: Into<String>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), clean(value.as_ref()))).collect())
    }

    /// Gives the first value of a field, trimmed, or the empty text.
    pub fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Gives the first value of a field as it was typed, for showing it again.
    pub fn typed(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// Gives each value of a field, trimmed, leaving out the empty ones.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let values: Vec<&str> = self.0.iter().filter(|(n, _)| n == name).map(|(_, value)| value.trim()).collect();
        values.into_iter().filter(|value| !value.is_empty())
    }

    /// Says whether a box with this name and value was ticked.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|v| v == value)
    }

    /// Says whether a field was posted with anything in it.
    pub fn is_filled(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// Gives the pairs in the order of the form.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Keeps only the fields that the predicate names, such as those that belong to the questions of a page.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| keep(name));
    }
}

fn clean(value: &str) -> String {
    let one_line_end = value.replace("\r\n", "\n").replace('\r', "\n");
    one_line_end.nfc().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_for_judging_and_kept_as_typed_for_showing() {
        let fields = Fields::new([("why", "  a pond ")]);
        assert_eq!(fields.text("why"), "a pond");
        assert_eq!(fields.typed("why"), "  a pond ");
    }

    #[test]
    fn a_nul_and_a_carriage_return_never_reach_the_database() {
        assert_eq!(Fields::new([("why", "a\0b\r\nc")]).typed("why"), "ab\nc");
    }

    #[test]
    fn letters_with_accents_have_one_spelling() {
        assert_eq!(Fields::new([("why", "e\u{301}")]).typed("why"), "é");
    }

    #[test]
    fn a_field_of_spaces_is_not_filled() {
        assert!(!Fields::new([("why", "  \n ")]).is_filled("why"));
    }
}
