//! The gain-site log: which providers of biodiversity units a developer has asked, and how that stands to what is asked of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::vocabulary::vocabulary;

/// The most approaches that a log can have.
pub const MOST_APPROACHES: usize = 20;

vocabulary! {
    /// What a provider answered.
    ProviderAnswer {
        /// It has no such units.
        Unavailable = "unavailable",
        /// It has some.
        Available = "available",
        /// It has not answered.
        Silent = "no-answer",
    }
}

/// That a developer asked a provider for units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approach {
    /// What the provider or its gain site is called.
    pub name: String,
    /// Its reference in the register of gain sites, where it has one.
    pub register: Option<String>,
    /// The day on which it was asked.
    pub asked_on: NaiveDate,
    /// The habitat of which units were asked for.
    pub habitat: String,
    /// What it answered.
    pub answer: ProviderAnswer,
    /// What else is said of that.
    pub words: Option<String>,
}

/// How a log stands to what is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogStanding {
    /// How many different providers were asked.
    pub providers: usize,
    /// How many are missing.
    pub missing: usize,
    /// How many approaches found units.
    pub available: usize,
    /// How many approaches are not answered.
    pub silent: usize,
}

/// Says how a log stands to how many providers have to be asked. One that was asked twice, by its name or its reference, counts once.
pub fn standing(log: &[Approach], least: u32) -> LogStanding {
    let (mut names, mut references) = (BTreeSet::new(), BTreeSet::new());
    let mut providers = 0;
    for approach in log {
        let is_new = names.insert(spelt(&approach.name));
        let reference = approach.register.as_deref().map(spelt);
        let is_new = reference.is_none_or(|reference| references.insert(reference)) && is_new;
        providers += usize::from(is_new);
    }
    let answered = |answer| log.iter().filter(|approach| approach.answer == answer).count();
    let missing = usize::try_from(least).unwrap_or(usize::MAX).saturating_sub(providers);
    let (available, silent) = (answered(ProviderAnswer::Available), answered(ProviderAnswer::Silent));
    LogStanding { providers, missing, available, silent }
}

/// Spells what is compared in one way.
fn spelt(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
