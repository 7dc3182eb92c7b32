//! What somebody looks for: words, words that stand together, and words that must not be there.
//!
//! Whatever is typed is a query. No letter of it has a meaning for a database.

use std::fmt::{self, Display};

use super::words::{stem, words};

/// The most letters of a query; the rest is left out, and the page says so.
pub const LONGEST: usize = 200;
/// The most words to look for at once.
const MOST: usize = 12;
const QUOTES: [char; 3] = ['"', '“', '”'];
/// Words that are in nearly every text, which are looked for only where nothing else is typed, or within quotes.
const EVERYWHERE: [&str; 36] = [
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "by", "do", "does", "for", "from", "has", "have",
    "how", "in", "is", "it", "its", "of", "on", "or", "that", "the", "their", "there", "this", "to", "was", "were",
    "what", "when", "which", "with",
];

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    clauses: Vec<Clause>,
    /// Whether more was typed than is looked for.
    pub is_cut: bool,
}

/// One thing to look for: a word, or words that stand together in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The words, in small letters.
    pub words: Vec<String>,
    /// Whether it must not be in what is found.
    pub is_unwanted: bool,
}

impl Clause {
    /// Gives the words as texts are searched.
    pub fn stems(&self) -> Vec<String> {
        self.words.iter().map(|word| stem(word)).collect()
    }

    fn is_everywhere(&self) -> bool {
        matches!(self.words.as_slice(), [word] if EVERYWHERE.contains(&word.as_str())) && !self.is_unwanted
    }
}

impl Query {
    /// Reads what was typed: words, words in quotes, and either after a minus where it must not be there.
    pub fn read(typed: &str) -> Self {
        let end = typed.char_indices().nth(LONGEST).map_or(typed.len(), |(end, _)| end);
        let mut query = Self { clauses: Vec::new(), is_cut: end < typed.len() };
        let mut quoted = Vec::new();
        let mut rest = &typed[..end];
        while !rest.is_empty() {
            let (words, is_quoted, after) = next(rest);
            rest = after;
            let is_unwanted = words.starts_with('-') && !words.starts_with("--");
            let clause = Clause { words: self::words(words).collect(), is_unwanted };
            let is_new = !query.clauses.contains(&clause);
            if !clause.words.is_empty() && is_new {
                query.clauses.push(clause);
                quoted.push(is_quoted);
            }
        }
        query.leave_out_what_is_everywhere(&quoted);
        query.cut();
        query
    }

    /// Leaves out what is beyond the most words, the words of a phrase together.
    fn cut(&mut self) {
        let mut words = 0;
        let whole = self.clauses.len();
        for clause in &mut self.clauses {
            self.is_cut |= clause.words.len() > MOST;
            clause.words.truncate(MOST);
        }
        self.clauses.retain(|clause| {
            words += clause.words.len();
            words <= MOST
        });
        self.is_cut |= self.clauses.len() < whole;
    }

    fn leave_out_what_is_everywhere(&mut self, quoted: &[bool]) {
        let mut quoted = quoted.iter();
        let is_kept = |clause: &Clause| quoted.next().is_some_and(|is_quoted| *is_quoted) || !clause.is_everywhere();
        let mut kept = self.clauses.clone();
        kept.retain(is_kept);
        if kept.iter().any(|clause| !clause.is_unwanted) {
            self.clauses = kept;
        }
    }

    /// Lists what has to be in what is found.
    pub fn wanted(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| !clause.is_unwanted)
    }

    /// Lists what must not be in it.
    pub fn unwanted(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.is_unwanted)
    }

    /// Says whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.wanted().next().is_none()
    }

    /// Gives the query with other words in the place of some; nothing, where none is another.
    pub fn corrected(&self, other: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let mut corrected = self.clone();
        for word in
            corrected.clauses.iter_mut().filter(|clause| !clause.is_unwanted).flat_map(|clause| &mut clause.words)
        {
            if let Some(other) = other(word) {
                *word = other;
            }
        }
        (corrected != *self).then_some(corrected)
    }
}

impl Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, clause) in self.clauses.iter().enumerate() {
            let space = if place > 0 { " " } else { "" };
            let minus = if clause.is_unwanted { "-" } else { "" };
            let quote = if clause.words.len() > 1 { "\"" } else { "" };
            write!(f, "{space}{minus}{quote}{}{quote}", clause.words.join(" "))?;
        }
        Ok(())
    }
}

/// Takes the next thing off what was typed: it, whether it is in quotes, and the rest.
fn next(typed: &str) -> (&str, bool, &str) {
    let typed = typed.trim_start();
    let inside = typed.strip_prefix('-').unwrap_or(typed);
    let begin = typed.len() - inside.len();
    if inside.starts_with(QUOTES) {
        let mut marks = inside.char_indices().filter(|(_, letter)| QUOTES.contains(letter)).skip(1);
        if let Some((end, mark)) = marks.next() {
            let end = begin + end + mark.len_utf8();
            return (&typed[..end], true, &typed[end..]);
        }
        // One that nobody closes is no more than a mark before a word.
    }
    let is_end = |(at, letter): &(usize, char)| letter.is_whitespace() || (*at > begin && QUOTES.contains(letter));
    let end = typed.char_indices().find(is_end).map_or(typed.len(), |(at, _)| at);
    (&typed[..end], false, &typed[end..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(typed: &str) -> (Vec<String>, Vec<String>) {
        let query = Query::read(typed);
        let words = |clause: &Clause| clause.words.join(" ");
        (query.wanted().map(words).collect(), query.unwanted().map(words).collect())
    }

    #[test]
    fn words_phrases_and_what_must_not_be_there_are_told_apart() {
        assert_eq!(
            read("Hedges “ancient woodland” -ponds -\"green lanes\" co-design"),
            (
                vec!["hedges".into(), "ancient woodland".into(), "co design".into()],
                vec!["ponds".into(), "green lanes".into()]
            )
        );
        assert_eq!(read("\"left open"), (vec!["left".into(), "open".into()], vec![]));
        assert_eq!(read("x\"b c\"d"), (vec!["x".into(), "b c".into(), "d".into()], vec![]));
    }

    #[test]
    fn what_is_in_nearly_every_text_is_looked_for_only_where_it_says_something() {
        assert_eq!(read("the state of the hedges").0, ["state", "hedges"]);
        assert_eq!(read("what is it").0, ["what", "is", "it"]);
        assert_eq!(read("\"the\" hedges -of").0, ["the", "hedges"]);
    }

    #[test]
    fn nothing_to_look_for_is_no_query() {
        for typed in ["", " ", "\0", "\"\"", "-ponds", "* ( ) : ^", "--", "🦆"] {
            assert!(Query::read(typed).is_empty(), "{typed}");
        }
        assert_eq!(read("NEAR(a b, 2) OR x* title:y").0, ["near a", "b", "2", "x", "title y"]);
    }

    #[test]
    fn what_is_too_long_is_cut_and_says_so() {
        let long = Query::read(&"é".repeat(10_000));
        assert!(long.is_cut && long.wanted().count() == 1);
        let many = Query::read("b c d e f g h i j k l m n o");
        assert!(many.is_cut && many.wanted().count() == MOST);
        let phrase = Query::read(&format!("\"{}\" hedges", "water ".repeat(28)));
        assert!(phrase.is_cut && phrase.wanted().flat_map(|clause| &clause.words).count() == MOST);
        assert!(!Query::read("b c d").is_cut);
    }

    #[test]
    fn a_corrected_query_is_the_same_but_for_its_words() {
        let query = Query::read("medow \"old hegde\" -pnods");
        let other = |word: &str| {
            [("medow", "meadow"), ("hegde", "hedge"), ("pnods", "ponds")]
                .iter()
                .find(|(typed, _)| *typed == word)
                .map(|(_, meant)| (*meant).to_owned())
        };
        assert_eq!(query.corrected(other).unwrap().to_string(), "meadow \"old hedge\" -pnods");
        assert_eq!(query.corrected(|_| None), None);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_and_what_is_read_is_read_again(typed in "\\PC{0,60}") {
            let query = Query::read(&typed);
            for word in query.wanted().chain(query.unwanted()).flat_map(|clause| &clause.words) {
                prop_assert!(!word.is_empty() && word.chars().all(char::is_alphanumeric));
            }
        }
    }
}
