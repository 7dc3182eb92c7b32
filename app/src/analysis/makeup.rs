//! Who answered beside who lives here.

use super::{Group, Population, PopulationMargin, few};

/// Below this many respondents a level is too small to stand for its people without a warning.
pub const FEW: usize = 30;

/// One margin: respondents against people.
#[derive(Clone, Debug, PartialEq)]
pub struct Makeup {
    /// The name of the margin.
    pub margin: String,
    /// Where the population counts come from.
    pub source: String,
    /// How many respondents did not say their level, or said one that the counts do not have.
    pub unknown: usize,
    /// The levels in their order.
    pub levels: Vec<LevelMakeup>,
}

/// One level of a margin.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelMakeup {
    /// The level for people.
    pub label: String,
    /// The respondents in it; `None` where they are too few to be told of, or where that could be worked out from them.
    pub counted: Option<Counted>,
    /// Whether people live here for whom fewer than [`FEW`] respondents stand.
    pub is_thin: bool,
    /// The share of the people who live here.
    pub population: f64,
}

/// The respondents in a level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// How many they are.
    pub respondents: usize,
    /// Their share of the respondents whose level is known; `None` if there are none.
    pub share: Option<f64>,
    /// What each of them counts for on average, where there are weights.
    pub mean_weight: Option<f64>,
}

impl Makeup {
    /// Compares a group with the population on each margin.
    pub fn list(population: &Population, group: &Group, weights: Option<&[f64]>) -> Vec<Self> {
        population.margins.iter().zip(&group.codes).map(|(margin, codes)| Self::of(margin, codes, weights)).collect()
    }

    fn of(margin: &PopulationMargin, codes: &[Option<usize>], weights: Option<&[f64]>) -> Self {
        let known = codes.iter().flatten().count();
        let levels = margin.margin.levels();
        let in_level = |code: usize| codes.iter().filter(|c| **c == Some(code)).count();
        let respondents: Vec<usize> = (0..levels.len()).map(in_level).collect();
        let withheld = few::withheld(&respondents);
        let level = |(code, (level, label)): (usize, (&weighting::margin::Level, &String))| {
            let respondents = respondents[code];
            let weight = weights.map(|weights| -> f64 {
                codes.iter().zip(weights).filter(|(c, _)| **c == Some(code)).map(|(_, weight)| weight).sum()
            });
            let counted = Counted {
                respondents,
                share: (known > 0).then(|| number(respondents) / number(known)),
                mean_weight: weight.filter(|_| respondents > 0).map(|weight| weight / number(respondents)),
            };
            LevelMakeup {
                label: label.clone(),
                counted: (!withheld[code]).then_some(counted),
                is_thin: respondents < FEW && level.target > 0.0,
                population: level.target / margin.margin.total(),
            }
        };
        Self {
            margin: margin.margin.name().to_owned(),
            source: margin.source.clone(),
            unknown: codes.len() - known,
            levels: levels.iter().zip(&margin.labels).enumerate().map(level).collect(),
        }
    }
}

/// Gives a number of respondents to calculate with.
pub(super) fn number(respondents: usize) -> f64 {
    u32::try_from(respondents).map_or(f64::MAX, f64::from)
}
