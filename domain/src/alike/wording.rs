//! Texts that are nearly the same: a letter in which people changed some words, moved a paragraph or added one of their own.
//!
//! A text is taken as its runs of five words, whatever their case, accents of form and look-alike letters. Two texts are nearly the
//! same where at least two in five of the runs of the one with fewer are in the other too, and at least eight. So a text of which one
//! word in twenty was changed still goes with another that was changed in other places, and a phrase that many use does not join
//! what they wrote. Broder, "On the resemblance and containment of documents", Compression and Complexity of Sequences, 1997,
//! calls this the containment of shingles; it is worked out whole here and not from samples.
//!
//! The wording that most responses have leads, then the shortest, and others go with the leader of which they share most. No text goes
//! with another only because both go with a third that leads neither.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    hash::{DefaultHasher, Hash, Hasher},
};

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;
use unicode_segmentation::UnicodeSegmentation;

use super::Fingerprint;
use crate::question::files::is_unseen;

/// How many words make a run.
const RUN: usize = 5;
/// Two texts share at least this many runs, which is a passage of twelve words.
const FEWEST_RUNS: usize = 8;
/// Of the runs of the shorter of two texts, at least two in five are shared.
const SHARED: (usize, usize) = (2, 5);
/// So many characters of a text are kept to show which it is.
const EXCERPT: usize = 300;

/// One way in which a text was written, and who did.
#[derive(Debug)]
pub(super) struct Wording {
    /// How it begins.
    pub beginning: String,
    /// The places of the responses that have it.
    pub places: Vec<usize>,
    /// Its runs of words, each once.
    runs: Vec<u32>,
}

impl Wording {
    /// Begins with a text that nobody has yet.
    pub(super) fn new(text: &str) -> Self {
        Self { beginning: beginning(text), places: Vec::new(), runs: runs(text) }
    }

    /// Notes that a response has it.
    pub(super) fn add(&mut self, place: usize) {
        // Somebody may write the same in two answers.
        if self.places.last() != Some(&place) {
            self.places.push(place);
        }
    }
}

/// Leaves of a text its letters and digits, in one case, without ligatures and with those that look alike made one.
pub(super) fn letters(text: &str) -> String {
    plain(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn plain(text: &str) -> String {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    // What looks like a small letter may be a capital one.
    skeleton(&lower).flat_map(char::to_lowercase).collect()
}

/// Gives the runs of words of a text, each as a number and once; none where it has too few words.
fn runs(text: &str) -> Vec<u32> {
    let seen: String = text.chars().filter(|c| !is_unseen(*c)).collect();
    let plain = plain(&seen);
    let words: Vec<String> = plain.unicode_words().map(letters).collect();
    let mut runs: Vec<u32> = words.windows(RUN).map(number).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// Gives a run as a number. That two runs have the same one happens once in four thousand million, and joins no texts alone.
fn number(run: &[String]) -> u32 {
    let mut hasher = DefaultHasher::new();
    run.hash(&mut hasher);
    let [a, b, c, d, ..] = hasher.finish().to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

fn beginning(text: &str) -> String {
    let mut characters = text.trim().chars();
    let mut beginning: String = characters.by_ref().take(EXCERPT).collect();
    if characters.next().is_some() {
        beginning.push('…');
    }
    beginning
}

/// Puts the wordings together that are nearly the same, the one that leads first.
pub(super) fn nearly_same(wordings: HashMap<Fingerprint, Wording>) -> Vec<Vec<(Fingerprint, Wording)>> {
    let mut wordings: Vec<_> = wordings.into_iter().collect();
    wordings.sort_by_key(|(fingerprint, wording)| (Reverse(wording.places.len()), wording.runs.len(), *fingerprint));
    let mut together: Vec<Vec<(Fingerprint, Wording)>> = Vec::new();
    let mut leaders: HashMap<u32, Vec<usize>> = HashMap::new();
    for wording in wordings {
        if let Some(leader) = find_leader(&wording.1.runs, &together, &leaders) {
            together[leader].push(wording);
            continue;
        }
        for run in &wording.1.runs {
            leaders.entry(*run).or_default().push(together.len());
        }
        together.push(vec![wording]);
    }
    together
}

/// Gives the place of the leader with which runs share most, of several the first; none where that is too little.
fn find_leader(
    runs: &[u32],
    together: &[Vec<(Fingerprint, Wording)>],
    leaders: &HashMap<u32, Vec<usize>>,
) -> Option<usize> {
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for leader in runs.iter().filter_map(|run| leaders.get(run)).flatten() {
        *shared.entry(*leader).or_default() += 1;
    }
    let is_enough = |(leader, shared): &(usize, usize)| {
        let shorter = together[*leader].first().map_or(0, |(_, led)| led.runs.len()).min(runs.len());
        *shared >= FEWEST_RUNS && shared * SHARED.1 >= shorter * SHARED.0
    };
    shared
        .into_iter()
        .filter(is_enough)
        .max_by_key(|(leader, shared)| (*shared, Reverse(*leader)))
        .map(|(leader, _)| leader)
}
