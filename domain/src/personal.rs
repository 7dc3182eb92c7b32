//! What in a text may lead to a person, found by its form alone: it may be none, and much is missed.
//!
//! It is pointed out to whoever reads the text; nothing is changed or kept back because of it.

use std::ops::Range;

use crate::{email::is_email, postcode::full_postcode, telephone::is_telephone, vocabulary::vocabulary};

vocabulary! {
    /// What a part of a text may be.
    Personal {
        /// An email address.
        Email = "email",
        /// A telephone number.
        Telephone = "telephone",
        /// A whole postcode.
        Postcode = "postcode",
        /// A name of the one who writes.
        Name = "name",
    }
}

/// A part of a text that may lead to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it may be.
    pub what: Personal,
    /// Where it stands, in bytes.
    pub place: Range<usize>,
}

/// What people write before their own names, in small letters.
const BEFORE_NAMES: [&str; 4] = ["my name is", "my name's", "i am called", "yours sincerely"];
/// What people write before their own names, where a title follows.
const BEFORE_TITLES: [&str; 4] = ["i am", "i'm", "from", "signed"];
/// Titles, in small letters.
const TITLES: [&str; 10] = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "cllr"];
/// The most words of a name.
const LONGEST_NAME: usize = 4;
/// The most words of a telephone number, as people space them, with its extension.
const LONGEST_NUMBER: usize = 7;

/// A word with its place.
type Spot<'a> = (usize, &'a str);

/// Finds what may lead to a person, in the order of the text; no two of them overlap.
pub fn find(text: &str) -> Vec<Found> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (next, one) = at_word(text, &words, at);
        found.extend(one);
        at = next;
    }
    found
}

/// Looks at one word and gives the word to go on with.
fn at_word(text: &str, words: &[Spot<'_>], at: usize) -> (usize, Option<Found>) {
    let several = |what, most: usize, is: &dyn Fn(&str) -> bool| {
        (1..=most.min(words.len() - at)).rev().find_map(|count| {
            let place = trimmed(text, words, at..at + count);
            is(&text[place.clone()]).then_some((at + count, Found { what, place }))
        })
    };
    let is_number = |words: &str| words.starts_with(['0', '+', '(']) && is_telephone(words);
    let found = several(Personal::Email, 1, &is_email)
        .or_else(|| several(Personal::Telephone, LONGEST_NUMBER, &is_number))
        .or_else(|| several(Personal::Postcode, 2, &is_postcode))
        .or_else(|| name(text, words, at));
    found.map_or((at + 1, None), |(next, found)| (next, Some(found)))
}

/// Says whether words are one postcode; two halves of which either is a word of its own are not joined.
fn is_postcode(words: &str) -> bool {
    full_postcode(words).is_some() && words.split_whitespace().count() <= 2
}

/// Finds a name behind the words by which people give their own.
fn name(text: &str, words: &[Spot<'_>], at: usize) -> Option<(usize, Found)> {
    let begins = |opening: &str| begins_at(words, at, opening);
    let (first, needs_capital) = match BEFORE_NAMES.iter().find_map(|opening| begins(opening)) {
        Some(next) => (next, true),
        None => {
            (BEFORE_TITLES.iter().find_map(|opening| begins(opening)).filter(|next| is_title(words, *next))?, false)
        }
    };
    let count = words[first..].iter().take(LONGEST_NAME).take_while(|(_, word)| is_part_of_name(word)).count();
    // A title alone names nobody.
    let least = if needs_capital { 1 } else { 2 };
    (count >= least).then(|| {
        let end = first + count;
        (end, Found { what: Personal::Name, place: trimmed(text, words, first..end) })
    })
}

/// Gives the word after an opening, if it stands there.
fn begins_at(words: &[Spot<'_>], at: usize, opening: &str) -> Option<usize> {
    let count = opening.split(' ').count();
    let here = words.get(at..at + count)?;
    let is_there = here.iter().zip(opening.split(' ')).all(|((_, word), wanted)| plain(word) == wanted);
    is_there.then_some(at + count)
}

fn is_title(words: &[Spot<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|(_, word)| TITLES.contains(&plain(word).as_str()))
}

fn is_part_of_name(word: &str) -> bool {
    word.trim_start_matches(is_mark).chars().next().is_some_and(char::is_uppercase)
        || TITLES.contains(&plain(word).as_str())
}

/// Gives a word in small letters with the straight apostrophe and without the marks around it.
fn plain(word: &str) -> String {
    word.trim_matches(is_mark).to_lowercase().replace('’', "'")
}

fn is_mark(sign: char) -> bool {
    !sign.is_alphanumeric()
}

/// Gives the place of words without the marks around them; a plus and a bracket that is closed belong to a number.
fn trimmed(text: &str, words: &[Spot<'_>], of: Range<usize>) -> Range<usize> {
    let (start, last) = (words[of.start].0, words[of.end - 1]);
    let inside = text[start..last.0 + last.1.len()].trim_end_matches(is_mark);
    let is_closed = inside.contains(')');
    let kept = inside.trim_start_matches(|sign| is_mark(sign) && sign != '+' && !(sign == '(' && is_closed));
    let start = start + inside.len() - kept.len();
    start..start + kept.len()
}

fn words(text: &str) -> Vec<Spot<'_>> {
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|word| (place(word), word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Word;

    fn found(text: &str) -> Vec<(&str, &str)> {
        find(text).into_iter().map(|found| (found.what.word(), &text[found.place])).collect()
    }

    #[test]
    fn addresses_numbers_and_postcodes_are_found_in_the_middle_of_words() {
        let text =
            "Write to ann@example.org, or (0151 496 0000). We live at 3 Pond Row, L17 1AP. Call +44 151 496 0000 now";
        let all = [
            ("email", "ann@example.org"),
            ("telephone", "0151 496 0000"),
            ("postcode", "L17 1AP"),
            ("telephone", "+44 151 496 0000"),
        ];
        assert_eq!(found(text), all);
        assert_eq!(found("near ch411aa!"), [("postcode", "ch411aa")]);
        assert_eq!(found("<ann@example.org>"), [("email", "ann@example.org")]);
        assert_eq!(found("(0151) 496 0000"), [("telephone", "(0151) 496 0000")]);
    }

    #[test]
    fn a_name_is_found_behind_the_words_by_which_people_give_it() {
        assert_eq!(found("Hello, my name is Ann Otter and I walk"), [("name", "Ann Otter")]);
        assert_eq!(found("I’m Mrs Ann Otter."), [("name", "Mrs Ann Otter")]);
        assert_eq!(found("Yours sincerely\nA. Otter"), [("name", "A. Otter")]);
        assert_eq!(found("From Dr Otter"), [("name", "Dr Otter")]);
    }

    #[test]
    fn ordinary_words_are_not_taken_for_personal_ones() {
        for text in [
            "",
            "I am happy with Mr nobody",
            "my name is not important",
            "I am from Wirral, near SJ 395 880",
            "About 10,000 trees by 2030, on 12 05 2026",
            "the first half L17 is enough",
            "@ 5 pm",
            "I am Mr",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn any_text_is_read_and_every_place_lies_within_it() {
        for text in
            ["“(0", "é’s my name is É", "…+44", "((((", "my name is \u{a0}Ann\u{2003}Ö", "0151 496 0000 0151 496 0000"]
        {
            for Found { place, .. } in find(text) {
                assert!(!text[place].is_empty(), "{text}");
            }
        }
    }
}
