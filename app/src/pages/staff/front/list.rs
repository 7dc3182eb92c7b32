//! The lists of the front, each entry as a row of words, so that all are written with the same forms.

use domain::{
    front::{Front, MOST_SHOWN, MOST_WAYS, WAY_LIMIT, Way},
    question::{AnswerOption, Question},
    strategy::{Fact, Progress, Step},
    vocabulary::Word,
};

use crate::pages::staff::asking::{Asks, Told, all, choice, line, lines};

/// The words of an entry, in the order of the questions.
pub(super) type Row = [String; 3];

/// The ids of the questions of an entry.
pub(super) const FIELDS: [&str; 3] = ["first", "second", "third"];
const FIGURE_LIMIT: usize = 30;
const SENTENCE_LIMIT: usize = 300;
const STEP_LIMIT: usize = 80;

/// A list of the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// The figures that show why the strategy is needed.
    Facts,
    /// The steps on the way to the strategy.
    Steps,
    /// The ways of the navigation.
    Ways,
}

impl List {
    /// Finds the list with a word in addresses.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::Facts, Self::Steps, Self::Ways].into_iter().find(|list| list.word() == word)
    }

    /// Gives its word in addresses.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Facts => "figures",
            Self::Steps => "steps",
            Self::Ways => "navigation",
        }
    }

    /// Names an entry.
    pub(super) fn entry(self) -> &'static str {
        match self {
            Self::Facts => "figure",
            Self::Steps => "step",
            Self::Ways => "link",
        }
    }

    /// Names what is said of an entry.
    pub(super) fn said(self) -> &'static str {
        match self {
            Self::Facts => "What it counts",
            Self::Steps => "What happens",
            Self::Ways => "Leads to",
        }
    }

    /// Says how many entries it has at most.
    pub(super) fn most(self) -> usize {
        match self {
            Self::Facts | Self::Steps => MOST_SHOWN,
            Self::Ways => MOST_WAYS,
        }
    }

    /// Asks for an entry; a way leads to one of some addresses.
    pub(super) fn questions(self, addresses: Vec<AnswerOption>) -> Vec<Question> {
        let [first, second, third] = FIELDS;
        match self {
            Self::Facts => vec![
                line(first, "What is the figure?", FIGURE_LIMIT).hint("For example, 97% or 1,200 hectares."),
                line(second, "What does it count?", SENTENCE_LIMIT),
            ],
            Self::Steps => vec![
                line(first, "What is the step?", STEP_LIMIT),
                lines(second, "What happens in it?", SENTENCE_LIMIT).hint("One sentence."),
                choice(third, "How far is it?", all::<Progress>()),
            ],
            Self::Ways => vec![
                line(first, "What does the link say?", WAY_LIMIT).hint("One or two short words fit best on a phone."),
                choice(second, "Where does it lead?", addresses),
            ],
        }
    }

    /// Reads what was told of an entry.
    pub(super) fn read(told: &Told) -> Row {
        FIELDS.map(|field| told.words(field).or_else(|| told.chosen(field).map(str::to_owned)).unwrap_or_default())
    }

    /// Gives the entries; none of a strategy of which nothing is said.
    pub(super) fn rows(self, front: &Front) -> Vec<Row> {
        let strategy = front.strategy.as_ref();
        match self {
            Self::Facts => {
                let row = |fact: &Fact| [fact.figure.clone(), fact.meaning.clone(), String::new()];
                strategy.map(|strategy| strategy.facts.iter().map(row).collect()).unwrap_or_default()
            }
            Self::Steps => {
                let row = |step: &Step| [step.title.clone(), step.summary.clone(), step.progress.word().to_owned()];
                strategy.map(|strategy| strategy.steps.iter().map(row).collect()).unwrap_or_default()
            }
            Self::Ways => {
                front.ways.iter().map(|way| [way.words.clone(), way.address.clone(), String::new()]).collect()
            }
        }
    }

    /// Sets the entries.
    pub(super) fn set(self, front: &mut Front, rows: Vec<Row>) {
        match (self, &mut front.strategy) {
            (Self::Facts, Some(strategy)) => {
                strategy.facts = rows.into_iter().map(|[figure, meaning, _]| Fact { figure, meaning }).collect();
            }
            (Self::Steps, Some(strategy)) => {
                let step = |[title, summary, progress]: Row| {
                    let progress = Progress::from_word(&progress).unwrap_or(Progress::Next);
                    Step { title, summary, progress }
                };
                strategy.steps = rows.into_iter().map(step).collect();
            }
            (Self::Ways, _) => {
                front.ways = rows.into_iter().map(|[words, address, _]| Way { words, address }).collect();
            }
            (Self::Facts | Self::Steps, None) => {}
        }
    }
}
