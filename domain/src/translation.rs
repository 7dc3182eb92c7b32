//! The words of a questionnaire in other languages, piece by piece, each with the English words that it says.
//!
//! A page's head and a question are each read in a language as a whole or not at all: only when every piece of it was
//! translated since it last changed. Otherwise it is read in English, so that people are asked the same in each language and
//! nobody meets half a question.

mod pieces;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    editing::Kind,
    language::Language,
    question::Question,
    questionnaire::{Page, PageId, QuestionId, Questionnaire},
};

/// The name of a piece within the question or the head of the page that it is of, such as `option.oak.label`.
pub type PieceName = String;

/// The name of the unit of a number, of which people write any word that they know.
pub(crate) const UNIT: &str = "unit";

/// A piece in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Translated {
    /// The English words that were translated.
    pub of: String,
    /// What they are in the other language.
    pub text: String,
}

/// The pieces of a question, or of the head of a page, in other languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Translations(BTreeMap<Language, BTreeMap<PieceName, Translated>>);

/// What pieces are pieces of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The head of a page.
    Page(PageId),
    /// A question.
    Question(QuestionId),
}

/// Where a piece is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// What it is a piece of.
    pub owner: Owner,
    /// Its name there.
    pub piece: PieceName,
}

/// A piece with what it is in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it is.
    pub place: Place,
    /// The English words.
    pub original: String,
    /// What they are in the other language, if anybody has said it.
    pub translated: Option<Translated>,
}

/// How far the pieces of a questionnaire are translated into a language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All pieces.
    pub pieces: usize,
    /// Those that are not translated at all.
    pub missing: usize,
    /// Those whose English words changed after they were translated.
    pub stale: usize,
}

/// What has pieces: a question, or the head of a page.
trait Worded {
    /// Gives each piece by its name, to read or to put other words in its place.
    fn pieces_mut(&mut self) -> Vec<(PieceName, &mut String)>;

    fn translations(&self) -> &Translations;
}

impl Translations {
    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names the languages in which something is said.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.0.keys().copied()
    }

    /// Names the languages in which something else is said than there.
    pub fn differing(&self, other: &Self) -> BTreeSet<Language> {
        let all: BTreeSet<Language> = self.languages().chain(other.languages()).collect();
        all.into_iter().filter(|language| self.0.get(language) != other.0.get(language)).collect()
    }

    /// Gives all words for a piece: in each language, and the English ones that they are of.
    pub(crate) fn words_for(&self, piece: &str) -> Vec<&str> {
        let said = self.0.values().filter_map(|pieces| pieces.get(piece));
        said.flat_map(|translated| [translated.of.as_str(), translated.text.as_str()]).collect()
    }

    /// Gives what a piece is in a language.
    fn find(&self, language: Language, piece: &str) -> Option<&Translated> {
        self.0.get(&language)?.get(piece)
    }

    /// Sets what a piece is in a language; empty words take it away.
    pub(crate) fn set(&mut self, language: Language, piece: &str, translated: Translated) {
        let pieces = self.0.entry(language).or_default();
        if translated.text.trim().is_empty() {
            pieces.remove(piece);
        } else {
            pieces.insert(piece.to_owned(), translated);
        }
        self.0.retain(|_, pieces| !pieces.is_empty());
    }

    /// Leaves out the pieces that are not there any more.
    fn keep(&mut self, names: &BTreeSet<PieceName>) {
        for pieces in self.0.values_mut() {
            pieces.retain(|name, _| names.contains(name));
        }
        self.0.retain(|_, pieces| !pieces.is_empty());
    }
}

impl Translated {
    /// Says whether it still says what the English words say.
    pub fn is_fresh(&self, original: &str) -> bool {
        self.of == original
    }
}

impl Piece {
    /// Says whether the English words changed after they were translated.
    pub fn is_stale(&self) -> bool {
        self.translated.as_ref().is_some_and(|translated| !translated.is_fresh(&self.original))
    }
}

impl Progress {
    /// Says whether every piece is translated as it stands now.
    pub fn is_whole(self) -> bool {
        self.missing == 0 && self.stale == 0
    }

    /// Counts the pieces that are translated as they stand now.
    pub fn fresh(self) -> usize {
        self.pieces - self.missing - self.stale
    }

    /// Counts some pieces.
    pub fn of(pieces: &[Piece]) -> Self {
        let missing = pieces.iter().filter(|piece| piece.translated.is_none()).count();
        let stale = pieces.iter().filter(|piece| piece.is_stale()).count();
        Self { pieces: pieces.len(), missing, stale }
    }
}

impl Page {
    /// Gives the pieces of its head and of its questions in a language.
    pub fn pieces(&self, language: Language) -> Vec<Piece> {
        let head = pieces(&self.without_questions(), &Owner::Page(self.id.clone()), language);
        head.into_iter().chain(self.questions.iter().flat_map(|question| question.pieces(language))).collect()
    }

    /// Leaves out translations of words that it has no more.
    pub(crate) fn keep_translations(&mut self) {
        let names = names(&self.without_questions());
        self.translations.keep(&names);
    }

    fn without_questions(&self) -> Self {
        let Self { id, title, intro, translations, .. } = self.clone();
        Self { intro, translations, ..Self::new(id, title) }
    }
}

impl Question {
    /// Gives its pieces in a language.
    pub fn pieces(&self, language: Language) -> Vec<Piece> {
        pieces(self, &Owner::Question(self.id.clone()), language)
    }

    /// Leaves out translations of words that it has no more.
    pub(crate) fn keep_translations(&mut self) {
        let names = names(self);
        self.translations.keep(&names);
    }
}

impl Questionnaire {
    /// Names the languages in which anything is said, in the order of the list of languages.
    pub fn languages(&self) -> BTreeSet<Language> {
        let questions = self.questions().map(|question| &question.translations);
        self.pages.iter().map(|page| &page.translations).chain(questions).flat_map(Translations::languages).collect()
    }

    /// Names the languages in which at least one question can be read as a whole.
    pub fn spoken_languages(&self) -> Vec<Language> {
        self.languages().into_iter().filter(|language| !self.spoken_questions(*language).is_empty()).collect()
    }

    /// Names the questions that can be read in a language as a whole. A ranking and the question that it takes its options from
    /// can both or neither.
    fn spoken_questions(&self, language: Language) -> BTreeSet<&str> {
        let fresh =
            self.questions().filter(|question| is_fresh(*question, language)).map(|question| question.id.as_str());
        let mut spoken: BTreeSet<&str> = fresh.collect();
        let pairs = self.questions().filter_map(|ranking| Some((ranking.id.as_str(), ranking.kind.options_from()?)));
        let pairs: Vec<(&str, &str)> = pairs.collect();
        // Each round takes at least one question out, until the pairs are of one mind.
        while let Some((ranking, source)) =
            pairs.iter().find(|(ranking, source)| spoken.contains(ranking) != spoken.contains(source))
        {
            spoken.remove(ranking);
            spoken.remove(source);
        }
        spoken
    }

    /// Gives each piece in a language, page by page.
    pub fn pieces(&self, language: Language) -> Vec<Piece> {
        self.pages.iter().flat_map(|page| page.pieces(language)).collect()
    }

    /// Counts how far it is translated into a language.
    pub fn progress(&self, language: Language) -> Progress {
        Progress::of(&self.pieces(language))
    }

    /// Gives it as people read it in a language: what is not wholly translated stays in English.
    #[must_use]
    pub fn spoken(&self, language: Language) -> Self {
        let whole = self.spoken_questions(language);
        let mut spoken = self.clone();
        for page in &mut spoken.pages {
            page.spoken_in = speak(page, language);
            for question in page.questions.iter_mut().filter(|question| whole.contains(question.id.as_str())) {
                question.spoken_in = speak(question, language);
            }
        }
        spoken
    }

    /// Takes over the words of a reading of the same questionnaire in a language, and gives those that it has no place for because
    /// there are none in English.
    ///
    /// Pages and questions are put beside each other by their places, however they are named there; where a page asks other
    /// kinds of questions there, nothing of it is taken. Words that are the same as the English ones say nothing: who copied them
    /// did not translate them.
    pub fn take_words(&mut self, language: Language, reading: &Self) -> Vec<(Owner, String)> {
        let mut without_place = Vec::new();
        for (page, read) in self.pages.iter_mut().zip(&reading.pages) {
            let kinds = |page: &Page| page.questions.iter().map(|asked| Kind::of(&asked.kind)).collect::<Vec<_>>();
            if kinds(page) != kinds(read) {
                continue;
            }
            let (taken, left) = with_words(page, &read.without_questions(), language);
            page.translations = taken;
            without_place.extend(left.into_iter().map(|words| (Owner::Page(page.id.clone()), words)));
            for (question, read) in page.questions.iter_mut().zip(&read.questions) {
                let (taken, left) = with_words(question, read, language);
                question.translations = taken;
                without_place.extend(left.into_iter().map(|words| (Owner::Question(question.id.clone()), words)));
            }
        }
        without_place
    }

    /// Leaves out translations of words that are nowhere.
    pub(crate) fn keep_translations(&mut self) {
        for page in &mut self.pages {
            page.keep_translations();
            page.questions.iter_mut().for_each(Question::keep_translations);
        }
    }

    /// Sets what pieces are in a language; those that are not there any more are left out.
    pub(crate) fn translate(&mut self, language: Language, pieces: &[(Place, Translated)]) {
        for (Place { owner, piece }, translated) in pieces {
            let own = match owner {
                Owner::Page(id) => {
                    let page = self.pages.iter_mut().find(|page| page.id == *id);
                    page.map(|page| &mut page.translations)
                }
                Owner::Question(id) => {
                    let mut questions = self.pages.iter_mut().flat_map(|page| &mut page.questions);
                    questions.find(|question| question.id == *id).map(|question| &mut question.translations)
                }
            };
            if let Some(own) = own {
                own.set(language, piece, translated.clone());
            }
        }
        self.keep_translations();
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.owner {
            Owner::Page(id) => write!(f, "page.{id}.{}", self.piece),
            Owner::Question(id) => write!(f, "question.{id}.{}", self.piece),
        }
    }
}

impl std::str::FromStr for Place {
    type Err = ();

    fn from_str(written: &str) -> Result<Self, ()> {
        let mut parts = written.splitn(3, '.');
        let (kind, id, piece) = (parts.next().ok_or(())?, parts.next().ok_or(())?, parts.next().ok_or(())?);
        let owner = match kind {
            "page" => Owner::Page(id.to_owned()),
            "question" => Owner::Question(id.to_owned()),
            _ => return Err(()),
        };
        Ok(Self { owner, piece: piece.to_owned() })
    }
}

fn pieces<W: Worded + Clone>(of: &W, owner: &Owner, language: Language) -> Vec<Piece> {
    let mut of = of.clone();
    let translations = of.translations().clone();
    let piece = |(piece, words): (PieceName, &mut String)| Piece {
        translated: translations.find(language, &piece).cloned(),
        place: Place { owner: owner.clone(), piece },
        original: words.clone(),
    };
    of.pieces_mut().into_iter().map(piece).collect()
}

/// Gives what is said of a whole in other languages, with the words of a reading of it in one more, and those of these words for
/// which there are no English ones.
fn with_words<W: Worded + Clone>(of: &W, reading: &W, language: Language) -> (Translations, Vec<String>) {
    let mut translations = of.translations().clone();
    let (mut of, mut reading) = (of.clone(), reading.clone());
    let originals: BTreeMap<PieceName, &mut String> = of.pieces_mut().into_iter().collect();
    let mut without_place = Vec::new();
    for (piece, text) in reading.pieces_mut() {
        match originals.get(&piece) {
            Some(original) => {
                let has_letters = original.chars().any(char::is_alphabetic);
                if **original != *text || !has_letters {
                    translations.set(language, &piece, Translated { of: (*original).clone(), text: text.clone() });
                }
            }
            None => without_place.push(text.clone()),
        }
    }
    (translations, without_place)
}

fn names<W: Worded + Clone>(of: &W) -> BTreeSet<PieceName> {
    of.clone().pieces_mut().into_iter().map(|(name, _)| name).collect()
}

/// Says whether each piece is translated as it stands now.
fn is_fresh<W: Worded + Clone>(of: &W, language: Language) -> bool {
    // Most are not translated at all, and need not be looked at piece by piece.
    let is_begun = of.translations().0.contains_key(&language);
    is_begun && speak(&mut of.clone(), language).is_some()
}

/// Puts each piece into a language, if all of them are fresh in it, and says whether they are.
fn speak<W: Worded>(of: &mut W, language: Language) -> Option<Language> {
    let translations = of.translations().clone();
    let mut pieces = of.pieces_mut();
    let fresh = |name: &str, words: &str| translations.find(language, name).filter(|found| found.is_fresh(words));
    if !pieces.iter().all(|(name, words)| fresh(name, words).is_some()) {
        return None;
    }
    for (name, words) in &mut pieces {
        if let Some(found) = translations.find(language, name) {
            words.clone_from(&found.text);
        }
    }
    Some(language)
}
