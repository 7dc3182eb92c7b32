//! Responses that are alike: the same long text, or the same answers to all that was answered.
//!
//! Only what is the same but for capitals, spaces and punctuation is found here; it says nothing of why, and changes nothing about
//! what counts.

mod chance;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, hash_map::Entry},
};

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use self::chance::Chance;
use crate::{
    answer::{Answer, Outcome},
    questionnaire::QuestionId,
};

/// A text with fewer letters and digits than this is too short for being the same to mean anything.
pub const LONG_TEXT: usize = 80;
/// Fewer answers than this are too few for being the same to mean anything.
pub const MANY_ANSWERS: usize = 8;
/// So many characters of a text are kept to show which it is.
const EXCERPT: usize = 300;
/// So many bytes of a hash tell texts apart.
const FINGERPRINT: usize = 16;

/// What is the same in the responses of a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Likeness {
    /// A text, of which this is the beginning as one of them wrote it.
    Text(String),
    /// All answers.
    Answers {
        /// How many there are.
        count: usize,
        /// How many responses would have them if the answers of people had nothing to do with each other: the number of
        /// responses to just these questions, times the share of each answer among those who answered its question.
        by_chance: f64,
    },
}

/// Responses that are alike, at least two.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// A name for addresses for each thing that is the same, which stays for as long as there are two that have it.
    keys: Vec<String>,
    /// What is the same in them, texts first.
    pub likenesses: Vec<Likeness>,
    /// Their references, in the order in which they were added.
    pub references: Vec<String>,
}

impl Group {
    /// Names the group for addresses.
    pub fn key(&self) -> &str {
        self.keys.first().map_or("", String::as_str)
    }

    /// Says whether an address means this group, also one from before groups with the same responses became one.
    pub fn is_called(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own == key)
    }

    /// Gives the beginnings of the texts that are the same.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.likenesses.iter().filter_map(|likeness| match likeness {
            Likeness::Text(beginning) => Some(beginning.as_str()),
            Likeness::Answers { .. } => None,
        })
    }
}

/// Responses while it is found out which of them are alike.
#[derive(Debug, Default)]
pub struct Comparison {
    references: Vec<String>,
    found: HashMap<Fingerprint, Found>,
    chance: Chance,
}

type Fingerprint = [u8; FINGERPRINT];

/// An answer with its question, as far as comparing needs it.
type Given = (QuestionId, Fingerprint);

/// What has one fingerprint.
#[derive(Debug)]
struct Found {
    /// The places of the responses.
    places: Vec<usize>,
    /// What is the same; known as soon as there are two.
    same: Option<Same>,
}

/// What is the same, while the shares of answers are not known yet.
#[derive(Debug)]
enum Same {
    Text(String),
    Answers(Vec<Given>),
}

impl Comparison {
    /// Adds a response.
    pub fn add(&mut self, reference: &str, outcomes: &BTreeMap<QuestionId, Outcome>) {
        let place = self.references.len();
        self.references.push(reference.to_owned());
        for text in outcomes.values().filter_map(Outcome::answer).flat_map(Answer::words) {
            let same = normalised(text);
            if same.chars().count() >= LONG_TEXT {
                self.note(fingerprint("text", same.as_bytes()), place, || Same::Text(beginning(text)));
            }
        }
        let given: Vec<Given> =
            outcomes.iter().filter_map(|(id, outcome)| Some((id.clone(), of_answer(id, outcome.answer()?)))).collect();
        self.chance.add(&given);
        if given.len() >= MANY_ANSWERS {
            let same: Vec<u8> = given.iter().flat_map(|(_, answer)| *answer).collect();
            self.note(fingerprint("answers", &same), place, || Same::Answers(given.clone()));
        }
    }

    fn note(&mut self, fingerprint: Fingerprint, place: usize, same: impl Fn() -> Same) {
        match self.found.entry(fingerprint) {
            Entry::Vacant(entry) => {
                entry.insert(Found { places: vec![place], same: None });
            }
            Entry::Occupied(mut entry) => {
                let found = entry.get_mut();
                // Somebody may write the same in two answers.
                if found.places.last() != Some(&place) {
                    found.places.push(place);
                    found.same.get_or_insert_with(same);
                }
            }
        }
    }

    /// Gives the groups: those with the same text first, which is hardly ever chance, and of these and of the others the largest.
    ///
    /// What is the same in the very same responses makes one group.
    pub fn groups(self) -> Vec<Group> {
        let Self { references, found, chance } = self;
        let mut by_members: BTreeMap<Vec<usize>, Vec<(bool, String, Likeness)>> = BTreeMap::new();
        for (fingerprint, Found { places, same }) in found {
            let likeness = match same {
                None => continue,
                Some(Same::Text(beginning)) => Likeness::Text(beginning),
                Some(Same::Answers(given)) => {
                    Likeness::Answers { count: given.len(), by_chance: chance.expected(&given) }
                }
            };
            let is_text = matches!(likeness, Likeness::Text(_));
            by_members.entry(places).or_default().push((!is_text, written(fingerprint), likeness));
        }
        let group = |(places, mut same): (Vec<usize>, Vec<(bool, String, Likeness)>)| {
            same.sort_by(|(last, key, _), (other_last, other_key, _)| (last, key).cmp(&(other_last, other_key)));
            let (keys, likenesses) = same.into_iter().map(|(_, key, likeness)| (key, likeness)).unzip();
            Group { keys, likenesses, references: places.iter().map(|place| references[*place].clone()).collect() }
        };
        let mut groups: Vec<Group> = by_members.into_iter().map(group).collect();
        groups.sort_by_cached_key(|group| {
            (group.texts().next().is_none(), Reverse(group.references.len()), group.key().to_owned())
        });
        groups
    }
}

fn beginning(text: &str) -> String {
    let mut characters = text.trim().chars();
    let mut beginning: String = characters.by_ref().take(EXCERPT).collect();
    if characters.next().is_some() {
        beginning.push('…');
    }
    beginning
}

/// Leaves of a text its letters and digits, in one case and without ligatures and the like.
fn normalised(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// Puts options of which several can be chosen into one order; a form sends them in the order in which it showed them.
fn in_one_order(answer: &Answer) -> Answer {
    match answer {
        Answer::Choices(chosen) => {
            let mut chosen = chosen.clone();
            chosen.sort_by(|a, b| a.option.cmp(&b.option));
            Answer::Choices(chosen)
        }
        other => other.clone(),
    }
}

fn of_answer(question: &QuestionId, answer: &Answer) -> Fingerprint {
    // The debug form names every variant and every part.
    fingerprint("answer", format!("{question} {:?}", in_one_order(answer)).as_bytes())
}

fn fingerprint(of: &str, same: &[u8]) -> Fingerprint {
    let hash: [u8; 32] = Sha256::new().chain_update(of).chain_update([0]).chain_update(same).finalize().into();
    std::array::from_fn(|place| hash[place])
}

fn written(fingerprint: Fingerprint) -> String {
    format!("{:032x}", u128::from_be_bytes(fingerprint))
}

#[cfg(test)]
mod tests;
