//! The part of a text that shows what was looked for.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    query::Query,
    words::{folded, spans, stem},
};

/// How many bytes stand before the first word that was found, as far as there are so many.
const BEFORE: usize = 60;
/// How many bytes an excerpt has.
const LENGTH: usize = 280;
/// How many words that were found are looked at; a text with more shows them in its beginning.
const MOST: usize = 2_000;

/// A part of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Its words, in their order.
    pub pieces: Vec<Piece>,
    /// Whether text stands before it.
    pub begins_within: bool,
    /// Whether text stands after it.
    pub ends_within: bool,
}

/// Some words of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words, as they are written.
    pub words: String,
    /// Whether they were looked for.
    pub is_found: bool,
}

impl Excerpt {
    /// Says whether anything that was looked for is in it.
    pub fn has_found(&self) -> bool {
        self.pieces.iter().any(|piece| piece.is_found)
    }
}

/// A word of a text that was looked for.
struct Match {
    /// Its place among the words of the text.
    place: usize,
    begin: usize,
    end: usize,
    /// Which of the words that were looked for it is.
    target: usize,
}

/// What is looked for in a text, by stems.
#[derive(Default)]
struct Targets {
    of: BTreeMap<String, usize>,
    /// Those that are looked for alone.
    alone: BTreeSet<usize>,
    phrases: Vec<Vec<usize>>,
    initials: Vec<char>,
}

impl Targets {
    fn of(query: &Query) -> Self {
        let mut targets = Self::default();
        for clause in query.wanted() {
            let mut phrase = Vec::new();
            for stem in clause.stems() {
                targets.initials.extend(stem.chars().next());
                let next = targets.of.len();
                phrase.push(*targets.of.entry(stem).or_insert(next));
            }
            match phrase.as_slice() {
                [alone] => drop(targets.alone.insert(*alone)),
                _ => targets.phrases.push(phrase),
            }
        }
        targets
    }

    fn find(&self, text: &str) -> Vec<Match> {
        let target = |(place, span): (usize, std::ops::Range<usize>)| {
            let word = &text[span.clone()];
            // An ending never changes how a word begins, and most words of a long text begin otherwise.
            let first = word.chars().next().filter(char::is_ascii);
            if first.is_some_and(|first| !self.initials.contains(&first.to_ascii_lowercase())) {
                return None;
            }
            let target = *self.of.get(&stem(&folded(word)))?;
            Some(Match { place, begin: span.start, end: span.end, target })
        };
        let mut matches: Vec<Match> = spans(text).enumerate().filter_map(target).collect();
        let together = self.together(&matches);
        let is_found = |one: &Match| self.alone.contains(&one.target) || together.contains(&one.place);
        matches.retain(is_found);
        matches.truncate(MOST);
        matches
    }

    /// Lists the places of words that stand together as they are looked for.
    fn together(&self, matches: &[Match]) -> BTreeSet<usize> {
        let runs = self
            .phrases
            .iter()
            .flat_map(|phrase| matches.windows(phrase.len()).filter(|run| stands_together(run, phrase)));
        runs.flatten().map(|one| one.place).collect()
    }

    /// Says how much of what is looked for stands in a part of a text that begins with a match.
    fn weigh(&self, matches: &[Match]) -> usize {
        let Some(first) = matches.first() else { return 0 };
        let end = matches.iter().take_while(|one| one.end <= first.begin + LENGTH - BEFORE).count();
        let within = &matches[..end];
        let different = (0..self.of.len()).filter(|target| within.iter().any(|one| one.target == *target)).count();
        let is_there = |phrase: &&Vec<usize>| within.windows(phrase.len()).any(|run| stands_together(run, phrase));
        let together: usize = self.phrases.iter().filter(is_there).map(Vec::len).sum();
        different + together
    }
}

/// Says whether some matches follow each other as the words of a phrase do.
fn stands_together(run: &[Match], phrase: &[usize]) -> bool {
    let follows = run.windows(2).all(|pair| pair[1].place == pair[0].place + 1);
    follows && run.iter().map(|one| one.target).eq(phrase.iter().copied())
}

/// Gives the part of a text in which most of what somebody looks for stands; its beginning, where nothing does.
pub fn excerpt(text: &str, query: &Query) -> Excerpt {
    let targets = Targets::of(query);
    let matches = targets.find(text);
    let mut best = (0, 0);
    for first in 0..matches.len() {
        let weight = targets.weigh(&matches[first..]);
        if weight > best.1 {
            best = (first, weight);
        }
    }
    let begin = matches.get(best.0).map_or(0, |first| begin_of(text, first.begin));
    let end = end_of(text, begin);
    let mut cut = Excerpt { pieces: Vec::new(), begins_within: begin > 0, ends_within: end < text.trim_end().len() };
    let mut at = begin;
    for one in matches.iter().filter(|one| one.begin >= begin && one.end <= end) {
        cut.push(&text[at..one.begin], false);
        cut.push(&text[one.begin..one.end], true);
        at = one.end;
    }
    cut.push(&text[at..end], false);
    cut
}

impl Excerpt {
    /// Adds words, of which lines and letters that nobody sees become spaces.
    fn push(&mut self, words: &str, is_found: bool) {
        let mut plain = String::new();
        for letter in words.chars() {
            let letter = if letter.is_control() || letter.is_whitespace() { ' ' } else { letter };
            if letter != ' ' || !plain.ends_with(' ') {
                plain.push(letter);
            }
        }
        if !plain.is_empty() {
            self.pieces.push(Piece { words: plain, is_found });
        }
    }
}

/// Goes back from a place to where a word begins.
fn begin_of(text: &str, found: usize) -> usize {
    let from = text.floor_char_boundary(found.saturating_sub(BEFORE));
    if from == 0 {
        return 0;
    }
    let space = text[from..found].find(char::is_whitespace);
    space.map_or(from, |space| found - text[from + space..found].trim_start().len())
}

/// Goes on from a place to where a word ends.
fn end_of(text: &str, begin: usize) -> usize {
    let to = text.floor_char_boundary(begin + LENGTH);
    if to == text.len() {
        return to;
    }
    text[begin..to].rfind(char::is_whitespace).filter(|space| *space > LENGTH / 2).map_or(to, |space| begin + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, typed: &str) -> String {
        let excerpt = excerpt(text, &Query::read(typed));
        let pieces = excerpt
            .pieces
            .iter()
            .map(|piece| if piece.is_found { format!("[{}]", piece.words) } else { piece.words.clone() });
        let words: Vec<String> = pieces.collect();
        let (before, after) =
            (if excerpt.begins_within { "… " } else { "" }, if excerpt.ends_within { " …" } else { "" });
        format!("{before}{}{after}", words.concat())
    }

    #[test]
    fn words_are_marked_whatever_their_ending_and_case() {
        assert_eq!(
            shown("Old HEDGES and a hedge’s bank.\n\nA pond.", "hedge pond"),
            "Old [HEDGES] and a [hedge’s] bank. A [pond]."
        );
        assert_eq!(shown("Nothing of it.", "hedge"), "Nothing of it.");
        assert_eq!(shown("", "hedge"), "");
    }

    #[test]
    fn the_part_is_shown_where_most_stands_and_where_words_stand_together() {
        let filler = "filler words of no use ".repeat(40);
        let text = format!("A hedge. {filler} A pond and a hedge. {filler}");
        assert!(shown(&text, "hedge pond").contains("A [pond] and a [hedge]."));
        assert_eq!(shown("The pond. By the old pond.", "\"the old\" pond"), "The [pond]. By [the] [old] [pond].");
        let text = format!("Woodland that is ancient, and ancient it is. {filler} The ancient woodland. {filler}");
        let cut = shown(&text, "\"ancient woodland\"");
        assert!(cut.starts_with("… ") && cut.ends_with(" …") && cut.contains("The [ancient] [woodland]."), "{cut}");
    }

    #[test]
    fn no_text_breaks_it() {
        for text in
            ["é".repeat(1_000), "漢".repeat(500), format!("{} hedge", "x".repeat(5_000)), "\0hedge\u{7}".repeat(200)]
        {
            let cut = excerpt(&text, &Query::read("hedge é"));
            let length: usize = cut.pieces.iter().map(|piece| piece.words.len()).sum();
            assert!(length <= LENGTH && !cut.pieces.iter().any(|piece| piece.words.contains('\0')), "{length}");
        }
    }
}
