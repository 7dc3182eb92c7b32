//! Responses that are alike: the same long text, or the same answers to all that was answered.
//!
//! Only what is the same but for spelling is found here; it says nothing of why, and changes nothing about what counts.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// A text, of which this is the beginning as one of them wrote it.
    Text(String),
    /// All answers; this is their number.
    Answers(usize),
}

/// Responses that are alike, at least two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What is the same in them, in short: a name for addresses, which stays while the group does.
    pub key: String,
    /// What is the same in them.
    pub likeness: Likeness,
    /// Their references, in the order in which they were added.
    pub references: Vec<String>,
}

/// Responses while it is found out which of them are alike.
#[derive(Debug, Default)]
pub struct Comparison {
    references: Vec<String>,
    found: HashMap<Fingerprint, Found>,
}

type Fingerprint = [u8; FINGERPRINT];

/// What has one fingerprint.
#[derive(Debug)]
struct Found {
    /// The places of the responses.
    places: Vec<usize>,
    /// What is the same; known as soon as there are two.
    likeness: Option<Likeness>,
}

impl Comparison {
    /// Adds a response.
    pub fn add(&mut self, reference: &str, outcomes: &BTreeMap<QuestionId, Outcome>) {
        let place = self.references.len();
        self.references.push(reference.to_owned());
        for text in outcomes.values().filter_map(Outcome::answer).flat_map(Answer::words) {
            let same = normalised(text);
            if same.chars().count() >= LONG_TEXT {
                let likeness = || Likeness::Text(beginning(text));
                self.note(fingerprint("text", same.as_bytes()), place, likeness);
            }
        }
        let answers: BTreeMap<_, _> =
            outcomes.iter().filter_map(|(id, outcome)| Some((id, in_one_order(outcome.answer()?)))).collect();
        if answers.len() >= MANY_ANSWERS {
            // The debug form names every variant and every part, in the order of the questions.
            let same = format!("{answers:?}");
            self.note(fingerprint("answers", same.as_bytes()), place, || Likeness::Answers(answers.len()));
        }
    }

    fn note(&mut self, fingerprint: Fingerprint, place: usize, likeness: impl Fn() -> Likeness) {
        match self.found.entry(fingerprint) {
            Entry::Vacant(entry) => {
                entry.insert(Found { places: vec![place], likeness: None });
            }
            Entry::Occupied(mut entry) => {
                let found = entry.get_mut();
                // Somebody may write the same in two answers.
                if found.places.last() != Some(&place) {
                    found.places.push(place);
                    found.likeness.get_or_insert_with(likeness);
                }
            }
        }
    }

    /// Gives the groups, the largest first.
    pub fn groups(self) -> Vec<Group> {
        let Self { references, found } = self;
        let group = |(fingerprint, found): (Fingerprint, Found)| {
            let references = found.places.iter().map(|place| references[*place].clone()).collect();
            Some(Group { key: written(fingerprint), likeness: found.likeness?, references })
        };
        let mut groups: Vec<Group> = found.into_iter().filter_map(group).collect();
        groups.sort_by(|a, b| b.references.len().cmp(&a.references.len()).then_with(|| a.key.cmp(&b.key)));
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

/// Leaves of a text what is read: its letters and digits, in one spelling and one case.
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

fn fingerprint(of: &str, same: &[u8]) -> Fingerprint {
    let hash: [u8; 32] = Sha256::new().chain_update(of).chain_update([0]).chain_update(same).finalize().into();
    std::array::from_fn(|place| hash[place])
}

fn written(fingerprint: Fingerprint) -> String {
    format!("{:032x}", u128::from_be_bytes(fingerprint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Chosen;

    const LETTER: &str = "We, the friends of the moss, ask you to put ponds, wet woodland and quiet places first, because they \
                          are what our children will remember.";

    fn text(words: &str) -> BTreeMap<QuestionId, Outcome> {
        BTreeMap::from([("why".to_owned(), Outcome::Answered(Answer::Text(words.to_owned())))])
    }

    fn chosen(options: &[&str]) -> Answer {
        Answer::Choices(options.iter().map(|option| Chosen { option: (*option).to_owned(), words: None }).collect())
    }

    /// So many questions, each with the same answer.
    fn answers(count: usize, answer: &Answer) -> BTreeMap<QuestionId, Outcome> {
        (0..count).map(|number| (format!("q{number}"), Outcome::Answered(answer.clone()))).collect()
    }

    fn groups(responses: impl IntoIterator<Item = BTreeMap<QuestionId, Outcome>>) -> Vec<Group> {
        let mut comparison = Comparison::default();
        for (number, outcomes) in responses.into_iter().enumerate() {
            comparison.add(&number.to_string(), &outcomes);
        }
        comparison.groups()
    }

    fn members(groups: &[Group]) -> Vec<String> {
        groups.iter().map(|group| group.references.join(" ")).collect()
    }

    #[test]
    fn a_long_text_is_the_same_however_it_is_spelt_and_spaced() {
        let spelt = [
            LETTER.to_owned(),
            LETTER.to_uppercase(),
            LETTER.replace(' ', "\n\u{200b} "),
            LETTER.replace(',', " –").replace("fi", "\u{fb01}").replace("fr", "f\u{ad}r"),
        ];
        let found = groups(spelt.iter().map(|words| text(words)).chain([text("Something else")]));
        assert_eq!(members(&found), ["0 1 2 3"]);
        assert!(matches!(&found[0].likeness, Likeness::Text(excerpt) if *excerpt == spelt[1]));
    }

    #[test]
    fn short_texts_and_other_words_are_not_alike() {
        let seventy_nine = "a".repeat(79);
        assert_eq!(groups([text("Yes"), text("Yes"), text(&seventy_nine), text(&seventy_nine)]), []);
        let eighty = "a".repeat(80);
        assert_eq!(members(&groups([text(&eighty), text(&eighty)])), ["0 1"]);
        assert_eq!(groups([text(LETTER), text(&LETTER.replace("ponds", "hedges"))]), []);
    }

    #[test]
    fn the_same_text_is_found_in_the_answers_to_different_questions_and_once_in_each_response() {
        let twice = Answer::Texts(vec![LETTER.to_owned(), LETTER.to_owned()]);
        let elsewhere = BTreeMap::from([("more".to_owned(), Outcome::Answered(twice))]);
        assert_eq!(groups([elsewhere.clone()]), []);
        assert_eq!(members(&groups([elsewhere, text(LETTER)])), ["0 1"]);
    }

    #[test]
    fn the_same_eight_answers_are_alike_in_whatever_order_options_were_shown() {
        let (one, other) = (chosen(&["ponds", "woods"]), chosen(&["woods", "ponds"]));
        let mut blank = answers(8, &one);
        blank.insert("last".to_owned(), Outcome::Blank);
        let found = groups([answers(8, &one), answers(8, &other), blank, answers(8, &chosen(&["ponds"]))]);
        assert_eq!(members(&found), ["0 1 2"]);
        assert_eq!(found[0].likeness, Likeness::Answers(8));
        assert_eq!(groups([answers(7, &one), answers(7, &one)]), []);
    }

    #[test]
    fn the_largest_group_comes_first_and_its_name_stays_when_others_come() {
        let of = |number: usize| text(&format!("{LETTER} {number}"));
        let before = groups([of(1), of(1), of(2), of(2), of(2)]);
        assert_eq!(members(&before), ["2 3 4", "0 1"]);
        let after = groups([of(3), of(1), of(1), of(2), of(2), of(2), of(1), of(1)]);
        assert_eq!(after[0].key, before[1].key);
        assert_eq!(after[0].key.len(), 32);
    }
}
