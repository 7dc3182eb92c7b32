//! Counts of people by area, sex and age, as a file gives them, and the margins that are made of them.
//!
//! A file may say the same people several times: by single years, by bands of them and in all. What is a sum of others is
//! found and checked here, so that nobody is counted twice. Reading files is `exchange::counts`.

mod ages;
mod area;
mod choice;
mod fault;
mod gathered;
mod listed;
mod made;
mod survey;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use self::{
    ages::{Ages, bands, begins},
    area::{Area, same_name},
    choice::{Choice, MOST_PARTS, Part, ages_in, parts},
    fault::{Fault, Misfit, Note},
    listed::Listed,
    made::{AGE_BAND, AREA_CODE, CountedLevel, CountedMargin, SEX, unlike_first},
    survey::{Beside, Stands, beside},
};
use crate::vocabulary::vocabulary;

/// The most levels of a margin: more than a survey has answers.
pub const MOST_LEVELS: usize = 1_000;
/// The most people to whom each count may be rounded.
pub const MOST_ROUNDED: u32 = 10_000;

vocabulary! {
    /// The sexes that population counts tell apart.
    Sex {
        /// Women and girls.
        Female = "female",
        /// Men and boys.
        Male = "male",
    }
}

/// Which of the people of an area are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Whom {
    /// Their sex; everybody's, if it is not said.
    pub sex: Option<Sex>,
    /// Their ages.
    pub ages: Ages,
}

/// One count of a file, or several of the same people in several years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the file, from 1.
    pub number: usize,
    /// The area.
    pub area: Area,
    /// Who is counted.
    pub whom: Whom,
    /// How many they are, column by column.
    pub people: Vec<u64>,
}

/// Where counts come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The source, in words.
    pub source: String,
    /// The day that they are of.
    pub reference_date: Option<NaiveDate>,
    /// To how many people each is rounded; 1 is not rounded.
    pub rounding: Option<u64>,
}

/// All counts of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The areas, in the order of the file.
    pub areas: Vec<Area>,
    /// The years that the columns are of; one without a name, where the file has one column.
    pub years: Vec<String>,
    /// The bands that each sex is counted by and that are no sums of others.
    joint: Vec<Ages>,
    /// The same for everybody, where people are counted so too.
    by_age: Vec<Ages>,
    cells: BTreeMap<(usize, Whom), Vec<u64>>,
    /// Counts by something else than sex and age.
    pub listed: Vec<Listed>,
}

impl Counts {
    /// Lists the bands by which everybody is counted, by age alone or by sex and age, whichever are finer and do not end; none,
    /// where no ages are told apart.
    pub fn ages(&self) -> &[Ages] {
        let is_endless = |bands: &[Ages]| bands.last().is_some_and(|last| last.to.is_none());
        let fineness = |bands: &[Ages]| (is_endless(bands), bands.len());
        if fineness(&self.joint) > fineness(&self.by_age) { &self.joint } else { &self.by_age }
    }

    /// Says whether women and men are told apart.
    pub fn has_sex(&self) -> bool {
        self.cells.keys().any(|(_, whom)| whom.sex.is_some())
    }

    /// Says whether there are counts by sex, by age or in all.
    pub fn has_people(&self) -> bool {
        !self.cells.is_empty()
    }

    /// Finds an area by its code.
    pub fn area(&self, code: &str) -> Option<usize> {
        self.areas.iter().position(|area| area.code.eq_ignore_ascii_case(code))
    }
}
