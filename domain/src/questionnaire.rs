//! A questionnaire: pages of questions, with the conditions under which each is shown.
//!
//! It is data: a version of it is stored as one JSON document and never changes after publishing.

mod check;
mod fault;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    answer::Answers,
    language::Language,
    question::{AnswerOption, Question},
    routing::Condition,
    translation::Translations,
};

pub(crate) use self::check::name;
pub use self::fault::{Fault, Problem};

/// The stable name of a question; answers and export columns are keyed by it.
pub type QuestionId = String;
/// The stable name of an option of a question.
pub type OptionId = String;
/// The stable name of a page, which is also its address.
pub type PageId = String;

/// Names that no page may have, because the form that people fill in has pages of its own at these addresses.
pub const RESERVED_PAGES: [&str; 6] = ["answers", "check", "forget", "new", "receipt", "saved"];

/// Names that no option may have, because the columns of a question in an export have these names beside those of its options.
pub const RESERVED_OPTIONS: [&str; 2] = ["order", "state"];

/// One version of everything that is asked in a consultation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// The pages in the order in which they are shown.
    pub pages: Vec<Page>,
    /// What some of the questions are for, besides being read.
    #[serde(default)]
    pub roles: Roles,
}

/// Which questions tell the segment, and which the levels of each margin.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// The question whose options stand for segments.
    pub segment: Option<QuestionId>,
    /// The text in which somebody names the organisation that they answer for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<QuestionId>,
    /// The question whose options stand for what may be published of a response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<QuestionId>,
    /// By the name of a margin (`age_band`, `sex`, `area_code`) the question whose options stand for its levels.
    #[serde(default)]
    pub margins: BTreeMap<String, QuestionId>,
}

impl Roles {
    /// Takes from others the roles that it has no question for.
    #[must_use]
    pub(crate) fn or(self, others: Self) -> Self {
        let mut margins = others.margins;
        margins.extend(self.margins);
        Self {
            segment: self.segment.or(others.segment),
            organisation: self.organisation.or(others.organisation),
            consent: self.consent.or(others.consent),
            margins,
        }
    }

    /// Puts other questions in the place of its own, and leaves out the roles of those for which there is none.
    #[must_use]
    pub(crate) fn filter_map(&self, other: impl Fn(&QuestionId) -> Option<QuestionId>) -> Self {
        let margin = |(name, question): (&String, &QuestionId)| Some((name.clone(), other(question)?));
        Self {
            segment: self.segment.as_ref().and_then(&other),
            organisation: self.organisation.as_ref().and_then(&other),
            consent: self.consent.as_ref().and_then(&other),
            margins: self.margins.iter().filter_map(margin).collect(),
        }
    }

    /// Gives each question that has a role, to put another in its place.
    pub(crate) fn questions_mut(&mut self) -> impl Iterator<Item = &mut QuestionId> {
        let single = self.segment.iter_mut().chain(&mut self.organisation).chain(&mut self.consent);
        single.chain(self.margins.values_mut())
    }
}

/// Some questions that are answered together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its stable name and address.
    pub id: PageId,
    /// Its heading.
    pub title: String,
    /// A paragraph under the heading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<String>,
    /// When it is shown; always, if there is no condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_when: Option<Condition>,
    /// Its questions.
    pub questions: Vec<Question>,
    /// The words of its head in other languages.
    #[serde(default, skip_serializing_if = "Translations::is_empty")]
    pub translations: Translations,
    /// The language that the words of its head are in, where [`Questionnaire::spoken`] put others in the place of the English
    /// ones; never stored.
    #[serde(skip)]
    pub spoken_in: Option<Language>,
}

impl Page {
    /// Makes a page without questions that is always shown.
    pub fn new(id: impl Into<PageId>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            intro: None,
            shown_when: None,
            questions: Vec::new(),
            translations: Translations::default(),
            spoken_in: None,
        }
    }
}

impl Page {
    /// Says whether any of its questions asks for files.
    pub fn asks_for_files(&self) -> bool {
        self.questions.iter().any(|question| question.kind.is_attached())
    }
}

impl Questionnaire {
    /// Gives each question in the order of the form.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.pages.iter().flat_map(|page| &page.questions)
    }

    /// Finds a question by its id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions().find(|question| question.id == id)
    }

    /// Finds a page by its id.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// Says whether any question asks for files.
    pub fn asks_for_files(&self) -> bool {
        self.pages.iter().any(Page::asks_for_files)
    }

    /// Says whether any question shows its options in an order of each respondent's own.
    pub fn has_random_order(&self) -> bool {
        self.questions().any(Question::is_mixed)
    }

    /// Gives the name of the organisation for which somebody answers, if they were asked for it and gave it.
    pub fn organisation<'a>(&self, answers: &'a Answers) -> Option<&'a str> {
        answers.get(self.roles.organisation.as_ref()?)?.words().first().copied()
    }

    /// Gives the codes of the segments that somebody can say they are of, each once, in the order of the form.
    pub fn segments(&self) -> Vec<&str> {
        let asked = self.roles.segment.as_ref().and_then(|question| self.question(question));
        let options = asked.map(|question| question.kind.options()).unwrap_or_default();
        let mut segments: Vec<&str> = Vec::new();
        for segment in options.iter().filter_map(|option| option.stands_for.as_deref()) {
            if !segments.contains(&segment) {
                segments.push(segment);
            }
        }
        segments
    }

    /// Gives what the answer to a role's question stands for, such as a segment or a level of a margin.
    pub fn stands_for<'a>(&'a self, question: &str, answers: &Answers) -> Option<&'a str> {
        let chosen = answers.get(question)?.option()?;
        self.question(question)?.kind.options().iter().find(|option| option.id == chosen)?.stands_for.as_deref()
    }

    /// Gives the questionnaire as it is judged when staff type answers in, who cannot ask again for what was left blank.
    #[must_use]
    pub fn without_required(&self) -> Self {
        let mut lenient = self.clone();
        for question in lenient.pages.iter_mut().flat_map(|page| &mut page.questions) {
            question.required = false;
        }
        lenient
    }

    /// Gives the question with every option that anybody may be offered, for reading answers before they are judged.
    pub fn legible(&self, question: &Question) -> Question {
        let mut legible = question.clone();
        if let Some(source) = question.kind.options_from().and_then(|source| self.question(source)) {
            legible.kind.set_options(source.kind.options().to_vec());
        }
        legible
    }

    /// Gives the question with the options that a person with these answers is offered.
    ///
    /// A ranking may take its options from what was chosen earlier; every other question is given as it stands.
    pub fn offered(&self, question: &Question, answers: &Answers) -> Question {
        let mut offered = question.clone();
        if let Some(source) = question.kind.options_from() {
            let chosen = answers.get(source).map(crate::answer::Answer::options).unwrap_or_default();
            let known: &[AnswerOption] = self.question(source).map_or(&[], |q| q.kind.options());
            let options = known.iter().filter(|o| chosen.contains(&o.id.as_str()) && !o.alone).cloned().collect();
            offered.kind.set_options(options);
        }
        offered
    }
}
