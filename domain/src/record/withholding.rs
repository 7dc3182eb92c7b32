//! Taking words out of a text wherever they stand, whatever their letters' case, spaces and marks.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Words that are taken out of texts, and what stands in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// What they are compared by.
    folded: Vec<char>,
    /// What stands in their place.
    mark: String,
}

/// A letter as it is compared, with where it stands.
struct Letter {
    folded: char,
    place: Range<usize>,
}

impl Hidden {
    /// Takes some words out and puts a mark in their place; nothing for words without a letter or a digit.
    pub fn new(words: &str, mark: &str) -> Option<Self> {
        let folded: Vec<char> = letters(words).iter().map(|letter| letter.folded).collect();
        let folded = trimmed(&folded).to_vec();
        folded.iter().any(|letter| letter.is_alphanumeric()).then(|| Self { folded, mark: mark.to_owned() })
    }

    /// Gives a text without these words.
    pub fn taken_out_of(&self, text: &str) -> String {
        let letters = letters(text);
        let mut left = String::with_capacity(text.len());
        let (mut from, mut at) = (0, 0);
        while at < letters.len() {
            if self.stands_at(&letters, at) {
                let last = at + self.folded.len() - 1;
                left.push_str(&text[from..letters[at].place.start]);
                left.push_str(&self.mark);
                from = letters[last].place.end;
                // A letter may be compared as two that stand in one place.
                at = (last + 1..letters.len()).find(|next| letters[*next].place.start >= from).unwrap_or(letters.len());
            } else {
                at += 1;
            }
        }
        left.push_str(&text[from..]);
        left
    }

    /// Says whether the words stand in a text.
    pub fn stands_in(&self, text: &str) -> bool {
        let letters = letters(text);
        (0..letters.len()).any(|at| self.stands_at(&letters, at))
    }

    /// Says whether they stand there as whole words.
    fn stands_at(&self, letters: &[Letter], at: usize) -> bool {
        let Some(found) = letters.get(at..at + self.folded.len()) else { return false };
        let joins = |one: Option<char>, next: Option<char>| {
            one.zip(next).is_some_and(|(one, next)| one.is_alphanumeric() && next.is_alphanumeric())
        };
        let folded = |place: Option<usize>| place.and_then(|place| letters.get(place)).map(|letter| letter.folded);
        self.folded.first() == found.first().map(|letter| &letter.folded)
            && !joins(folded(at.checked_sub(1)), self.folded.first().copied())
            && !joins(self.folded.last().copied(), folded(Some(at + self.folded.len())))
            && found.iter().map(|letter| letter.folded).eq(self.folded.iter().copied())
    }
}

/// Reads a text as it is compared: small letters, one space for any run of spaces, and without the marks of Markdown and
/// letters that nobody sees.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
    for (start, letter) in text.char_indices() {
        let place = start..start + letter.len_utf8();
        if is_passed_over(letter) {
            continue;
        }
        if letter.is_whitespace() {
            match letters.last_mut().filter(|last| last.folded == ' ') {
                Some(space) => space.place.end = place.end,
                None => letters.push(Letter { folded: ' ', place }),
            }
            continue;
        }
        let plain = match letter {
            '’' | '‘' | 'ʼ' | '`' | '\u{b4}' => '\'',
            '“' | '”' => '"',
            '‐' | '‑' | '–' | '—' | '\u{2212}' => '-',
            other => other,
        };
        // Letters that were joined into one, as programs that set type do, are those that they were.
        let folded = std::iter::once(plain).nfkc().flat_map(char::to_lowercase);
        letters.extend(folded.map(|folded| Letter { folded, place: place.clone() }));
    }
    letters
}

fn trimmed(mut folded: &[char]) -> &[char] {
    while let [' ', rest @ ..] | [rest @ .., ' '] = folded {
        folded = rest;
    }
    folded
}

fn is_passed_over(letter: char) -> bool {
    matches!(letter, '\u{34f}' | '\u{61c}' | '*' | '_' | '~' | '\\' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn left(words: &str, text: &str) -> String {
        Hidden::new(words, "[withheld]").unwrap().taken_out_of(text)
    }

    #[test]
    fn words_are_taken_out_wherever_they_stand_and_only_whole() {
        assert_eq!(left("Mill Lane", "At Mill Lane, and at MILL\n lane."), "At [withheld], and at [withheld].");
        assert_eq!(left("Ann", "Annual report by Ann. Ann's pond."), "Annual report by [withheld]. [withheld]'s pond.");
        assert_eq!(left("St. Helens (north)", "In St. Helens (north)."), "In [withheld].");
    }

    #[test]
    fn neither_marks_nor_unseen_letters_nor_other_quotes_keep_words_in() {
        assert_eq!(left("Mill Lane", "**Mill** Lane"), "**[withheld]");
        assert_eq!(left("Mill Lane", "Mi\u{ad}ll\u{a0}L\u{200b}ane"), "[withheld]");
        assert_eq!(left("O'Hara", "Ms O’Hara said"), "Ms [withheld] said");
        assert_eq!(left("  Mill   Lane ", "Mill Lane"), "[withheld]");
        assert_eq!(left("Fairfield", "in Fairﬁeld"), "in [withheld]");
        assert_eq!(left("\u{307}i", "İİİ"), "[withheld]İ", "one letter that is compared as two is taken out whole");
    }

    #[test]
    fn there_is_nothing_to_take_out_in_words_without_letters() {
        assert_eq!([" ", "", "**", "--"].map(|words| Hidden::new(words, "x")), [None, None, None, None]);
    }

    proptest! {
        #[test]
        fn what_was_taken_out_stands_nowhere(before in "[a-cA-C *_\\n.]{0,20}", after in ".{0,20}", words in "[a-c]{1,3}( [a-c]{1,3})?") {
            let hidden = Hidden::new(&words, "[—]").unwrap();
            let text = format!("{before} {words} {after}");
            prop_assert!(hidden.stands_in(&text));
            prop_assert!(!hidden.stands_in(&hidden.taken_out_of(&text)));
        }

        #[test]
        fn a_text_without_the_words_stays_as_it_is(text in ".{0,60}") {
            let hidden = Hidden::new("zebra crossing", "[—]").unwrap();
            prop_assume!(!hidden.stands_in(&text));
            prop_assert_eq!(hidden.taken_out_of(&text), text);
        }
    }
}
