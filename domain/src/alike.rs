//! Responses that are alike: a long text that is the same or nearly so, the same answers to all that was answered, or sent in an hour in
//! which far more came than is usual.
//!
//! What is found says nothing of why, and changes nothing about what counts.

mod arrival;
mod chance;
mod wording;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, hash_map::Entry},
};

use sha2::{Digest, Sha256};

pub use self::arrival::{Arrival, Arrivals, BURST, MANY_TIMES, OTHER_DAYS};
use self::{
    arrival::Times,
    chance::Chance,
    wording::{Wording, letters, nearly_same},
};
use crate::{
    answer::{Answer, Outcome},
    questionnaire::QuestionId,
    time::Moment,
};

/// A text with fewer letters and digits than this is too short for being the same to mean anything.
pub const LONG_TEXT: usize = 80;
/// Fewer answers than this are too few for being the same to mean anything.
pub const MANY_ANSWERS: usize = 8;
/// So many bytes of a hash tell texts apart.
const FINGERPRINT: usize = 16;

/// What is the same in the responses of a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Likeness {
    /// A text.
    Text {
        /// Its beginning, as one of them wrote it.
        beginning: String,
        /// In how many wordings there is: 1 where all have the very same, but for capitals, spaces and punctuation.
        wordings: usize,
    },
    /// All answers.
    Answers {
        /// How many there are.
        count: usize,
        /// How many responses would have them if the answers of people had nothing to do with each other: the number of
        /// responses to just these questions, times the share of each answer among those who answered its question.
        by_chance: f64,
    },
    /// The time at which they were sent online: one or several hours in a row in each of which far more came than is usual.
    Burst {
        /// The beginning of the first hour.
        from: Moment,
        /// The end of the last hour.
        until: Moment,
        /// How many come at this time of day on the other days.
        usual: f64,
    },
}

impl Likeness {
    /// Gives the place among other kinds: the one that is hardly ever chance first.
    fn rank(&self) -> u8 {
        match self {
            Self::Text { .. } => 0,
            Self::Answers { .. } => 1,
            Self::Burst { .. } => 2,
        }
    }
}

/// Responses that are alike, at least two.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// A name for addresses for each thing that is the same, which stays for as long as there are two that have it.
    keys: Vec<String>,
    /// What is the same in them: texts first, then answers, then the time.
    pub likenesses: Vec<Likeness>,
    /// Their references, in the order in which they were added.
    pub references: Vec<String>,
    /// How those of them came that were sent online; nothing where none was.
    pub arrivals: Option<Arrivals>,
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
            Likeness::Text { beginning, .. } => Some(beginning.as_str()),
            Likeness::Answers { .. } | Likeness::Burst { .. } => None,
        })
    }

    /// Says whether a text of it is in several wordings.
    pub fn is_reworded(&self) -> bool {
        self.likenesses.iter().any(|likeness| matches!(likeness, Likeness::Text { wordings: 2.., .. }))
    }
}

/// Responses while it is found out which of them are alike.
#[derive(Debug, Default)]
pub struct Comparison {
    references: Vec<String>,
    texts: HashMap<Fingerprint, Wording>,
    answers: HashMap<Fingerprint, Found>,
    chance: Chance,
    times: Times,
}

type Fingerprint = [u8; FINGERPRINT];

/// What is the same in some responses: its names, and what it is.
type Same = (Vec<String>, Likeness);

/// An answer with its question, as far as comparing needs it.
type Given = (QuestionId, Fingerprint);

/// Answers with one fingerprint.
#[derive(Debug)]
struct Found {
    /// The places of the responses.
    places: Vec<usize>,
    /// The answers, while their shares are not known yet; there as soon as there are two responses.
    given: Vec<Given>,
}

impl Comparison {
    /// Adds a response; one that staff typed in has no arrival.
    pub fn add(&mut self, reference: &str, arrival: Option<Arrival>, outcomes: &BTreeMap<QuestionId, Outcome>) {
        let place = self.references.len();
        self.references.push(reference.to_owned());
        self.times.add(arrival);
        for text in outcomes.values().filter_map(Outcome::answer).flat_map(Answer::words) {
            let same = letters(text);
            if same.chars().count() >= LONG_TEXT {
                let wording = self.texts.entry(fingerprint("text", same.as_bytes()));
                wording.or_insert_with(|| Wording::new(text)).add(place);
            }
        }
        let given: Vec<Given> =
            outcomes.iter().filter_map(|(id, outcome)| Some((id.clone(), of_answer(id, outcome.answer()?)))).collect();
        self.chance.add(&given);
        if given.len() >= MANY_ANSWERS {
            let same: Vec<u8> = given.iter().flat_map(|(_, answer)| *answer).collect();
            match self.answers.entry(fingerprint("answers", &same)) {
                Entry::Vacant(entry) => drop(entry.insert(Found { places: vec![place], given: Vec::new() })),
                Entry::Occupied(mut entry) => {
                    entry.get_mut().places.push(place);
                    entry.get_mut().given = given;
                }
            }
        }
    }

    /// Gives the groups: those with the same text first, which is hardly ever chance, then those with the same answers, and of each the largest.
    ///
    /// What is the same in the very same responses makes one group.
    pub fn groups(self) -> Vec<Group> {
        let Self { references, texts, answers, chance, times } = self;
        let mut by_members: BTreeMap<Vec<usize>, Vec<Same>> = BTreeMap::new();
        for wordings in nearly_same(texts) {
            let mut places: Vec<usize> = wordings.iter().flat_map(|(_, wording)| &wording.places).copied().collect();
            // Somebody may write nearly the same in two answers.
            places.sort_unstable();
            places.dedup();
            let keys = wordings.iter().map(|(fingerprint, _)| written(*fingerprint)).collect();
            let count = wordings.len();
            let Some((_, first)) = wordings.into_iter().next().filter(|_| places.len() > 1) else { continue };
            let likeness = Likeness::Text { beginning: first.beginning, wordings: count };
            by_members.entry(places).or_default().push((keys, likeness));
        }
        for (fingerprint, Found { places, given }) in answers.into_iter().filter(|(_, found)| found.places.len() > 1) {
            let likeness = Likeness::Answers { count: given.len(), by_chance: chance.expected(&given) };
            by_members.entry(places).or_default().push((vec![written(fingerprint)], likeness));
        }
        for (hours, places, likeness) in times.bursts() {
            let key = |hour: &i64| written(fingerprint("burst", &hour.to_be_bytes()));
            by_members.entry(places).or_default().push((hours.iter().map(key).collect(), likeness));
        }
        let group = |(places, mut same): (Vec<usize>, Vec<Same>)| {
            same.sort_by(|(keys, likeness), (other_keys, other)| {
                (likeness.rank(), keys).cmp(&(other.rank(), other_keys))
            });
            let (keys, likenesses): (Vec<_>, _) = same.into_iter().unzip();
            let arrivals = times.of(&places);
            let references = places.iter().map(|place| references[*place].clone()).collect();
            Group { keys: keys.concat(), likenesses, references, arrivals }
        };
        let mut groups: Vec<Group> = by_members.into_iter().map(group).collect();
        groups.sort_by_cached_key(|group| {
            let rank = group.likenesses.first().map(Likeness::rank);
            (rank, Reverse(group.references.len()), group.key().to_owned())
        });
        groups
    }
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
