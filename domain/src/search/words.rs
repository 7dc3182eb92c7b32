//! The words of a text, as they are compared: without case, accents and endings.

use std::{
    collections::BTreeMap,
    iter,
    ops::{Range, RangeInclusive},
};

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The most letters of a word that count: what is longer is an address or a code.
const LETTERS: usize = 40;
/// How long words are that others can be taken for misspellings of.
const SPELLED: RangeInclusive<usize> = 3..=30;
/// Letters that nobody sees, which programs put into words where a line may break.
const UNSEEN: [char; 4] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}'];
/// What stands within a word such as `group's`.
const APOSTROPHES: [char; 3] = ['\'', '’', 'ʼ'];

/// Says where the words of a text are.
pub(super) fn spans(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        at = start + length(&text[start..]);
        Some(start..at)
    })
}

/// Counts the bytes of the word that a text begins with.
fn length(text: &str) -> usize {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter.is_alphanumeric() || is_combining_mark(letter) || UNSEEN.contains(&letter) {
            end = at + letter.len_utf8();
        } else if !(APOSTROPHES.contains(&letter) && letters.peek().is_some_and(|(_, next)| next.is_alphanumeric())) {
            break;
        }
    }
    end
}

/// Gives a word as it is compared with others: in small letters, without accents and without what makes it a possessive.
pub fn folded(word: &str) -> String {
    let owner = APOSTROPHES.iter().find_map(|mark| {
        let owner = word.strip_suffix(['s', 'S'])?;
        owner.strip_suffix(*mark)
    });
    let word = owner.unwrap_or(word);
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return word.chars().take(LETTERS).map(|letter| letter.to_ascii_lowercase()).collect();
    }
    let letters = word.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    // Small letters can have marks of their own, as that of İ has.
    letters.filter(|letter| letter.is_alphanumeric()).take(LETTERS).collect()
}

/// Gives a folded word without its ending.
pub(super) fn stem(folded: &str) -> String {
    let stem = Stemmer::create(Algorithm::English).stem(folded);
    if stem.is_empty() { folded.to_owned() } else { stem.into_owned() }
}

/// Gives the words of a text in their order, folded.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    spans(text).map(|span| folded(&text[span])).filter(|word| !word.is_empty())
}

/// Gives the words of a text in their order, as texts are searched.
pub fn stems(text: &str) -> Vec<String> {
    words(text).map(|word| stem(&word)).collect()
}

/// Gives the words of some texts that others can be taken for misspellings of, each with its stem.
pub fn spelled<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, String> {
    let words = texts.into_iter().flat_map(words);
    let is_spelled = |word: &String| SPELLED.contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
    words
        .filter(is_spelled)
        .map(|word| {
            let stem = stem(&word);
            (word, stem)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_to_words_without_case_accents_marks_and_endings() {
        let text = "The **Meadows’** [hedges](https://x.example/a) and Équipe's ﬁelds, co-design: 12/04";
        assert_eq!(
            stems(text),
            ["the", "meadow", "hedg", "https", "x", "exampl", "a", "and", "equip", "field", "co", "design", "12", "04"]
        );
        assert_eq!(stems("hedge\u{ad}rows hedgerow don't DON’T"), ["hedgerow", "hedgerow", "dont", "dont"]);
    }

    #[test]
    fn where_words_stand_is_where_they_are_written() {
        let text = "Ärger, (people's) ‘x’ – 2";
        let found: Vec<_> = spans(text).map(|span| &text[span]).collect();
        assert_eq!(found, ["Ärger", "people's", "x", "2"]);
    }

    #[test]
    fn no_letters_make_a_word_that_breaks_anything() {
        for text in
            ["", "\0", "''''", "*\"(){}:^~-", "\u{301}", "\u{200d}", "İ", "½", "ⅷ", "漢字", "🦆", "a\u{301}\u{301}"]
        {
            for word in stems(text) {
                assert!(!word.is_empty() && word.chars().all(char::is_alphanumeric), "{text}: {word}");
            }
        }
        assert_eq!(stems(&"x".repeat(1_000))[0].len(), LETTERS);
    }

    #[test]
    fn only_words_of_letters_can_be_meant_by_others() {
        let found = spelled(["Meadows meadow 2026 B2B an", "meadows"]);
        let found: Vec<_> = found.iter().map(|(word, stem)| (word.as_str(), stem.as_str())).collect();
        assert_eq!(found, [("meadow", "meadow"), ("meadows", "meadow")]);
    }
}
