//! A survey of any size from a fixed seed: three margins that the respondents do not match, twenty scales with blanks.
//! Its numbers mean nothing; they have the shape of a consultation.

use weighting::bootstrap::{BLANK, Column};
use weighting::margin::{Margin, MarginError, Placement};

use crate::numbers::Numbers;

/// How many items each respondent is asked.
pub const ITEMS: usize = 20;
/// The population that the margins describe.
pub const POPULATION: f64 = 1_200_000.0;

const AGES: [f64; 7] = [0.10, 0.17, 0.17, 0.16, 0.17, 0.12, 0.11];
const SEXES: [f64; 2] = [0.51, 0.49];
const AREAS: [f64; 6] = [0.30, 0.22, 0.18, 0.14, 0.10, 0.06];

/// Respondents with their margins and answers.
#[derive(Debug)]
pub struct Survey {
    /// Age, sex and area, with their targets.
    pub margins: [Margin; 3],
    /// For each margin, the level of each respondent.
    pub codes: [Vec<Option<usize>>; 3],
    /// For each item, from 0 to 10, or [`BLANK`] in about one of twelve.
    pub items: Vec<Vec<u8>>,
}

impl Survey {
    /// Makes a survey of so many respondents.
    ///
    /// # Errors
    /// Never: the margins are well formed.
    pub fn of(respondents: usize) -> Result<Self, MarginError> {
        let mut numbers = Numbers(2_026);
        let margins = [margin("age", &AGES)?, margin("sex", &SEXES)?, margin("area", &AREAS)?];
        let codes = [7, 2, 6].map(|levels| (0..respondents).map(|_| Some(numbers.leaning(levels))).collect::<Vec<_>>());
        let items = (0..ITEMS).map(|item| {
            let codes = codes[0].iter().zip(&codes[2]);
            codes.map(|(age, area)| numbers.answer(item, age.unwrap_or(0), area.unwrap_or(0))).collect()
        });
        Ok(Self { margins, items: items.collect(), codes })
    }

    /// Where the respondents stand on the margins.
    pub fn placements(&self) -> Vec<Placement<'_>> {
        self.margins.iter().zip(&self.codes).map(|(margin, codes)| Placement::new(margin, codes)).collect()
    }

    /// The items as the bootstrap takes them.
    pub fn columns(&self) -> Vec<Column<'_>> {
        self.items.iter().map(|item| Column::Codes(item)).collect()
    }
}

fn margin(name: &str, shares: &[f64]) -> Result<Margin, MarginError> {
    let levels = shares.iter().enumerate().map(|(level, share)| (level.to_string(), share * POPULATION));
    Margin::new(name, levels)?.normalised_to(POPULATION)
}

impl Numbers {
    /// A level, those in the middle more often than the first and the last.
    fn leaning(&mut self, levels: usize) -> usize {
        self.below(levels).midpoint(self.below(levels + 1))
    }

    fn answer(&mut self, item: usize, age: usize, area: usize) -> u8 {
        if self.below(12) == 0 {
            return BLANK;
        }
        let answer = (self.below(7) + self.below(6) + (age * (item + 1) + area) % 4).saturating_sub(2).min(10);
        u8::try_from(answer).unwrap_or(BLANK)
    }
}
