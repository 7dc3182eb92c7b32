//! Words as PostgreSQL keeps them: vectors of words with their places, each within what one can hold.
//!
//! A vector holds 255 places of a word, places up to 16,383 and one megabyte
//! (<https://www.postgresql.org/docs/current/textsearch-limitations.html>); what is longer is cut in silence, or refused.

use std::{collections::BTreeMap, fmt::Write as _};

/// The most places of one word in a vector.
const PLACES: usize = 255;
/// The most words of a vector: with the longest words there are it stays below a megabyte.
const WORDS: usize = 4_000;
/// How many words stand at the end of one vector and again at the beginning of the next, so that words that stand together are found.
const TWICE: usize = 40;
/// How far the parts of an entry are apart, so that no words stand together across them.
const GAP: usize = 2;
/// How the words of each part are marked, for their rank: the title, the text and the file.
const WEIGHTS: [char; 3] = ['A', 'B', 'D'];

/// Spells the words of the parts of an entry as vectors.
pub(super) fn of(parts: &[Vec<String>; 3]) -> Vec<String> {
    let words: Vec<(&str, usize, char)> = placed(parts);
    let mut vectors = Vec::new();
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let end = end(rest);
        vectors.push(spell(&rest[..end]));
        rest = if end < rest.len() { &rest[end - TWICE.min(end / 2)..] } else { &[] };
    }
    vectors
}

/// Gives each word its place and its mark.
fn placed(parts: &[Vec<String>; 3]) -> Vec<(&str, usize, char)> {
    let mut place = 0;
    let mut words = Vec::new();
    for (part, weight) in parts.iter().zip(WEIGHTS) {
        for word in part {
            place += 1;
            words.push((word.as_str(), place, weight));
        }
        place += GAP;
    }
    words
}

/// Says how many of some words one vector holds.
fn end(words: &[(&str, usize, char)]) -> usize {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let most = words.len().min(WORDS);
    for (place, (word, ..)) in words[..most].iter().enumerate() {
        let count = places.entry(word).or_default();
        *count += 1;
        if *count > PLACES {
            return place;
        }
    }
    most
}

fn spell(words: &[(&str, usize, char)]) -> String {
    let before = words.first().map_or(0, |(_, place, _)| place - 1);
    let mut places: BTreeMap<&str, Vec<(usize, char)>> = BTreeMap::new();
    for (word, place, weight) in words {
        places.entry(word).or_default().push((place - before, *weight));
    }
    let mut vector = String::new();
    for (word, places) in places {
        let places: Vec<String> = places.iter().map(|(place, weight)| format!("{place}{weight}")).collect();
        // Writing into a string cannot fail.
        let _ = write!(vector, "'{word}':{} ", places.join(","));
    }
    vector
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_words_of_each_part_are_marked_and_stand_apart() {
        let vectors = of(&[words("pond"), words("old pond"), words("hedg")]);
        assert_eq!(vectors, ["'hedg':8D 'old':4B 'pond':1A,5B "]);
        assert_eq!(of(&[Vec::new(), Vec::new(), Vec::new()]), Vec::<String>::new());
    }

    #[test]
    fn no_vector_has_more_than_it_holds_and_each_begins_with_the_end_of_the_one_before() {
        let same = vec!["pond".to_owned(); 1_000];
        for vector in of(&[Vec::new(), Vec::new(), same]) {
            assert!(vector.matches(',').count() < PLACES, "{vector}");
        }
        let different: Vec<String> = (0..10_000).map(|number| format!("w{number}")).collect();
        let vectors = of(&[Vec::new(), different, Vec::new()]);
        assert!(vectors.len() == 3 && vectors[0].contains("'w3999':4000B") && vectors[1].contains("'w3999':40B"));
        assert!(vectors[2].contains("'w9999':"));
    }
}
