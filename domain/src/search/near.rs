//! Words that somebody may have meant who typed another.

use strsim::osa_distance;

/// Gives how many letters of a word of so many can be wrong. In short words one letter makes another word.
pub fn reach(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

/// Gives the word that was most likely meant: the one that is nearest, that begins alike, and that stands in most texts.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = (&'a str, i64)>) -> Option<&'a str> {
    let reach = reach(typed.chars().count());
    let first = typed.chars().next();
    known
        .into_iter()
        .filter_map(|(word, texts)| {
            let distance = osa_distance(typed, word);
            let begins_otherwise = word.chars().next() != first;
            (distance <= reach && distance > 0).then_some((distance, begins_otherwise, -texts, word))
        })
        .min()
        .map(|(.., word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [(&str, i64); 6] =
        [("meadow", 9), ("meadows", 30), ("hedgerow", 4), ("pond", 50), ("bond", 60), ("biodiversity", 7)];

    #[test]
    fn a_word_with_a_wrong_letter_leads_to_the_one_that_was_meant() {
        for (typed, meant) in [
            ("medow", "meadow"),
            ("maedow", "meadow"),
            ("hegderows", "hedgerow"),
            ("biodivrsty", "biodiversity"),
            ("pind", "pond"),
        ] {
            assert_eq!(nearest(typed, KNOWN), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_like_no_word_leads_to_none_and_a_word_not_to_itself() {
        for typed in ["", "pon", "xylophone", "pond"] {
            let found = nearest(typed, KNOWN);
            assert!(found.is_none_or(|found| typed == "pond" && found == "bond"), "{typed}: {found:?}");
        }
    }

    #[test]
    fn of_words_that_are_as_near_the_more_frequent_is_taken() {
        assert_eq!(nearest("meadowz", [("meadow", 9), ("meadows", 30)]), Some("meadows"));
        assert_eq!(nearest("zond", KNOWN), Some("bond"));
    }
}
