//! Answers: one variant for each shape that an answer can have, and the four states of a question in a response.

mod redacted;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    decimal::Decimal,
    grid_reference::GridReference,
    question::Attachment,
    questionnaire::{OptionId, QuestionId},
};

/// The judged answers of one response, by question.
pub type Answers = BTreeMap<QuestionId, Answer>;

/// What somebody answered to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// One option, with the words for "other".
    Choice(Chosen),
    /// Several options, with the words for "other".
    Choices(Vec<Chosen>),
    /// A point on a scale, or that it is not known.
    Rating(Rated),
    /// For each row of a matrix that was answered, the option chosen.
    Matrix(BTreeMap<OptionId, OptionId>),
    /// The options that were ranked, first first.
    Ranking(Vec<OptionId>),
    /// The best and the worst of each set that was answered, by the name of the set.
    BestWorst(BTreeMap<String, Extremes>),
    /// What was preferred in each pair that was answered, by the name of the pair.
    Pairwise(BTreeMap<String, Preferred>),
    /// The points given to each option; those not named got none.
    Points(BTreeMap<OptionId, u32>),
    /// A number.
    Number(Decimal),
    /// A day.
    Date(NaiveDate),
    /// Some words.
    Text(String),
    /// Several short texts.
    Texts(Vec<String>),
    /// The first half of a postcode.
    Postcode(String),
    /// Places that matter.
    Places(Vec<Place>),
    /// How to reach somebody who wants to hear more; it is stored apart from all other answers.
    Contact(Contact),
    /// Files, of which the store has what is in them.
    Files(Vec<Attachment>),
}

/// An option that was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The option.
    pub option: OptionId,
    /// What "other" is, in the respondent's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// What was chosen on a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rated {
    /// A point.
    Point(u8),
    /// That the respondent does not know, which is missing and never zero.
    DontKnow,
}

/// The best and the worst of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extremes {
    /// The best.
    pub best: OptionId,
    /// The worst.
    pub worst: OptionId,
}

/// What was preferred of two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preferred {
    /// One of them.
    Option(OptionId),
    /// Neither: the respondent has no preference.
    Neither,
}

/// A place that somebody named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Where it is.
    pub location: Location,
    /// Why it matters, as one of the question's options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<OptionId>,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Whether the respondent asked not to show it in public.
    pub private: bool,
}

/// Where a place is, in the way in which it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// A square of the national grid.
    Grid(GridReference),
    /// What lies within these corners, in their order around the edge.
    Corners(Vec<GridReference>),
    /// The first half of a postcode.
    Postcode(String),
    /// A name.
    Named(String),
}

/// How to reach somebody, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The email address.
    pub email: Option<String>,
    /// The telephone number.
    pub telephone: Option<String>,
    /// Whether news of the strategy is wanted.
    pub updates: bool,
    /// Whether an interview is welcome.
    pub interview: bool,
}

/// The state of one question in one response; a question that the version does not have has no outcome at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was answered.
    Answered(Answer),
    /// It was shown and left blank.
    Blank,
    /// Routing did not show it.
    Skipped,
}

impl Outcome {
    /// Gives the answer, if there is one.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Answered(answer) => Some(answer),
            Self::Blank | Self::Skipped => None,
        }
    }
}

/// Gives each file among the answers of a response.
pub fn attachments(outcomes: &BTreeMap<QuestionId, Outcome>) -> impl Iterator<Item = &Attachment> {
    outcomes.values().filter_map(Outcome::answer).flat_map(Answer::files)
}

impl Answer {
    /// Gives the one option that was chosen, for questions with a single choice.
    pub fn option(&self) -> Option<&str> {
        match self {
            Self::Choice(chosen) => Some(&chosen.option),
            _ => None,
        }
    }

    /// Gives each option that was chosen or ranked.
    pub fn options(&self) -> Vec<&str> {
        match self {
            Self::Choice(chosen) => vec![&chosen.option],
            Self::Choices(chosen) => chosen.iter().map(|c| c.option.as_str()).collect(),
            Self::Ranking(order) => order.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Gives the number that was typed, or the point that was chosen on a scale.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Rating(rated) => rated.point().map(Decimal::from),
            _ => None,
        }
    }

    /// Gives the files, if it has any.
    pub fn files(&self) -> &[Attachment] {
        match self {
            Self::Files(files) => files,
            _ => &[],
        }
    }

    /// Gives each text that the respondent wrote.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Choice(chosen) => chosen.words.as_deref().into_iter().collect(),
            Self::Choices(chosen) => chosen.iter().filter_map(|c| c.words.as_deref()).collect(),
            Self::Text(text) => vec![text],
            Self::Texts(texts) => texts.iter().map(String::as_str).collect(),
            Self::Places(places) => places.iter().flat_map(Place::words).collect(),
            Self::Matrix(_)
            | Self::Ranking(_)
            | Self::Rating(_)
            | Self::BestWorst(_)
            | Self::Pairwise(_)
            | Self::Points(_)
            | Self::Number(_)
            | Self::Date(_)
            | Self::Postcode(_)
            | Self::Contact(_)
            | Self::Files(_) => Vec::new(),
        }
    }
}

impl Rated {
    /// Gives the point; `None` for "don't know".
    pub fn point(self) -> Option<u8> {
        match self {
            Self::Point(point) => Some(point),
            Self::DontKnow => None,
        }
    }
}

impl Place {
    fn words(&self) -> impl Iterator<Item = &str> {
        let name = match &self.location {
            Location::Named(name) => Some(name.as_str()),
            Location::Grid(_) | Location::Corners(_) | Location::Postcode(_) => None,
        };
        name.into_iter().chain(self.comment.as_deref())
    }
}
